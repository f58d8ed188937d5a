//! Handing on an imported bundle as it came: every file below `data/` with the bytes that it had, whatever this version would write.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Exported, failed, sign, write_log};
use crate::app::app_error::AppError;
use crate::app::pen::tool;
use crate::app::session::Session;
use crate::base::digest::Digest;
use crate::bundle::bag_writer::BagWriter;
use crate::bundle::instructions::{Instructions, Sealed};
use crate::bundle::label_file::LabelFile;
use crate::bundle::layout;
use crate::host::signing::Signer;
use crate::record::entry::passages_of;
use crate::record::labelling::NAMED;
use crate::report::status::mode_word;
use crate::store::evidence::{EvidenceFolder, Progress};
use crate::store::imported::Imported;

/// Writes an imported bundle again.
pub(crate) fn again(
    session: &Session<'_>,
    how: &Imported,
    (folder, signer): (&Path, Option<&Signer>),
    progress: Progress<'_>,
) -> Result<Exported, AppError> {
    let mut writer = BagWriter::begin(folder)?;
    let mut seals: Vec<Sealed> = Vec::new();
    session.store().imported_files::<AppError>(session.uid(), |name, bytes| {
        seals.extend(Sealed::parse(name));
        match bytes {
            Some(bytes) => {
                writer.put(name, bytes)?;
                Ok(())
            }
            None => from_record(session, name, &mut writer, &mut *progress),
        }
    })?;
    // In the order of their entries, as the first time.
    seals.sort_by_key(|seal| seal.entry);
    sign(signer, &mut writer)?;
    let labels = labels(session, how, &writer);
    let signers = writer.has(layout::SIGNERS);
    let text =
        Instructions { labels: &labels, broken: None, seals: &seals, signers, signed: signer.is_some() };
    let folder = writer.finish(&labels, &text.to_string())?;
    Ok(Exported { folder, labels })
}

fn labels(session: &Session<'_>, how: &Imported, writer: &BagWriter) -> LabelFile {
    let opening = session.state().opening().map(|(opening, _)| opening);
    LabelFile {
        agent: tool(),
        id: opening.map(|opening| opening.id.clone()).unwrap_or_default(),
        uid: session.uid(),
        mode: opening.map_or("live", |opening| mode_word(opening.mode)).to_owned(),
        edition: how.edition.clone(),
        head: session.head(),
        withheld: how.withheld.clone(),
        evidence: how.evidence.clone(),
        broken_at: None,
        oxum: writer.oxum(),
    }
}

/// Writes what the record holds anyway.
fn from_record(
    session: &Session<'_>,
    name: &str,
    writer: &mut BagWriter,
    progress: Progress<'_>,
) -> Result<(), AppError> {
    if name == layout::LOG {
        return write_log(session, writer);
    }
    if name == layout::WORDS {
        return write_words(session, writer);
    }
    let Some((folder, sha256)) = name.rsplit_once('/').and_then(|(f, hex)| Some((f, Digest::parse(hex)?)))
    else {
        return Ok(());
    };
    if folder == layout::EVIDENCE {
        let kept = EvidenceFolder::beside(session.store().path());
        kept.get(sha256, &writer.place(name)?, progress)?;
        writer.adopt(name, sha256)?;
    } else if let Some(bytes) = session.store().source(sha256)? {
        writer.put(name, &bytes)?;
    }
    Ok(())
}

/// All words that came in, in the order in which entries first hold them.
fn write_words(session: &Session<'_>, writer: &mut BagWriter) -> Result<(), AppError> {
    let mut seen = BTreeSet::new();
    writer.stream::<AppError>(layout::WORDS, |piece| {
        for entry in session.entries().iter() {
            for (member, passage) in passages_of(&entry.draft.event) {
                if member == NAMED || !seen.insert(passage) {
                    continue;
                }
                if let Some(line) = session.store().passage(session.uid(), passage)? {
                    piece.line(line.as_bytes()).map_err(failed(layout::WORDS))?;
                }
            }
        }
        Ok(())
    })?;
    Ok(())
}
