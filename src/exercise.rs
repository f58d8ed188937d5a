//! Exercises as they are played: which injects are due, what came of what was expected, which ratings follow. Pure, over the record of an
//! exercise and its scenario. Must not write entries and must not decide ratings: evaluators do.

pub(crate) mod feedback;
pub(crate) mod outcome;
pub(crate) mod proposal;
pub(crate) mod schedule;
mod world;

#[cfg(test)]
mod tests;
