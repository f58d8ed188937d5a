//! What an assessment of an incident rests on: the entries behind each attribute, and the facts that nobody has stated. Must not read
//! the record.

use std::collections::BTreeSet;

use serde::Serialize;

use super::words;
use crate::report::status::screen::{Sheet, Tone};

/// Where the only attribute comes from that no fact gives and that is known.
const PROFILE: &str = "organisation profile, as it was when the incident was opened";

/// What to do about it while it is not known.
const BY_PROFILE: &str = "the organisation profile says it, for incidents opened from then on";

/// What to do about an attribute that no fact gives.
const NO_FACT: &str = "no fact of an incident says it; a document for --attributes can";

/// From what, and from how much of it, an incident was assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Grounds {
    /// Public id.
    pub(crate) incident: String,
    /// Codename.
    pub(crate) codename: String,
    /// The size of the record then.
    pub(crate) entries: u64,
    /// The attributes that are known.
    pub(crate) sources: Vec<Basis>,
    /// Attributes that are not and could change the answer.
    pub(crate) missing: Vec<Gap>,
}

/// An attribute with the facts that it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Basis {
    /// The attribute.
    pub(crate) attribute: String,
    /// Its value in the words of the attributes.
    pub(crate) value: String,
    /// The facts; none if it comes from the organisation profile.
    pub(crate) facts: Vec<BasisFact>,
}

/// A fact that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct BasisFact {
    /// Its id.
    pub(crate) fact: String,
    /// The entry that stated it.
    pub(crate) entry: u64,
    /// Whether it stands against another person's value.
    pub(crate) disputed: bool,
}

/// An attribute that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Gap {
    /// The attribute.
    pub(crate) attribute: String,
    /// What it says.
    pub(crate) says: String,
    /// Facts that would say it; none if the organisation profile does, or only a document of attributes.
    pub(crate) facts: Vec<GapFact>,
}

/// A fact to be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct GapFact {
    /// Its id.
    pub(crate) fact: String,
    /// The question.
    pub(crate) label: String,
    /// What may be chosen.
    pub(crate) choices: Vec<String>,
    /// What to type behind `breachbook`.
    pub(crate) command: String,
}

impl Basis {
    /// `exfiltration: confirmed (exfil_state #12)`
    pub(super) fn text(&self) -> String {
        let fact = |known: &BasisFact| {
            let disputed = if known.disputed { ", DISPUTED" } else { "" };
            format!("{} #{}{disputed}", known.fact, known.entry)
        };
        let facts: Vec<String> = self.facts.iter().map(fact).collect();
        let from = if facts.is_empty() { PROFILE.to_owned() } else { words(&facts) };
        format!("{}: {} ({from})", self.attribute, self.value)
    }
}

impl Gap {
    /// Writes it; what was written before is not written again.
    pub(super) fn write(&self, written: &mut BTreeSet<String>, sheet: &mut Sheet) {
        sheet.paragraph(Tone::Plain, &format!("{}: {}", self.attribute, self.says));
        if self.facts.is_empty() {
            let how = if self.attribute == "sector" { BY_PROFILE } else { NO_FACT };
            sheet.line(Tone::Plain, &format!("    {how}"));
        }
        let new: Vec<&GapFact> =
            self.facts.iter().filter(|fact| written.insert(fact.command.clone())).collect();
        if new.is_empty() && !self.facts.is_empty() {
            sheet.line(Tone::Plain, "    by what is asked for above");
        }
        for fact in new {
            sheet.line(Tone::Plain, &format!("    breachbook {}", fact.command));
            if !fact.choices.is_empty() {
                sheet.detail(Tone::Plain, &format!("one of {}", fact.choices.join(", ")));
            }
        }
    }
}
