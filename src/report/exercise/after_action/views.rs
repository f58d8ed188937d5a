//! The same results from other sides: by phase, by role, by the clock, and who took part. No person is scored.

use std::collections::BTreeSet;

use super::Source;
use crate::base::id::{PersonId, RoleId, Seq, StepId};
use crate::base::text::count;
use crate::exercise::outcome::{Came, Outcome};
use crate::incident::event::exercise::SeenAs;
use crate::incident::story::{Exercise, FACILITATOR};
use crate::report::document::{Block, Cell, Table, cell, line};
use crate::report::lessons::{heading, listed, with_entry};
use crate::scenario::expectation::Aim;

/// How many expectations came out in which way.
#[derive(Default)]
struct Tally {
    met: usize,
    partly: usize,
    missed: usize,
    unknown: usize,
    points: i64,
    most: i64,
}

impl Tally {
    fn add(&mut self, outcome: &Outcome<'_>) {
        match outcome.came {
            Came::Met { late: None, .. }
            | Came::Answered { percent: 100, late: None, .. }
            | Came::Kept
            | Came::Judged(SeenAs::Met, _) => self.met += 1,
            Came::Answered { percent: 0, .. }
            | Came::NotMet
            | Came::Violated(_)
            | Came::Judged(SeenAs::NotMet, _) => self.missed += 1,
            Came::Met { .. } | Came::Answered { .. } | Came::Judged(SeenAs::Partly, _) => self.partly += 1,
            Came::Open | Came::NotObserved | Came::NotAsked => self.unknown += 1,
        }
        if let Some(points) = outcome.points {
            self.points += points;
            self.most += outcome.expectation.score.max(0);
        }
    }

    fn cells(&self, name: &str) -> Vec<Cell> {
        let points = match self.most {
            0 => "not known".to_owned(),
            most => format!("{} of {most}", self.points),
        };
        let numbers = [self.met, self.partly, self.missed, self.unknown];
        let numbers = numbers.iter().map(|number| cell(&number.to_string()));
        std::iter::once(cell(name)).chain(numbers).chain(std::iter::once(cell(&points))).collect()
    }
}

const TALLIED: [&str; 5] = ["In time", "Late or in part", "Not met", "Not known", "Points"];

impl Source<'_> {
    /// What came of what was expected in each phase, and of each role.
    pub(super) fn by_phase_and_role(&self) -> Vec<Block> {
        let phases = self.scenario.modules.iter().map(|module| (Some(&module.id), module.title.as_str()));
        let phases = phases.chain(std::iter::once((None, "throughout")));
        let phase_of = |outcome: &Outcome<'_>| {
            let inject = outcome.expectation.inject.as_ref()?;
            self.scenario.inject(inject)?.module.as_ref()
        };
        let phases =
            phases.map(|(id, title)| (title.to_owned(), self.tally(|outcome| phase_of(outcome) == id)));
        let roles: BTreeSet<RoleId> =
            self.outcomes.iter().flat_map(|outcome| self.roles_of(outcome)).collect();
        let of_role = |role: &RoleId| self.tally(|outcome| self.roles_of(outcome).contains(role));
        let everybody = self.tally(|outcome| self.roles_of(outcome).is_empty());
        let roles = roles.iter().map(|role| (self.scene.role(role), of_role(role)));
        let roles = roles.chain(std::iter::once(("everybody".to_owned(), everybody)));
        vec![
            heading(2, "By phase and by role"),
            table("Results by phase", "Phase", phases),
            table("Results by role", "Role", roles),
        ]
    }

    fn tally(&self, wanted: impl Fn(&Outcome<'_>) -> bool) -> Tally {
        let mut tally = Tally::default();
        for outcome in self.outcomes.iter().filter(|outcome| wanted(outcome)) {
            tally.add(outcome);
        }
        tally
    }

    /// Whose it was: the role of the step that is meant, else those who got the inject; everybody, when empty.
    fn roles_of(&self, outcome: &Outcome<'_>) -> Vec<RoleId> {
        let own = step_of(&outcome.expectation.aim).and_then(self.role_of);
        let inject = outcome.expectation.inject.as_ref().and_then(|inject| self.scenario.inject(inject));
        match own {
            Some(role) => vec![role],
            None => inject.map(|inject| inject.to.clone()).unwrap_or_default(),
        }
    }

    /// When it turned: moments of the story, counted from the beginning of play.
    pub(super) fn times(&self) -> Vec<Block> {
        let began = self.scene.state.exercise().and_then(Exercise::started).map(|times| times.scenario);
        let known = self.moments.iter().filter_map(|moment| {
            let (at, entry) = (moment.at?, moment.entry?);
            let after = began.map(|began| match at.since(began) {
                before if before.is_negative() => format!("{} before", began.since(at)),
                after => format!("{after} after"),
            });
            let when = with_entry(&self.scene.moment(at), Some(Seq(entry)));
            Some(vec![cell(moment.name), vec![when], cell(&after.unwrap_or_default())])
        });
        let known: Vec<Vec<Cell>> = known.collect();
        let unknown = self.moments.iter().filter(|moment| moment.at.is_none());
        let unknown: Vec<String> = unknown.map(|moment| moment.name.to_owned()).collect();
        let mut blocks = Vec::new();
        if !known.is_empty() {
            let columns = [("Moment", 30), ("When", 44), ("Beside the beginning of play", 26)];
            blocks.push(Table::of("Moments", &columns, known));
        }
        if !unknown.is_empty() {
            blocks.push(Block::Paragraph(line(&format!("Not known: {}.", listed(&unknown)))));
        }
        blocks
    }

    /// Who took part, as what.
    pub(super) fn participants(&self) -> Vec<Block> {
        let state = self.scene.state;
        let leads = |person: &PersonId| {
            state.exercise().is_some_and(|exercise| exercise.facilitators().contains(person))
        };
        let rows = state.people().keys().map(|person| {
            let roles = state.roles_of(*person).filter(|role| role.as_str() != FACILITATOR);
            let roles: Vec<String> = roles.map(|role| self.scene.role(role)).collect();
            let acts = self.log.entries().iter().filter(|entry| entry.by() == *person).count();
            let part = match (leads(person), acts > 0 || !roles.is_empty()) {
                (true, _) => "facilitator or evaluator",
                (false, true) => "player",
                (false, false) => "named only",
            };
            let roles = if roles.is_empty() { String::new() } else { listed(&roles) };
            vec![cell(&self.scene.person(*person)), cell(part), cell(&roles), cell(&count_of(acts))]
        });
        let rows: Vec<Vec<Cell>> = rows.collect();
        let columns = [("Who", 32), ("As what", 24), ("Role in the plan", 30), ("In the record", 14)];
        vec![heading(2, "Who took part"), Table::of("Participants", &columns, rows)]
    }
}

fn count_of(acts: usize) -> String {
    count(acts, "entry")
}

fn table(caption: &str, what: &str, rows: impl Iterator<Item = (String, Tally)>) -> Block {
    let shown = rows.filter(|(_, tally)| tally.met + tally.partly + tally.missed + tally.unknown > 0);
    let rows: Vec<Vec<Cell>> = shown.map(|(name, tally)| tally.cells(&name)).collect();
    let [met, partly, missed, unknown, points] = TALLIED;
    let columns = [(what, 36), (met, 12), (partly, 14), (missed, 11), (unknown, 12), (points, 15)];
    Table::of(caption, &columns, rows)
}

fn step_of(aim: &Aim) -> Option<&StepId> {
    match aim {
        Aim::StepDone(step)
        | Aim::Decision(step, _)
        | Aim::Communication(step, _)
        | Aim::EvidenceBefore { evidence: step, .. } => Some(step),
        Aim::Fact(_) | Aim::DeadlineMet(_) | Aim::Never(_) | Aim::Quiz(_) | Aim::Observed(_) => None,
    }
}
