//! A database as a source of the check.
