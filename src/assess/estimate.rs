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

/// The range of all numbers that a text names: "3 to 5" is 3 to 5, and so is every text in which one of several numbers may be
/// meant. A plural without a number, such as "thousands", is at least two of them.
pub(super) fn estimate(text: &str) -> Option<Count> {
    let text = joined_digits(&text.to_lowercase());
    if has_fraction(&text) {
        return None;
    }
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (mut rest, mut bounds, mut found) = (words.as_slice(), Bounds::default(), None);
    while let Some((word, after)) = rest.split_first() {
        if let Some((low, high, behind)) = phrase(word, after) {
            found = Some(joined(found, bounds.apply(low?, high?)));
            (rest, bounds) = (behind, Bounds::default());
        } else {
            bounds.read(word);
            rest = after;
        }
    }
    found
}

/// What a word says about the number after it.
#[derive(Default)]
struct Bounds {
    above: bool,
    from: bool,
    below: bool,
}

impl Bounds {
    fn read(&mut self, word: &str) {
        match word {
            "over" | "above" | "more" => self.above = true,
            "least" => self.from = true,
            "under" | "below" | "fewer" | "less" | "most" => self.below = true,
            _ => {}
        }
    }

    fn apply(&self, low: u64, high: Option<u64>) -> Count {
        let count = |low, high| Count { low, high, about: true };
        match (self.below, self.above || self.from) {
            (true, _) => count(0, high),
            (false, true) => count(low.saturating_add(u64::from(self.above)), None),
            (false, false) => count(low, high),
        }
    }
}

fn joined(found: Option<Count>, next: Count) -> Count {
    let Some(found) = found else { return next };
    let high = found.high.zip(next.high).map(|(one, other)| one.max(other));
    Count { low: found.low.min(next.low), high, about: true }
}

/// A number with the words that multiply it: least, most if there is one, and what stands behind. The inner options are nothing
/// if it cannot be held.
type Phrase<'a, 'b> = (Option<u64>, Option<Option<u64>>, &'a [&'b str]);

fn phrase<'a, 'b>(word: &str, after: &'a [&'b str]) -> Option<Phrase<'a, 'b>> {
    let scales = after.iter().map_while(|word| scale(word)).count();
    let (factors, behind) = after.split_at(scales);
    let factor = |first: u64| factors.iter().filter_map(|word| scale(word)).try_fold(first, u64::checked_mul);
    if let Some((low, high)) = number(word) {
        let (low, high) = (factor(low), factor(high));
        return Some((low, high.map(Some), behind));
    }
    let one = scale(word)?;
    let (low, high) = if word.ends_with('s') { (2 * one, None) } else { (one, factor(one)) };
    Some((factor(low), Some(high), behind))
}

fn has_fraction(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).any(|three| {
        matches!(three, [before, '.' | ',', after] if before.is_ascii_digit() && after.is_ascii_digit())
    })
}

fn number(word: &str) -> Option<(u64, u64)> {
    let known = WORDS.iter().find(|(known, _, _)| *known == word);
    let digits = || word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().unwrap_or(u64::MAX));
    known.map(|(_, low, high)| (*low, *high)).or_else(|| digits().map(|n| (n, n)))
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
