//! Taking evidence: hashed and kept first, recorded only then.

use std::path::Path;

use super::app_error::AppError;
use super::session::Session;
use super::words::Wording;
use crate::base::time::Claimed;
use crate::incident::command::Command;
use crate::incident::event::evidence::{EvidenceTaken, Holding};
use crate::incident::key::StepKey;
use crate::record::entry::Entry;
use crate::store::evidence::{EvidenceFolder, Taken, hash_in_place};

/// A file to be taken as evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Intake {
    /// Where it lies.
    pub(crate) path: String,
    /// Only hash it where it lies.
    pub(crate) in_place: bool,
    /// Host, system or person it came from.
    pub(crate) source: Option<String>,
    /// How it was taken.
    pub(crate) method: Option<String>,
    /// Where it is kept.
    pub(crate) place: Option<String>,
    /// When it was collected.
    pub(crate) collected: Option<Claimed>,
    /// The step that asked for it.
    pub(crate) step: Option<StepKey>,
    /// Which wanted piece it is, from 0.
    pub(crate) item: Option<usize>,
}

impl Intake {
    /// A file without more words.
    pub(crate) fn of(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }
}

/// Takes a file: copied under its hash beside the record, or hashed in place; then recorded.
pub(crate) fn take_file(
    session: &mut Session<'_>,
    intake: &Intake,
    progress: &mut dyn FnMut(u64),
) -> Result<Vec<Entry>, AppError> {
    let path = Path::new(&intake.path);
    let (taken, holding) = if intake.in_place {
        (hash_in_place(path, progress)?, Holding::InPlace)
    } else {
        (EvidenceFolder::beside(session.store().path()).take(path, progress)?, Holding::Copied)
    };
    record(session, intake, &taken, holding)
}

fn record(
    session: &mut Session<'_>,
    intake: &Intake,
    taken: &Taken,
    holding: Holding,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = Wording::default();
    let path = Path::new(&intake.path);
    let name = path.file_name().map_or_else(|| intake.path.clone(), |name| name.to_string_lossy().into_owned());
    let place = match (holding, &intake.place) {
        (Holding::InPlace, None) => Some(intake.path.clone()),
        (_, place) => place.clone(),
    };
    let body = EvidenceTaken {
        evidence: session.state().next_evidence(),
        holding,
        name: wording.say(&name)?,
        sha256: Some(taken.sha256),
        size: Some(taken.size),
        source: wording.say_some(intake.source.as_deref())?,
        method: wording.say_some(intake.method.as_deref())?,
        place: wording.say_some(place.as_deref())?,
        collector: None,
        collected: intake.collected,
        step: intake.step.clone(),
        item: intake.item.and_then(|item| u32::try_from(item).ok()),
        claimed_hash: false,
    };
    session.act_with(wording, |state| {
        let body = EvidenceTaken { evidence: state.next_evidence(), ..body };
        Ok(vec![Command::Write(Box::new(body.into()))])
    })
}
