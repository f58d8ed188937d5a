//! What a person typed for a fact, as the engine takes it: words become passages, items of a list keep the numbers they have.

use super::app_error::AppError;
use super::words::{Wording, Words};
use crate::base::id::FactId;
use crate::fact::typed::TypedValue;
use crate::fact::value::{ListItem, PassageRef, Value};
use crate::incident::state::State;

/// Makes a value of what was typed. A time that has to be asked again is refused with both readings.
pub(crate) fn value_of(
    typed: TypedValue,
    fact: &FactId,
    (state, words): (&State, &Words),
    wording: &mut Wording,
) -> Result<Value, AppError> {
    match typed {
        TypedValue::Value(value) => Ok(value),
        TypedValue::Words(text) => Ok(same_words(&text, fact, state, words)
            .map_or_else(|| wording.say(&text), Ok)
            .map(Value::Words)?),
        TypedValue::List(items) => {
            let known = known_items(fact, state);
            let items = items.into_iter().map(|item| match same_item(&item, &known, words) {
                Some(item) => Ok(item),
                None => Ok(ListItem { n: 0, v: value_of(item, fact, (state, words), wording)? }),
            });
            Ok(Value::List(items.collect::<Result<_, AppError>>()?))
        }
        TypedValue::Ambiguous(readings) => {
            let [first, second] = *readings;
            let message = format!("that time happened twice: {} and {}", first.echo, second.echo);
            Err(AppError::WrongAnswer(format!("{message}; add the offset, such as `02:30 +01:00`")))
        }
        TypedValue::Future(reading) => {
            Err(AppError::WrongAnswer(format!("{} lies in the future", reading.echo)))
        }
    }
}

/// The passage that the fact has now, where it says the same: the same words again are no other value.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn same_words(text: &str, fact: &FactId, state: &State, words: &Words) -> Option<PassageRef> {
    match state.facts().value(fact)? {
        Value::Words(passage) if words.get(*passage) == Some(text) => Some(*passage),
        _other => None,
    }
}

/// Every item that the list ever had, the newest listing last.
pub(crate) fn known_items(fact: &FactId, state: &State) -> Vec<ListItem> {
    use crate::incident::facts::FactMove;
    let Some(fact) = state.facts().get(fact) else { return Vec::new() };
    let lists = fact.history.iter().filter_map(|change| match &change.what {
        FactMove::Stated(Value::List(items)) | FactMove::Corrected(_, Some(Value::List(items))) => {
            Some(items)
        }
        FactMove::Stated(_) | FactMove::Unknown | FactMove::Corrected(..) | FactMove::Confirmed => None,
    });
    lists.flatten().cloned().collect()
}

/// The item that was typed, if the list ever had it.
pub(crate) fn same_item(typed: &TypedValue, known: &[ListItem], words: &Words) -> Option<ListItem> {
    let same = |item: &&ListItem| match (typed, &item.v) {
        (TypedValue::Words(text), Value::Words(passage)) => words.get(*passage) == Some(text.as_str()),
        (TypedValue::Value(value), stored) => value == stored,
        (_, _) => false,
    };
    known.iter().rev().find(same).cloned()
}
