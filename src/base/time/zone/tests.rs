//! Every zone against another reading of the database, which is kept for this alone: version 2025b, ours is 2026f. A newer version of
//! either may change the list of differences, which are governments' decisions; anything else in it is a mistake here.

use std::collections::BTreeSet;

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset as _, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::Zone;

/// A zone of the database.
pub(crate) fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

/// From 1970 to 2037, with the rules for years to come.
const YEARS: std::ops::Range<i64> = 0..2_145_916_800;

/// Two changes of the clocks within this time would cancel each other out unseen; those that do lie years back.
const STEP: usize = 10 * 86_400;

fn offset<T: TimeZone>(zone: &T, second: i64) -> i32 {
    let at = DateTime::from_timestamp(second, 0).unwrap().naive_utc();
    zone.offset_from_utc_datetime(&at).fix().local_minus_utc()
}

fn readings<T: TimeZone>(zone: &T, local: NaiveDateTime) -> Vec<i32> {
    let mut found = match zone.offset_from_local_datetime(&local) {
        MappedLocalTime::None => Vec::new(),
        MappedLocalTime::Single(one) => vec![one.fix().local_minus_utc()],
        MappedLocalTime::Ambiguous(one, other) => {
            vec![one.fix().local_minus_utc(), other.fix().local_minus_utc()]
        }
    };
    found.sort_unstable();
    found
}

/// The seconds at which the offset is another than the second before.
fn changes(zone: Tz) -> Vec<i64> {
    let mut found = Vec::new();
    for start in YEARS.step_by(STEP) {
        let (mut before, mut after) = (start, start + i64::try_from(STEP).unwrap());
        if offset(&zone, before) == offset(&zone, after) {
            continue;
        }
        while after - before > 1 {
            let middle = i64::midpoint(before, after);
            if offset(&zone, middle) == offset(&zone, before) { before = middle } else { after = middle }
        }
        found.push(after);
    }
    found
}

/// Whether instants and local times around a change of the clocks are the same to both.
fn agree(zone: Zone, tz: Tz, change: i64) -> bool {
    let same_offset = |at: i64| offset(&zone, at) == offset(&tz, at);
    let edges = [change - 1, change].map(|at| change + i64::from(offset(&tz, at)));
    let [first, last] = [edges[0].min(edges[1]), edges[0].max(edges[1])];
    let shown = [first - 86_400, first - 1, first, i64::midpoint(first, last), last - 1, last, last + 86_400];
    [change - 86_400, change - 1, change, change + 86_400].into_iter().all(same_offset)
        && shown.into_iter().all(|second| {
            let local = DateTime::from_timestamp(second, 0).unwrap().naive_utc();
            readings(&zone, local) == readings(&tz, local)
        })
}

fn differences(tz: Tz) -> Vec<String> {
    let zone = zone(tz.name());
    let wrong = changes(tz).into_iter().filter(|change| !agree(zone, tz, *change));
    wrong.map(|change| DateTime::from_timestamp(change, 0).unwrap().to_string()).collect()
}

/// Where our reading is the newer one: zones by name, and the first years in which their clocks were changed in another way.
const NEWER: [(&str, &str); 18] = [
    ("Africa/Casablanca", "2027"),
    ("Africa/El_Aaiun", "2027"),
    ("America/Bogota", "1992"),
    ("America/Edmonton", "2026"),
    ("America/Havana", "2026"),
    ("America/Inuvik", "2026"),
    ("America/Rainy_River", "2026"),
    ("America/Vancouver", "2026"),
    ("America/Winnipeg", "2026"),
    ("America/Yellowknife", "2026"),
    ("Asia/Tehran", "1979"),
    ("Canada/Central", "2026"),
    ("Canada/Mountain", "2026"),
    ("Canada/Pacific", "2026"),
    ("Cuba", "2026"),
    ("Europe/Chisinau", "2022"),
    ("Europe/Tiraspol", "2022"),
    ("Iran", "1979"),
];

#[test]
fn every_zone_goes_as_another_reading_of_the_database_says() {
    let first = |tz: &Tz| Some((tz.name(), differences(*tz).first()?.clone()));
    let found: Vec<(&str, String)> = TZ_VARIANTS.iter().filter_map(first).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(name, at)| (*name, &at[..4])).collect();
    assert_eq!(found, NEWER);
}

#[test]
fn the_names_are_those_of_the_database() {
    let ours: BTreeSet<_> = Zone::all().into_iter().map(Zone::name).collect();
    let theirs: BTreeSet<_> = TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
    assert_eq!(ours.symmetric_difference(&theirs).collect::<Vec<_>>(), Vec::<&&str>::new());
    for one in Zone::all() {
        assert!(zone(one.name()) == one && super::read(one.name()).is_some(), "{one}");
    }
    assert_eq!((zone("UTC"), zone("UTC").to_string().as_str()), (Zone::UTC, "UTC"));
    assert!("utc".parse::<Zone>().is_err() && "".parse::<Zone>().is_err());
}
