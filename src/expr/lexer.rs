//! Cuts a condition's text into words and signs. Must not know what a name means.

use std::ops::Range;

use crate::base::time::typed::{PeriodError, parse_period};
use crate::base::time::{Period, Timestamp};
use crate::fact::decimal::Decimal;

use super::problem::ConditionProblem;
use super::syntax::{COMPARISONS, Comparison, Sign};

/// One word or sign with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Bytes of the text.
    pub(super) range: Range<usize>,
}

/// What a token can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name, with its dots and hyphens.
    Name(String),
    /// A word in quotes, without them.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A duration.
    Length(Period),
    /// An instant.
    Time(Timestamp),
    /// `true` or `false`.
    Bool(bool),
    /// A comparison.
    Compare(Comparison),
    /// Plus or minus between two parts.
    Sign(Sign),
    /// `and`
    And,
    /// `or`
    Or,
    /// `not`
    Not,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenList,
    /// `]`
    CloseList,
    /// `,`
    Comma,
}

type Lexed = Result<(TokenKind, usize), ConditionProblem>;

/// Cuts the whole text; stops at the first thing that is no token.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, ConditionProblem> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = rest(text, at).chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (kind, length) = token(text, at, c)?;
        tokens.push(Token { kind, range: at..at + length });
        at += length;
    }
    Ok(tokens)
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

fn token(text: &str, at: usize, first: char) -> Lexed {
    match first {
        'a'..='z' | 'A'..='Z' | '_' => name(text, at),
        '0'..='9' => number(text, at),
        '\'' | '"' => quoted(text, at, first),
        '-' => minus(text, at),
        '+' => Ok((TokenKind::Sign(Sign::Plus), 1)),
        '(' => Ok((TokenKind::Open, 1)),
        ')' => Ok((TokenKind::Close, 1)),
        '[' => Ok((TokenKind::OpenList, 1)),
        ']' => Ok((TokenKind::CloseList, 1)),
        ',' => Ok((TokenKind::Comma, 1)),
        _ => comparison(text, at, first),
    }
}

fn name(text: &str, at: usize) -> Lexed {
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let word = prefix(rest(text, at), in_name);
    if word.ends_with('-') {
        return Err(tight_minus(at + word.len() - 1));
    }
    let kind = match word {
        "and" => TokenKind::And,
        "or" => TokenKind::Or,
        "not" => TokenKind::Not,
        "in" => TokenKind::Compare(Comparison::In),
        "contains" => TokenKind::Compare(Comparison::Contains),
        "true" => TokenKind::Bool(true),
        "false" => TokenKind::Bool(false),
        other => TokenKind::Name(other.to_owned()),
    };
    Ok((kind, word.len()))
}

fn prefix(rest: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = rest.find(|c: char| !belongs(c)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or("")
}

fn number(text: &str, at: usize) -> Lexed {
    let word = number_word(rest(text, at));
    let kind = if word.contains('T') {
        Timestamp::parse(word).map(TokenKind::Time).ok_or_else(|| TIME_HELP.to_owned())
    } else if word.ends_with(|c: char| c.is_ascii_alphabetic()) {
        length(word).map(TokenKind::Length).map_err(|why| why.to_string())
    } else {
        Decimal::parse(word).map(TokenKind::Number).ok_or_else(|| number_help(word))
    };
    kind.map(|kind| (kind, word.len())).map_err(|help| {
        let message = format!("`{word}` is neither a number nor a duration nor a time");
        ConditionProblem::new("condition::bad-literal", at..at + word.len(), message).help(help)
    })
}

const TIME_HELP: &str = "write a time with its offset: `2026-11-20T16:40:00Z`";

fn number_help(word: &str) -> String {
    if word.contains('%') {
        return "a percentage is compared with a plain number: `12.5`".to_owned();
    }
    "write `40000`, `12.5`, `30m`, `72h`, `14d` or `2026-11-20T16:40:00Z`".to_owned()
}

/// Reads `72h`, `1d12h`, `-30m`.
fn length(word: &str) -> Result<Period, PeriodError> {
    match word.strip_prefix('-') {
        Some(rest) => parse_period(rest).map(|length| Period::from_seconds(-length.seconds())),
        None => parse_period(word),
    }
}

/// The stretch that belongs to a number; in a time, signs and colons belong to it too.
fn number_word(rest: &str) -> &str {
    let unsigned = rest.strip_prefix('-').map_or(0, |_| 1);
    let body = rest.get(unsigned..).unwrap_or("");
    let date = prefix(body, |c| c.is_ascii_digit() || c == '-');
    let is_time = date.len() == 10 && body.get(10..11).is_some_and(|t| t.eq_ignore_ascii_case("t"));
    let belongs = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%') || (is_time && matches!(c, ':' | '+' | '-'))
    };
    rest.get(..unsigned + prefix(body, belongs).len()).unwrap_or("")
}

fn quoted(text: &str, at: usize, quote: char) -> Lexed {
    let inner = rest(text, at + 1);
    match inner.find(quote) {
        Some(end) => Ok((TokenKind::Text(inner.get(..end).unwrap_or("").to_owned()), end + 2)),
        None => Err(ConditionProblem::new(
            "condition::syntax",
            at..text.len(),
            format!("this quote is not closed: {quote} is missing"),
        )),
    }
}

/// A minus stands free between two parts, or directly before the number that it belongs to.
fn minus(text: &str, at: usize) -> Lexed {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    let after = rest(text, at + 1).chars().next();
    let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | ',' | '=' | '<' | '>'));
    match after {
        Some(c) if free && c.is_ascii_digit() => number(text, at),
        Some(c) if free && c.is_whitespace() => Ok((TokenKind::Sign(Sign::Minus), 1)),
        _ => Err(tight_minus(at)),
    }
}

fn tight_minus(at: usize) -> ConditionProblem {
    ConditionProblem::new("condition::syntax", at..at + 1, "a minus stands here without blanks")
        .help(MINUS_HELP)
}

/// The remedy for a minus that touches its neighbours.
pub(super) const MINUS_HELP: &str = "put a blank on both sides of a minus: `a - b`";

fn comparison(text: &str, at: usize, first: char) -> Lexed {
    let rest = rest(text, at);
    let signs = COMPARISONS.iter().filter(|(_, sign)| !sign.starts_with(|c: char| c.is_alphabetic()));
    for (comparison, sign) in signs {
        if rest.starts_with(sign) {
            return Ok((TokenKind::Compare(*comparison), sign.len()));
        }
    }
    let range = at..at + first.len_utf8();
    let problem =
        ConditionProblem::new("condition::syntax", range, format!("`{first}` means nothing in a condition"));
    Err(match instead(first) {
        Some(word) => problem.help(format!("write `{word}`")),
        None => problem,
    })
}

fn instead(sign: char) -> Option<&'static str> {
    match sign {
        '=' => Some("=="),
        '&' => Some("and"),
        '|' => Some("or"),
        '!' => Some("not"),
        '\u{2018}'..='\u{201f}' | '`' => Some("'"),
        '\u{2264}' => Some("<="),
        '\u{2265}' => Some(">="),
        '\u{2260}' => Some("!="),
        '\u{2212}' | '\u{2013}' => Some("-"),
        _ => None,
    }
}

/// A token in words, for messages.
impl std::fmt::Display for TokenKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => write!(f, "`{name}`"),
            Self::Text(text) => write!(f, "'{text}'"),
            Self::Number(number) => write!(f, "the number {number}"),
            Self::Length(_) => f.write_str("a duration"),
            Self::Time(_) => f.write_str("a time"),
            Self::Bool(value) => write!(f, "`{value}`"),
            Self::Compare(comparison) => write!(f, "`{}`", comparison.sign()),
            Self::Sign(Sign::Plus) => f.write_str("`+`"),
            Self::Sign(Sign::Minus) => f.write_str("`-`"),
            Self::And => f.write_str("`and`"),
            Self::Or => f.write_str("`or`"),
            Self::Not => f.write_str("`not`"),
            Self::Open => f.write_str("`(`"),
            Self::Close => f.write_str("`)`"),
            Self::OpenList => f.write_str("`[`"),
            Self::CloseList => f.write_str("`]`"),
            Self::Comma => f.write_str("`,`"),
        }
    }
}
