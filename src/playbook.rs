//! Playbooks: text that an author writes, checked into values that cannot be wrong. Must not run anything.

pub(crate) mod graph;
pub(crate) mod key;
pub(crate) mod kind;
pub(crate) mod library;
pub(crate) mod lint;
pub(crate) mod load;
pub(crate) mod model;
pub(crate) mod phrase;
pub(crate) mod place;
pub(crate) mod quote;
pub(crate) mod role;
#[cfg(test)]
pub(crate) mod sample;
pub(crate) mod scaffold;
pub(crate) mod schema;
pub(crate) mod show;
#[cfg(test)]
mod tests;
pub(crate) mod triage;
pub(crate) mod wording;
