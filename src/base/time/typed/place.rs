//! Where a time was read off a clock: a zone with its changes of the clocks, or a fixed offset. Says which instants a local time was.
//! Must not choose between two instants.

use chrono::{
    DateTime, FixedOffset, MappedLocalTime, NaiveDateTime, Offset as _, TimeDelta, TimeZone as _, Utc,
};

use crate::base::time::Zone;

/// A zone or a fixed offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Zone(Zone),
    Offset(FixedOffset),
}

/// The instants at which a clock in a place showed a local time.
#[derive(Debug, Clone, Copy)]
pub(super) enum Readings {
    One(DateTime<FixedOffset>),
    /// The clocks went back over it.
    Two {
        earlier: DateTime<FixedOffset>,
        later: DateTime<FixedOffset>,
    },
    /// The clocks went forward over it.
    Skipped(Gap),
}

/// Local times that never were, because the clocks went forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Whose clocks.
    pub(crate) zone: Zone,
    /// The first local time that did not happen.
    pub(crate) start: NaiveDateTime,
    /// The first instant after it.
    pub(crate) end: DateTime<FixedOffset>,
}

impl Place {
    pub(super) fn offset_at(self, at: DateTime<Utc>) -> FixedOffset {
        match self {
            Self::Zone(zone) => zone.offset_from_utc_datetime(&at.naive_utc()).fix(),
            Self::Offset(offset) => offset,
        }
    }

    pub(super) fn readings(self, local: NaiveDateTime) -> Readings {
        match self {
            Self::Zone(zone) => zone_readings(zone, local),
            Self::Offset(offset) => Readings::One((local - offset).and_utc().with_timezone(&offset)),
        }
    }
}

fn zone_readings(zone: Zone, local: NaiveDateTime) -> Readings {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(at) => Readings::One(at.fixed_offset()),
        MappedLocalTime::Ambiguous(one, other) => {
            Readings::Two { earlier: one.min(other).fixed_offset(), later: one.max(other).fixed_offset() }
        }
        MappedLocalTime::None => Readings::Skipped(Gap::around(zone, local)),
    }
}

impl Gap {
    /// Closes in on the second at which the zone's clocks jumped over `local`: 26 hours either side are more than any offset and
    /// the longest jump, a skipped day at the date line.
    fn around(zone: Zone, local: NaiveDateTime) -> Self {
        let shown = |at: NaiveDateTime| zone.from_utc_datetime(&at).fixed_offset();
        let (mut before, mut after) = (local - TimeDelta::hours(26), local + TimeDelta::hours(26));
        while after - before > TimeDelta::seconds(1) {
            let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
            if shown(middle).naive_local() < local {
                before = middle;
            } else {
                after = middle;
            }
        }
        Self { zone, start: shown(before).naive_local() + TimeDelta::seconds(1), end: shown(after) }
    }

    /// A local time at an edge of the gap; with its date only where the gap runs into another day.
    pub(super) fn moment(&self, local: NaiveDateTime) -> String {
        let one_day = self.start.date() == self.end.date_naive();
        local.format(if one_day { "%H:%M" } else { "%-d %b %Y %H:%M" }).to_string()
    }
}
