//! What really lies in a folder that came from elsewhere: links, devices and names that lead astray are found before anything is opened.
//! Must not follow a link or open a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::bundle_error::{BundleError, Fault};
use super::layout;

/// The deepest folder is `data/sources`.
const DEEPEST: usize = 2;
/// More files than any bundle has: entries, each with a document and a piece of evidence, would be fewer.
const MOST: usize = 200_000;

/// Regular files with their sizes, by names relative to the folder.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) files: BTreeMap<String, u64>,
    seen: BTreeMap<String, String>,
}

impl Found {
    /// Looks at everything below a folder.
    pub(super) fn look(root: &Path, faults: &mut Vec<Fault>) -> Result<Self, BundleError> {
        let mut found = Self::default();
        found.folder(root, "", faults)?;
        Ok(found)
    }

    fn folder(&mut self, path: &Path, name: &str, faults: &mut Vec<Fault>) -> Result<(), BundleError> {
        let failed = |error| BundleError::file(path, error);
        if name.split('/').count() > DEEPEST || self.seen.len() > MOST {
            faults.push(Fault::Crowded);
            return Ok(());
        }
        let mut items: Vec<_> = fs::read_dir(path)
            .and_then(|items| items.map(|item| Ok(item?.file_name())).collect())
            .map_err(failed)?;
        items.sort();
        for file in items {
            let shown = file.to_string_lossy();
            let inner = if name.is_empty() { shown.into_owned() } else { format!("{name}/{shown}") };
            self.item(&path.join(&file), &inner, faults)?;
        }
        Ok(())
    }

    fn item(&mut self, path: &Path, name: &str, faults: &mut Vec<Fault>) -> Result<(), BundleError> {
        let meta = path.symlink_metadata().map_err(|error| BundleError::file(path, error))?;
        if let Some(other) = self.seen.insert(name.to_lowercase(), name.to_owned()) {
            faults.push(Fault::Case(other, name.to_owned()));
        }
        if meta.is_symlink() {
            faults.push(Fault::Link(name.to_owned()));
        } else if meta.is_dir() {
            self.folder(path, name, faults)?;
        } else if !meta.is_file() {
            faults.push(Fault::Special(name.to_owned()));
        } else if layout::is_known(name) {
            self.files.insert(name.to_owned(), meta.len());
        } else {
            faults.push(Fault::Name(name.to_owned()));
        }
        Ok(())
    }
}
