//! Names of people whose cards may not be read, in texts that may: each gives way to the number on the roster, in brackets, so that a
//! reader sees that something stood there. Must not touch anything else.

use crate::base::id::PersonId;

/// A part of a name that is shorter than this is as likely another word.
const SHORTEST_PART: usize = 3;

/// Names and what stands in their place.
#[derive(Debug, Default)]
pub(super) struct Masks(Vec<Mask>);

#[derive(Debug, PartialEq, Eq)]
struct Mask {
    name: String,
    instead: String,
    /// Parts of names are only names when they are written like names.
    any_case: bool,
}

impl Masks {
    /// Takes the names, numbers and addresses on cards; a card that is no JSON is taken for the name.
    pub(super) fn of(cards: impl Iterator<Item = (PersonId, String)>) -> Self {
        let mut masks = Vec::new();
        for (person, card) in cards {
            let instead = format!("[{person}]");
            for name in named_on(&card) {
                let parts = name.split_whitespace().filter(|part| part.chars().count() >= SHORTEST_PART);
                let parts: Vec<String> = parts.map(str::to_owned).collect();
                let whole =
                    Mask { any_case: name.split_whitespace().count() > 1, name, instead: instead.clone() };
                masks.push(whole);
                masks.extend(parts.into_iter().map(|name| Mask {
                    name,
                    instead: instead.clone(),
                    any_case: false,
                }));
            }
        }
        masks.retain(|mask| !mask.name.trim().is_empty());
        masks.sort_by_key(|mask| std::cmp::Reverse(mask.name.len()));
        Self(masks)
    }

    /// The text without the names.
    pub(super) fn apply(&self, text: &str) -> String {
        if self.0.is_empty() {
            return text.to_owned();
        }
        let mut masked = String::with_capacity(text.len());
        let mut rest = text;
        let mut inside_word = false;
        while let Some(first) = rest.chars().next() {
            let found = (!inside_word)
                .then(|| self.0.iter().find_map(|mask| Some((mask, mask.length_at(rest)?))))
                .flatten();
            let length = found.map_or(first.len_utf8(), |(_, length)| length);
            let (part, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            masked.push_str(found.map_or(part, |(mask, _)| mask.instead.as_str()));
            inside_word = found.is_none() && first.is_alphanumeric();
            rest = behind;
        }
        masked
    }
}

impl Mask {
    /// The bytes that the name takes at the beginning of a text, if it stands there as a word of its own.
    fn length_at(&self, text: &str) -> Option<usize> {
        let mut length = 0;
        let mut chars = text.chars();
        for wanted in self.name.chars() {
            let found = chars.next()?;
            let same = found == wanted || (self.any_case && found.to_lowercase().eq(wanted.to_lowercase()));
            if !same {
                return None;
            }
            length += found.len_utf8();
        }
        chars.next().is_none_or(|next| !next.is_alphanumeric()).then_some(length)
    }
}

/// What of a card tells who it is: an organisation does not.
fn named_on(card: &str) -> Vec<String> {
    let Ok(read) = serde_json::from_str::<serde_json::Value>(card) else { return vec![card.to_owned()] };
    let member = |name: &str| read.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    ["name", "phone", "mail"].into_iter().filter_map(member).collect()
}

#[cfg(test)]
mod tests;
