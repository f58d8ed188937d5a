//! The facilitator's screen: what comes next, and one key for everything that a facilitator does. Players never see it. Injects whose rule
//! holds go out by themselves while it is open.

mod inject;
pub(crate) mod lines;

use super::inbox::delivered;
use super::play::{begin, begin_module, clock, deliver, end, improvise, jump, observe, settle, times};
use crate::app::app_error::AppError;
use crate::app::guide::GuideError;
use crate::app::header::header;
use crate::app::session::Session;
use crate::exercise::schedule::Schedule;
use crate::host::prompter::{Ask, MOMENT, Prompter, Screen};
use crate::incident::command::PlayAct;
use crate::incident::event::exercise::{ClockAct, InjectFate, ObservationKind, ObservationMade};
use crate::incident::story::Play;
use crate::record::entry::Entry;
use crate::record::inject_card::InjectCard;
use crate::scenario::model::Scenario;
use crate::scenario::moment::StoryMoment;

/// Somebody who facilitates.
pub(crate) struct Facilitator<'f, 's> {
    session: &'f mut Session<'s>,
    prompter: &'f mut dyn Prompter,
    scenario: &'f Scenario,
    notice: Vec<String>,
    page: usize,
}

impl<'f, 's> Facilitator<'f, 's> {
    /// Takes the exercise in hand.
    pub(crate) fn new(
        session: &'f mut Session<'s>,
        prompter: &'f mut dyn Prompter,
        scenario: &'f Scenario,
    ) -> Self {
        Self { session, prompter, scenario, notice: Vec::new(), page: 0 }
    }

    /// Runs until the facilitator leaves, or play is over. True when it is over.
    pub(crate) fn run(&mut self) -> Result<bool, GuideError> {
        loop {
            self.session.refresh()?;
            if self.play() == Play::Ended {
                return Ok(true);
            }
            if self.play() == Play::Running {
                for inject in deliver(self.session, self.scenario)? {
                    self.notice = vec![format!("{inject} went out")];
                }
            }
            let Some(key) = self.look()? else { continue };
            self.notice.clear();
            if key == 'q' {
                return Ok(false);
            }
            self.follow(key)?;
        }
    }

    fn play(&self) -> Play {
        self.session.state().exercise().map_or(Play::Ended, |exercise| exercise.clock().play())
    }

    fn schedule(&self) -> Result<Schedule<'f>, AppError> {
        Ok(Schedule::read(self.scenario, self.session.state(), times(self.session)?))
    }

    fn look(&mut self) -> Result<Option<char>, GuideError> {
        let (columns, rows) = self.prompter.size();
        let schedule = self.schedule()?;
        let mut screen = Screen { lines: header(self.session, columns), ..Screen::default() };
        screen.lines.extend(lines::clock(self.session, (self.scenario, &schedule), columns)?);
        screen.lines.push("-".repeat(columns.min(78)));
        let room = rows.saturating_sub(screen.lines.len() + 9).clamp(2, 9);
        self.page = self.page.min(schedule.waiting.len().saturating_sub(1) / room * room);
        let shown = schedule.waiting.iter().skip(self.page).take(room);
        screen.lines.extend(shown.enumerate().map(|(n, waiting)| lines::waiting(n + 1, waiting, columns)));
        screen.lines.extend(lines::came(&delivered(self.session), self.session.state(), columns));
        screen.notice.clone_from(&self.notice);
        screen.keys = self.keys(schedule.waiting.len(), room);
        Ok(self.prompter.key_within(&screen, MOMENT)?)
    }

    fn keys(&self, waiting: usize, room: usize) -> Vec<(char, String)> {
        let shown = waiting.saturating_sub(self.page).min(room);
        let digits = (1..=shown).filter_map(|n| {
            let digit = u32::try_from(n).ok().and_then(|n| char::from_digit(n, 10))?;
            Some((digit, if n == 1 { format!("..{shown} inject") } else { String::new() }))
        });
        let mut keys: Vec<(char, String)> = digits.collect();
        if waiting > room {
            keys.extend([('>', "more".to_owned()), ('<', String::new())]);
        }
        let clock = match self.play() {
            Play::Lobby => ('s', "begin to play"),
            Play::Running => ('p', "pause"),
            Play::Paused | Play::Stopped | Play::Ended => ('p', "resume"),
        };
        let rest = [
            clock,
            ('m', "next module"),
            ('j', "jump"),
            ('i', "improvise"),
            ('o', "observe"),
            ('x', "STOP WORD"),
            ('e', "end"),
            ('q', "leave"),
        ];
        keys.extend(rest.map(|(key, meaning)| (key, meaning.to_owned())));
        keys
    }

    fn follow(&mut self, key: char) -> Result<(), GuideError> {
        let acted = match key {
            's' => begin(self.session, self.scenario, false),
            'p' => {
                let running = self.play() == Play::Running;
                let act = if running { ClockAct::Pause } else { ClockAct::Resume };
                clock(self.session, PlayAct::of(act), None)
            }
            'm' => return self.next_module(),
            'j' => return self.ask_jump(),
            'i' => return self.ask_improvised(),
            'o' => return self.ask_observation(),
            'x' => {
                // First of all play stops; why is asked afterwards.
                let stopped = clock(self.session, PlayAct::of(ClockAct::Stop), None);
                self.say(stopped);
                return self.ask_why_stopped();
            }
            'e' => return self.ask_end(),
            '>' => {
                self.page += 1;
                return Ok(());
            }
            '<' => {
                self.page = self.page.saturating_sub(1);
                return Ok(());
            }
            digit => return self.open(digit),
        };
        self.say(acted);
        Ok(())
    }

    /// Says what was written, or why it was refused; nothing is lost either way.
    fn say(&mut self, acted: Result<Vec<Entry>, AppError>) {
        match acted {
            Ok(entries) => {
                let last = entries.last().map(|entry| format!("written: {}", entry.seq));
                self.notice.push(last.unwrap_or_else(|| "somebody else was faster".to_owned()));
            }
            Err(AppError::Refused(why)) => {
                self.notice.push(format!("Refused: {why}"));
                self.notice.extend(why.remedies().iter().map(|remedy| format!("  {remedy}")));
            }
            Err(why) => self.notice.push(format!("Refused: {why}")),
        }
    }

    fn line(&mut self, prompt: &str, help: &str) -> Result<Option<String>, GuideError> {
        let help = if help.is_empty() { Vec::new() } else { vec![help.to_owned()] };
        let ask = Ask { prompt: prompt.to_owned(), help, initial: String::new() };
        let typed = self.prompter.line(&ask)?;
        Ok(Some(typed).filter(|typed| !typed.is_empty()))
    }

    fn next_module(&mut self) -> Result<(), GuideError> {
        let schedule = self.schedule()?;
        let Some(next) = schedule.next else {
            self.notice.push("There is no further module.".to_owned());
            return Ok(());
        };
        let why = if schedule.gate_is_open {
            None
        } else {
            let gate = next.gate.as_ref().map(|gate| self.scenario.say(gate)).unwrap_or_default();
            let help = format!("{} waits for: {gate}. Empty goes back.", next.title);
            let Some(why) = self.line("Why does it begin all the same", &help)? else { return Ok(()) };
            Some(why)
        };
        let acted = begin_module(self.session, next, why.as_deref());
        self.say(acted);
        Ok(())
    }

    fn ask_jump(&mut self) -> Result<(), GuideError> {
        let Some(typed) = self.line("The story moves to", "Mon 08:00, or 6h. Empty goes back.")? else {
            return Ok(());
        };
        match StoryMoment::parse(&typed) {
            Ok(moment) => {
                let to = moment.after(times(self.session)?.scenario, self.session.zone());
                let acted = jump(self.session, to, None);
                self.say(acted);
            }
            Err(why) => self.notice.push(format!("`{typed}`: {why}")),
        }
        Ok(())
    }

    fn ask_improvised(&mut self) -> Result<(), GuideError> {
        let Some(title) = self.line("What is it, in one line", "Everybody gets it. Empty goes back.")? else {
            return Ok(());
        };
        let Some(body) = self.line("What players read or hear", "")? else { return Ok(()) };
        let from = self.line("Who sends it", "")?.unwrap_or_default();
        let card = InjectCard {
            title,
            from,
            channel: String::new(),
            body,
            attachments: Vec::new(),
            questions: Vec::new(),
        };
        let acted = improvise(self.session, &card, Vec::new());
        self.say(acted);
        Ok(())
    }

    /// The reason of a stop is no observation: it belongs to the stop, and stands on every screen until play goes on.
    fn ask_why_stopped(&mut self) -> Result<(), GuideError> {
        let help = "Play is stopped. Everybody sees what you write here. Empty leaves it unsaid.";
        if let Some(why) = self.line("Why was play stopped", help)? {
            let said = clock(self.session, PlayAct::of(ClockAct::Stop), Some(&why));
            self.say(said);
        }
        Ok(())
    }

    fn ask_observation(&mut self) -> Result<(), GuideError> {
        let help = "Begin with + for a strength, with - for something to improve. Empty goes back.";
        let Some(typed) = self.line("What did you see", help)? else { return Ok(()) };
        let (kind, text) = match typed.split_at_checked(1) {
            Some(("+", rest)) => (ObservationKind::Strength, rest.trim()),
            Some(("-", rest)) => (ObservationKind::Improvement, rest.trim()),
            Some(_) | None => (ObservationKind::Neutral, typed.as_str()),
        };
        let acted = observe(self.session, text, |text| ObservationMade {
            kind,
            text,
            task: None,
            inject: None,
            expectation: None,
            seen: None,
            entry: None,
            labels: Vec::new(),
        });
        self.say(acted);
        Ok(())
    }

    fn ask_end(&mut self) -> Result<(), GuideError> {
        let help = "Play is over then, and the script comes into the record. Type end; empty goes back.";
        if self.line("End the exercise", help)?.as_deref() == Some("end") {
            let acted = end(self.session, self.scenario, None);
            self.say(acted);
        }
        Ok(())
    }

    fn settle(&mut self, inject: &crate::base::id::InjectId, fate: InjectFate, why: Option<&str>) {
        let acted = settle(self.session, inject, fate, why);
        self.say(acted);
    }
}
