//! The check of a bundle that came from elsewhere, without taking it in: its files against its manifests, its record as any other record,
//! and what it says of itself against both. Must not believe a key or a checkpoint because it came along.

use std::path::Path;

use super::import::compare;
use crate::app::app_error::AppError;
use crate::base::time::Timestamp;
use crate::bundle::bag::Bag;
use crate::bundle::bag_log::BagLog;
use crate::bundle::bundle_error::{BundleError, Fault};
use crate::bundle::{layout, lines};
use crate::record::checkpoint::Checkpoint;
use crate::record::signers::MANIFEST_NAMESPACE;
use crate::record::verify::evidence;
use crate::record::verify::log_source::LogSource as _;
use crate::record::verify::outside::{Given, Kept, Outside};
use crate::record::verify::proof::{self, Proof};
use crate::record::verify::report::Report;
use crate::record::verify::verify;
use crate::store::evidence::Progress;
use crate::store::verify::unnamed_file::aside;

/// The longest manifest, and the longest signature.
const MAX: u64 = 64 * 1024 * 1024;

/// What was found in a bundle.
#[derive(Debug, Default)]
pub(crate) struct BagFindings {
    /// The record in it, as far as it can be read.
    pub(crate) report: Option<Report>,
    /// What is wrong beside it.
    pub(crate) faults: Vec<Fault>,
    /// What is to be known beside it.
    pub(crate) notes: Vec<String>,
}

/// Checks a bundle. `progress` counts the bytes that were hashed.
pub(crate) fn look(
    folder: &Path,
    mut outside: Outside,
    progress: Progress<'_>,
) -> Result<BagFindings, AppError> {
    let mut findings = BagFindings::default();
    let bag = findings.or_fault(Bag::open(folder, progress))?;
    let Some(mut log) = findings.or_fault(BagLog::open(folder, aside))? else { return Ok(findings) };
    if let Some(bag) = &bag {
        let given = checkpoints(bag, &mut findings.faults);
        outside.checkpoints.extend(given);
    }
    let checked = verify(&mut log, &outside, &mut |_| {});
    if let Some(mut report) = findings.or_fault(checked)? {
        report.evidence = Some(evidence::check(&report.pieces, &mut log, progress)?);
        if let Some(bag) = &bag {
            compare(&bag.labels, (Some(log.uid()), report.lines.whole), &mut findings.faults);
            findings.faults.extend(strays(bag, &log, &report));
        }
        findings.report = Some(report);
    }
    let at = log.newest_time().unwrap_or(Timestamp::EPOCH);
    findings.signature(folder, (&outside, at))?;
    Ok(findings)
}

impl BagFindings {
    /// Faults of the bundle are findings, and so is what of it cannot be read; that it is none, or of a newer program, is not.
    fn or_fault<T>(&mut self, result: Result<T, BundleError>) -> Result<Option<T>, BundleError> {
        match result {
            Ok(found) => Ok(Some(found)),
            Err(BundleError::Faulty(faults)) => {
                self.faults.extend(faults);
                Ok(None)
            }
            Err(why @ BundleError::File { .. }) if !self.faults.is_empty() => {
                self.faults.push(Fault::Record(why.to_string()));
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Who signed the manifest, judged at the time of the newest entry: a signature has none of its own.
    fn signature(&mut self, folder: &Path, (outside, at): (&Outside, Timestamp)) -> Result<(), BundleError> {
        let read = |name: &str| {
            let path = folder.join(name);
            lines::small(&path, MAX).map_err(|error| BundleError::file(&path, error))
        };
        if folder.join(layout::MANIFEST_SIGNATURE).symlink_metadata().is_err() {
            self.notes.push("manifest: not signed".to_owned());
            return Ok(());
        }
        let both = read(layout::MANIFEST_SIGNATURE).and_then(|bytes| Ok((bytes, read(layout::MANIFEST)?)));
        let Some((signature, manifest)) = self.or_fault(both)? else { return Ok(()) };
        let message = (manifest.as_slice(), MANIFEST_NAMESPACE);
        let note = match proof::of_message(&signature, message, (outside.signers.as_ref(), at)) {
            Proof::Signed { principals, key } => format!("signed by {principals} ({key})"),
            Proof::SignedBySomebody { key, listed: true } => {
                format!("signed by {key}, which is not in the list of allowed signers")
            }
            Proof::SignedBySomebody { key, listed: false } => format!(
                "signed by {key}: whose key that is, a list of allowed signers tells that did not come with the bundle (--signers)"
            ),
            Proof::SignedUnchecked(why) => why,
            Proof::Wrong(why) => {
                self.faults.push(Fault::Tag(format!("{}: {why}", layout::MANIFEST_SIGNATURE)));
                return Ok(());
            }
            Proof::None | Proof::Stamped(_) | Proof::Gone => return Ok(()),
        };
        self.notes.push(format!("manifest: {note}"));
        Ok(())
    }
}

/// Checkpoints that came along must fit; they prove nothing, as whoever wrote the bundle wrote them too.
fn checkpoints(bag: &Bag, faults: &mut Vec<Fault>) -> Vec<Given> {
    let is_one = |name: &&str| *name == layout::CHECKPOINT || name.starts_with(layout::CHECKPOINTS);
    let mut given = Vec::new();
    for name in bag.payload().filter(is_one) {
        let text = lines::small(&bag.path(name), 256).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        match text.and_then(|text| Checkpoint::parse(&text).ok()) {
            Some(checkpoint) => given.push(Given { checkpoint, kept: Kept::Bundle(name.to_owned()) }),
            None => faults.push(Fault::Record(format!("{name} is no checkpoint"))),
        }
    }
    given
}

/// Files that no entry names.
fn strays(bag: &Bag, log: &BagLog, report: &Report) -> Vec<Fault> {
    let pieces: Vec<_> = report.pieces.iter().filter_map(|piece| piece.sha256).collect();
    let sources = bag.hashed(layout::SOURCES).into_iter().filter(|sha256| !log.named().contains(sha256));
    let sources = sources.map(|sha256| layout::hashed(layout::SOURCES, sha256));
    let evidence = bag.hashed(layout::EVIDENCE).into_iter().filter(|sha256| !pieces.contains(sha256));
    let evidence = evidence.map(|sha256| layout::hashed(layout::EVIDENCE, sha256));
    sources.chain(evidence).map(|name| Fault::Record(format!("{name}: no entry names it"))).collect()
}
