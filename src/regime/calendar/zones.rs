//! Which calendar goes with a zone of the IANA database. Must not be used where a law names the calendar itself.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::CalendarId;
use crate::base::problem::{Problems, Source};
use crate::base::reader::{self, Table};
use crate::base::time::Zone;

/// Calendars by the name of the zone.
pub(super) type Zones = BTreeMap<String, CalendarId>;

/// The zones that come with the program. A test asserts that they have no problem.
pub(super) fn shipped() -> &'static Zones {
    static ZONES: OnceLock<Zones> = OnceLock::new();
    ZONES.get_or_init(|| read(&source()).0)
}

/// The file.
pub(super) fn source() -> Arc<Source> {
    Source::new("zones.toml", include_str!("zones.toml"))
}

/// Reads the file.
pub(super) fn read(source: &Arc<Source>) -> (Zones, Problems) {
    let mut problems = Problems::default();
    let zones = reader::read(source, &mut problems, |root| {
        root.format("calendar-zones/1");
        root.table("zones", pairs)
    });
    (zones.flatten().unwrap_or_default(), problems)
}

fn pairs(table: &mut Table<'_>) -> Zones {
    let mut zones = Zones::new();
    for (zone, item) in table.members() {
        let text = table.as_string(item, "calendar");
        if let Some(id) = text.and_then(|text| table.parse_placed("calendar", &text, CalendarId::parse)) {
            zones.insert(zone.value, id.value);
        }
    }
    zones
}

/// The zone in which a country reads the clock, where it has one, or one of several in Europe. Others have to be told.
pub(super) fn of_country(country: CalendarId) -> Option<Zone> {
    let mut zones = shipped().iter().filter(|(_, calendar)| **calendar == country).map(|(zone, _)| zone);
    let european = zones.clone().find(|zone| zone.starts_with("Europe/"));
    let only = || zones.next().filter(|_| zones.next().is_none());
    european.or_else(only)?.parse().ok()
}
