//! The fields of a draft as questions with answers, or as the paragraphs of a letter. Must not judge them.

use serde_json::Value as Json;

use super::DraftView;
use crate::base::id::{FactId, Seq};
use crate::base::text::listing;
use crate::form::answer::Answer as Given;
use crate::form::fill::{Answered, FilledField, Origin, Place, Remark};
use crate::form::model::{Field, FieldKind};
use crate::report::document::answer::{Answer, AnswerKind, Choice};
use crate::report::document::{Cell, Line, Run, Style, line};

impl DraftView<'_> {
    /// `64 What happened`
    pub(super) fn question(&self, field: &Field) -> String {
        let label = self.manner.strings.label(&self.layout.form, field);
        if field.number.is_empty() { label.to_owned() } else { format!("{} {label}", field.number) }
    }

    /// The fields of a section that are asked.
    pub(super) fn shown(&self, section: usize) -> Vec<(&Field, &FilledField)> {
        let filled = self.filled.fields.iter().filter(|filled| filled.place == Place::Shown);
        let with = filled.filter_map(|filled| Some((self.layout.field(filled.id.as_str())?, filled)));
        with.filter(|(field, _)| field.section == section).collect()
    }

    /// Questions and answers of a section.
    pub(super) fn answers(&self, section: usize) -> Vec<Answer> {
        let answer = |(field, filled): (&Field, &FilledField)| {
            let remark = if self.clean { Vec::new() } else { self.remark(filled) };
            let mut value =
                filled.answered.as_ref().map(|answered| self.value(field, answered)).unwrap_or_default();
            if self.clean && value.is_empty() {
                value.push(vec![Run::new("MISSING", Style::Gap)]);
            }
            Answer::new(field.id.as_str(), &self.question(field), self.kind_of(field), value, remark)
        };
        // A reader outside is not bothered with questions that nobody has to answer.
        let open = |filled: &FilledField| {
            filled.answered.is_none() && !filled.gap.as_ref().is_some_and(|gap| gap.blocks)
        };
        let all = self.shown(section).into_iter();
        all.filter(|(_, filled)| !self.clean || !open(filled)).map(answer).collect()
    }

    /// What may be answered.
    fn kind_of(&self, field: &Field) -> AnswerKind {
        let strings = self.manner.strings;
        let option = |option: &crate::form::model::CodeOption| Choice {
            code: option.id.to_string(),
            text: strings.option(&self.layout.form, field, option).to_owned(),
        };
        let choices = || field.options.iter().map(option).collect();
        match field.kind {
            FieldKind::Choice => AnswerKind::One(choices()),
            FieldKind::Choices => AnswerKind::Several(choices()),
            FieldKind::Bool => {
                let word = |code: &str| Choice { code: code.to_owned(), text: strings.word(code).to_owned() };
                AnswerKind::One(["yes", "no"].map(word).to_vec())
            }
            FieldKind::Text
            | FieldKind::Number
            | FieldKind::Instant
            | FieldKind::Date
            | FieldKind::Duration
            | FieldKind::Percent
            | FieldKind::Money
            | FieldKind::Items
            | FieldKind::Countries => AnswerKind::Text,
        }
    }

    fn value(&self, field: &Field, answered: &Answered) -> Cell {
        let one = |answer: &Given| self.manner.answer(self.layout, field, answer);
        let texts: Vec<String> = match &answered.answer {
            Given::Choices(codes) if !codes.is_empty() => {
                codes.iter().map(|code| one(&Given::Choice(code.clone()))).collect()
            }
            Given::Items(items) if !items.is_empty() => items.clone(),
            Given::Text(_)
            | Given::Choice(_)
            | Given::Choices(_)
            | Given::Bool(_)
            | Given::Number(_)
            | Given::Instant(_)
            | Given::Date(_)
            | Given::Duration(_)
            | Given::Percent(_)
            | Given::Money(_)
            | Given::Items(_)
            | Given::Countries(_) => one(&answered.answer).split('\n').map(str::to_owned).collect(),
        };
        texts.iter().map(|text| line(text)).collect()
    }

    /// What is said about an answer: the entries behind it, what is missing, what to look at.
    fn remark(&self, filled: &FilledField) -> Line {
        let mut remark: Vec<Run> = Vec::new();
        if let Some(answered) = filled.answered.as_ref().filter(|answered| !answered.sources.is_empty()) {
            let word = match answered.origin {
                Origin::Wording(_) => "own wording of ",
                Origin::Facts | Origin::Open => "from ",
            };
            remark.push(Run::quiet(word));
            for (place, seq) in answered.sources.iter().enumerate() {
                if place > 0 {
                    remark.push(Run::quiet(", "));
                }
                remark.push(Run::entry(*seq));
            }
            let one = answered.sources.len() == 1;
            let note =
                |seq: &Seq| if one { (self.behind)(*seq) } else { format!("{seq} {}", (self.behind)(*seq)) };
            let notes: Vec<String> = answered.sources.iter().map(note).collect();
            remark.push(Run::new(&notes.join("; "), Style::Note));
        }
        let mut say = |text: &str, style: Style| {
            if !remark.is_empty() {
                remark.push(Run::quiet(" · "));
            }
            remark.push(Run::new(text, style));
        };
        if let Some(gap) = &filled.gap {
            say(&self.gap_words(gap), Style::Gap);
        }
        for text in filled.remarks.iter().map(|told| self.remark_words(told)) {
            say(&text, Style::Strong);
        }
        remark
    }

    fn remark_words(&self, remark: &Remark) -> String {
        let ids = |ids: &[FactId]| listing(&ids.iter().map(ToString::to_string).collect::<Vec<_>>(), "and");
        match remark {
            Remark::WordingMoved(facts) => format!("the wording is older than {}: read it again", ids(facts)),
            Remark::WordingUnusable(seq) => format!("the wording of {seq} is no answer to this field"),
            Remark::Unusable(fact) => format!("{fact} has a value that cannot stand here"),
            Remark::WordsGone(fact) => format!("the words of {fact} were erased or are for counsel alone"),
            Remark::Disputed(fact) => match (self.against)(fact) {
                Some(against) => format!("{fact} is {against}"),
                None => format!("{fact} is disputed: somebody says otherwise"),
            },
            Remark::Reminder(text) => text.clone(),
            Remark::Shortened(codes) => {
                format!(
                    "only one can be given, and {} would fit",
                    listing(&codes.iter().collect::<Vec<_>>(), "and")
                )
            }
        }
    }
}

/// An answer of a payload in words.
pub(super) fn in_words(view: &DraftView<'_>, field: Option<&Field>, json: &Json) -> String {
    let strings = view.manner.strings;
    match json {
        Json::String(text) => match field.and_then(|field| Some((field, field.option(text)?))) {
            Some((field, option)) => strings.option(&view.layout.form, field, option).to_owned(),
            None => text.clone(),
        },
        Json::Bool(holds) => strings.word(if *holds { "yes" } else { "no" }).to_owned(),
        Json::Number(number) => number.to_string(),
        Json::Array(items) if items.is_empty() => strings.word("none").to_owned(),
        Json::Array(items) => {
            items.iter().map(|item| in_words(view, field, item)).collect::<Vec<_>>().join("; ")
        }
        Json::Object(members) => {
            let part = |key: &str| members.get(key).and_then(Json::as_str).unwrap_or_default();
            format!("{} {}", part("amount"), part("currency"))
        }
        Json::Null => String::new(),
    }
}
