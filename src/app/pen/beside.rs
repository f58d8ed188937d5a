//! What stands beside an incident that is written: the mirror and what is known outside, which follow it, and the bundle that it may have
//! come in as. Must not write.

use super::Pen;
use crate::app::app_error::AppError;
use crate::app::outside::{Outside, Standing};
use crate::store::imported::Imported;
use crate::store::mirror::follower::{Mirror, MirrorState};

impl<'a> Pen<'a> {
    /// Has a mirror follow the record.
    pub(crate) fn mirrored(mut self, mirror: Option<&'a Mirror>) -> Self {
        self.mirror = mirror;
        self
    }

    /// Has what is known outside follow the record.
    pub(crate) fn watched(mut self, outside: &'a Outside) -> Self {
        self.outside = Some(outside);
        self
    }

    /// How the record stands beside what is known outside.
    pub(crate) fn standing(&self) -> Standing {
        self.outside.map_or(Standing::Good, |outside| outside.standing(self.uid))
    }

    /// How the mirror stands, where there is one.
    pub(crate) fn mirror_state(&self) -> Option<MirrorState> {
        self.mirror.map(Mirror::state)
    }

    /// Whether words that were erased here may still lie in unused bytes of the file.
    pub(crate) fn left_traces(&self) -> bool {
        self.traces
    }

    /// How it came in, unless it was opened here.
    pub(crate) fn imported(&self) -> Option<&Imported> {
        self.imported.as_ref()
    }

    /// Refuses where nothing may be written, before anything else is done for it.
    pub(crate) fn may_write(&self) -> Result<(), AppError> {
        Ok(self.store.may_be_written(self.uid)?)
    }
}
