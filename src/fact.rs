//! What can be known about an incident: the catalogue of facts, their types and values. A fact that nobody knows has no value:
//! unknown is never one of its choices. Must not decide what follows from a fact.

pub(crate) mod catalogue;
pub(crate) mod country;
pub(crate) mod decimal;
pub(crate) mod display;
pub(crate) mod fact_type;
pub(crate) mod hash;
pub(crate) mod money;
pub(crate) mod typed;
pub(crate) mod value;

#[cfg(test)]
mod tests;
