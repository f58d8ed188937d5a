//! Fills the worksheet from attributes. What is not known takes the heavier value that is not excluded. Our own reading of the
//! tables; a person may state other inputs.

use std::collections::BTreeSet;

use super::{Inputs, Quarters, Worksheet};
use crate::assess::attributes::Attributes;
use crate::base::id::ChoiceId;
use crate::fact::value::Value;

/// Groups of kinds of data (`[[weight]]` in breach.toml) with their score of context.
const CONTEXTS: [(&str, u16); 9] = [
    ("alias", 1),
    ("hashed", 1),
    ("plain", 1),
    ("billing", 2),
    ("fraud", 1),
    ("private", 2),
    ("grave", 3),
    ("health", 4),
    ("special", 4),
];

/// The worksheet for these attributes; `weights` are the groups of the kinds of data.
pub(crate) fn derive(attributes: &Attributes, weights: &BTreeSet<ChoiceId>) -> Worksheet {
    let read = Read(attributes);
    Worksheet::of(read.context(weights), read.ease(), read.circumstances(), Inputs::Derived)
}

struct Read<'a>(&'a Attributes);

impl Read<'_> {
    fn flag(&self, id: &str) -> Option<bool> {
        self.0.get(id).and_then(Value::as_bool)
    }

    fn word(&self, id: &str) -> Option<&str> {
        if let Some(Value::Choice(choice)) = self.0.get(id) { Some(choice.as_str()) } else { None }
    }

    fn context(&self, weights: &BTreeSet<ChoiceId>) -> u16 {
        let has = |word: &str| weights.iter().any(|weight| weight.as_str() == word);
        let named = CONTEXTS.iter().filter(|(weight, _)| has(weight)).map(|(_, score)| *score).max();
        let special = if self.flag("special_categories") == Some(false) { 1 } else { 4 };
        let money_told = has("hashed") || has("billing") || has("private");
        let money = match self.flag("financial_or_credentials") {
            Some(true) if money_told => 1,
            Some(false) => 1,
            Some(true) | None => 3,
        };
        // Enough to pose as somebody, or people who are easily hurt: one point more, as the methodology allows for context.
        let context = u16::from(self.flag("national_id") != Some(false))
            + u16::from(self.flag("vulnerable_subjects") != Some(false));
        (named.unwrap_or(1).max(special).max(money) + context).clamp(1, 4)
    }

    fn ease(&self) -> Quarters {
        Quarters(match self.word("identification_ease") {
            Some("negligible" | "negligible-ciphertext") => 1,
            Some("limited") => 2,
            Some("significant") => 3,
            Some(_) | None => 4,
        })
    }

    fn circumstances(&self) -> Quarters {
        Quarters(self.confidentiality() + self.integrity() + self.availability() + self.ill_will())
    }

    /// Whether a kind of harm is named or not excluded.
    fn hurt(&self, kind: &str) -> bool {
        let kinds = self.0.get("breach_types").and_then(Value::as_choices);
        kinds.is_none_or(|kinds| kinds.iter().any(|choice| choice.as_str() == kind))
    }

    fn confidentiality(&self) -> u16 {
        let sealed = self.flag("encrypted_at_rest_state_of_art") == Some(true)
            && self.flag("key_compromised") == Some(false);
        if sealed
            || !self.hurt("confidentiality")
            || self.word("exfiltration") == Some("excluded-with-certainty")
        {
            return 0;
        }
        match self.word("recipient") {
            Some("trusted-professional") if self.flag("recipient_confirmed_deletion") == Some(true) => 0,
            Some("trusted-professional" | "known-wrong-recipient" | "known-single-bad-faith") => 1,
            Some(_) | None => 2,
        }
    }

    fn integrity(&self) -> u16 {
        if !self.hurt("integrity") || self.word("integrity_impact") == Some("none") {
            return 0;
        }
        if self.word("backup") == Some("available") { 1 } else { 2 }
    }

    fn availability(&self) -> u16 {
        if !self.hurt("availability") {
            return 0;
        }
        match (self.word("availability_impact"), self.word("backup")) {
            (Some("none" | "negligible"), _) => 0,
            (_, Some("available" | "paper-only")) => 1,
            (_, Some(_) | None) => 2,
        }
    }

    fn ill_will(&self) -> u16 {
        match self.word("intent") {
            Some("accidental-internal" | "accidental-external") => 0,
            Some(_) | None => 2,
        }
    }
}
