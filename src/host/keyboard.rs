//! Waiting for a key while something else goes on. Must not interpret keys beyond "enough" and "the next page".

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use console::{Key, Term};

/// What somebody who watches wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// No more.
    End,
    /// What did not fit.
    NextPage,
}

/// Listens to somebody who watches.
pub(crate) struct Keyboard {
    wishes: Receiver<Wish>,
}

impl Keyboard {
    /// Listens from now on; without a terminal it is over at once.
    pub(crate) fn listen() -> Self {
        let (tell, wishes) = channel();
        std::thread::spawn(move || {
            let term = Term::stdout();
            while let Ok(key) = term.read_key_raw() {
                let ends = matches!(key, Key::Char('q' | 'Q') | Key::Escape | Key::CtrlC);
                let turns = matches!(key, Key::Char(' ') | Key::PageDown | Key::Enter);
                let wish = if ends { Wish::End } else { Wish::NextPage };
                // Nobody waits any more when it cannot be told.
                let told = !(ends || turns) || tell.send(wish).is_ok();
                if ends || !told {
                    break;
                }
            }
        });
        Self { wishes }
    }

    /// Waits for a wish; nothing when none came.
    pub(crate) fn wish_within(&self, period: Duration) -> Option<Wish> {
        match self.wishes.recv_timeout(period) {
            Ok(wish) => Some(wish),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Wish::End),
        }
    }
}
