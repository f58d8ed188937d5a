//! Placeholders of fixed width for what differs from run to run: ids, hashes, times of today. Dates that lie days away from now were
//! typed by the test and are kept, with the time beside them.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

/// Patterns and what stands in their place: `9` a digit, `h` a lower-case hex digit, `A` a letter or digit of a public id, `a` a letter.
const PATTERNS: [(&str, &str); 13] = [
    ("9999-99-99T99:99:99.999999Z", "YYYY-MM-DDTHH:MM:SS.ffffffZ"),
    ("9999-99-99T99:99:99Z", "YYYY-MM-DDTHH:MM:SSZ"),
    ("9999-99-99T99:99:99+99:99", "YYYY-MM-DDTHH:MM:SS+HH:MM"),
    ("9999-99-99", "YYYY-MM-DD"),
    ("come to 999999.99", "come to BYTES.FILES"),
    ("declares 999999.99", "declares BYTES.FILES"),
    ("hhhh-hhhh-hhhh-hhhh", "hhhh-hhhh-hhhh-hhhh"),
    ("aaa 99:99", "Www HH:MM"),
    ("99:99:99", "HH:MM:SS"),
    ("99:99", "HH:MM"),
    ("INC-9999-AAAA", "INC-YYYY-XXXX"),
    ("EX-9999-AAAA", "EX-YYYY-XXXX"),
    ("TR-9999-AAAA", "TR-YYYY-XXXX"),
];

const LONG_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const ID_LETTERS: &str = "23456789BCDFGHJKMNPQRTVWXZ";

/// The last parts of the public ids in a text.
pub(super) fn public_ids(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter_map(|word| {
        let parts: Vec<&str> = word.split('-').collect();
        matches!(parts.as_slice(), ["INC" | "EX" | "TR", _, _]).then(|| parts[2].to_owned())
    })
}

/// The text with placeholders.
pub(super) fn normal(text: &str, ids: &[String]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut normal = String::new();
    let mut at = 0;
    while at < chars.len() {
        let begins = at == 0 || !(chars[at - 1].is_ascii_alphanumeric() || chars[at - 1] == ':');
        if let Some((length, text)) = begins.then(|| replaced(&chars[at..], ids)).flatten() {
            normal.push_str(&text);
            at += length;
        } else {
            normal.push(chars[at]);
            at += 1;
        }
    }
    same_day(&normal)
}

/// Keys that a test makes are others in each run.
pub(super) fn fingerprints(text: &str) -> String {
    let mut parts = text.split("SHA256:");
    let mut normal = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "+/".contains(c));
        normal += if part.len() - rest.len() > 20 { "SHA256:FINGERPRINT" } else { "SHA256:" };
        normal += if part.len() - rest.len() > 20 { rest } else { part };
    }
    normal
}

/// Between two midnights UTC has another date than the zone of the incident, and what is four hours ahead may be tomorrow: the program
/// says so.
fn same_day(text: &str) -> String {
    let same = text.replace("Www DD Mmm HH:MM UTC", "HH:MM UTC").replace("DD Mmm HH:MM UTC", "HH:MM UTC");
    let same = same.replace("Www DD Mmm HH:MM:SS UTC", "HH:MM:SS UTC");
    // The longer time breaks the line at another word.
    let same = same
        .replace("at Www DD Mmm HH:MM", "at HH:MM")
        .replace("Times: UTC\n  and Europe/Berlin.", "Times: UTC and\n  Europe/Berlin.");
    same.split_inclusive('\n').map(within_the_hour).collect()
}

/// What ends within an hour may end tomorrow; then it takes room from the gap before it.
fn within_the_hour(line: &str) -> String {
    // A day with one digit leaves more of it.
    if let Some(at) = line.find("by Www DD Mmm HH:MM (H h MM)") {
        let (before, after) = line.split_at(at);
        let (left, right) = before.rsplit_once("  ").unwrap_or((before, ""));
        return if left.len() < before.len() {
            format!("{}  {right}{after}", left.trim_end())
        } else {
            line.to_owned()
        };
    }
    let day = "Www DD Mmm ";
    let Some(at) = line.find("by Www DD Mmm HH:MM (MM min)") else { return line.to_owned() };
    let (before, after) = line.split_at(at);
    let gap = before.rfind("  ").map_or(before.len(), |gap| gap + 1);
    let (left, right) = before.split_at(gap);
    let room = if left.len() < before.len() { " ".repeat(day.len()) } else { String::new() };
    format!("{left}{room}{right}{}", after.replacen(day, "", 1))
}

fn replaced(rest: &[char], ids: &[String]) -> Option<(usize, String)> {
    if let Some(found) = seconds(rest) {
        return Some(found);
    }
    let word: String = rest.iter().take_while(|c| c.is_ascii_alphanumeric()).collect();
    if ids.contains(&word) {
        return Some((word.len(), "X".repeat(word.len())));
    }
    let is_hash = [16, 32, 64].contains(&word.len()) && word.chars().all(is_hex);
    if is_hash {
        return Some((word.len(), "h".repeat(word.len())));
    }
    spoken_date(rest)
        .or_else(|| duration(rest))
        .or_else(|| PATTERNS.iter().find_map(|(pattern, instead)| by_pattern(rest, pattern, instead)))
}

fn by_pattern(rest: &[char], pattern: &str, instead: &str) -> Option<(usize, String)> {
    let fits = |(kind, c): (char, &char)| match kind {
        '9' => c.is_ascii_digit(),
        'h' => is_hex(*c),
        'A' => ID_LETTERS.contains(*c),
        'a' => c.is_ascii_alphabetic(),
        other => other == *c,
    };
    let length = pattern.chars().count();
    if rest.len() < length || !pattern.chars().zip(rest).all(fits) {
        return None;
    }
    let ends = rest.get(length).is_none_or(|c| !c.is_ascii_alphanumeric());
    let found: String = rest[..length].iter().collect();
    let is_day = !pattern.starts_with("aaa ") || DAYS.contains(&&found[..3]);
    let date = found.get(..10).and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
    let instead = if date.is_some_and(|date| !is_near(date)) { found } else { instead.to_owned() };
    (ends && is_day).then_some((length, instead))
}

/// `seconds_left":123` and the like.
fn seconds(rest: &[char]) -> Option<(usize, String)> {
    let text: String = rest.iter().take(40).collect();
    let name = ["seconds_left\":", "wait_seconds\":"].into_iter().find(|name| text.starts_with(name))?;
    let digits = text.chars().skip(name.len()).take_while(|c| c.is_ascii_digit() || *c == '-').count();
    (digits > 0).then(|| (name.len() + digits, format!("{name}N")))
}

/// `3 h 07`, `12 min`, `9 d 4 h` or, in the first hour of a day, `9 d`, as the program writes what is left; the 72 hours of the law
/// stay.
fn duration(rest: &[char]) -> Option<(usize, String)> {
    let text: String = rest.iter().take(40).collect();
    let parts: Vec<&str> = text.splitn(4, |c: char| !c.is_ascii_alphanumeric()).collect();
    let number = |text: &str| !text.is_empty() && text.len() < 6 && text.chars().all(|c| c.is_ascii_digit());
    let second = |length: usize| text.chars().nth(length) == Some(' ');
    match parts.as_slice() {
        [hours, "h", ..] if *hours == "72" => None,
        [hours, "h", minutes, ..]
            if number(hours) && minutes.len() == 2 && number(minutes) && second(hours.len()) =>
        {
            Some((hours.len() + 5, "H h MM".to_owned()))
        }
        [hours, "h", ..] if number(hours) && second(hours.len()) => {
            Some((hours.len() + 2, "H h MM".to_owned()))
        }
        [minutes, "min", ..] if number(minutes) && second(minutes.len()) => {
            Some((minutes.len() + 4, "MM min".to_owned()))
        }
        [days, "d", hours, rest]
            if number(days) && number(hours) && rest.starts_with('h') && second(days.len()) =>
        {
            Some((days.len() + 5 + hours.len(), "D d H h".to_owned()))
        }
        // On the hour nothing is said of hours.
        [days, "d", ..] if number(days) && second(days.len()) => Some((days.len() + 2, "D d H h".to_owned())),
        _ => None,
    }
}

/// `Sun 22 Nov 2026`, `22 Nov`, `2 Nov`.
fn spoken_date(rest: &[char]) -> Option<(usize, String)> {
    let text: String = rest.iter().take(40).collect();
    let (weekday, date) = match text.split_once(' ') {
        Some((day, date)) if DAYS.contains(&day) => (4, date),
        _ => (0, text.as_str()),
    };
    let mut parts = date.split(' ');
    let day = parts.next().filter(|day| day.len() <= 2)?;
    let number: u32 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let word: String = parts.next()?.chars().take_while(char::is_ascii_alphabetic).collect();
    let month: String = word.chars().take(3).collect();
    let month_number = u32::try_from(MONTHS.iter().position(|known| *known == month)? + 1).ok()?;
    let year: String = parts.next().unwrap_or("").chars().take(4).collect();
    let year_number: Option<i32> = (year.len() == 4).then(|| year.parse().ok()).flatten();
    // `22 November`, as letters write it, and no other word that begins like a month.
    let is_whole = word.len() > 3 && LONG_MONTHS.contains(&word.as_str());
    let word = if is_whole { word.len() } else { 3 };
    let length = weekday + day.len() + 1 + word + if year_number.is_some() { 5 } else { 0 };
    // A date without its year says nothing about how far away it is.
    let is_far = match year_number {
        Some(year) => !is_near(NaiveDate::from_ymd_opt(year, month_number, number)?),
        None => false,
    };
    if is_far {
        let clock = text.get(length..).map_or(0, |behind| if is_clock(behind) { 6 } else { 0 });
        return Some((length + clock, text.chars().take(length + clock).collect()));
    }
    let weekday = if weekday == 0 { "" } else { "Www " };
    let year = if year_number.is_some() { " YYYY" } else { "" };
    let month = if is_whole { "Month" } else { "Mmm" };
    Some((length, format!("{weekday}DD {month}{year}")))
}

fn is_clock(behind: &str) -> bool {
    by_pattern(&behind.chars().skip(1).collect::<Vec<_>>(), "99:99", "").is_some() && behind.starts_with(' ')
}

fn is_hex(c: char) -> bool {
    c.is_ascii_digit() || ('a'..='f').contains(&c)
}

/// The day on which the data of laws and calendars were checked: it moves with them, and is a placeholder on every day.
const CHECKED: (i32, u32, u32) = (2026, 11, 22);

fn is_near(date: NaiveDate) -> bool {
    let (year, month, day) = CHECKED;
    // The stories of the answers files happen around then: their days are treated alike whenever the tests run.
    let is_of_a_story = date.year() == 2026 && matches!(date.month(), 10 | 11);
    NaiveDate::from_ymd_opt(year, month, day) == Some(date)
        || is_of_a_story
        || (date - now().date_naive()).num_days().abs() <= 10
}

#[expect(clippy::disallowed_methods, reason = "what the program prints belongs to the present")]
fn now() -> DateTime<Utc> {
    Utc::now()
}

#[test]
fn replaces_what_differs() {
    let ids = ["K7QD".to_owned()];
    let today = now().format("%a %-d %b %Y %H:%M Europe/Berlin").to_string();
    assert_eq!(normal(&today, &ids), "Www DD Mmm YYYY HH:MM Europe/Berlin");
    assert_eq!(normal("#41 02:58 KESTREL K7QD", &ids), "#41 HH:MM KESTREL XXXX");
    assert_eq!(normal("INC-2026-K7QD", &[]), "INC-YYYY-XXXX");
    assert_eq!(normal("EX-2026-K7QD", &[]), "EX-YYYY-XXXX");
    assert_eq!(normal("TR-2026-K7QD", &[]), "TR-YYYY-XXXX");
    assert_eq!(
        normal("Fri 20 Nov 2020 17:40 x 2020-11-20T16:40:00Z", &ids),
        "Fri 20 Nov 2020 17:40 x 2020-11-20T16:40:00Z"
    );
    assert_eq!(normal("#7 c4d8-23dc-acdd-4e45", &ids), "#7 hhhh-hhhh-hhhh-hhhh");
    assert_eq!(normal("5 open steps, 3 of 4", &ids), "5 open steps, 3 of 4");
    assert_eq!(normal("GDPR 72 h: in 7 h 05, 8 h, 29 min", &ids), "GDPR 72 h: in H h MM, H h MM, MM min");
    assert_eq!(normal("late by 2189 d 19 h)", &ids), "late by D d H h)");
    assert_eq!(normal("late by 2190 d)", &ids), "late by D d H h)");
    assert_eq!(normal("ask at Mon 23 Nov 00:10, at 23:50", &ids), "ask at HH:MM, at HH:MM");
    assert_eq!(
        normal("  scope  Say it              Analyst, by Mon 23 Nov 00:10 (29 min)", &ids),
        "  scope  Say it                         Analyst, by HH:MM (MM min)"
    );
    assert_eq!(normal("23 Nov 00:10 (22 Nov 23:10 UTC)", &ids), "DD Mmm HH:MM (HH:MM UTC)");
    assert_eq!(normal("00:10:01 Oslo (Sun 22 Nov 23:10:01 UTC)", &ids), "HH:MM:SS Oslo (HH:MM:SS UTC)");
}
