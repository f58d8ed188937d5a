//! People, roles and the handover of command. A handover has two acts: roles move when the other side accepts.

use super::app_error::AppError;
use super::naming;
use super::people::{self, Card, Who};
use super::session::Session;
use super::words::Wording;
use crate::base::id::{PersonId, RoleId, Seq};
use crate::base::text::scrub;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::people::{
    HandoverAccepted, HandoverOffered, PersonAdded, PersonChanged, RoleSet,
};
use crate::record::entry::Entry;

/// The person that a name means; a new one is put on the roster.
pub(crate) fn person(session: &mut Session<'_>, name: &str) -> Result<PersonId, AppError> {
    match find(session, name)? {
        Who::Known(person) => Ok(person),
        Who::New(name) => {
            let (person, _) = introduce(session, &Card::named(&name))?;
            Ok(person)
        }
    }
}

/// What somebody is who must be on the roster already.
pub(crate) const ON_THE_ROSTER: &str = "person on the roster";

/// The same of somebody who is on the roster already: nothing is written.
pub(crate) fn known(session: &Session<'_>, name: &str) -> Result<PersonId, AppError> {
    match find(session, name)? {
        Who::Known(person) => Ok(person),
        Who::New(name) => Err(AppError::Nothing {
            what: ON_THE_ROSTER,
            typed: name,
            candidates: session.state().people().keys().map(|person| session.name(*person)).collect(),
        }),
    }
}

/// Several of them.
pub(crate) fn maybe_person(
    session: &mut Session<'_>,
    name: Option<&str>,
) -> Result<Option<PersonId>, AppError> {
    name.map(|name| person(session, name)).transpose()
}

fn find(session: &Session<'_>, name: &str) -> Result<Who, AppError> {
    people::find(session.state(), session.words(), name, session.identity().new_people)
}

/// Puts somebody new on the roster.
fn introduce(session: &mut Session<'_>, card: &Card) -> Result<(PersonId, Vec<Entry>), AppError> {
    // Whoever types may be new as well and takes the next number first; it may be the very person who is looked for.
    let written = session.act_all(Vec::new(), Wording::default())?;
    if let Who::Known(person) = find(session, &card.name)? {
        return Ok((person, written));
    }
    let mut wording = session.wording();
    let card = wording.say_whole(&card.to_text()?)?;
    let mut person = session.state().next_person();
    let entries = session.act_with(wording, |state| {
        person = state.next_person();
        Ok(vec![write(PersonAdded { person, card })])
    })?;
    Ok((person, entries))
}

/// Adds a person who is not on the roster.
pub(crate) fn add(session: &mut Session<'_>, card: &Card) -> Result<(PersonId, Vec<Entry>), AppError> {
    if let Who::Known(person) = find(session, &card.name)? {
        return Err(AppError::Input(format!("{} is on the roster as {person}", session.name(person))));
    }
    introduce(session, card)
}

/// Adds somebody whose name nobody has, however near it is to another one.
pub(crate) fn add_new(session: &mut Session<'_>, card: &Card) -> Result<PersonId, AppError> {
    introduce(session, card).map(|(person, _)| person)
}

/// Changes what is known of a person; what `change` leaves out stays.
pub(crate) fn change(session: &mut Session<'_>, typed: &str, change: Card) -> Result<Vec<Entry>, AppError> {
    let Who::Known(person) = find(session, typed)? else {
        let candidates = session.state().people().keys().map(|id| session.name(*id)).collect();
        return Err(AppError::Nothing { what: "person", typed: typed.to_owned(), candidates });
    };
    let old = people::card_of(session.state(), session.words(), person).unwrap_or_default();
    let new = Card {
        name: if change.name.is_empty() { old.name } else { change.name },
        phone: change.phone.or(old.phone),
        mail: change.mail.or(old.mail),
        organisation: change.organisation.or(old.organisation),
    };
    let mut wording = session.wording();
    let card = wording.say_whole(&new.to_text()?)?;
    session.act(write(PersonChanged { person, card }), wording)
}

/// Gives a role to somebody, or to nobody.
pub(crate) fn set_role(
    session: &mut Session<'_>,
    role: &str,
    name: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let role = naming::role(session.state(), session.plans(), role)?;
    let person = maybe_person(session, name)?;
    session.act(write(RoleSet { role, person }), Wording::default())
}

/// Offers to hand over roles; all that the person holds where none are named.
pub(crate) fn offer(
    session: &mut Session<'_>,
    to: &str,
    named: &[String],
    brief: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let giver = acting(session)?;
    let mut roles: Vec<RoleId> = Vec::new();
    for role in named {
        roles.push(naming::role(session.state(), session.plans(), role)?);
    }
    if roles.is_empty() {
        roles = session.state().roles_of(giver).cloned().collect();
    }
    if roles.is_empty() {
        return Err(AppError::Input(format!(
            "{} holds no role that could be handed over; name it with --role",
            session.name(giver)
        )));
    }
    let to = person(session, to)?;
    let mut wording = session.wording();
    let brief = wording.say_some(brief)?;
    session.act(write(HandoverOffered { to, brief, roles }), wording)
}

/// What was accepted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Accepted {
    /// The offer with its entry.
    pub(crate) offer: (Seq, HandoverOffered),
    /// What was written.
    pub(crate) entries: Vec<Entry>,
}

/// Accepts the newest offer made to the person who acts.
pub(crate) fn accept(session: &mut Session<'_>) -> Result<Accepted, AppError> {
    let name = actor_name(session);
    let taker = match find(session, &name)? {
        Who::Known(person) => Some(person),
        Who::New(_) => None,
    };
    let mine = session.state().offers().iter().rev().find(|(_, offer)| Some(offer.to) == taker);
    let Some((seq, offer)) = mine.map(|(seq, offer)| (*seq, offer.clone())) else {
        let open = session.state().offers().values().map(|offer| session.name(offer.to));
        let candidates: Vec<String> = open.collect();
        let others = match candidates.as_slice() {
            [] => "nothing is offered".to_owned(),
            names => format!("there is an offer to {}", crate::base::text::listing(names, "and")),
        };
        return Err(AppError::WrongAnswer(format!("no handover is offered to {}: {others}", scrub(&name))));
    };
    let accepted = HandoverAccepted { offer: seq, roles: offer.roles.clone() };
    let entries = session.act(write(accepted), Wording::default())?;
    Ok(Accepted { offer: (seq, offer), entries })
}

/// Who acts here: the person named by `--by`, else who types. Put on the roster if need be.
pub(crate) fn acting(session: &mut Session<'_>) -> Result<PersonId, AppError> {
    person(session, &actor_name(session))
}

fn actor_name(session: &Session<'_>) -> String {
    let identity = session.identity();
    identity.by.clone().unwrap_or_else(|| identity.actor.clone())
}

fn write(event: impl Into<Event>) -> Command {
    Command::Write(Box::new(event.into()))
}
