//! Waiting for a key while something else goes on. Must not interpret keys beyond "enough".

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use console::{Key, Term};

/// Listens for a key that ends what is shown.
pub(crate) struct Keyboard {
    ends: Receiver<()>,
}

impl Keyboard {
    /// Listens from now on; ends by itself when there is no terminal.
    pub(crate) fn listen() -> Self {
        let (end, ends) = channel();
        std::thread::spawn(move || {
            let term = Term::stdout();
            while let Ok(key) = term.read_key_raw() {
                if matches!(key, Key::Char('q' | 'Q') | Key::Escape | Key::CtrlC) {
                    break;
                }
            }
            // Nobody waits any more when this fails.
            end.send(()).unwrap_or_default();
        });
        Self { ends }
    }

    /// Waits; true when somebody has had enough.
    pub(crate) fn ends_within(&self, period: Duration) -> bool {
        !matches!(self.ends.recv_timeout(period), Err(RecvTimeoutError::Timeout))
    }
}
