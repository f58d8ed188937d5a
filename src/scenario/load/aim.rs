//! Reading an expectation.

use super::{Known, condition, period, required, step, text, texts, words};
use crate::base::id::{CriticalTaskId, ExpectationId, InjectId, OptionId, StepId};
use crate::base::problem::{Placed, Problem};
use crate::base::reader::Table;
use crate::expr::names::Names as _;
use crate::playbook::model::DutyId;
use crate::scenario::expectation::{AIM_WORDS, Aim, CountedIn, Expectation};
use crate::training::question;

/// What an expectation earns where its author said nothing.
const USUAL_SCORE: i64 = 100;

/// What it costs when something happens that never should.
const USUAL_PENALTY: i64 = -50;

/// Reads an expectation, of an inject with its number there, or of the whole exercise.
pub(super) fn read(
    table: &mut Table<'_>,
    of: Option<(&InjectId, usize)>,
    known: &Known<'_>,
) -> Option<Expectation> {
    let id = id(table, of);
    let kind = table.required_string("kind");
    let aim = kind.as_ref().and_then(|kind| match kind.value.as_str() {
        "quiz" => quiz(table, kind, id.as_ref().filter(|_| of.is_some())),
        _other => aim(table, kind, known),
    });
    let words = text(table, "text");
    let (within, expires) = (period(table, "within"), period(table, "expires"));
    let counted_in = counted_in(table);
    let task = table.parsed("task", CriticalTaskId::parse).map(Placed::into_value);
    let score = table.integer("score");
    if let (Some(within), Some(expires)) = (within, expires)
        && expires < within
    {
        let span = table.key_span("expires").unwrap_or_else(|| table.span());
        table.error("scenario::expires-first", span, "`expires` lies before `within`");
    }
    let aim = aim?;
    let usual = if matches!(aim, Aim::Never(_)) { USUAL_PENALTY } else { USUAL_SCORE };
    if let (Aim::Never(_), Some(score)) = (&aim, score.as_ref().filter(|score| score.value > 0)) {
        let message = "what must never happen earns nothing: its score is below zero";
        table.error("scenario::score", score.span, message);
    }
    Some(Expectation {
        id: id?,
        inject: of.map(|(inject, _)| inject.clone()),
        text: if words.is_empty() { in_words(&aim, known) } else { words },
        aim,
        within,
        expires,
        counted_in,
        task,
        score: score.map_or(usual, |score| score.value),
    })
}

fn id(table: &mut Table<'_>, of: Option<(&InjectId, usize)>) -> Option<ExpectationId> {
    match of {
        Some((inject, n)) if !table.has("id") => ExpectationId::parse(&format!("{inject}-{n}")).ok(),
        Some(_) | None => table.required_id("id", ExpectationId::parse).map(Placed::into_value),
    }
}

fn counted_in(table: &mut Table<'_>) -> CountedIn {
    let parse = |word: &str| match word {
        "play" => Ok(CountedIn::Play),
        "story" => Ok(CountedIn::Story),
        _other => Err("`play` counts the minutes that are played, `story` those of the story"),
    };
    table.parsed("clock", parse).map_or(CountedIn::Play, Placed::into_value)
}

fn aim(table: &mut Table<'_>, kind: &Placed<String>, known: &Known<'_>) -> Option<Aim> {
    match kind.value.as_str() {
        "step-done" => step(table, "step", known).map(Aim::StepDone),
        "decision" => {
            let step = step(table, "step", known);
            let options = table.strings("options");
            let step = step?;
            let options = options.into_iter().filter_map(|option| option_of(table, &option, (&step, known)));
            Some(Aim::Decision(step.clone(), options.collect()))
        }
        "fact" => must(table, "holds", known).map(Aim::Fact),
        "deadline-met" => duty(table, known).map(Aim::DeadlineMet),
        "evidence-before" => {
            let (evidence, before) = (step(table, "evidence", known), step(table, "before", known));
            Some(Aim::EvidenceBefore { evidence: evidence?, before: before? })
        }
        "never" => must(table, "holds", known).map(Aim::Never),
        "communication" => {
            let (step, says) = (step(table, "step", known), texts(table, "says"));
            Some(Aim::Communication(step?, says))
        }
        "observed" => required(table, "question").map(Aim::Observed),
        other => {
            let message = format!("there is no kind of expectation `{other}`");
            let problem = Problem::error(table.source(), "scenario::unknown-kind", kind.span, message)
                .suggest(other, AIM_WORDS)
                .help(format!("the kinds are {}", AIM_WORDS.join(", ")));
            table.report(problem);
            None
        }
    }
}

/// It comes with an inject, as otherwise nobody would ask it.
fn quiz(table: &mut Table<'_>, kind: &Placed<String>, id: Option<&ExpectationId>) -> Option<Aim> {
    let Some(id) = id else {
        table.error("scenario::quiz-alone", kind.span, "a quiz stands in the inject that asks it");
        return None;
    };
    if !table.has("quiz") {
        table.missing("quiz");
    }
    let read = table.table("quiz", |inner| {
        inner.name("the quiz");
        question::read(inner, OptionId::parse(id.as_str()).ok())
    });
    read.flatten().map(Aim::Quiz)
}

fn must(table: &mut Table<'_>, key: &'static str, known: &Known<'_>) -> Option<crate::expr::Condition> {
    if !table.has(key) {
        table.missing(key);
    }
    condition(table, key, known)
}

fn option_of(
    table: &mut Table<'_>,
    typed: &Placed<String>,
    (step, known): (&StepId, &Known<'_>),
) -> Option<OptionId> {
    let names = known.names.step(step.as_str());
    let options = names.and_then(|names| names.choices).unwrap_or_default();
    let found = options.iter().find(|option| option.as_str() == typed.value).cloned();
    if found.is_none() {
        let message = format!("step `{step}` has no option `{}`", typed.value);
        let problem = Problem::error(table.source(), "scenario::unknown-option", typed.span, message)
            .suggest(&typed.value, options.iter().map(OptionId::as_str));
        table.report(problem);
    }
    found
}

fn duty(table: &mut Table<'_>, known: &Known<'_>) -> Option<DutyId> {
    let typed = table.required_string("duty")?;
    let duty = DutyId::parse(&typed.value);
    let found = duty.filter(|duty| known.ground.regimes.stage(&duty.regime, &duty.stage).is_some());
    if found.is_none() {
        let problem = Problem::error(
            table.source(),
            "scenario::unknown-duty",
            typed.span,
            format!("there is no duty `{}`", typed.value),
        );
        table.report(
            problem.help("write REGIME/STAGE, such as `gdpr-33-1/notify`; `breachbook regimes list`"),
        );
    }
    found
}

/// What is expected, where the author did not say it.
fn in_words(aim: &Aim, known: &Known<'_>) -> String {
    let title = |step: &StepId| {
        let found = known.names.playbook_step(step.as_str());
        found.map_or_else(|| step.to_string(), |step| step.title.clone())
    };
    match aim {
        Aim::StepDone(step) => format!("{}: done", title(step)),
        Aim::Decision(step, options) if options.is_empty() => format!("{}: decided", title(step)),
        Aim::Decision(step, options) => {
            let words: Vec<&str> = options.iter().map(OptionId::as_str).collect();
            format!("{}: decided for {}", title(step), words.join(" or "))
        }
        Aim::Fact(condition) => {
            words::sentence(condition, known).unwrap_or_else(|| format!("known: {}", condition.text()))
        }
        Aim::DeadlineMet(duty) => format!("{duty} served in time"),
        Aim::EvidenceBefore { evidence, before } => {
            format!("evidence of \"{}\" taken before \"{}\"", title(evidence), title(before))
        }
        Aim::Never(condition) => {
            let said = words::sentence(condition, known);
            format!("never: {}", said.as_deref().unwrap_or(condition.text()))
        }
        Aim::Communication(step, _) => format!("{}: told", title(step)),
        Aim::Quiz(question) => question.text.clone(),
        Aim::Observed(question) => question.clone(),
    }
}
