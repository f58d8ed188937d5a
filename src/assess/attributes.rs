//! What is known of an incident, as an assessor takes it: every attribute may be missing. Must not judge.

mod json;

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::{AttributeRow, AttributeType, OTHER};
use super::rows::choice_id;
use crate::base::id::FactId;
use crate::fact::value::Value;

/// The known attributes.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Attributes {
    values: BTreeMap<FactId, Value>,
    texts: BTreeMap<FactId, String>,
    strange: Vec<StrangeWord>,
}

/// A word of an open list that the table does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StrangeWord {
    /// The attribute.
    pub(crate) attribute: FactId,
    /// The word as it was given.
    pub(crate) word: String,
}

/// Why attributes were not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AttributesError {
    /// Not JSON at all.
    #[error("not JSON: {why}")]
    NotJson {
        /// What is wrong.
        why: String,
        /// In which line, from 1; 0 if that is not known.
        line: usize,
        /// At which byte of the line, from 1; 0 if that is not known.
        column: usize,
    },
    /// JSON with problems; all of them.
    #[error("{} of the attributes cannot be taken", .0.len())]
    Problems(Vec<AttributeProblem>),
}

/// One problem of one attribute.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{attribute}`: {why}")]
pub(crate) struct AttributeProblem {
    /// The key as it was given.
    pub(crate) attribute: String,
    /// One lower-case sentence without a full stop.
    pub(crate) why: String,
    /// The known word that was probably meant.
    pub(crate) suggestion: Option<String>,
}

impl Attributes {
    /// The value of an attribute, if it is known and conditions may read it.
    pub(crate) fn get(&self, id: &str) -> Option<&Value> {
        self.values.get(id)
    }

    /// The words of an attribute of free text.
    pub(crate) fn text(&self, id: &str) -> Option<&str> {
        self.texts.get(id).map(String::as_str)
    }

    /// Words of open lists that the table does not know.
    pub(crate) fn strange(&self) -> &[StrangeWord] {
        &self.strange
    }

    /// All values that conditions may read.
    pub(super) fn values(&self) -> &BTreeMap<FactId, Value> {
        &self.values
    }

    /// States a value.
    pub(super) fn put(&mut self, id: FactId, value: Value) {
        self.values.insert(id, value);
    }

    /// States words: of a text as they are, of choices by the table. Fails with the first word that a closed list does not know.
    pub(super) fn put_words(&mut self, row: &AttributeRow, words: &[&str]) -> Result<(), String> {
        if row.kind == AttributeType::Text {
            self.texts.insert(row.id.clone(), words.join("; "));
            return Ok(());
        }
        let mut choices = BTreeSet::new();
        for word in words {
            let known = row.choice(word);
            if known.is_none() && row.open && !row.free {
                self.strange.push(StrangeWord { attribute: row.id.clone(), word: (*word).to_owned() });
            }
            let choice = known.or_else(|| choice_id(OTHER).filter(|_| row.open));
            choices.insert(choice.ok_or_else(|| (*word).to_owned())?);
        }
        // An empty list names nothing: it is not known.
        let value = match choices.first().cloned() {
            Some(choice) if row.kind == AttributeType::Choice => Value::Choice(choice),
            Some(_) => Value::Choices(choices),
            None => return Ok(()),
        };
        self.put(row.id.clone(), value);
        Ok(())
    }
}
