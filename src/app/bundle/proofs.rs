//! What ties a record to the world outside, as a bundle hands it on: checkpoints, what seals them, what others hold. Must not judge it.

use std::collections::BTreeSet;

use crate::app::app_error::AppError;
use crate::app::paper::Reading;
use crate::app::session::Session;
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::bundle::bag_writer::BagWriter;
use crate::bundle::instructions::{Held, Sealed};
use crate::bundle::layout;
use crate::incident::event::Event;
use crate::incident::event::proof::AnchorKind;
use crate::record::chain::Head;
use crate::record::checkpoint::Checkpoint;
use crate::record::entry::Entry;

/// Writes the newest checkpoint, and those that somebody signed or stamped, each with what proves it.
pub(super) fn write(
    session: &Session<'_>,
    reading: &Reading<'_, '_>,
    writer: &mut BagWriter,
) -> Result<Vec<Sealed>, AppError> {
    let text = |size: Seq| {
        let (seq, hash) = reading.head_at(Some(size));
        Checkpoint { uid: session.uid(), head: Head { seq, hash } }.to_string()
    };
    let made = |entry: &Entry| {
        let Event::CheckpointMade(body) = &entry.draft.event else { return None };
        Some(body.size)
    };
    let newest = reading.entries().iter().filter_map(made).max().unwrap_or(session.head().seq);
    writer.put(layout::CHECKPOINT, text(newest).as_bytes())?;
    let (mut seals, mut sizes) = (Vec::new(), BTreeSet::new());
    for (sealed, proof) in reading.entries().iter().filter_map(sealed) {
        let Some(bytes) = session.store().source(proof)? else { continue };
        writer.put(&sealed.name(), &bytes)?;
        if sizes.insert(sealed.size) {
            let name = format!("{}/{}", layout::CHECKPOINTS, sealed.size.0);
            writer.put(&name, text(sealed.size).as_bytes())?;
        }
        seals.push(sealed);
    }
    Ok(seals)
}

/// A signature or stamp that an entry tells of, with the hash of its bytes.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
pub(super) fn sealed(entry: &Entry) -> Option<(Sealed, Digest)> {
    let seal = |size, stamped| Sealed { size, entry: entry.seq, at: entry.stamp.t, stamped };
    match &entry.draft.event {
        Event::CheckpointMade(body) => Some((seal(body.size, false), body.sha256?)),
        Event::AnchorAdded(body) => match body.kind {
            AnchorKind::Countersigned => Some((seal(body.size, false), body.sha256?)),
            AnchorKind::Timestamped => Some((seal(body.size, true), body.sha256?)),
            AnchorKind::Seen | AnchorKind::Reference | AnchorKind::File => None,
        },
        _other => None,
    }
}

/// What others hold by the words of the record: number and code, never where, which an edition may withhold.
pub(super) fn held(entries: &[Entry]) -> Vec<Held> {
    let told = |entry: &Entry| {
        let Event::AnchorAdded(body) = &entry.draft.event else { return None };
        let how = match body.kind {
            AnchorKind::Seen => "seen in a chat, a ticket or on a paper",
            AnchorKind::Reference => "our reference in a notice, which its recipient has",
            AnchorKind::File => "kept elsewhere as a checkpoint file",
            AnchorKind::Countersigned | AnchorKind::Timestamped => return None,
        };
        Some(Held { code: format!("#{} {}", body.size.0, body.code), entry: entry.seq, how })
    };
    entries.iter().filter_map(told).collect()
}
