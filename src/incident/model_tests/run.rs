//! One random incident from its opening to its last command, on both sides, with everything that must hold after each entry.

use super::commands::{Responder, envelope, pause};
use super::compare::differences;
use super::files::files;
use super::reference::{Act, Model};
use super::tape::Tape;
use super::world::{FILES, Files, MARK, PEOPLE, ROLES, START, catalogue, role, words};
use crate::base::digest::Digest;
use crate::base::id::IncidentUid;
use crate::base::time::Timestamp;
use crate::incident::command::{Command, Envelope};
use crate::incident::decide::{decide, decided, open_incident};
use crate::incident::event::Event;
use crate::incident::event::lifecycle::{IncidentOpened, Mode, SittingBegan, TimeSync};
use crate::incident::event::people::{PersonAdded, RoleSet};
use crate::incident::plans::Plans;
use crate::incident::settle::settle;
use crate::incident::state::{Recorded, State};
use crate::record::entry::{Draft, Entry, Stamp};

/// The engine's side: the state and the lines that led to it.
struct Live<'a> {
    state: State,
    plans: Plans<'a>,
    lines: Vec<String>,
    now: Timestamp,
}

/// Runs one case.
pub(super) fn case(bytes: &[Vec<u8>], commands: &[Vec<u8>]) {
    let files = files(bytes);
    let catalogue = catalogue();
    let now = Timestamp::parse(START).expect("a time");
    let plans = Plans::new(files.0.values().cloned(), &catalogue);
    let mut live = Live { state: State::default(), plans, lines: Vec::new(), now };
    live.open(&files);
    let mut acts = Vec::new();
    let mut told = Vec::new();
    let mut model = Model::after(&files, (PEOPLE[0], now), &acts);
    agree(&live, &model, &files, &told);
    for bytes in commands {
        let tape = Tape::new(bytes);
        let envelope = envelope(&tape);
        live.now = live.now.plus(pause(&tape));
        let pieces = u32::try_from(live.state.evidence().len()).expect("few");
        let responder = Responder { tape, files: &files, view: model.view(), now: live.now, pieces };
        let command = responder.command();
        let act = Act { envelope, command, now: live.now };
        let engine = live.take(&act);
        let mut next = model.clone();
        let accepts = next.take(&act);
        told.push(format!("{} {:?} {:?}\n   engine: {engine:?}", act.now, act.envelope.person(), act.command));
        if engine.is_ok() != accepts {
            panic!("{}engine {engine:?}, model accepts: {accepts}", story(&files, &told));
        }
        if accepts {
            acts.push(act);
            model = Model::after(&files, (PEOPLE[0], Timestamp::parse(START).expect("a time")), &acts);
        }
        agree(&live, &model, &files, &told);
    }
    live.replays();
}

fn agree(live: &Live<'_>, model: &Model<'_>, files: &Files, told: &[String]) {
    let differ = differences(&live.state, model);
    assert!(differ.is_empty(), "{}{}", story(files, told), differ.join("\n"));
}

impl Live<'_> {
    fn open(&mut self, files: &Files) {
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
        let drafts = open_incident(opened, person(0), sitting(0), &self.plans, self.now).expect("it opens");
        self.write(drafts, 1);
        let first = Envelope { actor: PEOPLE[0], by: None, via: None, at: None, sit: 1 };
        for n in 1..PEOPLE.len() {
            self.set_up(&first, Event::from(person(n)));
            self.set_up(&first, Event::from(sitting(n)));
        }
        for (name, holder) in ROLES.iter().zip(PEOPLE) {
            self.set_up(&first, Event::from(RoleSet { role: role(name), person: Some(holder) }));
        }
    }

    fn set_up(&mut self, envelope: &Envelope, event: Event) {
        let command = Command::Write(Box::new(event));
        let drafts = decide(&self.state, &self.plans, envelope, &command, self.now).expect("it is accepted");
        self.write(drafts, envelope.sit);
    }

    /// Decides and, if it was accepted, writes.
    fn take(&mut self, act: &Act) -> Result<usize, String> {
        let (state, plans) = (&self.state, &self.plans);
        let decided = decided(state, plans, &act.envelope, &act.command, self.now);
        let (drafts, foreseen) = decided.map_err(|refusal| refusal.to_string())?;
        let count = drafts.len();
        self.write(drafts, act.envelope.sit);
        assert!(self.state == foreseen, "what was decided leads where it was decided");
        Ok(count)
    }

    /// Writes entries as lines, reads them back and applies what was read. Afterwards nothing more follows.
    fn write(&mut self, drafts: Vec<Draft>, sit: u32) {
        for draft in drafts {
            let entry = self.entry(draft, sit);
            let line = entry.to_line().expect("a line");
            let read = Entry::from_line(&line).expect("a line that can be read");
            assert_eq!(read, entry, "{line}");
            self.state.apply(&Recorded::from(&read)).expect("what was decided can be applied");
            self.lines.push(line);
        }
        assert_eq!(settle(&self.state, &self.plans, self.now), Vec::new(), "nothing more follows");
    }

    fn entry(&self, draft: Draft, sit: u32) -> Entry {
        let prev = self.lines.last().map_or(Digest::of(b""), |line| Digest::of(line.as_bytes()));
        let stamp = Stamp { t: self.now, mono: 0, boot: "0123456789abcdef".to_owned(), sit, x: None };
        Entry { inc: IncidentUid([7; 16]), seq: self.state.head().next(), prev, stamp, draft }
    }

    /// The lines alone, without a word of what people wrote, give the state.
    fn replays(&self) {
        let mut state = State::default();
        for line in &self.lines {
            let entry = Entry::from_line(line).expect("a line that can be read");
            state.apply(&Recorded::from(&entry)).expect("a recorded entry");
        }
        assert_eq!(state, self.state);
        assert!(!format!("{state:?}{:?}", self.lines).contains(MARK), "words of people");
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
        text.push_str(&super::files::outline(id, file));
    }
    for line in told {
        text.push_str(line);
        text.push('\n');
    }
    text
}

