//! Decisions: options by number, a reason, and whoever disagrees.

use super::{Guide, GuideError};
use crate::app::app_error::AppError;
use crate::incident::command::{Command, Shown, StepAct};
use crate::incident::key::StepKey;
use crate::incident::refusal::Refusal;
use crate::playbook::kind::DecisionOption;
use crate::playbook::model::Step;

impl Guide<'_, '_> {
    /// Takes a choice that was made by key, asks for the reason and records it. What was typed is kept when it is asked again.
    pub(super) fn decide(
        &mut self,
        key: &StepKey,
        step: &Step,
        option: &DecisionOption,
        shown: Shown,
    ) -> Result<(), GuideError> {
        let prompt = format!("{} - why", option.label);
        let reason = self.reason(&prompt, &step.reasons, !step.reversible)?;
        let mut wording = self.session.wording();
        let words = wording.say_some(reason.as_deref())?;
        let act = StepAct::Decide { option: option.id.clone(), reason: words, dissent: None, recheck: None };
        let command = Command::Step { step: key.clone(), act, shown: Some(shown) };
        match self.session.act(command, wording) {
            Ok(entries) => {
                self.acknowledge(&entries);
                Ok(())
            }
            Err(AppError::Refused(refusal)) => {
                self.session.refresh()?;
                self.refused(&refusal);
                self.kept(&refusal, reason.as_deref());
                Ok(())
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Tells the person what they had typed, when somebody else was faster.
    fn kept(&mut self, refusal: &Refusal, reason: Option<&str>) {
        let faster = matches!(refusal, Refusal::Changed { .. } | Refusal::Settled { .. });
        if let Some(reason) = reason.filter(|_| faster) {
            self.notice.push(format!(
                "Your words are kept, nothing was recorded: {}",
                crate::base::text::scrub(reason)
            ));
            self.kept_words = Some(reason.to_owned());
        }
    }
}
