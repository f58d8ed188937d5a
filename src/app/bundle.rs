//! Bundles of an incident: what goes in for whom, and how it is written. Must not print.

pub(crate) mod again;
pub(crate) mod import;
pub(crate) mod look;
pub(crate) mod merge;
mod proofs;
mod selection;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::app_error::AppError;
use super::checkpoint;
use super::paper::{Production, Reading, produced};
use super::pen::tool;
use super::session::Session;
use crate::base::digest::{Digest, Hasher};
use crate::base::id::{EvidenceId, Seq};
use crate::base::text::shell_word;
use crate::base::time::Timestamp;
use crate::bundle::bag_writer::BagWriter;
use crate::bundle::bundle_error::BundleError;
use crate::bundle::instructions::Instructions;
use crate::bundle::label_file::LabelFile;
use crate::bundle::layout;
use crate::host::signing::Signer;
use crate::incident::event::evidence::Holding;
use crate::incident::event::proof::Occasion;
use crate::record::chain::Chain;
use crate::record::entry::Entry;
use crate::record::signers::MANIFEST_NAMESPACE;
use crate::report::document::furniture::Broken;
use crate::report::edition::Edition;
use crate::report::format::Format;
use crate::report::timeline::{Detail, Options, Order};
use crate::store::evidence::{EvidenceFolder, Progress};
use selection::Selection;

/// A bundle that is wanted.
pub(crate) struct Export<'a> {
    /// A folder that does not exist or is empty.
    pub(crate) folder: &'a Path,
    /// Who it is for.
    pub(crate) edition: &'static Edition,
    /// Which evidence goes along.
    pub(crate) evidence: &'a [EvidenceId],
    /// A file of keys that may sign, for `ssh-keygen -Y verify`.
    pub(crate) signers: Option<&'a [u8]>,
    /// Who signs the manifest.
    pub(crate) signer: Option<&'a Signer>,
}

/// A bundle that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exported {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// What it says of itself.
    pub(crate) labels: LabelFile,
    /// What became of the signature with which it came in.
    pub(crate) senders: Option<Senders>,
}

/// What became of the signature of the manifest with which a bundle came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Senders {
    /// The files are the same: it is handed on.
    HandedOn,
    /// The files are the same, and somebody here signed in its place.
    Replaced,
    /// The files are others, so it no longer fits.
    LeftOut,
}

/// The pieces of evidence that people named: `all` that were copied, or some by number. Only what was copied can be given away.
pub(crate) fn chosen(session: &Session<'_>, named: &[String]) -> Result<Vec<EvidenceId>, AppError> {
    let copied = |holding| holding == Holding::Copied;
    if matches!(named, [only] if only == "all") {
        let all = session.state().evidence().iter().filter(|(_, (_, taken))| copied(taken.holding));
        return Ok(all.map(|(id, _)| *id).collect());
    }
    let mut chosen = BTreeSet::new();
    for typed in named {
        let id = super::naming::evidence(session.state(), typed)?;
        let holding = session.state().evidence().get(&id).map(|(_, taken)| taken.holding);
        if let Some(holding) = holding.filter(|holding| !copied(*holding)) {
            let how = crate::report::describe::holding(holding);
            return Err(AppError::Input(format!("{id} is {how}: there is no copy to hand out")));
        }
        chosen.insert(id);
    }
    Ok(chosen.into_iter().collect())
}

/// Bytes of evidence, for a bar.
pub(crate) fn size_of(session: &Session<'_>, evidence: &[EvidenceId]) -> u64 {
    let sizes = evidence.iter().filter_map(|id| session.state().evidence().get(id)?.1.size);
    sizes.fold(0, u64::saturating_add)
}

/// Refuses an edition that an imported bundle cannot hold, because it came in as a narrower one.
pub(crate) fn may_be(session: &Session<'_>, edition: &Edition) -> Result<(), AppError> {
    let Some(imported) = session.imported() else { return Ok(()) };
    let holds = match imported.edition.as_str() {
        "counsel" => true,
        "team" => edition.word != "counsel",
        narrow => edition.word == narrow,
    };
    if holds {
        return Ok(());
    }
    Err(AppError::NotPossible(format!(
        "the incident came in as a bundle for `{}`; what `{}` may read beyond it is not in this record",
        imported.edition, edition.word
    )))
}

/// Records that a bundle is given to somebody, and the checkpoint that goes with it. Its hash is that of the words which the edition
/// had before this entry: the entry itself will be in the bundle, and no hash can hold itself.
pub(crate) fn produce(
    session: &mut Session<'_>,
    edition: &'static Edition,
    (to, signer): (&str, Option<&Signer>),
) -> Result<Vec<Entry>, AppError> {
    let production = {
        let reading = Reading::of(session);
        let selection = Selection::of(&reading, edition);
        let mut hasher = Hasher::default();
        selection.each_passage(session, |line| {
            hasher.update(line.as_bytes());
            hasher.update(b"\n");
            Ok(())
        })?;
        Production {
            what: "Bundle",
            format: "bagit",
            edition: edition.word,
            to: to.to_owned(),
            sha256: hasher.finish(),
            head: reading.head_at(None),
        }
    };
    let mut entries = produced(session, &production)?;
    entries.extend(checkpoint::make(session, Occasion::Production, signer)?.entries);
    Ok(entries)
}

/// Writes a bundle; of a broken record what comes before the break, marked as such. The same record, edition and choice give the same
/// bytes.
pub(crate) fn export(
    session: &Session<'_>,
    wanted: &Export<'_>,
    progress: Progress<'_>,
) -> Result<Exported, AppError> {
    let reading = Reading::of(session);
    let broken = reading.broken().map(Broken::of);
    let selection = Selection::of(&reading, wanted.edition);
    let mut writer = BagWriter::begin(wanted.folder)?;
    write_log(session, &mut writer)?;
    selection.write(session, &mut writer)?;
    write_papers(&reading, wanted, &mut writer)?;
    if let Some(signers) = wanted.signers {
        writer.put(layout::SIGNERS, signers)?;
    }
    let seals = proofs::write(session, &reading, &mut writer)?;
    write_evidence(session, wanted.evidence, &mut writer, progress)?;
    writer.put(layout::VERIFIER, layout::VERIFIER_TEXT.as_bytes())?;
    if let Some(broken) = &broken {
        writer.put(layout::BROKEN, format!("{}\n", broken.watermark()).as_bytes())?;
    }
    sign(wanted.signer, &mut writer)?;
    let labels = labels((session, broken.as_ref()), wanted, (&selection.withheld(), &writer));
    let watermark = broken.as_ref().map(Broken::watermark);
    let text = Instructions {
        labels: &labels,
        broken: watermark.as_deref(),
        seals: &seals,
        held: &proofs::held(reading.entries()),
        signers: wanted.signers.is_some(),
        signed: wanted.signer.is_some(),
        newest: newest(reading.entries()),
    };
    let folder = writer.finish(&labels, &text.to_string())?;
    let left_out = session.imported().is_some() && again::senders_signature(session)?.is_some();
    Ok(Exported { folder, labels, senders: left_out.then_some(Senders::LeftOut) })
}

/// A signature over the manifest speaks for every file below `data/`, papers and evidence too.
fn sign(signer: Option<&Signer>, writer: &mut BagWriter) -> Result<(), AppError> {
    let Some(signer) = signer else { return Ok(()) };
    let signature = signer.sign(writer.manifest().as_bytes(), MANIFEST_NAMESPACE)?;
    writer.put(layout::MANIFEST_SIGNATURE, signature.armoured.as_bytes())?;
    Ok(())
}

/// When the newest entry was recorded.
fn newest(entries: &[Entry]) -> Timestamp {
    entries.last().map_or(Timestamp::EPOCH, |entry| entry.stamp.t)
}

fn labels(
    (session, broken): (&Session<'_>, Option<&Broken>),
    wanted: &Export<'_>,
    (withheld, writer): (&[(&'static str, usize)], &BagWriter),
) -> LabelFile {
    let opening = session.state().opening().map(|(opening, _)| opening);
    let counts: Vec<String> = withheld.iter().map(|(code, count)| format!("{code} {count}")).collect();
    let evidence: Vec<String> = wanted.evidence.iter().map(ToString::to_string).collect();
    let or = |words: String, none: &str| if words.is_empty() { none.to_owned() } else { words };
    LabelFile {
        agent: tool(),
        id: opening.map(|opening| opening.id.clone()).unwrap_or_default(),
        uid: session.uid(),
        mode: opening.map_or("live", |opening| opening.mode.word()).to_owned(),
        edition: wanted.edition.word.to_owned(),
        head: session.head(),
        withheld: or(counts.join(", "), "nothing"),
        evidence: or(evidence.join(", "), "none"),
        broken_at: broken.map(|broken| broken.at),
        oxum: writer.oxum(),
    }
}

fn failed(name: &str) -> impl Fn(std::io::Error) -> AppError {
    move |error| BundleError::file(Path::new(name), error).into()
}

/// The lines once more pass the check of the chain while they are written.
fn write_log(session: &Session<'_>, writer: &mut BagWriter) -> Result<(), AppError> {
    let head = session.head();
    let mut chain = Chain::new(session.uid());
    writer.stream(layout::LOG, |piece| {
        session.store().visit::<AppError>(session.uid(), Seq::NONE, |stored| {
            if stored.seq > head.seq {
                return Ok(());
            }
            chain.link(&stored)?;
            piece.line(stored.line).map_err(failed(layout::LOG))
        })
    })?;
    Ok(())
}

fn write_papers(
    reading: &Reading<'_, '_>,
    wanted: &Export<'_>,
    writer: &mut BagWriter,
) -> Result<(), AppError> {
    for word in layout::PAPERS {
        let Some(format) = Format::parse(word) else { continue };
        let options = Options {
            edition: wanted.edition,
            detail: Detail::Full,
            order: Order::usual_for(format),
            since: None,
            as_of: None,
            at_size: None,
            zone: reading.zone(),
        };
        let bytes = format.write(&reading.timeline(&options)?)?;
        writer.put(&layout::paper(word, reading.broken().is_some()), &bytes)?;
    }
    Ok(())
}

/// What is no longer what was taken is not given away.
fn write_evidence(
    session: &Session<'_>,
    chosen: &[EvidenceId],
    writer: &mut BagWriter,
    progress: Progress<'_>,
) -> Result<(), AppError> {
    let folder = EvidenceFolder::beside(session.store().path());
    let taken = chosen.iter().filter_map(|id| session.state().evidence().get(id)?.1.sha256);
    let mut before = 0;
    for sha256 in taken.collect::<BTreeSet<Digest>>() {
        let name = layout::hashed(layout::EVIDENCE, sha256);
        let mut size = 0;
        folder.get(sha256, &writer.place(&name)?, &mut |read| {
            size = read;
            progress(before + read);
        })?;
        before += size;
        writer.adopt(&name, sha256)?;
    }
    Ok(())
}

/// How a folder is encrypted for somebody: the commands to type.
pub(crate) fn encrypting(folder: &Path) -> Vec<String> {
    let parent = folder.parent().unwrap_or(Path::new(".")).display().to_string();
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let tar = format!("tar -C {} -cf - {}", shell_word(&parent), shell_word(&name));
    vec![
        format!("{tar} | age -r AGE-RECIPIENT -o {}", shell_word(&format!("{name}.tar.age"))),
        format!("{tar} | gpg --encrypt --recipient ADDRESS -o {}", shell_word(&format!("{name}.tar.gpg"))),
    ]
}
