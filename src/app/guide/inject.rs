//! What players of an exercise are told: shown before the board, until they say that they have read it.

use super::live::Live;
use super::{Go, Guide, GuideError, text};
use crate::app::app_error::AppError;
use crate::app::asking::Put;
use crate::app::exercise::inbox::{Asked, Delivered, unanswered, unread};
use crate::app::exercise::play::{begin_module, briefing, deliver, settle, times};
use crate::app::exercise::quiz;
use crate::app::header::header;
use crate::base::text::{scrub, wrap};
use crate::exercise::schedule::Schedule;
use crate::host::prompter::Screen;
use crate::incident::command::{Command, PlayAct};
use crate::incident::event::exercise::{ClockAct, InjectFate};
use crate::incident::story::Play;

impl Guide<'_, '_> {
    /// Whether this is an exercise that is not over: something may still come.
    pub(super) fn is_played(&self) -> bool {
        self.session.state().exercise().is_some_and(|exercise| exercise.clock().play() != Play::Ended)
    }

    /// Whether nothing is to be done by players: play has not begun, was stopped for something real, or is over.
    pub(super) fn is_resting(&self) -> bool {
        let play = self.session.state().exercise().map(|exercise| exercise.clock().play());
        matches!(play, Some(Play::Lobby | Play::Stopped | Play::Ended))
    }

    /// Says the stop word. First of all play stops; why is asked afterwards, and everybody sees it.
    pub(super) fn stop_play(&mut self) -> Result<(), GuideError> {
        let stop = |why| Command::Play(Box::new(PlayAct { why, ..PlayAct::of(ClockAct::Stop) }));
        let wording = self.session.wording();
        if !self.act(stop(None), wording)? {
            return Ok(());
        }
        let Some(why) = self.reason("Why was play stopped (may be empty)", &[], false)? else {
            return Ok(());
        };
        let mut wording = self.session.wording();
        let why = Some(wording.say(&why)?);
        self.act(stop(why), wording)?;
        Ok(())
    }

    /// What players see then: why, and no board.
    pub(super) fn rest(&mut self) -> Result<Go, GuideError> {
        let (columns, _) = self.prompter.size();
        let mut screen = Screen { lines: header(self.session, columns), ..Screen::default() };
        screen.lines.push("-".repeat(columns.min(78)));
        let play = self.session.state().exercise().map(|exercise| exercise.clock().play());
        let said = match play {
            Some(Play::Ended) => {
                "What you saw belongs to the hot wash: `breachbook exercise observe \"..\"`. + writes a note."
            }
            Some(Play::Lobby) => "This screen goes on by itself when play begins.",
            Some(Play::Stopped | Play::Running | Play::Paused) | None => {
                "What you have typed into a prompt is not taken now. + writes a note. This screen goes on by itself when play does."
            }
        };
        if play == Some(Play::Lobby) {
            let told = briefing(self.session).unwrap_or_default();
            screen.lines.extend(told.split('\n').flat_map(|paragraph| wrap(&scrub(paragraph), columns)));
        }
        screen.lines.extend(wrap(said, columns));
        let keys = [('+', "note"), ('p', "leave"), ('\n', "")];
        screen.keys = keys.map(|(key, meaning)| (key, meaning.to_owned())).into();
        match self.key_soon(screen)? {
            Some('p') => return Ok(Go::Leave),
            Some('+') => self.ask_note()?,
            Some(_) | None => {}
        }
        Ok(Go::Stay)
    }

    /// Where nobody else does: brings what is due, and begins the next module when its gate is open and the one before has had its time.
    pub(super) fn keep_playing(&mut self) -> Result<(), GuideError> {
        let Some(script) = self.script else { return Ok(()) };
        deliver(self.session, script)?;
        let now = times(self.session)?;
        let schedule = Schedule::read(script, self.session.state(), now);
        let began = self.session.state().exercise().and_then(|exercise| exercise.modules().last());
        let planned = schedule.module.and_then(|module| module.duration);
        let has_had_its_time = match (began, planned) {
            (Some((_, began)), Some(planned)) => now.exercise >= began.exercise.plus(planned),
            (Some(_) | None, None) | (None, Some(_)) => {
                schedule.ripe().next().is_none() && schedule.soonest().is_none()
            }
        };
        let running =
            self.session.state().exercise().is_some_and(|exercise| exercise.clock().play() == Play::Running);
        if let Some(next) = schedule.next.filter(|_| running && has_had_its_time && schedule.gate_is_open) {
            begin_module(self.session, next, None)?;
        }
        Ok(())
    }

    /// Shows what came, one card after the other, and asks what it asks.
    pub(super) fn read_injects(&mut self) -> Result<(), GuideError> {
        for one in unread(self.session, &self.roles) {
            self.show_inject(&one)?;
            if self.is_resting() {
                return Ok(());
            }
        }
        for asked in unanswered(self.session, &self.roles) {
            if self.is_resting() {
                return Ok(());
            }
            if !self.left_to_others.contains(&asked.question.id) {
                self.ask_of_inject(&asked)?;
            }
        }
        Ok(())
    }

    fn ask_of_inject(&mut self, asked: &Asked) -> Result<(), GuideError> {
        let (columns, _) = self.prompter.size();
        let mut head = header(self.session, columns);
        head.push("-".repeat(columns.min(78)));
        let given = Put::on_card(head, &asked.question).ask(&mut Live::new(self.session, self.prompter))?;
        let Some(given) = given else {
            self.left_to_others.insert(asked.question.id.clone());
            let id = &asked.question.id;
            self.notice.push(format!("left to somebody else; breachbook exercise answer {id} takes it up"));
            return Ok(());
        };
        match quiz::answer(self.session, asked, &given) {
            Ok(entries) if entries.is_empty() => {
                self.notice.push("somebody else has answered that meanwhile; theirs counts".to_owned());
            }
            Ok(_) => self.notice.push("answered; what is right is said after play".to_owned()),
            Err(AppError::Refused(why)) => self.refused(&why),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn show_inject(&mut self, one: &Delivered) -> Result<(), GuideError> {
        let (columns, _) = self.prompter.size();
        let mut screen = Screen { lines: header(self.session, columns), ..Screen::default() };
        screen.fixed = screen.lines.len();
        screen.lines.push("-".repeat(columns.min(78)));
        screen.lines.extend(card_lines(one, columns));
        screen.keys = vec![
            ('r', "read it, go on".to_owned()),
            ('\n', String::new()),
            ('b', String::new()),
            ('+', "note".to_owned()),
        ];
        while self.key(screen.clone())? == '+' {
            self.ask_note()?;
        }
        match settle(self.session, &one.inject, InjectFate::Read, None) {
            Ok(_) => {}
            // Play may have ended, or the card was taken back, while it was read.
            Err(AppError::Refused(why)) => self.notice.push(why.to_string()),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}

/// A card as lines of a screen.
pub(crate) fn card_lines(one: &Delivered, columns: usize) -> Vec<String> {
    let card = &one.card;
    let mut lines = wrap(&format!("INJECT: {}", scrub(&card.title)), columns);
    let from = [("From", &card.from), ("By", &card.channel)];
    let from: Vec<String> = from
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name}: {}", scrub(text)))
        .collect();
    if !from.is_empty() {
        lines.extend(wrap(&from.join(" · "), columns));
    }
    lines.push(String::new());
    lines.extend(text::lines(&card.body, columns));
    for (file, sha256) in &card.attachments {
        lines.push(format!("Attached: {} (sha256 {})", scrub(file), scrub(sha256)));
    }
    for question in &card.questions {
        lines.push(String::new());
        lines.extend(wrap(&format!("Question {}: {}", question.id, scrub(&question.text)), columns));
    }
    lines.push(String::new());
    lines
}
