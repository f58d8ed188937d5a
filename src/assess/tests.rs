//! The assessors, held against worked cases and against themselves.

mod cases;
mod documented;
mod facts;
mod figures;
mod json;
mod laws;
mod properties;
mod tables;
