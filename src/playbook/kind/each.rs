//! Kind `each`: members once for each item of a list.

use super::Each;
use crate::base::id::FactId;
use crate::base::problem::Problem;
use crate::base::reader::Table;
use crate::fact::fact_type::FactType;
use crate::playbook::key::{IdRule, Key, Keys, Shape};
use crate::playbook::load::reading::StepReading;

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "an each",
    keys: &[
        Key::required("over", Shape::Id(IdRule::Snake), "A fact of type `list<..>`."),
        Key::required(
            "as",
            Shape::Id(IdRule::Snake),
            "The name of the item in texts and conditions of the members; must not be a fact.",
        ),
    ],
};

/// Reads the list and the name.
pub(super) fn read(table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Each> {
    let over = table.required_string("over").and_then(|text| {
        let id = step.file.fact(table, &text)?;
        let row = step.file.facts.get(id.as_str())?;
        if !matches!(row.fact_type, FactType::List(_)) {
            let message = format!("`{id}` is a `{}`, not a list", row.fact_type);
            table.error("playbook::not-a-list", text.span, message);
            return None;
        }
        Some(id)
    });
    let name = table.required_id("as", FactId::parse);
    if let Some(name) = &name {
        check_name(table, step, name.value.as_str(), name.span);
    }
    Some(Each { over: over?, name: name?.value, members: Vec::new() })
}

fn check_name(table: &mut Table<'_>, step: &StepReading<'_>, name: &str, span: crate::base::problem::Span) {
    let outer = step.file.outline.around(step.number).into_iter().any(|number| {
        let each = step.file.outline.step(number).and_then(|step| step.each.as_ref());
        each.and_then(|(_, name)| name.as_ref()).is_some_and(|outer| outer.value.as_str() == name)
    });
    if step.file.facts.get(name).is_some() || outer {
        let what = if outer { "the item of an `each` around it" } else { "a fact" };
        let message = format!("`{name}` is {what} already");
        let problem = Problem::error(table.source(), "playbook::shadowed-name", span, message);
        table.report(problem.help(format!("call it `this_{name}`")));
    }
}
