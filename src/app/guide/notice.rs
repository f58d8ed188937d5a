//! What is said after something was written: its number, and what followed from it.

use super::Guide;
use crate::app::step_name::item_of;
use crate::base::id::Seq;
use crate::base::text::{count, scrub};
use crate::incident::event::Event;
use crate::incident::event::progress::Change;
use crate::record::entry::Entry;

impl Guide<'_, '_> {
    /// Says what was written and what opened.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    pub(super) fn acknowledge(&mut self, entries: &[Entry]) {
        self.typed.forget();
        let zone = self.session.zone();
        let own = entries.iter().find(|entry| !matches!(entry.draft.event, Event::Progressed(_)));
        if let Some(entry) = own {
            let time = entry.stamp.lived().in_zone(zone).format("%H:%M");
            let said = recorded(self.notice.last(), entry.seq, &time.to_string());
            // Eight answers to one question need no eight lines.
            if said.contains(TO) {
                self.notice.pop();
            }
            self.notice.push(said);
        }
        let changes = entries.iter().filter_map(|entry| match &entry.draft.event {
            Event::Progressed(body) => Some(&body.changes),
            _other => None,
        });
        let said: Vec<String> = changes.flatten().filter_map(|change| self.follows(change)).collect();
        let more = said.len().saturating_sub(MOST);
        self.notice.extend(said.into_iter().take(MOST));
        if more > 0 {
            self.notice.push(format!("  and {}", count(more, "more change")));
        }
    }

    fn follows(&self, change: &Change) -> Option<String> {
        let said = follows(change)?;
        let Change::StepOpened(body) = change else { return Some(said) };
        let item = item_of(self.session, &body.step).map(|item| format!(" [{}]", scrub(&item)));
        Some(format!("{said}{}", item.unwrap_or_default()))
    }
}

/// Between the first and the last number of entries that are said in one line.
const TO: &str = " to ";

/// `#6 18:33 recorded`, and where that stands behind the same of the same minute: `#6 to #7 18:33 recorded`.
fn recorded(before: Option<&String>, seq: Seq, time: &str) -> String {
    let said = format!(" {time} recorded");
    let first = before.and_then(|before| before.strip_suffix(&said)?.split(TO).next());
    first.map_or_else(|| format!("{seq}{said}"), |first| format!("{first}{TO}{seq}{said}"))
}

/// How many consequences are told at once.
const MOST: usize = 4;

fn follows(change: &Change) -> Option<String> {
    match change {
        Change::StepOpened(body) if !body.kind.is_container() => {
            let again = if body.again { "open again" } else { "open" };
            Some(format!("  {again}: {}", scrub(&body.title)))
        }
        Change::StepFellAway(body) => Some(format!("  not applicable: {}", scrub(&body.title))),
        Change::RunStarted(body) => Some(format!("  playbook {} begins", body.playbook.id)),
        Change::RunHandedOver(body) => Some(format!("  handed over to {}", body.to)),
        Change::PhaseStarted(body) => Some(format!("  phase: {}", scrub(&body.title))),
        Change::TargetMissing(body) => Some(format!("  playbook {} is not at hand", body.target)),
        Change::StepOpened(_)
        | Change::PhaseFellAway(_)
        | Change::PhaseAwaits(_)
        | Change::StepAwaits(_)
        | Change::StepJoined(_)
        | Change::StepResumed(_)
        | Change::InstanceOpened(_)
        | Change::InstanceDropped(_)
        | Change::IterationBegan(_)
        | Change::IterationsUsedUp(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::recorded;
    use crate::base::id::Seq;

    fn check(before: Option<&str>, expected: &str) {
        assert_eq!(recorded(before.map(str::to_owned).as_ref(), Seq(9), "03:12"), expected);
    }

    #[test]
    fn what_was_written_in_a_row_is_said_in_one_line() {
        check(None, "#9 03:12 recorded");
        check(Some("#7 03:12 recorded"), "#7 to #9 03:12 recorded");
        check(Some("#6 to #7 03:12 recorded"), "#6 to #9 03:12 recorded");
        check(Some("#7 03:11 recorded"), "#9 03:12 recorded");
        check(Some("  open: Tell the DPO"), "#9 03:12 recorded");
    }
}
