//! Decisions: options by number, and a reason.

use super::{Guide, GuideError};
use crate::incident::command::{Command, Shown, StepAct};
use crate::incident::key::StepKey;
use crate::playbook::kind::DecisionOption;
use crate::playbook::model::Step;

impl Guide<'_, '_> {
    /// Takes a choice that was made by key, asks for the reason and records it.
    pub(super) fn decide(
        &mut self,
        key: &StepKey,
        step: &Step,
        option: &DecisionOption,
        shown: Shown,
    ) -> Result<(), GuideError> {
        let head = self.session.state().head();
        if !self.evidence_first(key)? {
            return Ok(());
        }
        // Own entries about the evidence are no reason to look again.
        let shown = if self.session.state().head() == head { shown } else { self.shown(step) };
        let prompt = format!("{} - why", option.label);
        let reason = self.reason(&prompt, &step.reasons, !step.reversible)?;
        let mut wording = self.session.wording();
        let words = wording.say_some(reason.as_deref())?;
        let act = StepAct::Decide { option: option.id.clone(), reason: words, dissent: None, recheck: None };
        let command = Command::Step { step: key.clone(), act, shown: Some(shown) };
        self.act(command, wording)?;
        Ok(())
    }
}
