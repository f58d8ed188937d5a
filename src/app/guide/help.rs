//! What the keys do, shown by `?` wherever a key is asked for.

use crate::host::prompter::Screen;

const HELP: [&str; 17] = [
    "What was acknowledged with a number (#41) is on disk. p or Ctrl-C pauses;",
    "`breachbook run` goes on exactly here, also after a crash.",
    "",
    "Board      1-9 or Enter opens a step. VOLATILE: lost soon. OVERDUE: late.",
    "           u takes a step back, v shows steps to look at again.",
    "Step       d done, n done with a note, s skip, f failed, r refuse: with why.",
    "           1-9 chooses an option or ticks an item; e takes evidence;",
    "           v approves; a gives it to somebody; o passes a closed gate;",
    "           w shows why, and commands to copy. breachbook runs none.",
    "Anywhere   + writes a note: what happened, in your words.",
    "           . more: told somebody, early signal, question, fact, task, role.",
    "Prompt     + before a note, or . alone for that menu; both come back.",
    "           ? answers \"not known yet\", and that is an answer.",
    "           Enter on an empty line goes back where nothing is needed.",
    "",
    "In another terminal: `breachbook status`, `brief` to read aloud,",
    "`scribe` to write for others, `correct` for what was wrong.",
];

/// The screen of `?`.
pub(super) fn screen() -> Screen {
    let lines = HELP.iter().map(|line| (*line).to_owned()).collect();
    Screen { lines, keys: vec![('b', "back".to_owned())], ..Screen::default() }
}
