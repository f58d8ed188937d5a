//! An incident as it stood: how many entries there were at a moment, and the state after the last of them. Who knew what when is read from
//! this. Must not read words.

use std::borrow::Cow;

use super::app_error::AppError;
use super::session::Session;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::incident::state::{Recorded, State};
use crate::record::entry::Entry;
use crate::report::timeline::ReportError;

/// An incident as it stood.
pub(crate) struct Standpoint<'a> {
    /// The state after the last entry.
    pub(crate) state: Cow<'a, State>,
    /// Entries that were known.
    pub(crate) size: Seq,
    /// The moment.
    pub(crate) now: Timestamp,
}

impl<'a> Standpoint<'a> {
    /// As of a moment, among so many entries; without either as it stands now.
    pub(crate) fn of(
        session: &'a Session<'_>,
        entries: &[Entry],
        (as_of, at_size): (Option<Timestamp>, Option<Seq>),
    ) -> Result<Self, AppError> {
        if as_of.is_none() && at_size.is_none() {
            let state = Cow::Borrowed(session.state());
            return Ok(Self { state, size: session.state().head(), now: session.now() });
        }
        let size = entries.len();
        let wanted = at_size.map_or(Ok(size), |wanted| {
            usize::try_from(wanted.0)
                .ok()
                .filter(|wanted| *wanted <= size)
                .ok_or(ReportError::Size { asked: wanted, size })
        })?;
        let sized = entries.get(..wanted).unwrap_or(entries);
        let known = as_of.map_or(sized, |then| known_at(sized, then));
        let last = known.last().ok_or(ReportError::Nothing)?;
        let state = state_after(known)?;
        Ok(Self { size: state.head(), state: Cow::Owned(state), now: as_of.unwrap_or(last.stamp.lived()) })
    }
}

/// The entries that were recorded up to a moment. A clock that was set back hides none that came before one it shows.
pub(crate) fn known_at(entries: &[Entry], then: Timestamp) -> &[Entry] {
    let count = entries.iter().rposition(|entry| entry.stamp.lived() <= then).map_or(0, |last| last + 1);
    entries.get(..count).unwrap_or(entries)
}

/// The state after the last of these entries.
pub(crate) fn state_after(entries: &[Entry]) -> Result<State, AppError> {
    let mut state = State::default();
    for entry in entries {
        state.apply(&Recorded::from(entry))?;
    }
    Ok(state)
}
