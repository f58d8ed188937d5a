//! Copies are noted, found again by their record, and lost without harm.

use std::path::{Path, PathBuf};

use super::{MadeCopy, known, note};
use crate::base::time::Timestamp;

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("breachbook-copies-{}-{name}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    folder
}

fn copy(record: &str, what: &str, place: &str, at: &str) -> MadeCopy {
    let (record, place) = (PathBuf::from(record), PathBuf::from(place));
    MadeCopy { record, what: what.to_owned(), place, at: Timestamp::parse(at).unwrap() }
}

#[test]
fn each_place_is_known_once() {
    let folder = folder("known");
    let first = copy("/r.db", "backup", "/media/stick", "2026-11-22T02:00:00Z");
    let other = copy("/other.db", "backup", "/media/other", "2026-11-22T02:00:00Z");
    let mirror = copy("/r.db", "mirror", "/mnt/mirror", "2026-11-22T03:00:00Z");
    let again = copy("/r.db", "backup", "/media/stick", "2026-11-23T02:00:00Z");
    for made in [&first, &other, &mirror, &again] {
        note(&folder, made).unwrap();
    }
    assert_eq!(known(&folder, Path::new("/r.db")), [mirror, again]);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_list_that_is_damaged_or_lost_is_no_error() {
    let folder = folder("damaged");
    assert_eq!(known(&folder, Path::new("/r.db")), []);
    let made = copy("/r.db", "backup", "/media/stick", "2026-11-22T02:00:00Z");
    note(&folder, &made).unwrap();
    let file = folder.join("copies.jsonl");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("half a li\n{text}")).unwrap();
    assert_eq!(known(&folder, Path::new("/r.db")), [made]);
    std::fs::remove_dir_all(folder).unwrap();
}
