//! What a check of the record found, in words: one verdict first, then what led to it, then what nobody can know. Must not sound surer than
//! the check was.

mod anchors;
pub(crate) mod json;

use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::base::text::scrub;
use crate::fact::value::PassageRef;
use crate::record::chain::BrokenAt;
use crate::record::verify::clock::{Jump, JumpKind};
use crate::record::verify::evidence::{CheckedPiece, Instead, PieceState};
use crate::record::verify::lines::Span;
use crate::record::verify::listed::Listed;
use crate::record::verify::report::{Report, Verdict};

/// What every check looked at.
pub(crate) const CHECKED: &str =
    "Checked: each line against its hash and the line before it, each text and document against its entry.";

/// What a check without an anchor cannot know.
pub(crate) const NOT_KNOWN: [&str; 3] = [
    "Not known without an anchor: whether the end was cut off, an older copy was put back, or all was written",
    "anew. That shows only against a number and code noted elsewhere, such as a paper, a chat or a notice:",
    "compare it with the one above, or give it with --code.",
];

/// `INC-2026-K7QD KESTREL: ...`, one line.
pub(crate) fn verdict_line(report: &Report) -> String {
    let head = report.lines.whole;
    let said = match report.verdict() {
        Verdict::Broken => match report.lines.broken() {
            Some(broken) => watermark(broken),
            None => "BROKEN: entry 1 does not open an incident".to_owned(),
        },
        Verdict::NotAsAnchored => format!("NOT AS ANCHORED: {}", anchors::first_contradiction(report)),
        Verdict::Damaged => format!("DAMAGED: {}", damage(report).join(", ")),
        Verdict::Unanchored => format!("whole in itself up to {head}; NO ANCHOR: see below"),
        Verdict::Anchored if report.anchored() == head.seq => format!("good; anchored up to its end {head}"),
        Verdict::Anchored => {
            format!("good up to {head}; anchored up to {}, not behind it", report.anchored())
        }
    };
    scrub(&format!("{}: {said}", name(report))).into_owned()
}

/// `BROKEN AT #12: the line names another predecessor than the entry before it`: over everything that is made from such a record.
pub(crate) fn watermark(broken: &BrokenAt) -> String {
    format!("BROKEN AT {}: {}", broken.at, broken.why)
}

/// `INC-2026-K7QD KESTREL`, or what else is known.
pub(crate) fn name(report: &Report) -> String {
    match &report.opening {
        Some(opening) => format!("{} {}", opening.id, opening.codename.to_uppercase()),
        None => format!("incident {}", report.uid),
    }
}

/// What led to the verdict, one thing a line.
pub(crate) fn details(report: &Report) -> Vec<String> {
    let mut lines = line_details(report);
    lines.extend(word_details(report));
    lines.extend(document_details(report));
    lines.extend(report.clock.first().iter().map(jump));
    lines.extend(more(&report.clock, "jumps of the clock"));
    lines.extend(evidence_details(report));
    lines.extend(anchors::details(report));
    lines.iter().map(|line| scrub(line).into_owned()).collect()
}

/// Everything that is wrong, one thing a line.
pub(crate) fn faults(report: &Report) -> Vec<String> {
    let opens = report.opening.is_some() || !report.lines.faults.is_empty();
    let mut said: Vec<String> =
        (!opens).then(|| "entry 1 does not open an incident".to_owned()).into_iter().collect();
    said.extend(line_faults(report));
    said.extend(word_faults(report));
    said.extend(document_faults(report));
    said.extend(piece_faults(report));
    said.extend(anchors::contradictions(report));
    said.iter().map(|line| scrub(line.trim_start()).into_owned()).collect()
}

/// What is missing or altered, counted.
fn damage(report: &Report) -> Vec<String> {
    let (words, documents) = (&report.words, &report.documents);
    let counts = [
        (words.missing.count(), "missing without an erasure", "text"),
        (words.altered.count(), "altered", "text"),
        (words.kept.count(), "still here though erased", "text"),
        (words.shown.count(), "still here though withheld", "text"),
        (words.strange.count(), "that no entry names", "text"),
        (documents.missing.count(), "missing", "document"),
        (documents.altered.count(), "altered", "document"),
        (report.evidence_counts().1.try_into().unwrap_or(u64::MAX), "not as taken", "piece"),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    counts.map(|(count, what, noun)| format!("{} {what}", number(count, noun))).collect()
}

/// `1 text`, `2 texts`.
fn number(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn line_details(report: &Report) -> Vec<String> {
    let lines = &report.lines;
    let whole = lines.whole.seq;
    if lines.faults.is_empty() {
        return vec![format!("lines: {}, all hang together", lines.count)];
    }
    let upto =
        if whole == Seq::NONE { "none is whole".to_owned() } else { format!("#1 to {whole} hang together") };
    let mut said = vec![format!("lines: {}; {upto}", lines.count)];
    said.extend(line_faults(report));
    let island = |span: &Span| {
        format!("  behind the break {} to {} hang together among themselves", span.first, span.last)
    };
    said.extend(lines.islands.first().iter().map(island));
    said.extend(more(&lines.islands, "such stretches"));
    said
}

fn line_faults(report: &Report) -> Vec<String> {
    let faults = &report.lines.faults;
    let said = faults.first().iter().map(|fault| format!("  does not fit at {}: {}", fault.at, fault.why));
    said.chain(more(faults, "lines that do not fit")).collect()
}

fn word_details(report: &Report) -> Vec<String> {
    let words = &report.words;
    let mut parts = vec![format!("{} here", words.whole)];
    parts.extend((words.erased > 0).then(|| format!("{} erased by entries", words.erased)));
    parts.extend((words.left_out > 0).then(|| format!("{} not in this edition", words.left_out)));
    let mut said = vec![format!("texts: {}", parts.join(", "))];
    said.extend(word_faults(report));
    said
}

fn word_faults(report: &Report) -> Vec<String> {
    let words = &report.words;
    let mut said = Vec::new();
    said.extend(named("text missing, and no entry erased it", &words.missing));
    said.extend(named("text altered", &words.altered));
    let bare = |what: &str, list: &Listed<PassageRef>| -> Vec<String> {
        list.first().iter().map(|id| format!("  {what}: {}", id.0)).chain(more(list, "such texts")).collect()
    };
    said.extend(bare("text still here, though an entry says that it was erased", &words.kept));
    said.extend(bare("text here, though this edition withholds it", &words.shown));
    said.extend(bare("text that no entry names", &words.strange));
    said
}

fn named(what: &str, list: &Listed<(Seq, PassageRef)>) -> Vec<String> {
    let lines = list.first().iter().map(|(entry, id)| format!("  {what}: of {entry}, {}", id.0));
    lines.chain(more(list, "such texts")).collect()
}

fn document_details(report: &Report) -> Vec<String> {
    let documents = &report.documents;
    let mut parts = vec![format!("{} here", documents.whole)];
    parts.extend((documents.left_out > 0).then(|| format!("{} not in this edition", documents.left_out)));
    let mut said = vec![format!("documents: {}", parts.join(", "))];
    said.extend(document_faults(report));
    said
}

fn document_faults(report: &Report) -> Vec<String> {
    let documents = &report.documents;
    let lines = |what: &str, list: &Listed<(Seq, Digest)>| -> Vec<String> {
        let lines = list.first().iter().map(|(entry, id)| format!("  document {what}: of {entry}, {id}"));
        lines.chain(more(list, "such documents")).collect()
    };
    [lines("missing", &documents.missing), lines("altered", &documents.altered)].concat()
}

/// How many are not listed.
fn more<T>(list: &Listed<T>, what: &str) -> Option<String> {
    let shown = u64::try_from(list.first().len()).unwrap_or(u64::MAX);
    (list.count() > shown).then(|| format!("  and {} more {what}", list.count() - shown))
}

fn jump(jump: &Jump) -> String {
    let seconds = jump.gained / 1_000_000;
    let moved = if seconds < 0 {
        format!("went back by {} s", seconds.unsigned_abs())
    } else {
        format!("went ahead by {seconds} s")
    };
    let entry = jump.entry;
    match jump.kind {
        JumpKind::Said => format!("clock: {moved}; {entry} says so"),
        JumpKind::Unsaid => {
            format!("clock: {moved} before {entry} against the machine's own counter, and no entry says so")
        }
        JumpKind::Back => format!("clock: {moved} before {entry}, across a restart or another machine"),
        JumpKind::Unreadable => format!("clock: the time of {entry} cannot be read"),
    }
}

fn evidence_details(report: &Report) -> Vec<String> {
    let Some(checked) = &report.evidence else {
        let held = report.pieces.iter().filter(|piece| piece.is_held()).count();
        let said = format!("evidence: {held} with a hash, not looked at (--evidence does)");
        return (held > 0).then_some(said).into_iter().collect();
    };
    if checked.is_empty() {
        return Vec::new();
    }
    let unchanged = checked.iter().filter(|piece| piece.state == PieceState::Unchanged).count();
    let elsewhere = checked.iter().filter(|piece| piece.state == PieceState::NotHeld).count();
    let mut said =
        vec![format!("evidence: {unchanged} unchanged, {elsewhere} not held here or without a hash")];
    said.extend(piece_faults(report));
    said
}

fn piece_faults(report: &Report) -> Vec<String> {
    let pieces = report.evidence.iter().flatten();
    pieces.filter(|piece| piece.state.is_bad()).map(bad_piece).collect()
}

fn bad_piece(checked: &CheckedPiece) -> String {
    let became = match &checked.state {
        PieceState::Altered(found) => format!("ALTERED: its hash is now {found}"),
        PieceState::Missing => "MISSING: it is not where it was".to_owned(),
        PieceState::Replaced(Instead::Link) => "REPLACED by a symbolic link".to_owned(),
        PieceState::Replaced(Instead::Folder) => "REPLACED by a folder".to_owned(),
        PieceState::Replaced(Instead::Special) => "REPLACED by a device, pipe or socket".to_owned(),
        PieceState::Unreadable(why) => format!("UNREADABLE: {why}"),
        PieceState::Unchanged | PieceState::NotHeld => String::new(),
    };
    format!("  {} of {} {became}", checked.piece.id, checked.piece.entry)
}

#[cfg(test)]
mod tests;
