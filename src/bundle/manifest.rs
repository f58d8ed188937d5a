//! Manifests: hash and name of each file, in the form that `sha256sum -c` reads. Must not look at the files.

use std::collections::BTreeMap;

use super::bundle_error::Fault;
use super::layout;
use crate::base::digest::Digest;

/// Names with hashes, in the order of the names.
pub(crate) type Listing = BTreeMap<String, Digest>;

/// The text of a manifest.
pub(super) fn write<'a>(files: impl Iterator<Item = (&'a String, Digest)>) -> String {
    files.fold(String::new(), |text, (name, sha256)| text + &format!("{sha256}  {name}\n"))
}

/// Reads a manifest; what it must not say is added to the faults.
pub(super) fn read(file: &str, text: &str, faults: &mut Vec<Fault>) -> Listing {
    let mut listing = Listing::new();
    for (line, number) in text.lines().zip(1..) {
        let Some((sha256, name)) =
            line.split_once("  ").and_then(|(hash, name)| Some((Digest::parse(hash)?, name)))
        else {
            faults.push(Fault::Manifest(file.to_owned(), number));
            continue;
        };
        if !layout::is_known(name) || layout::is_payload(name) != (file == layout::MANIFEST) {
            faults.push(Fault::Name(name.to_owned()));
        } else if listing.insert(name.to_owned(), sha256).is_some() {
            faults.push(Fault::Manifest(file.to_owned(), number));
        }
    }
    listing
}
