//! Evidence at the keys: a file, where a piece is held by somebody else, or why it cannot be had.

use std::path::Path;

use super::{Guide, GuideError};
use crate::app::app_error::AppError;
use crate::app::intake::{About, Elsewhere, Recorded, add_elsewhere, add_file};
use crate::base::digest::Digest;
use crate::base::text::{count, scrub};
use crate::host::config::typed_path;
use crate::host::prompter::Ask;
use crate::incident::command::Command;
use crate::incident::event::evidence::{EvidenceSettled, WantedEnd};
use crate::incident::event::step::Gate;
use crate::incident::key::StepKey;
use crate::incident::steps::Wanted;
use crate::playbook::kind::{EvidenceIntake, Kind};

/// What is typed for a piece.
const WHAT: &str = "A file's path, or where it is held";

/// Bytes from which on it is asked whether a file is to be copied: an image of a disk takes hours, and may not fit.
const LARGE: u64 = 1 << 30;

/// Bytes in what people call a GB here.
const GIB: u64 = 1 << 30;

impl Guide<'_, '_> {
    /// A wanted piece of evidence, or one more: a file, a place, not available, or later.
    pub(super) fn evidence(&mut self, key: &StepKey) -> Result<(), GuideError> {
        let wanted = self.session.state().step(key).map(|step| step.wanted.clone()).unwrap_or_default();
        let open = wanted
            .iter()
            .position(|wanted| !wanted.is_settled())
            .or_else(|| wanted.iter().position(Wanted::is_missing));
        let what = open.and_then(|n| wanted.get(n)).map(|wanted| wanted.what.clone());
        let help = match what {
            Some(what) => vec![
                format!("Wanted: {}", scrub(&what)),
                format!("{WHAT}; `none` if it cannot be had; `later` if it is taken later."),
            ],
            None => self.pieces_help(key),
        };
        let typed = self.line(&Ask { prompt: "Evidence".to_owned(), help, ..Ask::default() })?;
        match (typed.as_str(), open) {
            ("none" | "later" | "?", Some(item)) => self.no_evidence(key, item, typed != "none"),
            // A step that asks for pieces without naming them goes on without only past its gate.
            ("none", None) if self.lacks_pieces(key) => self.override_gate(key, Gate::Evidence),
            ("", _) | ("none" | "later" | "?", None) => Ok(()),
            (path, item) => {
                let item = item.and_then(|item| u32::try_from(item).ok());
                self.take(key, &typed_path(unquoted(path)), item)
            }
        }
    }

    /// What may be typed where a step asks for any of several pieces, or for none.
    fn pieces_help(&self, key: &StepKey) -> Vec<String> {
        let Some((intake, have)) = self.intake(key) else { return vec![format!("{WHAT}.")] };
        let none = if self.lacks_pieces(key) { "; `none` if there is nothing to be had" } else { "" };
        let there = if have == 0 { String::new() } else { format!(" ({} there)", count(have, "piece")) };
        let wanted = format!("At least {} of: {}{there}", intake.min, scrub(&intake.accept.join("; ")));
        vec![wanted, format!("{WHAT}{none}.")]
    }

    /// Whether a step asks for more pieces than it has.
    fn lacks_pieces(&self, key: &StepKey) -> bool {
        self.intake(key).is_some_and(|(intake, have)| u32::try_from(have).is_ok_and(|have| have < intake.min))
    }

    /// What an evidence step takes in, and how many pieces it has.
    fn intake(&self, key: &StepKey) -> Option<(EvidenceIntake, usize)> {
        let (_, step) = self.model(key)?;
        let Kind::Evidence(intake) = &step.kind else { return None };
        Some((intake.clone(), self.session.state().step(key).map_or(0, |seen| seen.pieces.len())))
    }

    fn take(&mut self, key: &StepKey, path: &Path, item: Option<u32>) -> Result<(), GuideError> {
        let typed = path.to_string_lossy().into_owned();
        // What the file system cannot say (no right to look) is said when the file is read.
        let is_here = path.try_exists().unwrap_or(true);
        let elsewhere = if is_here {
            None
        } else {
            match self.elsewhere(&typed)? {
                Some(elsewhere) => Some(elsewhere),
                None => return Ok(()),
            }
        };
        let in_place = elsewhere.is_none() && self.stays_where_it_is(path)?;
        let (place, method) = self.custody(key)?;
        let about = About { step: Some(key.clone()), item, place, method, ..About::default() };
        let taken = match elsewhere {
            Some(elsewhere) => add_elsewhere(self.session, &elsewhere, &about),
            None => add_file(self.session, path, in_place, &about, &mut |_| ()),
        };
        self.taken(taken);
        Ok(())
    }

    fn taken(&mut self, taken: Result<Recorded, AppError>) {
        match taken {
            Ok(taken) => self.acknowledge(&taken.entries),
            Err(error) => {
                self.typed.keep();
                self.notice.push(format!("Not taken: {}", scrub(&error.to_string())));
            }
        }
    }

    /// What is not here may be held by somebody else: an image on another machine, a thing in a safe. Nothing when it was a slip.
    fn elsewhere(&mut self, typed: &str) -> Result<Option<Elsewhere>, GuideError> {
        if !typed.contains("://") {
            let help = vec![format!("There is no file {} on this machine.", scrub(typed))];
            let prompt = "y if that says where somebody holds it, Enter goes back".to_owned();
            let answer = self.line(&Ask { prompt, help, ..Ask::default() })?;
            if !answer.eq_ignore_ascii_case("y") {
                self.typed.keep();
                return Ok(None);
            }
        }
        let mut ask = Ask { prompt: "SHA-256 that its custodian tells, if any".to_owned(), ..Ask::default() };
        loop {
            let answer = self.line(&ask)?;
            let sha256 = Digest::parse(&answer.trim().to_lowercase());
            if sha256.is_some() || answer.trim().is_empty() {
                return Ok(Some(Elsewhere::Referenced { uri: typed.to_owned(), sha256 }));
            }
            ask.keep(&answer);
            ask.help =
                vec!["That is no SHA-256: 64 digits and letters a to f. Empty goes on without.".to_owned()];
        }
    }

    /// A large file may stay where it is, and only its hash is taken.
    fn stays_where_it_is(&mut self, path: &Path) -> Result<bool, GuideError> {
        let size = path.metadata().ok().filter(std::fs::Metadata::is_file).map_or(0, |file| file.len());
        if size < LARGE {
            return Ok(false);
        }
        let help =
            vec![format!("It has {} GB: copying it beside the record takes a while, and room.", size / GIB)];
        let prompt = "h only hashes it where it lies, Enter copies it".to_owned();
        let answer = self.line(&Ask { prompt, help, ..Ask::default() })?;
        self.prompter.say("Reading it ..");
        Ok(answer.eq_ignore_ascii_case("h"))
    }

    /// Asks for the wanted evidence that nothing was said about, before words are typed that would be refused without it. True when
    /// nothing stands in the way.
    pub(super) fn evidence_first(&mut self, key: &StepKey) -> Result<bool, GuideError> {
        loop {
            let left = self.unsaid(key);
            if left == 0 {
                return Ok(true);
            }
            self.prompter.say(&format!("First the evidence that this step asks for, {left} to go."));
            self.evidence(key)?;
            if self.unsaid(key) == left {
                self.notice.push(
                    "Not recorded: first say what becomes of the evidence (e), or override (o).".to_owned(),
                );
                return Ok(false);
            }
        }
    }

    /// How many wanted pieces nothing was said about, unless somebody passed that gate.
    fn unsaid(&self, key: &StepKey) -> usize {
        let step =
            self.session.state().step(key).filter(|step| !step.overrides.contains_key(&Gate::Evidence));
        step.map_or(0, |step| step.wanted.iter().filter(|wanted| !wanted.is_settled()).count())
    }

    /// Where a piece is kept and how it was taken, for steps that want to know.
    fn custody(&mut self, key: &StepKey) -> Result<(Option<String>, Option<String>), GuideError> {
        if !self.intake(key).is_some_and(|(intake, _)| intake.custody) {
            return Ok((None, None));
        }
        let mut ask = |prompt: &str| self.line(&Ask { prompt: prompt.to_owned(), ..Ask::default() });
        let (place, method) = (ask("Where is it kept")?, ask("How was it taken")?);
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        Ok((said(place), said(method)))
    }

    fn no_evidence(&mut self, key: &StepKey, item: usize, later: bool) -> Result<(), GuideError> {
        let why = self.reason(
            if later { "Later - why (may be empty)" } else { "Not available - why" },
            &[],
            !later,
        )?;
        let mut wording = self.session.wording();
        let why = wording.say_some(why.as_deref())?;
        let end = if later { WantedEnd::Later } else { WantedEnd::Unavailable };
        let item = u32::try_from(item).unwrap_or(u32::MAX);
        let settled = EvidenceSettled { step: key.clone(), item, end, why };
        self.act(Command::Write(Box::new(settled.into())), wording)?;
        Ok(())
    }
}

/// A path as a file manager writes it when a file is dropped on a terminal.
fn unquoted(typed: &str) -> &str {
    let within = |quote| typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    within('\'').or_else(|| within('"')).unwrap_or(typed)
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    fn check(typed: &str, expected: &str) {
        assert_eq!(unquoted(typed), expected);
    }

    #[test]
    fn paths_that_were_dropped_on_a_terminal_lose_their_quotes() {
        check("'/media/stick/mail 1.eml'", "/media/stick/mail 1.eml");
        check("\"/media/stick/mail.eml\"", "/media/stick/mail.eml");
        check("/media/it's here.eml", "/media/it's here.eml");
        check("'open", "'open");
    }
}
