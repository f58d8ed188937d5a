//! A bag that came from elsewhere: that its files are those it lists, no more and no fewer, before anything in them is believed.
//! Must not write, and must not know what the record says.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::bundle_error::{BundleError, Fault};
use super::label_file::{LabelFile, Oxum};
use super::layout::{
    BAG_INFO, BAGIT, DECLARATION, MANIFEST, MANIFEST_SIGNATURE, NEEDED, TAG_MANIFEST, is_payload,
};
use super::lines;
use super::manifest::{self, Listing};
use super::walk::Found;
use crate::base::digest::{Digest, Hasher};

/// The longest tag file but for the manifests.
const MAX_TAG: u64 = 64 * 1024;
/// The longest manifest.
const MAX_MANIFEST: u64 = 64 * 1024 * 1024;
/// How much is read at a time: little enough that what was just read is still in the processor's cache when it is hashed.
const PIECE: usize = 64 * 1024;

/// A bag whose files are as its manifests say.
#[derive(Debug)]
pub(crate) struct Bag {
    root: PathBuf,
    /// What it says of itself.
    pub(crate) labels: LabelFile,
    /// SHA-256 of the manifest, which stands for all files below `data/`.
    pub(crate) manifest: Digest,
    files: BTreeMap<String, u64>,
    listed: Listing,
}

impl Bag {
    /// Reads and checks a bag. `progress` counts the bytes that were hashed.
    pub(crate) fn open(root: &Path, progress: &mut dyn FnMut(u64)) -> Result<Self, BundleError> {
        must_be_folder(root)?;
        check_declaration(root)?;
        let mut faults = Vec::new();
        let labels = read_labels(root, &mut faults)?;
        let found = Found::look(root, &mut faults)?.files;
        let listed = read_manifests(root, &found, &mut faults)?;
        compare(&found, &listed, &mut faults);
        if let Some(labels) = &labels {
            check_size(&found, labels.oxum, &mut faults);
        }
        // Links and devices are in no list of what was found: nothing is opened but regular files of known names.
        check_hashes(root, &found, &listed, (&mut faults, progress))?;
        match (labels, faults.is_empty()) {
            (Some(labels), true) => {
                let manifest = listed.get(MANIFEST).copied().unwrap_or(Digest::ZERO);
                Ok(Self { root: root.to_owned(), labels, manifest, files: found, listed })
            }
            (Some(_) | None, _) => Err(BundleError::Faulty(faults)),
        }
    }

    /// Where a file of the bag is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The hash of each file, as it was found to be.
    pub(crate) fn hashes(&self) -> &Listing {
        &self.listed
    }

    /// The names of the files below `data/`.
    pub(crate) fn payload(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str).filter(|name| is_payload(name))
    }

    /// The files in a folder of the bag that are called by their hashes.
    pub(crate) fn hashed(&self, folder: &str) -> Vec<Digest> {
        let names = self.files.keys().filter_map(|name| name.strip_prefix(folder)?.strip_prefix('/'));
        names.filter_map(Digest::parse).collect()
    }
}

fn must_be_folder(root: &Path) -> Result<(), BundleError> {
    match root.metadata() {
        Err(_) => Err(BundleError::Absent(root.to_owned())),
        Ok(meta) if !meta.is_dir() => Err(BundleError::Packed(root.to_owned())),
        Ok(_) => Ok(()),
    }
}

fn text(root: &Path, name: &str, most: u64) -> Result<String, BundleError> {
    let path = root.join(name);
    let bytes = lines::small(&path, most).map_err(|error| BundleError::file(&path, error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn check_declaration(root: &Path) -> Result<(), BundleError> {
    if root.join(BAGIT).symlink_metadata().is_err() {
        return Err(BundleError::NotABundle(root.to_owned()));
    }
    let declared = text(root, BAGIT, MAX_TAG)?;
    if declared == DECLARATION {
        return Ok(());
    }
    let version = declared.lines().find_map(|line| line.strip_prefix("BagIt-Version: "));
    match version {
        Some(version) if version != "1.0" => {
            let (found, known) = (crate::base::text::scrub(version).into_owned(), "1.0".to_owned());
            Err(BundleError::Newer { what: "BagIt version", found, known })
        }
        Some(_) | None => {
            Err(BundleError::Faulty(vec![Fault::Tag(format!("{BAGIT} is not the declaration of a bag"))]))
        }
    }
}

fn read_labels(root: &Path, faults: &mut Vec<Fault>) -> Result<Option<LabelFile>, BundleError> {
    if root.join(BAG_INFO).symlink_metadata().is_err() {
        // Said with the other files that are missing.
        return Ok(None);
    }
    match LabelFile::parse(&text(root, BAG_INFO, MAX_TAG)?)? {
        Ok(labels) => Ok(Some(labels)),
        Err(why) => {
            faults.push(Fault::Tag(why));
            Ok(None)
        }
    }
}

fn read_manifests(
    root: &Path,
    found: &BTreeMap<String, u64>,
    faults: &mut Vec<Fault>,
) -> Result<Listing, BundleError> {
    let mut listed = Listing::new();
    for name in [MANIFEST, TAG_MANIFEST] {
        if found.contains_key(name) {
            listed.extend(manifest::read(name, &text(root, name, MAX_MANIFEST)?, faults));
        }
    }
    Ok(listed)
}

fn compare(found: &BTreeMap<String, u64>, listed: &Listing, faults: &mut Vec<Fault>) {
    let needed = NEEDED.iter().filter(|name| !found.contains_key(**name));
    let absent = listed.keys().filter(|name| !found.contains_key(*name));
    let mut missing: Vec<String> = needed.map(|name| (*name).to_owned()).chain(absent.cloned()).collect();
    missing.sort();
    missing.dedup();
    faults.extend(missing.into_iter().map(Fault::Missing));
    // Nothing can list the list of lists, and a signature may be put beside it later.
    let free = |name: &str| [TAG_MANIFEST, MANIFEST_SIGNATURE].contains(&name);
    let unlisted = found.keys().filter(|name| !listed.contains_key(*name) && !free(name));
    faults.extend(unlisted.cloned().map(Fault::Unlisted));
}

fn check_size(found: &BTreeMap<String, u64>, declared: Oxum, faults: &mut Vec<Fault>) {
    let payload = found.iter().filter(|(name, _)| is_payload(name));
    let sum = payload.fold(Oxum::default(), |sum, (_, size)| Oxum {
        bytes: sum.bytes.saturating_add(*size),
        files: sum.files + 1,
    });
    if sum != declared {
        faults.push(Fault::Size { found: sum.to_string(), declared: declared.to_string() });
    }
}

fn check_hashes(
    root: &Path,
    found: &BTreeMap<String, u64>,
    listed: &Listing,
    (faults, progress): (&mut Vec<Fault>, &mut dyn FnMut(u64)),
) -> Result<(), BundleError> {
    let mut done = 0;
    for (name, sha256) in listed {
        let Some(size) = found.get(name) else { continue };
        let path = root.join(name);
        let (hash, read) = hash(&path, *size, &mut |read| progress(done + read))
            .map_err(|error| BundleError::file(&path, error))?;
        done += read;
        if hash != *sha256 {
            faults.push(Fault::Changed { name: name.clone(), found: hash });
        }
    }
    Ok(())
}

/// Hashes a file, and no more of it than it had when it was looked at.
pub(super) fn hash(path: &Path, size: u64, progress: &mut dyn FnMut(u64)) -> std::io::Result<(Digest, u64)> {
    let mut file = lines::open(path)?.take(size.saturating_add(1));
    let (mut hasher, mut read, mut buffer) = (Hasher::default(), 0_u64, vec![0_u8; PIECE]);
    loop {
        let taken = file.read(&mut buffer)?;
        let piece = buffer.get(..taken).unwrap_or_default();
        if piece.is_empty() {
            return Ok((hasher.finish(), read));
        }
        hasher.update(piece);
        read = read.saturating_add(u64::try_from(taken).unwrap_or(u64::MAX));
        progress(read);
    }
}
