//! Players answer the questions of an inject, once for their team. Whether they are right is said in the report, never during play.

use super::inbox::Asked;
use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::base::id::OptionId;
use crate::incident::command::Command;
use crate::incident::event::exercise::QuestionAnswered;
use crate::record::entry::Entry;
use crate::record::inject_card::{AnsweredBy, CardQuestion};
use crate::training::question::Given;

/// Writes an answer. Gives no entry where somebody else was faster.
pub(crate) fn answer(
    session: &mut Session<'_>,
    asked: &Asked,
    given: &Given,
) -> Result<Vec<Entry>, AppError> {
    let (chosen, figure) = match given {
        Given::Chosen(chosen) => (chosen.clone(), None),
        Given::Figure(figure) => (Vec::new(), Some(*figure)),
    };
    let body = QuestionAnswered {
        inject: asked.inject.clone(),
        question: asked.question.id.clone(),
        figure,
        chosen,
    };
    let wording = session.wording();
    session.act_with(wording, |state| {
        let is_answered =
            state.exercise().is_some_and(|exercise| exercise.answers().contains_key(&body.question));
        Ok(if is_answered { Vec::new() } else { vec![Command::Write(Box::new(body.into()))] })
    })
}

/// Reads an answer as people type it: a figure, or options by their id or their number from 1.
pub(crate) fn read(question: &CardQuestion, words: &[String]) -> Result<Given, String> {
    match (question.kind, words) {
        (AnsweredBy::Number, [word]) => {
            word.parse().map(Given::Figure).map_err(|_no_figure| format!("`{word}` is no whole number"))
        }
        (AnsweredBy::Number, _) => Err("a whole number is asked".to_owned()),
        (AnsweredBy::Single, [_, _, ..]) => Err("one answer is asked".to_owned()),
        (AnsweredBy::Single | AnsweredBy::Multi, words) => {
            let mut chosen: Vec<OptionId> = Vec::new();
            for word in words {
                let option = option(question, word)?;
                if !chosen.contains(&option) {
                    chosen.push(option);
                }
            }
            Ok(Given::Chosen(chosen))
        }
    }
}

fn option(question: &CardQuestion, word: &str) -> Result<OptionId, String> {
    let by_number = word.parse::<usize>().ok().and_then(|n| question.options.get(n.checked_sub(1)?));
    let found = by_number.or_else(|| question.options.iter().find(|(id, _)| id.as_str() == word));
    found.map(|(id, _)| id.clone()).ok_or_else(|| {
        let known: Vec<&str> = question.options.iter().map(|(id, _)| id.as_str()).collect();
        format!("`{word}` is none of its answers: {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests;
