//! `bag-info.txt`: what a bundle is, one `Label: value` a line (RFC 8493, section 2.2.2). There is no date of export in it: the same
//! record gives the same bytes.

use std::fmt;
use std::str::FromStr;

use super::bundle_error::BundleError;
use super::layout::FORMAT;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::record::chain::Head;

/// What a bundle is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LabelFile {
    /// Name and version of the program that wrote it.
    pub(crate) agent: String,
    /// Public id of the incident.
    pub(crate) id: String,
    /// The incident.
    pub(crate) uid: IncidentUid,
    /// `live` or `exercise`.
    pub(crate) mode: String,
    /// The edition's word.
    pub(crate) edition: String,
    /// Number of entries and hash of the last.
    pub(crate) head: Head,
    /// What is withheld, as codes with counts.
    pub(crate) withheld: String,
    /// The pieces of evidence that are in it, or `none`.
    pub(crate) evidence: String,
    /// Where the record is broken, when only its good part is here.
    pub(crate) broken_at: Option<Seq>,
    /// Bytes and number of the files below `data/`.
    pub(crate) oxum: Oxum,
}

/// Bytes and number of files: `Payload-Oxum`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Oxum {
    /// Bytes.
    pub(crate) bytes: u64,
    /// Files.
    pub(crate) files: u64,
}

impl fmt::Display for Oxum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.bytes, self.files)
    }
}

impl fmt::Display for LabelFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Bag-Software-Agent: {}", self.agent)?;
        writeln!(f, "External-Identifier: {}", self.id)?;
        writeln!(f, "Payload-Oxum: {}", self.oxum)?;
        writeln!(f, "Breachbook-Format: {FORMAT}")?;
        writeln!(f, "Breachbook-Incident: {}", self.uid)?;
        writeln!(f, "Breachbook-Mode: {}", self.mode)?;
        writeln!(f, "Breachbook-Edition: {}", self.edition)?;
        writeln!(f, "Breachbook-Entries: {}", self.head.seq.0)?;
        writeln!(f, "Breachbook-Head: {}", self.head.hash)?;
        writeln!(f, "Breachbook-Withheld: {}", self.withheld)?;
        writeln!(f, "Breachbook-Evidence: {}", self.evidence)?;
        if let Some(at) = self.broken_at {
            writeln!(f, "Breachbook-Broken-At: {}", at.0)?;
        }
        Ok(())
    }
}

impl LabelFile {
    /// Reads one. The version is looked at first: of a newer one nothing else is understood.
    pub(crate) fn parse(text: &str) -> Result<Result<Self, String>, BundleError> {
        let labels = Labels(text);
        let Some(format) = labels.number::<u64>("Breachbook-Format") else {
            return Ok(Err("bag-info.txt does not say which format of breachbook it is".to_owned()));
        };
        if format > FORMAT {
            let (found, known) = (format.to_string(), FORMAT.to_string());
            return Err(BundleError::Newer { what: "format", found, known });
        }
        Ok(labels.read().filter(|read| read.to_string() == text).ok_or_else(|| {
            "bag-info.txt does not have the labels of a bundle, each once and in their order".to_owned()
        }))
    }
}

struct Labels<'a>(&'a str);

impl Labels<'_> {
    fn text(&self, label: &str) -> Option<&str> {
        self.0.lines().find_map(|line| line.strip_prefix(label)?.strip_prefix(": "))
    }

    fn number<T: FromStr>(&self, label: &str) -> Option<T> {
        self.text(label)?.parse().ok()
    }

    fn read(&self) -> Option<LabelFile> {
        let (bytes, files) = self.text("Payload-Oxum")?.split_once('.')?;
        let word = |label| self.text(label).map(str::to_owned);
        Some(LabelFile {
            agent: word("Bag-Software-Agent")?,
            id: word("External-Identifier")?,
            uid: IncidentUid::parse(self.text("Breachbook-Incident")?)?,
            mode: word("Breachbook-Mode")?,
            edition: word("Breachbook-Edition")?,
            head: Head {
                seq: Seq(self.number("Breachbook-Entries")?),
                hash: Digest::parse(self.text("Breachbook-Head")?)?,
            },
            withheld: word("Breachbook-Withheld")?,
            evidence: word("Breachbook-Evidence")?,
            broken_at: self.number("Breachbook-Broken-At").map(Seq),
            oxum: Oxum { bytes: bytes.parse().ok()?, files: files.parse().ok()? },
        })
    }
}
