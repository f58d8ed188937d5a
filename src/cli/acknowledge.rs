//! Saying what was written: the number of the entry, when, in which incident, and what opened by it.

use crate::app::app_error::AppError;
use crate::app::naming::people_by_name;
use crate::app::pen::Pen;
use crate::app::session::Session;
use crate::app::step_name::with_item;
use crate::base::id::FactId;
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::fact::display::display_value;
use crate::incident::key::StepKey;
use crate::incident::refusal::Refusal;

/// A failure in which people are called by their names, not by their numbers on the roster.
pub(crate) fn named(session: &Session<'_>, error: AppError) -> Failure {
    let is_refusal = matches!(error, AppError::Refused(_));
    let disputed = if let AppError::Refused(Refusal::Disputes { fact, .. }) = &error {
        stands(session, fact)
    } else {
        None
    };
    let mut failure = Failure::from(error);
    if is_refusal {
        failure.hints.splice(0..0, disputed);
        failure.message = people_by_name(session, &failure.message);
    }
    failure
}

impl Context {
    /// Says what was written: its number, when, and in which incident; then what opened by it.
    pub(crate) fn acknowledge(&self, session: &Session<'_>, entries: &[crate::record::entry::Entry]) {
        let first = entries.iter().find(|entry| !is_machine(&entry.draft.event)).or_else(|| entries.first());
        self.name_entry(session, first, entries);
    }

    /// The same for acts whose own entry comes last, behind those that they needed.
    pub(crate) fn acknowledge_last(&self, session: &Session<'_>, entries: &[crate::record::entry::Entry]) {
        let progressed = |entry: &&crate::record::entry::Entry| {
            matches!(entry.draft.event, crate::incident::event::Event::Progressed(_))
        };
        self.name_entry(session, entries.iter().rev().find(|entry| !progressed(entry)), entries);
    }

    /// The same for a remark, by which nothing opens.
    pub(crate) fn acknowledge_remark(&self, pen: &Pen<'_>, entries: &[crate::record::entry::Entry]) {
        let first = entries.iter().find(|entry| !is_machine(&entry.draft.event));
        self.name_one(pen, first, entries);
    }

    fn name_entry(
        &self,
        session: &Session<'_>,
        entry: Option<&crate::record::entry::Entry>,
        entries: &[crate::record::entry::Entry],
    ) {
        self.name_one(session, entry, entries);
        let names: Vec<String> = opened(entries).iter().map(|key| with_item(session, key)).collect();
        if let Some(text) = short_list(&names).filter(|_| !self.ui.json) {
            self.ui.say(&format!("opened: {text}"));
        }
    }

    fn name_one(
        &self,
        pen: &Pen<'_>,
        entry: Option<&crate::record::entry::Entry>,
        entries: &[crate::record::entry::Entry],
    ) {
        let (Some((opening, _)), Some(first)) = (pen.state().opening(), entry) else { return };
        let local = first.stamp.t.in_zone(pen.zone()).format("%H:%M");
        let id = opening.id.rsplit('-').next().unwrap_or(&opening.id);
        for caught in pen.take_caught() {
            self.ui.warn(&caught.text());
        }
        if self.ui.json {
            let opened = opened(entries);
            let seqs: Vec<u64> = entries.iter().map(|entry| entry.seq.0).collect();
            let json = serde_json::json!({
                "v": 1, "incident": opening.id, "codename": opening.codename, "seq": first.seq.0,
                "recorded": first.stamp.t, "entries": seqs, "opened": opened,
            });
            self.ui.line(&json.to_string());
            return;
        }
        self.ui.line(&format!("{} {local} {} {id}", first.seq, opening.codename.to_uppercase()));
    }
}

/// The value that stands, for whoever was about to say another.
fn stands(session: &Session<'_>, fact: &FactId) -> Option<String> {
    let known = session.state().facts().value(fact)?;
    let words = |passage| session.shown(passage).unwrap_or_else(|| "[not shown]".to_owned());
    let value = display_value(known, session.plans().fact(fact.as_str()), &words, session.zone());
    Some(scrub(&format!("what stands now: {value}")).into_owned())
}

/// The keys of the steps that opened, in order.
fn opened(entries: &[crate::record::entry::Entry]) -> Vec<StepKey> {
    use crate::incident::event::Event;
    use crate::incident::event::progress::Change;
    use crate::playbook::kind::KindWord;
    let mut opened = Vec::new();
    for entry in entries {
        let Event::Progressed(body) = &entry.draft.event else { continue };
        for change in &body.changes {
            let Change::StepOpened(step) = change else { continue };
            if !step.kind.is_container() && step.kind != KindWord::Playbook {
                opened.push(step.step.clone());
            }
        }
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
fn is_machine(event: &crate::incident::event::Event) -> bool {
    use crate::incident::event::Event;
    matches!(
        event,
        Event::Progressed(_) | Event::SittingBegan(_) | Event::ClockStepped(_) | Event::PersonAdded(_)
    )
}
