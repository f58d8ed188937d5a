//! Who plays which role: told by those who sit down to play, so that what is meant for a role reaches somebody.

use crate::app::app_error::AppError;
use crate::app::roster;
use crate::app::session::Session;
use crate::base::id::RoleId;
use crate::incident::state::State;
use crate::incident::story::Play;

/// In an exercise whoever sits down for a role that nobody holds plays it, and the record says so. A role that is held stays where it is:
/// a second person may look over a shoulder.
pub(crate) fn sit_down(session: &mut Session<'_>, roles: &[RoleId]) -> Result<(), AppError> {
    let plays = session.state().exercise().is_some_and(|exercise| exercise.clock().play() != Play::Ended);
    if !plays || session.imported().is_some() {
        return Ok(());
    }
    let name = session.identity().actor.clone();
    for role in roles {
        if !session.state().roles().contains_key(role) {
            roster::set_role(session, role.as_str(), Some(&name))?;
        }
    }
    Ok(())
}

/// Whether what is meant for these roles concerns somebody with those: for all, for one of theirs, or for roles that nobody plays, because
/// then nobody else would ever hear of it. Who named no role hears everything.
pub(super) fn concerns(state: &State, to: &[RoleId], roles: &[RoleId]) -> bool {
    to.is_empty() || roles.is_empty() || to.iter().any(|role| roles.contains(role)) || is_unplayed(state, to)
}

/// Whether nobody plays any of these roles.
pub(super) fn is_unplayed(state: &State, to: &[RoleId]) -> bool {
    !to.is_empty() && !to.iter().any(|role| state.roles().contains_key(role))
}
