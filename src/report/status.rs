//! Where an incident stands at a moment: duties, command, open steps by track, what is to be asked again, gaps. Pure; the same reading
//! is shown on the screen, in the brief and as JSON. Must not decide anything or hold words that may not be read.

pub(crate) mod brief;
pub(crate) mod duty;
pub(crate) mod metrics;
pub(crate) mod screen;
pub(crate) mod work;

use super::describe::scene::Scene;
use super::dispute::DisputeLine;
use super::moment;
use crate::base::id::{Seq, StageId};
use crate::base::text::scrub;
use crate::base::time::{Timestamp, Zone};
use crate::fact::value::Value;
use crate::incident::board::{Board, RecheckOf};
use crate::incident::plans::Plans;
use crate::incident::story::Play;
use duty::DutyLine;
use work::{StepLine, Track};

/// Where an incident stands.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(crate) struct Status {
    /// Public id.
    pub(crate) incident: String,
    /// Codename.
    pub(crate) codename: String,
    /// What it is called by people.
    pub(crate) title: Option<String>,
    /// `live` or `exercise`.
    pub(crate) mode: &'static str,
    /// Where play stands, in an exercise: `not-begun`, `playing`, `resting`, `stopped`, `over`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) play: Option<&'static str>,
    /// The edition of the bundle that it came in as; then it is only read.
    pub(crate) imported: Option<String>,
    /// IANA name.
    pub(crate) zone: String,
    /// When it was read.
    pub(crate) now: Timestamp,
    /// When it was opened.
    pub(crate) opened: Timestamp,
    /// Whether it was closed.
    pub(crate) closed: bool,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) closed_at: Option<Timestamp>,
    /// `P1` ..
    pub(crate) severity: Option<String>,
    /// Checkpoint: the number of the last entry and the short form of its hash.
    pub(crate) head: String,
    /// Legal duties in scope.
    pub(crate) duties: Vec<DutyLine>,
    /// Who holds which role.
    pub(crate) command: Vec<RoleLine>,
    /// Open steps.
    pub(crate) tracks: Vec<Track>,
    /// What is to be asked again.
    pub(crate) rechecks: Vec<RecheckLine>,
    /// Early signals, the earliest first.
    pub(crate) signals: Vec<SignalLine>,
    /// What nobody knows.
    pub(crate) gaps: Vec<Named>,
    /// Facts on which people differ.
    pub(crate) disputed: Vec<DisputeLine>,
    /// Settled steps that a later change may have touched.
    pub(crate) reviews: Vec<Named>,
    /// Tasks that no playbook has.
    pub(crate) tasks: Vec<TaskLine>,
    /// Open questions.
    pub(crate) questions: Vec<QuestionLine>,
    /// Who could not be reached, by the last try.
    pub(crate) not_reached: Vec<UnreachedLine>,
    /// What went out and would say something else today.
    pub(crate) outdated: Vec<Outdated>,
}

/// A notice or letter that went out, with what it would say otherwise now.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Outdated {
    /// The entry that says that it went out.
    pub(crate) entry: Seq,
    /// Its form.
    pub(crate) form: String,
    /// The stage.
    pub(crate) stage: StageId,
    /// To whom, where the form serves several laws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) to: Option<String>,
    /// When it went out.
    pub(crate) sent: Timestamp,
    /// The questions that have another answer.
    pub(crate) fields: Vec<String>,
}

impl Outdated {
    /// How many of the questions a line names.
    const NAMED: usize = 3;

    /// In one line: which, when, and what about.
    pub(crate) fn text(&self, zone: Zone) -> String {
        let to = self.to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
        let named = self.fields.iter().take(Self::NAMED).cloned().collect::<Vec<_>>().join("; ");
        let more = self.fields.len().saturating_sub(Self::NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{to}, sent {} ({}): {named}{more}", self.form, moment::moment(self.sent, zone), self.entry)
    }
}

/// A role and who holds it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct RoleLine {
    /// Its id.
    pub(crate) role: String,
    /// Its short form; empty where there is none.
    pub(crate) short: String,
    /// Who.
    pub(crate) person: String,
}

/// Something with a label.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Named {
    /// A fact's id or a step's key.
    pub(crate) id: String,
    /// For people.
    pub(crate) label: String,
}

/// A sign of the incident.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct SignalLine {
    /// The entry.
    pub(crate) entry: u64,
    /// `monitoring`, `staff` ..
    pub(crate) from: &'static str,
    /// When it reached us.
    pub(crate) received: Timestamp,
    /// What it said.
    pub(crate) text: String,
    /// Whether it was dismissed then.
    pub(crate) dismissed: bool,
}

/// Something to be asked again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct RecheckLine {
    /// `fact` or `decision`.
    pub(crate) of: &'static str,
    /// Its id.
    pub(crate) id: String,
    /// For people.
    pub(crate) label: String,
    /// When.
    pub(crate) at: Timestamp,
    /// Whether that has passed.
    pub(crate) due: bool,
}

/// An ad-hoc task.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct TaskLine {
    /// Its number.
    pub(crate) id: String,
    /// What.
    pub(crate) text: String,
    /// Whose.
    pub(crate) owner: Option<String>,
    /// Until when.
    pub(crate) due: Option<Timestamp>,
}

/// An open question.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct QuestionLine {
    /// The entry.
    pub(crate) entry: u64,
    /// What.
    pub(crate) text: String,
}

/// Somebody who could not be reached.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct UnreachedLine {
    /// Who.
    pub(crate) who: String,
    /// When it was tried.
    pub(crate) tried: Vec<Timestamp>,
}

impl Status {
    /// Reads an incident at a moment.
    pub(crate) fn read(
        scene: &Scene<'_>,
        plans: &Plans<'_>,
        duties: Vec<DutyLine>,
        (head, now): (&str, Timestamp),
    ) -> Self {
        let state = scene.state;
        let board = Board::read(state, plans, now);
        let opening = state.opening();
        let opened = opening.map_or(now, |(_, at)| *at);
        let named = |id: &crate::base::id::FactId| Named { id: id.to_string(), label: scene.fact(id) };
        Self {
            incident: opening.map(|(opening, _)| opening.id.clone()).unwrap_or_default(),
            codename: opening.map(|(opening, _)| opening.codename.clone()).unwrap_or_default(),
            title: scene.maybe(opening.and_then(|(opening, _)| opening.title)),
            mode: opening.map_or("live", |(opening, _)| opening.mode.word()),
            play: state.exercise().map(|exercise| exercise.clock().play().word()),
            imported: None,
            zone: scene.zone.name().to_owned(),
            now,
            opened,
            closed: state.closed().is_some(),
            closed_at: None,
            severity: severity(scene),
            head: head.to_owned(),
            duties,
            command: command(scene),
            tracks: work::tracks(scene, plans, (&board, now)),
            rechecks: rechecks(scene, &board, now),
            signals: signals(scene),
            gaps: state.facts().open().map(|(id, _)| named(id)).collect(),
            disputed: board.disputed.iter().filter_map(|id| DisputeLine::of(scene, id)).collect(),
            reviews: board
                .reviews
                .iter()
                .map(|key| Named { id: key.to_string(), label: scene.step(key) })
                .collect(),
            tasks: tasks(scene, &board),
            questions: questions(scene),
            not_reached: not_reached(scene),
            outdated: Vec::new(),
        }
    }

    /// As it stands when the exercise is over: no clock of it runs.
    pub(crate) fn after_play(&mut self) {
        for step in self.tracks.iter_mut().flat_map(|track| &mut track.steps) {
            (step.due, step.overdue) = (None, false);
        }
        for task in &mut self.tasks {
            task.due = None;
        }
        self.rechecks.clear();
    }

    /// Names the items that steps are about.
    pub(crate) fn name_items(&mut self, item_of: impl Fn(&str) -> Option<String>) {
        for step in self.tracks.iter_mut().flat_map(|track| &mut track.steps) {
            step.item = item_of(&step.step).map(|item| one_line(&item));
        }
    }

    /// Whether it is an exercise that is over.
    pub(crate) fn is_played_out(&self) -> bool {
        self.play == Some(Play::Ended.word())
    }

    /// All open steps.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &StepLine> {
        self.tracks.iter().flat_map(|track| &track.steps)
    }

    /// Whether a duty is overdue, also provisionally.
    pub(crate) fn is_overdue(&self) -> bool {
        self.duties.iter().any(|duty| duty.overdue)
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn severity(scene: &Scene<'_>) -> Option<String> {
    match scene.state.facts().value_of("severity")? {
        Value::Choice(choice) => Some(choice.to_string()),
        _other => None,
    }
}

fn command(scene: &Scene<'_>) -> Vec<RoleLine> {
    let roles = scene.state.roles().iter().map(|(role, person)| RoleLine {
        role: role.to_string(),
        short: scene.vocabulary.names.role(role).map(|words| words.short).unwrap_or_default(),
        person: scene.person(*person),
    });
    let mut roles: Vec<RoleLine> = roles.collect();
    roles.sort_by_key(|line| line.role != "incident-commander");
    roles
}

fn rechecks(scene: &Scene<'_>, board: &Board, now: Timestamp) -> Vec<RecheckLine> {
    let line = |recheck: &crate::incident::board::Recheck| {
        let (of, id, label) = match &recheck.what {
            RecheckOf::Fact(fact) => ("fact", fact.to_string(), scene.fact(fact)),
            RecheckOf::Decision(step) => ("decision", step.to_string(), scene.step(step)),
        };
        RecheckLine { of, id, label, at: recheck.at, due: recheck.at <= now }
    };
    board.rechecks.iter().map(line).collect()
}

fn signals(scene: &Scene<'_>) -> Vec<SignalLine> {
    let signals = scene.state.signals().iter().map(|(seq, signal)| SignalLine {
        entry: seq.0,
        from: signal.source.word(),
        received: signal.received.at,
        text: one_line(&scene.read(signal.text)),
        dismissed: signal.dismissed,
    });
    let mut signals: Vec<SignalLine> = signals.collect();
    signals.sort_by_key(|line| (line.received, line.entry));
    signals
}

fn tasks(scene: &Scene<'_>, board: &Board) -> Vec<TaskLine> {
    let line = |id: &crate::base::id::TaskId| {
        let added = &scene.state.tasks().get(id)?.added;
        let owner = added.person.map(|person| scene.person(person));
        let owner = owner.or_else(|| added.role.as_ref().map(|role| scene.role(role)));
        Some(TaskLine { id: id.to_string(), text: one_line(&scene.read(added.text)), owner, due: added.due })
    };
    board.tasks.iter().filter_map(line).collect()
}

fn questions(scene: &Scene<'_>) -> Vec<QuestionLine> {
    let line = |question: &crate::incident::state::OpenQuestion| QuestionLine {
        entry: question.seq.0,
        text: one_line(&scene.read(question.text)),
    };
    scene.state.questions().iter().map(line).collect()
}

fn one_line(text: &str) -> String {
    scrub(text).into_owned()
}

/// People whose last entry says that they did not answer, with each try since they last did.
fn not_reached(scene: &Scene<'_>) -> Vec<UnreachedLine> {
    let mut lines: Vec<UnreachedLine> = Vec::new();
    for told in scene.state.told() {
        let who = one_line(&scene.read(told.who));
        if told.answered {
            lines.retain(|line| line.who != who);
            continue;
        }
        match lines.iter_mut().find(|line| line.who == who) {
            Some(line) => line.tried.push(told.at),
            None => lines.push(UnreachedLine { who, tried: vec![told.at] }),
        }
    }
    lines
}
