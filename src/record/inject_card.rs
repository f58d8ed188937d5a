//! What players see of an inject: the words of one passage. Everything else about it stays in the script.

use crate::base::canonical::{self, CanonicalError};
use crate::base::id::{ExpectationId, OptionId};

/// The card of an inject, written as JSON into a passage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InjectCard {
    /// What it is, one line.
    pub(crate) title: String,
    /// Who sends it in the story; may be empty.
    pub(crate) from: String,
    /// How it comes: mail, call, chat ...; may be empty.
    pub(crate) channel: String,
    /// What players read or hear; Markdown.
    pub(crate) body: String,
    /// What comes with it: a name and the SHA-256 of the file.
    pub(crate) attachments: Vec<(String, String)>,
    /// What players are asked with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) questions: Vec<CardQuestion>,
}

/// A question on a card, without what is right.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardQuestion {
    /// The expectation that it stands for.
    pub(crate) id: ExpectationId,
    /// What is asked; Markdown.
    pub(crate) text: String,
    /// How it is answered.
    pub(crate) kind: AnsweredBy,
    /// What can be chosen: id and words; empty where a figure is asked.
    pub(crate) options: Vec<(OptionId, String)>,
    /// Of what, where a figure is asked.
    pub(crate) unit: String,
}

/// How a question on a card is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AnsweredBy {
    /// One of its options.
    Single,
    /// Any of its options.
    Multi,
    /// A whole number.
    Number,
}

impl InjectCard {
    /// The words of the passage.
    pub(crate) fn to_text(&self) -> Result<String, CanonicalError> {
        canonical::to_line(&serde_json::json!(self))
    }

    /// Reads the words of a passage; nothing where they are no card, such as withheld or erased ones.
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
