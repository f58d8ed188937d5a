//! The playbooks that come with the program. A test holds this list against the folder.

/// Id and text of each.
pub(crate) const SHIPPED: &[(&str, &str)] = &[
    ("account-takeover", include_str!("../../../playbooks/account-takeover.toml")),
    ("api-authorization-flaw", include_str!("../../../playbooks/api-authorization-flaw.toml")),
    ("card-data-duties", include_str!("../../../playbooks/card-data-duties.toml")),
    ("communicate", include_str!("../../../playbooks/communicate.toml")),
    ("customer-db-exfiltration", include_str!("../../../playbooks/customer-db-exfiltration.toml")),
    ("ddos-extortion", include_str!("../../../playbooks/ddos-extortion.toml")),
    ("destructive-wiper", include_str!("../../../playbooks/destructive-wiper.toml")),
    ("evidence-first", include_str!("../../../playbooks/evidence-first.toml")),
    ("insider-error", include_str!("../../../playbooks/insider-error.toml")),
    ("lost-device", include_str!("../../../playbooks/lost-device.toml")),
    ("malicious-insider", include_str!("../../../playbooks/malicious-insider.toml")),
    ("open-and-command", include_str!("../../../playbooks/open-and-command.toml")),
    ("phishing-bec", include_str!("../../../playbooks/phishing-bec.toml")),
    ("privacy-track", include_str!("../../../playbooks/privacy-track.toml")),
    ("ransomware-double-extortion", include_str!("../../../playbooks/ransomware-double-extortion.toml")),
    ("recover-and-close", include_str!("../../../playbooks/recover-and-close.toml")),
    ("third-party-breach", include_str!("../../../playbooks/third-party-breach.toml")),
    ("web-skimming", include_str!("../../../playbooks/web-skimming.toml")),
];
