//! Scenarios of exercises: what players are told and when, what is expected of them, what is to be learned. A document like a playbook;
//! conditions in it read the same facts and steps. Must not know the state of any exercise.

pub(crate) mod expectation;
pub(crate) mod lint;
pub(crate) mod load;
pub(crate) mod model;
pub(crate) mod moment;
mod names;
pub(crate) mod release;
pub(crate) mod scaffold;
pub(crate) mod shipped;
