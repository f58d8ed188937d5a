//! Which words and documents an edition gets, in the order in which entries first name them. Must not write papers.

use std::collections::{BTreeMap, BTreeSet};

use super::failed;
use crate::app::app_error::AppError;
use crate::app::paper::Reading;
use crate::app::session::Session;
use crate::base::canonical;
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::bundle::bag_writer::BagWriter;
use crate::bundle::layout;
use crate::bundle::withheld::Withheld;
use crate::fact::value::PassageRef;
use crate::playbook::library::shipped::SHIPPED;
use crate::record::document::{Document, documents_of};
use crate::record::entry::{Entry, passages_of};
use crate::record::labelling::NAMED;
use crate::report::edition::Edition;
use crate::report::words::MISSING;
use crate::store::error::StoreError;

/// The code of a document that stays inside: the profile, the scenario, playbooks of one's own. They hold names and numbers that nobody
/// has looked through.
const INTERNAL: &str = "internal";

/// What an edition gets of a record.
#[derive(Debug, Default)]
pub(super) struct Selection {
    passages: Vec<PassageRef>,
    documents: Vec<Digest>,
    withheld: Vec<(&'static str, Withheld)>,
}

impl Selection {
    /// Chooses.
    pub(super) fn of(reading: &Reading<'_, '_>, edition: &'static Edition) -> Self {
        reading.with_scene(edition, |scene| {
            let mut selection = Self::default();
            let (mut passages, mut documents) = (BTreeSet::new(), BTreeSet::new());
            let public = shipped();
            for entry in reading.entries() {
                for (member, passage) in passages_of(&entry.draft.event) {
                    // These are held by other entries; erased ones are nowhere, and their entries say so.
                    if member == NAMED || reading.is_erased(passage) || !passages.insert(passage) {
                        continue;
                    }
                    match scene.words.exact(passage) {
                        Err(code) if code != MISSING => {
                            selection.withhold(code, entry, member, (Some(passage.0), None));
                        }
                        Ok(_) | Err(_) => selection.passages.push(passage),
                    }
                }
                for (member, digest, document) in documents_of(&entry.draft.event) {
                    if !documents.insert(digest) {
                        continue;
                    }
                    if is_internal(document, public.contains(&digest), edition) {
                        selection.withhold(INTERNAL, entry, member, (None, Some(digest)));
                    } else {
                        selection.documents.push(digest);
                    }
                }
            }
            selection
        })
    }

    fn withhold(
        &mut self,
        code: &'static str,
        entry: &Entry,
        member: String,
        (passage, document): (Option<Digest>, Option<Digest>),
    ) {
        let entry: Seq = entry.seq;
        self.withheld.push((code, Withheld { code: code.to_owned(), entry, member, passage, document }));
    }

    /// What is withheld, by code.
    pub(super) fn withheld(&self) -> Vec<(&'static str, usize)> {
        let mut counts = BTreeMap::new();
        for (code, _) in &self.withheld {
            *counts.entry(*code).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    /// Hands out the stored lines of the words that the edition gets, as far as this record has them.
    pub(super) fn each_passage(
        &self,
        session: &Session<'_>,
        mut each: impl FnMut(&str) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        for passage in &self.passages {
            let line = session.store().passage(session.uid(), *passage)?;
            if let Some(line) = line.filter(|_| !session.words().is_altered(*passage)) {
                each(&line)?;
            }
        }
        Ok(())
    }

    /// Writes words, documents and the list of what is withheld.
    pub(super) fn write(&self, session: &Session<'_>, writer: &mut BagWriter) -> Result<(), AppError> {
        writer.stream::<AppError>(layout::WORDS, |piece| {
            self.each_passage(session, |line| piece.line(line.as_bytes()).map_err(failed(layout::WORDS)))
        })?;
        writer.stream::<AppError>(layout::WITHHELD, |piece| {
            self.withheld.iter().try_for_each(|(_, item)| {
                let line = canonical::to_line(item)?;
                piece.line(line.as_bytes()).map_err(failed(layout::WITHHELD))
            })
        })?;
        for digest in &self.documents {
            if let Some(bytes) = session.store().source(*digest)? {
                if Digest::of(&bytes) != *digest {
                    return Err(StoreError::Altered { what: "a source", hash: *digest }.into());
                }
                writer.put(&layout::hashed(layout::SOURCES, *digest), &bytes)?;
            }
        }
        Ok(())
    }
}

/// Documents that everybody can have: those that come with the program.
fn shipped() -> BTreeSet<Digest> {
    let texts = SHIPPED.iter().map(|(_, text)| *text).chain([crate::fact::catalogue::SOURCE]);
    texts.map(|text| Digest::of(text.as_bytes())).collect()
}

/// Editions that show released texts only get no document that nobody could release.
fn is_internal(document: Document, is_public: bool, edition: &Edition) -> bool {
    match document {
        Document::Proof => false,
        Document::Playbook | Document::Catalogue | Document::Organisation | Document::Scenario => {
            edition.is_reviewed() && !is_public
        }
    }
}
