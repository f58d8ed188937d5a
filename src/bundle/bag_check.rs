//! The record in a bag, checked as any other record is, and the files beside it against the entries that name them. Whoever asks whether
//! a bundle is good asks here: `verify` and `bundle import` alike. Must not look at manifests, and must not believe a checkpoint because
//! it came along.

use std::collections::BTreeMap;
use std::path::Path;

use super::bag;
use super::bag_log::{BagLog, MakeAside};
use super::bundle_error::{BundleError, Fault};
use super::layout;
use super::lines;
use super::manifest::Listing;
use super::walk::Found;
use crate::base::digest::Digest;
use crate::base::id::IncidentUid;
use crate::base::time::Timestamp;
use crate::record::checkpoint::Checkpoint;
use crate::record::verify::evidence;
use crate::record::verify::log_source::LogSource as _;
use crate::record::verify::outside::{Given, Kept, Outside};
use crate::record::verify::report::Report;
use crate::record::verify::verify;

/// What was found in the `data` folder of a bag.
#[derive(Debug, Default)]
pub(crate) struct BagCheck {
    /// The record, as far as it can be read.
    pub(crate) report: Option<Report>,
    /// What is wrong beside it.
    pub(crate) faults: Vec<Fault>,
    /// When the newest line says that it was recorded.
    pub(crate) newest: Option<Timestamp>,
}

/// Checks the record in a bag. Files of which the hash is known are not hashed again; `progress` counts the bytes of evidence that are.
pub(crate) fn check(
    root: &Path,
    (mut outside, make_aside): (Outside, MakeAside),
    known: &Listing,
    progress: &mut dyn FnMut(u64),
) -> Result<BagCheck, BundleError> {
    let mut check = BagCheck::default();
    let Some(log) = check.or_fault(BagLog::open(root, make_aside))? else { return Ok(check) };
    let mut log = log.knowing(known);
    // What is wrong with names is the business of the bag.
    let files = Found::look(root, &mut Vec::new())?.files;
    outside.checkpoints.extend(check.checkpoints((root, log.uid()), &files));
    let checked = verify(&mut log, &outside, &mut |_| {});
    if let Some(mut report) = check.or_fault(checked)? {
        report.evidence = Some(evidence::check(&report.pieces, &mut log, progress)?);
        let strays = strays(root, &files, (&log, &report));
        let strays = check.or_fault(strays)?.unwrap_or_default();
        check.faults.extend(strays);
        check.report = Some(report);
    }
    check.newest = log.newest_time();
    Ok(check)
}

impl BagCheck {
    /// What cannot be read of a bundle is a fault of it.
    fn or_fault<T>(&mut self, result: Result<T, BundleError>) -> Result<Option<T>, BundleError> {
        match result {
            Ok(found) => Ok(Some(found)),
            Err(BundleError::Faulty(faults)) => {
                self.faults.extend(faults);
                Ok(None)
            }
            Err(BundleError::File { path, source }) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.faults.push(Fault::Record(format!("{name} cannot be read: {source}")));
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Checkpoints that came along must fit; they prove nothing, as whoever wrote the bundle wrote them too.
    fn checkpoints(
        &mut self,
        (root, uid): (&Path, IncidentUid),
        files: &BTreeMap<String, u64>,
    ) -> Vec<Given> {
        let mut given = Vec::new();
        for name in files.keys().filter(|name| is_checkpoint(name)) {
            let text = lines::small(&root.join(name), MAX_CHECKPOINT).ok();
            let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
            match text.and_then(|text| Checkpoint::parse(&text).ok()).filter(|read| read.uid == uid) {
                Some(checkpoint) => given.push(Given { checkpoint, kept: Kept::Bundle(name.clone()) }),
                None => {
                    self.faults.push(Fault::Record(format!("{name} is no checkpoint of this incident")));
                }
            }
        }
        given
    }
}

/// The longest checkpoint.
const MAX_CHECKPOINT: u64 = 256;

fn is_checkpoint(name: &str) -> bool {
    name == layout::CHECKPOINT
        || name.rsplit_once('/').is_some_and(|(folder, _)| folder == layout::CHECKPOINTS)
}

/// Files that no entry names.
fn strays(
    root: &Path,
    files: &BTreeMap<String, u64>,
    (log, report): (&BagLog, &Report),
) -> Result<Vec<Fault>, BundleError> {
    let mut strays = Vec::new();
    for (name, size) in files {
        let Some((folder, file)) = name.rsplit_once('/') else { continue };
        let is_named = match folder {
            layout::SOURCES => Digest::parse(file).is_some_and(|sha256| log.named().contains(&sha256)),
            layout::EVIDENCE => {
                let sha256 = Digest::parse(file);
                sha256.is_some() && report.pieces.iter().any(|piece| piece.sha256 == sha256)
            }
            layout::SIGNATURES => {
                let path = root.join(name);
                let hashed = bag::hash(&path, *size, &mut |_| {});
                let (sha256, _) = hashed.map_err(|error| BundleError::file(&path, error))?;
                log.named().contains(&sha256)
            }
            _other => true,
        };
        if !is_named {
            strays.push(Fault::Record(format!("{name}: no entry names it")));
        }
    }
    Ok(strays)
}
