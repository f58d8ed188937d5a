//! Conditions over a small set of names and worlds that these tests share.

mod evaluated;
mod naive;
mod properties;
mod refused;
mod world;
