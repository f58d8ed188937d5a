//! The forms that come with the program, and what is given with a notice besides facts. Must not read them by itself but for the
//! given values.

use std::sync::OnceLock;

use crate::base::problem::Source;
use crate::fact::catalogue::Catalogue;

/// Every form: its id and its document. A test holds the list against the folder.
pub(crate) const FORMS: &[(&str, &str)] = &[
    ("dora-final", include_str!("data/dora-final.toml")),
    ("dora-initial", include_str!("data/dora-initial.toml")),
    ("dora-intermediate", include_str!("data/dora-intermediate.toml")),
    ("gdpr-33", include_str!("data/gdpr-33.toml")),
    ("gdpr-33-2", include_str!("data/gdpr-33-2.toml")),
    ("gdpr-33-3", include_str!("data/gdpr-33-3.toml")),
    ("gdpr-34", include_str!("data/gdpr-34.toml")),
    ("nis2-early-warning", include_str!("data/nis2-early-warning.toml")),
    ("nis2-final", include_str!("data/nis2-final.toml")),
    ("nis2-notification", include_str!("data/nis2-notification.toml")),
    ("sec-8k-105", include_str!("data/sec-8k-105.toml")),
    ("uk-ico", include_str!("data/uk-ico.toml")),
    ("us-state-generic", include_str!("data/us-state-generic.toml")),
];

/// Documents of fields that several forms share.
const SHARED: &[(&str, &str)] = &[("dora", include_str!("data/dora.fields.toml"))];

/// A document of shared fields.
pub(crate) fn shared(name: &str) -> Option<&'static str> {
    SHARED.iter().find(|(shared, _)| *shared == name).map(|(_, text)| *text)
}

/// Everything before the first section.
pub(super) fn head_of(text: &str) -> &str {
    text.split_once("\n[[section]]").map_or(text, |(head, _)| head)
}

/// What comes with a notice and is no fact: from the organisation profile, the roster, the record, and the notice itself.
pub(crate) fn given() -> &'static Catalogue {
    static GIVEN: OnceLock<Catalogue> = OnceLock::new();
    GIVEN.get_or_init(|| Catalogue::load(&Source::new("given.toml", GIVEN_SOURCE)).0)
}

/// The given values as a document.
pub(super) const GIVEN_SOURCE: &str = include_str!("given.toml");
