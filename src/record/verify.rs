//! The check of a record: whether its lines hang together, whether its words, documents and evidence are there and unchanged, and what
//! anchors outside it prove. One pass over lines and words; what is kept in memory grows with what is wrong, not with the record.
//! Must not decide exit codes, and must not claim more than was checked.

pub(crate) mod anchor;
pub(crate) mod clock;
pub(crate) mod evidence;
pub(crate) mod lines;
pub(crate) mod listed;
pub(crate) mod log_source;
pub(crate) mod outside;
pub(crate) mod proof;
pub(crate) mod report;
pub(crate) mod sorter;
pub(crate) mod words;

use std::collections::BTreeSet;

use super::chain::StoredLine;
use super::entry::Entry;
use super::glimpse::Glimpse;
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::event::lifecycle::{IncidentOpened, Pin};
use anchor::Claim;
use clock::ClockCheck;
use evidence::Piece;
use lines::LineCheck;
use log_source::LogSource;
use outside::Outside;
use report::{Documents, Report};
use sorter::Aside;
use words::WordCheck;

/// Checks a record. `progress` is told the number of lines read so far, now and then.
pub(crate) fn verify<S: LogSource>(
    source: &mut S,
    outside: &Outside,
    progress: &mut dyn FnMut(u64),
) -> Result<Report, S::Error> {
    let aside = source.aside();
    let mut check = Check::new(source, aside);
    let mut named = Vec::new();
    let mut read = 0_u64;
    while let Some(stored) = source.next_line()? {
        named.clear();
        let seq = stored.seq;
        let event = check.line(&stored, &mut named);
        check.words.name(seq, &named);
        if let Some(Event::Erased(erased)) = &event {
            check.words.erase(&erased.passages);
        }
        read += 1;
        if read.is_multiple_of(EACH) {
            progress(read);
        }
    }
    check.end(source, outside)
}

/// After how many lines progress is told.
const EACH: u64 = 4096;

/// The kinds of lines that are read in full.
const READ: [&str; 11] = [
    "incident_opened",
    "playbook_joined",
    "clock_stepped",
    "evidence_taken",
    "erased",
    "produced",
    "restored",
    "checkpoint_made",
    "anchor_added",
    "copy_merged",
    "exercise_clock_set",
];

/// A check under way.
struct Check {
    lines: LineCheck,
    words: WordCheck,
    clock: ClockCheck,
    opening: Option<IncidentOpened>,
    claims: Vec<Claim>,
    documents: Vec<(Seq, Digest)>,
    pieces: Vec<Piece>,
}

impl Check {
    fn new<S: LogSource>(source: &S, aside: Option<Box<dyn Aside>>) -> Self {
        Self {
            lines: LineCheck::new(source.uid()),
            words: WordCheck::new(aside),
            clock: ClockCheck::default(),
            opening: None,
            claims: Vec::new(),
            documents: Vec::new(),
            pieces: Vec::new(),
        }
    }

    /// Checks a line; gives its event where that matters here.
    fn line(&mut self, stored: &StoredLine<'_>, named: &mut Vec<PassageRef>) -> Option<Event> {
        let (line, shows) = self.lines.take(stored, named)?;
        let event = READ.contains(&&*shows.kind).then(|| Entry::from_line(line)).transpose();
        let event = match event {
            Ok(entry) => entry.map(|entry| entry.draft.event),
            Err(why) => {
                self.lines.unreadable(stored.seq, why.into());
                None
            }
        };
        let gained = match &event {
            Some(Event::ClockStepped(step)) => Some(step.gained),
            Some(_) | None => None,
        };
        self.clock.tick(stored.seq, &shows, gained);
        if let Some(event) = &event {
            self.keep(stored.seq, &shows, event);
        }
        event
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "most kinds tie the record to nothing outside their line"
    )]
    fn keep(&mut self, seq: Seq, shows: &Glimpse<'_>, event: &Event) {
        match event {
            Event::IncidentOpened(opened) => {
                self.pin(seq, &opened.playbook, &opened.library);
                let others = [Some(opened.catalogue), opened.organisation];
                self.documents.extend(others.into_iter().flatten().map(|sha256| (seq, sha256)));
                self.clock.seeded(opened.seeded);
                self.opening.get_or_insert_with(|| opened.clone());
            }
            Event::PlaybookJoined(joined) => self.pin(seq, &joined.playbook, &joined.library),
            // The script of an exercise comes into the record when play is over.
            Event::ExerciseClockSet(set) => self.documents.extend(set.scenario.map(|sha256| (seq, sha256))),
            Event::EvidenceTaken(taken) => self.pieces.push(Piece::of(seq, taken)),
            other => {
                let claim = Claim::of(seq, &shows.t, other);
                self.documents.extend(claim.iter().filter_map(|claim| Some((seq, claim.sha256?))));
                self.claims.extend(claim);
            }
        }
    }

    fn pin(&mut self, seq: Seq, playbook: &Pin, library: &[Pin]) {
        let pins = std::iter::once(playbook).chain(library);
        self.documents.extend(pins.map(|pin| (seq, pin.sha256)));
    }

    fn end<S: LogSource>(self, source: &mut S, outside: &Outside) -> Result<Report, S::Error> {
        let left_out = source.left_out()?;
        let words = self.words.end(source, &left_out)?;
        let documents = documents(&self.documents, source, &left_out)?;
        let lines = self.lines.end();
        let anchors = anchor::judge(&lines, &self.claims, outside, source)?;
        Ok(Report {
            uid: source.uid(),
            opening: self.opening,
            lines,
            words,
            documents,
            clock: self.clock.end(),
            anchors,
            pieces: self.pieces,
            evidence: None,
        })
    }
}

/// Whether the documents that lines name are there and unchanged.
fn documents<S: LogSource>(
    named: &[(Seq, Digest)],
    source: &mut S,
    left_out: &BTreeSet<Digest>,
) -> Result<Documents, S::Error> {
    let mut found = Documents::default();
    let mut seen = BTreeSet::new();
    for (seq, sha256) in named {
        if !seen.insert(*sha256) {
            continue;
        }
        match source.document(*sha256)? {
            None if left_out.contains(sha256) => found.left_out += 1,
            None => found.missing.push((*seq, *sha256)),
            Some(bytes) if Digest::of(&bytes) == *sha256 => found.whole += 1,
            Some(_) => found.altered.push((*seq, *sha256)),
        }
    }
    Ok(found)
}

#[cfg(test)]
pub(crate) mod tests;
