//! The register of GDPR Art. 33(5): every incident with its facts, effects and remedial action, what was decided and why, who was told
//! when, and the entries behind all of it. Must not read a store, count deadlines or decide what is a breach.

mod blocks;
pub(crate) mod case;
mod sheet;

use super::document::Document;
use super::document::dress::{OfRecords, hash_of_heads};
use super::document::furniture::{Withholding, withheld_words, zones_words};
use super::edition::Edition;
use super::format::{Paper, Tree};
use super::moment;
use super::timeline::ReportError;
use crate::base::id::Seq;
use crate::base::text::count;
use crate::base::time::{Timestamp, Zone};
use case::Case;

/// What a register is made from.
#[derive(Debug)]
pub(crate) struct Register {
    /// In whose name it is kept, where a profile says so.
    pub(crate) organisation: Option<String>,
    /// What was recorded up to then.
    pub(crate) as_of: Timestamp,
    /// Only incidents that were opened in this year of their zone.
    pub(crate) year: Option<i32>,
    /// Only incidents that were opened since then.
    pub(crate) since: Option<Timestamp>,
    /// Who reads it.
    pub(crate) edition: &'static Edition,
    /// The zone of its own times.
    pub(crate) zone: Zone,
    /// What its edition leaves out.
    pub(crate) withheld: Vec<Withholding>,
    /// The incidents, the oldest first.
    pub(crate) cases: Vec<Case>,
}

/// What stands before the incidents, for programs.
#[derive(serde::Serialize)]
struct Header<'a> {
    v: u8,
    document: &'static str,
    citation: &'static str,
    organisation: Option<&'a str>,
    as_of: Timestamp,
    year: Option<i32>,
    since: Option<Timestamp>,
    edition: &'static str,
    withheld: Vec<Left>,
    counts: Counts,
    /// SHA-256 of the lines `INCIDENT SIZE HEAD`.
    heads: String,
}

/// What is left out, for one reason.
#[derive(serde::Serialize)]
struct Left {
    code: &'static str,
    count: usize,
}

/// How many there are.
#[derive(serde::Serialize)]
struct Counts {
    incidents: usize,
    breaches: usize,
    authority_told: usize,
    people_told: usize,
}

/// Where the law stands.
pub(crate) const CITATION: &str = "Regulation (EU) 2016/679 Art. 33(5)";

impl Register {
    /// Makes the paper.
    pub(crate) fn paper(&self) -> Result<Paper, ReportError> {
        Ok(Paper {
            document: Document::new("Register of personal data breaches", self.dress(), self.blocks()),
            sheet: self.sheet(),
            tree: Tree::new(&self.header(), "incidents", &self.cases)?,
        })
    }

    fn header(&self) -> Header<'_> {
        let left = |left: &Withholding| Left { code: left.code, count: left.count };
        Header {
            v: 1,
            document: "register",
            citation: CITATION,
            organisation: self.organisation.as_deref(),
            as_of: self.as_of,
            year: self.year,
            since: self.since,
            edition: self.edition.word,
            withheld: self.withheld.iter().map(left).collect(),
            counts: self.counts(),
            heads: hash_of_heads(&self.record_heads()).to_string(),
        }
    }

    fn counts(&self) -> Counts {
        let of = |is: &dyn Fn(&&Case) -> bool| self.cases.iter().filter(is).count();
        Counts {
            incidents: self.cases.len(),
            breaches: of(&|case| case.class == case::BREACH),
            authority_told: of(&|case| case.authority.told.is_some()),
            people_told: of(&|case| case.people.told.is_some()),
        }
    }

    fn record_heads(&self) -> Vec<(String, Seq, String)> {
        self.cases
            .iter()
            .map(|case| (case.incident.clone(), case.record.size, case.record.head.clone()))
            .collect()
    }

    /// Which incidents it shows, in words.
    fn selection(&self) -> String {
        let year = self.year.map(|year| format!(", opened in {year}"));
        let since = self.since.map(|since| format!(", opened since {}", moment::moment(since, self.zone)));
        let which = format!("{}{}", year.unwrap_or_default(), since.unwrap_or_default());
        let as_of = moment::moment(self.as_of, self.zone);
        format!("{}{which}; what was recorded by {as_of}", count(self.cases.len(), "incident"))
    }

    fn dress(&self) -> OfRecords {
        OfRecords {
            document: "register",
            name: format!("REGISTER {}", count(self.cases.len(), "incident")),
            edition: self.edition.word,
            edition_words: format!("{}; withheld: {}", self.edition.word, withheld_words(&self.withheld)),
            selection: self.selection(),
            times: zones_words(self.zone.name()),
            heads: self.record_heads(),
            banners: self.cases.iter().filter_map(Case::banner).collect(),
        }
    }
}
