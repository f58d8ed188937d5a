//! What is known while one file is read, and the reading of values that need it: conditions, facts, roles, texts with places.
//! Must not build steps.

use std::sync::Arc;

use super::Ground;
use super::facts::Facts;
use super::outline::Outline;
use super::scope::Scope;
use crate::base::id::{FactId, PlaybookId, RegimeId, RoleId};
use crate::base::problem::{Placed, Problem, Source};
use crate::base::reader::{Table, place_within};
use crate::base::time::Period;
use crate::base::time::typed::parse_period;
use crate::expr::Condition;
use crate::expr::problem::ConditionProblem;
use crate::playbook::load::cast::Cast;
use crate::playbook::place::{Piece, pieces};

/// One file while it is read.
pub(crate) struct Reading<'a> {
    /// Its id, if it has a good one.
    pub(crate) id: Option<PlaybookId>,
    /// The catalogues.
    pub(crate) ground: &'a Ground<'a>,
    /// The facts that may be named.
    pub(crate) facts: &'a Facts<'a>,
    /// The roles that may be named.
    pub(crate) cast: &'a Cast<'a>,
    /// The structure.
    pub(crate) outline: &'a Outline,
}

/// One step while it is read.
pub(crate) struct StepReading<'a> {
    /// Its file.
    pub(crate) file: &'a Reading<'a>,
    /// Its number in the outline.
    pub(crate) number: usize,
    /// Its title.
    pub(crate) title: String,
    /// What its conditions and texts may name.
    pub(crate) scope: Scope<'a>,
}

impl Reading<'_> {
    /// A fact that must exist.
    pub(crate) fn fact(&self, table: &mut Table<'_>, text: &Placed<String>) -> Option<FactId> {
        let found = self.facts.get(&text.value).map(|row| row.id.clone());
        if found.is_none() {
            let message = format!("there is no fact `{}`", text.value);
            let problem = Problem::error(table.source(), "playbook::unknown-fact", text.span, message)
                .suggest(&text.value, self.facts.ids())
                .help(
                    "facts stand in the catalogue (`breachbook fact catalogue`) or in `[facts]` of the file",
                );
            table.report(problem);
        }
        found
    }

    /// Several facts that must exist.
    pub(crate) fn facts(&self, table: &mut Table<'_>, key: &'static str) -> Vec<FactId> {
        let texts = table.strings(key);
        texts.iter().filter_map(|text| self.fact(table, text)).collect()
    }

    /// A role that must exist.
    pub(crate) fn role(&self, table: &mut Table<'_>, key: &'static str) -> Option<RoleId> {
        let text = table.string(key)?;
        self.cast.find(table, &text)
    }

    /// Several roles that must exist.
    pub(crate) fn roles(&self, table: &mut Table<'_>, key: &'static str) -> Vec<RoleId> {
        let texts = table.strings(key);
        texts.iter().filter_map(|text| self.cast.find(table, text)).collect()
    }
}

impl StepReading<'_> {
    /// A condition.
    pub(crate) fn condition(&self, table: &mut Table<'_>, key: &'static str) -> Option<Condition> {
        condition(table, key, &self.scope)
    }

    /// A text with places, each of which must be a fact or item; empty when the key is missing.
    pub(crate) fn places(&self, table: &mut Table<'_>, key: &'static str) -> String {
        let Some(text) = table.string(key) else { return String::new() };
        for piece in pieces(&text.value) {
            match piece {
                Piece::Text(_) => {}
                Piece::Place(name, _) if self.scope.shows(name) => {}
                Piece::Place(name, range) => {
                    let message = format!("`{{{name}}}` is neither a fact nor an item here");
                    let span = place_within(table.source(), &text, range);
                    let problem = Problem::error(table.source(), "playbook::unknown-place", span, message);
                    table.report(problem.suggest(name, self.scope.shown_names()).help("`{{` writes a brace"));
                }
                Piece::Unclosed(range) => {
                    let span = place_within(table.source(), &text, range);
                    let message = "this brace is never closed";
                    let problem = Problem::error(table.source(), "playbook::unclosed-place", span, message);
                    table.report(problem.help("`{{` writes a brace"));
                }
            }
        }
        text.value
    }
}

/// A regime that must exist.
pub(crate) fn regime(table: &mut Table<'_>, ground: &Ground<'_>, text: &Placed<String>) -> Option<RegimeId> {
    let id = RegimeId::parse(&text.value).ok().filter(|id| ground.regimes.get(id).is_some());
    if id.is_none() {
        let message = format!("there is no regime `{}`", text.value);
        let known = ground.regimes.rows().map(|regime| regime.id.as_str());
        let problem = Problem::error(table.source(), "playbook::unknown-regime", text.span, message);
        table.report(problem.suggest(&text.value, known).help("`breachbook regimes list` shows all of them"));
    }
    id
}

/// A condition at a place of the file.
pub(crate) fn condition(table: &mut Table<'_>, key: &'static str, scope: &Scope<'_>) -> Option<Condition> {
    let text = table.string(key)?;
    match Condition::check(&text.value, scope) {
        Ok(condition) => Some(condition),
        Err(problems) => {
            for found in problems {
                let problem = in_file(table.source(), &text, scope, found);
                table.report(problem);
            }
            None
        }
    }
}

/// A problem of a condition at its place in the file.
fn in_file(
    source: &Arc<Source>,
    text: &Placed<String>,
    scope: &Scope<'_>,
    found: ConditionProblem,
) -> Problem {
    let span = place_within(source, text, found.range.clone());
    let named = text.value.get(found.range).unwrap_or("");
    if let Some(message) = scope.other_instance(named) {
        return Problem::error(source, "playbook::step-of-other-instance", span, message)
            .help("let its members settle a fact, and read that fact here");
    }
    let problem = Problem::error(source, found.code, span, found.message);
    found.help.into_iter().fold(problem, Problem::help)
}

/// Reads a period that is longer than nothing.
pub(crate) fn read_period(text: &str) -> Result<Period, String> {
    match parse_period(text) {
        Ok(period) if period.seconds() == 0 => Err("a period is longer than zero".to_owned()),
        Ok(period) => Ok(period),
        Err(why) => Err(why.to_string()),
    }
}

/// A period.
pub(crate) fn period(table: &mut Table<'_>, key: &'static str) -> Option<Period> {
    table.parsed(key, read_period).map(|period| period.value)
}

/// A text that may be missing.
pub(crate) fn text(table: &mut Table<'_>, key: &'static str) -> String {
    table.string(key).map_or_else(String::new, |text| text.value)
}

/// Texts.
pub(crate) fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    table.strings(key).into_iter().map(|text| text.value).collect()
}

/// A word of a closed list, or the default when the key is missing or wrong (which is reported).
pub(crate) fn word<T: Copy>(table: &mut Table<'_>, key: &'static str, words: &[(T, &str)]) -> Option<T> {
    let text = table.string(key)?;
    let found = words.iter().find(|(_, word)| *word == text.value).map(|(value, _)| *value);
    if found.is_none() {
        let known: Vec<String> = words.iter().map(|(_, word)| format!("`{word}`")).collect();
        let message = format!("`{key}` cannot be `{}`", text.value);
        let problem = Problem::error(table.source(), "playbook::unknown-word", text.span, message)
            .suggest(&text.value, words.iter().map(|(_, word)| *word))
            .help(format!("`{key}` is {}", crate::base::text::listing(&known, "or")));
        table.report(problem);
    }
    found
}

/// A whole number from 1 to a limit.
pub(crate) fn number(table: &mut Table<'_>, key: &'static str, most: u32) -> Option<u32> {
    let written = table.integer(key)?;
    let found = u32::try_from(written.value).ok().filter(|number| (1..=most).contains(number));
    if found.is_none() {
        table.error(
            "document::bad-value",
            written.span,
            format!("`{key}` is a whole number from 1 to {most}"),
        );
    }
    found
}
