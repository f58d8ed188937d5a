//! Who may read the script while it is played: whoever facilitates or evaluates. It keeps players from seeing by a slip what would spoil
//! the exercise for them. It keeps no secret: the script of a shipped scenario is in the program, and anybody can give any name.

use super::on_exercise;
use crate::app::app_error::AppError;
use crate::app::roster;
use crate::app::session::Session;
use crate::app::words::Wording;
use crate::base::id::RoleId;
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::incident::command::Command;
use crate::incident::event::people::RoleSet;
use crate::incident::story::{Exercise, FACILITATOR, Play};

/// What a command does with the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    /// Nothing.
    No,
    /// Shows what stands in it.
    ToShow,
    /// Moves play on by it. Where nobody facilitates, any player does that.
    ToMove,
}

/// Refuses to whoever plays. Who says that they facilitate is written down as such and let through.
pub(super) fn look(opens: Opens, i_facilitate: bool, context: &Context) -> Result<(), Failure> {
    if opens == Opens::No {
        return Ok(());
    }
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let mut session = context.session_as_far(&mut store)?;
    // Where there is no exercise, the command itself says so.
    let Some(exercise) = session.state().exercise() else { return Ok(()) };
    let any_player_may = opens == Opens::ToMove && exercise.is_alone() && !i_facilitate;
    if any_player_may || may_read(&session, exercise) {
        return Ok(());
    }
    if i_facilitate {
        return write_down(&mut session, context);
    }
    let name = scrub(&session.identity().actor).into_owned();
    let message = format!(
        "the script belongs to those who facilitate this exercise, and {name} is not among them: players would see what is hidden from them"
    );
    Err(Failure::new(Kind::Refused, message)
        .hint("breachbook run    is what players work with; breachbook exercise show tells where play stands")
        .hint("--i-facilitate    says that you facilitate or evaluate; it is written into the record for all to see")
        .hint("--as NAME    where you facilitate under another name"))
}

/// Once play is over the script stands in the record, for everybody.
fn may_read(session: &Session<'_>, exercise: &Exercise) -> bool {
    let is_over = exercise.clock().play() == Play::Ended;
    is_over || session.actor().is_some_and(|person| exercise.facilitators().contains(&person))
}

fn write_down(session: &mut Session<'_>, context: &Context) -> Result<(), Failure> {
    let role = RoleId::parse(FACILITATOR).map_err(|why| Failure::new(Kind::Bug, why.to_string()))?;
    let name = session.identity().actor.clone();
    let person = Some(roster::person(session, &name)?);
    let set = Command::Write(Box::new(RoleSet { role, person }.into()));
    let entries = session.act(set, Wording::default()).map_err(|why: AppError| Failure::from(why))?;
    let seq = entries.last().map(|entry| format!(" {}", entry.seq)).unwrap_or_default();
    context.ui.say(&format!("{} facilitates from now on, says entry{seq} of the record.", scrub(&name)));
    Ok(())
}
