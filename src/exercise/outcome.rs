//! What came of each expectation, told from the record entry by entry, or said by an evaluator. What nobody saw stays unknown: it is
//! never counted as done.

use std::collections::BTreeMap;

use super::world::World;
use crate::base::id::{ExpectationId, Seq};
use crate::base::time::{Period, Timestamp};
use crate::incident::event::Event;
use crate::incident::event::exercise::{ObservationMade, QuestionAnswered, SeenAs};
use crate::incident::state::{Illegal, Recorded, State};
use crate::incident::story::Play;
use crate::playbook::model::DutyId;
use crate::record::entry::{Entry, ExerciseTimes};
use crate::scenario::expectation::{Aim, CountedIn, Expectation};
use crate::scenario::model::Scenario;
use crate::training::question::{Given, share};

/// What came of an expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Came {
    /// It came about, by this entry; so much after its limit.
    Met {
        /// The entry.
        seq: Seq,
        /// How late, if it was.
        late: Option<Period>,
    },
    /// A question was answered in this entry, right to so many percent, so much after its limit.
    Answered {
        /// The entry.
        seq: Seq,
        /// From 0, wrong, to 100, right.
        percent: u32,
        /// How late, if it was.
        late: Option<Period>,
    },
    /// It did not come about.
    NotMet,
    /// What never should happen happened, in this entry.
    Violated(Seq),
    /// What never should happen did not happen.
    Kept,
    /// It can still come about.
    Open,
    /// Only an evaluator can tell, and none has.
    NotObserved,
    /// Its inject never came to the players.
    NotAsked,
    /// An evaluator said so, in this entry.
    Judged(SeenAs, Seq),
}

/// An expectation with what came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Outcome<'s> {
    /// The expectation.
    pub(crate) expectation: &'s Expectation,
    /// What came of it.
    pub(crate) came: Came,
    /// The points it earned; nothing while they are not known.
    pub(crate) points: Option<i64>,
}

/// A duty that was served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Served {
    /// The notice.
    pub(crate) seq: Seq,
    /// How long after the deadline, if it was late.
    pub(crate) late: Option<Period>,
}

/// What came of all expectations of a scenario. `served` tells of duties, whose deadlines are counted elsewhere.
pub(crate) fn outcomes<'s>(
    scenario: &'s Scenario,
    entries: &[Entry],
    served: &BTreeMap<DutyId, Served>,
) -> Result<Vec<Outcome<'s>>, Illegal> {
    let mut watch = Watch { first: BTreeMap::new(), judged: BTreeMap::new(), answers: BTreeMap::new() };
    let mut state = State::default();
    for entry in entries {
        state.apply(&Recorded::from(entry))?;
        watch.look(scenario, &state, entry);
    }
    Ok(scenario.expectations.iter().map(|aim| watch.outcome(aim, &state, served)).collect())
}

/// What was seen while the record was read.
struct Watch<'s> {
    /// When each expectation came about first, or failed for good.
    first: BTreeMap<&'s ExpectationId, Seen>,
    judged: BTreeMap<ExpectationId, (SeenAs, Seq)>,
    answers: BTreeMap<ExpectationId, (Given, Seq, ExerciseTimes)>,
}

#[derive(Clone, Copy)]
struct Seen {
    held: bool,
    seq: Seq,
    times: ExerciseTimes,
}

impl<'s> Watch<'s> {
    fn look(&mut self, scenario: &'s Scenario, state: &State, entry: &Entry) {
        let Some(times) = entry.stamp.x else { return };
        if let Event::ObservationMade(ObservationMade { expectation: Some(id), seen: Some(seen), .. }) =
            &entry.draft.event
        {
            self.judged.insert(id.clone(), (*seen, entry.seq));
        }
        if let Event::QuestionAnswered(body) = &entry.draft.event {
            self.answers.insert(body.question.clone(), (given(body), entry.seq, times));
        }
        let world = World { state, story: times.scenario };
        for aim in &scenario.expectations {
            if self.first.contains_key(&aim.id) {
                continue;
            }
            if let Some(held) = came(&aim.aim, &world) {
                self.first.insert(&aim.id, Seen { held, seq: entry.seq, times });
            }
        }
    }

    fn outcome(&self, aim: &'s Expectation, state: &State, served: &BTreeMap<DutyId, Served>) -> Outcome<'s> {
        let came = self.came(aim, state, served);
        Outcome { expectation: aim, came, points: points(aim, came) }
    }

    fn came(&self, aim: &Expectation, state: &State, served: &BTreeMap<DutyId, Served>) -> Came {
        if let Some((seen, seq)) = self.judged.get(&aim.id) {
            return Came::Judged(*seen, *seq);
        }
        let Some(asked) = asked(aim, state) else { return Came::NotAsked };
        let is_over = state.exercise().is_none_or(|exercise| exercise.clock().play() == Play::Ended);
        let rest = if is_over { Came::NotMet } else { Came::Open };
        match (&aim.aim, self.first.get(&aim.id)) {
            (Aim::Observed(_), _) => Came::NotObserved,
            (Aim::Quiz(question), _) => match self.answers.get(&aim.id) {
                Some((given, seq, at)) => {
                    let percent = share(question, given);
                    Came::Answered { seq: *seq, percent, late: late(aim, asked, *at) }
                }
                None => rest,
            },
            (Aim::Communication(_, says), Some(_)) if !says.is_empty() => Came::NotObserved,
            (Aim::DeadlineMet(duty), _) => {
                served.get(duty).map_or(rest, |served| Came::Met { seq: served.seq, late: served.late })
            }
            (Aim::Never(_), Some(seen)) => Came::Violated(seen.seq),
            (Aim::Never(_), None) => {
                if is_over {
                    Came::Kept
                } else {
                    Came::Open
                }
            }
            (_, Some(seen)) if seen.held => Came::Met { seq: seen.seq, late: late(aim, asked, seen.times) },
            (_, Some(_)) => Came::NotMet,
            (_, None) => rest,
        }
    }
}

/// What was answered, as it is marked.
pub(crate) fn given(body: &QuestionAnswered) -> Given {
    body.figure.map_or_else(|| Given::Chosen(body.chosen.clone()), Given::Figure)
}

/// Whether something came about, or can no longer; nothing while it is open.
fn came(aim: &Aim, world: &World<'_>) -> Option<bool> {
    use crate::expr::scope::Scope as _;
    match aim {
        Aim::StepDone(step) | Aim::Communication(step, _) => world.is_done(step).then_some(true),
        Aim::Decision(step, options) => {
            let choice = world.step(step).choice?;
            (options.is_empty() || options.contains(&choice)).then_some(true)
        }
        Aim::Fact(condition) | Aim::Never(condition) => world.holds(condition).then_some(true),
        Aim::EvidenceBefore { evidence, before } => {
            let taken = world
                .state
                .evidence()
                .values()
                .any(|(_, taken)| taken.step.as_ref().is_some_and(|step| step.id() == evidence.as_str()));
            match (taken, world.is_done(before)) {
                (true, _) => Some(true),
                (false, true) => Some(false),
                (false, false) => None,
            }
        }
        Aim::DeadlineMet(_) | Aim::Quiz(_) | Aim::Observed(_) => None,
    }
}

/// From when on its limit counts; nothing when its inject never came.
fn asked(aim: &Expectation, state: &State) -> Option<ExerciseTimes> {
    let exercise = state.exercise()?;
    match &aim.inject {
        None => exercise.started(),
        Some(inject) => {
            let known = exercise.injects().get(inject).filter(|known| known.recalled.is_none());
            known?.released.map(|(_, _, times)| times)
        }
    }
}

fn time(aim: &Expectation, times: ExerciseTimes) -> Timestamp {
    match aim.counted_in {
        CountedIn::Play => times.exercise,
        CountedIn::Story => times.scenario,
    }
}

/// How long after its limit something came about.
fn late(aim: &Expectation, asked: ExerciseTimes, at: ExerciseTimes) -> Option<Period> {
    let limit = time(aim, asked).plus(aim.within?);
    let over = time(aim, at).since(limit);
    (over.seconds() > 0).then_some(over)
}

/// What is left of the points so long after the limit: evenly fewer until it expires, and none after. Where nobody said when it expires, that
/// is after as long again.
fn fading(aim: &Expectation, late: Period) -> i64 {
    let within = aim.within.map_or(0, Period::seconds);
    let rest = aim.expires.map_or(within, |expires| expires.seconds() - within).max(1);
    let left = (rest - late.seconds()).max(0);
    aim.score.max(0).saturating_mul(left) / rest
}

/// All points in time, fewer after it; of a question the share that was right.
fn points(aim: &Expectation, came: Came) -> Option<i64> {
    match came {
        Came::Met { late: None, .. } | Came::Judged(SeenAs::Met, _) => Some(aim.score.max(0)),
        Came::Met { late: Some(late), .. } => Some(fading(aim, late)),
        Came::Answered { percent, late, .. } => {
            let whole = late.map_or(aim.score.max(0), |late| fading(aim, late));
            Some(whole.saturating_mul(i64::from(percent)) / 100)
        }
        Came::Judged(SeenAs::Partly, _) => Some(aim.score.max(0) / 2),
        Came::Judged(SeenAs::NotMet, _) => Some(aim.score.min(0)),
        Came::Violated(_) => Some(aim.score),
        Came::NotMet | Came::Kept => Some(0),
        Came::Open | Came::NotObserved | Came::NotAsked => None,
    }
}
