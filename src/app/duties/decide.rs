//! Decisions of people on legal duties: served, left out, served later, with the reason. Must not print.

use super::super::app_error::AppError;
use super::super::ground::regimes;
use super::super::roster;
use super::super::session::Session;
use crate::base::id::RegimeId;
use crate::base::time::Timestamp;
use crate::incident::command::Command;
use crate::incident::event::duty::{DutyChoice, DutyDecided, Objection};
use crate::playbook::model::DutyId;
use crate::record::entry::Entry;

/// What is to be decided.
#[derive(Debug, Clone)]
pub(crate) struct Wanted<'a> {
    /// On which duty.
    pub(crate) duty: DutyId,
    /// What.
    pub(crate) choice: DutyChoice,
    /// Why.
    pub(crate) why: &'a str,
    /// For which controller.
    pub(crate) controller: Option<&'a str>,
    /// With regard to whom.
    pub(crate) to: Option<&'a str>,
    /// Until when.
    pub(crate) until: Option<Timestamp>,
    /// Who thought otherwise, and what: `NAME` or `NAME=TEXT`.
    pub(crate) dissent: Option<&'a str>,
}

/// Reads `gdpr-33-1/notify`; of a law with one stage its id is enough.
pub(crate) fn duty(typed: &str) -> Result<DutyId, AppError> {
    let known = DutyId::parse(typed).filter(|duty| regimes().stage(&duty.regime, &duty.stage).is_some());
    let law = || regimes().get(&RegimeId::parse(typed).ok()?);
    let only = || match law()?.stages.as_slice() {
        [stage] => Some(DutyId { regime: law()?.id.clone(), stage: stage.id.clone() }),
        _several => None,
    };
    known.or_else(only).ok_or_else(|| {
        let regime = typed.split('/').next().and_then(|regime| regimes().get(&RegimeId::parse(regime).ok()?));
        let candidates = regime.map_or_else(
            || regimes().ids().map(ToString::to_string).collect(),
            |regime| regime.stages.iter().map(|stage| format!("{}/{}", regime.id, stage.id)).collect(),
        );
        AppError::Nothing { what: "duty", typed: typed.to_owned(), candidates }
    })
}

/// Records it.
pub(crate) fn decide(session: &mut Session<'_>, wanted: &Wanted<'_>) -> Result<Vec<Entry>, AppError> {
    let named = wanted.dissent.map(|typed| typed.split_once('=').unwrap_or((typed, "")));
    let person = roster::maybe_person(session, named.map(|(name, _)| name.trim()))?;
    let mut wording = session.wording();
    let words = named.map(|(_, text)| text.trim()).filter(|text| !text.is_empty());
    let text = wording.say_some(words)?;
    let mut body = DutyDecided {
        duty: wanted.duty.clone(),
        choice: wanted.choice,
        why: wording.say(wanted.why)?,
        controller: wording.say_some(wanted.controller)?,
        to: wording.say_some(wanted.to)?,
        until: wanted.until,
        dissent: person.map(|person| Objection { person, text }),
        replaces: None,
    };
    session.act_with(wording, |state| {
        let same = |body: &DutyDecided| {
            body.duty == wanted.duty
                && body.controller.is_some() == wanted.controller.is_some()
                && body.to.is_some() == wanted.to.is_some()
        };
        // With names the words would have to be compared: papers show both, and the later one holds.
        let unnamed = wanted.controller.is_none() && wanted.to.is_none();
        let before = state.duty_decisions().iter().rev().find(|decision| unnamed && same(&decision.body));
        body.replaces = before.map(|decision| decision.seq);
        Ok(vec![Command::Write(Box::new(body.into()))])
    })
}
