//! Drafts of notices: a form filled from the facts of an incident as they stand, or as they stood. A view that writes nothing. Must not
//! decide whether a notice is due, and must not send one.

mod blank;
mod filling;
mod given;
mod known;
pub(crate) mod outdated;
mod previous;
pub(crate) mod returning;
pub(crate) mod signing;
pub(crate) mod wording;

use std::collections::BTreeMap;

use super::app_error::AppError;
use super::ground::{forms, roles};
use super::paper::Reading;
use super::session::Session;
use crate::base::id::{FactId, PersonId, RoleId, Seq, StageId};
use crate::base::time::Timestamp;
use crate::form::Form;
use crate::form::fill::Completeness;
use crate::form::model::Layout;
use crate::form::show::Manner;
use crate::incident::state::State;
use crate::record::entry::{Entry, entry_at};
use crate::report::dispute::Against;
use crate::report::document::furniture::{Broken, Furniture};
use crate::report::draft::{DraftView, draft_paper};
use crate::report::edition::Edition;
use crate::report::format::Paper;
use crate::report::moment;
use crate::report::timeline::ReportError;

use self::filling::{Desk, strings};

pub(crate) use self::filling::Filling;

/// What is to be drafted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// Id of the form.
    pub(crate) form: String,
    /// The stage; by default the first that nothing was sent for.
    pub(crate) stage: Option<StageId>,
    /// ISO 639-1; English by default.
    pub(crate) language: Option<String>,
    /// For whom.
    pub(crate) to: Option<String>,
    /// It takes an earlier notice back, for this reason.
    pub(crate) withdraws: Option<String>,
    /// As a person decided.
    pub(crate) completeness: Option<Completeness>,
    /// What was known then.
    pub(crate) as_of: Option<Timestamp>,
    /// The record as it was when it had so many entries.
    pub(crate) at_size: Option<Seq>,
    /// When it goes out, or went out; lateness counts to it.
    pub(crate) goes_out: Option<Timestamp>,
    /// Who reports.
    pub(crate) reporter: Option<PersonId>,
    /// For the reader outside: without entries, gaps and advice.
    pub(crate) clean: bool,
    /// Only how it stands: nothing is compared with the notice before.
    pub(crate) lightly: bool,
}

impl Asked {
    fn is_of_the_past(&self) -> bool {
        self.as_of.is_some() || self.at_size.is_some()
    }
}

/// A draft.
#[derive(Debug)]
pub(crate) struct Drafted {
    /// As formats write it.
    pub(crate) paper: Paper,
    /// What stands in it.
    pub(crate) filling: Filling,
}

/// A form by id.
pub(crate) fn form(typed: &str) -> Result<&'static Form, AppError> {
    forms().get(typed).ok_or_else(|| {
        let candidates = forms().rows().map(|form| form.id.clone()).collect();
        AppError::Nothing { what: "form", typed: typed.to_owned(), candidates }
    })
}

/// A form with its fields.
pub(crate) fn layout(form: &Form) -> Result<Layout, AppError> {
    Layout::shipped(&form.id).ok_or_else(|| AppError::NotPossible(format!("form {} cannot be read", form.id)))
}

/// Makes a draft.
pub(crate) fn draft(session: &Session<'_>, asked: &Asked) -> Result<Drafted, AppError> {
    let desk = Desk::of(session);
    let standpoint = desk.standpoint(asked)?;
    let filling = desk.fill(asked, &standpoint)?;
    let reading = &desk.reading;
    let broken = reading.broken().filter(|_| !asked.is_of_the_past()).map(Broken::of);
    let furniture = furniture(session, filling.record, broken, standpoint.now)?;
    let disputes = disputes(reading, &standpoint.state);
    let paper = draft_paper(&DraftView {
        layout: &filling.layout,
        filled: &filling.filled,
        minimum: filling.minimum(),
        manner: Manner { strings: &filling.strings, zone: session.zone() },
        furniture,
        previous: filling.previous.as_ref(),
        behind: &|seq| behind(session, reading.entries(), seq),
        against: &|fact| disputes.get(fact).cloned(),
        owner: &|owner| owner_name(session, owner),
        clean: asked.clean,
    })?;
    Ok(Drafted { paper, filling })
}

/// Fills a form in, for those who need no paper.
pub(crate) fn filling(session: &Session<'_>, asked: &Asked) -> Result<Filling, AppError> {
    let desk = Desk::of(session);
    desk.fill(asked, &desk.standpoint(asked)?)
}

fn opening<'a>(
    session: &'a Session<'_>,
) -> Result<(&'a str, &'a crate::incident::event::lifecycle::IncidentOpened), AppError> {
    let opening = session.state().opening().as_ref().map(|(opening, _)| (opening.id.as_str(), opening));
    Ok(opening.ok_or(ReportError::NoOpening)?)
}

fn furniture(
    session: &Session<'_>,
    (size, head): (Seq, crate::base::digest::Digest),
    broken: Option<Broken>,
    now: Timestamp,
) -> Result<Furniture, AppError> {
    let (_, opening) = opening(session)?;
    Ok(Furniture {
        incident: opening.id.clone(),
        codename: opening.codename.clone(),
        mode: opening.mode,
        edition: "team",
        withheld: Vec::new(),
        selection: format!("what was known on {}", moment::moment(now, session.zone())),
        size,
        head,
        zone: session.zone().name().to_owned(),
        broken,
    })
}

/// `Jonas Thiel, 22 Nov 21:51 (20:51 UTC)`
fn behind(session: &Session<'_>, entries: &[Entry], seq: Seq) -> String {
    match entry_at(entries, seq) {
        Some(entry) => {
            let brief = |at| moment::brief(at, session.zone());
            let recorded = entry.stamp.lived();
            // Who reads a draft wants to know when it became known; when it was typed matters beside that.
            match entry.draft.at.map(|claimed| claimed.at).filter(|at| brief(*at) != brief(recorded)) {
                Some(at) => {
                    format!("{}, {}, recorded {}", session.name(entry.by()), brief(at), brief(recorded))
                }
                None => format!("{}, {}", session.name(entry.by()), brief(recorded)),
            }
        }
        None => "not at hand".to_owned(),
    }
}

/// What other persons say of disputed facts.
fn disputes(reading: &Reading<'_, '_>, state: &State) -> BTreeMap<FactId, String> {
    let disputed =
        || state.facts().iter().filter(|(_, fact)| fact.known.as_ref().is_some_and(|known| known.disputed));
    if disputed().next().is_none() {
        return BTreeMap::new();
    }
    reading.with_scene(Edition::team(), |scene| {
        let texts =
            disputed().filter_map(|(id, fact)| Some((id.clone(), Against::of(scene, id, fact)?.text())));
        texts.collect()
    })
}

/// A role with who holds it; a person as they are called.
fn owner_name(session: &Session<'_>, owner: &str) -> String {
    let Some(role) = RoleId::parse(owner).ok().filter(|role| roles().get(role).is_some()) else {
        return owner.to_owned();
    };
    let label = roles().get(&role).map_or_else(|| role.to_string(), |row| row.label.clone());
    match session.state().roles().get(&role) {
        Some(person) => format!("{} ({label})", session.name(*person)),
        None => format!("{label} (nobody holds the role)"),
    }
}

/// How a draft of a form would stand now.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Standing {
    /// Id of the form.
    pub(crate) form: String,
    /// Its title.
    pub(crate) title: String,
    /// The stage that comes next.
    pub(crate) stage: StageId,
    /// Fields without which it cannot be sent.
    pub(crate) blocking: Vec<FactId>,
    /// Fields that are open, those among them.
    pub(crate) gaps: usize,
    /// The notice that it would follow.
    pub(crate) sent: Option<(Seq, Timestamp)>,
    /// When the form was last checked.
    pub(crate) checked: String,
    /// Against what.
    pub(crate) verification: &'static str,
}

/// All forms with how a draft of each would stand now.
pub(crate) fn standings(session: &Session<'_>) -> Result<Vec<Standing>, AppError> {
    let desk = Desk::of(session);
    let standing = |form: &Form| {
        let asked = Asked { form: form.id.clone(), lightly: true, ..Asked::default() };
        let Filling { filled, previous, .. } = desk.fill(&asked, &desk.standpoint(&asked)?)?;
        Ok(Standing {
            form: form.id.clone(),
            title: form.title.clone(),
            stage: filled.stage.clone(),
            blocking: filled.blocking().map(|field| field.id.clone()).collect(),
            gaps: filled.fields.iter().filter(|field| field.gap.is_some()).count(),
            sent: previous.map(|previous| (previous.seq, previous.at)),
            checked: form.checked.clone(),
            verification: form.verification.word(),
        })
    };
    forms().rows().map(standing).collect()
}
