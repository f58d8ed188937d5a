//! What is said when something was written: its number, when, in which incident, and what opened by it.

use super::Context;
use crate::app::session::Session;
use crate::record::entry::Entry;

impl Context {
    /// Says what was written, on stderr where stdout holds a result.
    pub(crate) fn acknowledge_beside(&self, session: &Session<'_>, entries: &[Entry], stdout_is_taken: bool) {
        match entries.last() {
            Some(entry) if stdout_is_taken => self.ui.say(&format!("recorded as {}", entry.seq)),
            Some(_) | None => self.acknowledge_last(session, entries),
        }
    }

    /// More about what was written; nothing beside machine-readable output.
    pub(crate) fn detail(&self, text: &str) {
        if !self.ui.json {
            self.ui.line(text);
        }
    }
}
