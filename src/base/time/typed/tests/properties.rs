//! Properties over arbitrary text, arbitrary moments and every zone.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, SecondsFormat, TimeZone as _};
use proptest::prelude::*;

use super::{TypedTime, Zone, at, echo, parse_period, parse_typed_time};
use crate::base::time::typed::zone::city;
use crate::base::time::{Claimed, Timestamp};

/// From 1970 to 2100, to the microsecond.
fn moment() -> impl Strategy<Value = Timestamp> {
    (0..4_102_444_800_000_000_i64).prop_map(|micros| Timestamp::from_micros(micros).unwrap())
}

/// Zones that are called by their city; the others have names that are refused when typed, such as `EST` or `Etc/GMT-1`.
fn zone_with_city() -> impl Strategy<Value = Zone> {
    any_zone().prop_filter("has no city", |zone| city(*zone).is_some())
}

fn any_zone() -> impl Strategy<Value = Zone> {
    proptest::sample::select(Zone::all())
}

/// Words, numbers and marks that mean something here, in any order: more of them get past the first token than of arbitrary text.
fn near_misses() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "14",
        "32",
        "9",
        "2026",
        "22",
        "nov",
        "mon",
        "yesterday",
        "now",
        "ago",
        "am",
        "pm",
        "h",
        "m",
        "d",
        "T",
        "Z",
        ":",
        "-",
        "+",
        "/",
        ".",
        ",",
        " ",
        " ",
        "Berlin",
        "New York",
        "UTC",
        "+01:00",
        "14:32",
        "2026-11-22",
        "1h30m",
        "29 Feb",
        "at",
    ]);
    proptest::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

fn claims(typed: TypedTime) -> Vec<Claimed> {
    match typed {
        TypedTime::At(claimed) | TypedTime::Future(claimed) => vec![claimed],
        TypedTime::Ambiguous { earlier, later } => vec![earlier, later],
    }
}

/// Whatever was typed: no panic, an echo for each reading, and the past and the future told apart.
fn holds(text: &str, now: Timestamp, zone: Zone) -> Result<(), TestCaseError> {
    let Ok(typed) = parse_typed_time(text, now, zone) else { return Ok(()) };
    for claimed in claims(typed) {
        prop_assert!(!echo(claimed, zone).is_empty());
    }
    match typed {
        TypedTime::At(claimed) => prop_assert!(claimed.at <= now, "{text}"),
        TypedTime::Future(claimed) => prop_assert!(claimed.at > now, "{text}"),
        TypedTime::Ambiguous { earlier, later } => {
            prop_assert!(earlier.at < later.at, "{text}");
            prop_assert!(later.at <= now || earlier.at > now, "{text}");
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in any::<String>(), now in moment(), zone in any_zone()) {
        holds(&text, now, zone)?;
        let _ = parse_period(&text);
    }

    #[test]
    fn near_misses_never_panic(text in near_misses(), now in moment(), zone in any_zone()) {
        holds(&text, now, zone)?;
        let _ = parse_period(&text);
    }

    #[test]
    fn moments_at_the_ends_of_the_calendar_never_panic(
        text in near_misses(), micros in proptest::sample::select(vec![-62_167_219_200_000_000, 253_402_300_799_999_999]),
        zone in any_zone(),
    ) {
        holds(&text, Timestamp::from_micros(micros).unwrap(), zone)?;
    }

    #[test]
    fn rfc_3339_keeps_its_instant(then in moment(), quarters in -48..=56_i32, zone in any_zone()) {
        let offset = FixedOffset::east_opt(quarters * 900).unwrap();
        let local: DateTime<FixedOffset> = then.utc().with_timezone(&offset);
        let text = local.to_rfc3339_opts(SecondsFormat::Micros, true);
        let year = chrono::Datelike::year(&local);
        prop_assume!(year >= 1970);
        let found = parse_typed_time(&text, at("2100-01-01T00:00:00Z"), zone);
        let found = found.map(claims).map_err(|refusal| TestCaseError::fail(format!("{text}: {refusal}")))?;
        let expected = found.first().map(|claimed| Claimed { at: then, offset_minutes: quarters * 15, ..*claimed });
        prop_assert_eq!(found, Vec::from_iter(expected));
    }

    /// Whoever copies the echo back, without the part in brackets, says the same: or is asked, where the hour happened twice.
    #[test]
    fn an_echo_reads_back_as_the_same_instant(then in moment(), zone in zone_with_city()) {
        let text = then.in_zone(zone).format("%Y-%m-%dT%H:%M:%S%.6f").to_string();
        let Ok(typed) = parse_typed_time(&text, at("2100-01-02T00:00:00Z"), zone) else { return Ok(()) };
        for claimed in claims(typed) {
            let spoken = echo(claimed, zone);
            let spoken = spoken.split(" (").next().unwrap();
            let again = parse_typed_time(spoken, at("2100-01-02T00:00:00Z"), zone);
            let again: Vec<i64> = again.map(claims).unwrap().iter().map(|c| c.at.micros()).collect();
            let whole = claimed.at.micros().div_euclid(1_000_000) * 1_000_000;
            prop_assert!(again.contains(&whole), "{spoken} gave {again:?}, not {whole}");
        }
    }

    #[test]
    fn a_time_of_day_lies_within_the_last_two_days(now in moment(), hour in 0..24_u32, minute in 0..60_u32, zone in any_zone()) {
        let typed = parse_typed_time(&format!("{hour:02}:{minute:02}"), now, zone);
        for claimed in typed.map(claims).unwrap_or_default() {
            prop_assert!(claimed.at <= now);
            prop_assert!(now.since(claimed.at).seconds() <= 2 * 86_400 + 3600);
        }
    }
}

/// Places that share a name must be one place under an old and a new name: otherwise naming the city would be a guess.
#[test]
fn cities_that_share_a_name_share_their_clock() {
    let mut cities: BTreeMap<String, Vec<Zone>> = BTreeMap::new();
    for zone in Zone::all() {
        if let Some(city) = city(zone) {
            cities.entry(city.to_lowercase()).or_default().push(zone);
        }
    }
    let offset = |zone: &Zone, day: i64| {
        let at = DateTime::from_timestamp(day * 86_400, 0).unwrap().naive_utc();
        zone.offset_from_utc_datetime(&at).to_string()
    };
    let differing: Vec<&Vec<Zone>> = cities
        .values()
        .filter(|zones| {
            (0..47_482)
                .step_by(7)
                .any(|day| zones.iter().any(|zone| offset(zone, day) != offset(&zones[0], day)))
        })
        .collect();
    assert_eq!(differing, Vec::<&Vec<Zone>>::new());
}
