//! Sentences about the record itself: corrections, labels, erasure, links, productions.

use super::Sentence;
use super::scene::Scene;
use crate::base::id::Seq;
use crate::base::text::{count, listing};
use crate::incident::event::keeping::{
    EntryCorrected, EntryMoved, Erased, Labelled, Linked, Produced, RELATIONS, Restored, Starred,
};

pub(super) fn corrected(body: &EntryCorrected, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Entry {} corrected", body.entry))
        .says("Now reads", scene.maybe(body.text))
        .with("happened", body.at.map(|at| scene.claimed(at)))
        .with("said by", body.by.map(|person| scene.person(person)))
        .with("came by", body.via.map(|via| via.word().to_owned()))
        .with("outcome", body.outcome.map(|outcome| outcome.word().to_owned()))
        .with("why", Some(scene.read(body.why)))
}

/// `#3, #5–#9`.
pub(crate) fn ranges(seqs: &[Seq]) -> String {
    let mut sorted: Vec<u64> = seqs.iter().map(|seq| seq.0).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for seq in sorted {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == seq => *last = seq,
            Some(_) | None => runs.push((seq, seq)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => format!("#{first}"),
            1 => format!("#{first}, #{last}"),
            _ => format!("#{first}–#{last}"),
        })
        .collect();
    runs.join(", ")
}

pub(super) fn labelled(body: &Labelled, scene: &Scene<'_>) -> Sentence {
    let labels: Vec<&str> = body.labels.iter().map(|label| label.word()).collect();
    let labels = if labels.is_empty() { "without a label".to_owned() } else { listing(&labels, "and") };
    Sentence::new(match (body.passages.len(), body.withdrawn) {
        (0, true) => format!("What was said of {} no longer counts", entries("entry", &body.entries)),
        (0, false) => format!("{} now {labels}", entries("Entry", &body.entries)),
        (n, true) => {
            format!(
                "What was said of {} of {} no longer counts",
                count(n, "text"),
                entries("entry", &body.entries)
            )
        }
        (n, false) => format!("{} of {} now {labels}", count(n, "text"), entries("entry", &body.entries)),
    })
    .says("Reason", Some(scene.read(body.why)))
    .with("basis", scene.maybe(body.basis))
}

/// `Entry #3`, `Entries #3–#5`.
fn entries(one: &str, seqs: &[Seq]) -> String {
    let stem = one.strip_suffix('y').filter(|_| seqs.len() != 1);
    let word = stem.map_or_else(|| one.to_owned(), |stem| format!("{stem}ies"));
    format!("{word} {}", ranges(seqs))
}

pub(super) fn starred(body: &Starred) -> Sentence {
    let what =
        if body.starred { "marked for the key timeline" } else { "no longer marked for the key timeline" };
    Sentence::new(format!("Entry {} {what}", body.entry))
}

pub(super) fn erased(body: &Erased, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("{} of entry {} erased", count(body.passages.len(), "text"), body.entry))
        .says("Reason", Some(scene.read(body.why)))
        .with("on the word of", body.on_word_of.map(|person| scene.person(person)))
}

pub(super) fn linked(body: &Linked) -> Sentence {
    let word = RELATIONS.iter().find(|(relation, _)| *relation == body.relation).map_or("", |(_, word)| word);
    let relation = word.replace('-', " ");
    let lead = if body.reverse {
        format!("Incident {} belongs to this one: {relation}", body.other)
    } else {
        format!("This incident belongs to incident {}: {relation}", body.other)
    };
    Sentence::new(lead)
}

pub(super) fn moved(body: &EntryMoved, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Entry {} belongs to incident {} and was copied there", body.entry, body.to))
        .says("Reason", Some(scene.read(body.why)))
}

pub(super) fn produced(body: &Produced, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!(
        "{} as {}, {} edition, given to {}",
        body.what,
        body.format,
        body.edition,
        scene.read(body.to)
    ))
    .with("made from", Some(format!("{} {}", body.size, body.head.short())))
    .with("SHA-256", Some(body.sha256.to_string()))
}

pub(super) fn restored(body: &Restored, scene: &Scene<'_>) -> Sentence {
    let size = usize::try_from(body.size.0).unwrap_or(usize::MAX);
    Sentence::new(format!("Record restored from a copy of {}", count(size, "entry")))
        .says("From", Some(scene.read(body.from)))
}
