//! The roster: who is who. A name that nobody has yet is a new person, unless it is so near to a known one that it may be a slip.

use super::app_error::AppError;
use super::words::Words;
use crate::base::id::PersonId;
use crate::incident::state::State;

/// A person's card, as its passage holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Card {
    /// The name.
    pub(crate) name: String,
    /// How to call them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<String>,
    /// How to write to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) mail: Option<String>,
    /// Where they belong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) organisation: Option<String>,
}

impl Card {
    /// A card with a name alone.
    pub(crate) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The text of its passage.
    pub(crate) fn to_text(&self) -> Result<String, AppError> {
        Ok(crate::base::canonical::to_line(self)?)
    }

    /// Reads a passage.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// Who a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// Somebody on the roster.
    Known(PersonId),
    /// Nobody yet.
    New(String),
}

/// The name of a person, or the id where the card was erased.
pub(crate) fn name_of(state: &State, words: &Words, person: PersonId) -> String {
    card_of(state, words, person).map_or_else(|| person.to_string(), |card| card.name)
}

/// The card of a person.
pub(crate) fn card_of(state: &State, words: &Words, person: PersonId) -> Option<Card> {
    let card = state.people().get(&person)?;
    Card::from_text(words.get(*card)?)
}

/// Finds a person by id, by name, or by a first name that only one has. A name close to a known one is not guessed at unless the caller
/// says that it is a new person.
pub(crate) fn find(state: &State, words: &Words, typed: &str, is_new: bool) -> Result<Who, AppError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(AppError::Input("a person needs a name".to_owned()));
    }
    if let Some(id) = PersonId::parse(typed).filter(|id| state.people().contains_key(id)) {
        return Ok(Who::Known(id));
    }
    let names: Vec<(PersonId, String)> =
        state.people().keys().map(|person| (*person, name_of(state, words, *person))).collect();
    let same = |name: &str| name.to_lowercase() == typed.to_lowercase();
    if let Some((person, _)) = names.iter().find(|(_, name)| same(name)) {
        return Ok(Who::Known(*person));
    }
    if is_new {
        return Ok(Who::New(typed.to_owned()));
    }
    let part = |name: &str| name.split_whitespace().any(same);
    let meant: Vec<&(PersonId, String)> = names.iter().filter(|(_, name)| part(name)).collect();
    if let [(person, _)] = meant.as_slice() {
        return Ok(Who::Known(*person));
    }
    let near = names.iter().filter(|(_, name)| part(name) || is_near(typed, name));
    let candidates: Vec<String> = near.map(|(person, name)| format!("{name} ({person})")).collect();
    if candidates.is_empty() {
        return Ok(Who::New(typed.to_owned()));
    }
    Err(AppError::SimilarPerson { typed: typed.to_owned(), candidates })
}

/// Letters of a word from which on one of them may be a slip: Tim and Tom are two people.
const LONG_ENOUGH: usize = 4;

/// Close to the whole name or, where one word was typed, one letter off a word of it: `jona` may well be Jonas Berg.
fn is_near(typed: &str, name: &str) -> bool {
    let (typed, name) = (typed.to_lowercase(), name.to_lowercase());
    let is_one_word = !typed.contains(char::is_whitespace);
    let slip = |word: &str| {
        let length = word.chars().count().max(typed.chars().count());
        length >= LONG_ENOUGH && strsim::damerau_levenshtein(word, &typed) <= 1 + length / 8
    };
    slip(&name) || is_one_word && name.split_whitespace().any(slip)
}
