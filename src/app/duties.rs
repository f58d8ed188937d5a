//! The legal duties of an incident: which laws apply to those whose profile it holds, who has to tell whom, and where each duty stands.
//! Must not print.

mod parties;

use super::ground::{regimes, roles};
use super::session::Session;
use crate::base::problem::Source;
use crate::fact::value::{PassageRef, Value};
use crate::host::organisation::{Profile, Words};
use crate::incident::deadline::{deciding_fact, known, sendings};
use crate::incident::event::step::NoticeSent;
use crate::regime::calendar::CalendarId;
use crate::regime::count::Circumstances;
use crate::regime::duty::{Known, deadline};
use crate::regime::scope::{Judgement, Verdict, judge};
use crate::report::status::duty::{DutyLine, DutyOf};
use parties::{Parties, parties};

/// The duty that stands on boards before anything has happened.
pub(crate) const FIRST_DUTY: &str = "gdpr-33-1/notify";

/// The duties of an incident.
pub(crate) struct Duties {
    /// Whether the profile says which laws apply; else only GDPR is considered.
    pub(crate) scope_known: bool,
    /// All duties of laws that apply or may apply, what presses most in front.
    pub(crate) lines: Vec<DutyLine>,
}

impl Duties {
    /// Those that stand on boards: in scope and started.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &DutyLine> {
        self.lines.iter().filter(|line| !line.folded)
    }
}

/// Reads them.
pub(crate) fn duties(session: &Session<'_>) -> Duties {
    let profile = profile(session);
    let scope = profile.as_ref().and_then(Profile::law_scope);
    let day = session.now().in_zone(session.zone()).date_naive();
    let judged = match &scope {
        Some(scope) => judge(regimes().rows(), Some(scope), day),
        None => judge(regimes().without_scope(), None, day),
    };
    let desk = Desk { session, profile: profile.unwrap_or_default() };
    let considered = |judgement: &Judgement<'_>| desk.is_considered(judgement);
    let mut lines: Vec<DutyLine> =
        judged.into_iter().filter(considered).flat_map(|judgement| desk.regime(&judgement)).collect();
    lines.sort_by_key(|line| (line.folded, line.alarm.is_none(), line.alarm, line.duty != FIRST_DUTY));
    Duties { scope_known: scope.is_some(), lines }
}

/// The profile as it was when the incident was opened.
fn profile(session: &Session<'_>) -> Option<Profile> {
    let (opening, _) = session.state().opening()?;
    let bytes = session.store().source(opening.organisation?).ok()??;
    let source = Source::new("organisation.toml as fixed in the record", String::from_utf8(bytes).ok()?);
    Profile::load(&source, Words { roles: roles(), regimes: regimes() }).0
}

/// An incident being read.
struct Desk<'a> {
    session: &'a Session<'a>,
    profile: Profile,
}

impl Desk<'_> {
    /// Whether duties of a law stand on boards at all.
    fn is_considered(&self, judgement: &Judgement<'_>) -> bool {
        let no_data =
            self.session.state().facts().value_of("personal_data_involved") == Some(&Value::Bool(false));
        let concerned = !(no_data && judgement.regime.applies.personal_data);
        concerned && matches!(judgement.verdict, Verdict::Applies | Verdict::Perhaps)
    }

    fn regime(&self, judgement: &Judgement<'_>) -> Vec<DutyLine> {
        let regime = judgement.regime;
        let (state, plans) = (self.session.state(), self.session.plans());
        let known = known(state, plans, regime);
        let mut lines = Vec::new();
        for stage in regime.stages.iter().filter(|stage| !stage.proposed) {
            let decide_by = deciding_fact(plans, regime, stage);
            for parties in parties(&self.profile, regime, stage) {
                let is_meant = |notice: &NoticeSent| {
                    let read =
                        |words: Option<PassageRef>| words.and_then(|words| self.session.words().get(words));
                    parties.are_meant(read(notice.controller), read(notice.to))
                };
                let known = Known { sendings: sendings(state, &regime.id, is_meant), ..known.clone() };
                let deadline = deadline(regime, stage, &known, &self.circumstances(&parties));
                let of = DutyOf {
                    judgement,
                    stage,
                    controller: parties.controller,
                    recipient: parties.recipient,
                    decide_by: decide_by.clone(),
                };
                lines.push(DutyLine::new(&of, &deadline, (self.session.zone(), self.session.now())));
            }
        }
        lines
    }

    /// Holidays are those of the country of the authority.
    fn circumstances(&self, parties: &Parties) -> Circumstances {
        let country = parties.country.as_deref().and_then(|code| CalendarId::parse(code).ok());
        self.profile.circumstances(Circumstances { country, ..Circumstances::of(self.session.zone()) })
    }
}

/// The duty that presses most: the nearest, else the first.
pub(crate) fn nearest(duties: &Duties) -> Option<&DutyLine> {
    duties.shown().find(|line| line.alarm.is_some()).or_else(|| duties.shown().next())
}
