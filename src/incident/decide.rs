//! What may be done: a command becomes events or a refusal. Pure; called inside the store's transaction on the newest state.
//! Whatever it returns, `apply` accepts: each event is applied to a copy before the next is thought of.

mod approval;
mod exercise;
mod fact;
mod gates;
mod obstacle;
pub(crate) use gates::quiet_time;
pub(crate) use obstacle::obstacles;
mod outcome;
mod step;
mod undo;
mod write;

use std::sync::Arc;

use super::command::{Command, Envelope, Shown};
use super::event::Event;
use super::event::fact::FactStated;
use super::event::lifecycle::{IncidentClosed, IncidentOpened, Pin, SittingBegan};
use super::event::people::PersonAdded;
use super::event::progress::{Change, Progressed, RunStarted, StepJoined};
use super::event::step::PlaybookJoined;
use super::key::{RunKey, StepKey};
use super::place::Place;
use super::plans::Plans;
use super::refusal::Refusal;
use super::settle::{hand_over, main_runs, run_has_ended, settle, stands_alone};
use super::state::{Recorded, State};
use super::steps::StepState;
use super::story::Present;
use crate::base::id::StepId;
use crate::base::time::Timestamp;
use crate::playbook::kind::{Kind, UseMode};
use crate::playbook::model::{Playbook, Step};
use crate::record::entry::Draft;

/// More rounds than any playbook within the size caps can need.
const MAX_ROUNDS: usize = 100_000;

/// The most bytes of changes in one entry, well below the cap of a line.
const MAX_CHANGES: usize = 20 * 1024;

/// Decides a command.
pub(crate) fn decide(
    state: &State,
    plans: &Plans<'_>,
    envelope: &Envelope,
    command: &Command,
    now: impl Into<Present>,
) -> Result<Vec<Draft>, Refusal> {
    decided(state, plans, envelope, command, now.into()).map(|(drafts, _)| drafts)
}

/// Decides a command; gives the state that follows, too.
pub(super) fn decided(
    state: &State,
    plans: &Plans<'_>,
    envelope: &Envelope,
    command: &Command,
    now: impl Into<Present>,
) -> Result<(Vec<Draft>, State), Refusal> {
    let mut desk = Desk::new(state.clone(), plans, envelope, now.into());
    desk.command(command)?;
    if desk.drafts.iter().any(|draft| draft.event.may_move_playbooks()) {
        desk.follow()?;
    }
    Ok((desk.drafts, desk.state))
}

/// The first entries of an incident.
pub(crate) fn open_incident(
    opened: IncidentOpened,
    person: PersonAdded,
    sitting: SittingBegan,
    plans: &Plans<'_>,
    now: impl Into<Present>,
) -> Result<Vec<Draft>, Refusal> {
    let envelope = Envelope { actor: person.person, by: None, via: None, at: None, sit: sitting.number };
    let mut desk = Desk::new(State::default(), plans, &envelope, now.into());
    let playbook = opened.playbook.clone();
    desk.emit(opened)?;
    desk.emit(person)?;
    desk.emit(sitting)?;
    let root = RunStarted { run: RunKey::root(), mode: UseMode::Root, playbook, parent: None };
    desk.emit_engine(Progressed { changes: vec![Change::RunStarted(root)] })?;
    desk.follow()?;
    Ok(desk.drafts)
}

/// One command being decided.
struct Desk<'a> {
    state: State,
    plans: &'a Plans<'a>,
    envelope: &'a Envelope,
    now: Timestamp,
    wall: Timestamp,
    drafts: Vec<Draft>,
}

/// A step with all that is needed to decide about it.
struct Found {
    key: StepKey,
    run: RunKey,
    playbook: Arc<Playbook>,
    id: StepId,
}

impl<'a> Desk<'a> {
    fn new(state: State, plans: &'a Plans<'a>, envelope: &'a Envelope, now: Present) -> Self {
        let Present { lived: now, wall } = now;
        Self { state, plans, envelope, now, wall, drafts: Vec::new() }
    }

    fn command(&mut self, command: &Command) -> Result<(), Refusal> {
        match command {
            Command::Step { step, act, shown } => {
                self.still_open()?;
                self.still_played()?;
                self.unchanged(step, shown.as_ref())?;
                self.step(step, act)
            }
            Command::Fact { fact, act } => {
                self.still_open()?;
                self.still_played()?;
                self.fact(fact, act)
            }
            Command::Join { playbook, library, mode, why, step } => {
                self.still_open()?;
                self.still_played()?;
                let joined = PlaybookJoined {
                    run: self.free_run(playbook),
                    mode: *mode,
                    playbook: playbook.clone(),
                    why: *why,
                    step: step.clone(),
                    library: library.clone(),
                };
                self.join(joined)
            }
            Command::Close { why } => self.close(*why),
            Command::Play(play) => {
                self.still_open()?;
                self.play(play)
            }
            Command::Write(event) => self.write(event),
        }
    }

    fn still_open(&self) -> Result<(), Refusal> {
        self.state.closed().map_or(Ok(()), |seq| Err(Refusal::Closed(seq)))
    }

    /// Refuses when what a prompt showed has changed since.
    fn unchanged(&self, step: &StepKey, shown: Option<&Shown>) -> Result<(), Refusal> {
        let Some(shown) = shown else { return Ok(()) };
        if let Some(seen) = self.state.step(step).filter(|seen| seen.last > shown.head) {
            return Err(Refusal::Changed { what: format!("step `{step}`"), seq: seen.last });
        }
        let moved = shown.facts.iter().find_map(|id| {
            let fact = self.state.facts().get(id).filter(|fact| fact.last > shown.head)?;
            Some((id, fact.last))
        });
        match moved {
            Some((id, seq)) => Err(Refusal::Changed { what: format!("`{id}`"), seq }),
            None => Ok(()),
        }
    }

    /// Writes down what the person did.
    fn emit(&mut self, event: impl Into<Event>) -> Result<(), Refusal> {
        let Envelope { actor, by, via, at, .. } = *self.envelope;
        self.put(Draft { at, actor, by, via, event: event.into() })
    }

    /// Writes down what the engine concluded from what the person did.
    fn emit_engine(&mut self, event: impl Into<Event>) -> Result<(), Refusal> {
        let Envelope { actor, by, .. } = *self.envelope;
        self.put(Draft { at: None, actor, by, via: None, event: event.into() })
    }

    fn put(&mut self, draft: Draft) -> Result<(), Refusal> {
        let seq = self.state.head().next();
        let recorded = Recorded { seq, t: self.now, wall: self.wall, sit: self.envelope.sit, draft };
        self.state.apply(&recorded)?;
        self.drafts.push(recorded.draft);
        Ok(())
    }

    /// Lets everything follow that follows.
    fn follow(&mut self) -> Result<(), Refusal> {
        if self.state.closed().is_some() || self.state.opening().is_none() {
            return Ok(());
        }
        let mut written = self.state.clone();
        let mut changes: Vec<Change> = Vec::new();
        for _round in 0..MAX_ROUNDS {
            let round = settle(&self.state, self.plans, self.now);
            if round.is_empty() {
                self.state = written;
                return self.write_changes(changes);
            }
            let enters = round.iter().any(|change| matches!(change, Change::RunStarted(_)));
            self.foresee(&round)?;
            changes.extend(round);
            if enters {
                self.state = written;
                self.write_changes(std::mem::take(&mut changes))?;
                written = self.state.clone();
            }
        }
        Err(Refusal::Pointless("the playbook never comes to rest"))
    }

    /// Applies changes that are written together with those of the next round.
    fn foresee(&mut self, changes: &[Change]) -> Result<(), Refusal> {
        let event = Progressed { changes: changes.to_vec() }.into();
        let Envelope { actor, by, .. } = *self.envelope;
        let draft = Draft { at: None, actor, by, via: None, event };
        let seq = self.state.head().next();
        let recorded = Recorded { seq, t: self.now, wall: self.wall, sit: self.envelope.sit, draft };
        Ok(super::apply::apply(&mut self.state, &recorded)?)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    fn write_changes(&mut self, changes: Vec<Change>) -> Result<(), Refusal> {
        let started: Vec<StepKey> = changes
            .iter()
            .filter_map(|change| match change {
                Change::RunStarted(body) => StepKey::parse(&body.run.0),
                _other => None,
            })
            .collect();
        for changes in chunks(changes) {
            self.emit_engine(Progressed { changes })?;
        }
        started.iter().try_for_each(|step| self.entry_facts(step))
    }

    /// Facts that a playbook is entered with, where nobody knows them.
    fn entry_facts(&mut self, step: &StepKey) -> Result<(), Refusal> {
        let Ok(found) = self.find(step) else { return Ok(()) };
        let Some(Kind::Playbook(used)) = found.step().map(|step| step.kind.clone()) else { return Ok(()) };
        for (fact, value) in used.with {
            if self.state.facts().value(&fact).is_none() {
                let replaces = self.state.facts().get(&fact).map(|fact| fact.last);
                let step = Some(step.clone());
                self.emit_engine(FactStated {
                    fact,
                    value,
                    replaces,
                    step,
                    basis: None,
                    why: None,
                    second: None,
                    disputed: false,
                })?;
            }
        }
        Ok(())
    }

    /// Finds a step by its key, whether it was seen or not.
    fn find(&self, key: &StepKey) -> Result<Found, Refusal> {
        let run_key = key.run();
        let run = self.state.runs().get(&run_key).ok_or_else(|| Refusal::NoStep(key.clone()))?;
        let playbook = self.plans.of(run).ok_or_else(|| Refusal::NoPlaybook(key.clone()))?;
        let id = StepId::parse(key.id()).map_err(|_bad| Refusal::NoStep(key.clone()))?;
        playbook.step(&id).ok_or_else(|| Refusal::NoStep(key.clone()))?;
        Ok(Found { key: key.clone(), run: run_key, playbook: Arc::clone(playbook), id })
    }

    fn seen(&self, key: &StepKey) -> Result<&StepState, Refusal> {
        self.state.step(key).ok_or_else(|| Refusal::NotOpenYet(key.clone()))
    }

    fn free_run(&self, playbook: &Pin) -> RunKey {
        let taken = |key: &RunKey| {
            self.state.runs().contains_key(key)
                || StepKey::parse(&key.0).is_some_and(|step| self.find(&step).is_ok())
        };
        let first = RunKey(playbook.id.to_string());
        let mut n = 1;
        let mut key = first.clone();
        while taken(&key) {
            n += 1;
            key = RunKey(format!("{first}-{n}"));
        }
        key
    }

    fn join(&mut self, joined: PlaybookJoined) -> Result<(), Refusal> {
        if self.plans.get(&joined.playbook.sha256).is_none() {
            return Err(Refusal::Pointless("the playbook is not at hand"));
        }
        let (to, step) = (joined.run.clone(), joined.step.clone());
        let pivots = joined.mode == UseMode::Pivot;
        let from = match &step {
            Some(step) => self.missing(step, joined.mode)?,
            None => main_runs(&self.state),
        };
        self.emit(joined)?;
        if !pivots {
            return Ok(());
        }
        let own = step
            .iter()
            .map(|step| Change::StepJoined(StepJoined { step: step.clone(), see: None, because: None }));
        let mut changes: Vec<Change> = own.collect();
        changes.extend(from.iter().flat_map(|run| hand_over(&self.state, run, &to, step.as_ref())));
        self.write_changes(changes)
    }

    /// The run of a step whose playbook is not at hand.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    fn missing(&self, step: &StepKey, mode: UseMode) -> Result<Vec<RunKey>, Refusal> {
        let wanted = self.workable(step)?.target_missing;
        let found = self.find(step)?;
        match &found.model()?.kind {
            Kind::Playbook(used) if wanted && used.mode == mode => Ok(vec![found.run]),
            Kind::Playbook(_) if wanted => {
                Err(Refusal::Pointless("the step uses its playbook in another way"))
            }
            _other => Err(Refusal::Pointless("the step does not wait for a playbook")),
        }
    }

    fn close(&mut self, why: Option<crate::fact::value::PassageRef>) -> Result<(), Refusal> {
        self.still_open()?;
        let open: Vec<StepKey> = self
            .state
            .steps()
            .iter()
            .filter(|(_, step)| step.is_open_work() || !step.review.is_empty())
            .map(|(key, _)| key.clone())
            .collect();
        let running = |(key, run): (&RunKey, &super::runs::Run)| {
            stands_alone(&self.state, run) && !run_has_ended(&self.state, self.plans, key)
        };
        let runs = self.state.runs().iter().filter(|run| running(*run)).count();
        if runs > 0 && why.is_none() {
            return Err(Refusal::StillOpen { open: open.len(), runs });
        }
        let unknown = self.state.facts().open().map(|(id, _)| id.clone()).collect();
        self.emit(IncidentClosed { why, unknown, open })
    }
}

impl Found {
    fn step(&self) -> Option<&Step> {
        self.playbook.step(&self.id)
    }

    /// The step, which [`Desk::find`] has seen to exist.
    fn model(&self) -> Result<&Step, Refusal> {
        self.step().ok_or_else(|| Refusal::NoStep(self.key.clone()))
    }

    fn place<'s>(&'s self, state: &'s State, now: Timestamp) -> Place<'s> {
        let (_, marks) = self.key.tail();
        Place::of_step(state, &self.run, &self.playbook, (&self.id, &marks), now)
    }
}

/// Splits changes so that no line comes near its cap.
fn chunks(changes: Vec<Change>) -> Vec<Vec<Change>> {
    let mut chunks: Vec<Vec<Change>> = Vec::new();
    let mut size = MAX_CHANGES;
    for change in changes {
        let length = serde_json::to_string(&change).map_or(0, |text| text.len());
        if size + length > MAX_CHANGES {
            chunks.push(Vec::new());
            size = 0;
        }
        size += length;
        if let Some(chunk) = chunks.last_mut() {
            chunk.push(change);
        }
    }
    chunks
}
