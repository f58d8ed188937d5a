//! Exercises: who may play, what the facilitator does, what comes of it. An exercise is an incident whose first entry says so, worked on
//! with the same engine and kept in the same record. Must not print, and must not show the script to players.

pub(crate) mod attachment;
pub(crate) mod casting;
pub(crate) mod facilitator;
pub(crate) mod feedback;
pub(crate) mod inbox;
pub(crate) mod play;
pub(crate) mod quiz;
pub(crate) mod results;
pub(crate) mod script;
pub(crate) mod unattended;
