//! Conditions over a small set of names and worlds that these tests share.

mod evaluated;
mod naive;
mod printed;
mod properties;
mod refused;
mod worded;
mod world;
