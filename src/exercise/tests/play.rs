//! One exercise, second by second, without a store.

use std::sync::{Arc, LazyLock};

use crate::app::exercise::script::read;
use crate::app::ground::{catalogue, ground, pin_set};
use crate::base::digest::Digest;
use crate::base::id::{InjectId, PersonId, PlaybookId, StepId};
use crate::base::problem::Source;
use crate::base::time::{Period, Timestamp};
use crate::exercise::schedule::{Schedule, Waits};
use crate::fact::value::PassageRef;
use crate::incident::command::{Command, Envelope, PlayAct, StepAct};
use crate::incident::decide::{decide, open_incident};
use crate::incident::event::exercise::{ClockAct, InjectFate, InjectReleased, InjectSettled, ReleasedBy};
use crate::incident::event::lifecycle::{IncidentOpened, Mode, SittingBegan, TimeSync};
use crate::incident::event::people::PersonAdded;
use crate::incident::plans::Plans;
use crate::incident::refusal::Refusal;
use crate::incident::state::{Recorded, State};
use crate::incident::story::Present;
use crate::playbook::library::Library;
use crate::playbook::library::set::PlaybookSet;
use crate::record::entry::{Draft, Entry, Stamp};
use crate::scenario::model::Scenario;

/// A scenario with each way of release.
pub(super) const SCENARIO: &str = r#"format = "scenario/1"
id = "game"
title = "Game"
version = "1.0.0"
playbook = "ddos-extortion"
duration = "1h"
starts = "Fri 16:40"
summary = "A game."
briefing = "Play."

[[objective]]
id = "lead"
text = "Somebody leads."
  [[objective.task]]
  id = "take-command"
  text = "Command is taken."

[[module]]
id = "one"
title = "One"

[[module]]
id = "two"
title = "Two"
story = "Mon 08:00"
gate = "step.take-command.outcome == 'done'"

[[inject]]
id = "first"
title = "First"
module = "one"
at = "0m"
body = "It begins."
expected = ["Command"]
  [[inject.expect]]
  kind = "step-done"
  step = "take-command"
  within = "10m"
  expires = "20m"
  task = "take-command"
  [[inject.expect]]
  id = "who"
  kind = "quiz"
  within = "10m"
    [inject.expect.quiz]
    kind = "multi"
    text = "Who has to know?"
    [[inject.expect.quiz.option]]
    id = "counsel"
    text = "Counsel."
    right = true
    why = "Asked first."
    [[inject.expect.quiz.option]]
    id = "dpo"
    text = "The data protection officer."
    right = true
    why = "Asked by law."
    [[inject.expect.quiz.option]]
    id = "press"
    text = "The press."
    right = false
    why = "Not yet."
  [[inject.expect]]
  id = "hours"
  kind = "quiz"
    [inject.expect.quiz]
    kind = "number"
    text = "How long?"
    answer = 72
    tolerance = 1
    why = "It is written."

[[inject]]
id = "second"
title = "Second"
module = "one"
after = "first"
delay = "5m"
body = "It goes on."
expected = ["Calm"]

[[inject]]
id = "branch"
title = "Branch"
module = "one"
at = "1m"
when = "step.take-command.outcome == 'done'"
body = "Because you lead."
expected = ["Calm"]

[[inject]]
id = "push"
title = "Push"
module = "one"
at = "8m"
unless = "step.take-command.outcome == 'done'"
body = "Who leads?"
expected = ["Command"]

[[inject]]
id = "asked"
title = "Asked"
on_request = "the provider"
body = "An answer."
expected = ["Calm"]

[[inject]]
id = "by-hand"
title = "By hand"
manual = true
body = "An extra."
expected = ["Calm"]

[[inject]]
id = "monday"
title = "Monday"
module = "two"
at = "2m"
body = "A new week."
expected = ["Calm"]
"#;

/// When the wall clock of the test begins.
const BEGINS: &str = "2026-11-23T10:00:00Z";

/// When the story begins.
pub(super) const STORY: &str = "2026-11-20T16:40:00Z";

/// The playbook that is played.
static SET: LazyLock<PlaybookSet> = LazyLock::new(|| {
    let id = PlaybookId::parse("ddos-extortion").unwrap();
    Library::shipped().load_set(&id, &ground()).0.unwrap()
});

static READ: LazyLock<Scenario> = LazyLock::new(scenario);

fn scenario() -> Scenario {
    let (scenario, problems) = read(&Source::new("game.toml", SCENARIO), &Library::shipped());
    assert!(problems.is_empty(), "{problems:?}");
    scenario.unwrap()
}

pub(super) fn inject(id: &str) -> InjectId {
    InjectId::parse(id).unwrap()
}

/// An exercise being played.
pub(super) struct Game {
    pub(super) scenario: Scenario,
    plans: Plans<'static>,
    pub(super) state: State,
    pub(super) wall: Timestamp,
    pub(super) entries: Vec<Entry>,
}

impl Game {
    /// Opened; play has not begun.
    pub(super) fn opened() -> Self {
        let set = &*SET;
        let plans = Plans::new(set.playbooks.values().map(Arc::clone), catalogue());
        let wall = Timestamp::parse(BEGINS).unwrap();
        let mut game =
            Self { scenario: READ.clone(), plans, state: State::default(), wall, entries: Vec::new() };
        let (playbook, library) = pin_set(set);
        let words = PassageRef(Digest::ZERO);
        let opened = IncidentOpened {
            id: "EX-2026-K7QD".to_owned(),
            codename: "heron".to_owned(),
            mode: Mode::Exercise,
            zone: "UTC".to_owned(),
            playbook,
            catalogue: Digest::ZERO,
            title: None,
            organisation: None,
            scenario: Some(game.scenario.digest),
            library,
            seeded: false,
        };
        let sitting = SittingBegan {
            number: 1,
            place: words,
            tool: "test".to_owned(),
            sqlite: "none".to_owned(),
            time_sync: TimeSync::Unknown,
            key: None,
        };
        let person = PersonAdded { person: PersonId(1), card: words };
        let story = Timestamp::parse(STORY).unwrap();
        let now = Present { lived: story, wall };
        let drafts = open_incident(opened, person, sitting, &game.plans, now).unwrap();
        let clock = crate::incident::story::StoryClock::opened(wall, story);
        game.take(drafts, clock.at(wall));
        game
    }

    /// Play has begun with the first module.
    pub(super) fn begun() -> Self {
        let mut game = Self::opened();
        let module = game.scenario.modules.first().map(|module| module.id.clone());
        game.clock(PlayAct { module, ..PlayAct::of(ClockAct::Start) }).unwrap();
        game
    }

    fn take(&mut self, drafts: Vec<Draft>, x: crate::record::entry::ExerciseTimes) {
        for draft in drafts {
            let seq = self.state.head().next();
            let stamp = Stamp { t: self.wall, mono: 0, boot: String::new(), sit: 1, x: Some(x) };
            self.state.apply(&Recorded::of(seq, &stamp, draft.clone())).unwrap();
            let inc = crate::base::id::IncidentUid([7; 16]);
            self.entries.push(Entry { inc, seq, prev: Digest::ZERO, stamp, draft });
        }
    }

    pub(super) fn act(&mut self, command: &Command) -> Result<(), Refusal> {
        let x = self.state.exercise().unwrap().clock().at(self.wall);
        let envelope = Envelope { actor: PersonId(1), by: None, via: None, at: None, sit: 1 };
        let now = Present { lived: x.scenario, wall: self.wall };
        let drafts = decide(&self.state, &self.plans, &envelope, command, now)?;
        self.take(drafts, x);
        Ok(())
    }

    pub(super) fn clock(&mut self, act: PlayAct) -> Result<(), Refusal> {
        self.act(&Command::Play(Box::new(act)))
    }

    pub(super) fn pass(&mut self, seconds: i64) {
        self.wall = self.wall.plus(Period::from_seconds(seconds));
    }

    pub(super) fn done(&mut self, step: &str) {
        let id = StepId::parse(step).unwrap();
        let key = self.state.steps().keys().find(|key| key.id() == id.as_str()).cloned().unwrap();
        let act = StepAct::Complete { note: None, why: None };
        self.act(&Command::Step { step: key, act, shown: None }).unwrap();
    }

    pub(super) fn release(&mut self, id: &str) -> Result<(), Refusal> {
        let card = PassageRef(Digest::ZERO);
        let body = InjectReleased { inject: inject(id), released: ReleasedBy::Rule, card, to: Vec::new() };
        self.act(&Command::Write(Box::new(body.into())))
    }

    pub(super) fn settle(&mut self, id: &str, fate: InjectFate) -> Result<(), Refusal> {
        let why = Some(PassageRef(Digest::ZERO));
        let body = InjectSettled { inject: inject(id), fate, why };
        self.act(&Command::Write(Box::new(body.into())))
    }

    /// Releases all that is due; gives what came.
    pub(super) fn deliver(&mut self) -> Vec<String> {
        let x = self.state.exercise().unwrap().clock().at(self.wall);
        let schedule = Schedule::read(&self.scenario, &self.state, x);
        let due = schedule.waiting.iter().filter(|waiting| waiting.waits == Waits::Due);
        let due: Vec<String> = due.map(|waiting| waiting.inject.id.to_string()).collect();
        for id in &due {
            self.release(id).unwrap();
        }
        due
    }

    /// What each inject that has not come waits for.
    pub(super) fn waiting(&self) -> Vec<(String, Waits)> {
        let x = self.state.exercise().unwrap().clock().at(self.wall);
        let schedule = Schedule::read(&self.scenario, &self.state, x);
        schedule.waiting.iter().map(|one| (one.inject.id.to_string(), one.waits.clone())).collect()
    }
}
