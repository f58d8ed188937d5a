//! An answers file: a run without a person, for drills, CI and reproductions. The file is checked whole before anything is written;
//! then each open step takes its answers from its own queue.

mod apply;
mod load;

pub(crate) use load::load;

use super::app_error::AppError;
use super::roster;
use super::session::Session;
use crate::base::id::{ExpectationId, FactId, InjectId, OptionId, RoleId};
use crate::base::time::{Claimed, Period, Timestamp};
use crate::fact::typed::TypedValue;
use crate::incident::board::{Board, BoardLine, Work};
use crate::incident::event::step::Gate;
use crate::incident::key::StepKey;
use crate::record::via::Via;

/// A piece of evidence: a file, or where somebody holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Piece {
    what: String,
    place: Option<String>,
    method: Option<String>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    step: String,
    who: Option<String>,
    by: Option<String>,
    via: Option<Via>,
    at: Option<Claimed>,
    set: Vec<(FactId, TypedValue)>,
    unknown: Vec<FactId>,
    recheck: Option<Period>,
    note: Option<String>,
    reason: Option<String>,
    tick: Vec<OptionId>,
    evidence: Vec<(u32, Piece)>,
    none: Vec<(u32, String)>,
    approve: bool,
    overrides: Vec<Gate>,
    sent: Option<Claimed>,
    receipt: Option<String>,
    release: bool,
    end: Option<End>,
    inject: Option<InjectId>,
    takes: Option<Period>,
}

impl Row {
    /// When it happened, where the file says so.
    fn time(&self) -> Option<Timestamp> {
        self.at.or(self.sent).map(|claimed| claimed.at)
    }
}

/// How an answer ends its step.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    Choose(OptionId),
    Done,
    Failed,
    Skip,
    Refuse,
    Undo,
}

/// An answer to a question that comes with an inject of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuizAnswer {
    /// Which question.
    pub(crate) question: ExpectationId,
    /// As people type it.
    pub(crate) answer: Vec<String>,
    /// Who says it.
    pub(crate) who: Option<String>,
    /// How long it took.
    pub(crate) takes: Option<Period>,
}

/// A checked answers file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answers {
    /// Of several answers that fit, the one that happened first goes first, also when its step stands further down.
    in_order_of_time: bool,
    roles: Vec<(RoleId, String)>,
    rows: Vec<Row>,
    quiz: Vec<QuizAnswer>,
}

impl Answers {
    /// Gives the roles of the file to their people, unless they hold them.
    pub(crate) fn give_roles(&self, session: &mut Session<'_>) -> Result<(), AppError> {
        session.refresh()?;
        for (role, name) in &self.roles {
            let holder = session.state().roles().get(role.as_str()).map(|person| session.name(*person));
            if holder.as_ref() != Some(name) {
                roster::set_role(session, role.as_str(), Some(name))?;
            }
        }
        Ok(())
    }

    /// What is answered to questions of injects.
    pub(crate) fn quiz(&self) -> &[QuizAnswer] {
        &self.quiz
    }
}

/// How the run ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// Nothing is open any more.
    Finished,
    /// All that is open waits for time or events.
    Waiting(Vec<StepKey>),
    /// No answer is left for this step.
    Unanswered(StepKey),
    /// The engine refused an answer.
    Refused(StepKey, AppError),
}

/// Runs an incident with the answers.
pub(crate) fn run(session: &mut Session<'_>, answers: &Answers) -> Result<Ended, AppError> {
    answers.give_roles(session)?;
    let mut queue = Queue::of(answers);
    loop {
        if let Next::Ended(ended) = queue.next(session)? {
            return Ok(ended);
        }
    }
}

/// Answers that were not given yet.
pub(crate) struct Queue<'a> {
    left: Vec<Option<Turn<'a>>>,
}

/// An answer with the time at which its turn comes: its own, else the earlier of those before and behind it
/// in the file: what people did not time belongs to what stands around it.
#[derive(Debug, Clone, Copy)]
struct Turn<'a> {
    row: &'a Row,
    at: Option<Timestamp>,
}

/// What came of asking for the next answer.
#[derive(Debug)]
pub(crate) enum Next {
    /// One was given; it took its person so long, where the file says so.
    Answered(Option<Period>),
    /// None fits now.
    Ended(Ended),
}

impl<'a> Queue<'a> {
    /// All of them.
    pub(crate) fn of(answers: &'a Answers) -> Self {
        let timed = |row: &Row| row.time().filter(|_| answers.in_order_of_time);
        let mut before = None;
        let turns = answers.rows.iter().enumerate().map(|(place, row)| {
            before = timed(row).or(before);
            let rest = answers.rows.get(place..).unwrap_or_default();
            let after = rest.iter().find_map(timed);
            let at = timed(row).or_else(|| before.into_iter().chain(after).min());
            Some(Turn { row, at })
        });
        Self { left: turns.collect() }
    }

    /// Whether an answer waits for an inject.
    pub(crate) fn waits_for(&self, inject: &InjectId) -> bool {
        self.left.iter().flatten().any(|turn| turn.row.inject.as_ref() == Some(inject))
    }

    /// How many were not given.
    pub(crate) fn left(&self) -> usize {
        self.left.iter().flatten().count()
    }

    /// Gives the first answer that fits now.
    pub(crate) fn next(&mut self, session: &mut Session<'_>) -> Result<Next, AppError> {
        session.refresh()?;
        let board = Board::read(session.state(), session.plans(), session.now());
        let Some((key, work, row)) = next(session, &board, &mut self.left) else {
            return Ok(Next::Ended(ended(&board)));
        };
        match apply::apply(session, &key, work.as_ref(), row) {
            Ok(()) => Ok(Next::Answered(row.takes)),
            Err(AppError::Store(error)) => Err(AppError::Store(error)),
            Err(error) => Ok(Next::Ended(Ended::Refused(key, error))),
        }
    }
}

/// The answer that comes next, and the open step that it is for; then settled steps that are to be taken back or decided again. Of answers
/// that fit now, the one with the earliest turn: tracks that run side by side come into the
/// record in the order in which things happened, so that a notice does not rest on what became known after it went out.
fn next<'r>(
    session: &Session<'_>,
    board: &Board,
    left: &mut [Option<Turn<'r>>],
) -> Option<(StepKey, Option<Work>, &'r Row)> {
    let fits = |line: &BoardLine| {
        left.iter().position(|turn| turn.is_some_and(|turn| names(session, turn.row, &line.step)))
    };
    let ready = board.lines.iter().filter_map(|line| Some((line, fits(line)?)));
    let time = |place: usize| left.get(place).copied().flatten().and_then(|turn| turn.at);
    let first = ready.min_by_key(|(_, place)| time(*place));
    if let Some((line, place)) = first
        && let Some(turn) = left.get_mut(place).and_then(Option::take)
    {
        return Some((line.step.clone(), Some(line.work.clone()), turn.row));
    }
    for (key, step) in session.state().steps() {
        let again = |row: &Row| match row.end {
            Some(End::Undo) => step.was_settled_by_a_person(),
            Some(End::Choose(_)) => step.choice_is_open,
            Some(End::Done | End::Failed | End::Skip | End::Refuse) | None => false,
        };
        if let Some(row) = take(left, |row| again(row) && names(session, row, key)) {
            return Some((key.clone(), None, row));
        }
    }
    None
}

fn take<'r>(left: &mut [Option<Turn<'r>>], fits: impl Fn(&Row) -> bool) -> Option<&'r Row> {
    let found = left.iter_mut().find(|turn| turn.is_some_and(|turn| fits(turn.row)));
    found.and_then(Option::take).map(|turn| turn.row)
}

/// Whether an answer is for a step: its key, a tail of it, or its id with the text of the item.
fn names(session: &Session<'_>, row: &Row, key: &StepKey) -> bool {
    if !has_come(session, row) {
        return false;
    }
    key.is_named_by(&row.step) || super::naming::item_name(session, key).is_some_and(|name| name == row.step)
}

/// Whether the inject that an answer waits for has come to the players.
fn has_come(session: &Session<'_>, row: &Row) -> bool {
    row.inject.as_ref().is_none_or(|inject| {
        let exercise = session.state().exercise();
        exercise
            .and_then(|exercise| exercise.injects().get(inject))
            .is_some_and(|known| known.released.is_some())
    })
}

fn ended(board: &Board) -> Ended {
    let waits = |line: &&BoardLine| matches!(line.work, Work::Wait(_) | Work::Until);
    match board.lines.iter().find(|line| !waits(line)) {
        Some(line) => Ended::Unanswered(line.step.clone()),
        None if board.lines.is_empty() => Ended::Finished,
        None => Ended::Waiting(board.lines.iter().map(|line| line.step.clone()).collect()),
    }
}
