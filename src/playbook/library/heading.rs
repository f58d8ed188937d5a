//! The head of a playbook, for lists: read without checking the rest.

use std::sync::Arc;

use crate::base::id::PlaybookId;
use crate::base::problem::{Placed, Problems, Source};
use crate::base::reader;

/// What a list shows of a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Its id.
    pub(crate) id: PlaybookId,
    /// Its title.
    pub(crate) title: String,
    /// As the author counts.
    pub(crate) version: String,
    /// Whether it is made to be used by others.
    pub(crate) block: bool,
    /// What typically opens it.
    pub(crate) entry: Vec<String>,
    /// Where it stands.
    pub(crate) file: String,
}

impl Heading {
    /// Reads the head; nothing when the text is no TOML. A missing title reads as the id.
    pub(crate) fn read(id: &PlaybookId, source: &Arc<Source>) -> Option<Self> {
        let mut ignored = Problems::default();
        reader::read(source, &mut ignored, |root| Self {
            id: id.clone(),
            title: root.string("title").map_or_else(|| id.to_string(), Placed::into_value),
            version: root.string("version").map_or_else(String::new, Placed::into_value),
            block: root.bool("block").is_some_and(|flag| flag.value),
            entry: root.strings("entry").into_iter().map(Placed::into_value).collect(),
            file: source.name.clone(),
        })
    }
}
