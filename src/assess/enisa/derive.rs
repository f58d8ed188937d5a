//! Fills the worksheet from attributes. What is not known takes the heavier value that is not excluded. Our own reading of the
//! tables; a person may state other inputs.

use super::{Inputs, Quarters, Worksheet};
use crate::assess::attributes::Attributes;
use crate::fact::value::Value;

/// Kinds of data with their score of context, if it is above 1. What credentials open is not known here, so they count as much as
/// money.
const CONTEXTS: [(&str, u16); 21] = [
    ("purchase", 2),
    ("billing", 2),
    ("call-details", 2),
    ("location", 2),
    ("profile", 2),
    ("correspondence", 2),
    ("salary", 3),
    ("financial", 3),
    ("credentials", 3),
    ("account-access", 3),
    ("payment-card", 4),
    ("health", 4),
    ("biometric", 4),
    ("genetic", 4),
    ("ethnic-origin", 4),
    ("political-opinion", 4),
    ("religion", 4),
    ("sex-life", 4),
    ("trade-union", 4),
    ("criminal", 4),
    ("other", 2),
];

/// The worksheet for these attributes.
pub(crate) fn derive(attributes: &Attributes) -> Worksheet {
    let read = Read(attributes);
    Worksheet::of(read.context(), read.ease(), read.circumstances(), Inputs::Derived)
}

struct Read<'a>(&'a Attributes);

impl Read<'_> {
    fn flag(&self, id: &str) -> Option<bool> {
        self.0.get(id).and_then(Value::as_bool)
    }

    fn word(&self, id: &str) -> Option<&str> {
        if let Some(Value::Choice(choice)) = self.0.get(id) { Some(choice.as_str()) } else { None }
    }

    fn context(&self) -> u16 {
        let kinds = self.0.get("data_categories").and_then(Value::as_choices);
        let has = |word: &str| kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind.as_str() == word));
        let named = CONTEXTS.iter().filter(|(kind, _)| has(kind)).map(|(_, score)| *score).max();
        let special = if self.flag("special_categories") == Some(false) { 1 } else { 4 };
        // Financial data or credentials that the kinds do not name.
        let told = has("credentials-hashed") || named.is_some_and(|score| score > 1);
        let money = match self.flag("financial_or_credentials") {
            Some(false) => 1,
            Some(true) if told => 1,
            Some(true) | None => 3,
        };
        let base = named.unwrap_or(1).max(special).max(money);
        // Simple data weighs one point more if it lets somebody pose as the person, or if the person is easily hurt.
        let sharper =
            ["national_id", "vulnerable_subjects"].iter().any(|flag| self.flag(flag) != Some(false));
        if base == 1 && sharper { 2 } else { base }
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
