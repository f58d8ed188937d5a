//! Kind `task`: something to do.

use crate::playbook::key::Keys;

/// It has no keys of its own.
pub(crate) const KEYS: Keys = Keys { what: "a task", keys: &[] };
