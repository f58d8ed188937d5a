//! Kind `decision`: a choice that a person takes.

use std::collections::BTreeSet;

use super::{Decision, DecisionOption};
use crate::base::id::OptionId;
use crate::base::problem::{Placed, Problem, Span};
use crate::base::reader::{Item, Table};
use crate::base::time::Period;
use crate::playbook::key::{IdRule, Key, Keys, Rows, Shape};
use crate::playbook::load::known::known_keys;
use crate::playbook::load::literal::values;
use crate::playbook::load::reading::{StepReading, period};

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "a decision",
    keys: &[
        Key::new("question", Shape::Text, "What is asked; by default the title."),
        Key::new(
            "options",
            Shape::Rows(Rows { keys: &OPTION, text: false }),
            "The choices; without them: yes, no and unknown.",
        ),
        Key::new(
            "recheck",
            Shape::Period,
            "Without `options`: when to ask again after \"unknown\"; by default `4h`.",
        ),
    ],
};

/// One option.
pub(crate) const OPTION: Keys = Keys {
    what: "an option",
    keys: &[
        Key::required("id", Shape::Id(IdRule::Kebab), "Named by `step.x.choice`."),
        Key::required("label", Shape::Text, "What the responder reads."),
        Key::new("set", Shape::Values, "Facts that the choice settles."),
        Key::new("set_unknown", Shape::Ids(IdRule::Snake), "Facts that the choice says are not known yet."),
        Key::new("recheck", Shape::Period, "When to ask again."),
    ],
};

/// When "unknown" is asked again unless the author says otherwise.
pub(crate) const DEFAULT_RECHECK: Period = Period::from_hours(4);

/// Reads the options.
pub(super) fn read(table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Decision> {
    let question = table.string("question").map_or_else(|| step.title.clone(), Placed::into_value);
    let recheck = period(table, "recheck");
    if !table.has("options") {
        return Some(Decision { question, options: usual(recheck.unwrap_or(DEFAULT_RECHECK)) });
    }
    if let Some(span) = table.key_span("recheck") {
        let message = "`recheck` of the step has no effect beside `options`: write it in the option";
        table.error("playbook::stray-recheck", span, message);
    }
    let rows = table.items("options");
    let options: Vec<(DecisionOption, Span)> =
        rows.into_iter().filter_map(|item| read_option(table, step, item)).collect();
    check_options(table, &options);
    Some(Decision { question, options: options.into_iter().map(|(option, _)| option).collect() })
}

fn check_options(table: &mut Table<'_>, options: &[(DecisionOption, Span)]) {
    if options.len() < 2 && table.items("options").len() < 2 {
        let span = table.key_span("options").unwrap_or(table.span());
        table.error("playbook::no-choice", span, "a decision has at least two options");
    }
    let mut seen = BTreeSet::new();
    for (option, span) in options {
        if !seen.insert(&option.id) {
            let message = format!("two options are called `{}`", option.id);
            table.report(Problem::error(table.source(), "playbook::duplicate-id", *span, message));
        }
    }
}

fn usual(recheck: Period) -> Vec<DecisionOption> {
    let option = |id: &str, label: &str, recheck| {
        let id = OptionId::parse(id).ok()?;
        Some(DecisionOption {
            id,
            label: label.to_owned(),
            set: Vec::new(),
            set_unknown: Vec::new(),
            recheck,
        })
    };
    let options = [("yes", "Yes", None), ("no", "No", None), ("unknown", "Not known yet", Some(recheck))];
    options.into_iter().filter_map(|(id, label, recheck)| option(id, label, recheck)).collect()
}

fn read_option(
    table: &mut Table<'_>,
    step: &StepReading<'_>,
    item: Item<'_>,
) -> Option<(DecisionOption, Span)> {
    let read = table.in_table(item, "`options`".to_owned(), |inner| {
        known_keys(inner, &OPTION);
        let id = inner.required_id("id", OptionId::parse);
        let label = inner.required_string("label");
        let set = values(inner, "set", step.file);
        let set_unknown = step.file.facts(inner, "set_unknown");
        let recheck = period(inner, "recheck");
        if let Some(both) = set.iter().find(|(fact, _)| set_unknown.contains(fact)) {
            let message = format!("`{}` cannot be set and be unknown by one choice", both.0);
            inner.error("playbook::set-and-unknown", inner.span(), message);
        }
        let id = id?;
        Some((DecisionOption { id: id.value, label: label?.value, set, set_unknown, recheck }, id.span))
    });
    read.flatten()
}
