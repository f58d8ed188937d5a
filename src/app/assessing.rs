//! Assessments of given attributes, and of an incident by its facts: views that write nothing. Rules are read only when somebody asks.
//! Must not decide: a person does.

use std::sync::Arc;

use serde::Serialize;

use super::app_error::AppError;
use super::ground::catalogue;
use super::pinned_profile::profile;
use super::session::Session;
use super::standing;
use crate::assess::assessment::Assessment;
use crate::assess::attribute::AttributeTable;
use crate::assess::attributes::{AttributeProblem, Attributes, AttributesError};
use crate::assess::breach::BreachRules;
use crate::assess::from_facts;
use crate::assess::significance::{Criteria, Finding};
use crate::base::id::FactId;
use crate::base::problem::{Problem, Problems, Source, Span};
use crate::base::reader::MAX_DOCUMENT;
use crate::base::text::{count, fit};
use crate::fact::catalogue::FactRow;
use crate::fact::value::Value;
use crate::incident::facts::Known;
use crate::incident::state::State;
use crate::report::assessment::{Basis, BasisFact, Gap, GapFact, Grounds};
use crate::report::status::work::StepLine;

/// A law that can be asked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Law {
    /// GDPR Art. 33 and 34.
    Breach,
    /// A law that asks whether an incident is significant or major.
    Other(&'static Criteria),
}

/// What a law says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Found {
    /// Record, notify, tell the people.
    Breach(Assessment),
    /// Significant or major.
    Other(Finding),
}

impl Law {
    /// The attributes that it takes.
    fn attributes(self) -> &'static AttributeTable {
        match self {
            Self::Breach => BreachRules::shipped().attributes(),
            Self::Other(criteria) => criteria.attributes(),
        }
    }

    /// What it says of attributes.
    fn assess(self, attributes: &Attributes) -> Found {
        match self {
            Self::Breach => Found::Breach(BreachRules::shipped().assess(attributes)),
            Self::Other(criteria) => Found::Other(criteria.assess(attributes)),
        }
    }
}

impl Found {
    fn unknowns(&self) -> &[String] {
        match self {
            Self::Breach(found) => &found.unknowns,
            Self::Other(found) => &found.unknowns,
        }
    }
}

/// What a law says of attributes that are written as JSON. Every problem of the document is told, up to [`MOST_PROBLEMS`].
pub(crate) fn of_document(law: Law, source: &Arc<Source>) -> Result<Found, AppError> {
    let mut problems = Problems::default();
    if source.text.len() > MAX_DOCUMENT {
        let message = format!("document is larger than {} KiB", MAX_DOCUMENT / 1024);
        problems.push(Problem::error(source, "document::too-large", Span::default(), message));
        return Err(AppError::Problems(problems));
    }
    // Some editors write a mark before the first character.
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    match Attributes::from_json(text, law.attributes()) {
        Ok(attributes) => return Ok(law.assess(&attributes)),
        Err(AttributesError::NotJson { why, line, column }) => {
            let place = offset(&source.text, line, column);
            let message = format!("this is no JSON object of attributes: {}", fit(&why, WIDTH));
            problems.push(Problem::error(source, "attributes::not-json", place, message));
        }
        Err(AttributesError::Problems(found)) => {
            found.iter().take(MOST_PROBLEMS).for_each(|found| problems.push(placed(source, found)));
            if let Some(more) = found.len().checked_sub(MOST_PROBLEMS).filter(|more| *more > 0) {
                let message = format!("{} not shown", count(more, "further problem"));
                let end = source.text.len();
                let span = Span { start: end, end };
                problems.push(Problem::error(source, "attributes::more", span, message));
            }
        }
    }
    Err(AppError::Problems(problems))
}

/// So many problems of one document are told; the rest is counted.
const MOST_PROBLEMS: usize = 40;

/// How wide what somebody typed may stand in a message.
const WIDTH: usize = 160;

/// A problem at its key. A key that is written with escapes is not found; then it is told without a place.
fn placed(source: &Arc<Source>, found: &AttributeProblem) -> Problem {
    let key = format!("\"{}\"", found.attribute);
    let is_key =
        |at: &usize| source.text.get(at + key.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'));
    // Of a key that is given twice the last is too many.
    let at = source.text.rmatch_indices(&key).map(|(at, _)| at).find(is_key);
    let span = at.map_or(Span::default(), |at| Span { start: at, end: at + key.len() });
    let message = format!("`{}` {}", fit(&found.attribute, WIDTH), fit(&found.why, WIDTH * 4));
    let problem = Problem::error(source, "attributes::attribute", span, message);
    match &found.suggestion {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    }
}

fn offset(text: &str, line: usize, column: usize) -> Span {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut start = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let end = text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |c| start + c.len_utf8());
    Span { start, end }
}

/// What a law says of an incident, with what that rests on and what is missing.
pub(crate) fn of_incident(law: Law, session: &Session<'_>) -> Result<(Found, Grounds), AppError> {
    let book = session.state().facts();
    let involved = FactId::parse("personal_data_involved").ok().and_then(|id| book.get(&id)?.known.clone());
    if let (Law::Breach, Some(Known { value: Value::Bool(false), seq, .. })) = (law, involved) {
        return Err(AppError::NotPossible(format!(
            "no personal data is involved (`personal_data_involved`, entry #{}), so there is no breach of it to assess",
            seq.0
        )));
    }
    let facts = |id: &FactId| book.value(id).cloned();
    let attributes = match law {
        Law::Breach => from_facts::breach(&facts, sector(session)?.as_deref()),
        Law::Other(criteria) => from_facts::by_table(&facts, criteria.attributes()),
    };
    let found = law.assess(&attributes);
    let questions = questions(session);
    let missing = found.unknowns().iter().filter_map(|id| gap(law, id, session, &questions)).collect();
    let opening = session.state().opening();
    let grounds = Grounds {
        incident: opening.map(|(opening, _)| opening.id.clone()).unwrap_or_default(),
        codename: opening.map(|(opening, _)| opening.codename.to_uppercase()).unwrap_or_default(),
        entries: session.state().head().0,
        sources: sources(law, &attributes, session),
        missing,
    };
    Ok((found, grounds))
}

/// What the rules advise by the facts as they stood; nothing where no personal data is involved.
pub(crate) fn advice_at(state: &State, sector: Option<&str>) -> Option<Assessment> {
    let book = state.facts();
    let facts = |id: &FactId| book.value(id).cloned();
    let no_data = book.value_of("personal_data_involved") == Some(&Value::Bool(false));
    (!no_data).then(|| BreachRules::shipped().assess(&from_facts::breach(&facts, sector)))
}

/// The sector of the organisation profile as it was when the incident was opened.
fn sector(session: &Session<'_>) -> Result<Option<String>, AppError> {
    Ok(profile(session)?.and_then(|profile| profile.entity.sector))
}

/// The attributes that are known, with the entries behind them.
fn sources(law: Law, attributes: &Attributes, session: &Session<'_>) -> Vec<Basis> {
    let known = |fact: &FactRow| {
        let known = session.state().facts().get(&fact.id)?.known.as_ref()?;
        Some(BasisFact { fact: fact.id.to_string(), entry: known.seq.0, disputed: known.disputed })
    };
    let strange = |id: &FactId| {
        attributes.strange().iter().find(|word| word.attribute == *id).map(|word| word.word.clone())
    };
    let rows = law.attributes().rows().filter_map(|row| Some((row, attributes.get(row.id.as_str())?)));
    rows.map(|(row, value)| Basis {
        attribute: row.id.to_string(),
        value: strange(&row.id).unwrap_or_else(|| row.shown(value)),
        facts: from_facts::facts_of(row).into_iter().filter_map(known).collect(),
    })
    .collect()
}

/// Open steps that ask for facts.
fn questions(session: &Session<'_>) -> Vec<StepLine> {
    let asks = |step: &&StepLine| step.kind == "question" && step.work == "do";
    standing::status(session).steps().filter(asks).cloned().collect()
}

/// What is not known of an attribute. If all its facts are known and still leave it open, all of them are named.
fn gap(law: Law, attribute: &str, session: &Session<'_>, questions: &[StepLine]) -> Option<Gap> {
    let row = law.attributes().get(attribute)?;
    let book = session.state().facts();
    let (known, unknown): (Vec<_>, Vec<_>) =
        from_facts::facts_of(row).into_iter().partition(|fact| book.value(&fact.id).is_some());
    let ask = if unknown.is_empty() { known } else { unknown };
    let facts = ask.into_iter().map(|fact| gap_fact(fact, questions)).collect();
    Some(Gap { attribute: attribute.to_owned(), says: row.says.clone(), facts })
}

fn gap_fact(fact: &FactRow, questions: &[StepLine]) -> GapFact {
    let id = fact.id.to_string();
    let step = questions.iter().find(|step| step.choices.contains(&id));
    let label = catalogue().get(&id).map(|row| row.label.clone()).unwrap_or_default();
    GapFact {
        command: step.map_or_else(|| format!("fact set {id}=.."), |step| step.command.clone()),
        label,
        choices: fact.choices.iter().map(|choice| choice.id.to_string()).collect(),
        fact: id,
    }
}
