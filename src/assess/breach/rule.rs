//! The rows of the table of rules. Must not weigh them.

use crate::assess::assessment::{Answer, Duties, Effect};
use crate::base::id::{ChoiceId, FactId};
use crate::expr::Condition;

/// How much kinds of data can hurt.
#[derive(Debug, Clone)]
pub(crate) struct Weight {
    /// Its id.
    pub(crate) id: ChoiceId,
    /// What it means, in words.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for the page that lists all rules, which a test compares")
    )]
    pub(crate) says: String,
    /// The kinds of data.
    pub(crate) kinds: Vec<ChoiceId>,
}

/// One line of harm.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its id.
    pub(crate) id: String,
    /// Whether it is hurt.
    pub(crate) when: Condition,
}

/// What counts instead while the thing that a rule is about is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Softened {
    /// The attributes that the rule is about.
    pub(crate) by: Vec<FactId>,
    /// The answers.
    pub(crate) duties: Duties,
}

/// One rule.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    /// Its id.
    pub(crate) id: String,
    /// The line that it speaks about.
    pub(crate) line: String,
    /// Raises or lowers.
    pub(crate) effect: Effect,
    /// When it counts.
    pub(crate) when: Condition,
    /// At least this if it raises, at most this if it lowers.
    pub(crate) duties: Duties,
    /// The answers while its own subject is not known.
    pub(crate) softened: Option<Softened>,
    /// Why.
    pub(crate) text: String,
    /// Law and guidance.
    pub(crate) citation: String,
    /// How far the source was compared with its primary text.
    pub(crate) checked: String,
    /// On what a conditional answer about the authority hangs.
    pub(crate) condition_notify: Option<String>,
    /// On what a conditional answer about the people hangs.
    pub(crate) condition_communicate: Option<String>,
}

/// Something that is said beside the answer.
#[derive(Debug, Clone)]
pub(crate) struct Remark {
    /// Its id.
    pub(crate) id: String,
    /// When it is said.
    pub(crate) when: Condition,
    /// What is said.
    pub(crate) text: String,
    /// Law and guidance.
    pub(crate) citation: String,
    /// How far the source was compared with its primary text.
    pub(crate) checked: String,
}

/// What a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// The record.
    Document,
    /// The authority.
    Notify,
    /// The people.
    Communicate,
}

impl About {
    /// All, in the order in which they are told.
    pub(crate) const ALL: [Self; 3] = [Self::Document, Self::Notify, Self::Communicate];

    /// The word in the document.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Notify => "notify",
            Self::Communicate => "communicate",
        }
    }
}

/// What follows from an answer.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    /// Its id.
    pub(crate) id: String,
    /// What it is about.
    pub(crate) about: About,
    /// Law and guidance.
    pub(crate) citation: String,
    /// How far the source was compared with its primary text.
    pub(crate) checked: String,
    /// The words for each answer.
    pub(crate) texts: Vec<(Answer, String)>,
}
