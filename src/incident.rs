//! The event-sourced core: what happened, the state that follows, what may be done, what is to be done next.
//! Pure: `now` is an argument, results are events. Must not read passages, print, or touch files.

pub(crate) mod actions;
mod apply;
pub(crate) mod board;
pub(crate) mod command;
pub(crate) mod deadline;
pub(crate) mod decide;
pub(crate) mod event;
pub(crate) mod facts;
pub(crate) mod key;
pub(crate) mod place;
pub(crate) mod plans;
pub(crate) mod refusal;
pub(crate) mod runs;
pub(crate) mod settle;
pub(crate) mod state;
pub(crate) mod steps;
pub(crate) mod story;

#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod walks;
