//! What stands before a step: met, overridden, and tried without, to see that it holds.

use super::{Open, Walker};
use crate::base::id::RoleId;
use crate::incident::command::{Command, Envelope, StepAct};
use crate::incident::decide::decide;
use crate::incident::event::step::Gate;
use crate::incident::key::StepKey;
use crate::incident::refusal::Refusal;
use crate::incident::walks::crew::words;
use crate::playbook::kind::Kind;

impl Walker<'_> {
    pub(super) fn approve(&mut self, key: &StepKey, role: &RoleId) -> Result<(), Refusal> {
        let person = self.crew.holder(Some(role));
        let act = StepAct::Approve { role: Some(role.clone()), why: Some(words()) };
        self.act(person, &Command::Step { step: key.clone(), act, shown: None })
    }

    /// What goes outside is refused without its approver; then the gates are met, or overridden.
    pub(super) fn gates(&mut self, open: &Open) -> Result<(), Refusal> {
        let key = &open.line.step;
        if open.step.external {
            let role = open.step.authority.clone().unwrap();
            let own = open.step.role.as_ref() == Some(&role);
            let tried = self.clone_try(key);
            let standing = open.step.standing_authority_if.is_some();
            if !own
                && !standing
                && !matches!(tried, Err(Refusal::NotApproved { .. } | Refusal::GateNotMet { .. }))
            {
                self.ended.wrong.push(format!("`{key}` goes outside without an approver"));
            }
        }
        let wanted = self.state.step(key).is_some_and(|step| !step.wanted.is_empty());
        if open.step.requires.is_none() && open.step.authority.is_none() && !wanted {
            return Ok(());
        }
        for _gate in 0..4 {
            match self.clone_try(key) {
                Err(Refusal::NotApproved { roles, .. }) if !self.plan.overrides => {
                    self.approve(key, &roles[0])?;
                }
                Err(Refusal::NotApproved { .. }) => self.pass(key, Gate::Authority)?,
                // Nobody can meet it with these answers: a person says why it is passed.
                Err(Refusal::GateNotMet { .. }) => self.pass(key, Gate::Requires)?,
                Err(Refusal::EvidenceOpen { .. }) => self.pass(key, Gate::Evidence)?,
                Ok(()) | Err(_) => return Ok(()),
            }
        }
        Ok(())
    }

    fn pass(&mut self, key: &StepKey, gate: Gate) -> Result<(), Refusal> {
        self.step_act(key, StepAct::Override { gate, why: words() })
    }

    /// Whether the step could be completed now; nothing is written.
    fn clone_try(&self, key: &StepKey) -> Result<(), Refusal> {
        let Some((_, step)) = self.opened_step(key) else { return Ok(()) };
        let actor = self.crew.holder(step.role.as_ref());
        let act = if let Kind::Decision(decision) = &step.kind {
            let option = decision.options.first().unwrap().id.clone();
            StepAct::Decide { option, reason: Some(words()), dissent: None, recheck: None }
        } else {
            StepAct::Complete { note: None, why: Some(words()) }
        };
        let envelope = Envelope { actor, by: None, via: None, at: None, sit: 1 };
        let command = Command::Step { step: key.clone(), act, shown: None };
        decide(&self.state, &self.plans, &envelope, &command, self.now).map(|_| ())
    }
}
