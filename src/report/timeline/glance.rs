//! What a stranger must know before the first row: which incident, how severe, first signal, awareness, containment, what is and is
//! not known, who was in command, what is due. Every line names the entries that it rests on. Must not know formats.

use super::Outlook;
use super::command::Tenure;
use super::row::happened;
use crate::base::id::{FactId, PersonId, Seq};
use crate::base::time::{Claimed, Period, Timestamp};
use crate::fact::value::Value;
use crate::incident::deadline::{self, Anchor};
use crate::incident::event::Event;
use crate::incident::event::lifecycle::{IncidentOpened, Pin};
use crate::incident::event::step::NoticeSent;
use crate::incident::facts::FactState;
use crate::incident::plans::Plans;
use crate::playbook::model::DutyId;
use crate::record::entry::{Entry, entry_at};
use crate::regime::FIRST_DUTY;
use crate::report::dispute::Against;
use crate::report::status::metrics::Metrics;

/// A fact that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownFact {
    /// The fact.
    pub(crate) id: FactId,
    /// Its label.
    pub(crate) label: String,
    /// Heading in listings.
    pub(crate) group: String,
    /// The value in words.
    pub(crate) value: String,
    /// The instant, where it is one.
    pub(crate) instant: Option<Claimed>,
    /// The entry that stated it.
    pub(crate) seq: Seq,
    /// When that was recorded.
    pub(crate) recorded: Timestamp,
    /// When it was said.
    pub(crate) said: Timestamp,
    /// Who said it.
    pub(crate) by: String,
    /// What it rests on.
    pub(crate) basis: Option<String>,
    /// Whether it stands against another person's value.
    pub(crate) disputed: bool,
    /// What the other says.
    pub(crate) against: Option<Against>,
}

impl KnownFact {
    /// That it is disputed, and what the other says.
    pub(crate) fn dispute(&self) -> Option<String> {
        let bare = self.disputed.then(|| "disputed".to_owned());
        self.against.as_ref().map(Against::text).or(bare)
    }
}

/// A fact that somebody was asked for and that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenFact {
    /// The fact.
    pub(crate) id: FactId,
    /// Its label.
    pub(crate) label: String,
    /// The entry that left it open.
    pub(crate) seq: Seq,
    /// When that was recorded.
    pub(crate) recorded: Timestamp,
    /// When they were asked.
    pub(crate) asked: Timestamp,
    /// Who was asked.
    pub(crate) by: String,
    /// When to ask again.
    pub(crate) recheck: Option<Timestamp>,
}

/// The earliest sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FirstSignal {
    /// When.
    pub(crate) at: Claimed,
    /// The entry that says so.
    pub(crate) seq: Seq,
    /// What it was; nothing where only the time was stated.
    pub(crate) what: Option<String>,
    /// Where it came from: `monitoring`, `staff` ..; nothing where only the time was stated.
    pub(crate) source: Option<&'static str>,
}

/// A notice that went out for the duty that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Submission {
    /// When it was sent.
    pub(crate) sent: Claimed,
    /// The entry.
    pub(crate) seq: Seq,
    /// To whom.
    pub(crate) to: Option<String>,
    /// It takes back what was sent before.
    pub(crate) withdrawal: bool,
    /// Time left when it was sent, negative when it was late; nothing while nobody decided on awareness.
    pub(crate) left: Option<Period>,
}

/// The notice to the authority under GDPR Article 33(1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deadline {
    /// From when it is counted.
    pub(crate) from: Option<Anchor>,
    /// Whether awareness was not decided, so that the first signal is counted from.
    pub(crate) provisional: bool,
    /// 72 elapsed hours later, in UTC.
    pub(crate) due: Option<Timestamp>,
    /// What went out.
    pub(crate) submissions: Vec<Submission>,
}

/// The moment from which it counts.
pub(crate) const COUNTED_ANCHOR: &str = "awareness";

/// Its period: 72 hours (Regulation (EU) 2016/679 Article 33(1)).
pub(crate) const COUNTED_PERIOD: Period = Period::from_hours(72);

/// A person on the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Number.
    pub(crate) id: PersonId,
    /// Name, or the number again.
    pub(crate) name: String,
}

/// What stands above the rows.
#[derive(Debug, Clone)]
pub(crate) struct Glance<'a> {
    /// Entry 1.
    pub(crate) opening: &'a IncidentOpened,
    /// Who opened it and when that was recorded.
    pub(crate) opened: (String, Timestamp),
    /// Its title.
    pub(crate) title: Option<String>,
    /// The entry that closed it.
    pub(crate) closed: Option<Seq>,
    /// Playbooks that ran, the incident's own first.
    pub(crate) playbooks: Vec<(Pin, Seq)>,
    /// The first signal.
    pub(crate) first_signal: Option<FirstSignal>,
    /// The notice to the authority.
    pub(crate) deadline: Deadline,
    /// When it turned, and what was overrun or overridden.
    pub(crate) metrics: Metrics,
    /// All facts that are known, in the order of their ids.
    pub(crate) known: Vec<KnownFact>,
    /// All facts that are open.
    pub(crate) unknown: Vec<OpenFact>,
    /// The roster.
    pub(crate) people: Vec<Member>,
    /// Who held which role when.
    pub(crate) tenures: Vec<Tenure>,
    /// Why the record could not be followed to its end, if so.
    pub(crate) broken: Option<String>,
}

impl Glance<'_> {
    /// A known fact.
    pub(crate) fn fact(&self, id: &str) -> Option<&KnownFact> {
        self.known.iter().find(|fact| fact.id.as_str() == id)
    }

    /// A fact that somebody was asked for and that is open.
    pub(crate) fn open_fact(&self, id: &str) -> Option<&OpenFact> {
        self.unknown.iter().find(|fact| fact.id.as_str() == id)
    }
}

/// Reads the record for what stands above the rows.
pub(super) fn glance<'a>(
    entries: &'a [Entry],
    outlook: &Outlook<'a>,
    broken: Option<String>,
) -> Option<Glance<'a>> {
    let first = entries.first()?;
    let Event::IncidentOpened(opening) = &first.draft.event else { return None };
    let scene = outlook.scene;
    let state = scene.state;
    let at = |seq: Seq| entry_at(entries, seq);
    let known: Vec<KnownFact> =
        state.facts().iter().filter_map(|(id, fact)| known(id, fact, at, outlook)).collect();
    let unknown = state.facts().open().filter_map(|(id, fact)| open(id, fact, at, outlook)).collect();
    let first_signal = first_signal(entries, &known, outlook);
    let mut playbooks: Vec<(Pin, Seq)> =
        state.runs().values().map(|run| (run.playbook.clone(), run.started)).collect();
    playbooks.sort_by_key(|(_, seq)| *seq);
    if playbooks.is_empty() {
        playbooks.push((opening.playbook.clone(), first.seq));
    }
    let deadline = deadline(entries, outlook);
    Some(Glance {
        opening,
        opened: (scene.person(first.by()), first.stamp.lived()),
        title: scene.maybe(opening.title),
        closed: state.closed(),
        playbooks,
        metrics: metrics(entries, outlook, &deadline),
        deadline,
        first_signal,
        known,
        unknown,
        people: state.people().keys().map(|id| Member { id: *id, name: scene.person(*id) }).collect(),
        tenures: outlook.command.tenures().to_vec(),
        broken,
    })
}

fn known<'e>(
    id: &FactId,
    fact: &FactState,
    at: impl Fn(Seq) -> Option<&'e Entry>,
    outlook: &Outlook<'_>,
) -> Option<KnownFact> {
    let known = fact.known.as_ref()?;
    let entry = at(known.seq)?;
    let scene = outlook.scene;
    let row = scene.vocabulary.fact(id);
    let basis = if let Event::FactStated(body) = &entry.draft.event {
        body.basis
    } else if let Event::FactCorrected(body) = &entry.draft.event {
        body.why
    } else {
        None
    };
    Some(KnownFact {
        id: id.clone(),
        label: scene.fact(id),
        group: row.map_or_else(String::new, |row| row.group.clone()),
        value: scene.value(id, &known.value),
        instant: if let Value::Datetime(at) = &known.value { Some(*at) } else { None },
        seq: known.seq,
        recorded: entry.stamp.t,
        said: happened_at(outlook, entry),
        by: scene.person(known.by),
        basis: scene.maybe(basis),
        disputed: known.disputed,
        against: Against::of(scene, id, fact),
    })
}

fn open<'e>(
    id: &FactId,
    fact: &FactState,
    at: impl Fn(Seq) -> Option<&'e Entry>,
    outlook: &Outlook<'_>,
) -> Option<OpenFact> {
    let entry = at(fact.last)?;
    Some(OpenFact {
        id: id.clone(),
        label: outlook.scene.fact(id),
        seq: fact.last,
        recorded: entry.stamp.t,
        asked: happened_at(outlook, entry),
        by: outlook.scene.person(entry.by()),
        recheck: fact.recheck,
    })
}

/// When an entry happened, with the corrections of its time.
fn happened_at(outlook: &Outlook<'_>, entry: &Entry) -> Timestamp {
    happened(entry, outlook.marks.get(&entry.seq).map_or(&[], Vec::as_slice)).at
}

/// The earlier of the earliest signal and the stated time of the first signal.
fn first_signal(entries: &[Entry], known: &[KnownFact], outlook: &Outlook<'_>) -> Option<FirstSignal> {
    let stated = known
        .iter()
        .find(|fact| fact.id.as_str() == "first_signal_at")
        .and_then(|fact| Some(FirstSignal { at: fact.instant?, seq: fact.seq, what: None, source: None }));
    let signals = entries.iter().filter_map(|entry| {
        let Event::SignalRecorded(body) = &entry.draft.event else { return None };
        Some(FirstSignal {
            at: body.received,
            seq: entry.seq,
            what: Some(outlook.scene.read(body.text)),
            source: Some(body.source.word()),
        })
    });
    signals.chain(stated).min_by_key(|signal| (signal.at.at, signal.seq))
}

/// Counted as the deadline of the incident is, but from what the record alone tells: playbooks need not be at hand.
fn deadline(entries: &[Entry], outlook: &Outlook<'_>) -> Deadline {
    let scene = outlook.scene;
    let plans = Plans::new(std::iter::empty(), scene.vocabulary.catalogue);
    let decided = DutyId::parse(FIRST_DUTY)
        .and_then(|duty| deadline::decided(scene.state, &plans, &duty, COUNTED_ANCHOR));
    let provisional = decided.is_none();
    let from = decided.or_else(|| deadline::earliest_candidate(scene.state, &plans, COUNTED_ANCHOR));
    let due = from.as_ref().map(|from| from.at.plus(COUNTED_PERIOD));
    let submissions = entries.iter().filter_map(|entry| {
        let Event::NoticeSent(body) = &entry.draft.event else { return None };
        serves(body).then(|| Submission {
            sent: body.sent,
            seq: entry.seq,
            to: scene.maybe(body.to),
            withdrawal: body.withdrawal,
            left: due.filter(|_| !provisional && !body.withdrawal).map(|due| due.since(body.sent.at)),
        })
    });
    Deadline { from, provisional, due, submissions: submissions.collect() }
}

/// The figures as they were when the last entry was written: the paper has no clock.
fn metrics(entries: &[Entry], outlook: &Outlook<'_>, deadline: &Deadline) -> Metrics {
    let scene = outlook.scene;
    let left = deadline.submissions.iter().find_map(|submission| submission.left);
    let in_time = left.map(|left| !left.is_negative());
    let now = entries.last().map_or(Timestamp::EPOCH, |last| last.stamp.lived());
    Metrics::read(scene.state, entries, scene.vocabulary.regimes, (in_time, now))
}

fn serves(notice: &NoticeSent) -> bool {
    notice.duty.as_ref().is_some_and(|duty| duty.to_string() == FIRST_DUTY)
}
