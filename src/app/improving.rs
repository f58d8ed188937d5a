//! Looking back: observations, corrective actions, the report after an incident. Must not decide what may follow what; the core does.

use super::app_error::AppError;
use super::session::Session;
use crate::base::id::{ActionId, EvidenceId, ScenarioId, Seq};
use crate::fact::value::PassageRef;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::exercise::{ObservationKind, ObservationMade};
use crate::incident::event::improvement::{
    ActionAdded, ActionChanged, ActionEnd, ActionEnded, ActionRetested,
};
use crate::record::entry::Entry;
use crate::record::label::Label;

/// Writes down what somebody saw who looks back at an incident. What it says of causes and faults stays with counsel until it is released.
pub(crate) fn observe(
    session: &mut Session<'_>,
    kind: ObservationKind,
    text: &str,
    (entry, labels): (Option<Seq>, Vec<Label>),
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let text = wording.say(text)?;
    let body = ObservationMade {
        kind,
        text,
        task: None,
        inject: None,
        expectation: None,
        seen: None,
        entry,
        labels,
    };
    session.act(write(body), wording)
}

/// Adds an action; `fill` says all but its number and its words.
pub(crate) fn add(
    session: &mut Session<'_>,
    text: &str,
    fill: impl Fn(ActionId, PassageRef) -> ActionAdded,
) -> Result<(ActionId, Vec<Entry>), AppError> {
    let mut wording = session.wording();
    let text = wording.say(text)?;
    let mut action = session.state().next_action();
    let entries = session.act_with(wording, |state| {
        action = state.next_action();
        Ok(vec![write(fill(action, text))])
    })?;
    Ok((action, entries))
}

/// Changes an action.
pub(crate) fn change(
    session: &mut Session<'_>,
    (text, why): (Option<&str>, Option<&str>),
    body: ActionChanged,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let (text, why) = (wording.say_some(text)?, wording.say_some(why)?);
    session.act(write(ActionChanged { text, why, ..body }), wording)
}

/// Ends an action with what shows it, or with the reason.
pub(crate) fn end(
    session: &mut Session<'_>,
    (action, end): (ActionId, ActionEnd),
    text: &str,
    evidence: Vec<EvidenceId>,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let text = wording.say(text)?;
    session.act(write(ActionEnded { action, end, text, evidence }), wording)
}

/// Says what an exercise showed of an action.
pub(crate) fn retest(
    session: &mut Session<'_>,
    action: ActionId,
    (exercise, held): (String, bool),
    note: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let text = wording.say_some(note)?;
    session.act(write(ActionRetested { action, exercise, held, text }), wording)
}

fn write(event: impl Into<Event>) -> Command {
    Command::Write(Box::new(event.into()))
}

/// The scenario that a word names; one that did not come with the program may be named as well.
pub(crate) fn scenario(typed: &str) -> Result<ScenarioId, AppError> {
    ScenarioId::parse(typed).map_err(|why| AppError::Input(format!("`{typed}` is no scenario's id: {why}")))
}

/// An action: `a3`, or `3`.
pub(crate) fn action(session: &Session<'_>, typed: &str) -> Result<ActionId, AppError> {
    let id = ActionId::parse(typed).or_else(|| ActionId::parse(&format!("a{typed}")));
    let known = session.state().actions();
    id.filter(|id| known.contains_key(id)).ok_or_else(|| AppError::Nothing {
        what: "corrective action",
        typed: typed.to_owned(),
        candidates: known.keys().map(ToString::to_string).collect(),
    })
}
