//! Instants as papers show them: short, with the zone of the incident and UTC. Must not count deadlines.

use chrono::{DateTime, FixedOffset, TimeZone};

use crate::base::time::{Claimed, Precision, Timestamp, Zone};

/// `22 Nov 2026 05:00 (04:00 UTC)`.
pub(crate) fn moment(at: Timestamp, zone: Zone) -> String {
    claimed(Claimed { at, offset_minutes: 0, precision: Precision::Minute }, zone)
}

/// Like [`moment`], as exactly as it was claimed.
pub(crate) fn claimed(claimed: Claimed, zone: Zone) -> String {
    let (home, utc) = (claimed.at.in_zone(zone).fixed_offset(), claimed.at.utc().fixed_offset());
    let place = if zone == Zone::UTC { " UTC" } else { "" };
    let shown = format!("{} {}{place}", home.format("%-d %b %Y"), time_of_day(home, claimed.precision));
    if zone == Zone::UTC {
        return shown;
    }
    let day = if home.date_naive() == utc.date_naive() { "" } else { "%-d %b " };
    format!("{shown} ({}{} UTC)", utc.format(day), time_of_day(utc, claimed.precision))
}

/// `22 Nov 05:00 (04:00 UTC)`, where the year is plain.
pub(crate) fn brief(at: Timestamp, zone: Zone) -> String {
    let full = moment(at, zone);
    full.replacen(&at.in_zone(zone).format(" %Y ").to_string(), " ", 1)
}

/// `02:58`; with the day where that is not today.
pub(crate) fn clock(at: Timestamp, now: Timestamp, zone: Zone) -> String {
    let (at, now) = (at.in_zone(zone), now.in_zone(zone));
    let format = if at.date_naive() == now.date_naive() { "%H:%M" } else { "%a %-d %b %H:%M" };
    at.format(format).to_string()
}

/// `22 Nov 02:58`, for columns under a heading that names the year and the zone.
pub(crate) fn short<Z: TimeZone>(at: &DateTime<Z>, precision: Precision) -> String
where
    Z::Offset: std::fmt::Display,
{
    format!("{} {}", at.format("%-d %b"), time_of_day(at.fixed_offset(), precision))
}

/// A claim of an hour says "about"; a claim of a day shows the instant at which it begins and says that.
fn time_of_day(at: DateTime<FixedOffset>, precision: Precision) -> String {
    match precision {
        Precision::Second => at.format("%H:%M:%S").to_string(),
        Precision::Minute => at.format("%H:%M").to_string(),
        Precision::Hour => at.format("about %H:%M").to_string(),
        Precision::Day => at.format("from %H:%M, no time of day").to_string(),
    }
}
