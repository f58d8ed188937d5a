//! An incident for looking at: its entries, and a broken record up to its break. Must not write.

use super::{Identity, Pen};
use crate::app::app_error::AppError;
use crate::base::id::{IncidentUid, Seq};
use crate::host::clock::Clock;
use crate::record::entry::Entry;
use crate::record::verified::VerifiedEntries;
use crate::store::Store;
use crate::store::error::StoreError;

impl<'a> Pen<'a> {
    /// Reads an incident as far as its record is whole, for looking at it.
    pub(crate) fn open_as_far(
        store: &'a mut Store,
        clock: &'a dyn Clock,
        uid: IncidentUid,
        identity: Identity,
    ) -> Result<Self, AppError> {
        Self::read(store, clock, uid, (identity, true))
    }

    /// All entries that the session has read, in order. Others may have written since: the words of their entries are not read yet,
    /// and would look as if they had been erased.
    pub(crate) fn entries(&self) -> Result<Vec<Entry>, AppError> {
        Ok(self.verified()?.whole().map_err(StoreError::from)?)
    }

    /// The same for papers, which show a broken record up to its break and say so.
    pub(crate) fn verified(&self) -> Result<VerifiedEntries, AppError> {
        VerifiedEntries::read(self.uid, self.head.seq, |each| {
            self.store.visit(self.uid, Seq::NONE, |stored| {
                each(&stored);
                Ok(())
            })
        })
    }
}
