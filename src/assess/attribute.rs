//! The attributes that an assessor takes: ids, types and words, as its document declares them. Must not hold values.

use std::collections::BTreeMap;

use super::rows::{choice_id, maybe_text, row, text, texts};
use crate::base::id::{ChoiceId, FactId};
use crate::base::reader::Table;
use crate::fact::catalogue::{Choice, FactRow};
use crate::fact::display::display_count;
use crate::fact::fact_type::Scalar;
use crate::fact::value::Value;

/// What an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AttributeType {
    /// True or false.
    Bool,
    /// One word.
    Choice,
    /// Some words.
    Choices,
    /// A number of people.
    Count,
    /// A number.
    Decimal,
    /// A share from 0 to 100.
    Percent,
    /// Free text, which never steers.
    Text,
}

impl AttributeType {
    /// The type of the name in conditions.
    pub(super) fn scalar(self) -> Scalar {
        match self {
            Self::Bool => Scalar::Bool,
            Self::Choice => Scalar::Choice,
            Self::Choices => Scalar::Choices,
            Self::Count => Scalar::Count,
            Self::Decimal => Scalar::Decimal,
            Self::Percent => Scalar::Percent,
            Self::Text => Scalar::Text,
        }
    }

    fn parse(word: &str) -> Option<Self> {
        use AttributeType::{Bool, Choice, Choices, Count, Decimal, Percent, Text};
        let all = [Bool, Choice, Choices, Count, Decimal, Percent, Text];
        all.into_iter().find(|kind| kind.scalar().word() == word)
    }
}

/// One attribute.
#[derive(Debug, Clone)]
pub(crate) struct AttributeRow {
    /// Its id.
    pub(crate) id: FactId,
    /// Its type.
    pub(crate) kind: AttributeType,
    /// What it says, to stand after "it is not known".
    pub(crate) says: String,
    /// Its words as written in JSON, in the order of the document.
    pub(crate) words: Vec<(String, ChoiceId)>,
    /// Whether other words are taken.
    pub(crate) open: bool,
    /// Whether other words need no mention.
    pub(crate) free: bool,
    /// The fact of the catalogue that holds the same, or the condition over facts that gives it.
    pub(crate) from: Option<String>,
}

/// The choice that stands for every word that the table does not know.
pub(super) const OTHER: &str = "other";

impl AttributeRow {
    /// Reads `[[attribute]]`.
    pub(super) fn read(table: &mut Table<'_>) -> Option<Self> {
        let id = table.required_id("id", FactId::parse);
        let kind = table.parsed("type", |word| AttributeType::parse(word).ok_or("no type of attributes"));
        let says = text(table, "says");
        let words = texts(table, "words").into_iter();
        let words: Vec<_> = words.filter_map(|word| choice_id(&word).map(|choice| (word, choice))).collect();
        let open = table.bool("open").is_some_and(|flag| flag.value);
        let free = table.bool("free").is_some_and(|flag| flag.value);
        let from = maybe_text(table, "from");
        Some(Self { id: id?.value, kind: kind?.value, says, words, open, free, from })
    }

    /// The name that conditions use; free text never steers.
    pub(super) fn name(&self) -> FactRow {
        let mut choices: Vec<Choice> =
            self.words.iter().map(|(word, id)| Choice { id: id.clone(), label: word.clone() }).collect();
        if let (true, Some(id)) = (self.open, choice_id(OTHER)) {
            choices.push(Choice { id, label: OTHER.to_owned() });
        }
        row(self.id.clone(), self.kind.scalar(), &self.says, choices)
    }

    /// A value in the words of the document.
    pub(crate) fn shown(&self, value: &Value) -> String {
        let word = |choice: &ChoiceId| {
            let known = self.words.iter().find(|(_, known)| known == choice);
            known.map_or_else(|| choice.to_string(), |(word, _)| word.clone())
        };
        match value {
            Value::Bool(flag) => flag.to_string(),
            Value::Count(count) => display_count(count),
            Value::Decimal(number) | Value::Percent(number) => number.to_string(),
            Value::Choice(choice) => word(choice),
            Value::Choices(choices) => choices.iter().map(word).collect::<Vec<_>>().join(", "),
            Value::Int(_)
            | Value::Money(_)
            | Value::Datetime(_)
            | Value::Duration(_)
            | Value::Country(_)
            | Value::Hash(_)
            | Value::Ip(_)
            | Value::Words(_)
            | Value::List(_) => String::new(),
        }
    }

    /// The choice for a word, if the table knows it.
    pub(super) fn choice(&self, word: &str) -> Option<ChoiceId> {
        self.words.iter().find(|(known, _)| known == word).map(|(_, choice)| choice.clone())
    }
}

/// All attributes of one assessor.
#[derive(Debug, Clone, Default)]
pub(crate) struct AttributeTable {
    rows: BTreeMap<FactId, AttributeRow>,
}

impl AttributeTable {
    /// Reads every `[[attribute]]`.
    pub(super) fn read(root: &mut Table<'_>) -> Self {
        let rows = root.tables("attribute", AttributeRow::read).into_iter().flatten();
        Self { rows: rows.map(|row| (row.id.clone(), row)).collect() }
    }

    /// One attribute.
    pub(crate) fn get(&self, id: &str) -> Option<&AttributeRow> {
        self.rows.get(id)
    }

    /// All of them, by id.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &AttributeRow> {
        self.rows.values()
    }
}
