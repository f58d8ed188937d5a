//! Questions with a right answer, in micro-exercises and in exercises, and what an answer is worth. Of several right choices each gives its
//! share, each wrong one takes the same share away, and no question gives less than nothing: who ticks everything gains nothing.

mod load;

pub(crate) use load::read;

use crate::base::id::OptionId;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// Its id.
    pub(crate) id: OptionId,
    /// What is asked.
    pub(crate) text: String,
    /// How it is answered.
    pub(crate) kind: QuestionKind,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum QuestionKind {
    /// One of these; one is right.
    Single(Vec<Choice>),
    /// All of these that are right, and no other.
    Multi(Vec<Choice>),
    /// A figure.
    Number(Figure),
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its id.
    pub(crate) id: OptionId,
    /// What it says.
    pub(crate) text: String,
    /// Whether it is right.
    pub(crate) right: bool,
    /// Why it is right, or wrong.
    pub(crate) why: String,
}

/// A figure to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    /// The right one.
    pub(crate) answer: i64,
    /// How far off still counts.
    pub(crate) tolerance: i64,
    /// Of what.
    pub(crate) unit: String,
    /// Why.
    pub(crate) why: String,
}

impl QuestionKind {
    /// The answers to choose from; none where a figure is asked.
    pub(crate) fn choices(&self) -> &[Choice] {
        match self {
            Self::Single(choices) | Self::Multi(choices) => choices,
            Self::Number(_) => &[],
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Given {
    /// What was chosen.
    Chosen(Vec<OptionId>),
    /// A figure.
    Figure(i64),
}

/// The share of its point that an answer is worth, in percent.
pub(crate) fn share(question: &Question, given: &Given) -> u32 {
    match (&question.kind, given) {
        (QuestionKind::Single(choices), Given::Chosen(chosen)) => {
            let right = choices.iter().find(|choice| choice.right).map(|choice| &choice.id);
            if chosen.len() == 1 && chosen.first() == right { 100 } else { 0 }
        }
        (QuestionKind::Multi(choices), Given::Chosen(chosen)) => {
            let all = choices.iter().filter(|choice| choice.right).count();
            let picked = choices.iter().filter(|choice| chosen.contains(&choice.id));
            let (right, wrong): (Vec<_>, Vec<_>) = picked.partition(|choice| choice.right);
            let gained = right.len().saturating_sub(wrong.len()) * 100;
            gained.checked_div(all).and_then(|percent| u32::try_from(percent).ok()).unwrap_or(0)
        }
        (QuestionKind::Number(figure), Given::Figure(given)) => {
            if figure.answer.abs_diff(*given) <= figure.tolerance.unsigned_abs() { 100 } else { 0 }
        }
        (QuestionKind::Single(_) | QuestionKind::Multi(_), Given::Figure(_))
        | (QuestionKind::Number(_), Given::Chosen(_)) => 0,
    }
}

#[cfg(test)]
mod tests;
