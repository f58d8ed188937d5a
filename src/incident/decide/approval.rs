//! Approvals: who may give them, how they were given, and when there are enough.

use std::collections::BTreeSet;

use super::super::event::step::{Gate, StepApproved};
use super::super::key::StepKey;
use super::super::refusal::{ReasonFor, Refusal};
use super::super::steps::StepState;
use super::Desk;
use crate::base::id::{PersonId, RoleId};
use crate::fact::value::PassageRef;
use crate::playbook::kind::{Approval, Kind};

impl Desk<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    pub(super) fn approve(
        &mut self,
        key: &StepKey,
        role: Option<&RoleId>,
        why: Option<PassageRef>,
    ) -> Result<(), Refusal> {
        self.workable(key)?;
        let found = self.find(key)?;
        let step = found.model()?;
        let (roles, not_actor) = match &step.kind {
            Kind::Approval(approval) => (approval.by.clone(), approval.not_actor),
            _other => (step.authority.iter().cloned().collect(), false),
        };
        if roles.is_empty() {
            return Err(Refusal::NoApprovalWanted(key.clone()));
        }
        let role = self.role_for(key, &roles, role)?;
        let person = self.envelope.person();
        let seen = self.seen(key)?;
        if seen.approvals.iter().any(|approval| approval.act.by == person && approval.role == role) {
            return Err(Refusal::Pointless("this person has approved it already"));
        }
        if not_actor && seen.opening.is_some_and(|opening| opening.by == person) {
            return Err(Refusal::OwnApproval { step: key.clone(), person });
        }
        let same_account = self.same_sitting(seen, person);
        if same_account && why.is_none() {
            return Err(Refusal::ReasonNeeded(ReasonFor::SameAccount));
        }
        let relayed = person != self.envelope.actor;
        self.emit(StepApproved { step: key.clone(), role, why, relayed, same_account })?;
        if matches!(found.model()?.kind, Kind::Approval(_)) && found.model()?.reversible {
            self.complete_if_possible(key, None, None)?;
        }
        Ok(())
    }

    fn role_for(&self, key: &StepKey, roles: &[RoleId], wanted: Option<&RoleId>) -> Result<RoleId, Refusal> {
        let person = self.envelope.person();
        let held = roles
            .iter()
            .filter(|role| wanted.is_none_or(|wanted| wanted == *role))
            .find(|role| self.state.roles().get(*role) == Some(&person));
        held.cloned().ok_or_else(|| Refusal::NotInRole { step: key.clone(), person, roles: roles.to_vec() })
    }

    /// Whether the act that opened the step, or another approval, came from this sitting though from another person.
    fn same_sitting(&self, seen: &StepState, person: PersonId) -> bool {
        let others = seen.approvals.iter().map(|approval| approval.act).chain(seen.opening);
        others.into_iter().any(|act| act.sit == self.envelope.sit && act.by != person)
    }
}

/// Whether enough different people approved.
pub(super) fn quorum(key: &StepKey, seen: &StepState, approval: &Approval) -> Result<(), Refusal> {
    if seen.overrides.contains_key(&Gate::Authority) {
        return Ok(());
    }
    let people: BTreeSet<PersonId> = seen.approvals.iter().map(|approval| approval.act.by).collect();
    let quorum = usize::try_from(approval.quorum).unwrap_or(usize::MAX);
    match people.len() {
        0 => Err(Refusal::NotApproved { step: key.clone(), roles: approval.by.clone() }),
        given if given < quorum => Err(Refusal::Quorum { step: key.clone(), given, quorum }),
        _enough => Ok(()),
    }
}
