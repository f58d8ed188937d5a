//! Use cases as plain functions between the pure core and the adapters. Nothing here prints or asks.

pub(crate) mod answers;
pub(crate) mod app_error;
pub(crate) mod backdrop;
pub(crate) mod choice;
pub(crate) mod fact_value;
pub(crate) mod ground;
pub(crate) mod guard;
pub(crate) mod guide;
pub(crate) mod header;
pub(crate) mod intake;
pub(crate) mod join;
pub(crate) mod keeping;
pub(crate) mod naming;
pub(crate) mod paper;
pub(crate) mod pen;
pub(crate) mod people;
pub(crate) mod roster;
pub(crate) mod scribe;
pub(crate) mod sent;
pub(crate) mod session;
pub(crate) mod shift;
pub(crate) mod standing;
pub(crate) mod start;
pub(crate) mod stated;
pub(crate) mod step_name;
pub(crate) mod words;
