//! Decisions: options by number, a reason, and whoever disagrees.

use super::{Guide, GuideError};
use crate::app::app_error::AppError;
use crate::app::backdrop::Backdrop;
use crate::base::text::scrub;
use crate::incident::command::{Command, Shown, StepAct};
use crate::incident::event::Event;
use crate::incident::key::StepKey;
use crate::incident::refusal::Refusal;
use crate::playbook::kind::DecisionOption;
use crate::playbook::model::Step;
use crate::record::entry::Entry;
use crate::report::describe::describe;
use crate::report::describe::scene::Scene;

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
                self.kept(key, &refusal, reason.as_deref());
                Ok(())
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Tells the person what the other did and what they had typed, when somebody else was faster.
    fn kept(&mut self, key: &StepKey, refusal: &Refusal, reason: Option<&str>) {
        let faster = matches!(refusal, Refusal::Changed { .. } | Refusal::Settled { .. });
        if !faster {
            return;
        }
        if let Some(seq) =
            self.session.state().step(key).and_then(|step| step.settled.as_ref()).map(|act| act.seq)
        {
            let backdrop = Backdrop::read(self.session);
            let entry = backdrop.entries().iter().find(|entry| entry.seq == seq);
            let said = entry.map(|entry| backdrop.look(self.session, |scene| told_by(scene, entry)));
            self.notice.extend(said.map(|said| scrub(&said).into_owned()));
        }
        if let Some(reason) = reason {
            self.notice.push(format!("Your words are kept, nothing was recorded: {}", scrub(reason)));
            self.kept_words = Some(reason.to_owned());
        }
    }
}

/// What the other did, in one line: who, the number of the entry, and first what was chosen.
#[expect(clippy::wildcard_enum_match_arm, reason = "a decision is said in its own order")]
fn told_by(scene: &Scene<'_>, entry: &Entry) -> String {
    let (who, seq) = (scene.person(entry.by()), entry.seq);
    match &entry.draft.event {
        Event::DecisionTaken(body) => {
            let why = scene.maybe(body.reason).map_or_else(String::new, |why| format!(" - {why}"));
            format!("{who} decided {seq}: {}{why}", body.label)
        }
        _other => format!("{who} {seq}: {}", describe(entry, scene).text()),
    }
}
