//! Papers about exercises: cards to hand out, and the report after it. Must not judge: ratings are those of evaluators, and what the
//! record suggests is called a proposal.

pub(crate) mod after_action;
pub(crate) mod cards;
pub(crate) mod comparison;

/// The words over each page that belongs to no single exercise.
const BANNER: &str =
    "EXERCISE. Everything on this page is part of an exercise. No real incident is described.";
