//! One walk: the open step whose time box ends first is dealt with next, at that moment, until nothing is open.

mod gates;
mod papers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::papers::{notice, piece};
use super::answers::answer;
use super::crew::{Crew, words};
use super::plan::Plan;
use crate::base::digest::Digest;
use crate::base::id::{FactId, PersonId, RoleId, StepId};
use crate::base::time::{Claimed, Period, Precision, Timestamp};
use crate::fact::catalogue::Catalogue;
use crate::fact::value::Value;
use crate::incident::board::{Board, BoardLine, Work};
use crate::incident::command::{Answer, Command, Envelope, FactAct, StepAct};
use crate::incident::decide::{decide, open_incident};
use crate::incident::event::Event;
use crate::incident::event::evidence::{EvidenceSettled, WantedEnd};
use crate::incident::event::lifecycle::{IncidentOpened, Mode, Pin, SittingBegan, TimeSync};
use crate::incident::event::people::{PersonAdded, RoleSet};
use crate::incident::event::step::Gate;
use crate::incident::key::StepKey;
use crate::incident::plans::Plans;
use crate::incident::refusal::Refusal;
use crate::incident::state::{Recorded, State};
use crate::playbook::kind::{Decision, Kind};
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::model::{OnFailure, Playbook, Step};

/// More acts than any shipped playbook needs.
const MOST_ACTS: usize = 4000;

/// How a walk ended.
pub(super) struct Ended {
    /// What should not have happened.
    pub(super) wrong: Vec<String>,
    /// Options that were taken: `playbook/step` and the option.
    pub(super) taken: BTreeSet<(String, String)>,
    /// Duties that were served, and how long after the opening.
    pub(super) notices: Vec<(String, Period)>,
    /// Whether nobody excluded personal data, and the privacy work began, or nobody knew anything, so that it must have begun.
    pub(super) privacy_is_due: bool,
    /// Whether somebody said that the case is kept elsewhere, so that the run ends here.
    pub(super) elsewhere: bool,
    /// Whether a duty of the article was settled: the authority or the controllers were told, or the register says why not.
    pub(super) notice_weighed: bool,
}

/// A step at which something has to be done.
struct Open {
    line: BoardLine,
    playbook: Arc<Playbook>,
    step: Step,
}

struct Walker<'a> {
    plans: Plans<'a>,
    plan: &'a Plan,
    crew: Crew,
    state: State,
    start: Timestamp,
    now: Timestamp,
    /// When somebody will next deal with a step.
    due: BTreeMap<StepKey, Timestamp>,
    failed: BTreeSet<StepKey>,
    ended: Ended,
}

/// Walks.
pub(super) fn walk(set: &PlaybookSet, catalogue: &Catalogue, plan: &Plan) -> Ended {
    let plans = Plans::new(set.playbooks.values().map(Arc::clone), catalogue);
    let start = Timestamp::parse("2026-11-20T01:00:00Z").unwrap();
    let ended = Ended {
        wrong: Vec::new(),
        taken: BTreeSet::new(),
        notices: Vec::new(),
        privacy_is_due: false,
        elsewhere: false,
        notice_weighed: false,
    };
    let mut walker = Walker {
        plans,
        plan,
        crew: Crew::of(set),
        state: State::default(),
        start,
        now: start,
        due: BTreeMap::new(),
        failed: BTreeSet::new(),
        ended,
    };
    walker.open(set);
    walker.go();
    walker.close();
    walker.ended
}

fn pin(playbook: &Playbook) -> Pin {
    Pin { id: playbook.id.clone(), version: playbook.version.clone(), sha256: playbook.digest }
}

impl Walker<'_> {
    fn open(&mut self, set: &PlaybookSet) {
        let opened = IncidentOpened {
            id: "INC-2026-K7QD".to_owned(),
            codename: "kestrel".to_owned(),
            mode: Mode::Live,
            zone: "UTC".to_owned(),
            playbook: pin(&set.root),
            catalogue: Digest::ZERO,
            title: None,
            organisation: None,
            scenario: None,
            library: set.playbooks.values().map(|playbook| pin(playbook)).collect(),
            seeded: false,
        };
        let sitting = SittingBegan {
            number: 1,
            place: words(),
            tool: "walk".to_owned(),
            sqlite: "none".to_owned(),
            time_sync: TimeSync::Unknown,
            key: None,
        };
        let person = PersonAdded { person: PersonId(1), card: words() };
        let drafts = open_incident(opened, person, sitting, &self.plans, self.now).unwrap();
        self.take(drafts);
        let roles: Vec<(RoleId, PersonId)> =
            self.crew.all().map(|(role, person)| (role.clone(), person)).collect();
        for (role, person) in roles {
            self.write(PersonAdded { person, card: words() });
            self.write(RoleSet { role, person: Some(person) });
        }
    }

    fn take(&mut self, drafts: Vec<crate::record::entry::Draft>) {
        for draft in drafts {
            let recorded =
                Recorded { seq: self.state.head().next(), t: self.now, wall: self.now, sit: 1, draft };
            self.state.apply(&recorded).unwrap();
        }
    }

    fn act(&mut self, actor: PersonId, command: &Command) -> Result<(), Refusal> {
        let envelope = Envelope { actor, by: None, via: None, at: None, sit: 1 };
        let drafts = decide(&self.state, &self.plans, &envelope, command, self.now)?;
        self.take(drafts);
        Ok(())
    }

    fn write(&mut self, event: impl Into<Event>) {
        self.act(PersonId(1), &Command::Write(Box::new(event.into()))).unwrap();
    }

    fn go(&mut self) {
        for _act in 0..MOST_ACTS {
            let board = Board::read(&self.state, &self.plans, self.now);
            let now = self.now;
            for line in &board.lines {
                self.due.entry(line.step.clone()).or_insert_with(|| line.due.unwrap_or(now));
            }
            let Some(line) = board.lines.into_iter().min_by_key(|line| self.due.get(&line.step).copied())
            else {
                return;
            };
            let due = self.due.remove(&line.step);
            self.now = self.now.max(due.unwrap_or(self.now));
            self.deal_with(line);
        }
        self.ended.wrong.push("it does not end".to_owned());
    }

    fn deal_with(&mut self, line: BoardLine) {
        let key = line.step.clone();
        let done = match &line.work {
            Work::Ask(facts) => {
                let facts = facts.clone();
                facts.iter().try_for_each(|fact| self.fact(fact))
            }
            Work::AfterFailure => {
                self.step_act(&key, StepAct::AfterFailure { then: OnFailure::Continue, why: Some(words()) })
            }
            Work::GoOn => self.step_act(&key, StepAct::GoOn { go_on: false, why: words() }),
            Work::ByHand => self.step_act(&key, StepAct::Skip { why: words() }),
            Work::Wait(missing) => self.look(&key, *missing),
            Work::Until => self
                .step_act(&key, StepAct::Override { gate: Gate::Wait, why: words() })
                .and_then(|()| self.step_act(&key, StepAct::Complete { note: None, why: Some(words()) })),
            Work::Do | Work::Confirm => match self.opened(line) {
                Some(open) => self.work(&open),
                None => Ok(()),
            },
        };
        if let Err(why) = done {
            self.ended.wrong.push(format!("`{key}`: {why}"));
            // The walk goes on, so that everything that is wrong is said at once.
            if self.step_act(&key, StepAct::Skip { why: words() }).is_err() {
                self.now = self.now.plus(Period::from_hours(1));
            }
        }
    }

    /// The next look falls due before the quiet time would have a gap.
    fn look(&mut self, key: &StepKey, missing: Period) -> Result<(), Refusal> {
        let poll = self.opened_step(key).and_then(|(_, step)| {
            let Kind::Wait(wait) = step.kind else { return None };
            wait.poll
        });
        let next = poll.map_or(missing, |poll| poll.min(missing));
        self.due.insert(key.clone(), self.now.plus(next));
        self.step_act(key, StepAct::Poll { seen: false, note: None })
    }

    fn opened_step(&self, key: &StepKey) -> Option<(Arc<Playbook>, Step)> {
        let run = self.state.runs().get(&key.run())?;
        let playbook = Arc::clone(self.plans.of(run)?);
        let step = playbook.step(&StepId::parse(key.id()).ok()?)?.clone();
        Some((playbook, step))
    }

    fn opened(&mut self, line: BoardLine) -> Option<Open> {
        let found = self.opened_step(&line.step);
        if found.is_none() {
            self.ended.wrong.push(format!("`{}` is on the board and in no playbook", line.step));
        }
        found.map(|(playbook, step)| Open { line, playbook, step })
    }

    fn step_act(&mut self, key: &StepKey, act: StepAct) -> Result<(), Refusal> {
        let role = self.opened_step(key).and_then(|(_, step)| step.role);
        let actor = self.crew.holder(role.as_ref());
        self.act(actor, &Command::Step { step: key.clone(), act, shown: None })
    }

    fn fact(&mut self, fact: &FactId) -> Result<(), Refusal> {
        let act = match self.answer(fact) {
            Answer::Known(value) => FactAct::State { value, basis: None, why: Some(words()), second: None },
            Answer::Unknown { recheck } => FactAct::Unknown { recheck, why: None },
        };
        self.act(PersonId(1), &Command::Fact { fact: fact.clone(), act })
    }

    /// What is known already is confirmed.
    fn answer(&self, fact: &FactId) -> Answer {
        if let Some(value) = self.state.facts().value(fact) {
            return Answer::Known(value.clone());
        }
        match (self.plan.known, self.plans.fact(fact.as_str())) {
            (Some(number), Some(row)) => Answer::Known(answer(row, number, self.start)),
            (_unknown, _) => Answer::Unknown { recheck: None },
        }
    }

    fn work(&mut self, open: &Open) -> Result<(), Refusal> {
        let key = &open.line.step;
        let fails = self.plan.fails && self.failed.insert(key.clone());
        if fails
            && matches!(open.step.kind, Kind::Task | Kind::Checklist(_) | Kind::Evidence(_) | Kind::Notify(_))
        {
            return self.step_act(key, StepAct::Fail { why: words(), then: None });
        }
        self.prepare(open)?;
        // An approval that has its quorum is done, and so is a question that is answered, where no gate is before it.
        if !self.is_settled(key) {
            self.gates(open)?;
            if let Kind::Decision(decision) = &open.step.kind {
                return self.decide(open, decision);
            }
            self.step_act(key, StepAct::Complete { note: None, why: Some(words()) })?;
        }
        self.served(open);
        Ok(())
    }

    fn is_settled(&self, key: &StepKey) -> bool {
        self.state.step(key).is_some_and(|step| step.status.is_settled())
    }

    fn served(&mut self, open: &Open) {
        if let (Some(duty), Kind::Notify(_)) = (&open.step.duty, &open.step.kind) {
            self.ended.notices.push((duty.to_string(), self.now.since(self.start)));
        }
    }

    fn decide(&mut self, open: &Open, decision: &Decision) -> Result<(), Refusal> {
        let place = (open.playbook.id.to_string(), open.step.id.to_string());
        let planned = self.plan.options.get(&place).and_then(|n| decision.options.get(*n));
        let option = planned
            .or_else(|| decision.options.iter().find(|option| option.is_open()))
            .or_else(|| decision.options.last());
        let option = option.map(|option| option.id.clone()).unwrap();
        self.ended.taken.insert((format!("{}/{}", place.0, place.1), option.to_string()));
        let act = StepAct::Decide { option, reason: Some(words()), dissent: None, recheck: None };
        self.step_act(&open.line.step, act)
    }

    /// Evidence, ticks, messages, approvals of approval steps.
    fn prepare(&mut self, open: &Open) -> Result<(), Refusal> {
        let key = &open.line.step;
        let wanted = self.state.step(key).map(|step| step.wanted.len()).unwrap_or_default();
        if !self.plan.overrides {
            for item in 0..wanted {
                let settled = self.state.step(key).is_some_and(|step| step.wanted[item].is_settled());
                if !settled {
                    let item = u32::try_from(item).unwrap();
                    let end = WantedEnd::Unavailable;
                    self.write(EvidenceSettled { step: key.clone(), item, end, why: Some(words()) });
                }
            }
        }
        match &open.step.kind {
            Kind::Checklist(items) => items.iter().try_for_each(|item| {
                self.step_act(key, StepAct::Tick { item: item.id.clone(), ticked: true })
            }),
            Kind::Evidence(intake) => {
                for n in 0..intake.min {
                    self.write(piece(self.state.next_evidence(), key, n));
                }
                Ok(())
            }
            Kind::Notify(_) => {
                let sent = Claimed { at: self.now, offset_minutes: 0, precision: Precision::Minute };
                self.write(notice(sent, key));
                Ok(())
            }
            Kind::Approval(approval) => {
                let quorum = usize::try_from(approval.quorum).unwrap();
                for role in approval.by.iter().take(quorum.max(1)) {
                    self.approve(key, role)?;
                }
                Ok(())
            }
            Kind::Question(facts) => {
                let answers = facts.iter().map(|fact| (fact.clone(), self.answer(fact))).collect();
                self.step_act(key, StepAct::Answer { answers, note: None, why: Some(words()) })
            }
            Kind::Task
            | Kind::Decision(_)
            | Kind::Wait(_)
            | Kind::Group(..)
            | Kind::Each(_)
            | Kind::Repeat(_)
            | Kind::Playbook(_) => Ok(()),
        }
    }

    fn close(&mut self) {
        let open: Vec<&StepKey> = self
            .state
            .steps()
            .iter()
            .filter(|(_, step)| !step.status.is_settled())
            .map(|(key, _)| key)
            .collect();
        let unended = open.into_iter().filter(|key| {
            // What has not been opened because its phase never began is no dead end as long as the incident may be closed.
            self.state.step(key).is_some_and(|step| step.opened.is_some())
        });
        let unended: Vec<String> = unended.map(ToString::to_string).collect();
        if !unended.is_empty() {
            self.ended.wrong.push(format!("left open: {}", unended.join(", ")));
        }
        let data = self.state.facts().value_of("personal_data_involved");
        let begun = self.state.runs().values().any(|run| run.playbook.id.as_str() == "privacy-track");
        let excluded = data == Some(&Value::Bool(false));
        self.ended.privacy_is_due = !excluded && (begun || self.plan.known.is_none());
        self.ended.elsewhere = self.state.facts().value_of("own_record") == Some(&Value::Bool(false));
        let weighed = self.state.steps().iter().any(|(key, step)| {
            let serves = self
                .opened_step(key)
                .and_then(|(_, step)| step.duty)
                .is_some_and(|duty| duty.to_string().starts_with(super::DUTIES));
            serves && step.status.is_settled()
        });
        self.ended.notice_weighed = weighed;
        if let Err(why) = self.act(PersonId(1), &Command::Close { why: None }) {
            self.ended.wrong.push(format!("it cannot be closed: {why}"));
        }
    }
}
