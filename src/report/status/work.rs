//! Open steps as lines: whose they are, until when, and what to type. Must not decide the order; the board did.

use crate::base::id::StepId;
use crate::base::id::{OptionId, Seq};
use crate::base::time::Timestamp;
use crate::incident::board::{Board, BoardLine, Work, track};
use crate::incident::key::RunKey;
use crate::incident::plans::Plans;
use crate::playbook::kind::{Kind, KindWord};
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
    /// What to type.
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
    for line in &board.lines {
        let key = track(scene.state, &line.step.run());
        let step = step_line(scene, plans, line, now);
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

/// One line of the board in words.
pub(crate) fn step_line(scene: &Scene<'_>, plans: &Plans<'_>, line: &BoardLine, now: Timestamp) -> StepLine {
    let choices = choices(scene, plans, line);
    let in_role = line.role.as_ref().and_then(|role| scene.state.roles().get(role)).copied();
    let asked = if let Work::Ask(facts) = &line.work { facts } else { &line.unknown };
    let wait_seconds = if let Work::Wait(left) = &line.work { Some(left.seconds()) } else { None };
    StepLine {
        step: line.step.to_string(),
        title: line.title.clone(),
        kind: line.kind.word(),
        role: line.role.as_ref().map(ToString::to_string),
        role_label: line.role.as_ref().map(|role| scene.role(role)),
        holder: line.holder.or(in_role).map(|person| scene.person(person)),
        due: line.due,
        overdue: line.due.is_some_and(|due| due < now),
        work: work_word(&line.work),
        unknown: asked.iter().map(ToString::to_string).collect(),
        volatile: line.volatile,
        command: command(scene, line, &choices),
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

/// What a person chooses from at the step: options, items that are not ticked, facts that were not asked.
fn choices(scene: &Scene<'_>, plans: &Plans<'_>, line: &BoardLine) -> Vec<String> {
    let model = || {
        let playbook = plans.of(scene.state.runs().get(&line.step.run())?)?;
        playbook.step(&StepId::parse(line.step.id()).ok()?)
    };
    let Some(step) = model() else { return Vec::new() };
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
fn command(scene: &Scene<'_>, line: &BoardLine, choices: &[String]) -> String {
    let step = &line.step;
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
            | KindWord::Playbook => format!("done {step}"),
        },
    }
}
