//! Version 1 of what a check found. A promise to programs: members may be added, never renamed or given another meaning.

use serde::Serialize;

use super::anchors;
use crate::base::id::Seq;
use crate::record::verify::clock::{Jump, JumpKind};
use crate::record::verify::evidence::{CheckedPiece, Instead, PieceState};
use crate::record::verify::report::{Report, Verdict};

/// An incident.
#[derive(Debug, Serialize)]
pub(crate) struct ReportV1 {
    incident: Option<String>,
    uid: String,
    verdict: &'static str,
    entries: u64,
    head: String,
    passages: u64,
    anchored: bool,
    anchored_to: Option<u64>,
    whole_to: u64,
    faults: CountV1<FaultV1>,
    islands: CountV1<[u64; 2]>,
    texts: TextsV1,
    documents: DocumentsV1,
    clock: CountV1<JumpV1>,
    anchors: Vec<AnchorV1>,
    evidence: Option<Vec<PieceV1>>,
}

/// How many, and the first of them.
#[derive(Debug, Serialize)]
struct CountV1<T> {
    count: u64,
    first: Vec<T>,
}

#[derive(Debug, Serialize)]
struct FaultV1 {
    at: u64,
    why: String,
}

#[derive(Debug, Serialize)]
struct NamedV1 {
    entry: Option<u64>,
    sha256: String,
}

#[derive(Debug, Serialize)]
struct TextsV1 {
    whole: u64,
    erased: u64,
    left_out: u64,
    missing: CountV1<NamedV1>,
    altered: CountV1<NamedV1>,
    kept: CountV1<NamedV1>,
    shown: CountV1<NamedV1>,
    strange: CountV1<NamedV1>,
}

#[derive(Debug, Serialize)]
struct DocumentsV1 {
    whole: u64,
    left_out: u64,
    missing: CountV1<NamedV1>,
    altered: CountV1<NamedV1>,
}

#[derive(Debug, Serialize)]
struct JumpV1 {
    entry: u64,
    gained_microseconds: i64,
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct AnchorV1 {
    strength: &'static str,
    size: u64,
    code: String,
    fit: &'static str,
    proves: bool,
    text: String,
}

#[derive(Debug, Serialize)]
struct PieceV1 {
    evidence: String,
    entry: u64,
    state: &'static str,
}

/// The machine's word for a verdict.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Broken => "broken",
        Verdict::NotAsAnchored => "not_as_anchored",
        Verdict::Damaged => "damaged",
        Verdict::Unanchored => "unanchored",
        Verdict::Anchored => "anchored",
    }
}

impl ReportV1 {
    /// The shape of a report.
    pub(crate) fn of(report: &Report) -> Self {
        let (lines, anchored) = (&report.lines, report.anchored());
        Self {
            incident: report.opening.as_ref().map(|opening| opening.id.clone()),
            uid: report.uid.to_string(),
            verdict: verdict(report.verdict()),
            entries: lines.count,
            head: lines.whole.hash.to_string(),
            passages: report.words.whole,
            anchored: anchored > Seq::NONE,
            anchored_to: (anchored > Seq::NONE).then_some(anchored.0),
            whole_to: lines.whole.seq.0,
            faults: counted(&lines.faults, |fault| FaultV1 { at: fault.at.0, why: fault.why.to_string() }),
            islands: counted(&lines.islands, |span| [span.first.0, span.last.0]),
            texts: texts(report),
            documents: DocumentsV1 {
                whole: report.documents.whole,
                left_out: report.documents.left_out,
                missing: counted(&report.documents.missing, |(entry, id)| named(Some(*entry), id)),
                altered: counted(&report.documents.altered, |(entry, id)| named(Some(*entry), id)),
            },
            clock: counted(&report.clock, jump),
            anchors: report
                .anchors
                .iter()
                .map(|anchor| AnchorV1 {
                    strength: anchors::strength(anchor),
                    size: anchor.size.0,
                    code: anchor.code.clone(),
                    fit: anchors::fit(anchor),
                    proves: anchor.proves(),
                    text: anchors::words(anchor, report),
                })
                .collect(),
            evidence: report.evidence.as_ref().map(|pieces| pieces.iter().map(piece).collect()),
        }
    }
}

fn counted<T, V>(list: &crate::record::verify::listed::Listed<T>, view: impl Fn(&T) -> V) -> CountV1<V> {
    CountV1 { count: list.count(), first: list.first().iter().map(view).collect() }
}

fn named(entry: Option<Seq>, id: &dyn std::fmt::Display) -> NamedV1 {
    NamedV1 { entry: entry.map(|entry| entry.0), sha256: id.to_string() }
}

fn texts(report: &Report) -> TextsV1 {
    let words = &report.words;
    TextsV1 {
        whole: words.whole,
        erased: words.erased,
        left_out: words.left_out,
        missing: counted(&words.missing, |(entry, id)| named(Some(*entry), &id.0)),
        altered: counted(&words.altered, |(entry, id)| named(Some(*entry), &id.0)),
        kept: counted(&words.kept, |id| named(None, &id.0)),
        shown: counted(&words.shown, |id| named(None, &id.0)),
        strange: counted(&words.strange, |id| named(None, &id.0)),
    }
}

fn jump(jump: &Jump) -> JumpV1 {
    let kind = match jump.kind {
        JumpKind::Said => "said",
        JumpKind::Unsaid => "unsaid",
        JumpKind::Back => "back",
        JumpKind::Unreadable => "unreadable",
    };
    JumpV1 { entry: jump.entry.0, gained_microseconds: jump.gained, kind }
}

fn piece(checked: &CheckedPiece) -> PieceV1 {
    let state = match &checked.state {
        PieceState::Unchanged => "unchanged",
        PieceState::Altered(_) => "altered",
        PieceState::Missing => "missing",
        PieceState::Replaced(Instead::Link) => "link",
        PieceState::Replaced(Instead::Folder) => "folder",
        PieceState::Replaced(Instead::Special) => "special",
        PieceState::Unreadable(_) => "unreadable",
        PieceState::NotHeld => "not_held",
    };
    PieceV1 { evidence: checked.piece.id.to_string(), entry: checked.piece.entry.0, state }
}
