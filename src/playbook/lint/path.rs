//! The critical path: how much work lies before each duty when every time box is used up, compared with the period of the duty.
//! Work of steps without a time box counts as nothing, and that is said.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::{PhaseId, PlaybookId, StepId};
use crate::base::problem::{Problem, Problems};
use crate::base::text::count;
use crate::base::time::Period;
use crate::playbook::kind::{Kind, UseMode};
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::model::{DutyId, Playbook, Step};
use crate::regime::RegimeIndex;

/// How a duty is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DutyPath {
    /// The duty.
    pub(crate) duty: DutyId,
    /// The playbook that has the step.
    pub(crate) playbook: PlaybookId,
    /// The step.
    pub(crate) step: StepId,
    /// The sum of the time boxes on the longest path up to and with the step.
    pub(crate) work: Period,
    /// Steps on that path without a time box.
    pub(crate) unboxed: usize,
    /// How long the duty has, when it has a number and counts from a moment near the beginning.
    pub(crate) period: Option<Period>,
}

impl DutyPath {
    /// One line for people.
    pub(crate) fn sentence(&self) -> String {
        let reached = format!(
            "`{}` (step `{}`) is reached after {} of work on the longest path",
            self.duty, self.step, self.work
        );
        let slack = match self.period {
            Some(period) if period >= self.work => {
                format!(": {} of slack", Period::from_seconds(period.seconds() - self.work.seconds()))
            }
            Some(period) => {
                format!(": {} too late", Period::from_seconds(self.work.seconds() - period.seconds()))
            }
            None => String::new(),
        };
        let unboxed = match self.unboxed {
            0 => String::new(),
            n => format!("; {} on it without a time box", count(n, "step")),
        };
        format!("{reached}{slack}{unboxed}")
    }
}

/// Moments that lie near the beginning of an incident, so that a path from the first step may be compared with the period.
const EARLY_ANCHORS: [&str; 10] = [
    "awareness",
    "detection",
    "discovery",
    "incident_start",
    "knowledge",
    "knowledge_personal_data",
    "noticing",
    "reasonable_belief",
    "reason_to_believe",
    "suspicion",
];

/// The longest path to each duty step of a set.
pub(super) fn duty_paths(set: &PlaybookSet, regimes: &RegimeIndex) -> Vec<DutyPath> {
    let mut walk = Walk { set, regimes, entered: BTreeSet::new(), found: Vec::new() };
    walk.playbook(&set.root, Load::default());
    walk.found.sort_by(|a, b| (a.work, &a.duty, &a.step).cmp(&(b.work, &b.duty, &b.step)));
    walk.found
}

/// Duties that are reached too late when every time box is used up.
pub(super) fn too_late(set: &PlaybookSet, paths: &[DutyPath], problems: &mut Problems) {
    for path in paths.iter().filter(|path| path.period.is_some_and(|period| period < path.work)) {
        let own = set.root.step(&path.step).filter(|_| path.playbook == set.root.id);
        let span = own.map_or(set.root.origin.id, |step| step.place_of("duty"));
        let problem = Problem::warning(&set.root.origin.source, "lint::duty-too-late", span, path.sentence())
            .help("shorten the time boxes before it, or let it run in a track or a parallel phase");
        problems.push(match own {
            Some(step) => problem.of_step(step.id.as_str()),
            None => problem,
        });
    }
}

/// Work on a path.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Load {
    seconds: i64,
    unboxed: usize,
}

impl Load {
    fn and(self, step: &Step) -> Self {
        let own = step.timebox.or(match &step.kind {
            Kind::Wait(wait) => wait.quiet,
            Kind::Task
            | Kind::Checklist(_)
            | Kind::Question(_)
            | Kind::Decision(_)
            | Kind::Evidence(_)
            | Kind::Notify(_)
            | Kind::Approval(_)
            | Kind::Group(..)
            | Kind::Each(_)
            | Kind::Repeat(_)
            | Kind::Playbook(_) => None,
        });
        match own {
            Some(period) => Self { seconds: self.seconds.saturating_add(period.seconds()), ..self },
            None => Self { unboxed: self.unboxed + 1, ..self },
        }
    }
}

struct Walk<'a> {
    set: &'a PlaybookSet,
    regimes: &'a RegimeIndex,
    /// Playbooks that run already: a second use joins them.
    entered: BTreeSet<PlaybookId>,
    found: Vec<DutyPath>,
}

impl Walk<'_> {
    /// The load at the end of a playbook that starts with this load.
    fn playbook(&mut self, playbook: &Playbook, start: Load) -> Load {
        if !self.entered.insert(playbook.id.clone()) {
            return start;
        }
        let mut ends: BTreeMap<&PhaseId, Load> = BTreeMap::new();
        let mut open: Vec<_> = playbook.phases.iter().collect();
        // The loader refuses circles, so each round ends at least one phase.
        while !open.is_empty() {
            let (ready, rest): (Vec<_>, Vec<_>) = open
                .into_iter()
                .partition(|phase| phase.after.iter().all(|before| ends.contains_key(before)));
            if ready.is_empty() {
                break;
            }
            for phase in ready {
                let begin =
                    phase.after.iter().filter_map(|before| ends.get(before)).max().copied().unwrap_or(start);
                let end = self.sequence(playbook, &phase.steps, begin);
                ends.insert(&phase.id, end);
            }
            open = rest;
        }
        ends.into_values().max().unwrap_or(start)
    }

    fn sequence(&mut self, playbook: &Playbook, steps: &[Step], start: Load) -> Load {
        steps.iter().fold(start, |load, step| self.step(playbook, step, load))
    }

    fn step(&mut self, playbook: &Playbook, step: &Step, start: Load) -> Load {
        let end = match &step.kind {
            Kind::Group(_, members) => {
                let ends = members.iter().map(|member| self.step(playbook, member, start)).max();
                ends.unwrap_or(start)
            }
            Kind::Each(each) => self.sequence(playbook, &each.members, start),
            Kind::Repeat(repeat) => self.sequence(playbook, &repeat.members, start),
            Kind::Playbook(used) => {
                let target = self.set.playbooks.get(&used.target.value);
                let end = target.map_or(start, |target| self.playbook(target, start));
                match used.mode {
                    UseMode::Inline | UseMode::Root => end,
                    UseMode::Track | UseMode::Pivot => start,
                }
            }
            Kind::Task
            | Kind::Checklist(_)
            | Kind::Question(_)
            | Kind::Decision(_)
            | Kind::Evidence(_)
            | Kind::Notify(_)
            | Kind::Approval(_)
            | Kind::Wait(_) => start.and(step),
        };
        if let Some(duty) = &step.duty {
            self.found.push(self.path(playbook, step, duty, end));
        }
        end
    }

    fn path(&self, playbook: &Playbook, step: &Step, duty: &DutyId, load: Load) -> DutyPath {
        let stage = self.regimes.stage(&duty.regime, &duty.stage);
        let period = stage
            .filter(|stage| EARLY_ANCHORS.contains(&stage.anchor.as_str()))
            .and_then(|stage| stage.period.at_least());
        DutyPath {
            duty: duty.clone(),
            playbook: playbook.id.clone(),
            step: step.id.clone(),
            work: Period::from_seconds(load.seconds),
            unboxed: load.unboxed,
            period,
        }
    }
}
