//! Acts at a step, with the words they need.

use super::kept::{NOTE, like_a_known_name};
use super::role::COMMAND;
use super::{Guide, GuideError};
use crate::app::app_error::AppError;
use crate::app::words::Wording;
use crate::host::prompter::Ask;
use crate::incident::command::{Command, StepAct};
use crate::incident::event::step::Gate;
use crate::incident::key::StepKey;
use crate::incident::refusal::{ReasonFor, Refusal};
use crate::playbook::model::{OnFailure, Step};

impl Guide<'_, '_> {
    /// Does something at a step. True when it was done.
    pub(super) fn step_act(
        &mut self,
        key: &StepKey,
        act: impl FnOnce(&mut Wording) -> Result<StepAct, AppError>,
    ) -> Result<bool, GuideError> {
        let mut wording = self.session.wording();
        let act = act(&mut wording)?;
        self.act(Command::Step { step: key.clone(), act, shown: None }, wording)
    }

    /// Completes a step; where a reason is needed it is asked for.
    pub(super) fn complete(&mut self, key: &StepKey) -> Result<bool, GuideError> {
        self.complete_with(key, None)
    }

    /// Completes a step with a note.
    pub(super) fn complete_noted(&mut self, key: &StepKey) -> Result<bool, GuideError> {
        let note = self.line(&Ask { prompt: NOTE.to_owned(), ..Ask::default() })?;
        self.complete_with(key, Some(note.as_str()).filter(|note| !note.is_empty()))
    }

    fn complete_with(&mut self, key: &StepKey, note: Option<&str>) -> Result<bool, GuideError> {
        if !self.evidence_first(key)? {
            return Ok(false);
        }
        let (mut why, mut had) = (None, None);
        loop {
            let mut wording = self.session.wording();
            let note = wording.say_some(note)?;
            let reason = wording.say_some(why.as_deref())?;
            let act = StepAct::Complete { note, why: reason };
            match self.session.act(Command::Step { step: key.clone(), act, shown: None }, wording) {
                Err(AppError::Refused(Refusal::ReasonNeeded(reason))) if why.is_none() => {
                    why = self.reason(asked_for(reason), &[], true)?;
                }
                Err(AppError::Refused(Refusal::TooFewPieces { have, .. })) if had != Some(have) => {
                    had = Some(have);
                    self.evidence(key)?;
                }
                Err(AppError::Refused(Refusal::Unticked { items, .. })) if why.is_none() => {
                    let numbers = self.item_numbers(key, &items);
                    let prompt = format!("Not ticked: {numbers}. Why are they left out");
                    why = self.reason(&prompt, &[], true)?;
                }
                acted => {
                    let done = self.came(Some(key), acted)?;
                    if done {
                        self.name_the_commander(key);
                    }
                    return Ok(done);
                }
            }
        }
    }

    /// Whoever has done what the commander does is not yet the commander: approvals would wait for nobody.
    fn name_the_commander(&mut self, key: &StepKey) {
        let role = self.model(key).and_then(|(_, step)| step.role);
        let Some(role) = role.filter(|role| role.as_str() == COMMAND) else { return };
        if !self.session.state().roles().contains_key(&role) {
            self.notice.push("Nobody is recorded as incident commander: [.] then [r] names one.".to_owned());
        }
    }

    /// Leaves a step out, refuses it, or says that it failed.
    pub(super) fn leave(&mut self, key: &StepKey, step: &Step, how: char) -> Result<(), GuideError> {
        let prompt = match how {
            's' => "Skip - why",
            'r' => "Refuse - why",
            _failed => "Failed - what happened",
        };
        let Some(why) = self.reason(prompt, &step.reasons, true)? else { return Ok(()) };
        self.step_act(key, |wording| {
            let why = wording.say(&why)?;
            Ok(match how {
                's' => StepAct::Skip { why },
                'r' => StepAct::Refuse { why },
                _failed => StepAct::Fail { why, then: None },
            })
        })?;
        Ok(())
    }

    /// What follows a failure.
    pub(super) fn after_failure(&mut self, key: &StepKey, choice: char) -> Result<(), GuideError> {
        self.step_act(key, |_| {
            Ok(match choice {
                'y' => StepAct::Reopen { why: None },
                'c' => StepAct::AfterFailure { then: OnFailure::Continue, why: None },
                _stop => StepAct::AfterFailure { then: OnFailure::Stop, why: None },
            })
        })?;
        Ok(())
    }

    /// Gives a step to somebody.
    pub(super) fn assign(&mut self, key: &StepKey) -> Result<(), GuideError> {
        let name = self.line(&Ask { prompt: "To whom".to_owned(), ..Ask::default() })?;
        if name.is_empty() {
            return Ok(());
        }
        let (name, is_new) = name_typed(&name);
        self.session.act_as(|identity| identity.new_people = is_new);
        let named = self.session.person_named(name);
        self.session.act_as(|identity| identity.new_people = false);
        match named {
            Ok((person, commands, wording)) => {
                let assign = StepAct::Assign { person, by_time: None };
                let mut commands = commands;
                commands.push(Command::Step { step: key.clone(), act: assign, shown: None });
                self.act_all(commands, wording)
            }
            Err(AppError::SimilarPerson { typed, candidates }) => {
                self.notice.push(like_a_known_name(&typed, &candidates));
                Ok(())
            }
            Err(other) => Err(other.into()),
        }
    }

    /// An approval, given here or told by somebody.
    pub(super) fn approve(&mut self, key: &StepKey) -> Result<(), GuideError> {
        let help = vec!["Empty: you approve it yourself.".to_owned()];
        let by = self.line(&Ask { prompt: "Who approved".to_owned(), help, ..Ask::default() })?;
        let why = self.reason("How was it given (phone, voice ...)", &[], false)?;
        let before = self.session.identity().by.clone();
        let (by, is_new) = name_typed(&by);
        let by = Some(by.to_owned()).filter(|by| !by.is_empty());
        self.session.act_as(|identity| (identity.by, identity.new_people) = (by, is_new));
        let done = self.step_act(key, |wording| {
            Ok(StepAct::Approve { role: None, why: wording.say_some(why.as_deref())? })
        });
        self.session.act_as(|identity| (identity.by, identity.new_people) = (before, false));
        done.map(|_| ())
    }

    /// Passes a gate that is not met.
    pub(super) fn override_gate(&mut self, key: &StepKey, gate: Gate) -> Result<(), GuideError> {
        let Some(why) = self.reason("Override - why", &[], true)? else { return Ok(()) };
        self.step_act(key, |wording| Ok(StepAct::Override { gate, why: wording.say(&why)? }))?;
        Ok(())
    }

    fn act_all(&mut self, commands: Vec<Command>, wording: Wording) -> Result<(), GuideError> {
        let acted = self.session.act_all(commands, wording);
        self.came(None, acted)?;
        Ok(())
    }
}

/// A name as it was typed, and whether `!` before it says that it is somebody new, whose name is like a known one.
pub(super) fn name_typed(typed: &str) -> (&str, bool) {
    typed.strip_prefix('!').map_or((typed, false), |name| (name, true))
}

fn asked_for(reason: ReasonFor) -> &'static str {
    match reason {
        ReasonFor::Irreversible => "This cannot be undone. Why is it right",
        ReasonFor::SameAccount => "How was it given",
        ReasonFor::Dispute => "Somebody else said otherwise. Why is this right",
        ReasonFor::ByHand => "How was it done by hand",
    }
}
