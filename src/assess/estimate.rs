//! Numbers of people that were given in words: "a few dozen", "about 100 000", "more than 60 000". What is not understood is not
//! known. Must not guess.

use crate::fact::value::Count;

/// Words for numbers, with the least and the most that they are taken for.
const WORDS: [(&str, u64, u64); 8] = [
    ("nobody", 0, 0),
    ("none", 0, 0),
    ("one", 1, 1),
    ("single", 1, 1),
    ("two", 2, 2),
    ("couple", 2, 3),
    ("few", 2, 9),
    ("several", 2, 9),
];

/// Words that multiply what stands before them.
const SCALES: [(&str, u64); 4] =
    [("dozen", 12), ("hundred", 100), ("thousand", 1000), ("million", 1_000_000)];

/// What the first number of a text comes to. A plural without a number, such as "thousands", is at least two of them.
pub(super) fn estimate(text: &str) -> Option<Count> {
    let text = joined_digits(&text.to_lowercase());
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let start = words.iter().position(|word| number(word).is_some() || scale(word).is_some())?;
    let (before, rest) = words.split_at(start);
    let (first, after) = rest.split_first()?;
    let (low, high, rest) = match number(first) {
        Some((low, high)) => (low, Some(high), after),
        None => (if first.ends_with('s') { 2 } else { 1 }, None, rest),
    };
    let factor = rest.iter().map_while(|word| scale(word)).try_fold(1_u64, u64::checked_mul)?;
    let open = before.iter().any(|word| ["over", "than", "least"].contains(word));
    let fewer = before.iter().any(|word| ["under", "fewer", "less", "most"].contains(word));
    let (low, high) = (low.checked_mul(factor)?, high.and_then(|high| high.checked_mul(factor)));
    let count = match (fewer, open, high) {
        (true, _, Some(high)) => Count { low: 0, high: Some(high), about: true },
        (false, true, _) => {
            Count { low: low.saturating_add(u64::from(!before.contains(&"least"))), high: None, about: true }
        }
        (_, _, None) => Count { low, high: bound(first, factor), about: true },
        (false, false, Some(high)) => Count { low, high: Some(high), about: true },
    };
    Some(count)
}

/// "A dozen" has an end; "thousands" has none.
fn bound(word: &str, factor: u64) -> Option<u64> {
    if word.ends_with('s') { None } else { Some(factor) }
}

fn number(word: &str) -> Option<(u64, u64)> {
    let known = WORDS.iter().find(|(known, _, _)| *known == word);
    known.map(|(_, low, high)| (*low, *high)).or_else(|| word.parse().ok().map(|n| (n, n)))
}

fn scale(word: &str) -> Option<u64> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    SCALES.iter().find(|(known, _)| *known == singular).map(|(_, factor)| *factor)
}

/// Takes blanks, points and commas out of a number that is written in groups of three: "100 000".
fn joined_digits(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let group = |at: usize| {
        let three = (at + 1..at + 4).all(digit) && !digit(at + 4);
        matches!(letters.get(at), Some(' ' | ',' | '.' | '\u{a0}' | '\u{202f}'))
            && at > 0
            && digit(at - 1)
            && three
    };
    letters.iter().enumerate().filter(|(at, _)| !group(*at)).map(|(_, letter)| *letter).collect()
}
