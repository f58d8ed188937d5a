//! Exercises that are played by hand on a clock of the test.

mod feedback;
mod play;
mod properties;
mod rating;
mod rules;
