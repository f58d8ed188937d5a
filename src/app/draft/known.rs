//! The facts of an incident as forms read them: values with their entries, what nobody knows with whose task it is. Words are those that
//! the team may read: what only counsel may see stands in no draft. Must not fill a form.

use crate::app::session::Session;
use crate::base::id::Seq;
use crate::fact::value::Value;
use crate::form::facts::{Facts, Known, Standing, Waiting};
use crate::incident::facts::{FactMove, FactState};
use crate::incident::state::State;

/// All facts that somebody said something of.
pub(super) fn facts(session: &Session<'_>, state: &State) -> Facts {
    let mut facts = Facts::default();
    for (id, fact) in state.facts().iter() {
        if let Some(known) = &fact.known {
            keep(&known.value, session, &mut facts);
            let (value, disputed) = (known.value.clone(), known.disputed);
            facts.set(id.clone(), Standing::Known(Known { value, sources: vec![known.seq], disputed }));
        } else if fact.last != Seq::NONE {
            facts.set(id.clone(), Standing::Waiting(waiting(fact, session, state)));
        }
    }
    facts
}

/// Gives the words of a value, as far as they may be shown.
fn keep(value: &Value, session: &Session<'_>, facts: &mut Facts) {
    match value {
        Value::Words(passage) => {
            if let Some(text) = session.shown(*passage) {
                facts.keep(*passage, &text);
            }
        }
        Value::List(items) => items.iter().for_each(|item| keep(&item.v, session, facts)),
        Value::Bool(_)
        | Value::Int(_)
        | Value::Count(_)
        | Value::Decimal(_)
        | Value::Percent(_)
        | Value::Money(_)
        | Value::Choice(_)
        | Value::Choices(_)
        | Value::Datetime(_)
        | Value::Duration(_)
        | Value::Country(_)
        | Value::Hash(_)
        | Value::Ip(_) => {}
    }
}

fn waiting(fact: &FactState, session: &Session<'_>, state: &State) -> Waiting {
    let asked = fact.history.iter().rev().find(|change| matches!(change.what, FactMove::Unknown));
    let step = asked.and_then(|change| state.step(change.step.as_ref()?));
    let holder = step.and_then(crate::incident::steps::StepState::holder);
    Waiting {
        asked: asked.map(|change| change.seq),
        recheck: fact.recheck,
        owner: holder.map(|person| session.name(person)),
    }
}
