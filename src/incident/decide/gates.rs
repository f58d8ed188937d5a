//! What stands between a step and its completion: stop gate, authority, evidence, waiting.

use super::super::event::progress::Verdict;
use super::super::event::step::Gate;
use super::super::key::StepKey;
use super::super::place::Place;
use super::super::refusal::Refusal;
use super::super::steps::StepState;
use super::{Desk, Found};
use crate::base::id::PersonId;
use crate::base::time::{Period, Timestamp};
use crate::expr::Condition;
use crate::expr::truth::Truth;
use crate::playbook::kind::{Kind, Wait};
use crate::playbook::model::Step;

/// Gates that were passed.
#[derive(Default)]
pub(super) struct Passed {
    /// What was read.
    pub(super) checks: Vec<Verdict>,
    /// Who had the needed role and completed it themselves.
    pub(super) approved_by: Option<PersonId>,
}

impl Desk<'_> {
    /// Passes the gates that every kind has, or refuses.
    pub(super) fn gates(&self, found: &Found) -> Result<Passed, Refusal> {
        let step = found.model()?;
        let seen = self.seen(&found.key)?;
        let place = found.place(&self.state, self.now);
        let mut passed = Passed::default();
        requires(found, step, seen, (&place, &mut passed))?;
        self.authority(found, step, seen, (&place, &mut passed))?;
        evidence(&found.key, seen)?;
        Ok(passed)
    }

    fn authority(
        &self,
        found: &Found,
        step: &Step,
        seen: &StepState,
        (place, passed): (&Place<'_>, &mut Passed),
    ) -> Result<(), Refusal> {
        let Some(role) = &step.authority else { return Ok(()) };
        if let Some(standing) = &step.standing_authority_if {
            let (verdict, _) = place.evaluate(standing);
            let stands = verdict.result.is_true();
            passed.checks.push(verdict);
            if stands {
                return Ok(());
            }
        }
        if seen.approvals.iter().any(|approval| approval.role == *role)
            || seen.overrides.contains_key(&Gate::Authority)
        {
            return Ok(());
        }
        let person = self.envelope.person();
        if self.state.roles().get(role) == Some(&person) {
            passed.approved_by = Some(person);
            return Ok(());
        }
        Err(Refusal::NotApproved { step: found.key.clone(), roles: vec![role.clone()] })
    }

    /// The gate that an override names, as it reads now.
    pub(super) fn overridable(&self, key: &StepKey, gate: Gate) -> Result<Option<Verdict>, Refusal> {
        self.workable(key)?;
        let found = self.find(key)?;
        let step = found.model()?;
        let place = found.place(&self.state, self.now);
        let read = |condition: &Condition| Some(place.evaluate(condition).0);
        let none = || Refusal::NoGate { step: key.clone(), gate };
        match (gate, &step.kind) {
            (Gate::Requires, _) => step.requires.as_ref().map(read).ok_or_else(none),
            (Gate::Authority, Kind::Approval(_)) => Ok(None),
            (Gate::Authority, _) => step.authority.as_ref().map(|_| None).ok_or_else(none),
            (Gate::Evidence, kind) => {
                let wanted = !step.evidence.is_empty() || matches!(kind, Kind::Evidence(_));
                if wanted { Ok(None) } else { Err(none()) }
            }
            (Gate::Wait, Kind::Wait(wait)) => Ok(wait.until.as_ref().and_then(read)),
            (Gate::Wait, _) => Err(none()),
        }
    }

    /// Whether a wait is over.
    pub(super) fn waited(&self, found: &Found, wait: &Wait, passed: &mut Passed) -> Result<(), Refusal> {
        let seen = self.seen(&found.key)?;
        if seen.overrides.contains_key(&Gate::Wait) {
            return Ok(());
        }
        if let Some(needed) = wait.quiet {
            let quiet = quiet_time(seen, wait, self.now);
            if quiet < needed {
                let left = Period::from_seconds(needed.seconds() - quiet.seconds());
                return Err(Refusal::NotQuiet { step: found.key.clone(), left });
            }
        }
        let Some(until) = &wait.until else { return Ok(()) };
        let (verdict, _) = found.place(&self.state, self.now).evaluate(until);
        if !verdict.result.is_true() {
            return Err(Refusal::NotUntil { step: found.key.clone(), text: verdict.text });
        }
        passed.checks.push(verdict);
        Ok(())
    }
}

fn requires(
    found: &Found,
    step: &Step,
    seen: &StepState,
    (place, passed): (&Place<'_>, &mut Passed),
) -> Result<(), Refusal> {
    let Some(requires) = &step.requires else { return Ok(()) };
    let (verdict, _) = place.evaluate(requires);
    if !verdict.result.is_true() && !seen.overrides.contains_key(&Gate::Requires) {
        let unknown = verdict.result == Truth::Unknown;
        return Err(Refusal::GateNotMet { step: found.key.clone(), text: verdict.text, unknown });
    }
    passed.checks.push(verdict);
    Ok(())
}

fn evidence(key: &StepKey, seen: &StepState) -> Result<(), Refusal> {
    if seen.overrides.contains_key(&Gate::Evidence) {
        return Ok(());
    }
    let items: Vec<String> = seen
        .wanted
        .iter()
        .enumerate()
        .filter(|(_, wanted)| !wanted.is_settled())
        .map(|(index, wanted)| format!("{} {}", index + 1, wanted.what))
        .collect();
    if items.is_empty() { Ok(()) } else { Err(Refusal::EvidenceOpen { step: key.clone(), items }) }
}

/// For how long it has been quiet: since the step opened, it was last seen, or somebody looked again after a gap.
/// A stretch in which nobody looked for longer than `poll` is not quiet.
pub(crate) fn quiet_time(seen: &StepState, wait: &Wait, now: Timestamp) -> Period {
    let Some(opening) = seen.opening else { return Period::from_seconds(0) };
    let (mut since, mut looked) = (opening.t, opening.t);
    let gap = |from: Timestamp, to: Timestamp| wait.poll.is_some_and(|poll| to.since(from) > poll);
    let mut polls = seen.polls.clone();
    polls.sort_by_key(|(at, _)| *at);
    for (at, seen_again) in polls {
        if seen_again || gap(looked, at) {
            since = at;
        }
        looked = at.max(looked);
    }
    if gap(looked, now) {
        return Period::from_seconds(0);
    }
    now.since(since)
}
