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

/// The duty that stands on boards before anything has happened and whose deadline stands on every timeline: the notice to the authority
/// (Regulation (EU) 2016/679 Article 33(1)).
pub(crate) const FIRST_DUTY: &str = "gdpr-33-1/notify";
