//! Playbooks: text that an author writes, checked into values that cannot be wrong. Must not run anything.

pub(crate) mod kind;
pub(crate) mod model;
