//! The check of a bundle that came from elsewhere, without taking it in: its files against its manifests, its record as any other record,
//! and what it says of itself against both. `verify` and `bundle import` ask here. Must not believe a key or a checkpoint because it came
//! along.

use std::path::Path;

use crate::app::app_error::AppError;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq, check_id};
use crate::base::time::Timestamp;
use crate::bundle::bag::Bag;
use crate::bundle::bag_check::{self, BagCheck};
use crate::bundle::bundle_error::{BundleError, Fault};
use crate::bundle::label_file::LabelFile;
use crate::bundle::layout;
use crate::bundle::lines::{self, MAX_LINE};
use crate::bundle::manifest::Listing;
use crate::incident::event::lifecycle::IncidentOpened;
use crate::incident::state::{Recorded, State};
use crate::record::chain::Head;
use crate::record::entry::Entry;
use crate::record::signers::MANIFEST_NAMESPACE;
use crate::record::verify::outside::Outside;
use crate::record::verify::proof::{self, Proof};
use crate::record::verify::report::Report;
use crate::report::edition::Edition;
use crate::report::verification;
use crate::store::evidence::Progress;
use crate::store::verify::unnamed_file::aside;

/// The longest manifest, and the longest signature.
const MAX: u64 = 64 * 1024 * 1024;

/// What is known from elsewhere, and when it is asked for.
#[derive(Debug)]
pub(crate) struct Asked {
    /// Checkpoints, codes and keys that did not come with the bundle.
    pub(crate) outside: Outside,
    /// Now.
    pub(crate) now: Timestamp,
}

/// What was found in a bundle.
#[derive(Debug, Default)]
pub(crate) struct BagFindings {
    /// Its files, where they are those that were listed.
    pub(crate) bag: Option<Bag>,
    /// The record in it, as far as it can be read.
    pub(crate) report: Option<Report>,
    /// What its entries lead to, where they can be followed.
    pub(crate) state: Option<State>,
    /// What is wrong beside it.
    pub(crate) faults: Vec<Fault>,
    /// What is to be known beside it.
    pub(crate) notes: Vec<String>,
}

/// Takes the entries of a record that fits together, each with the hash of its line.
pub(crate) type Take<'a> = &'a mut dyn FnMut(Entry, Digest);

/// Checks a bundle. `take` gets its entries; `progress` counts the bytes that were hashed.
pub(crate) fn look(
    folder: &Path,
    asked: Asked,
    take: Take<'_>,
    progress: Progress<'_>,
) -> Result<BagFindings, AppError> {
    let Asked { outside, now } = asked;
    let mut findings = BagFindings::default();
    findings.bag = match Bag::open(folder, progress) {
        Ok(bag) => Some(bag),
        // That it is no bundle, or one of a newer program, is no fault of it.
        Err(BundleError::Faulty(faults)) => {
            findings.faults = faults;
            None
        }
        Err(other) => return Err(other.into()),
    };
    let signers = outside.signers.clone();
    let none = Listing::new();
    let known = findings.bag.as_ref().map_or(&none, Bag::hashes);
    let BagCheck { report, faults, newest } = bag_check::check(folder, (outside, aside), known, progress)?;
    findings.faults.extend(faults);
    if let Some(report) = report {
        findings.follow(folder, &report, take);
        findings.labels(&report);
        findings.report = Some(report);
    }
    let signers = Outside { signers, ..Outside::default() };
    findings.signature(folder, (&signers, newest.unwrap_or(now), now));
    Ok(findings)
}

impl BagFindings {
    /// Everything that is wrong, in the record too.
    pub(crate) fn all_faults(&self) -> Vec<Fault> {
        let in_record = self.report.iter().filter(|report| !report.verdict().is_good());
        let in_record = in_record.flat_map(verification::faults).map(Fault::Record);
        self.faults.iter().cloned().chain(in_record).collect()
    }

    /// Reads the entries and follows them: a record that contradicts itself is none.
    fn follow(&mut self, folder: &Path, report: &Report, take: Take<'_>) {
        if !report.lines.faults.is_empty() {
            return;
        }
        let (mut state, mut read) = (State::default(), Seq::NONE);
        let followed = lines::each(&folder.join(layout::LOG), MAX_LINE, |line| {
            read = read.next();
            let entry = entry(line)?;
            state.apply(&Recorded::from(&entry)).map_err(wrong)?;
            take(entry, Digest::of(line));
            Ok::<(), std::io::Error>(())
        });
        match followed {
            Ok(()) => self.state = Some(state),
            Err(why) => self.faults.push(Fault::Record(format!("entry {read}: {why}"))),
        }
    }

    /// What the bag says of itself must be what is in it.
    fn labels(&mut self, report: &Report) {
        let Some(bag) = &self.bag else { return };
        let opening = self.state.as_ref().and_then(State::opening).map(|(opening, _)| opening);
        self.faults.extend(differences(&bag.labels, (report.uid, report.lines.whole)));
        self.faults.extend(opening.and_then(|opening| strange_name(&bag.labels, opening)));
    }

    /// Who signed the manifest. A signature has no time of its own; it was made behind the newest entry, so the key counts if it was valid
    /// then, or became so since.
    fn signature(&mut self, folder: &Path, (outside, newest, now): (&Outside, Timestamp, Timestamp)) {
        let read =
            |name: &str| lines::small(&folder.join(name), MAX).map_err(|error| format!("{name}: {error}"));
        if folder.join(layout::MANIFEST_SIGNATURE).symlink_metadata().is_err() {
            return self.notes.push("manifest: not signed".to_owned());
        }
        let both = read(layout::MANIFEST_SIGNATURE).and_then(|bytes| Ok((bytes, read(layout::MANIFEST)?)));
        let (signature, manifest) = match both {
            Ok(both) => both,
            Err(why) => return self.faults.push(Fault::Tag(why)),
        };
        let message = (manifest.as_slice(), MANIFEST_NAMESPACE);
        let (proof, at) = proof::made_behind(&signature, message, (outside.signers.as_ref(), newest, now));
        match signed_by(&proof, at) {
            Ok(said) => self.notes.extend(said.map(|said| format!("manifest: {said}"))),
            Err(why) => self.faults.push(Fault::Tag(format!("{}: {why}", layout::MANIFEST_SIGNATURE))),
        }
    }
}

/// Who signed, in words; an error where the signature is not what it should be.
fn signed_by(proof: &Proof, at: Timestamp) -> Result<Option<String>, String> {
    Ok(Some(match proof {
        Proof::Signed { principals, key } => format!(
            "signed by {principals} ({key}), who could sign at {}; a signature has no time of its own, and this one is from then or later",
            at.to_seconds_text()
        ),
        Proof::SignedBySomebody { key, listed: true } => {
            format!("signed by {key}, which is not in the list of allowed signers")
        }
        Proof::SignedBySomebody { key, listed: false } => format!(
            "signed by {key}: whose key that is, a list of allowed signers tells that did not come with the bundle (--signers)"
        ),
        Proof::SignedUnchecked(why) => why.clone(),
        Proof::Wrong(why) => return Err(why.clone()),
        Proof::None | Proof::Stamped(_) | Proof::Gone => return Ok(None),
    }))
}

fn wrong(why: impl std::fmt::Display) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, why.to_string())
}

fn entry(line: &[u8]) -> Result<Entry, std::io::Error> {
    let text = std::str::from_utf8(line).map_err(wrong)?;
    Entry::from_line(text).map_err(wrong)
}

fn differences(labels: &LabelFile, (uid, head): (IncidentUid, Head)) -> Vec<Fault> {
    let said = [
        (uid == labels.uid, "names another incident than the log"),
        (head == labels.head, "names another number of entries or head than the log has"),
        (Edition::named(&labels.edition).is_some(), "names an edition that there is not"),
        (
            labels.broken_at.is_none(),
            "says that this is the good part of a broken record: it can be read, not imported",
        ),
    ];
    let wrong = said.iter().filter(|(holds, _)| !holds);
    wrong.map(|(_, text)| Fault::Tag(format!("{} {text}", layout::BAG_INFO))).collect()
}

/// Names reach screens, file names and lists.
fn strange_name(labels: &LabelFile, opening: &IncidentOpened) -> Option<Fault> {
    let is_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let id = &opening.id;
    if *id != labels.id || id.is_empty() || id.len() > 32 || !id.chars().all(is_id) {
        return Some(Fault::Record("the public id is none, or bag-info.txt names another one".to_owned()));
    }
    let why = check_id(&opening.codename, '-').err()?;
    Some(Fault::Record(format!("the codename is none: {why}")))
}
