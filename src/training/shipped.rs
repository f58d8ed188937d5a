//! The micro-exercises that come with the program: one word a file. A test holds this list against the folder. And the playbook of the yearly
//! programme, on which every record of training is opened.

use std::sync::Arc;

use crate::base::id::{LessonId, PlaybookId};
use crate::base::problem::Source;
use crate::playbook::library::Library;

/// Names the files of the folder and embeds them.
macro_rules! lessons {
    ($($id:literal),* $(,)?) => {
        const SHIPPED: &[(&str, &str)] = &[$(($id, include_str!(concat!("data/", $id, ".toml")))),*];
    };
}

lessons![
    "caller-on-the-line",
    "card-number-in-a-ticket",
    "lost-laptop",
    "mis-sent-mail",
    "new-bank-details",
    "open-share",
    "phishing-to-report",
    "whom-to-call-first",
];

/// All of them, with their texts.
pub(crate) fn shipped() -> impl Iterator<Item = (LessonId, Arc<Source>)> {
    SHIPPED.iter().filter_map(|(id, text)| {
        let source = Source::new(format!("shipped micro-exercise {id}"), *text);
        LessonId::parse(id).ok().map(|id| (id, source))
    })
}

/// The text of one.
pub(crate) fn source(id: &LessonId) -> Option<Arc<Source>> {
    shipped().find(|(known, _)| known == id).map(|(_, source)| source)
}

/// The id of the programme's playbook.
pub(crate) const PROGRAMME: &str = "awareness-programme";

/// The library in which only the programme's playbook is: it is no answer to an incident, and no list of playbooks has it.
pub(crate) fn programme() -> Option<(PlaybookId, Library)> {
    let id = PlaybookId::parse(PROGRAMME).ok()?;
    let source = Source::new(
        format!("shipped playbook {PROGRAMME}"),
        include_str!("data/awareness-programme.playbook.toml"),
    );
    Some((id.clone(), Library::of([(id, source)])))
}

#[cfg(test)]
mod tests;
