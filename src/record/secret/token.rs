//! Keys, tokens and passwords, by the marks that their makers gave them or by the word before them.

use std::ops::Range;

use super::{Hit, SecretKind};

/// Marks of services, with the fewest characters that follow in a real one.
const MARKS: [(&str, usize); 24] = [
    ("AKIA", 16),
    ("ASIA", 16),
    ("ABIA", 16),
    ("ACCA", 16),
    ("AIza", 30),
    ("ghp_", 30),
    ("gho_", 30),
    ("ghu_", 30),
    ("ghs_", 30),
    ("ghr_", 30),
    ("github_pat_", 22),
    ("glpat-", 20),
    ("xoxa-", 10),
    ("xoxb-", 10),
    ("xoxe-", 10),
    ("xoxp-", 10),
    ("xoxr-", 10),
    ("xoxs-", 10),
    ("xapp-", 10),
    ("sk_live_", 16),
    ("rk_live_", 16),
    ("npm_", 30),
    ("dop_v1_", 40),
    ("hvs.", 20),
];

/// Words before a password, without regard to case; what stands before them in the same word does not matter.
const NAMES: [&str; 12] = [
    "password",
    "passwd",
    "passphrase",
    "passwort",
    "pwd",
    "secret",
    "token",
    "api_key",
    "apikey",
    "api-key",
    "access_key",
    "private_key",
];

/// What stands where something was.
const GONE: &str = "****";

pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut hits = private_keys(text);
    hits.extend(marked(text));
    hits.extend(web_tokens(text));
    hits.extend(bearers(text));
    hits.extend(addresses(text));
    hits.extend(assignments(text));
    hits
}

/// Blocks of RFC 7468 and of OpenSSH and PGP; one that was not pasted to its end counts to the end of the text.
fn private_keys(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (start, begin) in text.match_indices("-----BEGIN ") {
        let Some(rest) = text.get(start..) else { continue };
        let title = rest.get(begin.len()..).and_then(|rest| rest.split("-----").next()).unwrap_or_default();
        if !title.contains("PRIVATE KEY") || title.contains('\n') {
            continue;
        }
        let end = rest.find("-----END ").map_or(rest.len(), |end| {
            let tail = rest.get(end + "-----END ".len()..).unwrap_or_default();
            tail.find("-----").map_or(rest.len(), |dashes| end + "-----END ".len() + dashes + "-----".len())
        });
        hits.push(Hit::new(
            SecretKind::PrivateKey,
            start..start + end,
            format!("-----BEGIN {title}----- {GONE}"),
        ));
    }
    hits
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '~' | '+' | '/' | '=')
}

/// How far a token reaches from a place.
fn token_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.find(|c| !is_token(c)).unwrap_or(rest.len());
    // A full stop ends the sentence, not the token.
    from + rest.get(..end).unwrap_or_default().trim_end_matches('.').len()
}

fn begins_word(text: &str, at: usize) -> bool {
    !text.get(..at).unwrap_or_default().ends_with(|c: char| c.is_ascii_alphanumeric())
}

fn marked(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (mark, fewest) in MARKS {
        for (start, _) in text.match_indices(mark) {
            let end = token_end(text, start);
            if begins_word(text, start) && end - start >= mark.len() + fewest {
                hits.push(Hit::new(SecretKind::Token, start..end, format!("{mark}{GONE}")));
            }
        }
    }
    hits
}

/// JSON web tokens (RFC 7519): two JSON objects in base64url, both of which begin with `{"`, and a signature.
fn web_tokens(text: &str) -> Vec<Hit> {
    let starts = text.match_indices("eyJ").map(|(start, _)| start).filter(|start| begins_word(text, *start));
    let whole = starts.map(|start| start..token_end(text, start));
    let is_web_token = |range: &Range<usize>| {
        let parts: Vec<&str> = text.get(range.clone()).unwrap_or_default().split('.').collect();
        matches!(parts.as_slice(), [_, claims, ..] if claims.starts_with("eyJ"))
    };
    whole.filter(is_web_token).map(|range| Hit::new(SecretKind::Token, range, format!("eyJ{GONE}"))).collect()
}

/// What follows `Bearer` or `Basic` in a header (RFC 6750, RFC 7617).
fn bearers(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for scheme in ["Bearer ", "bearer ", "Basic ", "basic "] {
        for (at, _) in text.match_indices(scheme) {
            let start = at + scheme.len();
            let range = start..token_end(text, start);
            let value = text.get(range.clone()).unwrap_or_default();
            if begins_word(text, at) && value.len() >= 16 && value.contains(|c: char| c.is_ascii_digit()) {
                hits.push(Hit::new(SecretKind::Token, range, GONE));
            }
        }
    }
    hits
}

/// The password in `scheme://user:password@host`.
fn addresses(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, slashes) in text.match_indices("://") {
        let start = at + slashes.len();
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '<' | '>'));
        let authority = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        if let Some((user, _)) = authority.rsplit_once('@')
            && let Some((name, password)) = user.split_once(':')
            && !password.is_empty()
        {
            let from = start + name.len() + 1;
            hits.push(Hit::new(SecretKind::Password, from..from + password.len(), GONE));
        }
    }
    hits
}

/// `password=...`, `"api_key": "..."`, `Secret: ...`.
fn assignments(text: &str) -> Vec<Hit> {
    let lower = text.to_ascii_lowercase();
    let mut hits = Vec::new();
    for name in NAMES {
        for (at, _) in lower.match_indices(name) {
            if let Some(range) = assigned(text, at + name.len()) {
                hits.push(Hit::new(SecretKind::Password, range, GONE));
            }
        }
    }
    hits
}

/// The value behind a name, where there is a sign between them.
fn assigned(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let sign = rest.trim_start_matches(['"', '\'', ' ']);
    let value = sign.strip_prefix(['=', ':'])?;
    let value = value.trim_start_matches(['=', '>', ' ', '\t']);
    let start = text.len() - value.len();
    let (start, length) = match value.chars().next()? {
        quote @ ('"' | '\'' | '`') => (start + 1, value.get(1..)?.find(quote)?),
        _ => (
            start,
            value.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&')).unwrap_or(value.len()),
        ),
    };
    let word = text.get(start..start + length)?;
    // After a colon there may be prose; a secret is seldom made of small letters alone.
    let is_prose = sign.starts_with(':') && word.chars().all(|c| c.is_ascii_lowercase() || c == '.');
    let is_kept = word.len() < 4 || is_prose || word.chars().all(|c| c == '*');
    (!is_kept).then_some(start..start + length)
}
