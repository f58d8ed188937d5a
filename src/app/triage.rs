//! The triage before an incident is opened: how its questions, answers and advice read, and what of it goes into the record. Must not ask.

use super::app_error::AppError;
use super::session::Session;
use crate::base::id::FactId;
use crate::base::time::Zone;
use crate::fact::catalogue::FactRow;
use crate::fact::display::display_value;
use crate::fact::typed::{TypedValue, Typing, parse_value};
use crate::fact::value::Value;
use crate::incident::command::{Command, FactAct};
use crate::incident::event::note::{Marker, NoteTaken};
use crate::playbook::library::Library;
use crate::playbook::triage::{Advice, Answers, Triage};

/// Reads an answer; `?` is "not known yet".
pub(crate) fn read_answer(row: &FactRow, typed: &str, typing: &Typing) -> Result<Option<Value>, AppError> {
    if typed.trim() == "?" {
        return Ok(None);
    }
    match parse_value(typed, row, typing) {
        Ok(TypedValue::Value(value)) => Ok(Some(value)),
        Ok(TypedValue::Words(_) | TypedValue::List(_) | TypedValue::Ambiguous(_) | TypedValue::Future(_)) => {
            Err(AppError::WrongAnswer("words and times are asked for once the incident is open".to_owned()))
        }
        Err(why) => Err(AppError::WrongAnswer(why.to_string())),
    }
}

/// What is proposed, as lines for people.
pub(crate) fn advice_lines(advice: &Advice<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    match advice.playbooks.split_first() {
        Some((first, others)) => {
            lines.push(format!("Proposed: {}, because {}.", first.playbook, first.because));
            let others = others.iter().map(|p| format!("Fits too: {}, because {}.", p.playbook, p.because));
            lines.extend(others);
        }
        None => lines.push("Nothing that was seen points to one playbook.".to_owned()),
    }
    let missing = advice.missing.iter();
    lines.extend(missing.map(|p| {
        format!("{} would fit, because {}; there is no such playbook here.", p.playbook, p.because)
    }));
    lines.push(format!("Severity: {}, because {}.", advice.severity, advice.reasons.join("; ")));
    lines
}

/// A triage that was answered.
pub(crate) struct Answered<'a> {
    /// The questions.
    pub(crate) triage: &'a Triage,
    /// What was answered; a question that is not in it was not asked.
    pub(crate) answers: &'a Answers,
    /// Which playbooks there are.
    pub(crate) library: &'a Library,
}

impl Answered<'_> {
    /// Puts it into the record of the incident that was opened on a playbook: one note with questions, answers and advice; the severity;
    /// every answer whose fact the incident knows, unless it was given when the incident was opened.
    pub(crate) fn record(&self, session: &mut Session<'_>, playbook: &str) -> Result<(), AppError> {
        let advice = self.triage.advise(self.answers, &|id| self.library.source(id).is_some());
        let mut wording = session.wording();
        let text = wording.say(&self.protocol(&advice, playbook, session.zone()))?;
        let basis = wording.say("the triage before the incident was opened")?;
        let note = NoteTaken {
            text,
            marker: Marker::Note,
            answers: None,
            step: None,
            from: None,
            labels: Vec::new(),
        };
        let severity = FactId::parse("severity").map(|id| (id, Some(Value::Choice(advice.severity.clone()))));
        let stated = self.answers.iter().map(|(fact, value)| (fact.clone(), value.clone()));
        let known = session.state().facts();
        let facts = severity
            .into_iter()
            .chain(stated)
            .filter(|(fact, _)| session.plans().fact(fact.as_str()).is_some() && known.value(fact).is_none());
        let mut commands = vec![Command::Write(Box::new(note.into()))];
        commands.extend(facts.map(|(fact, value)| {
            let act = match value {
                Some(value) => FactAct::State { value, basis: Some(basis), why: None, second: None },
                None => FactAct::Unknown { recheck: None, why: Some(basis) },
            };
            Command::Fact { fact, act }
        }));
        session.act_all(commands, wording)?;
        Ok(())
    }

    fn protocol(&self, advice: &Advice<'_>, playbook: &str, zone: Zone) -> String {
        let asked = self.triage.questions.iter().filter(|row| self.answers.contains_key(&row.id));
        let mut lines = vec!["Triage before the incident was opened.".to_owned()];
        lines.extend(asked.map(|row| {
            let value = self.answers.get(&row.id).and_then(Option::as_ref);
            let words = |_| String::new();
            let value = value.map(|value| display_value(value, Some(row), &words, zone));
            let value = value.unwrap_or_else(|| "not known yet".to_owned());
            format!("{} {}.", row.label, value.trim_end_matches('.'))
        }));
        lines.extend(advice_lines(advice));
        lines.push(format!("Opened on: {playbook}."));
        lines.join("\n")
    }
}
