//! The playbooks that come with the program. A test holds this list against the folder.

/// Id and text of each.
pub(crate) const SHIPPED: &[(&str, &str)] = &[];
