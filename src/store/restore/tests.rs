//! Bringing a record back from a mirror.

use super::*;
use crate::base::id::Seq;
use crate::store::mirror::follow;
use crate::store::tests::{Folder, OTHER, UID, append, erased, numbers, open, opened, passage, record, tray};
use crate::store::tray::Tray;

/// A mirror of two incidents, one with words, an erasure and a source.
fn mirrored(folder: &Folder) -> Store {
    let mut store = open(&folder.join("record.db"));
    let mut named = Tray::default();
    named.put_source(b"playbook".to_vec());
    append(&mut store, OTHER, &named, vec![opened("INC-2026-M3XT")]).unwrap();
    record(&mut store, UID, "INC-2026-K7QD", &["one", "two"]);
    let stick = folder.join("stick");
    fs::create_dir(&stick).unwrap();
    follow(&store, UID, &stick).unwrap();
    let why = passage("health");
    let erase = erased(Seq(2), &[passage("one").id()], &why);
    append(&mut store, UID, &tray(&[&why]), vec![erase]).unwrap();
    follow(&store, UID, &stick).unwrap();
    follow(&store, OTHER, &stick).unwrap();
    store
}

/// What came back: cut-off incidents, number of missing words, the words that are there.
type Back<'a> = (&'a [IncidentUid], u64, &'a [&'a str]);

#[track_caller]
fn check(meanwhile: impl FnOnce(&Path), expected: Result<Back<'_>, &str>) {
    let folder = Folder::new();
    let store = mirrored(&folder);
    meanwhile(&folder.join("stick").join(UID.to_string()));
    let back = folder.join("back/record.db");
    match (from_mirror(&folder.join("stick"), &back), expected) {
        (Ok(restored), Ok((torn, missing, texts))) => {
            assert_eq!((restored.torn.as_slice(), restored.missing, restored.evidence), (torn, missing, 0));
            let again = open(&back);
            assert_eq!(again.incidents().unwrap(), store.incidents().unwrap());
            assert_eq!(again.head(OTHER).unwrap(), store.head(OTHER).unwrap());
            assert_eq!(again.sources().unwrap(), store.sources().unwrap());
            let expected: Vec<_> = texts.iter().map(|text| passage(text).id()).collect();
            let mut found: Vec<_> = again.passages(UID).unwrap().into_keys().collect();
            found.sort_by_key(|words| expected.iter().position(|id| id == words));
            assert_eq!(found, expected);
        }
        (Err(error), Err(said)) => {
            assert_eq!(error.to_string().replace(&folder.path().display().to_string(), "DIR"), said);
            assert_eq!(folder.names().iter().filter(|name| name.starts_with("back")).count(), 0);
        }
        (found, wanted) => panic!("{found:?} is not {wanted:?}"),
    }
}

fn edit(path: &Path, change: impl FnOnce(String) -> String) {
    fs::write(path, change(fs::read_to_string(path).unwrap())).unwrap();
}

#[test]
fn a_mirror_comes_back_after_a_check() {
    check(|_| (), Ok((&[], 0, &["two", "health"])));
    // The line of the erasure is the last one: with it, the erasure is lost.
    check(
        |folder| edit(&folder.join(LOG), |text| text[..text.len() - 9].to_owned()),
        Ok((&[UID], 0, &["one", "two"])),
    );
    check(
        |folder| edit(&folder.join(WORDS), |text| format!("{text}{text}{{\"torn")),
        Ok((&[], 0, &["two", "health"])),
    );
    check(|folder| edit(&folder.join(WORDS), |text| text.replace("two", "too")), Ok((&[], 1, &["health"])));
    check(
        |folder| edit(&folder.join(LOG), |text| text.replacen("\"sit\":1", "\"sit\":2", 1)),
        Err("the record is broken at #2: the line names another predecessor than the entry before it"),
    );
    check(
        |folder| edit(&folder.join(LOG), |text| text.replacen('\n', "\n\n", 1)),
        Err("the record is broken at #2: line is not an entry: EOF while parsing a value at line 1 column 0"),
    );
    check(
        |folder| fs::rename(folder.parent().unwrap(), folder.parent().unwrap().with_extension("x")).unwrap(),
        Err("DIR/stick: No such file or directory (os error 2)"),
    );
}

#[test]
fn a_mirror_never_covers_a_record() {
    let folder = Folder::new();
    let store = mirrored(&folder);
    let error = from_mirror(&folder.join("stick"), store.path()).unwrap_err().to_string();
    let said = error.replace(&folder.path().display().to_string(), "DIR");
    assert_eq!(said, "DIR/record.db is there already; nothing is overwritten");
    assert_eq!(numbers(&store, UID), [1, 2, 3, 4]);
    fs::create_dir(folder.join("empty")).unwrap();
    let error = from_mirror(&folder.join("empty"), &folder.join("new.db")).unwrap_err().to_string();
    let said = error.replace(&folder.path().display().to_string(), "DIR");
    assert_eq!(said, "DIR/empty holds no mirror");
}
