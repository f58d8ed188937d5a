//! What was typed for an act that was not taken: it is said and offered again. Nothing that a person typed is lost because somebody else
//! was faster, a gate was closed or the disk was full.

use super::{Guide, GuideError};
use crate::app::app_error::AppError;
use crate::app::backdrop::Backdrop;
use crate::base::text::{listing, scrub};
use crate::host::prompter::Ask;
use crate::incident::event::Event;
use crate::incident::key::StepKey;
use crate::incident::refusal::Refusal;
use crate::record::entry::{Entry, entry_at};
use crate::report::describe::describe;
use crate::report::describe::scene::Scene;

/// What was typed at the prompts of one act.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// Prompt and words, since something was last recorded.
    fresh: Vec<(String, String)>,
    /// The same for acts that were not taken; offered at the same prompt.
    kept: Vec<(String, String)>,
}

/// The prompt at which anything may be said.
pub(super) const NOTE: &str = "Note";

impl Typed {
    /// Remembers what was typed.
    pub(super) fn remember(&mut self, prompt: &str, words: &str) {
        if !words.is_empty() {
            self.fresh.push((prompt.to_owned(), words.to_owned()));
        }
    }

    /// Forgets what was typed for an act that was recorded, or given up.
    pub(super) fn forget(&mut self) {
        self.fresh.clear();
    }

    /// What was typed at a prompt before and not recorded, unless the prompt has something of its own. A note takes any words.
    pub(super) fn offer(&mut self, ask: &mut Ask) {
        if !ask.initial.is_empty() {
            return;
        }
        let same = self.kept.iter().rposition(|(prompt, _)| *prompt == ask.prompt);
        let any = || (ask.prompt == NOTE && !self.kept.is_empty()).then(|| self.kept.len() - 1);
        if let Some(at) = same.or_else(any) {
            ask.initial = self.kept.remove(at).1;
        }
    }

    /// Goes on with what was typed before something else came between; what that left stays on offer.
    pub(super) fn resume(&mut self, before: Self) {
        self.fresh = before.fresh;
        self.kept.splice(0..0, before.kept);
    }

    /// Keeps what was typed; gives it.
    pub(super) fn keep(&mut self) -> Vec<String> {
        let words = self.fresh.iter().map(|(_, words)| words.clone()).collect();
        self.kept = std::mem::take(&mut self.fresh);
        words
    }

    /// Everything that is in no record.
    pub(super) fn unrecorded(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().chain(&self.fresh).map(|(_, words)| words.as_str())
    }
}

impl Guide<'_, '_> {
    /// Says what came of an act. True when it was recorded.
    pub(super) fn came(
        &mut self,
        step: Option<&StepKey>,
        acted: Result<Vec<Entry>, AppError>,
    ) -> Result<bool, GuideError> {
        match acted {
            Ok(entries) => {
                self.acknowledge(&entries);
                return Ok(true);
            }
            Err(AppError::Refused(refusal)) => {
                self.session.refresh()?;
                self.refused(&refusal);
                if let (Some(step), Refusal::Changed { .. } | Refusal::Settled { .. }) = (step, &refusal) {
                    self.notice.extend(self.told_by_others(step));
                }
            }
            Err(AppError::Store(error)) if error.advice().is_some() => {
                self.notice.push(format!("NOT SAVED: {error}"));
                self.notice.extend(error.advice().map(|advice| format!("  {advice}")));
            }
            Err(AppError::SimilarPerson { typed, candidates }) => {
                self.notice.push(like_a_known_name(&typed, &candidates));
            }
            Err(other) => return Err(other.into()),
        }
        for words in self.typed.keep() {
            self.notice.push(format!("Your words are kept, nothing was recorded: {}", scrub(&words)));
        }
        Ok(false)
    }

    /// What somebody else did at a step, when they were faster.
    fn told_by_others(&self, step: &StepKey) -> Option<String> {
        let seq = self.session.state().step(step)?.settled.as_ref()?.seq;
        let backdrop = Backdrop::read(self.session);
        let entry = entry_at(backdrop.entries(), seq)?;
        let said = backdrop.look(self.session, |scene| told_by(scene, entry));
        Some(scrub(&said).into_owned())
    }
}

/// What to do about a name that is like one on the roster.
pub(super) fn like_a_known_name(typed: &str, candidates: &[String]) -> String {
    let known = listing(candidates, "or");
    scrub(&format!("On the roster: {known}. Somebody else: !{typed}")).into_owned()
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
