//! Plain lines: one line out, one line in. For screen readers, pipes and scripts.

use std::io::{BufRead as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Ask, PromptError, Prompter, Screen};

/// Standard input and standard error, line by line.
pub(crate) struct PlainPrompter {
    interrupted: Arc<AtomicBool>,
}

impl PlainPrompter {
    /// Takes the streams. From here on Ctrl-C pauses instead of killing.
    pub(crate) fn new() -> Result<Self, PromptError> {
        let interrupted = Arc::new(AtomicBool::new(false));
        signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&interrupted))
            .map_err(PromptError::Terminal)?;
        Ok(Self { interrupted })
    }

    fn read(&self) -> Result<String, PromptError> {
        let mut line = String::new();
        loop {
            match std::io::stdin().lock().read_line(&mut line) {
                Ok(0) => return Err(PromptError::Paused),
                Ok(_) => return Ok(line.trim().to_owned()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {
                    if self.interrupted.swap(false, Ordering::SeqCst) {
                        return Err(PromptError::Paused);
                    }
                }
                Err(error) => return Err(PromptError::Terminal(error)),
            }
        }
    }
}

/// Whoever closed standard error does not want to read it.
fn write(text: &str) {
    drop(std::io::stderr().write_all(text.as_bytes()));
}

impl Prompter for PlainPrompter {
    fn key(&mut self, screen: &Screen) -> Result<char, PromptError> {
        for line in screen.lines.iter().chain(&screen.notice) {
            write(&format!("{line}\n"));
        }
        let meanings: Vec<String> = screen
            .keys
            .iter()
            .filter(|(_, meaning)| !meaning.is_empty())
            .map(|(key, meaning)| format!("{key} = {meaning}"))
            .collect();
        loop {
            write(&format!("Choose: {}\n", meanings.join(", ")));
            let typed = self.read()?;
            let key = typed.chars().next().unwrap_or('\n');
            if screen.keys.iter().any(|(known, _)| *known == key) {
                return Ok(key);
            }
        }
    }

    fn line(&mut self, ask: &Ask) -> Result<String, PromptError> {
        for line in &ask.help {
            write(&format!("{line}\n"));
        }
        let kept =
            if ask.initial.is_empty() { String::new() } else { format!(" (empty keeps: {})", ask.initial) };
        write(&format!("{}{kept}: \n", ask.prompt));
        let typed = self.read()?;
        Ok(if typed.is_empty() { ask.initial.clone() } else { typed })
    }

    fn say(&mut self, text: &str) {
        write(&format!("{text}\n"));
    }

    fn size(&self) -> (usize, usize) {
        (100, 1000)
    }
}
