//! One incident as the register tells it, gathered from what was recorded up to a moment. Must not lay anything out.

mod acts;
mod items;

use std::collections::BTreeSet;

use crate::assess::assessment::Assessment;
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::fact::value::Value;
use crate::incident::event::Event;
use crate::record::entry::{Entry, entry_at};
use crate::report::describe::describe;
use crate::report::describe::scene::Scene;
use crate::report::document::furniture::Broken;
use crate::report::status::duty::DutyLine;

pub(crate) use acts::{Decision, Notice, Signal, ToldLine};
pub(crate) use items::{Group, Item};

/// The word for a breach of personal data.
pub(crate) const BREACH: &str = "personal_data_breach";

/// What is known of an incident besides its entries.
pub(crate) struct About<'a> {
    /// Words and names, with the state after the last entry.
    pub(crate) scene: &'a Scene<'a>,
    /// What was recorded up to the moment.
    pub(crate) entries: &'a [Entry],
    /// Hash of the last of them.
    pub(crate) head: Digest,
    /// Where each legal duty stood.
    pub(crate) duties: &'a [DutyLine],
    /// What the rules say by the facts; nothing where no personal data is involved.
    pub(crate) advice: Option<&'a Assessment>,
    /// The edition of the bundle that it came in as.
    pub(crate) imported: Option<String>,
    /// Where the record breaks.
    pub(crate) broken: Option<Broken>,
}

/// An incident in the register.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(crate) struct Case {
    /// Public id.
    pub(crate) incident: String,
    /// Codename.
    pub(crate) codename: String,
    /// Title.
    pub(crate) title: String,
    /// `personal_data_breach`, `near_miss`, `no_personal_data` or `not_known`.
    pub(crate) class: &'static str,
    /// Zone of its times.
    pub(crate) zone: String,
    /// When it was opened.
    pub(crate) opened: Timestamp,
    /// When it was closed.
    pub(crate) closed: Option<Timestamp>,
    /// What happened, with whose data.
    pub(crate) groups: Vec<Group>,
    /// Early signals, also dismissed ones.
    pub(crate) signals: Vec<Signal>,
    /// What was decided about notices, the risk and the moment of awareness.
    pub(crate) decisions: Vec<Decision>,
    /// Where the duties of the GDPR stood.
    pub(crate) duties: Vec<DutyRow>,
    /// What went out.
    pub(crate) notices: Vec<Notice>,
    /// Who was told by word, or could not be reached.
    pub(crate) told: Vec<ToldLine>,
    /// Other incidents that belong to it.
    pub(crate) links: Vec<Link>,
    /// How it stands with the authority.
    pub(crate) authority: Standing,
    /// How it stands with the people concerned.
    pub(crate) people: Standing,
    /// What the rules advise; a person decides.
    pub(crate) advice: Option<Advice>,
    /// What Art. 33(5) asks for and nobody recorded.
    pub(crate) missing: Vec<&'static str>,
    /// The record that it was made from.
    pub(crate) record: RecordOf,
    /// The edition of the bundle that it came in as.
    pub(crate) imported: Option<String>,
    /// Where its record breaks.
    #[serde(skip)]
    pub(crate) broken: Option<Broken>,
    /// The same in words.
    #[serde(rename = "broken")]
    pub(crate) watermark: Option<String>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct RecordOf {
    /// Number of entries.
    pub(crate) size: Seq,
    /// Hash of the last.
    pub(crate) head: String,
    /// Its short form.
    pub(crate) short: String,
}

/// How it stands with somebody who may have to be told.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Standing {
    /// What was decided, in words.
    pub(crate) decision: Option<String>,
    /// When they were first told.
    pub(crate) told: Option<Timestamp>,
    /// By how many seconds that was late.
    pub(crate) late_seconds: Option<i64>,
}

/// What the rules advise.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Advice {
    /// Whether the authority is to be told.
    pub(crate) notify: crate::assess::assessment::Answer,
    /// Whether the people are.
    pub(crate) communicate: crate::assess::assessment::Answer,
    /// Attributes that are not known and could change it.
    pub(crate) unknown: usize,
}

/// A duty and where it stood.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct DutyRow {
    /// `gdpr-33-1/notify`
    pub(crate) duty: String,
    /// As in [`DutyLine::status`].
    pub(crate) status: &'static str,
    /// In words.
    pub(crate) text: String,
}

/// An incident that belongs to this one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Link {
    /// The entry.
    pub(crate) entry: Seq,
    /// In words.
    pub(crate) text: String,
}

/// The duties that a register of breaches shows.
const LAWS: [&str; 3] = ["gdpr-33-1", "gdpr-33-2", "gdpr-34"];

impl Case {
    /// Gathers it; nothing while the incident was not opened.
    pub(crate) fn of(about: &About<'_>) -> Option<Self> {
        let scene = about.scene;
        let (opening, opened) = scene.state.opening()?;
        let closed = scene.state.closed().and_then(|seq| entry_at(about.entries, seq));
        let groups = items::groups(about);
        let size = scene.state.head();
        let authority = standing(about, "authority_decision", "gdpr-33-1");
        Some(Self {
            incident: opening.id.clone(),
            codename: opening.codename.to_uppercase(),
            title: scene.maybe(opening.title).unwrap_or_default(),
            class: class(about),
            zone: scene.zone.name().to_owned(),
            opened: *opened,
            closed: closed.map(|entry| entry.stamp.t),
            signals: acts::signals(about),
            decisions: acts::decisions(about),
            duties: duties(about),
            notices: acts::notices(about),
            told: acts::told(about),
            links: links(about),
            people: standing(about, "people_decision", "gdpr-34"),
            advice: about.advice.map(|found| Advice {
                notify: found.notify_sa,
                communicate: found.communicate_data_subjects,
                unknown: found.unknowns.len(),
            }),
            missing: items::missing(about, &groups, authority.decision.is_some()),
            groups,
            authority,
            record: RecordOf {
                size,
                head: about.head.to_string(),
                short: format!("{size} {}", about.head.short()),
            },
            imported: about.imported.clone(),
            watermark: about.broken.as_ref().map(Broken::watermark),
            broken: about.broken.clone(),
        })
    }

    /// That its record is broken, if it is.
    pub(crate) fn banner(&self) -> Option<String> {
        self.watermark.as_ref().map(|watermark| format!("{} {watermark}", self.incident))
    }

    /// What it is, in words.
    pub(crate) fn class_words(&self) -> &'static str {
        match self.class {
            BREACH => "personal data breach",
            "near_miss" => "near miss: no breach of personal data by what is recorded",
            "no_personal_data" => "no personal data involved",
            _not_known => "not known yet whether personal data is involved",
        }
    }
}

fn class(about: &About<'_>) -> &'static str {
    let book = about.scene.state.facts();
    match book.value_of("personal_data_involved") {
        Some(Value::Bool(false)) => "no_personal_data",
        Some(_yes) => {
            let documented = about.advice.map(|found| found.internal_documentation);
            if documented == Some(crate::assess::assessment::Answer::No) { "near_miss" } else { BREACH }
        }
        None => "not_known",
    }
}

fn duties(about: &About<'_>) -> Vec<DutyRow> {
    let shown = about.duties.iter().filter(|line| LAWS.contains(&line.law()) && !line.folded);
    let text = |line: &DutyLine| match line.status {
        // The reason is somebody's words: it stands with the decision, as far as the edition shows it.
        "waived" => format!("{}: not served, by a decision", line.label),
        _other => line.text(about.scene.zone),
    };
    let row = |line: &DutyLine| DutyRow { duty: line.duty.clone(), status: line.status, text: text(line) };
    shown.map(row).collect()
}

/// What was decided, as a fact or on the duty, and the first notice for a law.
fn standing(about: &About<'_>, fact: &str, law: &str) -> Standing {
    let scene = about.scene;
    let by_fact = crate::base::id::FactId::parse(fact).ok().and_then(|id| {
        let known = scene.state.facts().get(&id)?.known.as_ref()?;
        Some(scene.value(&id, &known.value))
    });
    let of_law = || about.duties.iter().filter(|line| line.law() == law);
    let choice = of_law().find_map(|line| Some(line.decision.as_ref()?.choice));
    let on_duty = choice.map(|choice| match choice {
        "waived" => "not to be told",
        "delayed" => "to be told later",
        _owed => "to be told",
    });
    let first = of_law().filter(|line| line.met.is_some()).min_by_key(|line| line.met);
    Standing {
        decision: by_fact.or_else(|| on_duty.map(str::to_owned)),
        told: first.and_then(|line| line.met),
        late_seconds: first.and_then(|line| line.late_seconds),
    }
}

fn links(about: &About<'_>) -> Vec<Link> {
    let linked = about.entries.iter().filter(|entry| matches!(entry.draft.event, Event::Linked(_)));
    let mut seen = BTreeSet::new();
    let link = |entry: &Entry| Link { entry: entry.seq, text: describe(entry, about.scene).text() };
    linked.map(link).filter(|link| seen.insert(link.text.clone())).collect()
}
