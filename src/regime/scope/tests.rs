//! What applies to whom.
