//! What went out of the house: productions and what became of them since, and the log of what is withheld as privileged.

use super::app_error::AppError;
use super::paper::Reading;
use super::session::Session;
use crate::base::id::FactId;
use crate::record::labelling::Labelling;
use crate::report::edition::Edition;
use crate::report::format::Paper;
use crate::report::privilege::{Source, privilege_log};
use crate::report::productions::{ProductionLine, productions};

/// Everything that was given away, in the order of the record.
pub(crate) fn given_away(session: &Session<'_>) -> Vec<ProductionLine> {
    let reading = Reading::of(session);
    let is_anchor = |fact: &FactId| is_anchor(session, fact);
    reading.with_scene(Edition::team(), |scene| productions(reading.entries(), scene, &is_anchor))
}

/// The privilege log, and how many claims in it have no basis. It is written as the other side of a case may read it.
pub(crate) fn privileged(session: &Session<'_>) -> Result<(Paper, usize), AppError> {
    let reading = Reading::of(session);
    let labelling = Labelling::of(reading.entries(), &|fact: &FactId| is_anchor(session, fact));
    let Some(edition) = Edition::parse("disclosure") else {
        return Err(AppError::Input("no edition".to_owned()));
    };
    let basis = |passage| session.words().get(passage).map(str::to_owned);
    let log = reading.with_scene(edition, |scene| {
        privilege_log(&Source { log: reading.log(), labelling: &labelling, scene, basis: &basis })
    });
    Ok(log?)
}

/// Whether deadlines count from a fact.
pub(crate) fn is_anchor(session: &Session<'_>, fact: &FactId) -> bool {
    session.plans().fact(fact.as_str()).is_some_and(|row| !row.anchors.is_empty())
}
