//! Draws the answer of a field from facts and own wordings. A value that does not fit is passed over with a remark: one bad value
//! costs one field. Must not look at other fields.

use super::world::{Shown, World};
use super::{Answered, Origin, Remark, Request, Sources, Wording};
use crate::base::id::{ChoiceId, FactId, Seq};
use crate::base::time::Claimed;
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::fact::fact_type::FactType;
use crate::fact::value::{Count, Value};
use crate::form::answer::Answer;
use crate::form::facts::{Facts, Known, Standing};
use crate::form::model::{Case, Field, FieldKind, Fill, Layout, Part};
use crate::form::shipped;
use crate::form::show::Manner;

/// What facts say to a field.
pub(super) struct Drawn {
    pub(super) answered: Option<Answered>,
    /// What facts say in place of a wording.
    pub(super) by_facts: Option<Answer>,
    pub(super) remarks: Vec<Remark>,
    /// The facts that are missing.
    pub(super) lacks: Vec<FactId>,
}

/// Why a value gives no answer.
enum Refused {
    /// It does not fit.
    Unusable,
    /// Its words are gone.
    Gone,
    /// No code stands for it: the field stays open, and nothing is wrong.
    NoCode,
}

/// Everything that is needed to draw one field.
struct Drawing<'a> {
    layout: &'a Layout,
    field: &'a Field,
    world: &'a World<'a>,
    manner: Manner<'a>,
    remarks: Vec<Remark>,
    lacks: Vec<FactId>,
}

impl Drawn {
    /// Draws a field.
    pub(super) fn of(layout: &Layout, field: &Field, world: &World<'_>, manner: Manner<'_>) -> Self {
        let mut drawing = Drawing { layout, field, world, manner, remarks: Vec::new(), lacks: Vec::new() };
        let found = drawing.cases().or_else(|| match &field.fill {
            Fill::Hand => None,
            Fill::First(ids) | Fill::Map(ids, _) => drawing.first(ids),
            Fill::Join(parts) => drawing.join(parts),
        });
        let answered = found.map(|(answer, mut sources)| {
            sources.sort();
            sources.dedup();
            Answered { answer, origin: Origin::Facts, sources }
        });
        drawing.lacks.sort();
        drawing.lacks.dedup();
        Self { answered, by_facts: None, remarks: drawing.remarks, lacks: drawing.lacks }
    }
}

impl<'a> Drawing<'a> {
    fn cases(&mut self) -> Option<(Answer, Vec<Seq>)> {
        for case in &self.field.cases {
            match self.world.truth(&case.when) {
                Shown::Yes => {
                    let answer = self.case(case);
                    return answer.map(|answer| (answer, self.world.behind(&case.when)));
                }
                Shown::No => {}
                Shown::Open(missing) => self.lacks.extend(missing),
            }
        }
        None
    }

    fn case(&self, case: &Case) -> Option<Answer> {
        match self.field.kind {
            FieldKind::Bool => Some(Answer::Bool(case.value == "true")),
            FieldKind::Text => Some(Answer::Text(self.manner.strings.word(&case.value).to_owned())),
            FieldKind::Choice | FieldKind::Choices => {
                self.world.coded(self.field, &[ChoiceId::parse(&case.value).ok()?])
            }
            FieldKind::Number
            | FieldKind::Instant
            | FieldKind::Date
            | FieldKind::Duration
            | FieldKind::Percent
            | FieldKind::Money
            | FieldKind::Items
            | FieldKind::Countries => None,
        }
    }

    fn first(&mut self, ids: &[FactId]) -> Option<(Answer, Vec<Seq>)> {
        for id in ids {
            let Some((known, row, facts)) = self.known(id) else {
                self.lacks.push(id.clone());
                continue;
            };
            match self.convert(known, row, facts) {
                Ok(answer) => {
                    self.note_dispute(id, known);
                    return Some((answer, known.sources.clone()));
                }
                Err(refused) => self.refuse(id, &refused),
            }
        }
        None
    }

    fn known(&self, id: &FactId) -> Option<(&'a Known, &'static FactRow, &'a Facts)> {
        let (known, facts) = self.world.known(id)?;
        Some((known, row(id)?, facts))
    }

    fn note_dispute(&mut self, id: &FactId, known: &Known) {
        if known.disputed {
            self.remarks.push(Remark::Disputed(id.clone()));
        }
    }

    fn refuse(&mut self, id: &FactId, why: &Refused) {
        match why {
            Refused::Unusable => self.remarks.push(Remark::Unusable(id.clone())),
            Refused::Gone => self.remarks.push(Remark::WordsGone(id.clone())),
            Refused::NoCode => {}
        }
        self.lacks.push(id.clone());
    }

    fn join(&mut self, parts: &[Part]) -> Option<(Answer, Vec<Seq>)> {
        let (mut texts, mut sources) = (Vec::new(), Vec::new());
        for part in parts {
            let Some((known, row, facts)) = self.known(&part.from) else {
                self.lacks.push(part.from.clone());
                continue;
            };
            // That there are none is an answer, and nothing to be told in a row of others.
            if known.value.as_list().is_some_and(<[_]>::is_empty) {
                continue;
            }
            match self.text(known, row, facts) {
                Ok(text) => {
                    let prefix = self.manner.strings.prefix(&self.layout.form, self.field, part);
                    texts.push(if prefix.is_empty() { text } else { format!("{prefix}: {text}") });
                    sources.extend(known.sources.iter().copied());
                    self.note_dispute(&part.from, known);
                }
                Err(refused) => self.refuse(&part.from, &refused),
            }
        }
        (!texts.is_empty()).then(|| (Answer::Text(texts.join("\n")), sources))
    }

    fn text(&self, known: &Known, row: &FactRow, facts: &Facts) -> Result<String, Refused> {
        if !fits(&known.value, row) {
            return Err(Refused::Unusable);
        }
        let text = self.manner.fact(&known.value, row, facts).ok_or(Refused::Gone)?;
        if text.trim().is_empty() { Err(Refused::Unusable) } else { Ok(text) }
    }

    fn convert(&mut self, known: &Known, row: &FactRow, facts: &Facts) -> Result<Answer, Refused> {
        if let Fill::Map(_, rows) = &self.field.fill {
            let words = words_of(&known.value, row).ok_or(Refused::Unusable)?;
            let mut codes: Vec<ChoiceId> = Vec::new();
            for word in words {
                codes.extend(rows.get(&word).ok_or(Refused::Unusable)?.iter().cloned());
            }
            return self.codes(&codes);
        }
        let value = &known.value;
        if !fits(value, row) {
            return Err(Refused::Unusable);
        }
        match self.field.kind {
            FieldKind::Text => self.text(known, row, facts).map(Answer::Text),
            FieldKind::Items => self.items(known, row, facts).map(Answer::Items),
            FieldKind::Choice | FieldKind::Choices => {
                let words = words_of(value, row).ok_or(Refused::Unusable)?;
                let codes: Vec<ChoiceId> = words.iter().filter_map(|w| ChoiceId::parse(w).ok()).collect();
                self.codes(&codes)
            }
            FieldKind::Bool
            | FieldKind::Number
            | FieldKind::Instant
            | FieldKind::Date
            | FieldKind::Duration
            | FieldKind::Percent
            | FieldKind::Money
            | FieldKind::Countries => plain(self.field.kind, value, self.manner).ok_or(Refused::Unusable),
        }
    }

    fn codes(&mut self, codes: &[ChoiceId]) -> Result<Answer, Refused> {
        if codes.is_empty() {
            return Err(Refused::NoCode);
        }
        let several: Vec<String> = codes.iter().map(ToString::to_string).collect();
        let differ = codes.iter().any(|code| Some(code) != codes.first());
        if self.field.kind == FieldKind::Choice && differ {
            self.remarks.push(Remark::Shortened(several));
        }
        self.world.coded(self.field, codes).ok_or(Refused::NoCode)
    }

    fn items(&self, known: &Known, row: &FactRow, facts: &Facts) -> Result<Vec<String>, Refused> {
        let Some(items) = known.value.as_list() else {
            return self.text(known, row, facts).map(|text| vec![text]);
        };
        let texts = items.iter().map(|item| self.manner.fact(&item.v, row, facts));
        texts.collect::<Option<_>>().ok_or(Refused::Gone)
    }
}

/// A fact or a given value.
pub(super) fn row(id: &FactId) -> Option<&'static FactRow> {
    Catalogue::shipped().get(id.as_str()).or_else(|| shipped::given().get(id.as_str()))
}

/// Whether a value is of the type of its fact.
fn fits(value: &Value, row: &FactRow) -> bool {
    let scalar = row.fact_type.scalar();
    match (row.fact_type, value) {
        (FactType::List(_), Value::List(items)) => {
            items.iter().all(|item| item.v.fits(scalar, row.sensitive))
        }
        (FactType::One(_), value) => value.fits(scalar, row.sensitive),
        (FactType::List(_), _) => false,
    }
}

/// The words of a value in a map of codes.
fn words_of(value: &Value, row: &FactRow) -> Option<Vec<String>> {
    let known = |choice: &ChoiceId| row.choices.iter().any(|option| option.id == *choice);
    let word = |word: &str| Some(vec![word.to_owned()]);
    if !fits(value, row) {
        return None;
    }
    match value {
        Value::Choice(choice) => known(choice).then(|| vec![choice.to_string()]),
        Value::Choices(choices) => {
            choices.iter().all(known).then(|| choices.iter().map(ToString::to_string).collect())
        }
        Value::Bool(holds) => word(if *holds { "yes" } else { "no" }),
        Value::Count(Count { low, high, about }) => {
            word(if *high == Some(*low) && !about { "exact" } else { "approximate" })
        }
        Value::List(items) => word(if items.is_empty() { "none" } else { "some" }),
        Value::Int(_)
        | Value::Decimal(_)
        | Value::Percent(_)
        | Value::Money(_)
        | Value::Datetime(_)
        | Value::Duration(_)
        | Value::Country(_)
        | Value::Hash(_)
        | Value::Ip(_)
        | Value::Words(_) => word("some"),
    }
}

/// Answers that are the value itself. Of a range the upper bound is told: the notice must not make the breach look smaller.
fn plain(kind: FieldKind, value: &Value, manner: Manner<'_>) -> Option<Answer> {
    let day = |at: &Claimed| at.at.in_zone(manner.zone).date_naive();
    match (kind, value) {
        (FieldKind::Bool, Value::Bool(holds)) => Some(Answer::Bool(*holds)),
        (FieldKind::Number, Value::Count(count)) => Some(Answer::Number(count.high.unwrap_or(count.low))),
        (FieldKind::Number, Value::Int(n)) => u64::try_from(*n).ok().map(Answer::Number),
        (FieldKind::Instant, Value::Datetime(at)) => Some(Answer::Instant(at.at)),
        (FieldKind::Date, Value::Datetime(at)) => Some(Answer::Date(day(at))),
        (FieldKind::Duration, Value::Duration(length)) => Some(Answer::Duration(*length)),
        (FieldKind::Percent, Value::Percent(share)) => Some(Answer::Percent(*share)),
        (FieldKind::Money, Value::Money(money)) => Some(Answer::Money(money.clone())),
        (FieldKind::Countries, Value::Country(code)) => Some(Answer::Countries(vec![code.clone()])),
        (FieldKind::Countries, Value::List(items)) => {
            let code =
                |value: &Value| if let Value::Country(code) = value { Some(code.clone()) } else { None };
            items.iter().map(|item| code(&item.v)).collect::<Option<_>>().map(Answer::Countries)
        }
        _ => None,
    }
}

/// Puts a person's own words in the place of what facts say. Those for this recipient go before those for all.
pub(super) fn worded(
    drawn: Drawn,
    layout: &Layout,
    field: &Field,
    request: &Request<'_>,
    world: &World<'_>,
) -> Drawn {
    let sources = world.sources();
    let Some(wording) = wording(field, request, sources.wordings) else { return drawn };
    let typed = Answer::typed(&wording.text, &layout.form, field, request.strings);
    let Some(answer) = typed.and_then(|answer| allowed(answer, field, world)) else {
        let mut remarks = drawn.remarks;
        remarks.push(Remark::WordingUnusable(wording.seq));
        return Drawn { remarks, ..drawn };
    };
    let mut remarks: Vec<Remark> =
        drawn.remarks.into_iter().filter(|remark| matches!(remark, Remark::Disputed(_))).collect();
    let moved: Vec<FactId> = field.takes().into_iter().filter(|id| moved(id, wording.seq, sources)).collect();
    if !moved.is_empty() {
        remarks.push(Remark::WordingMoved(moved));
    }
    let (by_facts, behind) = drawn.answered.map(|answered| (answered.answer, answered.sources)).unzip();
    let mut sources: Vec<Seq> = behind.unwrap_or_default();
    sources.push(wording.seq);
    sources.sort();
    sources.dedup();
    let answered = Answered { answer, origin: Origin::Wording(wording.seq), sources };
    Drawn { answered: Some(answered), by_facts, remarks, lacks: drawn.lacks }
}

/// Codes only as far as they may be chosen now.
fn allowed(answer: Answer, field: &Field, world: &World<'_>) -> Option<Answer> {
    let codes = match &answer {
        Answer::Choice(code) => std::slice::from_ref(code),
        Answer::Choices(codes) => codes.as_slice(),
        Answer::Text(_)
        | Answer::Bool(_)
        | Answer::Number(_)
        | Answer::Instant(_)
        | Answer::Date(_)
        | Answer::Duration(_)
        | Answer::Percent(_)
        | Answer::Money(_)
        | Answer::Items(_)
        | Answer::Countries(_) => return Some(answer),
    };
    world.coded(field, codes)
}

/// Whether an entry newer than the wording spoke about a fact.
fn moved(id: &FactId, since: Seq, sources: Sources<'_>) -> bool {
    match sources.facts.get(id.as_str()) {
        Some(Standing::Known(known)) => known.sources.iter().any(|seq| *seq > since),
        Some(Standing::Waiting(waiting)) => waiting.asked.is_some_and(|seq| seq > since),
        None => false,
    }
}

fn wording<'a>(field: &Field, request: &Request<'_>, wordings: &'a [Wording]) -> Option<&'a Wording> {
    let language = |wording: &&Wording| {
        wording.language.as_ref().is_none_or(|language| *language == request.strings.code)
    };
    let recipient = |wording: &&Wording| {
        wording.recipient.as_deref().is_none_or(|recipient| Some(recipient) == request.recipient)
    };
    let own = wordings.iter().filter(|wording| wording.field == field.id);
    own.filter(language).filter(recipient).max_by_key(|wording| (wording.recipient.is_some(), wording.seq))
}
