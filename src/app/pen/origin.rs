//! Whether an incident came in as a bundle; then nothing is added to it. Must not write.

use super::Pen;
use crate::app::app_error::AppError;
use crate::store::imported::Imported;

impl Pen<'_> {
    /// How it came in, unless it was opened here.
    pub(crate) fn imported(&self) -> Option<&Imported> {
        self.imported.as_ref()
    }

    /// Refuses where nothing may be written, before anything else is done for it.
    pub(crate) fn may_write(&self) -> Result<(), AppError> {
        Ok(self.store.may_be_written(self.uid)?)
    }
}
