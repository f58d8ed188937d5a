//! Playbooks in short, for messages. Must not be read by anything but people.

use std::fmt::Write as _;

use crate::playbook::kind::{DecisionOption, Kind};
use crate::playbook::model::{Condition, Playbook, Step};

/// A file in short, for messages.
pub(super) fn outline(id: &str, file: &Playbook) -> String {
    let mut text = format!("{id}:\n");
    for phase in &file.phases {
        let when = phase.when.as_ref().map_or("-", Condition::text);
        writeln!(text, "  {} after {:?} when {when}", phase.id, phase.after).expect("a text");
        for step in &phase.steps {
            outline_step(step, 4, &mut text);
        }
    }
    text
}

fn outline_step(step: &Step, indent: usize, text: &mut String) {
    let when = step.when.as_ref().map_or("-", Condition::text);
    let requires = step.requires.as_ref().map_or("-", Condition::text);
    let what = match &step.kind {
        Kind::Group(mode, _) => format!("group {mode:?}"),
        Kind::Each(each) => format!("each {}", each.over),
        Kind::Repeat(repeat) => format!("repeat until {} max {}", repeat.until.text(), repeat.max),
        Kind::Playbook(used) => {
            format!("use {} {:?} again={} with {:?}", used.target.value, used.mode, used.again, used.with)
        }
        Kind::Wait(wait) => format!(
            "wait {:?} poll {:?} until {:?}",
            wait.quiet,
            wait.poll,
            wait.until.as_ref().map(Condition::text)
        ),
        Kind::Decision(decision) => {
            let option =
                |o: &DecisionOption| format!("{} {:?} {:?} {:?}", o.id, o.set, o.set_unknown, o.recheck);
            format!("decision {:?}", decision.options.iter().map(option).collect::<Vec<_>>())
        }
        other => format!("{other:?}"),
    };
    writeln!(
        text,
        "{:indent$}{} when {when} {:?} requires {requires} authority {:?} evidence {} {:?} reversible={}: {what}",
        "", step.id, step.on_unknown, step.authority, step.evidence.len(), step.on_failure, step.reversible
    )
    .expect("a text");
    for member in step.kind.members() {
        outline_step(member, indent + 4, text);
    }
}
