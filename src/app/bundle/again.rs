//! Handing on an imported bundle as it came: every file below `data/` with the bytes that it had, whatever this version would write.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Exported, Senders, failed, newest, proofs, sign, write_log};
use crate::app::app_error::AppError;
use crate::app::pen::tool;
use crate::app::session::Session;
use crate::base::digest::Digest;
use crate::bundle::bag_writer::BagWriter;
use crate::bundle::instructions::Instructions;
use crate::bundle::label_file::LabelFile;
use crate::bundle::layout;
use crate::host::signing::Signer;
use crate::record::entry::passages_of;
use crate::record::labelling::NAMED;
use crate::store::evidence::{EvidenceFolder, Progress};
use crate::store::imported::Imported;

/// Writes an imported bundle again. Its sender's signature goes along where the files below `data/` are the same.
pub(crate) fn again(
    session: &Session<'_>,
    how: &Imported,
    (folder, signer): (&Path, Option<&Signer>),
    progress: Progress<'_>,
) -> Result<Exported, AppError> {
    let mut writer = BagWriter::begin(folder)?;
    write_files(session, &mut writer, progress)?;
    let senders = match senders_signature(session)? {
        Some(_) if Digest::of(writer.manifest().as_bytes()) != how.manifest => Some(Senders::LeftOut),
        Some(_) if signer.is_some() => Some(Senders::Replaced),
        Some(signature) => {
            writer.put(layout::MANIFEST_SIGNATURE, &signature)?;
            Some(Senders::HandedOn)
        }
        None => None,
    };
    sign(signer, &mut writer)?;
    let labels = labels(session, how, &writer);
    let entries = session.entries();
    let seals = entries.iter().filter_map(|entry| Some(proofs::sealed(entry)?.0));
    let text = Instructions {
        labels: &labels,
        broken: None,
        seals: &seals.filter(|seal| writer.has(&seal.name())).collect::<Vec<_>>(),
        held: &proofs::held(&entries),
        signers: writer.has(layout::SIGNERS),
        signed: writer.has(layout::MANIFEST_SIGNATURE),
        newest: newest(&entries),
    };
    let folder = writer.finish(&labels, &text.to_string())?;
    Ok(Exported { folder, labels, senders })
}

fn write_files(
    session: &Session<'_>,
    writer: &mut BagWriter,
    progress: Progress<'_>,
) -> Result<(), AppError> {
    let mut before = 0;
    session.store().imported_files::<AppError>(session.uid(), |name, bytes| {
        if !layout::is_payload(name) {
            return Ok(());
        }
        if let Some(bytes) = bytes {
            writer.put(name, bytes)?;
            return Ok(());
        }
        let mut size = 0;
        from_record(session, name, writer, &mut |read| {
            size = read;
            progress(before + read);
        })?;
        before += size;
        Ok(())
    })
}

/// Bytes of evidence that go out again, for a bar.
pub(crate) fn size(session: &Session<'_>) -> Result<u64, AppError> {
    let evidence = session.state().evidence().values().map(|(_, taken)| taken);
    let sizes: BTreeMap<Digest, u64> =
        evidence.filter_map(|taken| Some((taken.sha256?, taken.size?))).collect();
    let mut total = 0_u64;
    session.store().imported_files::<AppError>(session.uid(), |name, _bytes| {
        let hash =
            name.strip_prefix(layout::EVIDENCE).and_then(|name| Digest::parse(name.strip_prefix('/')?));
        total = total.saturating_add(hash.and_then(|hash| sizes.get(&hash).copied()).unwrap_or_default());
        Ok(())
    })?;
    Ok(total)
}

/// The signature of the manifest with which a bundle came in.
pub(super) fn senders_signature(session: &Session<'_>) -> Result<Option<Vec<u8>>, AppError> {
    let mut signature = None;
    session.store().imported_files::<AppError>(session.uid(), |name, bytes| {
        if name == layout::MANIFEST_SIGNATURE {
            signature = bytes.map(<[u8]>::to_vec);
        }
        Ok(())
    })?;
    Ok(signature)
}

fn labels(session: &Session<'_>, how: &Imported, writer: &BagWriter) -> LabelFile {
    let opening = session.state().opening().map(|(opening, _)| opening);
    LabelFile {
        agent: tool(),
        id: opening.map(|opening| opening.id.clone()).unwrap_or_default(),
        uid: session.uid(),
        mode: opening.map_or("live", |opening| opening.mode.word()).to_owned(),
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
