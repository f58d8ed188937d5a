//! A scanner for lines in the one form that this program writes: canonical JSON, whole numbers, no escapes but the short ones. Takes
//! nothing that is not valid JSON. Must not try to be lenient: what is unusual is nobody's hurry.

use std::borrow::Cow;

use super::{Glimpse, passage_in};
use crate::base::digest::{Digest, unhex};
use crate::base::id::{IncidentUid, Seq};
use crate::fact::value::PassageRef;
use crate::record::entry::FORMAT;

/// How deep structures may lie in each other.
const DEPTH: usize = 24;

/// The members that matter, as far as they were met.
#[derive(Default)]
struct Found<'a> {
    v: Option<u64>,
    inc: Option<IncidentUid>,
    seq: Option<u64>,
    prev: Option<Digest>,
    kind: Option<&'a str>,
    t: Option<&'a str>,
    mono: Option<u64>,
    boot: Option<&'a str>,
    has_body: bool,
}

/// Scans a line of the current format; nothing for any other line.
pub(super) fn scan<'a>(line: &'a str, named: &mut Vec<PassageRef>) -> Option<Glimpse<'a>> {
    let mut scan = Scan { text: line, at: 0, named };
    let found = scan.entry()?;
    let v = found.v.filter(|v| *v == FORMAT)?;
    (scan.at == line.len() && found.has_body).then_some(())?;
    Some(Glimpse {
        v,
        inc: found.inc?,
        seq: Seq(found.seq?),
        prev: found.prev?,
        kind: Cow::Borrowed(found.kind?),
        t: Cow::Borrowed(found.t?),
        mono: found.mono?,
        boot: Cow::Borrowed(found.boot?),
    })
}

/// Whether a byte of a string is more than itself.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..0x20)
}

struct Scan<'a, 'n> {
    text: &'a str,
    at: usize,
    named: &'n mut Vec<PassageRef>,
}

impl<'a> Scan<'a, '_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// The members of a line stand in order, so that none stands twice.
    fn entry(&mut self) -> Option<Found<'a>> {
        let mut found = Found::default();
        let mut last = "";
        self.eat(b'{')?;
        loop {
            let name = self.plain()?;
            (name > last).then_some(())?;
            last = name;
            self.eat(b':')?;
            self.member(name, &mut found)?;
            match self.peek()? {
                b',' => self.at += 1,
                _end => break,
            }
        }
        self.eat(b'}')?;
        Some(found)
    }

    fn member(&mut self, name: &'a str, found: &mut Found<'a>) -> Option<()> {
        match name {
            "v" => found.v = Some(self.number()?),
            "inc" => found.inc = Some(IncidentUid(unhex(self.plain()?)?)),
            "seq" => found.seq = Some(self.number()?),
            "prev" => found.prev = Some(Digest::parse(self.plain()?)?),
            "kind" => found.kind = Some(self.plain()?),
            "t" => found.t = Some(self.plain()?),
            "mono" => found.mono = Some(self.number()?),
            "boot" => found.boot = Some(self.plain()?),
            other => {
                found.has_body |= other == "body" && self.peek() == Some(b'{');
                self.value(other, DEPTH)?;
            }
        }
        Some(())
    }

    fn value(&mut self, member: &'a str, depth: usize) -> Option<()> {
        match self.peek()? {
            b'"' => {
                let text = self.string()?;
                self.named.extend(passage_in(member, text));
            }
            b'{' => self.object(depth.checked_sub(1)?)?,
            b'[' => self.array(member, depth.checked_sub(1)?)?,
            b't' => self.word("true")?,
            b'f' => self.word("false")?,
            b'n' => self.word("null")?,
            b'-' => {
                self.at += 1;
                self.number()?;
            }
            _digit => drop(self.number()?),
        }
        Some(())
    }

    /// Members stand in order here too.
    fn object(&mut self, depth: usize) -> Option<()> {
        self.eat(b'{')?;
        if self.eat(b'}').is_some() {
            return Some(());
        }
        let mut last = None;
        loop {
            let name = self.plain()?;
            (last < Some(name)).then_some(())?;
            last = Some(name);
            self.eat(b':')?;
            self.value(name, depth)?;
            match self.peek()? {
                b',' => self.at += 1,
                _end => return self.eat(b'}'),
            }
        }
    }

    fn array(&mut self, member: &'a str, depth: usize) -> Option<()> {
        self.eat(b'[')?;
        if self.eat(b']').is_some() {
            return Some(());
        }
        loop {
            self.value(member, depth)?;
            match self.peek()? {
                b',' => self.at += 1,
                _end => return self.eat(b']'),
            }
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    /// A string without escapes.
    fn plain(&mut self) -> Option<&'a str> {
        self.string().filter(|text| !text.contains('\\'))
    }

    /// What stands between the quotes, escapes as they are.
    fn string(&mut self) -> Option<&'a str> {
        self.eat(b'"')?;
        let start = self.at;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += rest.iter().position(|byte| is_special(*byte))?;
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    let escaped = *self.text.as_bytes().get(self.at + 1)?;
                    br#""\/bfnrt"#.contains(&escaped).then(|| self.at += 2)?;
                }
                _control => return None,
            }
        }
        let text = self.text.get(start..self.at)?;
        self.at += 1;
        Some(text)
    }

    /// A whole number as JSON writes it.
    fn number(&mut self) -> Option<u64> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = self.text.get(start..self.at)?;
        let odd = digits.len() > 1 && digits.starts_with('0');
        let goes_on = matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        if odd || goes_on { None } else { digits.parse().ok() }
    }
}
