//! Text for people: scrubbing, plurals, wrapping. Everything that came from outside passes [`scrub`] before it reaches a terminal.
//! Must not decide colours or print.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Whether a character could change what a terminal or an editor shows: controls, bidirectional overrides and isolates,
/// zero-width joints that hide text, and the private-use characters that documents use as tokens.
pub(crate) fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Makes text from outside harmless on one terminal line: each hostile character becomes a visible mark, line breaks included.
pub(crate) fn scrub(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(visible).collect())
}

/// Like [`scrub`], but keeps line feeds; for text that is shown over several lines.
pub(crate) fn scrub_lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { visible(c) }).collect()
}

fn visible(c: char) -> char {
    match c {
        '\t' | '\n' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        other if is_hostile(other) => '\u{fffd}',
        other => other,
    }
}

/// `1 step`, `3 steps`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {}", plural(noun)) }
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        Some(_) | None if noun.ends_with(['s', 'x']) || noun.ends_with("ch") => format!("{noun}es"),
        Some(_) | None => format!("{noun}s"),
    }
}

/// `a, b and c`.
pub(crate) fn listing<T: AsRef<str>>(items: &[T], joint: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} {joint} {}", init.join(", "), last.as_ref())
        }
    }
}

/// What a word has to be, for whoever typed another one: `one of a, b or c`.
pub(crate) fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("one of {}", listing(&words.collect::<Vec<_>>(), "or"))
}

/// A text as a basic string of TOML. JSON writes such strings alike once control characters are gone.
pub(crate) fn toml_text(text: &str) -> String {
    serde_json::Value::from(scrub(text)).to_string()
}

/// Cuts to a number of terminal columns, with an ellipsis when something was cut.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut used = 0;
    let mut kept = String::new();
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used + 1 > columns {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// Cuts a text so that what stands behind it stays: that gets half of the columns at most.
pub(crate) fn fit_before(text: &str, tail: &str, columns: usize) -> String {
    let tail = fit(tail, columns / 2);
    format!("{}{tail}", fit(text, columns.saturating_sub(tail.width())))
}

/// Breaks one paragraph into lines of at most `columns` terminal columns; longer words are cut.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(8);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for piece in pieces(word, columns) {
            place(&mut lines, &piece, columns);
        }
    }
    lines
}

/// A paragraph behind a prefix; further lines are set in under its first word.
pub(crate) fn wrap_behind(prefix: &str, text: &str, columns: usize) -> Vec<String> {
    let indent = " ".repeat(prefix.width());
    let wrapped = wrap(text, columns.saturating_sub(prefix.width())).into_iter().enumerate();
    wrapped.map(|(at, line)| format!("{}{line}", if at == 0 { prefix } else { indent.as_str() })).collect()
}

fn place(lines: &mut Vec<String>, word: &str, columns: usize) {
    let Some(line) = lines.last_mut() else { return };
    if line.is_empty() {
        line.push_str(word);
    } else if line.width() + 1 + word.width() <= columns {
        line.push(' ');
        line.push_str(word);
    } else {
        lines.push(word.to_owned());
    }
}

fn pieces(word: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for c in word.chars() {
        let width = c.width().unwrap_or(0);
        if used + width > columns {
            pieces.push(String::new());
            used = 0;
        }
        used += width;
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

/// The nearest of several words, when one is near enough to be meant.
pub(crate) fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = typed.chars().count();
    // No word is nearer than the lengths differ; comparing all letters of a long text would take long.
    let limit = |word: &str| 1 + word.len().max(typed.len()) / 4;
    known
        .into_iter()
        .filter(|word| word.chars().count().abs_diff(length) <= limit(word))
        .map(|word| (strsim::damerau_levenshtein(typed, word), word))
        .filter(|(distance, word)| *distance <= limit(word))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}
/// A word as a shell reads it, bare where that is safe. An option stays one.
pub(crate) fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+@=:,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// A text as its author meant it: a line break inside a paragraph is a blank, as in Markdown; list items and empty lines stay.
pub(crate) fn flowed(text: &str) -> String {
    let mut flowed = String::new();
    for line in text.trim().lines().map(str::trim) {
        let begins = line.is_empty() || line.starts_with("- ") || line.starts_with("* ");
        if !flowed.is_empty() {
            flowed.push(if begins || flowed.ends_with('\n') { '\n' } else { ' ' });
        }
        flowed.push_str(line);
    }
    flowed
}
