//! The machine: its clock, its randomness, its environment and its files. Adapters; they decide nothing.

pub(crate) mod clock;
pub(crate) mod config;
pub(crate) mod copies;
pub(crate) mod file_limit;
pub(crate) mod files;
pub(crate) mod keyboard;
pub(crate) mod last_seen;
pub(crate) mod organisation;
pub(crate) mod prompter;
pub(crate) mod random;
pub(crate) mod signing;
