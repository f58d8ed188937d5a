//! Reads the table of rules. Every condition is checked against the names before it. Must not weigh.

use super::rule::{About, Decision, Line, Remark, Rule, Softened, Weight};
use super::{BreachRules, UNSAID};
use crate::assess::assessment::{Answer, Duties, Effect};
use crate::assess::attribute::AttributeTable;
use crate::assess::rows::{choice_id, maybe_text, row, text, texts};
use crate::assess::vocabulary::Vocabulary;
use crate::base::id::{ChoiceId, FactId};
use crate::base::problem::{Problems, Source};
use crate::base::reader::{self, Table};
use crate::fact::catalogue::{Choice, FactRow};
use crate::fact::fact_type::Scalar;

/// Reads the rules and tells what is wrong with them.
pub(super) fn load(source: &str) -> (BreachRules, Problems) {
    let mut problems = Problems::default();
    let source = Source::new("breach.toml", source);
    let rules = reader::read(&source, &mut problems, |root| {
        root.format("breach/1");
        let checked_on = text(root, "checked_on");
        let attributes = AttributeTable::read(root);
        let weights: Vec<Weight> = root.tables("weight", read_weight).into_iter().flatten().collect();
        let vocabulary = Vocabulary::read(root, &attributes, &worked_out(&weights));
        let lines =
            root.tables("line", |table| read_line(table, &vocabulary)).into_iter().flatten().collect();
        let rules =
            root.tables("rule", |table| read_rule(table, &vocabulary)).into_iter().flatten().collect();
        let remarks =
            root.tables("remark", |table| read_remark(table, &vocabulary)).into_iter().flatten().collect();
        let decisions = root.tables("decision", read_decision).into_iter().flatten().collect();
        BreachRules { attributes, weights, vocabulary, lines, rules, remarks, decisions, checked_on }
    });
    (rules.unwrap_or_default(), problems)
}

/// Names that are worked out from attributes: the number of people as a range, and the groups of the kinds of data.
fn worked_out(weights: &[Weight]) -> Vec<FactRow> {
    let ids = weights.iter().map(|weight| weight.id.clone()).chain(choice_id(UNSAID));
    let choices = ids.map(|id| Choice { label: id.to_string(), id }).collect();
    let named = |id: &str, scalar, says, choices| Some(row(FactId::parse(id).ok()?, scalar, says, choices));
    [
        named("people", Scalar::Count, "the number of people", Vec::new()),
        named("weight", Scalar::Choices, "how much the kinds of data can hurt", choices),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn read_weight(table: &mut Table<'_>) -> Option<Weight> {
    let id = table.required_id("id", ChoiceId::parse);
    let says = text(table, "says");
    let kinds = texts(table, "kinds").iter().filter_map(|kind| choice_id(kind)).collect();
    Some(Weight { id: id?.value, says, kinds })
}

fn read_line(table: &mut Table<'_>, names: &Vocabulary) -> Option<Line> {
    let id = text(table, "id");
    Some(Line { id, when: names.condition(table, "when")? })
}

fn read_answer(table: &mut Table<'_>, key: &'static str) -> Option<Answer> {
    table.parsed(key, |word| Answer::parse(word).ok_or("use yes, no or conditional")).map(|word| word.value)
}

/// Both answers. One alone, or people told without the authority, is a problem of the document.
fn read_duties(table: &mut Table<'_>, keys: [&'static str; 2]) -> Option<Duties> {
    let [notify, communicate] = keys.map(|key| read_answer(table, key));
    let duties = Duties::new(notify?, communicate?);
    if Some(duties.notify) != notify {
        let message = "whoever tells the people tells the authority: `communicate` is above `notify`";
        table.error("assess::people-without-authority", table.span(), message);
    }
    Some(duties)
}

fn read_rule(table: &mut Table<'_>, names: &Vocabulary) -> Option<Rule> {
    let id = text(table, "id");
    table.name(format!("rule `{id}`"));
    let (line, effect) = (text(table, "line"), text(table, "effect"));
    let when = names.condition(table, "when");
    let duties = read_duties(table, ["notify", "communicate"]);
    let softened = read_softened(table);
    let rule = Rule {
        id,
        line,
        effect: if effect == Effect::Lowers.word() { Effect::Lowers } else { Effect::Raises },
        when: when?,
        duties: duties?,
        softened,
        text: text(table, "text"),
        citation: text(table, "citation"),
        checked: text(table, "checked"),
        condition_notify: maybe_text(table, "condition_notify"),
        condition_communicate: maybe_text(table, "condition_communicate"),
    };
    Some(rule)
}

fn read_softened(table: &mut Table<'_>) -> Option<Softened> {
    let by = texts(table, "softened_by").iter().filter_map(|id| FactId::parse(id).ok()).collect::<Vec<_>>();
    let duties = read_duties(table, ["softened_notify", "softened_communicate"]);
    if by.is_empty() { None } else { Some(Softened { by, duties: duties? }) }
}

fn read_remark(table: &mut Table<'_>, names: &Vocabulary) -> Option<Remark> {
    let (id, when) = (text(table, "id"), names.condition(table, "when"));
    let (text, citation, checked) = (text(table, "text"), text(table, "citation"), text(table, "checked"));
    Some(Remark { id, when: when?, text, citation, checked })
}

fn read_decision(table: &mut Table<'_>) -> Option<Decision> {
    let id = text(table, "id");
    let about = text(table, "about");
    let (citation, checked) = (text(table, "citation"), text(table, "checked"));
    let keys = [(Answer::Yes, "yes"), (Answer::Conditional, "conditional"), (Answer::No, "no")];
    let texts =
        keys.into_iter().filter_map(|(answer, key)| Some((answer, maybe_text(table, key)?))).collect();
    let about = About::ALL.into_iter().find(|known| known.word() == about)?;
    Some(Decision { id, about, citation, checked, texts })
}
