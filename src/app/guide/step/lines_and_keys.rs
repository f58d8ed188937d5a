//! The lines and keys of a step's screen.

use super::super::Guide;
use super::super::text::lines;
use crate::app::header::short_role;
use crate::base::text::scrub;
use crate::incident::board::{BoardLine, Work};
use crate::incident::event::step::Gate;
use crate::incident::steps::StepState;
use crate::playbook::kind::{Kind, NoticeText};
use crate::playbook::model::Step;

pub(super) fn owner(guide: &Guide<'_, '_>, line: &BoardLine) -> Vec<String> {
    let holder = line.holder.map(|person| format!("with {}", scrub(&guide.session.name(person))));
    let due = line.due.map(|due| {
        let now = guide.session.now();
        let at = due.in_zone(guide.session.zone()).format("%H:%M").to_string();
        if due < now { format!("time box ended {at}, {} ago", now.since(due)) } else { format!("until {at}") }
    });
    let parts: Vec<String> = [holder, due].into_iter().flatten().collect();
    if parts.is_empty() { Vec::new() } else { vec![parts.join(" · ")] }
}

pub(super) fn kind_lines(
    step: &Step,
    seen: Option<&StepState>,
    fill: &dyn Fn(&str) -> String,
    columns: usize,
) -> Vec<String> {
    match &step.kind {
        Kind::Decision(decision) => {
            let mut all = lines(&fill(&decision.question), columns);
            for (n, option) in decision.options.iter().enumerate() {
                all.push(format!("  {} {}", n + 1, scrub(&fill(&option.label))));
            }
            all
        }
        Kind::Checklist(items) => items
            .iter()
            .enumerate()
            .map(|(n, item)| {
                let ticked = seen.is_some_and(|seen| seen.ticks.contains(&item.id));
                format!("  {} [{}] {}", n + 1, if ticked { 'x' } else { ' ' }, scrub(&fill(&item.text)))
            })
            .collect(),
        Kind::Notify(notice) => {
            let mut all = vec![format!("To: {}", scrub(&fill(&notice.to)))];
            match &notice.text {
                NoticeText::Form(form) => all.push(format!("Form: {form}")),
                NoticeText::Template(text) => {
                    all.extend(lines(&fill(text), columns).into_iter().map(|line| format!("  | {line}")));
                }
                NoticeText::Free => {}
            }
            all
        }
        Kind::Evidence(intake) => {
            vec![format!("At least {} of: {}", intake.min, scrub(&intake.accept.join("; ")))]
        }
        Kind::Task
        | Kind::Question(_)
        | Kind::Approval(_)
        | Kind::Wait(_)
        | Kind::Group(..)
        | Kind::Each(_)
        | Kind::Repeat(_)
        | Kind::Playbook(_) => Vec::new(),
    }
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

pub(super) fn gate_lines(step: &Step, seen: Option<&StepState>) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(requires) = &step.requires {
        all.push(format!("STOP GATE: {}", scrub(requires.text())));
    }
    if let Some(role) = &step.authority {
        let given = seen.is_some_and(|seen| !seen.approvals.is_empty());
        all.push(format!("needs approval of {}{}", short_role(role), if given { " (given)" } else { "" }));
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

pub(super) fn nth(digit: char) -> Option<usize> {
    digit.to_digit(10)?.checked_sub(1).and_then(|n| usize::try_from(n).ok())
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
    let digits = |n: usize, meaning: &str| {
        let digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].into_iter().take(n).enumerate();
        let first = format!("..{n} {meaning}");
        digits
            .map(|(n, digit)| (digit, if n == 0 { first.clone() } else { String::new() }))
            .collect::<Vec<_>>()
    };
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
