//! Command lines as a shell would split them, without the shell.

/// Splits at blanks; `'..'` as it stands, `".."` with `\e`, `\n`, `\"`, `\\` and `\u{..}`.
pub(super) fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            ' ' => words.extend(word.take()),
            '\'' => word.get_or_insert_default().extend(chars.by_ref().take_while(|c| *c != '\'')),
            '"' => quoted(&mut chars, word.get_or_insert_default()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

fn quoted(chars: &mut std::str::Chars<'_>, word: &mut String) {
    while let Some(c) = chars.next() {
        match c {
            '"' => return,
            '\\' => word.push(escaped(chars)),
            other => word.push(other),
        }
    }
}

fn escaped(chars: &mut std::str::Chars<'_>) -> char {
    match chars.next() {
        Some('e') => '\u{1b}',
        Some('n') => '\n',
        Some('u') => {
            let digits: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
            char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap()
        }
        other => other.unwrap(),
    }
}

/// `NAME=value` in front of the program.
pub(super) fn assignment(word: &str) -> Option<(String, String)> {
    let (name, value) = word.split_once('=')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    is_name.then(|| (name.to_owned(), value.to_owned()))
}

#[test]
fn splits_as_a_shell_does() {
    assert_eq!(split(r#"a 'b c' "d\u{41}\e" e='f g'"#), ["a", "b c", "dA\u{1b}", "e=f g"]);
}
