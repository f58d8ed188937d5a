//! Asking for facts. `?` means not known yet, which is an answer. Each answer is on disk before the next is asked.

use std::cell::Cell;

use super::text::HIDDEN;
use super::{Guide, GuideError};
use crate::app::app_error::AppError;
use crate::app::stated::value_of;
use crate::app::words::Wording;
use crate::base::id::{ChoiceId, FactId};
use crate::base::text::scrub;
use crate::fact::catalogue::FactRow;
use crate::fact::display::display_value;
use crate::fact::fact_type::{FactType, Scalar};
use crate::fact::typed::{Form, Typing, parse_value};
use crate::fact::value::Value;
use crate::host::prompter::Ask;
use crate::incident::command::{Answer, Command, FactAct, Shown, StepAct};
use crate::incident::key::StepKey;
use crate::incident::refusal::Refusal;

/// An answer with its words.
struct Given {
    answer: Answer,
    wording: Wording,
    typed: String,
}

impl Guide<'_, '_> {
    /// Asks every fact of a question that has no answer yet, or shows what is known for confirmation.
    pub(super) fn ask_question(&mut self, key: &StepKey, ask: &[FactId]) -> Result<(), GuideError> {
        for fact in ask {
            // The last missing answer completes the question; what was known before may still be corrected.
            let step = (!self.settled_here(key)).then_some(key);
            if !self.ask_fact(fact, step)? {
                return Ok(());
            }
        }
        let open = self.line_of(key).is_some();
        if open {
            self.complete(key)?;
        }
        Ok(())
    }

    fn settled_here(&self, key: &StepKey) -> bool {
        let settled = self.session.state().step(key).and_then(|step| step.settled.as_ref());
        settled.is_some_and(|act| Some(act.by) == self.session.actor())
    }

    /// Asks one fact until it is answered. Gives false when the person leaves it.
    pub(super) fn ask_fact(&mut self, fact: &FactId, step: Option<&StepKey>) -> Result<bool, GuideError> {
        let Some(row) = self.session.plans().fact(fact.as_str()).cloned() else { return Ok(true) };
        let mut typed = String::new();
        loop {
            let shown = Shown { head: self.session.state().head(), facts: vec![fact.clone()] };
            let Some(given) = self.ask_value(&row, &typed)? else { return Ok(false) };
            let kept = given.typed.clone();
            if self.unchanged_known(fact, &given) {
                return Ok(true);
            }
            match self.answer(fact, step, given, shown) {
                Ok(()) => return Ok(true),
                Err(GuideError::App(AppError::Refused(refusal))) => {
                    self.refused(&refusal);
                    for line in std::mem::take(&mut self.notice) {
                        self.prompter.say(&line);
                    }
                    self.session.refresh()?;
                    if matches!(refusal, Refusal::Settled { .. } | Refusal::Closed(_)) {
                        return Ok(false);
                    }
                    typed = kept;
                }
                Err(other) => return Err(other),
            }
        }
    }

    /// Whether the person only confirmed what stands.
    fn unchanged_known(&self, fact: &FactId, given: &Given) -> bool {
        let known = self.session.state().facts().value(fact);
        match &given.answer {
            Answer::Known(value) => known == Some(value),
            Answer::Unknown { .. } => false,
        }
    }

    fn answer(
        &mut self,
        fact: &FactId,
        step: Option<&StepKey>,
        given: Given,
        shown: Shown,
    ) -> Result<(), GuideError> {
        let Given { answer, mut wording, .. } = given;
        let disputed = match &answer {
            Answer::Known(value) => self.contradicts(fact, value),
            Answer::Unknown { .. } => false,
        };
        let why = if disputed {
            let why = self.reason("Somebody else said otherwise. Why is this right", &[], true)?;
            wording.say_some(why.as_deref())?
        } else {
            None
        };
        let command = match (step, answer) {
            (Some(step), answer) => Command::Step {
                step: step.clone(),
                act: StepAct::Answer { answers: vec![(fact.clone(), answer)], note: None, why },
                shown: Some(shown),
            },
            (None, Answer::Known(value)) => Command::Fact {
                fact: fact.clone(),
                act: FactAct::State { value, basis: None, why, second: None },
            },
            (None, Answer::Unknown { recheck }) => {
                Command::Fact { fact: fact.clone(), act: FactAct::Unknown { recheck, why } }
            }
        };
        let entries = self.session.act(command, wording)?;
        self.acknowledge(&entries);
        Ok(())
    }

    fn contradicts(&self, fact: &FactId, value: &Value) -> bool {
        let known = self.session.state().facts().get(fact).and_then(|fact| fact.known.as_ref());
        known.is_some_and(|known| {
            known.value != *value && known.said_by().is_some_and(|by| Some(by) != self.session.actor())
        })
    }

    /// Asks until something can be read. Nothing when the person goes back with an empty line and nothing is known.
    fn ask_value(&mut self, row: &FactRow, kept: &str) -> Result<Option<Given>, GuideError> {
        let mut ask = self.prompt_for(row, kept);
        loop {
            let typed = self.line(&ask)?;
            ask.help = Vec::new();
            ask.keep(&typed);
            if typed.is_empty() {
                self.prompter.say("An answer, or ? for not known yet. b goes back.");
                continue;
            }
            if typed == "b" {
                return Ok(None);
            }
            if typed == "?" && !self.takes_away(row)? {
                ask.initial = self.offered_value(row).unwrap_or_default();
                continue;
            }
            if typed == "?" {
                let answer = Answer::Unknown { recheck: None };
                return Ok(Some(Given { answer, wording: Wording::default(), typed }));
            }
            match self.read_value(row, &typed) {
                Ok(given) => return Ok(Some(given)),
                Err(AppError::WrongAnswer(why)) => self.prompter.say(&format!("  {}", scrub(&why))),
                Err(other) => return Err(other.into()),
            }
        }
    }

    /// Whether "not known yet" is meant where something is known: the value would no longer stand.
    fn takes_away(&mut self, row: &FactRow) -> Result<bool, GuideError> {
        if self.session.state().facts().value(&row.id).is_none() {
            return Ok(true);
        }
        let known = self.known_text(row).unwrap_or_else(|| HIDDEN.to_owned());
        let help = vec![format!("  This takes away what is known: {}", scrub(&known))];
        let prompt = "y takes it away, Enter keeps it".to_owned();
        let typed = self.line(&Ask { prompt, help, initial: String::new() })?;
        Ok(typed.eq_ignore_ascii_case("y"))
    }

    fn read_value(&self, row: &FactRow, typed: &str) -> Result<Given, AppError> {
        let shown = self.known_text(row).is_some_and(|known| known == typed);
        if let Some(value) = self.session.state().facts().value(&row.id).filter(|_| shown) {
            let answer = Answer::Known(value.clone());
            return Ok(Given { answer, wording: Wording::default(), typed: typed.to_owned() });
        }
        let typing = Typing { now: self.session.now(), zone: self.session.zone() };
        let read = parse_value(typed, row, &typing).map_err(|why| AppError::WrongAnswer(why.to_string()))?;
        let mut wording = self.session.wording();
        let value = value_of(read, &row.id, (self.session.state(), self.session.words()), &mut wording)?;
        Ok(Given { answer: Answer::Known(value), wording, typed: typed.to_owned() })
    }

    fn known_text(&self, row: &FactRow) -> Option<String> {
        let value = self.session.state().facts().value(&row.id)?;
        let hidden = Cell::new(false);
        let words = |passage| {
            self.session.shown(passage).unwrap_or_else(|| {
                hidden.set(true);
                String::new()
            })
        };
        let text = display_value(value, Some(row), &words, self.session.zone());
        // Half a value must not be confirmed.
        (!hidden.get()).then_some(text)
    }

    fn prompt_for(&self, row: &FactRow, kept: &str) -> Ask {
        let known = self.known_text(row);
        let mut ask = ask_for(row);
        if let Some(known) = &known {
            // A long value stands in the answer already; of choices it is their numbers that stand there.
            ask.help.push(if known.chars().count() > SHORT && row.choices.is_empty() {
                "  Enter confirms what is known".to_owned()
            } else {
                format!("  known: {} (Enter confirms)", scrub(known))
            });
        }
        let open = known.is_none() && self.session.state().facts().was_asked(&row.id);
        if open {
            ask.help.push("  not known when it was asked before (Enter leaves it so)".to_owned());
        }
        let offered = if open { Some("?".to_owned()) } else { self.offered_value(row) };
        ask.initial = if kept.is_empty() { offered.unwrap_or_default() } else { kept.to_owned() };
        ask
    }

    /// What is known as it would be typed: choices by their numbers, because labels are long and a `?` behind them means nothing.
    fn offered_value(&self, row: &FactRow) -> Option<String> {
        let known = self.known_text(row)?;
        let chosen = self.session.state().facts().value(&row.id).and_then(chosen);
        let number = |id: &ChoiceId| row.choices.iter().position(|choice| choice.id == *id);
        let numbers = chosen.and_then(|ids| ids.into_iter().map(number).collect::<Option<Vec<_>>>());
        let typed = |mut numbers: Vec<usize>| {
            numbers.sort_unstable();
            numbers.iter().map(|n| (n + 1).to_string()).collect::<Vec<_>>().join(", ")
        };
        Some(numbers.map_or(known, typed))
    }
}

/// The choices that a value holds, if it is one of choices.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds hold no choice")]
fn chosen(value: &Value) -> Option<Vec<&ChoiceId>> {
    match value {
        Value::Choice(id) => Some(vec![id]),
        Value::Choices(ids) if !ids.is_empty() => Some(ids.iter().collect()),
        _other => None,
    }
}

/// A value of so many characters is shown beside its question too.
const SHORT: usize = 40;

/// How several entries are typed, and none.
const LIST: &str = ", several with commas or ; between, none = there is none";

/// How a person is asked for a fact.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
pub(crate) fn ask_for(row: &FactRow) -> Ask {
    let mut help = vec![String::new(), scrub(&row.label).into_owned()];
    if !row.help.is_empty() {
        help.push(format!("  {}", scrub(&row.help)));
    }
    for (n, choice) in row.choices.iter().enumerate() {
        help.push(format!("  {}. {}", n + 1, scrub(&choice.label)));
    }
    let form = Form::of(row.fact_type.scalar());
    let several = if matches!(row.fact_type, FactType::List(_)) { LIST } else { "" };
    let prompt = match row.fact_type.scalar() {
        Scalar::Choice | Scalar::Choices => {
            format!("{} by number{several}, ? = not known yet", form.what)
        }
        _typed => format!("{}{several} (such as {}), ? = not known yet", form.what, form.example),
    };
    Ask { prompt, help, initial: String::new() }
}
