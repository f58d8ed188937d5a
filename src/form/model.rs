//! A form with its fields, as checked values: made only by loading a document. Must not hold answers.

use std::collections::BTreeMap;

use super::Form;
use crate::base::id::{ChoiceId, FactId, RoleId, StageId};
use crate::expr::Condition;
use crate::fact::fact_type::{FactType, Scalar};

/// A form with everything that is asked in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    /// Its head.
    pub(crate) form: Form,
    /// Its parts, in order.
    pub(crate) sections: Vec<Section>,
    /// Its fields, in order. A condition names only fields that come before.
    pub(crate) fields: Vec<Field>,
}

impl Layout {
    /// A field by id.
    pub(crate) fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id.as_str() == id)
    }

    /// The fields that are asked at a stage.
    pub(crate) fn at<'a>(&'a self, stage: &'a StageId) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |field| field.stages.is_empty() || field.stages.contains(stage))
    }
}

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// Its id, unique in the form.
    pub(crate) id: String,
    /// Its heading in English; may be empty in a letter.
    pub(crate) title: String,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    /// Its name in conditions and in JSON.
    pub(crate) id: FactId,
    /// Its number on the authority's form; may be empty.
    pub(crate) number: String,
    /// Which section it stands in.
    pub(crate) section: usize,
    /// English.
    pub(crate) label: String,
    /// What is meant, in English; may be empty.
    pub(crate) help: String,
    /// The sentence before the answer in a letter; may be empty.
    pub(crate) lead: String,
    /// The law or the template that asks for it.
    pub(crate) citation: String,
    /// What kind of answer it takes.
    pub(crate) kind: FieldKind,
    /// The stages at which it is asked; empty = all.
    pub(crate) stages: Vec<StageId>,
    /// Conditions that must all hold for it to be shown.
    pub(crate) visible: Vec<Condition>,
    /// Whether it must be answered when it is shown.
    pub(crate) required: Required,
    /// The codes of a choice.
    pub(crate) options: Vec<CodeOption>,
    /// Answers that conditions settle; the first that holds goes before `fill`.
    pub(crate) cases: Vec<Case>,
    /// Where its answer comes from.
    pub(crate) fill: Fill,
    /// What it says while nobody knows.
    pub(crate) open: Open,
    /// The fields of the legal minimum that its answer settles.
    pub(crate) covers: Vec<FactId>,
    /// What to mind when a condition holds.
    pub(crate) reminder: Option<Reminder>,
    /// Whose task it is unless the facts say otherwise.
    pub(crate) owner: RoleId,
}

/// A word of warning that hangs on other answers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reminder {
    /// When it is shown.
    pub(crate) when: Condition,
    /// English.
    pub(crate) text: String,
}

/// Whether a field must be answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Required {
    /// Whenever it is shown.
    Always,
    /// Never.
    Never,
    /// If this holds and it is shown.
    When(Condition),
}

/// One code of a choice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CodeOption {
    /// The code.
    pub(crate) id: ChoiceId,
    /// English, in our own words.
    pub(crate) label: String,
    /// When it may be chosen; nothing = always.
    pub(crate) when: Option<Condition>,
}

/// What a field says while nobody knows: a code, or words for a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Open {
    /// In a preliminary notice.
    pub(crate) incomplete: OpenAnswer,
    /// In a complete one.
    pub(crate) complete: OpenAnswer,
}

/// The answer that stands for "not known yet".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum OpenAnswer {
    /// There is none: the field stays empty.
    #[default]
    Empty,
    /// The words of the string table for it.
    Words,
    /// A code, or a choice of nothing.
    Codes(Vec<ChoiceId>),
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FieldKind {
    /// Words.
    Text,
    /// One code.
    Choice,
    /// Some codes.
    Choices,
    /// Yes or no.
    Bool,
    /// A whole number, not below zero.
    Number,
    /// An instant.
    Instant,
    /// A day.
    Date,
    /// A length of time.
    Duration,
    /// A percentage.
    Percent,
    /// An amount of money.
    Money,
    /// Several texts.
    Items,
    /// Several countries.
    Countries,
}

/// Every kind with the word that documents use.
pub(crate) const FIELD_KINDS: [(FieldKind, &str); 12] = [
    (FieldKind::Text, "text"),
    (FieldKind::Choice, "choice"),
    (FieldKind::Choices, "choices"),
    (FieldKind::Bool, "bool"),
    (FieldKind::Number, "number"),
    (FieldKind::Instant, "instant"),
    (FieldKind::Date, "date"),
    (FieldKind::Duration, "duration"),
    (FieldKind::Percent, "percent"),
    (FieldKind::Money, "money"),
    (FieldKind::Items, "items"),
    (FieldKind::Countries, "countries"),
];

impl FieldKind {
    /// Its type in conditions.
    pub(crate) fn fact_type(self) -> FactType {
        match self {
            Self::Text => FactType::One(Scalar::Text),
            Self::Choice => FactType::One(Scalar::Choice),
            Self::Choices => FactType::One(Scalar::Choices),
            Self::Bool => FactType::One(Scalar::Bool),
            Self::Number => FactType::One(Scalar::Count),
            Self::Instant | Self::Date => FactType::One(Scalar::DateTime),
            Self::Duration => FactType::One(Scalar::Duration),
            Self::Percent => FactType::One(Scalar::Percent),
            Self::Money => FactType::One(Scalar::Money),
            Self::Items => FactType::List(Scalar::Text),
            Self::Countries => FactType::List(Scalar::Country),
        }
    }

    /// Whether its answers are codes.
    pub(crate) fn has_codes(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }
}

/// Where an answer comes from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fill {
    /// A person types it for each notice, as wording of their own.
    Hand,
    /// The first of these that is known.
    First(Vec<FactId>),
    /// All of these that are known, one after the other.
    Join(Vec<Part>),
    /// The codes for the words of the first of these that is known: choices as they are called, `yes` and `no`, `exact` and
    /// `approximate` for numbers, `some` and `none` for lists and texts.
    Map(Vec<FactId>, BTreeMap<String, Vec<ChoiceId>>),
}

impl Fill {
    /// Every fact and given value that it takes.
    pub(crate) fn takes(&self) -> Vec<FactId> {
        match self {
            Self::Hand => Vec::new(),
            Self::First(ids) | Self::Map(ids, _) => ids.clone(),
            Self::Join(parts) => parts.iter().map(|part| part.from.clone()).collect(),
        }
    }
}

impl Field {
    /// The words by which a person says that it is not known yet; nothing where the form takes no such answer.
    pub(crate) fn words_for_unknown(&self, not_known_yet: &str) -> Option<String> {
        match &self.open.incomplete {
            OpenAnswer::Empty => None,
            OpenAnswer::Words => Some(not_known_yet.to_owned()),
            OpenAnswer::Codes(codes) => {
                let codes: Vec<&str> = codes.iter().map(crate::base::id::ChoiceId::as_str).collect();
                Some(codes.join("\n"))
            }
        }
    }

    /// Every fact, given value and field that its answer can come from, sorted.
    pub(crate) fn takes(&self) -> Vec<FactId> {
        let cases = self.cases.iter().flat_map(|case| case.when.facts());
        let mut ids: Vec<FactId> = self.fill.takes().into_iter().chain(cases).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// A code by id.
    pub(crate) fn option(&self, id: &str) -> Option<&CodeOption> {
        self.options.iter().find(|option| option.id.as_str() == id)
    }
}

/// One part of a joined text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The fact or given value.
    pub(crate) from: FactId,
    /// What stands before it in English; may be empty.
    pub(crate) prefix: String,
}

/// One case.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Case {
    /// A code, `true` or `false`, or for a text the key of a word of the string table.
    pub(crate) value: String,
    /// When it is that.
    pub(crate) when: Condition,
}
