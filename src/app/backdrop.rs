//! What sentences and screens are made from: entries, labels of words, facts of playbooks, names of roles. Words that only counsel may
//! read are withheld, as in every default output. Must not print.

use std::collections::BTreeMap;

use super::playbook_words::PlaybookWords;
use super::session::Session;
use crate::base::id::FactId;
use crate::fact::catalogue::FactRow;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::record::chain::BrokenAt;
use crate::record::entry::Entry;
use crate::record::labelling::Labelling;
use crate::record::verified::VerifiedEntries;
use crate::report::describe::scene::{Scene, Vocabulary};
use crate::report::edition::Edition;
use crate::report::words::{PassageText, Words};

/// A reading of the record.
pub(crate) struct Backdrop {
    log: VerifiedEntries,
    labelling: Labelling,
    own_facts: BTreeMap<FactId, FactRow>,
}

impl Backdrop {
    /// Reads it.
    pub(crate) fn read(session: &Session<'_>) -> Self {
        let log = session.verified();
        let is_anchor =
            |fact: &FactId| session.plans().fact(fact.as_str()).is_some_and(|row| !row.anchors.is_empty());
        let labelling = Labelling::of(log.entries(), &is_anchor);
        let own_facts = session.plans().facts().map(|row| (row.id.clone(), row.clone())).collect();
        Self { log, labelling, own_facts }
    }

    /// All entries, as far as the record is whole.
    pub(crate) fn entries(&self) -> &[Entry] {
        self.log.entries()
    }

    /// What comes behind them, where that does not fit.
    pub(crate) fn broken(&self) -> Option<&BrokenAt> {
        self.log.broken()
    }

    fn erased(&self, passage: PassageRef) -> bool {
        let is_named = |entry: &Entry| matches!(&entry.draft.event, Event::Erased(body) if body.passages.contains(&passage));
        self.entries().iter().any(is_named)
    }

    /// Sets the scene and looks at it.
    pub(crate) fn look<T>(&self, session: &Session<'_>, view: impl FnOnce(&Scene<'_>) -> T) -> T {
        let lookup = |passage| match session.words().get(passage) {
            Some(text) => PassageText::Text(text.to_owned()),
            None if session.words().is_altered(passage) => PassageText::Missing,
            None if session.imported().is_some() && !self.erased(passage) => PassageText::Missing,
            None => PassageText::Erased,
        };
        let words = Words::new(&lookup, &self.labelling, Edition::team());
        let names = PlaybookWords(session);
        let vocabulary = Vocabulary {
            catalogue: super::ground::catalogue(),
            regimes: super::ground::regimes(),
            own_facts: &self.own_facts,
            names: &names,
        };
        view(&Scene::new(session.state(), &words, vocabulary, session.zone()))
    }
}
