//! How a typed time is read back, so that the person sees which instant was understood. Must not be used for the record.

use chrono::{DateTime, FixedOffset};

use crate::base::time::{Claimed, Precision, Zone};

/// `Sun 22 Nov 2026 14:32 Europe/Berlin (13:32 UTC)`: date, time, zone and UTC.
///
/// An offset that differs from the zone's is shown too, and every part that falls on another day carries its date.
/// A claim of a day shows the day that was typed and the instant at which it began.
pub(crate) fn echo(claimed: Claimed, zone: Zone) -> String {
    let utc = claimed.at.utc().fixed_offset();
    let home = claimed.at.in_zone(zone).fixed_offset();
    let offset = FixedOffset::east_opt(claimed.offset_minutes.saturating_mul(60));
    let typed = offset.map_or(home, |offset| home.with_timezone(&offset));
    match claimed.precision {
        Precision::Day => day(typed, home, zone),
        Precision::Second | Precision::Minute | Precision::Hour => {
            let time = if claimed.precision == Precision::Second { "%H:%M:%S" } else { "%H:%M" };
            let mut asides = Vec::new();
            if ![home.naive_local(), utc.naive_local()].contains(&typed.naive_local()) {
                asides.push(format!("{} {} as typed", beside(home, typed, time), typed.offset()));
            }
            if zone != Zone::UTC {
                asides.push(format!("{} UTC", beside(home, utc, time)));
            }
            let asides = if asides.is_empty() { String::new() } else { format!(" ({})", asides.join(", ")) };
            format!("{} {} {zone}{asides}", home.format("%a %-d %b %Y"), home.format(time))
        }
    }
}

fn day(typed: DateTime<FixedOffset>, home: DateTime<FixedOffset>, zone: Zone) -> String {
    let place = if typed.naive_local() == home.naive_local() {
        zone.name().to_owned()
    } else {
        format!("UTC{}", typed.offset())
    };
    let start = typed.to_utc().format("%a %-d %b %H:%M");
    format!("{} {place}, no time of day (from {start} UTC)", typed.format("%a %-d %b %Y"))
}

/// The same instant on another clock, with its date where that is another one.
fn beside(home: DateTime<FixedOffset>, other: DateTime<FixedOffset>, time: &str) -> String {
    let same_day = home.date_naive() == other.date_naive();
    let date = if same_day { String::new() } else { other.format("%a %-d %b ").to_string() };
    format!("{date}{}", other.format(time))
}
