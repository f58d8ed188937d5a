//! Plain lines: one line out, one line in. For screen readers, pipes and scripts.

use std::io::{BufRead as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Ask, NOTE, PromptError, Prompter, Screen};

/// Standard input and standard error, line by line.
pub(crate) struct PlainPrompter {
    interrupted: Arc<AtomicBool>,
    /// What was typed behind a key on its line: the answer to what the key asks.
    behind: Option<String>,
}

impl PlainPrompter {
    /// Takes the streams. From here on Ctrl-C pauses instead of killing.
    pub(crate) fn new() -> Result<Self, PromptError> {
        let interrupted = Arc::new(AtomicBool::new(false));
        signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&interrupted))
            .map_err(PromptError::Terminal)?;
        Ok(Self { interrupted, behind: None })
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

/// A key with its meaning: `d = done`; of several that mean the same `1..9 A..C = tick`.
fn choice(key: char, meaning: &str) -> String {
    let is_key = |word: &&str| word.contains("..") || word.len() == 1 && word.chars().all(char::is_uppercase);
    let more: Vec<&str> = meaning.split(' ').take_while(is_key).collect();
    let words: Vec<&str> = meaning.split(' ').skip(more.len()).collect();
    format!("{key}{} = {}", more.join(" "), words.join(" "))
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
            .map(|(key, meaning)| choice(*key, meaning))
            .collect();
        loop {
            write(&format!("Choose: {}\n", meanings.join(", ")));
            let typed = self.read()?;
            let key = typed.chars().next().unwrap_or('\n');
            if screen.keys.iter().any(|(known, _)| *known == key) {
                // Whoever writes `+text` has written the note already.
                let text = typed.strip_prefix(NOTE).map(str::trim).filter(|text| !text.is_empty());
                self.behind = text.map(str::to_owned);
                return Ok(key);
            }
        }
    }

    fn line(&mut self, ask: &Ask) -> Result<String, PromptError> {
        if let Some(text) = self.behind.take() {
            return Ok(text);
        }
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
