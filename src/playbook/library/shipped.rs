//! The playbooks that come with the program. A test holds this list against the folder.

/// Id and text of each.
pub(crate) const SHIPPED: &[(&str, &str)] = &[
    ("card-data-duties", include_str!("../../../playbooks/card-data-duties.toml")),
    ("communicate", include_str!("../../../playbooks/communicate.toml")),
    ("customer-db-exfiltration", include_str!("../../../playbooks/customer-db-exfiltration.toml")),
    ("evidence-first", include_str!("../../../playbooks/evidence-first.toml")),
    ("open-and-command", include_str!("../../../playbooks/open-and-command.toml")),
    ("privacy-track", include_str!("../../../playbooks/privacy-track.toml")),
    ("recover-and-close", include_str!("../../../playbooks/recover-and-close.toml")),
];
