//! Which records there are on this machine: the usual one, those of exercises beside it. Records of cases that are kept apart are never
//! looked for; they have to be named.

use std::path::{Path, PathBuf};

use crate::base::text::{scrub, shell_word};
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// The folder of the records of exercises, beside the usual record.
const EXERCISES: &str = "exercises";

impl Context {
    /// How a command is called on the same record.
    pub(crate) fn call(&self, command: &str) -> String {
        let named = self.global.db.as_ref().filter(|path| self.environment.db.as_ref() != Some(path));
        let record = named.map(|path| format!(" --db {}", shell_word(&scrub(&path.display().to_string()))));
        format!("breachbook{} {command}", record.unwrap_or_default())
    }

    /// Where new records of exercises are made.
    pub(crate) fn exercise_folder(&self) -> Result<PathBuf, Failure> {
        Ok(self.home_of_records()?.join(EXERCISES))
    }

    /// The record of who was taught what.
    pub(crate) fn training_record(&self) -> Result<PathBuf, Failure> {
        Ok(self.home_of_records()?.join("training.db"))
    }

    /// The records of exercises, sorted by name.
    pub(crate) fn exercise_records(&self) -> Result<Vec<PathBuf>, Failure> {
        let Ok(items) = std::fs::read_dir(self.exercise_folder()?) else { return Ok(Vec::new()) };
        let mut paths: Vec<PathBuf> = items.flatten().map(|item| item.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "db"));
        paths.sort();
        Ok(paths)
    }

    /// The record in hand, the usual one, those of exercises, and those that are named.
    pub(crate) fn records_around(&self, also: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
        let mut paths = vec![self.record_path()?, self.home_of_records()?.join("breachbook.db")];
        paths.extend(self.exercise_records()?);
        paths.retain(|path| path.is_file());
        paths.extend(also.iter().cloned());
        let mut seen = std::collections::BTreeSet::new();
        paths.retain(|path| seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
        Ok(paths)
    }

    fn home_of_records(&self) -> Result<PathBuf, Failure> {
        let path = self.record_path()?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let beside = folder.parent().filter(|_| folder.ends_with(EXERCISES));
        Ok(beside.unwrap_or(folder).to_path_buf())
    }
}
