//! Where corrective actions stand. Must not read words or ask a clock: whether one is overdue is for whoever shows it.

use std::collections::BTreeMap;

use super::event::Event;
use super::event::improvement::{ActionAdded, ActionChanged, ActionEnd, Element, Priority};
use crate::base::id::{ActionId, PersonId, ScenarioId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;

/// Where an action stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CorrectiveAction {
    /// The entry that began it.
    pub(crate) seq: Seq,
    /// What is to be done.
    pub(crate) text: PassageRef,
    /// How much depends on it.
    pub(crate) priority: Priority,
    /// What it changes.
    pub(crate) element: Option<Element>,
    /// Whose it is.
    pub(crate) owner: Option<PersonId>,
    /// Until when.
    pub(crate) due: Option<Timestamp>,
    /// What it answers.
    pub(crate) about: Option<Seq>,
    /// With what it will be tried again.
    pub(crate) retest: Option<ScenarioId>,
    /// How it ended, and the entry that says so.
    pub(crate) end: Option<(ActionEnd, Seq)>,
    /// Every trial: exercise, whether it held, entry.
    pub(crate) trials: Vec<Trial>,
}

/// An action was tried in an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trial {
    /// Public id of the exercise.
    pub(crate) exercise: String,
    /// Whether it held.
    pub(crate) held: bool,
    /// The entry.
    pub(crate) seq: Seq,
}

/// All actions of a record.
pub(crate) type Actions = BTreeMap<ActionId, CorrectiveAction>;

/// What an entry does to the actions; says why where it cannot follow.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
pub(in crate::incident) fn follow(
    actions: &mut Actions,
    seq: Seq,
    event: &Event,
) -> Result<(), &'static str> {
    match event {
        Event::ActionAdded(body) => {
            let added = actions.insert(body.action, begun(seq, body)).is_none();
            if added { Ok(()) } else { Err("the action exists") }
        }
        Event::ActionChanged(body) => change(actions.get_mut(&body.action).ok_or(UNKNOWN)?, body),
        Event::ActionEnded(body) => {
            let action = actions.get_mut(&body.action).ok_or(UNKNOWN)?;
            match action.end.replace((body.end, seq)) {
                None => Ok(()),
                Some(_) => Err("that action has ended"),
            }
        }
        Event::ActionRetested(body) => {
            let action = actions.get_mut(&body.action).ok_or(UNKNOWN)?;
            action.trials.push(Trial { exercise: body.exercise.clone(), held: body.held, seq });
            action.end = action.end.filter(|_| body.held);
            Ok(())
        }
        _other => Ok(()),
    }
}

const UNKNOWN: &str = "there is no such action";

fn begun(seq: Seq, body: &ActionAdded) -> CorrectiveAction {
    CorrectiveAction {
        seq,
        text: body.text,
        priority: body.priority,
        element: body.element,
        owner: body.owner,
        due: body.due,
        about: body.about,
        retest: body.retest.clone(),
        end: None,
        trials: Vec::new(),
    }
}

fn change(action: &mut CorrectiveAction, body: &ActionChanged) -> Result<(), &'static str> {
    match (action.end.is_some(), body.reopened) {
        (true, false) => return Err("that action has ended; reopen it first"),
        (false, true) => return Err("that action is open"),
        (true, true) | (false, false) => {}
    }
    action.text = body.text.unwrap_or(action.text);
    action.priority = body.priority.unwrap_or(action.priority);
    action.element = body.element.or(action.element);
    action.owner = body.owner.or(action.owner);
    action.due = body.due.or(action.due);
    action.retest = body.retest.clone().or(action.retest.take());
    action.end = None;
    Ok(())
}
