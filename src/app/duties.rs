//! The legal duties of an incident: which laws apply to those whose profile it holds, who has to tell whom, and where each duty stands.
//! Must not print.

pub(crate) mod decide;
mod parties;

use std::collections::BTreeSet;

use super::ground::regimes;
use super::pinned_profile::profile;
use super::session::Session;
use crate::base::id::RegimeId;
use crate::base::time::Timestamp;
use crate::fact::value::{PassageRef, Value};
use crate::host::organisation::Profile;
use crate::incident::deadline::{deciding_fact, known, sendings};
use crate::incident::event::duty::DutyChoice;
use crate::incident::event::step::NoticeSent;
use crate::incident::state::{DutyDecision, State};
use crate::regime::calendar::{CalendarId, zone_of_country};
use crate::regime::count::Circumstances;
use crate::regime::duty::{Known, deadline};
use crate::regime::scope::{Judgement, Verdict, judge};
use crate::regime::{FIRST_DUTY, Regime, Stage};
use crate::report::status::duty::{DecisionLine, DutyLine, DutyOf};
use parties::{Parties, parties};

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

/// Reads them. Where the profile cannot be read, boards go on without it and say that the scope is not known.
pub(crate) fn duties(session: &Session<'_>) -> Duties {
    duties_at(session, profile(session).ok().flatten(), (session.state(), session.now()))
}

/// The same as they stood: with the incident as it was known at a moment.
pub(crate) fn duties_at(
    session: &Session<'_>,
    profile: Option<Profile>,
    (state, now): (&State, Timestamp),
) -> Duties {
    let scope = profile.as_ref().and_then(Profile::law_scope);
    let day = now.in_zone(session.zone()).date_naive();
    let judged = match &scope {
        Some(scope) => judge(regimes().rows(), Some(scope), day),
        None => judge(regimes().without_scope().chain(decided_on(state)), None, day),
    };
    let desk = Desk { session, state, now, profile: profile.unwrap_or_default() };
    let considered = |judgement: &Judgement<'_>| desk.is_considered(judgement);
    let mut lines: Vec<DutyLine> =
        judged.into_iter().filter(considered).flat_map(|judgement| desk.regime(&judgement)).collect();
    if state.is_played_out() {
        lines = lines.into_iter().map(DutyLine::after_play).collect();
    }
    lines.sort_by_key(|line| (line.folded, line.alarm.is_none(), line.alarm, line.duty != FIRST_DUTY));
    Duties { scope_known: scope.is_some(), lines }
}

/// Laws that nobody would consider without a scope, but on which people have decided.
fn decided_on<'a>(state: &State) -> impl Iterator<Item = &'a Regime> {
    let decisions = state.duty_decisions().iter();
    let named: BTreeSet<RegimeId> = decisions.map(|decision| decision.body.duty.regime.clone()).collect();
    named.into_iter().filter_map(|id| regimes().get(&id)).filter(|regime| !regime.applies.without_scope)
}

/// An incident being read.
struct Desk<'a> {
    session: &'a Session<'a>,
    state: &'a State,
    now: Timestamp,
    profile: Profile,
}

impl Desk<'_> {
    /// Whether duties of a law stand on boards at all.
    fn is_considered(&self, judgement: &Judgement<'_>) -> bool {
        let no_data = self.state.facts().value_of("personal_data_involved") == Some(&Value::Bool(false));
        let concerned = !(no_data && judgement.regime.applies.personal_data);
        let is_decided = self.decisions().any(|decision| decision.body.duty.regime == judgement.regime.id);
        concerned && (is_decided || matches!(judgement.verdict, Verdict::Applies | Verdict::Perhaps))
    }

    fn regime(&self, judgement: &Judgement<'_>) -> Vec<DutyLine> {
        let regime = judgement.regime;
        let (state, plans) = (self.state, self.session.plans());
        let known = known(state, plans, regime);
        let mut lines = Vec::new();
        for stage in regime.stages.iter().filter(|stage| !stage.proposed) {
            let decide_by = deciding_fact(plans, regime, stage);
            for parties in parties(&self.profile, regime, stage) {
                let is_meant = |notice: &NoticeSent| {
                    parties.are_meant(self.read(notice.controller), self.read(notice.to))
                };
                let known = Known { sendings: sendings(state, &regime.id, is_meant), ..known.clone() };
                let deadline = deadline(regime, stage, &known, &self.circumstances(&parties));
                let decision = self.decision(regime, stage, &parties);
                let of = DutyOf {
                    judgement,
                    stage,
                    controller: parties.controller,
                    recipient: parties.recipient,
                    decide_by: decide_by.clone(),
                    decision,
                };
                lines.push(DutyLine::new(&of, &deadline, (self.session.zone(), self.now)));
            }
        }
        lines
    }

    fn read(&self, words: Option<PassageRef>) -> Option<&str> {
        words.and_then(|words| self.session.words().get(words))
    }

    fn decisions(&self) -> impl DoubleEndedIterator<Item = &DutyDecision> {
        self.state.duty_decisions().iter()
    }

    /// The last decision that concerns these.
    fn decision(&self, regime: &Regime, stage: &Stage, parties: &Parties) -> Option<DecisionLine> {
        let concerns = |decision: &&DutyDecision| {
            let body = &decision.body;
            let is_duty = body.duty.regime == regime.id && body.duty.stage == stage.id;
            is_duty && parties.are_concerned(self.read(body.controller), self.read(body.to))
        };
        let DutyDecision { seq, at, body } = self.decisions().rev().find(concerns)?;
        Some(DecisionLine {
            entry: seq.0,
            choice: match body.choice {
                DutyChoice::Owed => "owed",
                DutyChoice::Waived => "waived",
                DutyChoice::Delayed => "delayed",
            },
            at: *at,
            until: body.until,
            why: self.session.shown(body.why),
            dissent: body.dissent.as_ref().map(|objection| self.session.name(objection.person)),
        })
    }

    /// Holidays and clock are those of the authority.
    fn circumstances(&self, parties: &Parties) -> Circumstances {
        let country = parties.country.as_deref().and_then(|code| CalendarId::parse(code).ok());
        let authority_zone = parties.zone.or_else(|| zone_of_country(country?));
        let of = Circumstances { authority_zone, country, ..Circumstances::of(self.session.zone()) };
        self.profile.circumstances(of)
    }
}

/// The duty that presses most: the nearest, else the first.
pub(crate) fn nearest(duties: &Duties) -> Option<&DutyLine> {
    duties.shown().find(|line| line.alarm.is_some()).or_else(|| duties.shown().next())
}
