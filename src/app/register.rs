//! The register over all incidents: each is read as it stood at a moment. A view that writes nothing. Must not lay anything out.

use super::app_error::AppError;
use super::assessing::advice_at;
use super::duties::duties_at;
use super::paper::Reading;
use super::pinned_profile::profile;
use super::session::Session;
use super::standpoint::{known_at, state_after};
use crate::base::time::{Timestamp, Zone};
use crate::incident::event::lifecycle::Mode;
use crate::report::document::furniture::{Broken, Withholding};
use crate::report::edition::Edition;
use crate::report::register::Register;
use crate::report::register::case::{About, Case};
use crate::store::read::IncidentRow;

/// What is to be in a register.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// What was recorded up to then.
    pub(crate) as_of: Timestamp,
    /// Only incidents that were opened in this year of their zone.
    pub(crate) year: Option<i32>,
    /// Only incidents that were opened since then.
    pub(crate) since: Option<Timestamp>,
    /// Who reads it.
    pub(crate) edition: &'static Edition,
}

impl Wanted {
    /// Whether an incident belongs into it: exercises never do.
    pub(crate) fn takes(&self, row: &IncidentRow) -> bool {
        use chrono::Datelike as _;
        let zone: Zone = row.zone.parse().unwrap_or(Zone::UTC);
        let in_year = self.year.is_none_or(|year| row.opened.in_zone(zone).year() == year);
        let since = self.since.is_none_or(|since| row.opened >= since);
        row.mode == Mode::Live && row.opened <= self.as_of && in_year && since
    }
}

/// A register that grows incident by incident.
pub(crate) struct Growing {
    wanted: Wanted,
    register: Register,
}

impl Growing {
    /// Without an incident.
    pub(crate) fn new(wanted: Wanted, organisation: Option<String>, zone: Zone) -> Self {
        let register = Register {
            organisation,
            as_of: wanted.as_of,
            year: wanted.year,
            since: wanted.since,
            edition: wanted.edition,
            zone,
            withheld: Vec::new(),
            cases: Vec::new(),
        };
        Self { wanted, register }
    }

    /// Takes an incident in, as it stood.
    pub(crate) fn take(&mut self, session: &Session<'_>, row: &IncidentRow) -> Result<(), AppError> {
        let reading = Reading::of(session);
        let known = known_at(reading.entries(), self.wanted.as_of);
        let Some(last) = known.last() else { return Ok(()) };
        let (size, state) = (last.seq, state_after(known)?);
        let profile = profile(session)?;
        let sector = profile.as_ref().and_then(|profile| profile.entity.sector.clone());
        let duties = duties_at(session, profile, (&state, self.wanted.as_of));
        let advice = advice_at(&state, sector.as_deref());
        let (_, head) = reading.head_at(Some(size));
        let broken =
            reading.broken().filter(|broken| known.len() == reading.entries().len() && broken.at > size);
        let (case, withheld) = reading.with_scene_at(&state, self.wanted.edition, |scene| {
            let about = About {
                scene,
                entries: known,
                head,
                duties: &duties.lines,
                advice: advice.as_ref(),
                imported: row.imported.as_ref().map(|how| how.edition.clone()),
                broken: broken.map(Broken::of),
            };
            (Case::of(&about), scene.words.withheld())
        });
        self.register.cases.extend(case);
        self.leave_out(withheld);
        Ok(())
    }

    fn leave_out(&mut self, withheld: Vec<Withholding>) {
        for more in withheld {
            match self.register.withheld.iter_mut().find(|known| known.code == more.code) {
                Some(known) => known.count += more.count,
                None => self.register.withheld.push(more),
            }
        }
    }

    /// The register.
    pub(crate) fn finish(self) -> Register {
        self.register
    }
}
