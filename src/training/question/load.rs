//! Reading a question with its answers.

use super::{Choice, Figure, Question, QuestionKind};
use crate::base::id::OptionId;
use crate::base::problem::Placed;
use crate::base::reader::Table;

/// Reads what is asked and how it is answered; the id was read before.
pub(crate) fn read(table: &mut Table<'_>, id: Option<OptionId>) -> Option<Question> {
    let text = required(table, "text");
    let kind = table.required_string("kind");
    let choices: Vec<Choice> = table.tables("option", choice).into_iter().flatten().collect();
    let figure = kind.as_ref().filter(|kind| kind.value == "number").and_then(|_| number(table));
    let span = table.span();
    let kind = kind?;
    let right = choices.iter().filter(|choice| choice.right).count();
    let kind = match kind.value.as_str() {
        "single" => {
            if right != 1 {
                table.error("micro::right", span, "one option of a `single` question is right, and only one");
            }
            QuestionKind::Single(choices)
        }
        "multi" => {
            if right < 2 {
                table.error("micro::right", span, "two options of a `multi` question are right, or more");
            }
            QuestionKind::Multi(choices)
        }
        "number" => QuestionKind::Number(figure?),
        _other => {
            table.error("document::bad-value", kind.span, "`kind` is one of single, multi or number");
            return None;
        }
    };
    if !matches!(kind, QuestionKind::Number(_)) && !(2..=9).contains(&kind.choices().len()) {
        table.error("micro::options", span, "a question has two to nine options");
    }
    Some(Question { id: id?, text: text?, kind })
}

fn choice(table: &mut Table<'_>) -> Option<Choice> {
    table.name("the option");
    let id = table.required_id("id", OptionId::parse);
    let (text, why) = (required(table, "text"), required(table, "why"));
    let right = table.bool("right").is_some_and(|right| right.value);
    Some(Choice { id: id?.value, text: text?, right, why: why? })
}

fn number(table: &mut Table<'_>) -> Option<Figure> {
    let answer = table.integer("answer");
    if answer.is_none() && !table.has("answer") {
        table.missing("answer");
    }
    let tolerance = table.integer("tolerance");
    if let Some(below) = tolerance.as_ref().filter(|tolerance| tolerance.value < 0) {
        table.error("document::bad-value", below.span, "`tolerance` is 0 or more");
    }
    let tolerance = tolerance.map_or(0, |tolerance| tolerance.value);
    let unit = table.string("unit").map(Placed::into_value).unwrap_or_default();
    let why = required(table, "why");
    Some(Figure { answer: answer?.value, tolerance, unit, why: why? })
}

fn required(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.required_string(key).map(Placed::into_value)
}
