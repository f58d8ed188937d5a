//! The scenarios that come with the program: one word a file. A test holds this list against the folder.

use std::sync::Arc;

use crate::base::digest::Digest;
use crate::base::id::ScenarioId;
use crate::base::problem::Source;

/// Names the files of the folder and embeds them.
macro_rules! scenarios {
    ($($id:literal),* $(,)?) => {
        const SHIPPED: &[(&str, &str)] = &[$(($id, include_str!(concat!("data/", $id, ".toml")))),*];
    };
}

scenarios![
    "ddos-curtain",
    "leak-site-countdown",
    "shrinking-numbers",
    "silent-processor",
    "skimmer-friday",
    "wiper-warehouse",
];

/// All of them, with their texts.
pub(crate) fn shipped() -> impl Iterator<Item = (ScenarioId, Arc<Source>)> {
    SHIPPED.iter().filter_map(|(id, text)| {
        let source = Source::new(format!("shipped scenario {id}"), *text);
        ScenarioId::parse(id).ok().map(|id| (id, source))
    })
}

/// The text of one.
pub(crate) fn source(id: &ScenarioId) -> Option<Arc<Source>> {
    shipped().find(|(known, _)| known == id).map(|(_, source)| source)
}

/// The text with these bytes.
pub(crate) fn pinned(digest: Digest) -> Option<Arc<Source>> {
    shipped().map(|(_, source)| source).find(|source| Digest::of(source.text.as_bytes()) == digest)
}
