//! What the conditions of a form are evaluated in: facts, given values, and the fields that were filled before. Must not fill.

use std::collections::BTreeMap;

use super::{Completeness, FilledField, NoticeKind, Place, Request, Sources};
use crate::base::id::{ChoiceId, FactId, Seq};
use crate::base::time::Timestamp;
use crate::expr::Condition;
use crate::expr::scope::{Reading, Scope};
use crate::expr::truth::Truth;
use crate::fact::value::Value;
use crate::form::answer::Answer;
use crate::form::facts::{Facts, Known, Standing};
use crate::form::model::{Field, FieldKind, Required};

/// The world of one draft.
pub(super) struct World<'a> {
    sources: Sources<'a>,
    /// What the request itself gives.
    notice: Facts,
    now: Timestamp,
    fields: BTreeMap<FactId, Reached>,
}

/// A field that was passed.
struct Reached {
    value: Option<Value>,
    hidden: bool,
}

/// What a condition came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It hangs on these.
    Open(Vec<FactId>),
}

impl<'a> World<'a> {
    /// Before the first field.
    pub(super) fn new(request: &Request<'_>, sources: Sources<'a>, completeness: Completeness) -> Self {
        let notice = notice(request, sources, completeness);
        Self { sources, notice, now: request.now, fields: BTreeMap::new() }
    }

    /// What the draft is filled from.
    pub(super) fn sources(&self) -> Sources<'a> {
        self.sources
    }

    /// Takes in a field that was filled.
    pub(super) fn settle(&mut self, field: &FilledField) {
        let value = field.answered.as_ref().map(|answered| answered.answer.value());
        let hidden = field.place == Place::Hidden;
        self.fields.insert(field.id.clone(), Reached { value, hidden });
    }

    /// How it stands with a fact or given value, and where its words are.
    pub(super) fn standing(&self, id: &FactId) -> Option<(&Standing, &Facts)> {
        let places = [&self.notice, self.sources.given, self.sources.facts];
        places.into_iter().find_map(|facts| facts.get(id.as_str()).map(|standing| (standing, facts)))
    }

    /// What is known of a fact or given value.
    pub(super) fn known(&self, id: &FactId) -> Option<(&Known, &Facts)> {
        match self.standing(id)? {
            (Standing::Known(known), facts) => Some((known, facts)),
            (Standing::Waiting(_), _) => None,
        }
    }

    /// Whether all hold.
    pub(super) fn all(&self, conditions: &[Condition]) -> Shown {
        let mut open = Vec::new();
        for condition in conditions {
            match self.truth(condition) {
                Shown::No => return Shown::No,
                Shown::Yes => {}
                Shown::Open(missing) => open.push(missing),
            }
        }
        if open.is_empty() { Shown::Yes } else { Shown::Open(open.concat()) }
    }

    /// What a condition comes to. What hangs on nothing but hidden fields does not hold.
    pub(super) fn truth(&self, condition: &Condition) -> Shown {
        let evaluation = condition.evaluate(self);
        match evaluation.truth {
            Truth::True => Shown::Yes,
            Truth::False => Shown::No,
            Truth::Unknown => {
                let hidden = |id: &FactId| self.fields.get(id).is_some_and(|field| field.hidden);
                let missing: Vec<FactId> = evaluation.missing.into_iter().filter(|id| !hidden(id)).collect();
                if missing.is_empty() { Shown::No } else { Shown::Open(missing) }
            }
        }
    }

    /// Whether a field that is shown must be answered.
    pub(super) fn required(&self, field: &Field) -> bool {
        match &field.required {
            Required::Always => true,
            Required::Never => false,
            Required::When(condition) => self.truth(condition) == Shown::Yes,
        }
    }

    /// The entries behind what a condition read.
    pub(super) fn behind(&self, condition: &Condition) -> Vec<Seq> {
        let facts = condition.facts();
        facts.iter().filter_map(|id| self.known(id)).flat_map(|(known, _)| known.sources.clone()).collect()
    }

    /// Codes as an answer: those that may be chosen now, in the order of the form.
    pub(super) fn coded(&self, field: &Field, codes: &[ChoiceId]) -> Option<Answer> {
        let allowed = |when: &Option<Condition>| {
            when.as_ref().is_none_or(|condition| self.truth(condition) != Shown::No)
        };
        let fit = field.options.iter().filter(|option| codes.contains(&option.id) && allowed(&option.when));
        let fit: Vec<ChoiceId> = fit.map(|option| option.id.clone()).collect();
        if fit.is_empty() && !codes.is_empty() {
            return None;
        }
        if field.kind == FieldKind::Choice {
            return fit.into_iter().next().map(Answer::Choice);
        }
        Some(Answer::Choices(fit))
    }
}

/// Values that follow from what is asked for.
fn notice(request: &Request<'_>, sources: Sources<'_>, completeness: Completeness) -> Facts {
    let (kind, withdrawal) = match &request.kind {
        NoticeKind::New => ("new", None),
        NoticeKind::FollowUp => ("follow-up", None),
        NoticeKind::Withdrawal(reason) => ("follow-up", Some(reason)),
    };
    let completeness = match (withdrawal, completeness) {
        (Some(_), _) => "withdrawal",
        (None, Completeness::Complete) => "complete",
        (None, Completeness::Incomplete) => "incomplete",
    };
    let mut notice = Facts::default();
    let words = [
        ("notice_kind", kind),
        ("notice_completeness", completeness),
        ("notice_stage", request.stage.as_str()),
    ];
    for (name, word) in words {
        if let (Ok(id), Ok(choice)) = (FactId::parse(name), ChoiceId::parse(word)) {
            notice.know(id, Value::Choice(choice), Vec::new());
        }
    }
    let previous = sources.previous.and_then(|previous| Some((previous.reference.as_ref()?, previous.seq)));
    let texts = [
        ("notice_withdrawal_reason", withdrawal.map(|reason| (reason, None))),
        ("notice_authority_ref", previous.map(|(reference, seq)| (reference, Some(seq)))),
    ];
    for (name, text) in texts {
        if let (Ok(id), Some((text, seq))) = (FactId::parse(name), text) {
            notice.say(id, text, seq.into_iter().collect());
        }
    }
    notice
}

impl Scope for World<'_> {
    fn fact(&self, id: &FactId) -> Reading {
        if let Some(field) = self.fields.get(id) {
            return Reading { value: field.value.clone(), seq: Seq::NONE };
        }
        let known = self.known(id);
        let seq = known.and_then(|(known, _)| known.sources.iter().max().copied());
        Reading { value: known.map(|(known, _)| known.value.clone()), seq: seq.unwrap_or(Seq::NONE) }
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
