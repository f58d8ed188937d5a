//! What the keys do, shown by `?` wherever a key is asked for.

use crate::base::text::wrap;
use crate::host::prompter::Screen;

/// Columns that the names of places take.
const NAMES: usize = 11;

/// Longer lines are hard to read.
const WIDEST: usize = 76;

/// Where a key is pressed, what it does there. Without a place it is said of all.
const HELP: [(&str, &[&str]); 6] = [
    (
        "",
        &[
            "What was acknowledged with a number (#41) is on disk. p or Ctrl-C pauses; `breachbook run` goes on exactly here, also after a crash.",
        ],
    ),
    (
        "Board",
        &[
            "1-9 or Enter opens a step. VOLATILE: lost soon. OVERDUE: late.",
            "u takes a step back, v shows steps to look at again.",
        ],
    ),
    (
        "Step",
        &[
            "d done, n done with a note, s skip, f failed, r refuse: with why.",
            "1-9, then A, B .., choose or tick; e takes evidence; v approves; a gives it to somebody; o passes a closed gate;",
            "w shows why, and commands to copy. breachbook runs none.",
        ],
    ),
    (
        "Anywhere",
        &[
            "+ writes a note: what happened, in your words.",
            ". more: told somebody, early signal, question, fact, tasks, role.",
        ],
    ),
    (
        "Prompt",
        &[
            "+ before a note, or . alone for that menu; both come back.",
            "? answers \"not known yet\", and that is an answer.",
            "Enter on an empty line goes back where nothing is needed.",
        ],
    ),
    (
        "",
        &[
            "In another terminal: `breachbook status`, `status --brief` to read aloud, `scribe` to write for others, `correct` for what was wrong.",
        ],
    ),
];

/// The screen of `?`.
pub(super) fn screen(columns: usize) -> Screen {
    let mut lines = Vec::new();
    let mut before = None;
    for (place, texts) in HELP {
        if before.is_some_and(|before: &str| before.is_empty() || place.is_empty()) {
            lines.push(String::new());
        }
        lines.extend(paragraphs(place, texts, columns.min(WIDEST)));
        before = Some(place);
    }
    Screen { lines, keys: vec![('b', "back".to_owned())], ..Screen::default() }
}

fn paragraphs(place: &str, texts: &[&str], columns: usize) -> Vec<String> {
    if place.is_empty() {
        return texts.iter().flat_map(|text| wrap(text, columns)).collect();
    }
    let wrapped = texts.iter().flat_map(|text| wrap(text, columns.saturating_sub(NAMES))).enumerate();
    wrapped.map(|(at, line)| format!("{:<NAMES$}{line}", if at == 0 { place } else { "" })).collect()
}
