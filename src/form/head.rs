//! The head of a form's document: everything before its fields. Must not read fields.

use super::Form;
use crate::base::id::{IdError, OptionId, RegimeId, StageId};
use crate::base::problem::Placed;
use crate::base::reader::Table;

/// What a form is on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormKind {
    /// Numbered fields that an authority reads one by one.
    Form,
    /// A text that people read; each field is a paragraph.
    Letter,
}

/// Every kind with the word that documents use.
const KINDS: [(FormKind, &str); 2] = [(FormKind::Form, "form"), (FormKind::Letter, "letter")];

/// Against what the data of a form were checked. Shown on every draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verification {
    /// The text of the law or of the authority.
    Primary,
    /// Somebody's account of it.
    Secondary,
    /// Nothing.
    Unverified,
}

/// Every level with the word that documents use.
const LEVELS: [(Verification, &str); 3] = [
    (Verification::Primary, "primary"),
    (Verification::Secondary, "secondary"),
    (Verification::Unverified, "unverified"),
];

impl Verification {
    /// The word that documents use.
    pub(crate) fn word(self) -> &'static str {
        LEVELS.iter().find(|(level, _)| *level == self).map_or("", |(_, word)| word)
    }
}

/// Reads the head; the fields stay unread.
pub(super) fn read(table: &mut Table<'_>) -> Option<Form> {
    table.format("form/1");
    let id = table.required_id("id", OptionId::parse);
    let title = table.required_string("title");
    let kind = word(table, "kind", &KINDS);
    let verification = word(table, "verification", &LEVELS);
    let [version, citation, source, checked] =
        ["version", "citation", "source", "checked"].map(|key| table.required_string(key));
    if let Some(date) = &checked {
        check_date(table, date);
    }
    let regimes = ids(table, "regimes", RegimeId::parse);
    let stages = ids(table, "stages", StageId::parse);
    let needs = table.strings("needs").into_iter().map(Placed::into_value).collect();
    let note = table.string("note").map_or_else(String::new, Placed::into_value);
    let fields = table.string("fields").map(Placed::into_value);
    Some(Form {
        id: id?.value.as_str().to_owned(),
        title: title?.value,
        regimes,
        stages,
        needs,
        kind: kind?,
        version: version?.value,
        citation: citation?.value,
        source: source?.value,
        checked: checked?.value,
        verification: verification?,
        note,
        fields,
    })
}

/// One of a closed list of words.
pub(super) fn word<T: Copy>(
    table: &mut Table<'_>,
    key: &'static str,
    words: &[(T, &'static str)],
) -> Option<T> {
    let text = table.required_string(key)?;
    let found = words.iter().find(|(_, word)| *word == text.value).map(|(value, _)| *value);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
        let message = format!("`{key}` is one of {}", known.join(", "));
        table.error("form::unknown-word", text.span, message);
    }
    found
}

fn check_date(table: &mut Table<'_>, text: &Placed<String>) {
    if text.value.parse::<chrono::NaiveDate>().is_err() {
        table.error("form::bad-date", text.span, "a date is written as 2026-11-22");
    }
}

fn ids<T>(table: &mut Table<'_>, key: &'static str, parse: fn(&str) -> Result<T, IdError>) -> Vec<T> {
    let texts = table.strings(key);
    texts.iter().filter_map(|text| table.parse_placed(key, text, parse)).map(Placed::into_value).collect()
}
