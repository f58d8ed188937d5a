//! The organisation profile that an incident carries: as it was when the incident was opened. Must not read today's file.

use super::app_error::AppError;
use super::ground::{regimes, roles};
use super::session::Session;
use crate::base::problem::Source;
use crate::host::organisation::{Profile, Words};

/// The profile; nothing if there was none, or if this version does not take it any more.
pub(crate) fn profile(session: &Session<'_>) -> Result<Option<Profile>, AppError> {
    let Some(digest) = session.state().opening().and_then(|(opening, _)| opening.organisation) else {
        return Ok(None);
    };
    let Some(bytes) = session.store().source(digest)? else { return Ok(None) };
    let source = Source::new("organisation.toml as it was copied", String::from_utf8_lossy(&bytes));
    Ok(Profile::load(&source, Words { roles: roles(), regimes: regimes() }).0)
}
