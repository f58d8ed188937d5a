//! Open steps as lines: whose they are, until when, and what to type. Must not decide the order; the board did.

use crate::base::id::StepId;
use crate::base::id::{OptionId, PersonId, Seq};
use crate::base::time::Timestamp;
use crate::incident::board::{Board, BoardLine, Work, track};
use crate::incident::decide::obstacles;
use crate::incident::key::RunKey;
use crate::incident::plans::Plans;
use crate::incident::refusal::Refusal;
use crate::playbook::kind::{Kind, KindWord};
use crate::playbook::model::Step;
use crate::report::describe::scene::Scene;

/// Steps that are worked on beside others.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(crate) struct Track {
    /// The key of its run; empty for the incident's own playbook.
    pub(crate) run: String,
    /// The playbook.
    pub(crate) playbook: String,
    /// Open steps in the order in which they opened.
    pub(crate) steps: Vec<StepLine>,
}

/// An open step.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(crate) struct StepLine {
    /// Its key.
    pub(crate) step: String,
    /// For people.
    pub(crate) title: String,
    /// Kind.
    pub(crate) kind: &'static str,
    /// Whose it is, by id.
    pub(crate) role: Option<String>,
    /// The role in words.
    pub(crate) role_label: Option<String>,
    /// Who holds it: assigned, claimed, or the holder of the role.
    pub(crate) holder: Option<String>,
    /// Until when.
    pub(crate) due: Option<Timestamp>,
    /// Whether that has passed.
    pub(crate) overdue: bool,
    /// Why it is open: `do`, `ask`, `after-failure`, `go-on`, `by-hand`, `wait`, `confirm`.
    pub(crate) work: &'static str,
    /// Facts to ask first, or on which it opened though nobody knows them.
    pub(crate) unknown: Vec<String>,
    /// Pieces of volatile evidence that are not taken.
    pub(crate) volatile: usize,
    /// What would be refused if the step were completed now: a gate, an approval, evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) obstacle: Option<String>,
    /// What to type; with an obstacle, what takes it out of the way.
    pub(crate) command: String,
    /// The item of a list that it is about.
    pub(crate) item: Option<String>,
    /// Options of a decision, open items of a checklist, facts of a question.
    pub(crate) choices: Vec<String>,
    /// Quiet time that is missing, in seconds.
    pub(crate) wait_seconds: Option<i64>,
}

/// Open steps by track, the incident's own first.
pub(crate) fn tracks(scene: &Scene<'_>, plans: &Plans<'_>, (board, now): (&Board, Timestamp)) -> Vec<Track> {
    let mut tracks: Vec<((Seq, RunKey), Track)> = Vec::new();
    let at_work = board.lines.iter().filter(|line| line.work == Work::Do);
    let steps = at_work.map(|line| (line.step.clone(), holder(scene, line)));
    let obstacles = obstacles(scene.state, plans, steps, now);
    for line in &board.lines {
        let key = track(scene.state, &line.step.run());
        let step = step_line(scene, plans, (line, obstacles.get(&line.step)), now);
        if let Some((_, track)) = tracks.iter_mut().find(|(known, _)| *known == key) {
            track.steps.push(step);
            continue;
        }
        let playbook = scene.state.runs().get(&key.1).map(|run| run.playbook.id.to_string());
        let run = key.1.to_string();
        tracks.push((key, Track { run, playbook: playbook.unwrap_or_default(), steps: vec![step] }));
    }
    tracks.into_iter().map(|(_, track)| track).collect()
}

/// Who holds a step: assigned, claimed, or the holder of the role.
fn holder(scene: &Scene<'_>, line: &BoardLine) -> Option<PersonId> {
    let in_role = || line.role.as_ref().and_then(|role| scene.state.roles().get(role)).copied();
    line.holder.or_else(in_role)
}

/// One line of the board in words.
fn step_line(
    scene: &Scene<'_>,
    plans: &Plans<'_>,
    (line, refusal): (&BoardLine, Option<&Refusal>),
    now: Timestamp,
) -> StepLine {
    let choices = choices(scene, plans, line);
    let cleared = refusal.and_then(|refusal| clearing(scene, plans, line, refusal));
    let asked = if let Work::Ask(facts) = &line.work { facts } else { &line.unknown };
    let wait_seconds = if let Work::Wait(left) = &line.work { Some(left.seconds()) } else { None };
    StepLine {
        step: line.step.to_string(),
        title: line.title.clone(),
        kind: line.kind.word(),
        role: line.role.as_ref().map(ToString::to_string),
        role_label: line.role.as_ref().map(|role| scene.role(role)),
        holder: holder(scene, line).map(|person| scene.person(person)),
        due: line.due,
        overdue: line.due.is_some_and(|due| due < now),
        work: work_word(&line.work),
        unknown: asked.iter().map(ToString::to_string).collect(),
        volatile: line.volatile,
        obstacle: cleared.is_some().then(|| refusal.map(ToString::to_string)).flatten(),
        command: cleared.unwrap_or_else(|| command(scene, line, refusal, &choices)),
        item: None,
        choices,
        wait_seconds,
    }
}

fn work_word(work: &Work) -> &'static str {
    match work {
        Work::Do => "do",
        Work::Ask(_) => "ask",
        Work::AfterFailure => "after-failure",
        Work::GoOn => "go-on",
        Work::ByHand => "by-hand",
        Work::Wait(_) | Work::Until => "wait",
        Work::Confirm => "confirm",
    }
}

fn model<'p>(scene: &Scene<'_>, plans: &'p Plans<'_>, line: &BoardLine) -> Option<&'p Step> {
    let playbook = plans.of(scene.state.runs().get(&line.step.run())?)?;
    playbook.step(&StepId::parse(line.step.id()).ok()?)
}

/// What to type first, where completing the step would be refused. An override is never proposed.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other refusals are no obstacles that a command takes away"
)]
fn clearing(scene: &Scene<'_>, plans: &Plans<'_>, line: &BoardLine, refusal: &Refusal) -> Option<String> {
    let step = &line.step;
    match refusal {
        Refusal::GateNotMet { .. } => {
            let facts = model(scene, plans, line)?.requires.as_ref()?.facts();
            let unknown = facts.iter().find(|fact| scene.state.facts().value(fact).is_none());
            unknown.or(facts.first()).map(|fact| format!("fact set {fact}=.."))
        }
        Refusal::NotApproved { .. } if line.kind != KindWord::Approval => {
            Some(format!("approve {step} --by NAME --via phone --why W"))
        }
        Refusal::EvidenceOpen { .. } | Refusal::TooFewPieces { .. } => {
            Some(format!("evidence add FILE --step {step}"))
        }
        Refusal::CustodyOpen { .. } => {
            Some(format!("evidence add FILE --step {step} --place WHERE --method HOW"))
        }
        _other => None,
    }
}

/// What a person chooses from at the step: options, items that are not ticked, facts that were not asked.
fn choices(scene: &Scene<'_>, plans: &Plans<'_>, line: &BoardLine) -> Vec<String> {
    let Some(step) = model(scene, plans, line) else { return Vec::new() };
    match &step.kind {
        Kind::Decision(decision) => decision.options.iter().map(|option| option.id.to_string()).collect(),
        Kind::Question(facts) => facts
            .iter()
            .filter(|fact| !scene.state.facts().was_asked(fact))
            .map(ToString::to_string)
            .collect(),
        Kind::Checklist(items) => {
            let ticks = scene.state.step(&line.step).map(|step| &step.ticks);
            let open = |id: &OptionId| ticks.is_none_or(|ticks| !ticks.contains(id));
            items.iter().filter(|item| open(&item.id)).map(|item| item.id.to_string()).collect()
        }
        Kind::Task
        | Kind::Evidence(_)
        | Kind::Notify(_)
        | Kind::Approval(_)
        | Kind::Wait(_)
        | Kind::Group(..)
        | Kind::Each(_)
        | Kind::Repeat(_)
        | Kind::Playbook(_) => Vec::new(),
    }
}

fn assignments(facts: &[String]) -> String {
    facts.iter().map(|fact| format!("{fact}=..")).collect::<Vec<_>>().join(" ")
}

/// What to type.
fn command(scene: &Scene<'_>, line: &BoardLine, refusal: Option<&Refusal>, choices: &[String]) -> String {
    let step = &line.step;
    let why = if matches!(refusal, Some(Refusal::ReasonNeeded(_))) { " --why W" } else { "" };
    let seen = scene.state.step(step);
    match &line.work {
        Work::Ask(facts) => facts.first().map_or_else(String::new, |fact| format!("fact set {fact}=..")),
        Work::AfterFailure => format!("retry {step}"),
        Work::GoOn => format!("go-on {step} --why W"),
        Work::ByHand => format!("done {step} --why W"),
        Work::Wait(_) | Work::Until => format!("poll {step} --quiet"),
        Work::Confirm => format!("done {step}"),
        Work::Do => match line.kind {
            KindWord::Question => format!("answer {step} {}", assignments(choices)),
            KindWord::Decision => format!("decide {step} {}", choices.join("|")),
            KindWord::Checklist => {
                if choices.is_empty() {
                    format!("done {step}")
                } else {
                    format!("tick {step} {}", choices.join(" "))
                }
            }
            KindWord::Approval => format!("approve {step}"),
            KindWord::Notify if seen.is_none_or(|seen| seen.notice.is_none()) => {
                format!("sent FORM --step {step}")
            }
            KindWord::Evidence
                if seen.is_none_or(|seen| seen.wanted.iter().any(|piece| !piece.is_settled())) =>
            {
                format!("evidence add FILE --step {step}")
            }
            KindWord::Notify
            | KindWord::Evidence
            | KindWord::Task
            | KindWord::Wait
            | KindWord::Group
            | KindWord::Each
            | KindWord::Repeat
            | KindWord::Playbook => format!("done {step}{why}"),
        },
    }
}
