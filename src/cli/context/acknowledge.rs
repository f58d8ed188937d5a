//! What is said when something was written: its number, when, in which incident, and what opened by it.

use super::Context;
use crate::app::session::Session;
use crate::incident::event::Event;
use crate::record::entry::Entry;

impl Context {
    /// Says what was written, on stderr where stdout holds a result.
    pub(crate) fn acknowledge_beside(&self, session: &Session<'_>, entries: &[Entry], stdout_is_taken: bool) {
        match entries.last() {
            Some(entry) if stdout_is_taken => self.ui.say(&format!("recorded as {}", entry.seq)),
            Some(_) | None => self.acknowledge_last(session, entries),
        }
    }

    /// More about what was written; nothing beside machine-readable output.
    pub(crate) fn detail(&self, text: &str) {
        if !self.ui.json {
            self.ui.line(text);
        }
    }

    /// Says what was written: its number, when, and in which incident; then what opened by it.
    pub(crate) fn acknowledge(&self, session: &Session<'_>, entries: &[Entry]) {
        let first = entries.iter().find(|entry| !is_machine(&entry.draft.event)).or_else(|| entries.first());
        self.name_entry(session, first, entries);
    }

    /// The same for acts whose own entry comes last, behind those that they needed.
    pub(crate) fn acknowledge_last(&self, session: &Session<'_>, entries: &[Entry]) {
        let progressed = |entry: &&Entry| matches!(entry.draft.event, Event::Progressed(_));
        self.name_entry(session, entries.iter().rev().find(|entry| !progressed(entry)), entries);
    }

    fn name_entry(&self, session: &Session<'_>, entry: Option<&Entry>, entries: &[Entry]) {
        let (Some((opening, _)), Some(first)) = (session.state().opening(), entry) else { return };
        let local = first.stamp.t.in_zone(session.zone()).format("%H:%M");
        let id = opening.id.rsplit('-').next().unwrap_or(&opening.id);
        let opened = opened(entries);
        if self.ui.json {
            let seqs: Vec<u64> = entries.iter().map(|entry| entry.seq.0).collect();
            let json = serde_json::json!({
                "v": 1, "incident": opening.id, "codename": opening.codename, "seq": first.seq.0,
                "recorded": first.stamp.t, "entries": seqs, "opened": opened,
            });
            self.ui.line(&json.to_string());
            return;
        }
        self.ui.line(&format!("{} {local} {} {id}", first.seq, opening.codename.to_uppercase()));
        if let Some(text) = short_list(&opened) {
            self.ui.say(&format!("opened: {text}"));
        }
    }
}

/// The keys of the steps that opened, in order.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn opened(entries: &[Entry]) -> Vec<String> {
    use crate::incident::event::progress::Change;
    use crate::playbook::kind::KindWord;
    let mut opened = Vec::new();
    for entry in entries {
        let Event::Progressed(body) = &entry.draft.event else { continue };
        opened.extend(body.changes.iter().filter_map(|change| match change {
            Change::StepOpened(step) if !step.kind.is_container() && step.kind != KindWord::Playbook => {
                Some(step.step.to_string())
            }
            _other => None,
        }));
    }
    opened
}

/// `a, b, c and 4 more`.
fn short_list(items: &[String]) -> Option<String> {
    let shown = items.get(..items.len().min(SHOWN)).filter(|shown| !shown.is_empty())?;
    let more = items.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("{}{more}", shown.join(", ")))
}

/// How many opened steps an acknowledgement names.
const SHOWN: usize = 3;

/// Entries that the tool adds by itself.
fn is_machine(event: &Event) -> bool {
    matches!(
        event,
        Event::Progressed(_) | Event::SittingBegan(_) | Event::ClockStepped(_) | Event::PersonAdded(_)
    )
}
