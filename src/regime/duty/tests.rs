//! Where a duty stands.
