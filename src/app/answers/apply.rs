//! Giving one answer to one step.

use super::{End, Piece, Row};
use crate::app::app_error::AppError;
use crate::app::intake::{About, Elsewhere, add_elsewhere, add_file};
use crate::app::sent::{Sent, record};
use crate::app::session::Session;
use crate::app::stated::value_of;
use crate::app::words::Wording;
use crate::base::id::{FactId, StepId};
use crate::fact::value::PassageRef;
use crate::incident::board::Work;
use crate::incident::command::{Answer, Command, FactAct, StepAct};
use crate::incident::event::evidence::{EvidenceSettled, WantedEnd};
use crate::incident::key::StepKey;
use crate::incident::refusal::Refusal;
use crate::playbook::kind::Kind;
use crate::playbook::model::Step;

/// Gives an answer. Later parts build on earlier ones: facts, ticks, evidence, approval, override, sent, then the end of the step.
pub(super) fn apply(
    session: &mut Session<'_>,
    key: &StepKey,
    work: Option<&Work>,
    row: &Row,
) -> Result<(), AppError> {
    let before = session.identity().clone();
    session.act_as(|identity| {
        identity.actor = row.who.clone().unwrap_or_else(|| before.actor.clone());
        identity.by.clone_from(&row.by);
        identity.via = row.via;
        identity.at = row.at;
    });
    let applied = parts(session, key, work, row);
    session.act_as(|identity| *identity = before);
    applied
}

fn parts(session: &mut Session<'_>, key: &StepKey, work: Option<&Work>, row: &Row) -> Result<(), AppError> {
    let asks = matches!(work, Some(Work::Ask(_)));
    facts(session, key, asks, row)?;
    for item in &row.tick {
        step_act(session, key, |_| Ok(StepAct::Tick { item: item.clone(), ticked: true }))?;
    }
    for (item, piece) in &row.evidence {
        evidence(session, key, *item, piece)?;
    }
    for (item, why) in &row.none {
        let mut wording = session.wording();
        let why = Some(wording.say(why)?);
        let end = WantedEnd::Unavailable;
        let settled = EvidenceSettled { step: key.clone(), item: *item, end, why };
        session.act(Command::Write(Box::new(settled.into())), wording)?;
    }
    if row.approve {
        approve(session, key, row)?;
    }
    for gate in &row.overrides {
        let why = row.reason.clone().unwrap_or_default();
        step_act(session, key, |wording| Ok(StepAct::Override { gate: *gate, why: wording.say(&why)? }))?;
    }
    if let Some(at) = row.sent {
        let step = model(session, key);
        let sent = step.map_or_else(|| Sent::at(at), |step| Sent::of(&step, at, session));
        record(session, &Sent { step: Some(key.clone()), receipt: row.receipt.clone(), ..sent })?;
    }
    if row.release {
        step_act(session, key, |_| Ok(StepAct::Release))?;
    }
    match &row.end {
        Some(End::Done) if matches!(work, Some(Work::GoOn)) => no_more(session, key, row),
        Some(end) => finish(session, key, end, row),
        None => complete_if_answered(session, key, asks, row),
    }
}

fn model(session: &Session<'_>, key: &StepKey) -> Option<Step> {
    let run = session.state().runs().get(&key.run())?;
    let playbook = session.plans().of(run)?;
    playbook.step(&StepId::parse(key.id()).ok()?).cloned()
}

fn step_act(
    session: &mut Session<'_>,
    key: &StepKey,
    act: impl FnOnce(&mut Wording) -> Result<StepAct, AppError>,
) -> Result<(), AppError> {
    let mut wording = session.wording();
    let act = act(&mut wording)?;
    session.act(Command::Step { step: key.clone(), act, shown: None }, wording)?;
    Ok(())
}

fn facts(session: &mut Session<'_>, key: &StepKey, asks: bool, row: &Row) -> Result<(), AppError> {
    if row.set.is_empty() && row.unknown.is_empty() {
        return Ok(());
    }
    let mut wording = session.wording();
    let why = wording.say_some(row.reason.as_deref())?;
    let recheck = row.recheck.map(|after| session.now().plus(after));
    let mut answers: Vec<(FactId, Answer)> = Vec::new();
    for (fact, typed) in &row.set {
        let value = value_of(typed.clone(), fact, (session.state(), session.words()), &mut wording)?;
        answers.push((fact.clone(), Answer::Known(value)));
    }
    answers.extend(row.unknown.iter().map(|fact| (fact.clone(), Answer::Unknown { recheck })));
    let question = model(session, key).is_some_and(|step| matches!(step.kind, Kind::Question(_)));
    if question && !asks {
        let note = wording.say_some(row.note.as_deref())?;
        let act = StepAct::Answer { answers, note, why };
        session.act(Command::Step { step: key.clone(), act, shown: None }, wording)?;
        return Ok(());
    }
    let stated = |(fact, answer): (FactId, Answer)| {
        let act = match answer {
            Answer::Known(value) => FactAct::State { value, basis: None, why, second: None },
            Answer::Unknown { recheck } => FactAct::Unknown { recheck, why: None },
        };
        Command::Fact { fact, act }
    };
    session.act_all(answers.into_iter().map(stated).collect(), wording)?;
    Ok(())
}

/// A file is copied; anything else is a reference to where somebody holds it.
fn evidence(session: &mut Session<'_>, key: &StepKey, item: u32, piece: &Piece) -> Result<(), AppError> {
    let wanted = session.state().step(key).map_or(0, |step| step.wanted.len());
    let number = usize::try_from(item).ok().filter(|item| *item < wanted);
    let about = About {
        step: Some(key.clone()),
        item: number.map(|_| item),
        place: piece.place.clone(),
        method: piece.method.clone(),
        ..About::default()
    };
    let path = std::path::Path::new(&piece.what);
    if path.exists() {
        add_file(session, path, false, &about, &mut |_| ())?;
    } else {
        let elsewhere = Elsewhere::Referenced { uri: piece.what.clone(), sha256: None };
        add_elsewhere(session, &elsewhere, &about)?;
    }
    Ok(())
}

fn approve(session: &mut Session<'_>, key: &StepKey, row: &Row) -> Result<(), AppError> {
    let reason = row.reason.clone();
    step_act(session, key, |wording| {
        Ok(StepAct::Approve { role: None, why: wording.say_some(reason.as_deref())? })
    })
}

/// A `repeat` that has used up its iterations is done when a person says that there is no further one.
fn no_more(session: &mut Session<'_>, key: &StepKey, row: &Row) -> Result<(), AppError> {
    step_act(session, key, |wording| Ok(StepAct::GoOn { go_on: false, why: reason_of(row, key, wording)? }))
}

fn reason_of(row: &Row, key: &StepKey, wording: &mut Wording) -> Result<PassageRef, AppError> {
    match &row.reason {
        Some(reason) => wording.say(reason),
        None => Err(AppError::Input(format!("the answer for `{key}` needs a `reason`"))),
    }
}

/// An answer without an end completes a question whose facts were given with it in another way, such as one that was shown for
/// confirmation.
fn complete_if_answered(
    session: &mut Session<'_>,
    key: &StepKey,
    asks: bool,
    row: &Row,
) -> Result<(), AppError> {
    let open = session.state().step(key).is_some_and(crate::incident::steps::StepState::is_open_work);
    let question = model(session, key).is_some_and(|step| matches!(step.kind, Kind::Question(_)));
    let gave = !row.set.is_empty() || !row.unknown.is_empty();
    if !(open && question && gave) || asks {
        return Ok(());
    }
    match finish(session, key, &End::Done, row) {
        Err(AppError::Refused(Refusal::Unanswered { .. })) => Ok(()),
        other => other,
    }
}

fn finish(session: &mut Session<'_>, key: &StepKey, end: &End, row: &Row) -> Result<(), AppError> {
    let recheck = row.recheck.map(|after| session.now().plus(after));
    let reason = |wording: &mut Wording| reason_of(row, key, wording);
    step_act(session, key, |wording| {
        Ok(match end {
            End::Choose(option) => StepAct::Decide {
                option: option.clone(),
                reason: wording.say_some(row.reason.as_deref())?,
                dissent: None,
                recheck,
            },
            End::Done => StepAct::Complete {
                note: wording.say_some(row.note.as_deref())?,
                why: wording.say_some(row.reason.as_deref())?,
            },
            End::Failed => StepAct::Fail { why: reason(wording)?, then: None },
            End::Skip => StepAct::Skip { why: reason(wording)? },
            End::Refuse => StepAct::Refuse { why: reason(wording)? },
            End::Undo => StepAct::Undo { why: reason(wording)? },
        })
    })
}
