//! Texts of a playbook for a screen: places filled from facts, Markdown as it reads in plain lines, wrapped.

use crate::app::ground::catalogue;
use crate::app::session::Session;
use crate::base::id::FactId;
use crate::base::text::{scrub, wrap};
use crate::fact::catalogue::FactRow;
use crate::fact::display::{display_value, machine_value};
use crate::fact::value::Value;
use crate::incident::place::Place;
use crate::playbook::place::{Piece, pieces};

/// What stands where words are erased or only counsel may read them.
pub(super) const HIDDEN: &str = "[not shown]";

/// What stands where a fact is not known.
const GAP: &str = "[not known yet]";

/// The fact whose label tells more than outsiders should hear.
const SEVERITY: &str = "severity";

/// The fact that everybody knows from the opening, also where nobody stated it.
const CODENAME: &str = "codename";

/// Fills the places of a text.
pub(crate) fn filled(text: &str, session: &Session<'_>, place: &Place<'_>) -> String {
    filled_with(text, |name| named(name, session, place))
}

/// Fills the places of a text that leaves the room: the severity is a level there, without what it means for us.
pub(crate) fn outgoing(text: &str, session: &Session<'_>, place: &Place<'_>) -> String {
    filled_with(text, |name| match session.state().facts().value_of(name) {
        Some(Value::Choice(level)) if name == SEVERITY => level.to_string(),
        Some(_) | None => named(name, session, place),
    })
}

fn filled_with(text: &str, named: impl Fn(&str) -> String) -> String {
    let mut filled = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Place(name, _) => filled.push_str(&named(name)),
            Piece::Unclosed(_) => filled.push('{'),
        }
    }
    filled
}

/// The value of a fact or an item in words.
pub(crate) fn named(name: &str, session: &Session<'_>, place: &Place<'_>) -> String {
    value(name, session, place).unwrap_or_else(|| GAP.to_owned())
}

/// The value of a fact or an item as a command needs it, if it is known.
pub(crate) fn for_command(name: &str, session: &Session<'_>, place: &Place<'_>) -> Option<String> {
    let words = |passage| session.shown(passage).unwrap_or_else(|| HIDDEN.to_owned());
    shown(name, (session, place), |value, _| machine_value(value, &words))
}

/// The value of a fact or an item in words, if it is known.
pub(crate) fn value(name: &str, session: &Session<'_>, place: &Place<'_>) -> Option<String> {
    let words = |passage| session.shown(passage).unwrap_or_else(|| HIDDEN.to_owned());
    shown(name, (session, place), |value, row| display_value(value, row, &words, session.zone()))
}

fn shown(
    name: &str,
    (session, place): (&Session<'_>, &Place<'_>),
    show: impl Fn(&Value, Option<&FactRow>) -> String,
) -> Option<String> {
    use crate::expr::scope::Scope as _;
    let id = FactId::parse(name).ok()?;
    let item = place.items.iter().rev().find(|(item, _, _)| item.as_str() == name);
    let (reading, row) = match item {
        Some((_, over, n)) => (place.item_reading(over, *n), session.plans().fact(over.as_str())),
        None => (place.fact(&id), session.plans().fact(name).or_else(|| catalogue().get(name))),
    };
    let stated = reading.value.map(|value| show(&value, row));
    let opening = session.state().opening().filter(|_| name == CODENAME);
    stated.or_else(|| opening.map(|(opening, _)| opening.codename.clone()))
}

/// Markdown as plain lines no wider than `columns`: emphasis marks go, lists and paragraphs stay.
pub(crate) fn lines(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks(text) {
        let bare = block.replace("**", "").replace('`', "");
        let bare = scrub(&bare).into_owned();
        let trimmed = bare.trim_start();
        let hang = hang(trimmed);
        let wrapped = wrap(trimmed, columns.saturating_sub(hang));
        for (n, line) in wrapped.into_iter().enumerate() {
            let indent = if n == 0 { 0 } else { hang };
            lines.push(format!("{}{line}", " ".repeat(indent)));
        }
    }
    lines
}

/// Paragraphs and list items: a line break inside one is only a blank, as in Markdown.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        match blocks.last_mut() {
            Some(block) if open && !line.is_empty() && hang(line) == 0 => {
                block.push(' ');
                block.push_str(line);
            }
            Some(_) | None if !line.is_empty() => blocks.push(line.to_owned()),
            Some(_) | None => {}
        }
        open = !line.is_empty();
    }
    blocks
}

/// How far the second line of a list item is set in.
fn hang(line: &str) -> usize {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line.get(digits..digits + 2) {
        Some(". ") if digits > 0 => digits + 2,
        Some(_) | None if line.starts_with("- ") || line.starts_with("* ") => 2,
        Some(_) | None => 0,
    }
}
