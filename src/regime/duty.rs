//! Where a duty stands: from the moments that people decided or that are only candidates, and from what was sent, to a deadline. Must not
//! look into an incident: who decided what is given. Waiving is a decision of people and no matter of counting.

use std::collections::BTreeMap;

use super::anchor::{Begins, Start};
use super::count::{Circumstances, CountError, Counted, Due, count, zone_of};
use super::model::{Regime, Stage};
use super::trigger::Trigger;
use crate::base::id::{Seq, StageId};
use crate::base::time::{Period, Timestamp};

/// A moment from which a period can begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// The fact that says it, or `signal`.
    pub(crate) name: String,
    /// The moment.
    pub(crate) at: Trigger,
    /// The entry that says so.
    pub(crate) seq: Seq,
}

/// A moment that somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided {
    /// The moment.
    pub(crate) anchor: Anchor,
    /// When it was recorded.
    pub(crate) recorded: Timestamp,
}

/// A notice that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sending {
    /// For which stage.
    pub(crate) stage: StageId,
    /// When.
    pub(crate) at: Timestamp,
    /// The entry.
    pub(crate) seq: Seq,
}

/// What is known about one regime for one controller and one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Known {
    /// Decided moments by the name of the anchor, the oldest decision first; the last one holds.
    pub(crate) decided: BTreeMap<String, Vec<Decided>>,
    /// What may turn out to be the moment, by the name of the anchor.
    pub(crate) candidates: BTreeMap<String, Vec<Anchor>>,
    /// What was sent.
    pub(crate) sendings: Vec<Sending>,
}

/// Where a stage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deadline {
    /// Nothing has happened yet from which it could run. Never overdue.
    NotStarted {
        /// The moment that is missing.
        needs: String,
        /// When its second limit ends, if that runs already.
        cap: Option<Timestamp>,
    },
    /// Nobody has decided the moment: it runs from the earliest candidate until somebody does.
    Provisional {
        /// The earliest candidate.
        candidate: Anchor,
        /// When it is due from there.
        due: Due,
        /// All candidates, the earliest first.
        all: Vec<Anchor>,
    },
    /// The moment is decided.
    Running {
        /// The moment.
        anchor: Anchor,
        /// When it is due from there.
        due: Due,
        /// When to alarm: the earliest strict end that was ever believed, until the notice is sent.
        alarm: Timestamp,
        /// What was believed before, the oldest first.
        believed: Vec<Believed>,
    },
    /// The law names no number.
    Unnumbered {
        /// Since when, if that is known.
        since: Option<Anchor>,
        /// Its words.
        words: String,
    },
    /// Not a deadline: how long something must be kept.
    Kept {
        /// From when on.
        anchor: Anchor,
        /// Until when at least.
        until: Timestamp,
    },
    /// The notice went out.
    Met {
        /// When.
        at: Timestamp,
        /// The entry.
        seq: Seq,
        /// How late; nothing when it was in time or no moment is known.
        late: Option<Late>,
        /// Until when it was owed, where a moment is known.
        due: Option<Due>,
    },
    /// It runs, and cannot be counted.
    Uncounted {
        /// From when on.
        anchor: Anchor,
        /// Why.
        why: CountError,
    },
}

/// A deadline that was believed until the moment was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Believed {
    /// Until when it was believed.
    pub(crate) until: Timestamp,
    /// From which moment.
    pub(crate) anchor: Anchor,
    /// When it was due from there.
    pub(crate) due: Due,
}

/// By how much a notice was late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Late {
    /// After the strict end.
    pub(crate) strict: Period,
    /// After the formal end; nothing when it was in time by that reading.
    pub(crate) formal: Option<Period>,
}

impl Due {
    /// By how much something that was sent then was late; nothing when it was not. The last instant is in time.
    pub(crate) fn late(&self, sent: Timestamp) -> Option<Late> {
        let after = |end: Timestamp| (sent > end).then(|| sent.since(end));
        after(self.strict).map(|strict| Late { strict, formal: after(self.formal) })
    }
}

impl Deadline {
    /// The instant to alarm on, while nothing was sent.
    pub(crate) fn alarm(&self) -> Option<Timestamp> {
        match self {
            Self::Provisional { due, .. } => Some(due.strict),
            Self::Running { alarm, .. } => Some(*alarm),
            Self::NotStarted { .. }
            | Self::Unnumbered { .. }
            | Self::Kept { .. }
            | Self::Met { .. }
            | Self::Uncounted { .. } => None,
        }
    }

    /// Whether the instant to alarm on has passed.
    pub(crate) fn is_overdue(&self, now: Timestamp) -> bool {
        self.alarm().is_some_and(|alarm| now > alarm)
    }
}

/// Where a stage stands.
pub(crate) fn deadline(regime: &Regime, stage: &Stage, known: &Known, at: &Circumstances) -> Deadline {
    Desk { regime, stage, known, at }.deadline()
}

/// One stage with everything that its deadline depends on.
struct Desk<'a> {
    regime: &'a Regime,
    stage: &'a Stage,
    known: &'a Known,
    at: &'a Circumstances,
}

impl Desk<'_> {
    fn deadline(&self) -> Deadline {
        let history = self.history();
        if let Some(sent) = self.sent(&self.stage.id).first() {
            let begun = history.last().map(|decided| decided.anchor.clone());
            let begun = begun.or_else(|| self.candidates().into_iter().next());
            let due = begun.and_then(|anchor| self.due(&anchor));
            let late = due.as_ref().and_then(|due| due.late(sent.at));
            return Deadline::Met { at: sent.at, seq: sent.seq, late, due };
        }
        match (history.split_last(), self.candidates()) {
            (Some((decided, earlier)), _) => self.running(decided, earlier),
            (None, all) => match all.first() {
                Some(first) => self.standing(first.clone(), |candidate, due| Deadline::Provisional {
                    candidate,
                    due,
                    all: all.clone(),
                }),
                None => self.not_started(),
            },
        }
    }

    /// What was sent for a stage, by when it went out: what comes first may have been recorded last.
    fn sent(&self, stage: &StageId) -> Vec<&Sending> {
        let mut sent: Vec<&Sending> =
            self.known.sendings.iter().filter(|sending| sending.stage == *stage).collect();
        sent.sort_by_key(|sending| (sending.at, sending.seq));
        sent
    }

    /// Every moment that was decided for the stage, the oldest first.
    fn history(&self) -> Vec<Decided> {
        let begins = Begins::of(self.stage);
        match &begins {
            Begins::Sending(stage) => self.sent(stage).into_iter().take(1).map(decided_by_sending).collect(),
            Begins::LastSending(stage) => {
                self.sent(stage).into_iter().next_back().map(decided_by_sending).into_iter().collect()
            }
            Begins::Moment(name) | Begins::YearEnd(name) | Begins::Later(name, _) => {
                let decided = self.known.decided.get(name).cloned().unwrap_or_default();
                decided.into_iter().map(|decided| self.worked_out(&begins, decided)).collect()
            }
        }
    }

    fn worked_out(&self, begins: &Begins, decided: Decided) -> Decided {
        let at = begins.worked_out(decided.anchor.at, zone_of(self.regime, self.at));
        Decided { anchor: Anchor { at, ..decided.anchor }, ..decided }
    }

    /// The earliest first.
    fn candidates(&self) -> Vec<Anchor> {
        let (begins, zone) = (Begins::of(self.stage), zone_of(self.regime, self.at));
        let found = begins.base().and_then(|base| self.known.candidates.get(base));
        let worked_out = |found: &Anchor| Anchor { at: begins.worked_out(found.at, zone), ..found.clone() };
        let mut all: Vec<Anchor> = found.into_iter().flatten().map(worked_out).collect();
        all.sort_by_key(|anchor| anchor.at.first(zone));
        all
    }

    fn running(&self, decided: &Decided, earlier: &[Decided]) -> Deadline {
        let until = earlier.iter().skip(1).chain([decided]).map(|next| next.recorded);
        let believed: Vec<Believed> = earlier
            .iter()
            .zip(until)
            .filter_map(|(old, until)| {
                Some(Believed { until, anchor: old.anchor.clone(), due: self.due(&old.anchor)? })
            })
            .collect();
        self.standing(decided.anchor.clone(), |anchor, due| {
            let moments = earlier.iter().chain([decided]);
            let ever = moments.flat_map(|moment| self.under_every_cap(&moment.anchor));
            let alarm = ever.fold(due.strict, Timestamp::min);
            Deadline::Running { anchor, due, alarm, believed }
        })
    }

    /// What a moment leads to.
    fn standing(&self, anchor: Anchor, due: impl FnOnce(Anchor, Due) -> Deadline) -> Deadline {
        match self.counted(&anchor) {
            Ok(Counted::Due(found)) => due(anchor, found),
            Ok(Counted::Keep(until)) => Deadline::Kept { anchor, until },
            Ok(Counted::Qualitative(words)) => Deadline::Unnumbered { since: Some(anchor), words },
            Err(why) => Deadline::Uncounted { anchor, why },
        }
    }

    fn not_started(&self) -> Deadline {
        let cap = self.stage.cap.as_ref().zip(self.cap());
        let ends = cap.map(|(cap, from)| {
            from.first(zone_of(self.regime, self.at)).plus(Period::from_hours(cap.hours.into()))
        });
        let begins = Begins::of(self.stage);
        let needs = begins.base().unwrap_or(&self.stage.anchor).to_owned();
        Deadline::NotStarted { needs, cap: ends }
    }

    /// The moments of the second limit that were decided, the oldest first; else the earliest candidate.
    fn caps(&self) -> Vec<Trigger> {
        let Some(cap) = &self.stage.cap else { return Vec::new() };
        let zone = zone_of(self.regime, self.at);
        let decided = self.known.decided.get(&cap.anchor);
        let candidates =
            || self.known.candidates.get(&cap.anchor).into_iter().flatten().map(|anchor| anchor.at);
        decided.map_or_else(
            || candidates().min_by_key(|at| at.first(zone)).into_iter().collect(),
            |history| history.iter().map(|decided| decided.anchor.at).collect(),
        )
    }

    fn cap(&self) -> Option<Trigger> {
        self.caps().last().copied()
    }

    /// When it was due from a moment, for every moment from which the second limit ever began.
    fn under_every_cap(&self, anchor: &Anchor) -> Vec<Timestamp> {
        let caps = self.caps();
        let earlier = caps.split_last().map_or(&[][..], |(_, earlier)| earlier);
        let caps = earlier.iter().copied().map(Some).chain([self.cap()]);
        caps.filter_map(|cap| self.counted_under(anchor, cap).ok()?.due()).map(|due| due.strict).collect()
    }

    fn counted(&self, anchor: &Anchor) -> Result<Counted, CountError> {
        self.counted_under(anchor, self.cap())
    }

    fn counted_under(&self, anchor: &Anchor, cap: Option<Trigger>) -> Result<Counted, CountError> {
        count(self.regime, self.stage, Start { own: anchor.at, cap }, self.at)
    }

    fn due(&self, anchor: &Anchor) -> Option<Due> {
        self.counted(anchor).ok()?.due()
    }
}

impl Counted {
    /// The deadline, where it is one.
    fn due(self) -> Option<Due> {
        match self {
            Self::Due(due) => Some(due),
            Self::Keep(_) | Self::Qualitative(_) => None,
        }
    }
}

/// A logged sending is decided when it is logged.
fn decided_by_sending(sending: &Sending) -> Decided {
    let anchor = Anchor {
        name: format!("submission:{}", sending.stage),
        at: Trigger::Instant(sending.at),
        seq: sending.seq,
    };
    Decided { anchor, recorded: sending.at }
}

#[cfg(test)]
mod tests;
