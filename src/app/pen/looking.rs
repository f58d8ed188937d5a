//! An incident as a whole, for sessions and papers: all entries and words at hand, and a broken record up to its break where that is
//! wanted. Must not write.

use super::known::Known;
use super::{Identity, Pen};
use crate::app::app_error::AppError;
use crate::app::words::Words;
use crate::base::id::IncidentUid;
use crate::base::shared::Shared;
use crate::host::clock::Clock;
use crate::record::chain::Stretch;
use crate::record::entry::Entry;
use crate::record::verified::VerifiedEntries;
use crate::store::Store;
use crate::store::error::StoreError;

impl<'a> Pen<'a> {
    /// Reads an incident with all its words, and keeps its entries at hand.
    pub(in crate::app) fn open_whole(
        store: &'a mut Store,
        clock: &'a dyn Clock,
        uid: IncidentUid,
        identity: Identity,
    ) -> Result<Self, AppError> {
        Self::blank(store, clock, uid, identity, Known::keeping())?.with_all_words()
    }

    /// The same as far as its record is whole, for looking at it. Nothing can be written behind a break.
    pub(in crate::app) fn open_as_far(
        store: &'a mut Store,
        clock: &'a dyn Clock,
        uid: IncidentUid,
        identity: Identity,
    ) -> Result<Self, AppError> {
        let known = Known { as_far: true, ..Known::keeping() };
        Self::blank(store, clock, uid, identity, known)?.with_all_words()
    }

    fn with_all_words(mut self) -> Result<Self, AppError> {
        self.read_newer()?;
        self.known.unread.clear();
        self.words = Words::read(self.store, self.uid)?;
        Ok(self)
    }

    pub(super) fn read_newer(&mut self) -> Result<(), AppError> {
        let (known, extent) = (&mut self.known, &self.extent);
        if known.as_far {
            self.extent =
                self.store.entries_as_far::<AppError>(self.uid, extent, |entry| known.take(entry))?;
            return Ok(());
        }
        let newer = self.store.entries::<AppError>(self.uid, extent.head(), |entry| known.take(entry))?;
        self.reach(newer)
    }

    /// The record goes on behind what was known of it.
    pub(super) fn reach(&mut self, newer: Stretch) -> Result<(), AppError> {
        let replaced = || StoreError::Replaced(self.extent.head().seq);
        self.extent = self.extent.grown(newer).ok_or_else(replaced)?;
        Ok(())
    }

    /// All entries that a session has read, in order. Others may have written since: the words of their entries are not read yet,
    /// and would look as if they had been erased.
    pub(in crate::app) fn kept(&self) -> Shared<Vec<Entry>> {
        self.known.entries.clone().unwrap_or_default()
    }

    /// The same for papers, which say where a record breaks: at a line that does not fit, or at words that were altered.
    pub(in crate::app) fn verified(&self) -> VerifiedEntries {
        let entries = self.kept();
        let altered = entries.iter().find(|entry| self.words.are_altered(entry)).map(|entry| entry.seq);
        VerifiedEntries::read(entries, self.extent.clone()).with_altered(altered)
    }
}
