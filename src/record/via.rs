//! How something reached the person who typed it.

/// The way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Via {
    /// The person who acted typed it.
    OwnHand,
    /// Said in the room or on a call.
    Voice,
    /// Said on the phone.
    Phone,
    /// Written in a chat or mail.
    Message,
    /// Read from a document.
    Document,
}

/// Every way with its word.
pub(crate) const VIAS: [(Via, &str); 5] = [
    (Via::OwnHand, "own-hand"),
    (Via::Voice, "voice"),
    (Via::Phone, "phone"),
    (Via::Message, "message"),
    (Via::Document, "document"),
];

impl Via {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        VIAS.iter().find(|(via, _)| *via == self).map_or("", |(_, word)| word)
    }

    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        VIAS.iter().find(|(_, w)| *w == word).map(|(via, _)| *via)
    }
}
