//! The legal duties of an incident: which laws apply to those whose profile it holds, who has to tell whom, and where each duty stands.
//! Must not print.

pub(crate) mod decide;
mod parties;

use std::collections::BTreeSet;

use super::ground::regimes;
use super::pinned_profile::profile;
use super::session::Session;
use crate::base::id::{RegimeId, StepId};
use crate::base::time::Timestamp;
use crate::fact::value::{PassageRef, Value};
use crate::host::organisation::Profile;
use crate::incident::deadline::{deciding_fact, known, sendings, taken_back};
use crate::incident::event::Event;
use crate::incident::event::duty::DutyChoice;
use crate::incident::event::step::NoticeSent;
use crate::incident::state::{DutyDecision, State};
use crate::playbook::kind::Kind;
use crate::playbook::model::DutyId;
use crate::record::entry::entry_at;
use crate::regime::calendar::{CalendarId, zone_of_country};
use crate::regime::count::Circumstances;
use crate::regime::duty::{Known, deadline};
use crate::regime::model::Declined;
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
        let is_ruled_out = |fact: &str| self.state.facts().value_of(fact) == Some(&Value::Bool(false));
        let applies = &judgement.regime.applies;
        let concerned = !(applies.personal_data && is_ruled_out("personal_data_involved")
            || applies.card_data && is_ruled_out("pan_or_cvv"));
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
            let duty = DutyId { regime: regime.id.clone(), stage: stage.id.clone() };
            for parties in parties(&self.profile, regime, stage) {
                let is_meant =
                    |notice: &NoticeSent| parties.are_meant(self.read(notice.controller), self.told(notice));
                let known = Known { sendings: sendings(state, &regime.id, is_meant), ..known.clone() };
                let taken_back = taken_back(state, &duty, is_meant);
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
                let line = DutyLine::new(&of, &deadline, (self.session.zone(), self.now));
                lines.push(DutyLine { taken_back, ..line });
            }
        }
        lines
    }

    /// To whom a notice went, where it says more than the step that asked for it: `the competent authority` names nobody.
    fn told(&self, notice: &NoticeSent) -> Option<&str> {
        let asked = notice.step.as_ref().and_then(|key| {
            let playbook = self.session.plans().of(self.state.runs().get(&key.run())?)?;
            playbook.step(&StepId::parse(key.id()).ok()?)
        });
        let planned = asked.and_then(|step| {
            let Kind::Notify(planned) = &step.kind else { return None };
            Some(planned.to.as_str())
        });
        self.read(notice.to).filter(|to| Some(*to) != planned)
    }

    fn read(&self, words: Option<PassageRef>) -> Option<&str> {
        words.and_then(|words| self.session.words().get(words))
    }

    fn decisions(&self) -> impl DoubleEndedIterator<Item = &DutyDecision> {
        self.state.duty_decisions().iter()
    }

    /// The last decision that concerns these: one on the duty, or one that stands in a fact.
    fn decision(&self, regime: &Regime, stage: &Stage, parties: &Parties) -> Option<DecisionLine> {
        let concerns = |decision: &&DutyDecision| {
            let body = &decision.body;
            let is_duty = body.duty.regime == regime.id && body.duty.stage == stage.id;
            is_duty && parties.are_concerned(self.read(body.controller), self.read(body.to))
        };
        let decided =
            self.decisions().rev().find(concerns).map(|DutyDecision { seq, at, body }| DecisionLine {
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
            });
        let declined = regime.declined.iter().filter_map(|declined| self.declined(declined));
        declined.chain(decided).max_by_key(|line| line.entry)
    }

    /// The decision behind a fact that says that nothing is owed.
    fn declined(&self, declined: &Declined) -> Option<DecisionLine> {
        let known = self.state.facts().get(&declined.fact)?.known.as_ref()?;
        let word = if let Value::Bool(value) = &known.value {
            value.to_string()
        } else if let Value::Choice(choice) = &known.value {
            choice.to_string()
        } else {
            return None;
        };
        let entries = self.session.entries();
        let stated = entry_at(&entries, known.seq).filter(|_| declined.values.contains(&word))?;
        // The reason stands at the decision that set the fact, where one did.
        let taken = entries.iter().rev().find_map(|entry| {
            let Event::DecisionTaken(taken) = &entry.draft.event else { return None };
            Some(taken).filter(|taken| Some(&taken.step) == known.step.as_ref())
        });
        let said = || {
            let Event::FactStated(stated) = &stated.draft.event else { return None };
            stated.why.or(stated.basis)
        };
        let why = taken.and_then(|taken| taken.reason).or_else(said);
        Some(DecisionLine {
            entry: known.seq.0,
            choice: "waived",
            at: stated.happened(),
            until: None,
            why: why.and_then(|why| self.session.shown(why)),
            dissent: taken
                .and_then(|taken| taken.dissent.as_ref())
                .map(|dissent| self.session.name(dissent.person)),
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

/// Whether a notice is meant for somebody who has to be told under its duty, as far as names are known. What went to an acquirer is none of
/// the notices to an authority.
pub(crate) fn is_for_its_duty(session: &Session<'_>, notice: &NoticeSent) -> bool {
    let of = notice.duty.as_ref();
    let stage =
        of.and_then(|duty| Some((regimes().get(&duty.regime)?, regimes().stage(&duty.regime, &duty.stage)?)));
    let Some((regime, stage)) = stage else { return true };
    let profile = profile(session).ok().flatten().unwrap_or_default();
    let desk = Desk { session, state: session.state(), now: session.now(), profile };
    let all = parties(&desk.profile, regime, stage);
    all.len() > 1 || all.iter().any(|one| one.are_meant(desk.read(notice.controller), desk.told(notice)))
}

/// The duty that presses most: the nearest, else the first.
pub(crate) fn nearest(duties: &Duties) -> Option<&DutyLine> {
    duties.shown().find(|line| line.alarm.is_some()).or_else(|| duties.shown().next())
}
