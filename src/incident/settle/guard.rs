//! What a guard says of a step or phase whose turn it is.

use super::super::event::progress::Verdict;
use super::super::place::Place;
use crate::base::id::FactId;
use crate::expr::Condition;
use crate::expr::truth::Truth;
use crate::playbook::model::OnUnknown;

/// What follows from a guard.
pub(super) enum Turn {
    /// It opens, perhaps on facts that nobody knows.
    Open {
        /// The guard, if there is one.
        because: Option<Verdict>,
        /// Facts that nobody knows.
        unknown: Vec<FactId>,
    },
    /// Facts have to be asked first.
    Await {
        /// The guard; for a list without a guard, the list itself.
        because: Verdict,
        /// What to ask.
        facts: Vec<FactId>,
    },
    /// It does not apply.
    Away {
        /// The guard.
        because: Verdict,
        /// Facts that nobody knows, where that is the reason.
        unknown: Vec<FactId>,
    },
}

/// Reads a guard. `list` is the list that an `each` step runs over: it is asked for once like a missing fact of the guard.
pub(super) fn turn(
    place: &Place<'_>,
    when: Option<&Condition>,
    on_unknown: OnUnknown,
    list: Option<&FactId>,
) -> Turn {
    let read = when.map(|condition| place.evaluate(condition));
    match read {
        None => open(place, None, Vec::new(), list),
        Some((because, missing)) => match because.result {
            Truth::False => Turn::Away { because, unknown: Vec::new() },
            Truth::True => open(place, Some(because), Vec::new(), list),
            Truth::Unknown => {
                let facts: Vec<FactId> = unasked(place, &missing);
                match on_unknown {
                    _ if !facts.is_empty() => Turn::Await { because, facts },
                    OnUnknown::Open => open(place, Some(because), missing, list),
                    OnUnknown::Skip => Turn::Away { because, unknown: missing },
                }
            }
        },
    }
}

fn unasked(place: &Place<'_>, missing: &[FactId]) -> Vec<FactId> {
    missing.iter().filter(|fact| !place.state.facts().was_asked(fact)).cloned().collect()
}

fn open(place: &Place<'_>, because: Option<Verdict>, unknown: Vec<FactId>, list: Option<&FactId>) -> Turn {
    let Some(list) = list else { return Turn::Open { because, unknown } };
    if place.state.facts().was_asked(list) {
        return Turn::Open { because, unknown };
    }
    let text = format!("known({list})");
    let verdict = Verdict { text, result: Truth::False, reads: Vec::new() };
    Turn::Await { because: because.unwrap_or(verdict), facts: vec![list.clone()] }
}
