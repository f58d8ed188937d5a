//! A form before it is filled: what it is filled from at a moment of the incident, now or as it stood. Must not fill or show it.

use super::given::Giver;
use super::{Asked, known, opening, wording};
use crate::app::app_error::AppError;
use crate::app::paper::Reading;
use crate::app::session::Session;
use crate::app::standpoint::Standpoint;
use crate::base::digest::Digest;
use crate::base::id::{Seq, StageId};
use crate::base::time::Timestamp;
use crate::form::facts::Facts;
use crate::form::fill::{NoticeKind, Previous, Request, Sources, Wording};
use crate::form::model::Layout;
use crate::form::strings::Strings;

/// A form of an incident.
#[derive(Clone, Copy)]
pub(super) struct Blank<'a, 's> {
    /// The record.
    pub(super) reading: &'a Reading<'a, 's>,
    /// The incident.
    pub(super) session: &'a Session<'s>,
    /// The form.
    pub(super) layout: &'a Layout,
    /// The language.
    pub(super) strings: &'a Strings,
    /// What is wanted.
    pub(super) asked: &'a Asked,
}

/// From what it is filled.
pub(super) struct Material {
    /// The facts.
    pub(super) facts: Facts,
    /// What is given with the notice.
    pub(super) given: Facts,
    wordings: Vec<Wording>,
}

impl Material {
    /// With the notice before.
    pub(super) fn sources<'a>(&'a self, previous: Option<&'a Previous>) -> Sources<'a> {
        Sources { facts: &self.facts, given: &self.given, wordings: &self.wordings, previous }
    }
}

impl Blank<'_, '_> {
    /// How it is to be filled.
    pub(super) fn request<'r>(&'r self, stage: &'r StageId, kind: NoticeKind, now: Timestamp) -> Request<'r> {
        Request {
            stage,
            kind,
            completeness: self.asked.completeness,
            recipient: self.asked.to.as_deref(),
            now,
            zone: self.session.zone(),
            strings: self.strings,
        }
    }

    /// From what it is filled at a moment; the reference names the record as it was then.
    pub(super) fn material(
        &self,
        standpoint: &Standpoint<'_>,
        (size, head): (Seq, Digest),
    ) -> Result<Material, AppError> {
        let own = opening(self.session)?.0;
        let from = Giver {
            session: self.session,
            state: &standpoint.state,
            form: &self.layout.form,
            reporter: self.asked.reporter,
            reference: format!("{own} {size} {}", head.short()),
        };
        let entries = self.reading.entries();
        let known = usize::try_from(standpoint.size.0).ok().and_then(|size| entries.get(..size));
        Ok(Material {
            facts: known::facts(self.session, &standpoint.state),
            given: from.given()?,
            wordings: wording::standing(self.session, known.unwrap_or_default(), &self.layout.form.id),
        })
    }
}
