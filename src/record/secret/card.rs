//! Payment card numbers: 13 to 19 digits, together or in groups, that begin like a card of a known scheme, have one of its lengths and
//! the right check digit (ISO/IEC 7812-1). Left out: telephone numbers, hashes, and digits inside words of hex.

use std::ops::Range;

use super::{Hit, SecretKind};

/// Digits that stand together.
#[derive(Debug, Clone)]
struct Group {
    range: Range<usize>,
    digits: Vec<u8>,
}

/// Between two groups of one number stand at most this many bytes of blanks or dashes.
const GAP: usize = 4;

pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for run in runs(text, groups(text)) {
        for window in joined(&windows(text, &run)) {
            let digits: String =
                text.get(window.clone()).unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
            hits.push(Hit::new(SecretKind::Card, window, shown(&digits)));
        }
    }
    hits
}

/// The first six and the last four digits, which PCI DSS 4.0 requirement 3.4.1 allows to be shown.
fn shown(digits: &str) -> String {
    let (first, rest) = digits.split_at_checked(6).unwrap_or((digits, ""));
    let (middle, last) = rest.split_at_checked(rest.len().saturating_sub(4)).unwrap_or((rest, ""));
    format!("{first}{}{last}", "*".repeat(middle.len()))
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match groups.last_mut() {
            Some(group) if group.range.end == at => {
                group.range.end += 1;
                group.digits.push(byte - b'0');
            }
            Some(_) | None => groups.push(Group { range: at..at + 1, digits: vec![byte - b'0'] }),
        }
    }
    groups
}

/// Groups with nothing but blanks and dashes between them.
fn runs(text: &str, groups: Vec<Group>) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = Vec::new();
    for group in groups {
        let before = runs.last().and_then(|run| run.last()).map(|last| last.range.end..group.range.start);
        match (runs.last_mut(), before) {
            (Some(run), Some(gap)) if is_joint(text.get(gap.clone()).unwrap_or_default()) => run.push(group),
            (Some(_) | None, Some(_) | None) => runs.push(vec![group]),
        }
    }
    runs
}

fn is_joint(gap: &str) -> bool {
    gap.len() <= GAP
        && gap.chars().all(|c| matches!(c, ' ' | '\t' | '-' | '\u{a0}' | '\u{202f}' | '\u{2013}'))
}

/// Every stretch of whole groups that is a card number.
fn windows(text: &str, run: &[Group]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, first) in run.iter().enumerate() {
        let mut digits = Vec::new();
        for last in run.iter().skip(at) {
            digits.extend_from_slice(&last.digits);
            if digits.len() > 19 {
                break;
            }
            let range = first.range.start..last.range.end;
            if is_card(&digits) && !is_elsewhere(text, &range) {
                found.push(range);
            }
        }
    }
    found
}

/// Stretches that overlap become one.
fn joined(windows: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for window in windows {
        match joined.last_mut() {
            Some(last) if window.start < last.end => last.end = last.end.max(window.end),
            Some(_) | None => joined.push(window.clone()),
        }
    }
    joined
}

/// Whether the digits belong to something that is no card: a telephone number, or a word of hex.
fn is_elsewhere(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let is_word = |c: &char| c.is_ascii_alphanumeric();
    let mut around =
        before.chars().rev().take_while(is_word).chain(after.chars().take_while(is_word)).peekable();
    before.trim_end().ends_with('+') || (around.peek().is_some() && around.all(|c| c.is_ascii_hexdigit()))
}

fn is_card(digits: &[u8]) -> bool {
    (13..=19).contains(&digits.len()) && is_of_scheme(digits) && luhn(digits)
}

/// The schemes by their first digits and lengths.
fn is_of_scheme(digits: &[u8]) -> bool {
    let first = |n: usize| digits.iter().take(n).fold(0_u32, |number, digit| number * 10 + u32::from(*digit));
    let length = digits.len();
    match (first(1), first(2), first(3), first(4)) {
        // Visa; Mastercard; American Express.
        (4, ..) => matches!(length, 13 | 16 | 19),
        (_, 51..=55, ..) | (_, _, _, 2221..=2720) => length == 16,
        (_, 34 | 37, ..) => length == 15,
        // Diners Club; JCB; Mir; Troy and RuPay; UnionPay, Discover, Maestro and RuPay.
        (_, 36 | 38 | 39, ..) | (_, _, 300..=305 | 309, _) => (14..=19).contains(&length),
        (_, _, _, 3528..=3589 | 2200..=2204) => length >= 16,
        (_, _, _, 9792) | (_, 82, ..) => length == 16,
        (_, 50 | 56..=58 | 60..=69 | 81, ..) => true,
        (..) => false,
    }
}

/// The check digit of ISO/IEC 7812-1, annex B.
fn luhn(digits: &[u8]) -> bool {
    let weigh = |(place, digit): (usize, &u8)| match (place % 2, *digit) {
        (0, digit) => u32::from(digit),
        (_, digit @ 0..=4) => u32::from(digit) * 2,
        (_, digit) => u32::from(digit) * 2 - 9,
    };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}
