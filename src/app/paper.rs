//! Papers about an incident: the record as reports read it, and the entry that says who was given one.

use std::collections::{BTreeMap, BTreeSet};

use super::app_error::AppError;
use super::playbook_words::PlaybookWords;
use super::session::Session;
use crate::base::digest::Digest;
use crate::base::id::{FactId, Seq};
use crate::base::time::Zone;
use crate::fact::catalogue::FactRow;
use crate::fact::value::PassageRef;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::keeping::Produced;
use crate::incident::state::State;
use crate::record::chain::BrokenAt;
use crate::record::entry::Entry;
use crate::record::labelling::Labelling;
use crate::record::verified::VerifiedEntries;
use crate::report::describe::scene::{Names, Scene, Vocabulary};
use crate::report::edition::Edition;
use crate::report::format::Paper;
use crate::report::timeline::{Options, Record, ReportError, timeline};
use crate::report::words::{PassageText, Words};

/// What reports read of an incident.
pub(crate) struct Reading<'a, 's> {
    session: &'a Session<'s>,
    log: VerifiedEntries,
    erased: BTreeSet<PassageRef>,
    own_facts: BTreeMap<FactId, FactRow>,
}

impl<'a, 's> Reading<'a, 's> {
    /// Reads an incident.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    pub(crate) fn of(session: &'a Session<'s>) -> Self {
        let log = session.verified();
        let erased = log.entries().iter().filter_map(|entry| match &entry.draft.event {
            Event::Erased(body) => Some(body.passages.iter().copied()),
            _other => None,
        });
        let erased = erased.flatten().collect();
        let runs = session.state().runs().values();
        let playbooks = runs.filter_map(|run| session.plans().of(run));
        let own = playbooks.flat_map(|playbook| playbook.facts.iter());
        let own_facts = own.map(|(id, row)| (id.clone(), row.clone())).collect();
        Self { session, log, erased, own_facts }
    }

    /// The record, as far as it is whole.
    pub(crate) fn log(&self) -> &VerifiedEntries {
        &self.log
    }

    /// All entries, as far as the record is whole.
    pub(crate) fn entries(&self) -> &[Entry] {
        self.log.entries()
    }

    /// What comes behind them, where that does not fit.
    pub(crate) fn broken(&self) -> Option<&BrokenAt> {
        self.log.broken()
    }

    fn passage(&self, id: PassageRef) -> PassageText {
        match self.session.words().get(id) {
            Some(text) => PassageText::Text(text.to_owned()),
            None if self.erased.contains(&id) => PassageText::Erased,
            None => PassageText::Missing,
        }
    }

    /// Whether an entry says that words were erased.
    pub(crate) fn is_erased(&self, id: PassageRef) -> bool {
        self.erased.contains(&id)
    }

    /// The incident's zone.
    pub(crate) fn zone(&self) -> Zone {
        self.session.zone()
    }

    /// Makes the timeline.
    pub(crate) fn timeline(&self, options: &Options) -> Result<Paper, ReportError> {
        let names = PlaybookWords(self.session);
        let record =
            Record { log: &self.log, words: &|id| self.passage(id), vocabulary: self.vocabulary(&names) };
        timeline(&record, options)
    }

    fn vocabulary<'v>(&'v self, names: &'v dyn Names) -> Vocabulary<'v> {
        Vocabulary {
            catalogue: super::ground::catalogue(),
            regimes: super::ground::regimes(),
            own_facts: &self.own_facts,
            names,
        }
    }

    /// Describes entries as an edition may read them.
    pub(crate) fn with_scene<T>(&self, edition: &'static Edition, look: impl FnOnce(&Scene<'_>) -> T) -> T {
        self.with_scene_at(self.session.state(), edition, look)
    }

    /// The same with the incident as it stood. Labels count as they are now.
    pub(crate) fn with_scene_at<T>(
        &self,
        state: &State,
        edition: &'static Edition,
        look: impl FnOnce(&Scene<'_>) -> T,
    ) -> T {
        let is_anchor = |fact: &FactId| {
            self.session.plans().fact(fact.as_str()).is_some_and(|row| !row.anchors.is_empty())
        };
        let labelling = Labelling::of(self.entries(), &is_anchor);
        let lookup = |id| self.passage(id);
        let words = Words::new(&lookup, &labelling, edition);
        let names = PlaybookWords(self.session);
        let scene = Scene::new(state, &words, self.vocabulary(&names), self.session.zone());
        look(&scene)
    }

    /// Number and hash of the record as a paper shows it.
    pub(crate) fn head_at(&self, at_size: Option<Seq>) -> (Seq, Digest) {
        let head = self.session.head();
        let next = at_size.and_then(|size| self.entries().get(usize::try_from(size.0).ok()?));
        match (at_size, next) {
            (Some(size), Some(next)) => (size, next.prev),
            _all => (head.seq, head.hash),
        }
    }
}

/// A paper that is given to somebody.
#[derive(Debug, Clone)]
pub(crate) struct Production {
    /// What it is.
    pub(crate) what: &'static str,
    /// The format's word.
    pub(crate) format: &'static str,
    /// The edition's word.
    pub(crate) edition: &'static str,
    /// To whom.
    pub(crate) to: String,
    /// Hash of its bytes.
    pub(crate) sha256: Digest,
    /// Number of entries, and the hash of the last.
    pub(crate) head: (Seq, Digest),
}

/// Records that a paper was given to somebody.
pub(crate) fn produced(session: &mut Session<'_>, production: &Production) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let body = Produced {
        what: production.what.to_owned(),
        format: production.format.to_owned(),
        edition: production.edition.to_owned(),
        to: wording.say(&production.to)?,
        sha256: production.sha256,
        size: production.head.0,
        head: production.head.1,
    };
    session.act(Command::Write(Box::new(body.into())), wording)
}
