//! Notification regimes as dated data: which laws ask for notices, how their periods are counted, to whom they apply. Code counts; it
//! knows no country. Must not look into an incident and must not ask any clock.

pub(crate) mod anchor;
pub(crate) mod area;
pub(crate) mod calendar;
mod civil;
pub(crate) mod condition;
pub(crate) mod count;
pub(crate) mod duty;
pub(crate) mod example;
mod index;
pub(crate) mod ladder;
mod load;
pub(crate) mod model;
pub(crate) mod rule;
pub(crate) mod scope;
mod shipped;
pub(crate) mod trigger;

pub(crate) use index::RegimeIndex;
pub(crate) use model::{Regime, Stage};
