//! What players were given: cards out of the record, never out of the script.

use super::casting::concerns;
use crate::app::session::Session;
use crate::base::id::{InjectId, RoleId, Seq};
use crate::incident::event::Event;
use crate::record::entry::ExerciseTimes;
use crate::record::inject_card::{CardQuestion, InjectCard};

/// An inject that came to the players.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Delivered {
    /// Which.
    pub(crate) inject: InjectId,
    /// The entry.
    pub(crate) seq: Seq,
    /// When.
    pub(crate) times: ExerciseTimes,
    /// To whom; to all, when empty.
    pub(crate) to: Vec<RoleId>,
    /// What it says.
    pub(crate) card: InjectCard,
    /// Whether the facilitator took it back.
    pub(crate) recalled: bool,
    /// How many people said that they had read it.
    pub(crate) readers: usize,
}

/// Everything that came to the players, in order.
pub(crate) fn delivered(session: &Session<'_>) -> Vec<Delivered> {
    let Some(exercise) = session.state().exercise() else { return Vec::new() };
    let entries = session.entries();
    let came = entries.iter().filter_map(|entry| {
        let Event::InjectReleased(body) = &entry.draft.event else { return None };
        let known = exercise.injects().get(&body.inject)?;
        let (_, _, times) = known.released?;
        Some(Delivered {
            inject: body.inject.clone(),
            seq: entry.seq,
            times,
            to: body.to.clone(),
            card: InjectCard::read(&session.shown(body.card)?)?,
            recalled: known.recalled.is_some(),
            readers: known.read.len(),
        })
    });
    came.collect()
}

/// A question that players have not answered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The inject that asks it.
    pub(crate) inject: InjectId,
    /// What is asked.
    pub(crate) question: CardQuestion,
}

/// What people with these roles are asked and nobody has answered; without roles, whatever is asked.
pub(crate) fn unanswered(session: &Session<'_>, roles: &[RoleId]) -> Vec<Asked> {
    let Some(exercise) = session.state().exercise() else { return Vec::new() };
    let came = delivered(session)
        .into_iter()
        .filter(|one| !one.recalled && concerns(session.state(), &one.to, roles));
    let asked = came.flat_map(|one| {
        let inject = one.inject;
        one.card.questions.into_iter().map(move |question| Asked { inject: inject.clone(), question })
    });
    asked.filter(|asked| !exercise.answers().contains_key(&asked.question.id)).collect()
}

/// What a person with these roles has not read yet; without roles, whatever came.
pub(crate) fn unread(session: &Session<'_>, roles: &[RoleId]) -> Vec<Delivered> {
    let (Some(exercise), actor) = (session.state().exercise(), session.actor()) else { return Vec::new() };
    let has_read = |inject: &InjectId| {
        let known = exercise.injects().get(inject);
        known.is_some_and(|known| known.read.iter().any(|(_, person)| Some(*person) == actor))
    };
    let came = delivered(session).into_iter();
    came.filter(|one| !one.recalled && concerns(session.state(), &one.to, roles) && !has_read(&one.inject))
        .collect()
}
