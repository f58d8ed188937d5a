//! Fills `{fact}` places of commands that are shown and copied. Values are influenced by attackers: each becomes one quoted
//! argument of its language, or a marked gap where that cannot be promised. Must not run anything.

use super::place::{Piece, pieces};
use crate::base::text::is_hostile;

/// The languages in which a value can be quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lang {
    /// POSIX shells.
    Shell,
    /// PowerShell.
    PowerShell,
    /// The Windows command prompt.
    Cmd,
    /// SQL.
    Sql,
    /// Python.
    Python,
    /// Kusto queries.
    Kql,
    /// Splunk searches.
    Spl,
    /// JSON.
    Json,
}

const LANGS: [(&str, Lang); 14] = [
    ("sh", Lang::Shell),
    ("bash", Lang::Shell),
    ("zsh", Lang::Shell),
    ("shell", Lang::Shell),
    ("powershell", Lang::PowerShell),
    ("pwsh", Lang::PowerShell),
    ("ps1", Lang::PowerShell),
    ("cmd", Lang::Cmd),
    ("bat", Lang::Cmd),
    ("sql", Lang::Sql),
    ("python", Lang::Python),
    ("kql", Lang::Kql),
    ("spl", Lang::Spl),
    ("json", Lang::Json),
];

/// The names of the languages.
pub(crate) fn lang_names() -> impl Iterator<Item = &'static str> {
    LANGS.iter().map(|(name, _)| *name)
}

/// Whether values can be quoted in this language.
pub(crate) fn is_known(lang: &str) -> bool {
    find(lang).is_some()
}

fn find(lang: &str) -> Option<Lang> {
    LANGS.iter().find(|(name, _)| *name == lang).map(|(_, lang)| *lang)
}

/// A value as one argument; nothing when the language is not known or the value could break out of it.
pub(crate) fn quote(lang: &str, value: &str) -> Option<String> {
    let lang = find(lang)?;
    if value.chars().any(is_hostile) {
        return None;
    }
    match lang {
        // A leading dash would be read as an option by the command, quoted or not.
        Lang::Shell | Lang::PowerShell if value.starts_with('-') => None,
        Lang::Shell => Some(format!("'{}'", value.replace('\'', "'\\''"))),
        Lang::PowerShell => Some(powershell(value)),
        Lang::Cmd
            if value.starts_with(['-', '/']) || value.contains(['"', '%', '!', '^', '&', '|', '<', '>']) =>
        {
            None
        }
        Lang::Cmd => Some(format!("\"{value}\"")),
        // Some dialects read a backslash as an escape, others do not.
        Lang::Sql if value.contains('\\') => None,
        Lang::Sql => Some(format!("'{}'", value.replace('\'', "''"))),
        Lang::Python | Lang::Kql => Some(format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'"))),
        Lang::Spl => Some(format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))),
        Lang::Json => Some(serde_json::Value::from(value).to_string()),
    }
}

/// PowerShell takes typographic single quotes for quotes, too.
fn powershell(value: &str) -> String {
    let mut quoted = String::from("'");
    for c in value.chars() {
        if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(c);
        }
        quoted.push(c);
    }
    quoted.push('\'');
    quoted
}

/// A command to show: places filled with quoted values; what nobody knows or cannot be quoted is a marked gap.
pub(crate) fn fill(lang: &str, run: &str, value_of: impl Fn(&str) -> Option<String>) -> String {
    pieces(run)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Place(name, _) => {
                value_of(name).and_then(|value| quote(lang, &value)).unwrap_or_else(|| gap(name))
            }
            Piece::Unclosed(_) => "{".to_owned(),
        })
        .collect()
}

/// No character of a gap means anything to a shell.
fn gap(name: &str) -> String {
    format!("\u{2039}{name}:fill-in-by-hand\u{203a}")
}

#[cfg(test)]
mod tests;
