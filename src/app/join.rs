//! A second playbook is added to an incident by hand: beside what runs, or instead of it.

use std::sync::Arc;

use super::app_error::AppError;
use super::ground::{pin_set, sources_of};
use super::session::Session;
use crate::base::problem::Source;
use crate::incident::command::Command;
use crate::incident::key::{RunKey, StepKey};
use crate::incident::runs::Run;
use crate::incident::settle::run_has_ended;
use crate::playbook::kind::UseMode;
use crate::playbook::library::Library;
use crate::playbook::library::set::PlaybookSet;
use crate::record::entry::Entry;

/// What is joined.
pub(crate) struct Joining<'a> {
    /// The playbook and all that it uses.
    pub(crate) set: &'a PlaybookSet,
    /// Where it came from, when it is a file of its own.
    pub(crate) file: Option<&'a Arc<Source>>,
    /// Beside what runs, or instead of it.
    pub(crate) mode: UseMode,
    /// The step that could not find it.
    pub(crate) step: Option<StepKey>,
    /// Also where it runs already.
    pub(crate) again: bool,
}

/// Joins a playbook. Its text and the texts of all that it uses are kept in the record. One that runs already is joined only on demand:
/// two people in one room easily mean the same one.
pub(crate) fn join(
    session: &mut Session<'_>,
    library: &Library,
    joining: &Joining<'_>,
    why: &str,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    for bytes in sources_of(library, joining.file, joining.set).into_values() {
        wording.put_source(bytes);
    }
    let (playbook, used) = pin_set(joining.set);
    let why = wording.say(why)?;
    session.add_plans(joining.set.playbooks.values().cloned());
    let root = &joining.set.root.id;
    let same = |run: &Run| run.playbook.id == *root;
    let (state, plans) = (session.state(), session.plans());
    let ended: Vec<RunKey> =
        state.runs().keys().filter(|key| run_has_ended(state, plans, key)).cloned().collect();
    let (step, mode, again) = (joining.step.clone(), joining.mode, joining.again || joining.step.is_some());
    session.act_with(wording, |state| {
        let runs = state.runs().iter().filter(|(key, run)| same(run) && !ended.contains(key));
        match runs.map(|(_, run)| run.started).next() {
            Some(started) if !again => Err(AppError::RunsAlready { playbook: root.clone(), started }),
            Some(_) | None => Ok(vec![Command::Join { playbook, library: used, mode, why, step }]),
        }
    })
}
