//! One line of a list of allowed signers: principals, options, a key, a comment.

use chrono::{LocalResult, NaiveDateTime, TimeDelta, TimeZone as _};

use super::{LineError, Verdict};
use crate::base::time::{Timestamp, Zone};
use crate::record::sshsig::PublicKey;

/// Whose key, for what, from when until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    principals: String,
    /// The key signs certificates, not messages.
    pub(super) authority: bool,
    namespaces: Option<String>,
    after: Option<Timestamp>,
    before: Option<Timestamp>,
    pub(super) key: PublicKey,
}

impl Line {
    pub(super) fn parse(text: &str, zone: Zone) -> Result<Self, LineError> {
        let (principals, rest) = word(text)?;
        let principals = principals.trim_matches('"').to_owned();
        let (options, rest) = match PublicKey::parse(rest) {
            Some(_) => ("", rest),
            None => word(rest)?,
        };
        let key = PublicKey::parse(rest).ok_or(LineError::Key)?;
        let mut line =
            Self { principals, authority: false, namespaces: None, after: None, before: None, key };
        line.read_options(options, zone)?;
        match (line.after, line.before) {
            (Some(after), Some(before)) if before <= after => Err(LineError::Never),
            _all => Ok(line),
        }
    }

    fn read_options(&mut self, mut options: &str, zone: Zone) -> Result<(), LineError> {
        while !options.is_empty() {
            let (option, rest) = until(options, |c| c == ',')?;
            options = rest;
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            let (value, name) = (value.trim_matches('"'), name.to_ascii_lowercase());
            let is_second = match name.as_str() {
                "cert-authority" => std::mem::replace(&mut self.authority, true),
                "namespaces" => self.namespaces.replace(value.to_owned()).is_some(),
                // A time that the clock showed twice, or not at all, is read so that the key is valid for the shorter time.
                "valid-after" => self.after.replace(time(value, zone, Later)?).is_some(),
                "valid-before" => self.before.replace(time(value, zone, Earlier)?).is_some(),
                _unknown => return Err(LineError::Option(name)),
            };
            if is_second {
                return Err(LineError::Twice(name));
            }
        }
        Ok(())
    }

    /// Both ends of the time belong to it, as for ssh-keygen.
    pub(super) fn judge(&self, namespace: &str, at: Timestamp) -> Verdict {
        let principals = self.principals.clone();
        if self.namespaces.as_ref().is_some_and(|patterns| !matches_list(namespace, patterns)) {
            return Verdict::OtherUse(principals);
        }
        match (self.after, self.before) {
            (Some(from), _) if at < from => Verdict::NotYet { principals, from },
            (_, Some(until)) if at > until => Verdict::Expired { principals, until },
            _within => Verdict::Allowed(principals),
        }
    }
}

/// The first word and what follows it; blanks inside quotation marks do not end it.
fn word(text: &str) -> Result<(&str, &str), LineError> {
    let (word, rest) = until(text, |c| c == ' ' || c == '\t')?;
    Ok((word, rest.trim_start()))
}

/// What stands before a separator outside quotation marks, and what stands behind it.
fn until(text: &str, ends: impl Fn(char) -> bool) -> Result<(&str, &str), LineError> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if !quoted && ends(c) {
            let (word, rest) = text.split_at(at);
            return Ok((word, rest.get(c.len_utf8()..).unwrap_or_default()));
        }
    }
    if quoted { Err(LineError::Quote) } else { Ok((text, "")) }
}

/// Which of two readings of a local time is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Earlier,
    Later,
}

use Reading::{Earlier, Later};

fn time(text: &str, zone: Zone, reading: Reading) -> Result<Timestamp, LineError> {
    let bad = || LineError::Time(text.to_owned());
    let (digits, is_utc) = match text.strip_suffix(['Z', 'z']) {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let filled = match digits.len() {
        8 => format!("{digits}000000"),
        12 => format!("{digits}00"),
        14 => digits.to_owned(),
        _other => return Err(bad()),
    };
    if !filled.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad());
    }
    let local = NaiveDateTime::parse_from_str(&filled, "%Y%m%d%H%M%S").map_err(|_bad| bad())?;
    let zone = if is_utc { Zone::UTC } else { zone };
    let instant = match (zone.from_local_datetime(&local), reading) {
        (LocalResult::Single(at), _)
        | (LocalResult::Ambiguous(at, _), Earlier)
        | (LocalResult::Ambiguous(_, at), Later) => at.to_utc(),
        // The clock was put forward over it: an hour after the hour before.
        (LocalResult::None, _) => {
            let hour = TimeDelta::hours(1);
            zone.from_local_datetime(&(local - hour)).earliest().ok_or_else(bad)?.to_utc() + hour
        }
    };
    Timestamp::from_utc(instant).ok_or_else(bad)
}

/// OpenSSH's lists of patterns: commas, `*`, `?`, and `!` before what must not match.
fn matches_list(text: &str, patterns: &str) -> bool {
    let mut found = false;
    for pattern in patterns.split(',').map(str::trim) {
        match pattern.strip_prefix('!') {
            Some(refused) if matches(text.as_bytes(), refused.as_bytes()) => return false,
            Some(_) => {}
            None => found |= matches(text.as_bytes(), pattern.as_bytes()),
        }
    }
    found
}

fn matches(text: &[u8], pattern: &[u8]) -> bool {
    match (text.split_first(), pattern.split_first()) {
        (None, None) => true,
        (_, Some((b'*', rest))) => {
            matches(text, rest) || text.split_first().is_some_and(|(_, text)| matches(text, pattern))
        }
        (Some((_, text)), Some((b'?', rest))) => matches(text, rest),
        (Some((a, text)), Some((b, rest))) if a == b => matches(text, rest),
        _other => false,
    }
}
