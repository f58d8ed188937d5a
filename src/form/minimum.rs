//! Whether a draft holds what the law asks for at least, such as Art. 33(3) GDPR. The minimum is a form of its own; fields of other
//! forms say which of its fields they cover. Must not decide whether a notice is sent: the law takes one in phases.

use super::fill::{Filled, FilledField, Origin, Place};
use super::model::Layout;
use crate::base::id::FactId;

/// How a draft stands to one item of the minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// It is told.
    Told,
    /// It says that this is not known yet: legal in phases (Art. 33(4) GDPR).
    NotKnownYet,
    /// Nothing is said.
    Missing,
}

/// Holds a draft against the minimum. `minimum` is filled from the same facts at the same time: what does not apply is left out, such as
/// reasons for delay of a notice that is not late.
pub(crate) fn check(layout: &Layout, filled: &Filled, minimum: &Filled) -> Vec<(FactId, Held)> {
    let asked =
        minimum.fields.iter().filter(|item| item.required || matches!(item.place, Place::Undecided(_)));
    asked.map(|item| (item.id.clone(), held(layout, filled, &item.id))).collect()
}

fn held(layout: &Layout, filled: &Filled, item: &FactId) -> Held {
    let covering = filled.fields.iter().filter(|field| covers(layout, field, item));
    let answers: Vec<&Origin> =
        covering.filter_map(|field| field.answered.as_ref()).map(|answered| &answered.origin).collect();
    if answers.is_empty() {
        return Held::Missing;
    }
    if answers.iter().all(|origin| **origin == Origin::Open) { Held::NotKnownYet } else { Held::Told }
}

fn covers(layout: &Layout, field: &FilledField, item: &FactId) -> bool {
    let own = field.id == *item;
    field.place == Place::Shown
        && (own || layout.field(field.id.as_str()).is_some_and(|field| field.covers.contains(item)))
}
