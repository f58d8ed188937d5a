//! Rows of names that conditions of the assessors may use, and small readers that their documents share.
//! Must not know what any row means.

use crate::base::id::{ChoiceId, FactId};
use crate::base::problem::Placed;
use crate::base::reader::Table;
use crate::fact::catalogue::{Choice, FactRow};
use crate::fact::fact_type::{FactType, Scalar};

/// A row for a name of this type.
pub(super) fn row(id: FactId, scalar: Scalar, says: &str, choices: Vec<Choice>) -> FactRow {
    FactRow {
        id,
        fact_type: FactType::One(scalar),
        label: says.to_owned(),
        help: String::new(),
        group: String::new(),
        choices,
        unit: String::new(),
        sensitive: false,
        recheck: None,
        fields: Vec::new(),
        attributes: Vec::new(),
        anchors: Vec::new(),
        anchor_candidate: false,
        anchor_regimes: Vec::new(),
    }
}

/// The choice that stands for a word of an attribute: its letters and digits, joined by `-`.
pub(super) fn choice_id(word: &str) -> Option<ChoiceId> {
    let parts: Vec<&str> =
        word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()).collect();
    ChoiceId::parse(&parts.join("-")).ok()
}

/// A required text, or an empty one after the problem was reported.
pub(super) fn text(table: &mut Table<'_>, key: &'static str) -> String {
    table.required_string(key).map_or_else(String::new, Placed::into_value)
}

/// A text that may be missing.
pub(super) fn maybe_text(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.string(key).map(Placed::into_value)
}

/// A list of texts.
pub(super) fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    table.strings(key).into_iter().map(Placed::into_value).collect()
}
