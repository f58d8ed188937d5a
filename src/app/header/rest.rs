//! What stands above everything while an exercise is not played: not begun, resting, stopped for something real, over.

use unicode_width::UnicodeWidthStr as _;

use crate::app::session::Session;
use crate::base::text::{fit, scrub, wrap};
use crate::incident::story::Play;

/// Why nothing is played, in a few words and in a sentence that says what to do; nothing in a real incident and while play runs.
fn rest(session: &Session<'_>) -> Option<(String, &'static str)> {
    let exercise = session.state().exercise()?;
    // Where nobody facilitates, somebody has to know how it goes on.
    let alone = exercise.is_alone();
    let (word, what_to_do) = match exercise.clock().play() {
        Play::Running => return None,
        Play::Lobby => ("PLAY HAS NOT BEGUN", "What there is to do comes when the facilitator begins."),
        Play::Paused if alone => ("PLAY RESTS", "It goes on with `breachbook exercise resume`."),
        Play::Paused => ("PLAY RESTS", "It goes on when the facilitator resumes it."),
        Play::Stopped if alone => (
            "STOPPED",
            "Leave the game and do what is real. Nothing is played until somebody types `breachbook exercise resume`.",
        ),
        Play::Stopped => (
            "STOPPED",
            "Leave the game and do what is real. Nothing is played until the facilitator resumes it.",
        ),
        Play::Ended => ("PLAY IS OVER", "Nothing is played any more. Notes are still taken."),
    };
    let why = exercise.stopped_for().and_then(|why| session.shown(why));
    let why = why
        .or_else(|| (exercise.clock().play() == Play::Stopped).then(|| "the stop word was said".to_owned()));
    let word = why.map_or_else(|| word.to_owned(), |why| format!("{word}: {}", scrub(&why)));
    Some((word, what_to_do))
}

/// The same as lines. Of a stop nothing is cut: it is the one thing that everybody has to read.
pub(crate) fn lines(session: &Session<'_>, columns: usize) -> Vec<String> {
    let Some((word, what_to_do)) = rest(session) else { return Vec::new() };
    let is_stopped =
        session.state().exercise().is_some_and(|exercise| exercise.clock().play() == Play::Stopped);
    let said = format!("{}. {what_to_do}", word.trim_end_matches('.'));
    if !is_stopped {
        return vec![if said.width() <= columns { said } else { fit(&word, columns) }];
    }
    let mut lines = vec!["=".repeat(columns.min(78))];
    lines.extend(wrap(&said, columns.min(78)));
    lines.push("=".repeat(columns.min(78)));
    lines
}
