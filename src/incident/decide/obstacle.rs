//! What stands between open steps and their completion, so that nobody is told to do what would be refused. Decides nothing.

use std::collections::BTreeMap;

use super::super::command::Envelope;
use super::super::key::StepKey;
use super::super::plans::Plans;
use super::super::refusal::{ReasonFor, Refusal};
use super::super::state::State;
use super::Desk;
use crate::base::id::PersonId;
use crate::base::time::Timestamp;

/// The first thing that would be refused at each of some steps, if whoever is named completed it now.
pub(crate) fn obstacles(
    state: &State,
    plans: &Plans<'_>,
    steps: impl Iterator<Item = (StepKey, Option<PersonId>)>,
    now: Timestamp,
) -> BTreeMap<StepKey, Refusal> {
    let mut found = BTreeMap::new();
    let mut state = state.clone();
    for (step, person) in steps {
        let actor = person.unwrap_or(PersonId(0));
        let envelope = Envelope { actor, by: None, via: None, at: None, sit: 0 };
        let desk = Desk::new(state, plans, &envelope, now.into());
        found.extend(desk.obstacle(&step).err().map(|refusal| (step, refusal)));
        state = desk.state;
    }
    found
}

impl Desk<'_> {
    fn obstacle(&self, key: &StepKey) -> Result<(), Refusal> {
        self.workable(key)?;
        let found = self.find(key)?;
        let mut passed = self.gates(&found)?;
        self.kind_rules(&found, &mut passed, None)?;
        if found.model()?.reversible { Ok(()) } else { Err(Refusal::ReasonNeeded(ReasonFor::Irreversible)) }
    }
}
