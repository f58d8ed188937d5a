//! One random incident from its opening to its last command, on both sides, with everything that must hold after each entry.

use super::commands::{Responder, envelope, pause};
use super::compare::differences;
use super::coverage::Coverage;
use super::files::files;
use super::reference::{Act, Model};
use super::tape::Tape;
use super::world::{FILES, Files, MARK, PEOPLE, ROLES, START, catalogue, role, words};
use crate::base::digest::Digest;
use crate::base::id::IncidentUid;
use crate::base::time::Timestamp;
use crate::incident::command::{Command, Envelope};
use crate::incident::decide::{decided, open_incident};
use crate::incident::event::Event;
use crate::incident::event::lifecycle::{IncidentOpened, Mode, SittingBegan, TimeSync};
use crate::incident::event::people::{PersonAdded, RoleSet};
use crate::incident::plans::Plans;
use crate::incident::refusal::Refusal;
use crate::incident::settle::settle;
use crate::incident::state::{Recorded, State};
use crate::record::entry::{Draft, Entry, Stamp};

/// The engine's side: the state and the lines that led to it.
struct Live<'a> {
    state: State,
    plans: Plans<'a>,
    lines: Vec<String>,
    now: Timestamp,
    covered: Coverage,
}

/// Runs one case.
pub(super) fn case(bytes: &[Vec<u8>], commands: &[Vec<u8>]) -> Result<Coverage, String> {
    let files = files(bytes);
    let catalogue = catalogue();
    let now = Timestamp::parse(START).expect("a time");
    let plans = Plans::new(files.0.values().cloned(), &catalogue);
    let mut live =
        Live { state: State::default(), plans, lines: Vec::new(), now, covered: Coverage::default() };
    let mut told = Vec::new();
    let ran = live.runs(&files, commands, &mut told);
    ran.map_err(|wrong| format!("{}{wrong}", story(&files, &told)))?;
    live.covered.end(&live.state, |id| files.get(id).map(|file| (**file).clone()));
    Ok(live.covered)
}

fn agree(live: &Live<'_>, model: &Model<'_>) -> Result<(), String> {
    let differ = differences(&live.state, &live.plans, live.now, model);
    if differ.is_empty() { Ok(()) } else { Err(differ.join("\n")) }
}

impl Live<'_> {
    /// From the opening to the last command; after each of them the model takes the whole history anew.
    fn runs(&mut self, files: &Files, commands: &[Vec<u8>], told: &mut Vec<String>) -> Result<(), String> {
        let opened = (PEOPLE[0], self.now);
        let mut acts = Vec::new();
        self.open(files)?;
        let mut model = Model::after(files, opened, &acts);
        agree(self, &model)?;
        for bytes in commands {
            let act = self.thinks(files, &model, bytes);
            let engine = self.take(&act);
            let accepts = model.clone().take(&act);
            told.push(format!("{} {:?} {:?}", act.now, act.envelope.person(), act.command));
            let engine = engine?;
            told.push(format!("   engine: {engine:?}"));
            if engine.is_ok() != accepts {
                return Err(format!("engine {engine:?}, model accepts: {accepts}"));
            }
            if accepts {
                acts.push(act);
                model = Model::after(files, opened, &acts);
            }
            agree(self, &model)?;
        }
        self.replays()
    }

    /// What somebody does next.
    fn thinks(&mut self, files: &Files, model: &Model<'_>, bytes: &[u8]) -> Act {
        let tape = Tape::new(bytes);
        let envelope = envelope(&tape);
        self.now = self.now.plus(pause(&tape));
        let person = envelope.person();
        let responder = Responder { tape, files, view: model.view(), state: &self.state, person };
        Act { envelope, command: responder.command(), now: self.now }
    }

    fn open(&mut self, files: &Files) -> Result<(), String> {
        let opened = IncidentOpened {
            id: "INC-2026-TEST".to_owned(),
            codename: "test".to_owned(),
            mode: Mode::Live,
            zone: "UTC".to_owned(),
            playbook: files.pin(FILES[0]),
            catalogue: Digest::of(b"catalogue"),
            title: None,
            organisation: None,
            scenario: None,
            library: FILES[1..4].iter().map(|id| files.pin(id)).collect(),
            seeded: false,
        };
        let drafts = open_incident(opened, person(0), sitting(0), &self.plans, self.now);
        self.write(drafts.map_err(|refusal| refusal.to_string())?, 1)?;
        let first = Envelope { actor: PEOPLE[0], by: None, via: None, at: None, sit: 1 };
        for n in 1..PEOPLE.len() {
            self.set_up(&first, Event::from(person(n)))?;
            self.set_up(&first, Event::from(sitting(n)))?;
        }
        let roles = ROLES.iter().zip(PEOPLE);
        roles.into_iter().try_for_each(|(name, holder)| {
            self.set_up(&first, Event::from(RoleSet { role: role(name), person: Some(holder) }))
        })
    }

    fn set_up(&mut self, envelope: &Envelope, event: Event) -> Result<(), String> {
        let act = Act { envelope: envelope.clone(), command: Command::Write(Box::new(event)), now: self.now };
        self.take(&act)?.map(|_| ())
    }

    /// Decides and, if it was accepted, writes. A refusal is no defect; what is decided and cannot be applied is one.
    fn take(&mut self, act: &Act) -> Result<Result<usize, String>, String> {
        let (state, plans) = (&self.state, &self.plans);
        let (drafts, foreseen) = match decided(state, plans, &act.envelope, &act.command, self.now) {
            Ok(decided) => decided,
            Err(Refusal::Defect(defect)) => {
                return Err(format!("what was decided cannot be applied: {defect}"));
            }
            Err(Refusal::Pointless(reason)) if reason.contains("comes to rest") => {
                return Err(reason.to_owned());
            }
            Err(refusal) => return Ok(Err(refusal.to_string())),
        };
        let count = drafts.len();
        self.write(drafts, act.envelope.sit)?;
        if self.state != foreseen {
            return Err("what was decided leads somewhere else when it is applied".to_owned());
        }
        Ok(Ok(count))
    }

    /// Writes entries as lines, reads them back and applies what was read. Afterwards nothing more follows.
    fn write(&mut self, drafts: Vec<Draft>, sit: u32) -> Result<(), String> {
        let quiet = !drafts.iter().any(|draft| draft.event.may_move_playbooks());
        for draft in drafts {
            self.covered.entry(&draft);
            let entry = self.entry(draft, sit);
            let line = entry.to_line().map_err(|error| error.to_string())?;
            let read = Entry::from_line(&line).map_err(|error| error.to_string())?;
            if read != entry {
                return Err(format!("read back otherwise than written: {line}"));
            }
            self.state.apply(&Recorded::from(&read)).map_err(|illegal| illegal.to_string())?;
            self.lines.push(line);
        }
        let quiet = quiet || self.state.closed().is_some();
        let more = if quiet { Vec::new() } else { settle(&self.state, &self.plans, self.now) };
        if more.is_empty() { Ok(()) } else { Err(format!("more would follow: {more:?}")) }
    }

    fn entry(&self, draft: Draft, sit: u32) -> Entry {
        let prev = self.lines.last().map_or(Digest::of(b""), |line| Digest::of(line.as_bytes()));
        let stamp = Stamp { t: self.now, mono: 0, boot: "0123456789abcdef".to_owned(), sit, x: None };
        Entry { inc: IncidentUid([7; 16]), seq: self.state.head().next(), prev, stamp, draft }
    }

    /// The lines alone, without a word of what people wrote, give the state.
    fn replays(&self) -> Result<(), String> {
        let mut state = State::default();
        for line in &self.lines {
            let entry = Entry::from_line(line).map_err(|error| error.to_string())?;
            state.apply(&Recorded::from(&entry)).map_err(|illegal| illegal.to_string())?;
        }
        if state != self.state {
            return Err("replay leads somewhere else".to_owned());
        }
        let words = format!("{state:?}{:?}", self.lines).contains(MARK);
        if words { Err("words of people are in the lines".to_owned()) } else { Ok(()) }
    }
}

fn person(n: usize) -> PersonAdded {
    PersonAdded { person: PEOPLE[n], card: words(&format!("person {n}")) }
}

fn sitting(n: usize) -> SittingBegan {
    SittingBegan {
        number: PEOPLE[n].0,
        place: words("place"),
        tool: "test".to_owned(),
        sqlite: "3".to_owned(),
        time_sync: TimeSync::Unknown,
        key: None,
    }
}

/// The files and what was typed, for a person who looks for the defect.
fn story(files: &Files, told: &[String]) -> String {
    let mut text = String::from("\n");
    for (id, file) in &files.0 {
        text.push_str(&super::outline::outline(id, file));
    }
    for line in told {
        text.push_str(line);
        text.push('\n');
    }
    text
}
