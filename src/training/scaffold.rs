//! A micro-exercise to begin with: it loads, and its author replaces what it says.

use crate::base::id::LessonId;
use crate::base::text::toml_text;

/// Writes it.
pub(crate) fn scaffold(id: &LessonId, title: &str) -> String {
    let title = toml_text(title);
    let head = format!(
        r#"format = "micro/1"
id = "{id}"
title = {title}
version = "0.1.0"
summary = "What it teaches, in one line."
minutes = 10
roles = []
tags = ["iso27001:A.6.3"]
pass = 75
acknowledgement = "I know what to do, and whom to tell."
story = """
What happens, in a few sentences. Name the place, the hour, and what the person sees.
"""
"#
    );
    format!("{head}\n{QUESTIONS}")
}

/// One question of each kind.
const QUESTIONS: &str = r#"# Three to five questions. They are `single` (one right option), `multi` (all right ones, and no other) or `number`.
# Every option says why.

[[question]]
id = "first"
kind = "single"
text = "What do you do first?"
[[question.option]]
id = "tell"
text = "Tell the incident line."
right = true
why = "Why this is right."
[[question.option]]
id = "wait"
text = "Wait until morning."
right = false
why = "Why this is wrong."

[[question]]
id = "tell"
kind = "multi"
text = "The incident line asks what happened. What belongs in your answer?"
[[question.option]]
id = "seen"
text = "What you saw, where, and when."
right = true
why = "Why this belongs there."
[[question.option]]
id = "done"
text = "What you have done since."
right = true
why = "Why this belongs there too."
[[question.option]]
id = "guess"
text = "Whose fault it is."
right = false
why = "Why this does not."

# A figure: an answer that is off by no more than `tolerance` counts.

[[question]]
id = "hours"
kind = "number"
text = "How many hours does the company have to tell the authority?"
answer = 72
tolerance = 0
unit = "hours"
why = "Why it is that many."
"#;
