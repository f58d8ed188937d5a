//! Decisions of people on legal duties: served, left out, served later, with the reason. Must not print.

use super::super::app_error::AppError;
use super::super::ground::regimes;
use super::super::roster;
use super::super::session::Session;
use crate::base::id::{FactId, RegimeId, Seq};
use crate::base::time::{Claimed, Timestamp};
use crate::fact::value::Value;
use crate::incident::command::{Command, FactAct};
use crate::incident::deadline::deciding_fact;
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
    /// The moment from which it counts, as one of its candidates.
    pub(crate) from: Option<Moment>,
    /// The second person, where that moves the moment later.
    pub(crate) second: Option<&'a str>,
}

/// A moment that somebody takes for the one from which a duty counts.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    /// The fact that says so.
    pub(crate) fact: FactId,
    /// The moment as it was claimed.
    pub(crate) at: Claimed,
    /// The entry that it comes from.
    pub(crate) entry: Seq,
    /// `signal`, or the fact that holds it.
    pub(crate) name: String,
}

/// Finds a candidate for the moment of a duty by the number of its entry or its name: `#6`, `signal`, `detected_at`. Of several signals
/// the earliest is meant.
pub(crate) fn candidate(session: &Session<'_>, duty: &DutyId, typed: &str) -> Result<Moment, AppError> {
    let regime = regimes().get(&duty.regime);
    let stage = regimes().stage(&duty.regime, &duty.stage);
    let fact = regime.zip(stage).and_then(|(regime, stage)| deciding_fact(session.plans(), regime, stage));
    let Some(fact) = fact.and_then(|fact| FactId::parse(&fact).ok()) else {
        return Err(AppError::NotPossible(format!("{duty} counts from no moment that a person decides")));
    };
    let all = candidates_of(session, &fact);
    let number = typed.strip_prefix('#').unwrap_or(typed).parse().map(Seq).ok();
    let wanted = typed.trim().replace([' ', '-'], "_");
    let fits = |(name, _, seq): &&(String, Claimed, Seq)| Some(*seq) == number || *name == wanted;
    let found = all.iter().filter(fits).min_by_key(|(_, at, _)| at.at);
    let (name, at, entry) = found.cloned().ok_or_else(|| AppError::Nothing {
        what: "candidate",
        typed: typed.to_owned(),
        candidates: all.iter().map(|(name, _, seq)| format!("{name} ({seq})")).collect(),
    })?;
    Ok(Moment { fact, at, entry, name })
}

/// Signals and moments that were stated, but for the one that is to be decided.
fn candidates_of(session: &Session<'_>, fact: &FactId) -> Vec<(String, Claimed, Seq)> {
    let state = session.state();
    let signals = state.signals().iter().map(|(seq, signal)| ("signal".to_owned(), signal.received, *seq));
    let stated = state.facts().iter().filter(|(id, _)| *id != fact).filter_map(|(id, known)| {
        let row = session.plans().fact(id.as_str()).filter(|row| !row.anchors.is_empty())?;
        let known = known.known.as_ref()?;
        let Value::Datetime(at) = known.value else { return None };
        Some((row.id.to_string(), at, known.seq))
    });
    signals.chain(stated).collect()
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
    // Who agrees has to be somebody whom the incident knows.
    let second = wanted.second.map(|name| roster::known(session, name)).transpose()?;
    let moment = wanted.from.as_ref().map(|moment| -> Result<Command, AppError> {
        let basis = format!("from {} ({}): {}", moment.name.replace('_', " "), moment.entry, wanted.why);
        let (value, basis) = (Value::Datetime(moment.at), Some(wording.say(&basis)?));
        let act = FactAct::State { value, basis, why: basis, second };
        Ok(Command::Fact { fact: moment.fact.clone(), act })
    });
    let moment = moment.transpose()?;
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
        Ok(moment.into_iter().chain([Command::Write(Box::new(body.into()))]).collect())
    })
}
