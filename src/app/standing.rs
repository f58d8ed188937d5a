//! Where an incident stands now: the views of the report layer, read from a session. Must not print.

use super::backdrop::Backdrop;
use super::duties;
use super::ground;
use super::session::Session;
use super::step_name::item_of;
use crate::incident::key::StepKey;
use crate::regime::FIRST_DUTY;
use crate::report::facts::{FactLine, fact_lines};
use crate::report::status::Status;
use crate::report::status::duty::DutyLine;
use crate::report::status::metrics::Metrics;

/// Legal duties in scope that press: counted, met, or not to be counted. What only is to be done stands on the board of duties.
pub(crate) fn duties(session: &Session<'_>) -> Vec<DutyLine> {
    duties::duties(session).shown().filter(|line| line.presses()).cloned().collect()
}

/// The status.
pub(crate) fn status(session: &Session<'_>) -> Status {
    let head = session.head().to_string();
    let backdrop = Backdrop::read(session);
    let read = |scene: &crate::report::describe::scene::Scene<'_>| {
        Status::read(scene, session.plans(), duties(session), (&head, session.now()))
    };
    let mut status = backdrop.look(session, read);
    if session.state().is_played_out() {
        status.after_play();
    }
    status.closed_at = session.closed_at();
    status.imported = session.imported().map(|how| how.edition.clone());
    status.name_items(|step| item_of(session, &StepKey::parse(step)?));
    status
}

/// Every fact that somebody said something of.
pub(crate) fn facts(session: &Session<'_>) -> Vec<FactLine> {
    Backdrop::read(session).look(session, fact_lines)
}

/// The figures.
pub(crate) fn metrics(session: &Session<'_>) -> Metrics {
    let duties = duties(session);
    let met = duties.iter().find(|duty| duty.met.is_some() && duty.duty == FIRST_DUTY);
    let in_time = met.map(|duty| duty.late_seconds.is_none());
    Metrics::read(session.state(), &session.entries(), ground::regimes(), (in_time, session.now()))
}
