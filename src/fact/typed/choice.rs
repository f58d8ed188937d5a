//! Choices as people type them: the id, the number in the list, or the beginning of id or label.

use std::collections::BTreeSet;

use crate::base::id::ChoiceId;
use crate::base::text::{did_you_mean, listing};
use crate::fact::catalogue::{Choice, FactRow};

use super::error::{ValueError, repeat};

/// Reads one choice.
pub(super) fn one(text: &str, row: &FactRow) -> Result<ChoiceId, ValueError> {
    let typed = text.trim().to_lowercase();
    if let Some(choice) = exact(&typed, row) {
        return Ok(choice.id.clone());
    }
    let begun: Vec<&Choice> = row.choices.iter().filter(|choice| begins(choice, &typed)).collect();
    match begun.as_slice() {
        [choice] => Ok(choice.id.clone()),
        [] => Err(ValueError::NoChoice {
            typed: repeat(text),
            choices: listed(row, |_| true),
            suggestion: did_you_mean(&typed, row.choices.iter().map(|choice| choice.id.as_str()))
                .map(str::to_owned),
        }),
        [..] => Err(ValueError::ManyChoices {
            typed: repeat(text),
            choices: listed(row, |choice| begins(choice, &typed)),
        }),
    }
}

/// Reads several choices between commas or semicolons. `none` is the empty set, unless a choice is called so.
pub(super) fn several(text: &str, row: &FactRow) -> Result<BTreeSet<ChoiceId>, ValueError> {
    if super::is_none(text) && exact("none", row).is_none() {
        return Ok(BTreeSet::new());
    }
    let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let chosen: BTreeSet<ChoiceId> = parts.map(|part| one(part, row)).collect::<Result<_, _>>()?;
    if chosen.is_empty() { Err(ValueError::empty(row.fact_type)) } else { Ok(chosen) }
}

fn exact<'r>(typed: &str, row: &'r FactRow) -> Option<&'r Choice> {
    let numbered = || row.choices.get(typed.parse::<usize>().ok()?.checked_sub(1)?);
    let named = |choice: &&Choice| {
        choice.id.as_str().eq_ignore_ascii_case(typed) || choice.label.to_lowercase() == typed
    };
    row.choices.iter().find(named).or_else(numbered)
}

fn begins(choice: &Choice, typed: &str) -> bool {
    !typed.is_empty()
        && (choice.label.to_lowercase().starts_with(typed)
            || choice.id.as_str().to_ascii_lowercase().starts_with(typed))
}

/// How many choices a message lists.
const LISTED: usize = 12;

/// Choices with their numbers, as `1 theft, 2 loss or 3 fraud`.
fn listed(row: &FactRow, keep: impl Fn(&Choice) -> bool) -> String {
    let kept = row.choices.iter().zip(1..).filter(|(choice, _)| keep(choice));
    let mut words: Vec<String> = kept.map(|(choice, n)| format!("{n} {}", choice.id)).collect();
    if words.len() > LISTED {
        let more = words.len() - LISTED;
        words.truncate(LISTED);
        return format!("{} (and {more} more)", words.join(", "));
    }
    listing(&words, "or")
}
