//! The shift brief: what somebody who takes over must know, in a dozen lines to read aloud.

use super::duties::duties;
use super::session::Session;
use crate::base::text::count;
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::incident::board::{Board, RecheckOf};
use crate::report::describe::scene::Scene;
use crate::report::moment;
use crate::report::status::duty::{DutyLine, spoken};

/// How many things of a kind are named before the rest is counted.
const NAMED: usize = 6;

/// The brief; `said` is what the other side wrote. Words that only counsel may read are withheld by the scene.
pub(crate) fn brief(session: &Session<'_>, scene: &Scene<'_>, said: Option<PassageRef>) -> Vec<String> {
    let (state, now) = (session.state(), session.now());
    let board = Board::read(state, session.plans(), now);
    let mut lines = Vec::new();
    if let Some((opening, _)) = state.opening() {
        lines.push(format!("{} {}", opening.id, opening.codename.to_uppercase()));
    }
    lines.extend(said.map(|said| format!("Said at the handover: {}", scene.read(said))));
    let roles = state.roles().iter().map(|(role, person)| format!("{role} {}", session.name(*person)));
    lines.extend(block("Command", roles.collect()));
    lines.extend(block("Duties", duty_lines(session)));
    lines.extend(block(
        "Open",
        board.lines.iter().map(|line| format!("{}: {}", line.step, line.title)).collect(),
    ));
    let tasks = board.tasks.iter().filter_map(|id| Some((id, state.tasks().get(id)?)));
    lines.extend(block(
        "Tasks",
        tasks.map(|(id, task)| format!("{id}: {}", scene.read(task.added.text))).collect(),
    ));
    let questions = state.questions().iter();
    lines.extend(block(
        "Open questions",
        questions.map(|question| format!("{} {}", question.seq, scene.read(question.text))).collect(),
    ));
    let rechecks = board.rechecks.iter().map(|recheck| {
        let what = match &recheck.what {
            RecheckOf::Fact(fact) => fact.to_string(),
            RecheckOf::Decision(step) => step.to_string(),
        };
        format!("{what} at {}", moment::moment(recheck.at, session.zone()))
    });
    lines.extend(block("Ask again", rechecks.collect()));
    lines
}

fn block(name: &str, items: Vec<String>) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let rest = items.len().saturating_sub(NAMED);
    let mut lines = vec![format!("{name}:")];
    lines.extend(items.into_iter().take(NAMED).map(|item| format!("  {item}")));
    if rest > 0 {
        lines.push(format!("  and {} more", count(rest, "thing")));
    }
    lines
}

fn duty_lines(session: &Session<'_>) -> Vec<String> {
    let zone = session.zone();
    let stands = |line: &DutyLine| {
        let at = |at: Timestamp| moment::moment(at, zone);
        let from = line.anchor.as_ref().map(|anchor| anchor.name.as_str()).unwrap_or_default();
        let stands = match (line.status, line.alarm, line.met) {
            ("provisional", Some(alarm), _) => {
                format!("{} NOT DECIDED; from {from}: {}", spoken(&line.counts_from), at(alarm))
            }
            (_, Some(alarm), _) => format!("due {}", at(alarm)),
            (_, _, Some(met)) => line.went_out(met, at),
            (_, _, None) => return None,
        };
        Some(format!("{}: {stands}", line.duty))
    };
    duties(session).shown().filter_map(stands).collect()
}
