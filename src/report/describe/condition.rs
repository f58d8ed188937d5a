//! Conditions of playbooks for people who do not have the playbook: names of facts and steps give way to their labels. Must not
//! evaluate anything, and must not drop a word.

use super::scene::Scene;
use crate::base::id::FactId;
use crate::expr::truth::Truth;
use crate::incident::event::progress::Verdict;

/// A condition and how it came out.
pub(super) fn verdict(verdict: &Verdict, scene: &Scene<'_>) -> String {
    let result = match verdict.result {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "not known",
    };
    format!("{}: {result}", in_words(&verdict.text, scene))
}

/// `severity == 'P1'` as `“How severe is it?” is 'P1'`.
fn in_words(condition: &str, scene: &Scene<'_>) -> String {
    let mut words = String::new();
    let mut rest = condition;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '"' => quoted(rest, first),
            'a'..='z' | 'A'..='Z' | '_' => name(rest),
            '=' | '!' if rest.get(1..).is_some_and(|rest| rest.starts_with('=')) => 2,
            other => other.len_utf8(),
        };
        let (part, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        words.push_str(&word(part, scene));
        rest = behind;
    }
    words
}

fn quoted(text: &str, mark: char) -> usize {
    let inside = text.get(1..).unwrap_or("");
    inside.find(mark).map_or(text.len(), |end| end + 2)
}

fn name(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.')).unwrap_or(text.len())
}

fn word(part: &str, scene: &Scene<'_>) -> String {
    match part {
        "==" => return "is".to_owned(),
        "!=" => return "is not".to_owned(),
        "true" => return "yes".to_owned(),
        "false" => return "no".to_owned(),
        _other => {}
    }
    of_a_step(part, scene).or_else(|| of_a_fact(part, scene)).unwrap_or_else(|| part.to_owned())
}

fn of_a_step(part: &str, scene: &Scene<'_>) -> Option<String> {
    let (id, asked) = part.strip_prefix("step.")?.rsplit_once('.')?;
    let title = scene.step_called(id)?;
    Some(if asked == "choice" { title } else { format!("{asked} of {title}") })
}

fn of_a_fact(part: &str, scene: &Scene<'_>) -> Option<String> {
    let row = scene.vocabulary.fact(&FactId::parse(part).ok()?)?;
    Some(format!("“{}”", row.label))
}
