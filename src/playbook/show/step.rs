//! One step as text.

use super::{markdown, paragraph, verbatim};
use crate::base::id::RoleId;
use crate::base::text::count;
use crate::playbook::kind::{Decision, DecisionOption, GroupMode, Kind, Notice, NoticeText};
use crate::playbook::model::{OnFailure, OnUnknown, Playbook, Step};
use crate::playbook::role::RoleCatalogue;
use crate::playbook::wording;

/// Lines under way.
pub(super) struct Writer<'a> {
    playbook: &'a Playbook,
    roles: &'a RoleCatalogue,
    columns: usize,
    lines: Vec<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(playbook: &'a Playbook, roles: &'a RoleCatalogue, columns: usize) -> Self {
        Self { playbook, roles, columns, lines: Vec::new() }
    }

    pub(super) fn line(&mut self, indent: usize, text: &str) {
        self.lines.extend(paragraph(text, indent, self.columns));
    }

    pub(super) fn prose(&mut self, indent: usize, text: &str) {
        self.lines.extend(markdown(text, indent, self.columns));
    }

    pub(super) fn blank(&mut self) {
        self.lines.push(String::new());
    }

    pub(super) fn finish(self) -> String {
        self.lines.join("\n") + "\n"
    }

    pub(super) fn steps(&mut self, steps: &[Step], indent: usize) {
        for step in steps {
            self.blank();
            self.step(step, indent);
        }
    }

    fn step(&mut self, step: &Step, indent: usize) {
        self.line(indent, &format!("[{}] {} ({})", step.kind.word().word(), step.title, step.id));
        let inner = indent + 1;
        self.who(step, inner);
        for text in &step.never {
            self.line(inner, &format!("NEVER: {text}"));
        }
        self.gates(step, inner);
        if !step.instruction.trim().is_empty() {
            self.prose(inner, &step.instruction);
        }
        self.kind(&step.kind, inner);
        self.evidence(step, inner);
        for command in &step.commands {
            let note = if command.note.is_empty() { String::new() } else { format!(" ({})", command.note) };
            self.line(inner, &format!("{}{note}:", command.lang));
            self.lines.extend(verbatim(&command.run, inner + 1));
        }
        if !step.why.trim().is_empty() {
            self.line(inner, &format!("Why: {}", step.why.trim()));
        }
        if !step.rollback.trim().is_empty() {
            self.line(inner, &format!("Back: {}", step.rollback.trim()));
        }
        if !step.reasons.is_empty() {
            self.line(inner, &format!("Ready reasons: {}", step.reasons.join(" / ")));
        }
        self.marks(step, inner);
        self.steps(step.kind.members(), inner);
    }

    fn who(&mut self, step: &Step, indent: usize) {
        let parts = wording::people(step, |role| self.name(role));
        if !parts.is_empty() {
            self.line(indent, &parts.join(" · "));
        }
    }

    fn gates(&mut self, step: &Step, indent: usize) {
        if let Some(condition) = &step.when {
            let unknown = match step.on_unknown {
                OnUnknown::Open => " (opens while not known)",
                OnUnknown::Skip => " (left out while not known)",
            };
            self.line(indent, &format!("when: {}{unknown}", condition.text()));
        }
        if let Some(condition) = &step.requires {
            self.line(indent, &format!("not before: {}", condition.text()));
        }
        if let Some(role) = &step.authority {
            let standing = step.standing_authority_if.as_ref();
            let unless =
                standing.map_or_else(String::new, |condition| format!(", unless {}", condition.text()));
            let name = self.name(role);
            self.line(indent, &format!("needs approval: {name}{unless}"));
        }
    }

    fn kind(&mut self, kind: &Kind, indent: usize) {
        match kind {
            Kind::Task => {}
            Kind::Checklist(items) => {
                for item in items {
                    let when = item
                        .when
                        .as_ref()
                        .map_or_else(String::new, |when| format!(" (when {})", when.text()));
                    self.line(indent, &format!("[ ] {}{when}", item.text));
                }
            }
            Kind::Question(asked) => {
                let names: Vec<&str> = asked.iter().map(AsRef::as_ref).collect();
                self.line(indent, &format!("asks: {}", names.join(", ")));
            }
            Kind::Decision(decision) => self.decision(decision, indent),
            Kind::Evidence(intake) => {
                let pieces = count(usize::try_from(intake.min).unwrap_or(1), "piece");
                let place = if intake.custody { ", each with place and method" } else { "" };
                self.line(indent, &format!("at least {pieces}{place}: {}", intake.accept.join("; ")));
            }
            Kind::Notify(notice) => self.notice(notice, indent),
            Kind::Approval(approval) => {
                let roles: Vec<String> = approval.by.iter().map(|role| self.name(role)).collect();
                let other = if approval.not_actor { ", not by whoever opened the step" } else { "" };
                self.line(indent, &format!("{} of {}{other}", approval.quorum, roles.join(", ")));
            }
            Kind::Wait(wait) => self.line(indent, &wording::wait(wait)),
            Kind::Group(GroupMode::Parallel, _) => self.line(indent, "members at once:"),
            Kind::Group(GroupMode::AnyOrder, _) => self.line(indent, "members in any order:"),
            Kind::Each(each) => self.line(indent, &format!("for each {} in {}:", each.name, each.over)),
            Kind::Repeat(repeat) => {
                self.line(indent, &format!("until {}, at most {} times:", repeat.until.text(), repeat.max));
            }
            Kind::Playbook(used) => {
                let how = wording::used(used.mode);
                self.line(indent, &format!("playbook {} {how}", used.target.value));
            }
        }
    }

    fn decision(&mut self, decision: &Decision, indent: usize) {
        self.line(indent, &decision.question);
        for option in &decision.options {
            let open = if option.is_open() { open_note(option) } else { String::new() };
            self.line(indent + 1, &format!("- {}: {}{open}", option.id, option.label));
        }
    }

    fn notice(&mut self, notice: &Notice, indent: usize) {
        let channel = notice.channel.as_ref().map_or_else(String::new, |channel| format!(" by {channel}"));
        self.line(indent, &format!("to {}{channel}", notice.to));
        match &notice.text {
            NoticeText::Form(form) => self.line(indent, &wording::form(form, notice.stage.as_ref())),
            NoticeText::Template(text) => self.prose(indent + 1, text),
            NoticeText::Free => {}
        }
    }

    fn evidence(&mut self, step: &Step, indent: usize) {
        for wanted in &step.evidence {
            let soon = if wanted.volatile { " (gone soon)" } else { "" };
            let how = if wanted.how.is_empty() { String::new() } else { format!(": {}", wanted.how) };
            self.line(indent, &format!("keep{soon} {}{how}", wanted.what));
        }
    }

    fn marks(&mut self, step: &Step, indent: usize) {
        let mut marks: Vec<String> = step.duty.iter().map(|duty| format!("duty {duty}")).collect();
        marks.extend(step.external.then(|| "goes outside".to_owned()));
        marks.extend((!step.reversible).then(|| "cannot be undone".to_owned()));
        match step.on_failure {
            OnFailure::Ask => {}
            OnFailure::Continue => marks.push("a failure does not hold up what follows".to_owned()),
            OnFailure::Stop => marks.push("a failure stops what follows".to_owned()),
        }
        if !step.produces.is_empty() {
            let facts: Vec<&str> = step.produces.iter().map(AsRef::as_ref).collect();
            marks.push(format!("settles {}", facts.join(", ")));
        }
        marks.extend(step.tags.iter().chain(&step.refs).cloned());
        if !marks.is_empty() {
            self.line(indent, &marks.join(" · "));
        }
    }

    fn name(&self, role: &RoleId) -> String {
        wording::role(self.playbook, self.roles, role)
    }
}

fn open_note(option: &DecisionOption) -> String {
    option
        .recheck
        .map_or_else(|| " (stays open)".to_owned(), |period| format!(" (asked again after {period})"))
}
