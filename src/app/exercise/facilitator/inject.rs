//! One inject on the facilitator's screen.

use super::{Facilitator, lines};
use crate::app::exercise::play::release;
use crate::app::guide::GuideError;
use crate::app::guide::live::Live;
use crate::exercise::schedule::Waits;
use crate::host::prompter::{Prompter as _, Screen};
use crate::incident::event::exercise::{InjectFate, ReleasedBy};
use crate::scenario::model::Inject;

impl<'f> Facilitator<'f, '_> {
    /// Opens the inject of a digit.
    pub(super) fn open(&mut self, digit: char) -> Result<(), GuideError> {
        let index = digit.to_digit(10).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let schedule = self.schedule()?;
        let page = self.page;
        let chosen = index.checked_sub(1).and_then(|index| schedule.waiting.get(page + index));
        let Some((inject, waits)) = chosen.map(|waiting| (waiting.inject, waiting.waits.clone())) else {
            return Ok(());
        };
        self.show(inject, &waits)
    }

    fn show(&mut self, inject: &'f Inject, waits: &Waits) -> Result<(), GuideError> {
        let (columns, _) = self.prompter.size();
        let mut screen = Screen { lines: lines::inject(self.scenario, inject, columns), ..Screen::default() };
        let hold = if *waits == Waits::Held { ('f', "no longer keep back") } else { ('h', "keep back") };
        let keys = [('r', "release now"), ('a', "players asked for it"), hold, ('s', "skip"), ('b', "back")];
        screen.keys = keys.map(|(key, meaning)| (key, meaning.to_owned())).into();
        match Live::new(self.session, self.prompter).key(&screen)? {
            'r' => {
                let acted = release(self.session, (self.scenario, inject), ReleasedBy::Facilitator);
                self.say(acted);
            }
            'a' => {
                let acted = release(self.session, (self.scenario, inject), ReleasedBy::Request);
                self.say(acted);
            }
            'h' => self.settle(&inject.id, InjectFate::Held, None),
            'f' => self.settle(&inject.id, InjectFate::Freed, None),
            's' => {
                if let Some(why) = self.line("Why is it left out", "Empty goes back.")? {
                    self.settle(&inject.id, InjectFate::Skipped, Some(&why));
                }
            }
            _back => {}
        }
        Ok(())
    }
}
