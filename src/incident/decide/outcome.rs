//! Completing, answering and deciding.

use super::super::command::Answer;
use super::super::event::fact::{FactStated, FactUnknown};
use super::super::event::step::{DecisionTaken, Dissent, Gate, StepCompleted};
use super::super::key::StepKey;
use super::super::refusal::{ReasonFor, Refusal};
use super::super::steps::{Status, StepState};
use super::gates::Passed;
use super::step::wrong_kind;
use super::{Desk, Found};
use crate::base::digest::Digest;
use crate::base::id::{EvidenceId, FactId, OptionId, Seq};
use crate::base::outcome::Outcome;
use crate::base::time::Timestamp;
use crate::expr::truth::Truth;
use crate::fact::value::{PassageRef, Value};
use crate::playbook::kind::{ChecklistItem, Decision, DecisionOption, EvidenceIntake, Kind};

/// Reason, other opinion, and when to decide again.
type Grounds = (Option<PassageRef>, Option<Dissent>, Option<Timestamp>);

impl Desk<'_> {
    pub(super) fn complete(
        &mut self,
        key: &StepKey,
        note: Option<PassageRef>,
        why: Option<PassageRef>,
    ) -> Result<(), Refusal> {
        self.workable(key)?;
        let found = self.find(key)?;
        let mut passed = self.gates(&found)?;
        let unticked = self.kind_rules(&found, &mut passed, why)?;
        if !found.model()?.reversible && why.is_none() {
            return Err(Refusal::ReasonNeeded(ReasonFor::Irreversible));
        }
        let Passed { checks, approved_by } = passed;
        self.emit(StepCompleted { step: key.clone(), note, why, approved_by, checks, unticked })
    }

    /// What the kind asks for; gives the items that were left out.
    pub(super) fn kind_rules(
        &self,
        found: &Found,
        passed: &mut Passed,
        why: Option<PassageRef>,
    ) -> Result<Vec<OptionId>, Refusal> {
        let step = found.model()?;
        let seen = self.seen(&found.key)?;
        let key = || found.key.clone();
        match &step.kind {
            Kind::Checklist(items) => return self.checklist(found, items, why),
            Kind::Question(ask) => self.answered(found, ask)?,
            Kind::Decision(_) => {
                return Err(wrong_kind(&found.key, step, "choose with `breachbook decide STEP OPTION`"));
            }
            Kind::Evidence(_) if seen.overrides.contains_key(&Gate::Evidence) => {}
            Kind::Evidence(intake) => self.pieces(&found.key, seen, intake)?,
            Kind::Notify(_) if seen.notice.is_none() => return Err(Refusal::NotSent(key())),
            Kind::Approval(approval) => super::approval::quorum(&found.key, seen, approval)?,
            Kind::Wait(wait) => self.waited(found, wait, passed)?,
            Kind::Playbook(_) if why.is_none() => return Err(Refusal::ReasonNeeded(ReasonFor::ByHand)),
            Kind::Task
            | Kind::Notify(_)
            | Kind::Group(..)
            | Kind::Each(_)
            | Kind::Repeat(_)
            | Kind::Playbook(_) => {}
        }
        Ok(Vec::new())
    }

    /// The same bytes are one piece, however often they were taken; of its takings one must say place and method where custody counts.
    fn pieces(&self, key: &StepKey, seen: &StepState, intake: &EvidenceIntake) -> Result<(), Refusal> {
        let taken =
            seen.pieces.iter().filter_map(|piece| Some((*piece, &self.state.evidence().get(piece)?.1)));
        let mut pieces: Vec<(EvidenceId, Option<Digest>, bool)> = Vec::new();
        for (evidence, taken) in taken {
            let in_custody = taken.place.is_some() && taken.method.is_some();
            let same = pieces.iter_mut().find(|(_, sha256, _)| sha256.is_some() && *sha256 == taken.sha256);
            match same {
                Some((_, _, custody)) => *custody |= in_custody,
                None => pieces.push((evidence, taken.sha256, in_custody)),
            }
        }
        if !u32::try_from(pieces.len()).is_ok_and(|have| have >= intake.min) {
            return Err(Refusal::TooFewPieces { step: key.clone(), min: intake.min, have: pieces.len() });
        }
        match pieces.into_iter().find(|(_, _, in_custody)| intake.custody && !in_custody) {
            Some((evidence, ..)) => Err(Refusal::CustodyOpen { step: key.clone(), evidence }),
            None => Ok(()),
        }
    }

    fn checklist(
        &self,
        found: &Found,
        items: &[ChecklistItem],
        why: Option<PassageRef>,
    ) -> Result<Vec<OptionId>, Refusal> {
        let seen = self.seen(&found.key)?;
        let place = found.place(&self.state, self.now);
        let applies = |item: &ChecklistItem| {
            item.when.as_ref().is_none_or(|when| place.evaluate(when).0.result != Truth::False)
        };
        let open: Vec<OptionId> = items
            .iter()
            .filter(|item| !seen.ticks.contains(&item.id) && applies(item))
            .map(|item| item.id.clone())
            .collect();
        if open.is_empty() || why.is_some() {
            return Ok(open);
        }
        Err(Refusal::Unticked { step: found.key.clone(), items: open })
    }

    fn answered(&self, found: &Found, ask: &[FactId]) -> Result<(), Refusal> {
        let facts: Vec<FactId> =
            ask.iter().filter(|fact| !self.state.facts().was_asked(fact)).cloned().collect();
        if facts.is_empty() { Ok(()) } else { Err(Refusal::Unanswered { step: found.key.clone(), facts }) }
    }

    pub(super) fn answer(
        &mut self,
        key: &StepKey,
        answers: &[(FactId, Answer)],
        note: Option<PassageRef>,
        why: Option<PassageRef>,
    ) -> Result<(), Refusal> {
        self.workable(key)?;
        let found = self.find(key)?;
        let Kind::Question(ask) = &found.model()?.kind else {
            return Err(wrong_kind(key, found.model()?, "only a question is answered"));
        };
        for (fact, answer) in answers {
            if !ask.contains(fact) {
                let (fact, asked) = (fact.clone(), ask.clone());
                return Err(Refusal::NotAsked { step: key.clone(), fact, asked });
            }
            match answer {
                Answer::Known(value) => self.state_at(key, fact, value, why)?,
                Answer::Unknown { recheck } => self.leave_open_at(key, fact, *recheck)?,
            }
        }
        if ask.iter().all(|fact| self.state.facts().was_asked(fact)) {
            self.complete_if_possible(key, note, why)?;
        }
        Ok(())
    }

    /// Completes a step with the last thing that it needs; whatever else stands in its way keeps it open, and what was said stays said.
    pub(super) fn complete_if_possible(
        &mut self,
        key: &StepKey,
        note: Option<PassageRef>,
        why: Option<PassageRef>,
    ) -> Result<(), Refusal> {
        match self.complete(key, note, why) {
            Ok(()) => Ok(()),
            Err(Refusal::Defect(defect)) => Err(Refusal::Defect(defect)),
            Err(_still_open) => Ok(()),
        }
    }

    pub(super) fn choose(
        &mut self,
        key: &StepKey,
        option: &OptionId,
        (reason, dissent, recheck): Grounds,
    ) -> Result<(), Refusal> {
        let replaces = self.decidable(key)?;
        let found = self.find(key)?;
        let Kind::Decision(decision) = found.model()?.kind.clone() else {
            return Err(wrong_kind(key, found.model()?, "only a decision has options"));
        };
        let chosen = chosen(key, &decision, option)?;
        let passed = self.gates(&found)?;
        if !found.model()?.reversible && reason.is_none() {
            return Err(Refusal::ReasonNeeded(ReasonFor::Irreversible));
        }
        let recheck = recheck.or_else(|| chosen.recheck.map(|after| self.now.plus(after)));
        self.emit(DecisionTaken {
            step: key.clone(),
            option: option.clone(),
            offered: decision.options.iter().map(|option| option.id.clone()).collect(),
            label: chosen.label.clone(),
            question: decision.question.clone(),
            reason,
            dissent,
            recheck: recheck.filter(|_| chosen.is_open()),
            replaces,
            approved_by: passed.approved_by,
            checks: passed.checks,
            unknown: chosen.set_unknown.clone(),
            leaves_open: chosen.is_open(),
        })?;
        for (fact, value) in &chosen.set {
            self.state_at(key, fact, value, reason)?;
        }
        for fact in &chosen.set_unknown {
            if self.state.facts().value(fact).is_none() {
                self.leave_open_at(key, fact, recheck)?;
            }
        }
        Ok(())
    }

    /// Whether a decision can be taken: it is open, or its last answer was "not known yet".
    fn decidable(&self, key: &StepKey) -> Result<Option<Seq>, Refusal> {
        match self.state.step(key) {
            Some(seen) if seen.choice_is_open && seen.status == Status::Settled(Outcome::Done) => {
                Ok(seen.settled.map(|act| act.seq))
            }
            Some(_) | None => self.workable(key).map(|_| None),
        }
    }

    /// States a fact at a step, unless it is known so already.
    fn state_at(
        &mut self,
        key: &StepKey,
        fact: &FactId,
        value: &Value,
        why: Option<PassageRef>,
    ) -> Result<(), Refusal> {
        let value = self.numbered(fact, value)?;
        self.fits(fact, &value)?;
        if self.state.facts().value(fact) == Some(&value) {
            return Ok(());
        }
        let disputed = self.disputes(fact, &value);
        if disputed && why.is_none() {
            return Err(Refusal::ReasonNeeded(ReasonFor::Dispute));
        }
        self.anchor_may_move(fact, &value, None)?;
        let disputed = disputed || self.is_disputed(fact);
        self.emit(FactStated {
            fact: fact.clone(),
            value,
            replaces: self.state.facts().get(fact).map(|fact| fact.last),
            step: Some(key.clone()),
            basis: None,
            why: None,
            second: None,
            disputed,
        })
    }

    fn leave_open_at(
        &mut self,
        key: &StepKey,
        fact: &FactId,
        recheck: Option<Timestamp>,
    ) -> Result<(), Refusal> {
        let row = self.plans.fact(fact.as_str()).ok_or_else(|| Refusal::NoFact(fact.clone()))?;
        let recheck = recheck.or_else(|| row.recheck.map(|after| self.now.plus(after)));
        self.emit(FactUnknown {
            fact: fact.clone(),
            recheck,
            replaces: self.state.facts().get(fact).map(|fact| fact.last),
            step: Some(key.clone()),
            why: None,
        })
    }
}

fn chosen<'d>(
    key: &StepKey,
    decision: &'d Decision,
    option: &OptionId,
) -> Result<&'d DecisionOption, Refusal> {
    decision.options.iter().find(|known| known.id == *option).ok_or_else(|| Refusal::NoOption {
        step: key.clone(),
        option: option.clone(),
        options: decision.options.iter().map(|known| known.id.clone()).collect(),
    })
}
