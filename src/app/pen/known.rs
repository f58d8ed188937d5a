//! What was read of an incident, entry by entry. Must not read by itself.

use crate::app::app_error::AppError;
use crate::base::shared::Shared;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::event::lifecycle::SittingBegan;
use crate::incident::state::{Recorded, State};
use crate::record::entry::{Entry, Stamp, passages_of};

/// What the entries up to one of them come to.
#[derive(Default)]
pub(super) struct Known {
    /// The state.
    pub(super) state: State,
    /// The time of the last entry.
    pub(super) last: Option<Stamp>,
    /// Who worked from where, with what.
    pub(super) sittings: Vec<SittingBegan>,
    /// All entries, where they are kept at hand.
    pub(super) entries: Option<Shared<Vec<Entry>>>,
    /// Words that have changed and are to be read: all of them where the entries are kept, else those that tell who is who.
    pub(super) unread: Vec<PassageRef>,
    /// Read a broken record up to its break, for looking at.
    pub(super) as_far: bool,
}

impl Known {
    /// Nothing yet; entries will be kept at hand.
    pub(super) fn keeping() -> Self {
        Self { entries: Some(Shared::default()), ..Self::default() }
    }

    /// Takes the next entry.
    pub(super) fn take(&mut self, mut entry: Entry) -> Result<(), AppError> {
        let recorded = Recorded::of(entry.seq, &entry.stamp, entry.draft);
        self.state.apply(&recorded)?;
        entry.draft = recorded.draft;
        let event = &entry.draft.event;
        if let Event::SittingBegan(began) = event {
            self.sittings.push(began.clone());
        }
        match &mut self.entries {
            None => {
                self.unread.extend(who_is_who(event));
                self.last = Some(entry.stamp);
            }
            Some(entries) => {
                self.unread.extend(passages_of(event).into_iter().map(|(_, words)| words));
                self.last = Some(entry.stamp.clone());
                entries.push(entry);
            }
        }
        Ok(())
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn who_is_who(event: &Event) -> Vec<PassageRef> {
    match event {
        Event::PersonAdded(body) => vec![body.card],
        Event::PersonChanged(body) => vec![body.card],
        Event::SittingBegan(body) => vec![body.place],
        Event::Erased(body) => body.passages.clone(),
        _other => Vec::new(),
    }
}
