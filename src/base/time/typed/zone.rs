//! Names of places after a typed time: `Berlin`, `New York`, `Europe/Berlin`, `UTC`, `Z`, `+01:00`.
//! Must not choose for abbreviations that several places share.

use chrono::FixedOffset;

use super::error::TypedTimeError;
use super::place::Place;
use crate::base::text::did_you_mean;
use crate::base::time::Zone;

/// What a name after a typed time means.
pub(super) fn resolve(typed: &str) -> Result<Place, TypedTimeError> {
    let typed = typed.strip_prefix("in ").unwrap_or(typed);
    let name = folded(typed);
    if matches!(&*name, "z" | "utc" | "gmt") {
        return Ok(Place::Zone(Zone::UTC));
    }
    if let Some((text, width)) = offset_text(&name) {
        return offset(text, width).ok_or_else(|| TypedTimeError::UnclearOffset { typed: typed.to_owned() });
    }
    if let Some((_, cities)) = ABBREVIATIONS.iter().find(|(short, _)| *short == name) {
        return Err(TypedTimeError::Abbreviation { typed: typed.to_owned(), cities });
    }
    if let Some(inverted) = name.strip_prefix("etc/gmt").filter(|rest| rest.starts_with(['+', '-'])) {
        let instead = inverted_offset(inverted);
        return Err(TypedTimeError::InvertedOffset { typed: typed.to_owned(), instead });
    }
    zone_named(&name).map(Place::Zone).ok_or_else(|| unknown(typed, &name))
}

/// Lower case, one blank between words, and a blank for the underline in zone names.
fn folded(name: &str) -> String {
    let words = name.to_lowercase().replace('_', " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The part that should be an offset, and how many digits its hours need at least: `+01:00`, `utc+1`.
fn offset_text(name: &str) -> Option<(&str, usize)> {
    let signed = |text: &str| text.starts_with(['+', '-']);
    if signed(name) {
        return Some((name, 2));
    }
    let rest = ["z", "utc", "gmt"].iter().find_map(|prefix| name.strip_prefix(prefix))?.trim_start();
    signed(rest).then_some((rest, 1))
}

/// `+01:00`, `+0100`, `+01`; hours of at least `width` digits, because `+1` alone is also read as "the next day".
fn offset(text: &str, width: usize) -> Option<Place> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 4) => digits.split_at_checked(2)?,
        (None, _) => (digits, "00"),
    };
    let whole = |part: &str, widths: std::ops::RangeInclusive<usize>| {
        let good = widths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        good.then(|| part.parse::<i32>().ok()).flatten()
    };
    let (hours, minutes) = (whole(hours, width..=2)?, whole(minutes, 2..=2)?);
    let seconds = sign * (hours * 3600 + minutes * 60);
    let exists = minutes < 60 && (-12 * 3600..=14 * 3600).contains(&seconds);
    FixedOffset::east_opt(seconds).filter(|_| exists).map(Place::Offset)
}

/// The offset that a POSIX-style name means: `Etc/GMT+5` is five hours *behind* UTC.
fn inverted_offset(typed: &str) -> String {
    let swapped: String = typed
        .chars()
        .map(|c| {
            if c == '+' {
                '-'
            } else if c == '-' {
                '+'
            } else {
                c
            }
        })
        .collect();
    match offset(&swapped, 1) {
        Some(Place::Offset(offset)) => offset.to_string(),
        Some(Place::Zone(_)) | None => "+01:00".to_owned(),
    }
}

/// A zone by its full name or by its city.
fn zone_named(name: &str) -> Option<Zone> {
    let all = Zone::all();
    let full = all.iter().find(|zone| folded(zone.name()) == name);
    let city = || all.iter().find(|zone| city(**zone).is_some_and(|city| folded(city) == name));
    full.or_else(city).copied()
}

/// The city, island or station in a zone's name. Several names for one city are one zone under its old names.
pub(super) fn city(zone: Zone) -> Option<&'static str> {
    let (region, city) = zone.name().rsplit_once('/')?;
    let region = region.split('/').next().unwrap_or(region);
    let has_cities = !matches!(region, "Etc" | "US" | "Canada" | "Brazil" | "Mexico" | "Chile");
    // Parts of Australia; alone they are points of the compass and abbreviations that others use too.
    let is_city = !matches!(city, "ACT" | "LHI" | "NSW" | "North" | "South" | "West");
    (has_cities && is_city).then_some(city)
}

fn unknown(typed: &str, name: &str) -> TypedTimeError {
    let known: Vec<(String, String)> = Zone::all()
        .into_iter()
        .flat_map(|zone| [city(zone).map(|city| city.replace('_', " ")), Some(zone.name().to_owned())])
        .flatten()
        .map(|known| (folded(&known), known))
        .collect();
    let nearest = did_you_mean(name, known.iter().map(|(folded, _)| folded.as_str()));
    // A wrong place is soon agreed to, so only a slip of the fingers counts: Munich must not become Zurich.
    let nearest = nearest.filter(|near| strsim::damerau_levenshtein(name, near) * 4 <= name.chars().count());
    let suggestion = known.iter().find(|(folded, _)| Some(folded.as_str()) == nearest);
    TypedTimeError::UnknownPlace {
        typed: typed.to_owned(),
        suggestion: suggestion.map(|(_, known)| known.clone()),
    }
}

/// Abbreviations that name more than one offset, or one that is easily taken for the other half of the year, with cities to type.
const ABBREVIATIONS: [(&str, &str); 39] = [
    ("acdt", "Adelaide"),
    ("acst", "Adelaide or Darwin"),
    ("adt", "Halifax"),
    ("aedt", "Sydney or Melbourne"),
    ("aest", "Sydney or Brisbane"),
    ("akdt", "Anchorage"),
    ("akst", "Anchorage"),
    ("ast", "Halifax or Riyadh"),
    ("awst", "Perth"),
    ("bst", "London, Dhaka or Bougainville"),
    ("cat", "Harare or Johannesburg"),
    ("cdt", "Chicago or Havana"),
    ("cest", "Berlin, Paris or Madrid"),
    ("cet", "Berlin, Paris or Madrid"),
    ("cst", "Chicago, Shanghai or Havana"),
    ("eat", "Nairobi"),
    ("edt", "New York or Toronto"),
    ("eest", "Athens or Helsinki"),
    ("eet", "Athens or Helsinki"),
    ("est", "New York or Toronto"),
    ("gst", "Dubai or South Georgia"),
    ("hst", "Honolulu"),
    ("ist", "Dublin, Kolkata or Jerusalem"),
    ("jst", "Tokyo"),
    ("kst", "Seoul"),
    ("mdt", "Denver"),
    ("mest", "Berlin, Paris or Madrid"),
    ("met", "Berlin, Paris or Madrid"),
    ("msk", "Moscow"),
    ("mst", "Denver, Phoenix or Kuala Lumpur"),
    ("ndt", "St Johns"),
    ("nst", "St Johns"),
    ("nzdt", "Auckland"),
    ("nzst", "Auckland"),
    ("pdt", "Los Angeles or Tijuana"),
    ("pst", "Los Angeles or Manila"),
    ("sst", "Singapore or Pago Pago"),
    ("west", "Lisbon"),
    ("wet", "Lisbon"),
];
