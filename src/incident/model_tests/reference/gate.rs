//! What stands between a step and its completion. Must not change anything.

use std::collections::BTreeSet;

use super::view::{Spot, St, View};
use crate::base::id::{FactId, RoleId};
use crate::base::time::{Period, Timestamp};
use crate::expr::truth::Truth;
use crate::incident::event::step::Gate;
use crate::playbook::kind::{Approval, ChecklistItem, Kind, Wait};
use crate::playbook::model::Condition;

impl Spot<'_> {
    /// The roles that may approve it.
    pub(super) fn approvers(&self) -> Vec<RoleId> {
        match &self.step.kind {
            Kind::Approval(approval) => approval.by.clone(),
            _ => self.step.authority.iter().cloned().collect(),
        }
    }

    /// Whether there is anything to override.
    pub(in super::super) fn has_gate(&self, gate: Gate) -> bool {
        match gate {
            Gate::Requires => self.step.requires.is_some(),
            Gate::Authority => !self.approvers().is_empty(),
            Gate::Evidence => !self.step.evidence.is_empty() || matches!(self.step.kind, Kind::Evidence(_)),
            Gate::Wait => matches!(self.step.kind, Kind::Wait(_)),
        }
    }
}

impl<'a> View<'a> {
    pub(super) fn is_false(&self, spot: &Spot<'a>, condition: &Condition) -> bool {
        self.evaluate_at(spot, condition, self.model.clock).0 == Truth::False
    }

    fn holds(&self, spot: &Spot<'a>, condition: &Condition) -> bool {
        self.evaluate_at(spot, condition, self.model.clock).0 == Truth::True
    }

    /// The facts that its guard names, its question, and, once it was completed, the gates that were read.
    pub(super) fn rests_on(&self, spot: &Spot<'a>, completed: bool) -> Vec<FactId> {
        let until = match &spot.step.kind {
            Kind::Wait(wait) if !self.overridden(spot, Gate::Wait) => &wait.until,
            _ => &None,
        };
        let gates = [&spot.step.requires, &spot.step.standing_authority_if, until];
        let gates = gates.into_iter().filter(|_| completed);
        let read = std::iter::once(&spot.step.when).chain(gates).flatten();
        let mut facts: Vec<FactId> = read.flat_map(Condition::facts).collect();
        if let Kind::Question(asked) = &spot.step.kind {
            facts.extend(asked.iter().cloned());
        }
        facts
    }

    /// Whether a person gives its outcome: containers and `playbook` steps end by themselves, but for one whose playbook is
    /// not at hand.
    pub(in super::super) fn is_for_people(&self, spot: &Spot<'a>) -> bool {
        let missing = self.model.missing.contains(&spot.key);
        match spot.step.kind {
            Kind::Group(..) | Kind::Each(_) | Kind::Repeat(_) => false,
            Kind::Playbook(_) => missing,
            _ => true,
        }
    }

    /// Whether an open step may be completed: its gates, then what its kind asks for.
    pub(super) fn may_complete(&self, key: &str, why: bool) -> bool {
        let Some(spot) = self.spot(key) else { return false };
        self.is_for_people(spot)
            && self.requires_met(spot)
            && self.authority_met(spot)
            && self.evidence_met(spot)
            && self.kind_met(spot, why)
            && (spot.step.reversible || why)
    }

    fn overridden(&self, spot: &Spot<'a>, gate: Gate) -> bool {
        self.model.openings.get(&spot.key).is_some_and(|opening| opening.overrides.contains(&gate))
    }

    fn requires_met(&self, spot: &Spot<'a>) -> bool {
        let requires = spot.step.requires.as_ref();
        requires.is_none_or(|gate| self.holds(spot, gate)) || self.overridden(spot, Gate::Requires)
    }

    fn authority_met(&self, spot: &Spot<'a>) -> bool {
        let Some(role) = &spot.step.authority else { return true };
        let opening = self.model.openings.get(&spot.key);
        self.model.holds_role(self.model.person, role)
            || opening.is_some_and(|opening| opening.approvals.iter().any(|(_, held)| held == role))
            || spot.step.standing_authority_if.as_ref().is_some_and(|standing| self.holds(spot, standing))
            || self.overridden(spot, Gate::Authority)
    }

    fn evidence_met(&self, spot: &Spot<'a>) -> bool {
        spot.step.evidence.is_empty()
            || self.model.evidence.contains(&spot.key)
            || self.overridden(spot, Gate::Evidence)
    }

    fn kind_met(&self, spot: &Spot<'a>, why: bool) -> bool {
        match &spot.step.kind {
            Kind::Checklist(items) => why || items.iter().all(|item| self.item_met(spot, item)),
            Kind::Question(asked) => asked.iter().all(|fact| self.model.said(fact) > 0),
            Kind::Approval(approval) => self.quorum_met(spot, approval),
            Kind::Evidence(intake) => {
                let pieces = self.model.pieces.get(&spot.key).copied().unwrap_or(0);
                pieces >= intake.min || self.overridden(spot, Gate::Evidence)
            }
            Kind::Notify(_) => self.model.sent.contains(&spot.key),
            Kind::Wait(wait) => {
                let met =
                    self.quiet_missing(spot, wait) == Period::from_seconds(0) && self.until_met(spot, wait);
                met || self.overridden(spot, Gate::Wait)
            }
            Kind::Playbook(_) => why,
            _ => true,
        }
    }

    fn item_met(&self, spot: &Spot<'a>, item: &ChecklistItem) -> bool {
        let ticked = self.model.ticks.contains(&(spot.key.clone(), item.id.clone()));
        ticked || item.when.as_ref().is_some_and(|when| self.is_false(spot, when))
    }

    fn quorum_met(&self, spot: &Spot<'a>, approval: &Approval) -> bool {
        let opening = self.model.openings.get(&spot.key);
        let people =
            opening.into_iter().flat_map(|opening| opening.approvals.iter().map(|(person, _)| person));
        let given = people.collect::<BTreeSet<_>>().len();
        given >= usize::try_from(approval.quorum).unwrap_or(usize::MAX)
            || self.overridden(spot, Gate::Authority)
    }

    /// Quiet time counts from the start, from when it was last seen again, and from the first look after a gap; after a look
    /// that is too long ago nothing is quiet.
    fn quiet_missing(&self, spot: &Spot<'a>, wait: &Wait) -> Period {
        let nothing = Period::from_seconds(0);
        let Some(needed) = wait.quiet else { return nothing };
        let Some(opening) = self.model.openings.get(&spot.key) else { return needed };
        let gap = |from: Timestamp, to: Timestamp| wait.poll.is_some_and(|poll| to.since(from) > poll);
        let (mut quiet_from, mut last) = (opening.at, opening.at);
        for (at, seen) in &opening.looks {
            if *seen || gap(last, *at) {
                quiet_from = *at;
            }
            last = *at;
        }
        let now = self.model.clock;
        let quiet = if gap(last, now) { nothing } else { now.since(quiet_from) };
        Period::from_seconds((needed.seconds() - quiet.seconds()).max(0))
    }

    fn until_met(&self, spot: &Spot<'a>, wait: &Wait) -> bool {
        wait.until.as_ref().is_none_or(|until| self.holds(spot, until))
    }

    /// Why a step stands before people, and on which unknown facts it stands open.
    pub(in super::super) fn reason(&self, spot: &Spot<'a>) -> Option<String> {
        let shown = self.is_open_work(spot);
        let reason = match (self.status(&spot.key), &spot.step.kind) {
            (St::Awaits(facts), _) => return Some(format!("ask {}", facts.join(" "))),
            (St::Failing(_), _) => return Some("after failure".to_owned()),
            (St::Open, _) if !shown => return None,
            (St::Open, Kind::Repeat(_)) => "go on".to_owned(),
            (St::Open, Kind::Playbook(_)) => "by hand".to_owned(),
            (St::Open, Kind::Wait(wait)) => self.wait_reason(spot, wait),
            (St::Open, _) => "do".to_owned(),
            (St::Unseen | St::Out(_), _) => return None,
        };
        Some(format!("{reason} on unknown {}", self.unknown(spot).join(" ")))
    }

    fn wait_reason(&self, spot: &Spot<'a>, wait: &Wait) -> String {
        let missing = self.quiet_missing(spot, wait);
        if missing != Period::from_seconds(0) {
            return format!("wait {}", missing.seconds());
        }
        if self.until_met(spot, wait) { "confirm".to_owned() } else { "until".to_owned() }
    }

    /// The facts that its guard would need, while the guard is unknown.
    fn unknown(&self, spot: &Spot<'a>) -> Vec<String> {
        let guard = spot.step.when.as_ref();
        let found = guard.map(|guard| self.missing_at(spot, guard, self.model.clock));
        let mut missing =
            found.filter(|(truth, _)| *truth == Truth::Unknown).map_or(Vec::new(), |(_, missing)| missing);
        missing.sort();
        missing
    }

    /// Whether somebody can act on it: shown as open work.
    pub(in super::super) fn is_open_work(&self, spot: &Spot<'a>) -> bool {
        match self.status(&spot.key) {
            St::Open => self.is_for_people(spot) || self.is_used_up(spot),
            St::Failing(_) => true,
            St::Unseen | St::Awaits(_) | St::Out(_) => false,
        }
    }
}
