//! What players see of an inject: the words of one passage. Everything else about it stays in the script.

use crate::base::canonical::{self, CanonicalError};

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
