//! One step on paper: its rules first, then what to do, then the boxes. Must not know where on the paper it stands.

use super::Kit;
use crate::base::text::count;
use crate::playbook::kind::{Kind, Notice, NoticeText, Use, UseMode};
use crate::playbook::model::{Playbook, Step};
use crate::playbook::wording::{used, wait};
use crate::report::document::{Cell, Line, Run, Style, line};
use crate::report::playbook::wording::{group, recipient, text_source};

impl Kit<'_> {
    /// A step with everything that is read, ticked and filled in.
    pub(super) fn step(&self, playbook: &Playbook, step: &Step) -> Cell {
        let subject = self.subject;
        let mut lines: Cell = vec![vec![Run::strong(&step.title), Run::quiet(&format!("  {}", step.id))]];
        let people = subject.people(playbook, step);
        if !people.is_empty() {
            lines.push(vec![Run::quiet(&people)]);
        }
        lines.extend(step.never.iter().map(|text| vec![Run::strong(&format!("NEVER: {text}"))]));
        if let Some(condition) = &step.when {
            lines.push(line(&format!("Only if {}", subject.condition(playbook, condition))));
        }
        if let Some(condition) = &step.requires {
            lines.push(vec![Run::strong("Not before "), Run::plain(&subject.condition(playbook, condition))]);
        }
        lines.extend(prose(&subject.with_blanks(playbook, &step.instruction)));
        lines.extend(self.of_kind(playbook, &step.kind));
        lines.extend(step.evidence.iter().map(|wanted| {
            let soon = if wanted.volatile { "gone soon: " } else { "" };
            let how = if wanted.how.is_empty() { String::new() } else { format!(" ({})", wanted.how) };
            line(&format!("[  ] keep, {soon}{}{how}", wanted.what))
        }));
        for command in &step.commands {
            let text = subject.with_blanks(playbook, command.run.trim());
            lines.extend(text.lines().map(|text| vec![Run::new(text, Style::Code)]));
        }
        if !step.rollback.trim().is_empty() {
            lines.push(line(&format!("Back: {}", step.rollback.trim())));
        }
        if !step.reversible {
            lines.push(vec![Run::strong("Cannot be undone: write the reason.")]);
        }
        lines
    }

    fn of_kind(&self, playbook: &Playbook, kind: &Kind) -> Vec<Line> {
        match kind {
            Kind::Task | Kind::Group(..) | Kind::Each(_) | Kind::Repeat(_) => Vec::new(),
            Kind::Checklist(items) => items.iter().map(|item| line(&format!("[  ] {}", item.text))).collect(),
            Kind::Question(facts) => {
                facts.iter().flat_map(|fact| self.question(playbook, fact.as_str())).collect()
            }
            Kind::Decision(decision) => {
                let options = decision.options.iter().map(|option| {
                    let again = option
                        .recheck
                        .map_or_else(String::new, |period| format!(" (ask again after {period})"));
                    line(&format!("(  ) {}{again}", option.label))
                });
                std::iter::once(vec![Run::strong(&decision.question)])
                    .chain(options)
                    .chain([line("Why: ______________________________________")])
                    .collect()
            }
            Kind::Evidence(intake) => {
                let wanted = intake.accept.join(", ");
                let custody = if intake.custody { "; each with place, method and who holds it" } else { "" };
                vec![line(&format!(
                    "[  ] at least {} of: {wanted}{custody}",
                    count(usize::try_from(intake.min).unwrap_or(1), "piece")
                ))]
            }
            Kind::Notify(notice) => self.notice(playbook, notice),
            Kind::Approval(approval) => {
                let by: Vec<String> =
                    approval.by.iter().map(|role| self.subject.role(playbook, role)).collect();
                let blank =
                    (0..approval.quorum).map(|_| line("Approved by: ____________________  at ________"));
                std::iter::once(line(&format!("Who may approve: {}", by.join(", ")))).chain(blank).collect()
            }
            Kind::Wait(waiting) => vec![
                line(&format!("Waits for {}", wait(waiting))),
                line("Looked at: ________  ________  ________  ________"),
            ],
            Kind::Playbook(used) => vec![self.jump(used)],
        }
    }

    fn question(&self, playbook: &Playbook, fact: &str) -> Vec<Line> {
        let Some(row) = self.subject.fact(playbook, fact) else { return Vec::new() };
        if row.choices.is_empty() {
            return vec![line(&format!("{} ____________________", row.label))];
        }
        let choices = row.choices.iter().map(|choice| line(&format!("(  ) {}", choice.label)));
        std::iter::once(line(&row.label)).chain(choices).chain([line("(  ) not known yet")]).collect()
    }

    fn notice(&self, playbook: &Playbook, notice: &Notice) -> Vec<Line> {
        let mut lines = vec![line(&format!("To: {}", recipient(notice)))];
        match &notice.text {
            NoticeText::Template(text) => lines.extend(prose(&self.subject.with_blanks(playbook, text))),
            NoticeText::Form(_) | NoticeText::Free => {
                lines.push(line(&format!("Text: {}", text_source(notice))));
            }
        }
        lines.push(line("Sent at ________  version ____  receipt ____________"));
        lines
    }

    fn jump(&self, use_: &Use) -> Line {
        let target = &use_.target.value;
        let place = self.sections.iter().find(|(_, playbook)| playbook.id == *target);
        match (use_.mode, place) {
            (UseMode::Track, Some((letter, playbook))) => line(&format!(
                "Hand section {letter} (\"{}\") to its people; it runs beside this one.",
                playbook.title
            )),
            (UseMode::Inline | UseMode::Root, Some((letter, playbook))) => {
                line(&format!("Go through section {letter} (\"{}\"), then come back.", playbook.title))
            }
            (UseMode::Pivot, _) => {
                line(&format!("Take the kit `{target}`: it takes over. This one ends here; the log goes on."))
            }
            (_, None) => {
                line(&format!("The playbook `{target}` {}; it is not in this kit.", used(use_.mode)))
            }
        }
    }
}

/// How the members of a container are done.
pub(super) fn container(kind: &Kind) -> String {
    match kind {
        Kind::Group(mode, _) => group(*mode).to_owned(),
        Kind::Each(each) => format!("once for each of {}; copy this part", each.over),
        Kind::Repeat(repeat) => {
            format!("again until {}, at most {} times; copy this part", repeat.until.text(), repeat.max)
        }
        Kind::Task
        | Kind::Checklist(_)
        | Kind::Question(_)
        | Kind::Decision(_)
        | Kind::Evidence(_)
        | Kind::Notify(_)
        | Kind::Approval(_)
        | Kind::Wait(_)
        | Kind::Playbook(_) => String::new(),
    }
}

/// Markdown in the lines in which it was written, joined where a line only went on.
fn prose(text: &str) -> Vec<Line> {
    let mut lines: Vec<String> = Vec::new();
    for written in text.trim().lines().map(str::trim).filter(|written| !written.is_empty()) {
        let begins = written.starts_with(['-', '*'])
            || written.split_once(". ").is_some_and(|(n, _)| n.parse::<u8>().is_ok());
        match lines.last_mut().filter(|_| !begins) {
            Some(last) => {
                last.push(' ');
                last.push_str(written);
            }
            None => lines.push(written.to_owned()),
        }
    }
    lines.iter().map(|text| line(text)).collect()
}
