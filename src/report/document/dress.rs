//! What a paper carries around its text: name, banners, the rows under the title, the foot of each page. Made from what the paper is
//! about; formats know nothing else of that. Must not depend on a clock.

use super::furniture::{DOCUMENT_FORMAT, Furniture};
use super::literal::one_line;
use super::{Pair, Run};
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::base::text::count;

/// A row under the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DressRow {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it says.
    pub(crate) value: String,
    /// Whether it stands out.
    pub(crate) strong: bool,
}

impl DressRow {
    /// An ordinary row.
    pub(crate) fn new(name: &'static str, value: &str) -> Self {
        Self { name, value: one_line(value), strong: false }
    }
}

/// A hash by which the paper's source can be known again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proof {
    /// Of what, for the foot of each page.
    pub(crate) of: String,
    /// The same for the end of the paper, where there is room.
    pub(crate) of_at_length: String,
    /// The hash.
    pub(crate) hash: Digest,
}

/// What a paper carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dress {
    /// What it is about, in a few words.
    pub(crate) name: String,
    /// What stands before the title.
    pub(crate) mark: String,
    /// What nobody may overlook; on each printed page.
    pub(crate) banners: Vec<String>,
    /// The rows under the title.
    pub(crate) rows: Vec<DressRow>,
    /// The same for formats that put it below, in lines.
    pub(crate) lines: Vec<String>,
    /// One line for the foot of a page.
    pub(crate) foot: String,
    /// What it was made from, unless its reader has no use for that.
    pub(crate) proof: Option<Proof>,
    /// What tells a file apart that comes back.
    pub(crate) properties: Vec<(&'static str, String)>,
}

impl Dress {
    /// The rows under the title, for formats with tables.
    pub(crate) fn pairs(&self) -> Vec<Pair> {
        let pair = |row: &DressRow| {
            let value = if row.strong { Run::strong(&row.value) } else { Run::plain(&row.value) };
            Pair::new(row.name, vec![vec![value]])
        };
        self.rows.iter().map(pair).collect()
    }

    /// The lines at the foot of a page.
    pub(crate) fn foot_lines(&self) -> Vec<String> {
        let proof = self.proof.as_ref().map(|proof| format!("{}: {}", proof.of, proof.hash));
        std::iter::once(self.foot.clone()).chain(proof).collect()
    }
}

impl From<Furniture> for Dress {
    fn from(furniture: Furniture) -> Self {
        let edition = format!("{}; withheld: {}", furniture.edition, furniture.withheld_words());
        let record = DressRow { strong: true, ..DressRow::new("Record", &furniture.short_head()) };
        let lines = vec![
            format!("{} · {}", furniture.name(), furniture.mode_word()),
            format!("Shown: {}. Times: {}.", furniture.selection, furniture.times_words()),
            format!("Edition: {edition}."),
            format!("Record: {} · {DOCUMENT_FORMAT}", furniture.short_head()),
            furniture.head.to_string(),
        ];
        Self {
            name: furniture.name(),
            mark: furniture.title_mark(),
            banners: furniture.banners(),
            rows: vec![
                DressRow::new("Incident", &furniture.name()),
                DressRow::new("Mode", furniture.mode_word()),
                DressRow::new("Edition", &edition),
                DressRow::new("Shows", &furniture.selection),
                DressRow::new("Times", &furniture.times_words()),
                record,
            ],
            lines,
            foot: furniture.foot(),
            proof: Some(Proof {
                of: format!("SHA-256 of entry {}", furniture.size),
                of_at_length: format!(
                    "SHA-256 of entry {}, the last that this page was made from",
                    furniture.size
                ),
                hash: furniture.head,
            }),
            properties: vec![
                ("incident", furniture.incident),
                ("size", furniture.size.0.to_string()),
                ("head", furniture.head.to_string()),
            ],
        }
    }
}

impl Dress {
    /// For a reader outside, who is not told how our papers are kept: the incident and the state of the record are enough to find it again.
    pub(crate) fn for_outside(furniture: Furniture) -> Self {
        let foot = format!("{} · {}", one_line(&furniture.incident), furniture.record_words());
        Self { rows: Vec::new(), lines: vec![foot.clone()], foot, ..Self::from(furniture) }
    }

    /// For people to whom a letter goes: our reference, by which they can be answered, and nothing of how papers are made.
    pub(crate) fn for_people(furniture: Furniture) -> Self {
        let foot = one_line(&furniture.incident);
        Self { lines: vec![foot.clone()], proof: None, ..Self { foot, ..Self::for_outside(furniture) } }
    }
}

/// A paper over several records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfRecords {
    /// Its word for programs, such as `register`.
    pub(crate) document: &'static str,
    /// `REGISTER 3 incidents`.
    pub(crate) name: String,
    /// The edition.
    pub(crate) edition: &'static str,
    /// The same with what it leaves out.
    pub(crate) edition_words: String,
    /// What of the records it shows.
    pub(crate) selection: String,
    /// The zones of its times.
    pub(crate) times: String,
    /// Sizes and heads of the records, in a fixed order.
    pub(crate) heads: Vec<(String, Seq, String)>,
    /// What nobody may overlook.
    pub(crate) banners: Vec<String>,
}

impl OfRecords {
    /// One hash over all records: who has the records can make it again.
    pub(crate) fn hash(&self) -> Digest {
        hash_of_heads(&self.heads)
    }
}

/// One hash over records: a line for each, with its id, size and head.
pub(crate) fn hash_of_heads(heads: &[(String, Seq, String)]) -> Digest {
    let line = |(id, size, head): &(String, Seq, String)| format!("{id} {} {head}\n", size.0);
    Digest::of(heads.iter().map(line).collect::<String>().as_bytes())
}

impl From<OfRecords> for Dress {
    fn from(paper: OfRecords) -> Self {
        let hash = paper.hash();
        let entries: u64 = paper.heads.iter().map(|(_, size, _)| size.0).sum();
        let entries = count(usize::try_from(entries).unwrap_or(usize::MAX), "entry");
        let record = format!("{entries} {}", hash.short());
        let OfRecords { document, name, edition, edition_words, selection, times, banners, .. } = paper;
        Self {
            mark: String::new(),
            banners,
            rows: vec![
                DressRow::new("Edition", &edition_words),
                DressRow::new("Shows", &selection),
                DressRow::new("Times", &times),
                DressRow { strong: true, ..DressRow::new("Records", &record) },
            ],
            lines: vec![
                name.clone(),
                format!("Shown: {selection}. Times: {times}."),
                format!("Edition: {edition_words}."),
                format!("Records: {record} · {DOCUMENT_FORMAT}"),
                hash.to_string(),
            ],
            foot: format!("{name} · {edition} edition · {record} · {DOCUMENT_FORMAT}"),
            proof: Some(Proof {
                of: "SHA-256 of the sizes and heads of all records".to_owned(),
                of_at_length: "SHA-256 of the sizes and heads of all records that this was made from"
                    .to_owned(),
                hash,
            }),
            properties: vec![("document", document.to_owned()), ("heads", hash.to_string())],
            name,
        }
    }
}

/// A document that people wrote beforehand, such as a playbook: what papers made from it carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfDocument {
    /// `Playbook`, `Scenario`.
    pub(crate) kind: &'static str,
    /// Its id.
    pub(crate) id: String,
    /// As its author counts.
    pub(crate) version: String,
    /// SHA-256 of its bytes.
    pub(crate) sha256: Digest,
    /// What nobody may overlook.
    pub(crate) banners: Vec<String>,
}

impl From<OfDocument> for Dress {
    fn from(document: OfDocument) -> Self {
        let name = one_line(&format!("{} {} {}", document.kind, document.id, document.version));
        let of = format!("SHA-256 of {}.toml", one_line(&document.id));
        Self {
            mark: String::new(),
            rows: vec![DressRow::new("Made from", &name)],
            lines: vec![format!("{name} · {DOCUMENT_FORMAT}"), format!("{of}: {}", document.sha256)],
            foot: format!("{name} · {DOCUMENT_FORMAT}"),
            proof: Some(Proof { of: of.clone(), of_at_length: of, hash: document.sha256 }),
            properties: vec![("document", document.id), ("sha256", document.sha256.to_string())],
            banners: document.banners,
            name,
        }
    }
}
