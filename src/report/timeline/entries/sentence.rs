//! What a row says: words that no longer stand struck through, what replaced them beside them, by whom and why. Must not drop words.

use crate::base::time::Timestamp;
use crate::record::label::Label;
use crate::report::describe::{full_stop, led};
use crate::report::document::{Line, Run, Style};
use crate::report::timeline::lane::Lane;
use crate::report::timeline::mark::{Mark, MarkKind};
use crate::report::timeline::row::Row;

/// Details that the key timeline leaves out.
const NOT_KEY: [&str; 11] = [
    "checked",
    "text SHA-256",
    "zone",
    "fixed with it",
    "instead of",
    "channel",
    "decide again",
    "ask again",
    "before",
    "met",
    "steps open or to be looked at again",
];

/// The sentence of a row, with what no longer stands struck through and what replaces words beside them.
pub(super) fn line(row: &Row<'_>, shows_privileged: bool) -> Line {
    let sentence = &row.sentence;
    let struck_lead = row.marks.iter().any(|mark| mark.kind.strikes_lead());
    let was_wrong = row.marks.iter().any(|mark| mark.kind == MarkKind::Fact);
    let texts: Vec<&str> = row
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Text)
        .filter_map(|mark| mark.now.as_deref())
        .collect();
    let mut line: Line = Vec::new();
    if shows_privileged && row.labels.contains(&Label::Privileged) {
        line.push(Run::new("privileged", Style::Gap));
        line.push(Run::plain(" "));
    }
    if !sentence.lead.is_empty() {
        let joint = sentence.said.as_ref().is_some_and(|said| said.label.is_empty());
        let lead = if joint { led(&sentence.lead) } else { full_stop(&sentence.lead) };
        let style = match (struck_lead, row.lane) {
            (true, _) => Style::Struck,
            (false, Lane::Machine) => Style::Plain,
            (false, _) => Style::Strong,
        };
        line.push(Run::new(&lead, style));
    }
    let Some(said) = &sentence.said else { return line };
    if !line.is_empty() {
        line.push(Run::plain(" "));
    }
    if !said.label.is_empty() {
        line.push(Run::quiet(&format!("{}: ", said.label)));
    }
    match texts.split_last() {
        None if was_wrong => line.push(Run::new(&said.text, Style::Struck)),
        None => line.push(Run::plain(&said.text)),
        Some((right, wrong)) => {
            for text in std::iter::once(&said.text.as_str()).chain(wrong) {
                line.push(Run::new(text, Style::Struck));
                line.push(Run::plain(" "));
            }
            line.push(Run::plain(right));
        }
    }
    line
}

/// What else is known of it; the key timeline leaves out what only concerns the record and the playbook.
pub(super) fn details(row: &Row<'_>, key: bool) -> Line {
    let mut line: Line = Vec::new();
    let left_out = |name: &str| key && NOT_KEY.contains(&name);
    for detail in row.sentence.details.iter().filter(|detail| !left_out(detail.name)) {
        separate(&mut line);
        line.push(Run::quiet(&format!("{}: ", detail.name)));
        let style = if detail.name.contains("SHA-256") { Style::Code } else { Style::Plain };
        line.push(Run::new(&detail.value, style));
        if let Some(entry) = detail.entry {
            line.push(Run::plain(" "));
            line.push(Run::entry(entry));
        }
    }
    if let (false, Some((key, title))) = (key, &row.step) {
        separate(&mut line);
        let named = title.as_ref().filter(|title| !row.sentence.lead.contains(title.as_str()));
        let title = named.map_or_else(String::new, |title| format!(" “{title}”"));
        line.push(Run::quiet(&format!("step {key}{title}")));
    }
    if let Some(times) = &row.entry.stamp.x {
        separate(&mut line);
        line.push(Run::quiet(&format!("in the exercise's story: {} UTC", exact(times.scenario))));
    }
    line
}

/// Puts a dot between this and what stands before it.
pub(in crate::report::timeline) fn separate(line: &mut Line) {
    if !line.is_empty() {
        line.push(Run::quiet(" · "));
    }
}

/// What one later entry did to a row. Words, time and person that are right stand where the wrong ones are struck through.
pub(super) fn mark(marks: &[Mark]) -> Option<Line> {
    let first = marks.first()?;
    let mut line = vec![
        Run::strong(&act(marks)),
        Run::plain(" "),
        Run::entry(first.entry),
        Run::quiet(&format!(" by {}, {} UTC", first.by, exact(first.recorded))),
    ];
    for mark in marks {
        if let (Some(name), Some(now)) = (now(mark.kind), &mark.now) {
            line.push(Run::quiet(&format!("; {name}: ")));
            line.push(Run::plain(now));
        }
    }
    if let Some(why) = &first.why {
        line.push(Run::quiet(" · why: "));
        line.push(Run::plain(why));
    }
    Some(line)
}

/// The same for a page that has no room: a belief that was replaced names the entry that took its place.
pub(super) fn mark_in_short(marks: &[Mark]) -> Option<Line> {
    let first = marks.first()?;
    let is_belief = marks.iter().all(|mark| matches!(mark.kind, MarkKind::Replaced | MarkKind::Confirmed));
    if is_belief {
        return Some(vec![Run::strong(&act(marks)), Run::plain(" "), Run::entry(first.entry)]);
    }
    mark(marks)
}

fn act(marks: &[Mark]) -> String {
    let parts: Vec<&str> = marks.iter().filter_map(|mark| part(mark.kind)).collect();
    match marks.first().map(|mark| mark.kind) {
        Some(MarkKind::Fact) => "Was wrong, see".to_owned(),
        Some(MarkKind::Undone) => "Undone in".to_owned(),
        Some(MarkKind::Replaced) => "Believed until".to_owned(),
        Some(MarkKind::Confirmed) => "Confirmed in".to_owned(),
        Some(MarkKind::Erased) => "Words erased in".to_owned(),
        Some(MarkKind::Moved) => "Moved in".to_owned(),
        Some(
            MarkKind::Text | MarkKind::Time(_) | MarkKind::Person(_) | MarkKind::Way(_) | MarkKind::Outcome,
        )
        | None => format!("Corrected ({}) in", parts.join(", ")),
    }
}

/// The part of an entry that was corrected.
fn part(kind: MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Text => Some("words"),
        MarkKind::Time(_) => Some("time"),
        MarkKind::Person(_) => Some("person"),
        MarkKind::Way(_) => Some("way it came"),
        MarkKind::Outcome => Some("outcome"),
        MarkKind::Fact
        | MarkKind::Undone
        | MarkKind::Replaced
        | MarkKind::Confirmed
        | MarkKind::Erased
        | MarkKind::Moved => None,
    }
}

/// What is called right, where it does not stand in the row already.
fn now(kind: MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Way(_) => Some("it came by"),
        MarkKind::Outcome => Some("outcome"),
        MarkKind::Fact => Some("right is"),
        MarkKind::Replaced => Some("then"),
        MarkKind::Moved => Some("to"),
        MarkKind::Text
        | MarkKind::Time(_)
        | MarkKind::Person(_)
        | MarkKind::Undone
        | MarkKind::Confirmed
        | MarkKind::Erased => None,
    }
}

/// An instant as exactly as the record has it.
pub(super) fn exact(at: Timestamp) -> String {
    at.utc().format("%-d %b %Y %H:%M:%S").to_string()
}
