//! Refuses keys that the tables of the language do not have. Must not read values.

use crate::base::problem::{Placed, Problem};
use crate::base::reader::{Item, Table};
use crate::base::text::did_you_mean;
use crate::playbook::key::Keys;
use crate::playbook::kind::{KIND_WORDS, KindWord};

/// Refuses unknown keys of a table, and names the table in messages.
pub(crate) fn known_keys(table: &mut Table<'_>, keys: &'static Keys) {
    for (key, _) in unknown(table, &[keys]) {
        refuse(table, &key, keys.what, &[keys]);
    }
    table.name(keys.what);
}

/// Refuses keys that neither every step has nor this kind; a key of another kind is said to be one.
pub(crate) fn known_step_keys(
    table: &mut Table<'_>,
    step: &'static Keys,
    kind: Option<KindWord>,
    what: &str,
) {
    let Some(kind) = kind else {
        let all: Vec<&'static Keys> =
            std::iter::once(step).chain(KIND_WORDS.iter().map(|(kind, _)| kind.keys())).collect();
        for (key, _) in unknown(table, &all) {
            refuse(table, &key, what, &all);
        }
        return;
    };
    let own = [step, kind.keys()];
    for (key, _) in unknown(table, &own) {
        match owner(&key.value)
            .filter(|_| did_you_mean(&key.value, own.iter().flat_map(|keys| keys.names())).is_none())
        {
            Some(owners) => {
                let message =
                    format!("`{}` is a key of {owners}, and this step is a `{}`", key.value, kind.word());
                table.report(Problem::error(
                    table.source(),
                    "playbook::key-of-other-kind",
                    key.span,
                    message,
                ));
            }
            None => refuse(table, &key, what, &own),
        }
    }
}

fn unknown<'a>(table: &mut Table<'a>, keys: &[&'static Keys]) -> Vec<(Placed<String>, Item<'a>)> {
    table.members().into_iter().filter(|(key, _)| !keys.iter().any(|keys| keys.has(&key.value))).collect()
}

fn refuse(table: &mut Table<'_>, key: &Placed<String>, what: &str, keys: &[&'static Keys]) {
    let message = format!("unknown key `{}` in {what}", key.value);
    let problem = Problem::error(table.source(), "document::unknown-key", key.span, message);
    table.report(problem.suggest(&key.value, keys.iter().flat_map(|keys| keys.names())));
}

fn owner(key: &str) -> Option<String> {
    let kinds: Vec<String> = KIND_WORDS
        .iter()
        .filter(|(kind, _)| kind.keys().has(key))
        .map(|(_, word)| format!("`{word}`"))
        .collect();
    (!kinds.is_empty()).then(|| crate::base::text::listing(&kinds, "and"))
}
