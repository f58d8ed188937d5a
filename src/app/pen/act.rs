//! What an act is made of: its time, its place, the entries that follow from it. Must not write them.

use crate::app::app_error::AppError;
use crate::app::pen::Identity;
use crate::base::canonical;
use crate::base::id::{IncidentUid, PersonId};
use crate::base::time::Claimed;
use crate::host::clock::Clock;
use crate::incident::command::{Command, Envelope};
use crate::incident::decide::decide;
use crate::incident::event::Event;
use crate::incident::event::lifecycle::ClockStepped;
use crate::incident::plans::Plans;
use crate::incident::state::{Recorded, State};
use crate::incident::story::{Exercise, Present};
use crate::record::entry::Stamp;
use crate::record::via::Via;
use crate::store::append::Pending;

/// By how much wall clock and monotonic clock may differ before it is written down, in microseconds.
const CLOCK_TOLERANCE: i64 = 2_000_000;

/// The words of a sitting's place.
pub(crate) fn place_text(identity: &Identity) -> Result<String, AppError> {
    let place = serde_json::json!({ "account": identity.account, "host": identity.host });
    Ok(canonical::to_line(&place)?)
}

/// Name and version of this program.
pub(crate) fn tool() -> String {
    format!("breachbook {}", env!("CARGO_PKG_VERSION"))
}

/// The time of an entry.
pub(crate) fn stamp(clock: &dyn Clock, uid: IncidentUid, sit: u32, exercise: Option<&Exercise>) -> Stamp {
    let t = clock.now();
    let x = exercise.map(|exercise| exercise.clock().at(t));
    Stamp { t, mono: clock.monotonic(), boot: clock.boot_mark(uid), sit, x }
}

/// On one boot the wall clock and the monotonic clock must agree with what they said at the last entry.
pub(super) fn clock_step(last: Option<&Stamp>, now: &Stamp) -> Option<Command> {
    let last = last.filter(|last| last.boot == now.boot)?;
    let wall = now.t.micros().saturating_sub(last.t.micros());
    let mono = i64::try_from(now.mono).ok()?.saturating_sub(i64::try_from(last.mono).ok()?);
    let gained = wall.saturating_sub(mono);
    (gained.abs() > CLOCK_TOLERANCE)
        .then(|| Command::Write(Box::new(Event::ClockStepped(ClockStepped { gained }))))
}

/// Something to be done.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    /// What.
    pub(crate) command: Command,
    /// Who did it and when, where that differs from one act to the next.
    pub(crate) late: Option<Late>,
}

/// Something that somebody did elsewhere, before it came here.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Late {
    /// When it happened.
    pub(crate) at: Claimed,
    /// Who did it.
    pub(crate) by: Option<PersonId>,
    /// How it came here.
    pub(crate) via: Option<Via>,
}

impl From<Command> for Act {
    fn from(command: Command) -> Self {
        Self { command, late: None }
    }
}

impl Act {
    fn envelope(&self, usual: &Envelope) -> Envelope {
        let Some(late) = self.late else { return usual.clone() };
        let by = late.by.filter(|by| *by != usual.actor);
        Envelope { at: Some(late.at), by, via: late.via, ..usual.clone() }
    }
}

/// Decides acts one after the other, each on what the ones before have led to.
pub(super) fn decide_all(
    state: &mut State,
    plans: &Plans<'_>,
    usual: &Envelope,
    (acts, stamp): (&[Act], &Stamp),
) -> Result<Vec<Pending>, AppError> {
    let mut pending = Vec::new();
    for act in acts {
        for draft in decide(state, plans, &act.envelope(usual), &act.command, Present::of(stamp))? {
            let seq = state.head().next();
            state.apply(&Recorded::of(seq, stamp, draft.clone()))?;
            pending.push(Pending { stamp: stamp.clone(), draft });
        }
    }
    Ok(pending)
}
