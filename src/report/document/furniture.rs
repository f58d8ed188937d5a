//! What every page carries: which incident, how real, which edition, made from which record. Must not depend on a clock.

use super::literal::one_line;
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::incident::event::lifecycle::Mode;

/// The version of the papers' layout. A change of what a paper says or how raises it.
pub(crate) const DOCUMENT_FORMAT: &str = "breachbook-document/1";

/// How many texts an edition leaves out, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Withholding {
    /// The reason, as it stands in the place of the text.
    pub(crate) code: &'static str,
    /// How many texts.
    pub(crate) count: usize,
}

/// What every page carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Furniture {
    /// Public id of the incident.
    pub(crate) incident: String,
    /// Its codename.
    pub(crate) codename: String,
    /// Whether it is real.
    pub(crate) mode: Mode,
    /// The edition, by its word.
    pub(crate) edition: &'static str,
    /// What the edition leaves out.
    pub(crate) withheld: Vec<Withholding>,
    /// Which part of the record the paper shows, in words.
    pub(crate) selection: String,
    /// Number of entries that it was made from.
    pub(crate) size: Seq,
    /// Hash of the last of them.
    pub(crate) head: Digest,
    /// The zone that times are shown in beside UTC.
    pub(crate) zone: String,
}

impl Furniture {
    /// The words over an exercise.
    pub(crate) fn banner(&self) -> Option<&'static str> {
        match self.mode {
            Mode::Live => None,
            Mode::Exercise => Some(
                "EXERCISE. Everything on this page is part of an exercise. No real incident is described.",
            ),
        }
    }

    /// `LIVE` or `EXERCISE`.
    pub(crate) fn mode_word(&self) -> &'static str {
        match self.mode {
            Mode::Live => "LIVE",
            Mode::Exercise => "EXERCISE",
        }
    }

    /// `KESTREL INC-2026-K7QD`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", one_line(&self.codename).to_uppercase(), one_line(&self.incident))
    }

    /// The record's size and head for a phone: `#700 c4d8-23dc-acdd-4e45`.
    pub(crate) fn short_head(&self) -> String {
        format!("{} {}", self.size, self.head.short())
    }

    /// What is left out: `nothing`, or reasons with counts.
    pub(crate) fn withheld_words(&self) -> String {
        if self.withheld.is_empty() {
            return "nothing".to_owned();
        }
        let parts: Vec<String> = self.withheld.iter().map(|w| format!("{} {}", w.code, w.count)).collect();
        parts.join(", ")
    }

    /// The zones that times are shown in.
    pub(crate) fn times_words(&self) -> String {
        if self.zone == "UTC" { "UTC".to_owned() } else { format!("UTC and {}", self.zone) }
    }

    /// One line for the foot of a page.
    pub(crate) fn foot(&self) -> String {
        format!(
            "{} · {} · {} edition, withheld: {} · {} · {DOCUMENT_FORMAT}",
            self.name(),
            self.mode_word(),
            self.edition,
            self.withheld_words(),
            self.short_head(),
        )
    }
}
