//! Builds records for tests, line by line as the store would.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::base::digest::Digest;
use crate::base::id::{FactId, IncidentUid, OptionId, PersonId, RoleId, Seq};
use crate::base::time::zone::tests::zone;
use crate::base::time::{Claimed, Precision, Timestamp};
use crate::fact::catalogue::{Catalogue, Choice, FactRow};
use crate::fact::fact_type::FactType;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::key::StepKey;
use crate::playbook::model::DutyId;
use crate::record::chain::{Break, BrokenAt};
use crate::record::entry::{Draft, Entry, Stamp};
use crate::record::passage::{Passage, Salt};
use crate::record::verified::VerifiedEntries;
use crate::record::via::Via;
use crate::regime::RegimeIndex;
use crate::report::describe::scene::{Names, RoleWords, Vocabulary};
use crate::report::format::{Format, Paper};
use crate::report::timeline::{Options, Record, ReportError, timeline};
use crate::report::words::PassageText;

/// A record that grows.
pub(crate) struct Builder {
    pub(crate) entries: Vec<Entry>,
    head: Digest,
    passages: BTreeMap<PassageRef, String>,
    erased: Vec<PassageRef>,
    facts: Vec<FactRow>,
    now: Timestamp,
    actor: PersonId,
    at: Option<Claimed>,
    by: Option<(PersonId, Option<Via>)>,
    /// Where the record breaks, and the number of the line that lies there.
    pub(crate) broken: Option<(Seq, Seq)>,
}

impl Builder {
    pub(crate) fn new(now: &str) -> Self {
        Self {
            entries: Vec::new(),
            head: Digest::ZERO,
            passages: BTreeMap::new(),
            erased: Vec::new(),
            facts: Vec::new(),
            now: time(now),
            actor: PersonId(1),
            at: None,
            by: None,
            broken: None,
        }
    }

    /// Keeps a text and gives what an entry says of it.
    pub(crate) fn say(&mut self, text: &str) -> Value {
        let number = u128::try_from(self.passages.len()).unwrap();
        let passage = Passage::write(text, Salt(number.to_be_bytes())).unwrap();
        self.passages.insert(passage.id(), text.to_owned());
        serde_json::to_value(passage.id()).unwrap()
    }

    /// Deletes a text, as an erasure does.
    pub(crate) fn erase(&mut self, passage: &Value) {
        self.erased.push(serde_json::from_value(passage.clone()).unwrap());
    }

    /// Sets the clock.
    pub(crate) fn now(&mut self, at: &str) -> &mut Self {
        self.now = time(at);
        self
    }

    /// Who types from here on.
    pub(crate) fn typist(&mut self, person: u32) -> &mut Self {
        self.actor = PersonId(person);
        self
    }

    /// Who acted in the next entry, and how it came.
    pub(crate) fn by(&mut self, person: u32, via: Option<Via>) -> &mut Self {
        self.by = Some((PersonId(person), via));
        self
    }

    /// When the next entry happened.
    pub(crate) fn at(&mut self, at: &str) -> &mut Self {
        self.at = Some(claimed(at));
        self
    }

    /// Adds an entry; the clock moves on by a second.
    pub(crate) fn add(&mut self, kind: &str, body: &Value) -> Seq {
        let event = Event::read(kind, &body.to_string()).unwrap();
        let seq = Seq(u64::try_from(self.entries.len()).unwrap() + 1);
        let by = self.by.take();
        let entry = Entry {
            inc: IncidentUid([7; 16]),
            seq,
            prev: self.head,
            stamp: Stamp { t: self.now, mono: 0, boot: "00".to_owned(), sit: 1, x: None },
            draft: Draft {
                at: self.at.take(),
                actor: self.actor,
                by: by.map(|(person, _)| person),
                via: by.and_then(|(_, via)| via),
                event,
            },
        };
        self.head = Digest::of(entry.to_line().unwrap().as_bytes());
        self.entries.push(entry);
        self.now = Timestamp::from_micros(self.now.micros() + 1_000_000).unwrap();
        seq
    }

    /// Makes a fact known to papers.
    pub(crate) fn fact(&mut self, id: &str, fact_type: &str, label: &str, group: &str) -> &mut Self {
        let row = FactRow {
            id: FactId::parse(id).unwrap(),
            fact_type: FactType::parse(fact_type).unwrap(),
            label: label.to_owned(),
            help: String::new(),
            group: group.to_owned(),
            choices: Vec::<Choice>::new(),
            unit: String::new(),
            sensitive: false,
            recheck: None,
            fields: Vec::new(),
            attributes: Vec::new(),
            anchors: match id {
                "aware_at" => vec!["awareness".to_owned()],
                "first_signal_at" => vec!["first_signal".to_owned()],
                _other => Vec::new(),
            },
            anchor_candidate: id == "first_signal_at",
            anchor_regimes: Vec::new(),
        };
        self.facts.push(row);
        self
    }

    /// The timeline with some options.
    pub(crate) fn paper(&self, options: &Options) -> Result<Paper, ReportError> {
        let words = |passage: PassageRef| match self.passages.get(&passage) {
            Some(_) if self.erased.contains(&passage) => PassageText::Erased,
            Some(text) => PassageText::Text(text.clone()),
            None => PassageText::Missing,
        };
        let catalogue = Catalogue::of(self.facts.clone());
        let own_facts = BTreeMap::new();
        let regimes = RegimeIndex::shipped();
        let vocabulary =
            Vocabulary { catalogue: &catalogue, regimes: &regimes, own_facts: &own_facts, names: &Called };
        let log = VerifiedEntries::made(self.entries.clone(), self.head);
        let log = match &self.broken {
            Some((at, why)) => log.breaking(BrokenAt { at: *at, why: Break::Gap(*why) }),
            None => log,
        };
        timeline(&Record { log: &log, words: &words, vocabulary }, options)
    }

    /// Takes the record back to its first entries, whose last line has this hash.
    pub(crate) fn cut(&mut self, size: usize, head: Digest) {
        self.entries.truncate(size);
        self.head = head;
    }

    /// What the last entry says, details behind `|`.
    pub(crate) fn last(&self) -> String {
        let options = Options::usual(Format::Csv, zone("Europe/Berlin"));
        let sheet = self.paper(&options).unwrap().sheet;
        let column = |name: &str| sheet.columns.iter().position(|column| *column == name).unwrap();
        let row = sheet.rows.last().unwrap();
        let (text, details) = (&row[column("text")], &row[column("details")]);
        if details.is_empty() { text.clone() } else { format!("{text} | {details}") }
    }

    /// The timeline as bytes, with what is usual for the format.
    pub(crate) fn write(&self, format: Format, change: impl Fn(&mut Options)) -> String {
        let mut options = Options::usual(format, zone("Europe/Berlin"));
        change(&mut options);
        String::from_utf8(format.write(&self.paper(&options).unwrap()).unwrap()).unwrap()
    }
}

/// What a playbook would call things.
struct Called;

impl Names for Called {
    fn role(&self, role: &RoleId) -> Option<RoleWords> {
        let (label, short) = match role.as_str() {
            "dpo" => ("Data protection officer", "DPO"),
            "incident-commander" => ("Incident commander", "IC"),
            _other => return None,
        };
        Some(RoleWords { label: label.to_owned(), short: short.to_owned() })
    }

    fn option(&self, _step: &StepKey, option: &OptionId) -> Option<String> {
        let words = match option.as_str() {
            "no" => "No, somebody else's data",
            "cannot-tell" => "Cannot tell yet",
            "item-1" => "Block it at both edges",
            _other => return None,
        };
        Some(words.to_owned())
    }

    fn law(&self, duty: &DutyId) -> Option<String> {
        RegimeIndex::shipped().get(&duty.regime).map(|regime| regime.citation.clone())
    }
}

pub(crate) fn time(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A claim to the minute, with the offset of its text.
pub(crate) fn claimed(text: &str) -> Claimed {
    let offset = chrono::DateTime::parse_from_rfc3339(text).unwrap().offset().local_minus_utc() / 60;
    Claimed { at: time(text), offset_minutes: offset, precision: Precision::Minute }
}
