//! What came of an exercise: expectations, ratings, duties in the time of the story.

use std::collections::BTreeMap;

use crate::app::app_error::AppError;
use crate::app::duties::duties;
use crate::app::session::Session;
use crate::base::id::{RoleId, Seq, StepId};
use crate::base::time::Period;
use crate::exercise::outcome::{Outcome, Served, outcomes};
use crate::exercise::proposal::{Rated, ratings};
use crate::incident::event::step::NoticeSent;
use crate::playbook::model::DutyId;
use crate::scenario::model::Scenario;

/// What came of an exercise.
pub(crate) struct Results<'s> {
    /// Expectations with what came of them.
    pub(crate) outcomes: Vec<Outcome<'s>>,
    /// Critical tasks with their ratings.
    pub(crate) ratings: Vec<Rated<'s>>,
}

/// Reads what came of an exercise so far.
pub(crate) fn results<'s>(session: &Session<'_>, scenario: &'s Scenario) -> Result<Results<'s>, AppError> {
    let entries = session.entries();
    let outcomes = outcomes(scenario, &entries, &served(session))?;
    let ratings = ratings(scenario, &outcomes, &entries);
    Ok(Results { outcomes, ratings })
}

/// Whose a step is, in whichever playbook of the exercise it stands.
pub(crate) fn role_of(session: &Session<'_>, step: &StepId) -> Option<RoleId> {
    let playbooks = session.state().runs().values().filter_map(|run| session.plans().of(run));
    playbooks.filter_map(|playbook| playbook.step(step)).find_map(|step| step.role.clone())
}

/// Duties that were served, each with its notice. A duty towards several counts as served when it is towards all; the latest counts.
fn served(session: &Session<'_>) -> BTreeMap<DutyId, Served> {
    let mut served: BTreeMap<DutyId, Option<Served>> = BTreeMap::new();
    for line in duties(session).lines {
        let Some(duty) = DutyId::parse(&line.duty) else { continue };
        let notice = line.met.and_then(|_| notice(session, &duty));
        let late = line.late_seconds.filter(|late| *late > 0).map(Period::from_seconds);
        let this = notice.map(|seq| Served { seq, late });
        let worst = |before: Option<Served>| match (before, this) {
            (Some(before), Some(this)) => Some(if this.late > before.late { this } else { before }),
            (None, _) | (_, None) => None,
        };
        let next = served.get(&duty).map_or(this, |before| worst(*before));
        served.insert(duty, next);
    }
    served.into_iter().filter_map(|(duty, served)| Some((duty, served?))).collect()
}

fn notice(session: &Session<'_>, duty: &DutyId) -> Option<Seq> {
    let of_duty = |notice: &NoticeSent| notice.serves() == Some(duty);
    session.state().notices().iter().find(|(_, notice)| of_duty(notice)).map(|(seq, _)| *seq)
}
