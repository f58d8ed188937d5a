//! In which record an incident or exercise is, and which of its actions is meant.

use std::path::PathBuf;

use crate::app::app_error::AppError;
use crate::app::choice;
use crate::app::exercise::script;
use crate::base::id::{IncidentUid, ScenarioId};
use crate::base::time::Zone;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::store::read::IncidentRow;

/// An incident or exercise with the record that it is in.
pub(super) struct Place {
    /// The call on that record.
    pub(super) context: Context,
    /// Which of it.
    pub(super) uid: IncidentUid,
    /// Its public id.
    pub(super) id: String,
    /// Its zone.
    pub(super) zone: Zone,
}

impl Place {
    fn of(context: Context, row: &IncidentRow) -> Self {
        let zone = row.zone.parse().unwrap_or(Zone::UTC);
        Self { context, uid: row.uid, id: row.id.clone(), zone }
    }

    /// The incident in hand, or the one of that name in any record that is known.
    pub(super) fn find(name: Option<&str>, also: &[PathBuf], context: &Context) -> Result<Self, Failure> {
        let Some(name) = name else {
            let context = context.on_record(context.record_path()?);
            let store = context.store(false)?;
            let row = context.chosen_past(&store)?;
            return Ok(Self::of(context, &row));
        };
        let mut candidates = Vec::new();
        for path in context.records_around(also)? {
            let context = context.on_record(path);
            let rows = context.store(false)?.incidents()?;
            match choice::find(&rows, name) {
                Ok(row) => return Ok(Self::of(context, row)),
                Err(AppError::Nothing { candidates: known, .. }) => candidates.extend(known),
                Err(other) => return Err(other.into()),
            }
        }
        let what = "incident or exercise";
        let failure: Failure = AppError::Nothing { what, typed: name.to_owned(), candidates }.into();
        Err(failure.hint("--also FILE names another record to look into"))
    }

    /// The place of an action as it is typed: `K7QD/a1`, or `a1` of the incident in hand.
    pub(super) fn of_action<'t>(
        typed: &'t str,
        also: &[PathBuf],
        context: &Context,
    ) -> Result<(Self, &'t str), Failure> {
        match typed.rsplit_once('/') {
            Some((name, action)) => Ok((Self::find(Some(name), also, context)?, action)),
            None => Ok((Self::find(None, also, context)?, typed)),
        }
    }

    /// The scenario of an exercise, where its script is known.
    pub(super) fn scenario(&self) -> Result<Option<ScenarioId>, Failure> {
        let mut store = self.context.store(false)?;
        let session = self.context.session_on(&mut store, self.uid)?;
        if session.state().exercise().is_none() {
            return Err(Failure::usage(format!("{} is no exercise", self.id))
                .hint("breachbook exercise list    names them"));
        }
        Ok(script::scenario_id(&session)?)
    }
}
