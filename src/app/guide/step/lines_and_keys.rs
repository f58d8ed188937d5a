//! The lines and keys of a step's screen.

use super::super::Guide;
use super::super::text::lines;
use crate::app::header::short_role;
use crate::base::text::{listing, scrub, wrap_behind};
use crate::expr::Condition;
use crate::expr::truth::Truth;
use crate::incident::board::{BoardLine, Work};
use crate::incident::event::step::Gate;
use crate::incident::place::Place;
use crate::incident::steps::StepState;
use crate::playbook::kind::{Approval, Kind, Notice, NoticeText};
use crate::playbook::model::Step;
use crate::report::moment::clock;

/// How the texts of a step are filled.
pub(super) struct Texts<'t> {
    /// For those who work at it.
    pub(super) here: &'t dyn Fn(&str) -> String,
    /// For a text that somebody else reads or hears.
    pub(super) sent: &'t dyn Fn(&str) -> String,
}

pub(super) fn owner(guide: &Guide<'_, '_>, line: &BoardLine) -> Vec<String> {
    let holder = line.holder.map(|person| format!("with {}", scrub(&guide.session.name(person))));
    let due = line.due.map(|due| {
        let now = guide.session.now();
        let at = clock(due, now, guide.session.zone());
        if due < now { format!("time box ended {at}, {} ago", now.since(due)) } else { format!("until {at}") }
    });
    let parts: Vec<String> = [holder, due].into_iter().flatten().collect();
    if parts.is_empty() { Vec::new() } else { vec![parts.join(" · ")] }
}

pub(super) fn kind_lines(
    step: &Step,
    seen: Option<&StepState>,
    texts: &Texts<'_>,
    columns: usize,
) -> Vec<String> {
    let behind = |prefix: &str, text: &str| wrap_behind(prefix, &scrub(&(texts.here)(text)), columns);
    match &step.kind {
        Kind::Decision(decision) => {
            let mut all = lines(&(texts.here)(&decision.question), columns);
            for (n, option) in decision.options.iter().enumerate() {
                all.extend(behind(&format!("  {} ", mark(n)), &option.label));
            }
            all
        }
        Kind::Checklist(items) => items
            .iter()
            .enumerate()
            .flat_map(|(n, item)| {
                let ticked = seen.is_some_and(|seen| seen.ticks.contains(&item.id));
                behind(&format!("  {} [{}] ", mark(n), if ticked { 'x' } else { ' ' }), &item.text)
            })
            .collect(),
        Kind::Notify(notice) => notice_lines(notice, texts, columns),
        Kind::Evidence(intake) => behind(&format!("At least {} of: ", intake.min), &intake.accept.join("; ")),
        Kind::Approval(approval) => vec![approvers(approval, seen)],
        Kind::Task
        | Kind::Question(_)
        | Kind::Wait(_)
        | Kind::Group(..)
        | Kind::Each(_)
        | Kind::Repeat(_)
        | Kind::Playbook(_) => Vec::new(),
    }
}

fn notice_lines(notice: &Notice, texts: &Texts<'_>, columns: usize) -> Vec<String> {
    let behind = |prefix: &str, text: &str| wrap_behind(prefix, &scrub(&(texts.here)(text)), columns);
    let mut all = behind("To: ", &notice.to);
    all.extend(notice.channel.iter().flat_map(|channel| behind("By: ", channel)));
    match &notice.text {
        NoticeText::Form(form) => all.push(format!("Form: {form}")),
        NoticeText::Template(text) => {
            let quoted = lines(&(texts.sent)(text), columns.saturating_sub(QUOTE.len()));
            all.extend(quoted.into_iter().map(|line| format!("{QUOTE}{line}")));
        }
        NoticeText::Free => {}
    }
    all
}

/// What stands before each line of a text that goes out.
const QUOTE: &str = "  | ";

/// Who may approve, and how many of them.
fn approvers(approval: &Approval, seen: Option<&StepState>) -> String {
    let roles: Vec<String> = approval.by.iter().map(short_role).collect();
    let who = match (approval.quorum, roles.as_slice()) {
        (1, roles) => listing(roles, "or"),
        (quorum, roles) => format!("{quorum} people of {}", listing(roles, "and")),
    };
    let not_actor = if approval.not_actor { ", not whoever opened this step" } else { "" };
    let given = seen.map_or(0, |seen| seen.approvals.len());
    let so_far = if given > 0 { format!(" ({given} so far)") } else { String::new() };
    format!("needs approval of {who}{not_actor}{so_far}")
}

pub(super) fn wanted_lines(step: &Step, seen: &StepState, columns: usize) -> Vec<String> {
    let mut all = Vec::new();
    for (wanted, model) in seen.wanted.iter().zip(&step.evidence) {
        let state = if !wanted.taken.is_empty() {
            "taken"
        } else if wanted.is_settled() {
            "no"
        } else {
            "take"
        };
        let volatile = if wanted.volatile { "VOLATILE " } else { "" };
        all.extend(lines(&format!("- [{state}] {volatile}{}: {}", wanted.what, model.how), columns));
    }
    all
}

/// What a wait still waits for.
pub(super) fn waiting_lines(
    step: &Step,
    work: &Work,
    (say, columns): (&dyn Fn(&Condition) -> String, usize),
) -> Vec<String> {
    let Kind::Wait(wait) = &step.kind else { return Vec::new() };
    let quiet =
        if let Work::Wait(left) = work { Some(format!("{left} of quiet time are missing")) } else { None };
    let until = wait.until.as_ref().filter(|_| matches!(work, Work::Wait(_) | Work::Until)).map(say);
    let waits: Vec<String> = quiet.into_iter().chain(until.map(|until| format!("until {until}"))).collect();
    if waits.is_empty() { Vec::new() } else { wrap_behind("WAITS: ", &scrub(&waits.join(", and ")), columns) }
}

pub(super) fn gate_lines(
    step: &Step,
    seen: Option<&StepState>,
    place: &Place<'_>,
    (say, columns): (&dyn Fn(&Condition) -> String, usize),
) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(requires) = &step.requires {
        let stands = match place.evaluate(requires).0.result {
            Truth::True => " (met)",
            Truth::False => " (NOT MET)",
            Truth::Unknown => " (NOT KNOWN)",
        };
        all.extend(wrap_behind("STOP GATE: ", &scrub(&format!("{}{stands}", say(requires))), columns));
    }
    let stands = step.standing_authority_if.as_ref().filter(|when| place.evaluate(when).0.result.is_true());
    match (&step.authority, stands) {
        (Some(_), Some(when)) => {
            let why = format!("no approval needed now, because {}", say(when));
            all.extend(wrap_behind("", &scrub(&why), columns));
        }
        (Some(role), None) => {
            let given = seen.is_some_and(|seen| !seen.approvals.is_empty());
            all.push(format!(
                "needs approval of {}{}",
                short_role(role),
                if given { " (given)" } else { "" }
            ));
        }
        (None, _) => {}
    }
    all
}

pub(super) fn gates(step: &Step) -> Vec<Gate> {
    let mut gates = Vec::new();
    if step.requires.is_some() {
        gates.push(Gate::Requires);
    }
    if step.authority.is_some() || matches!(step.kind, Kind::Approval(_)) {
        gates.push(Gate::Authority);
    }
    if !step.evidence.is_empty() || matches!(step.kind, Kind::Evidence(_)) {
        gates.push(Gate::Evidence);
    }
    if matches!(step.kind, Kind::Wait(_)) {
        gates.push(Gate::Wait);
    }
    gates
}

/// The keys of options and items, in their order: long lists go on with letters.
const MARKS: &str = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

pub(in crate::app::guide) fn mark(n: usize) -> char {
    MARKS.chars().nth(n).unwrap_or(' ')
}

pub(super) fn nth(key: char) -> Option<usize> {
    MARKS.chars().position(|mark| mark == key)
}

/// A key for each of `n` options or items; the first says what they do.
fn digits(n: usize, meaning: &str) -> Vec<(char, String)> {
    let upto = match n {
        ..=9 => n.to_string(),
        10 => "9 A".to_owned(),
        more => format!("9 A..{}", mark(more - 1)),
    };
    let says = |at: usize| if at == 0 { format!("..{upto} {meaning}") } else { String::new() };
    MARKS.chars().take(n).enumerate().map(|(at, key)| (key, says(at))).collect()
}

pub(super) fn menu(step: &Step, line: &BoardLine, seen: Option<&StepState>) -> Vec<(char, String)> {
    let key = |key: char, meaning: &str| (key, meaning.to_owned());
    if line.work == Work::AfterFailure {
        return vec![
            key('y', "try again"),
            key('c', "go on without it"),
            key('x', "stop here"),
            key('+', "note"),
        ];
    }
    if line.work == Work::GoOn {
        return vec![key('y', "once more"), key('x', "no more"), key('+', "note")];
    }
    let mut keys = match &step.kind {
        Kind::Decision(decision) => digits(decision.options.len(), "choose"),
        Kind::Checklist(items) => {
            let mut keys = digits(items.len(), "tick");
            keys.push(key('d', "done"));
            keys
        }
        Kind::Question(_) => vec![key('d', "answer"), key('\n', "")],
        Kind::Notify(_) => vec![key('d', "it was sent")],
        Kind::Approval(_) => vec![],
        Kind::Wait(_) => vec![key('d', "confirm"), key('q', "looked: quiet"), key('g', "seen again")],
        Kind::Task
        | Kind::Evidence(_)
        | Kind::Group(..)
        | Kind::Each(_)
        | Kind::Repeat(_)
        | Kind::Playbook(_) => vec![key('d', "done"), key('n', "done with note")],
    };
    let wants = seen.is_some_and(|seen| !seen.wanted.is_empty()) || matches!(step.kind, Kind::Evidence(_));
    if wants {
        keys.push(key('e', "evidence"));
    }
    if step.authority.is_some() || matches!(step.kind, Kind::Approval(_)) {
        keys.push(key('v', "approved"));
    }
    if !gates(step).is_empty() {
        keys.push(key('o', "override"));
    }
    keys.extend([
        key('s', "skip"),
        key('f', "failed"),
        key('r', "refuse"),
        key('a', "assign"),
        key('+', "note"),
        key('.', "more"),
    ]);
    keys
}
