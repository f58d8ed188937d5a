//! A mirror that is pulled out, brought back, cut off in the middle of a line, or somebody else's.

use std::fs;
use std::time::Duration;

use super::follower::{Mirror, MirrorState};
use super::*;
use crate::base::id::Seq;
use crate::store::tests::{Folder, OTHER, UID, append, note, open, opened, passage, record, tray};
use crate::store::tray::Tray;

fn mirror_names(folder: &Folder) -> Vec<String> {
    folder.names().into_iter().filter(|name| name.starts_with("stick")).collect()
}

fn log(folder: &Folder) -> String {
    fs::read_to_string(folder.join(&format!("stick/{UID}/{LOG}"))).unwrap()
}

fn lines_of(store: &Store, uid: IncidentUid) -> String {
    let mut text = String::new();
    store
        .visit(uid, Seq::NONE, |stored| {
            text.push_str(std::str::from_utf8(stored.line).unwrap());
            text.push('\n');
            Ok::<(), StoreError>(())
        })
        .unwrap();
    text
}

fn take_note(store: &mut Store, text: &str) {
    let words = passage(text);
    append(store, UID, &tray(&[&words]), vec![note(&words)]).unwrap();
}

#[test]
fn lines_words_and_sources_follow() {
    let folder = Folder::new();
    fs::create_dir(folder.join("stick")).unwrap();
    let mut store = open(&folder.join("record.db"));
    let mut named = Tray::default();
    let source = named.put_source(b"playbook".to_vec());
    append(&mut store, UID, &named, vec![opened("INC-2026-K7QD")]).unwrap();
    take_note(&mut store, "one");
    let head = follow(&store, UID, &folder.join("stick")).unwrap();
    assert_eq!(head, store.head(UID).unwrap());
    take_note(&mut store, "two");
    follow(&store, UID, &folder.join("stick")).unwrap();
    follow(&store, UID, &folder.join("stick")).unwrap();
    let name = |name: &str| format!("stick/{UID}/{name}");
    assert_eq!(
        mirror_names(&folder),
        [name("log.jsonl"), name("passages.jsonl"), name(&format!("sources/{source}"))]
    );
    assert_eq!(log(&folder), lines_of(&store, UID));
    let words = fs::read_to_string(folder.join(&name(WORDS))).unwrap();
    assert_eq!(words, format!("{}\n{}\n", passage("one").line(), passage("two").line()));
    assert_eq!(fs::read(folder.join(&name(&format!("sources/{source}")))).unwrap(), b"playbook");
}

/// Follows two notes, does something to the mirror, takes a third and follows again.
#[track_caller]
fn check(meanwhile: impl FnOnce(&Folder), said: Result<&str, &str>) {
    let folder = Folder::new();
    fs::create_dir(folder.join("stick")).unwrap();
    let mut store = open(&folder.join("record.db"));
    record(&mut store, UID, "INC-2026-K7QD", &["one", "two"]);
    follow(&store, UID, &folder.join("stick")).unwrap();
    meanwhile(&folder);
    take_note(&mut store, "three");
    let followed = follow(&store, UID, &folder.join("stick"));
    let told = followed.map(|head| head.seq.to_string()).map_err(|error| error.to_string());
    let dir = folder.path().display().to_string();
    assert_eq!(told.as_deref().map_err(|error| error.replace(&dir, "DIR")), said.map_err(str::to_owned));
    if said.is_ok() {
        assert_eq!(log(&folder), lines_of(&store, UID));
    }
}

fn cut(folder: &Folder, name: &str, bytes: u64) {
    let file = fs::OpenOptions::new().write(true).open(folder.join(&format!("stick/{UID}/{name}"))).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length - bytes).unwrap();
}

fn edit(folder: &Folder, from: &str, to: &str) {
    fs::write(folder.join(&format!("stick/{UID}/{LOG}")), log(folder).replace(from, to)).unwrap();
}

#[test]
fn a_mirror_catches_up_or_says_why_not() {
    check(|_| (), Ok("#4"));
    check(|folder| cut(folder, LOG, 20), Ok("#4"));
    check(|folder| cut(folder, WORDS, 20), Ok("#4"));
    check(|folder| fs::remove_dir_all(folder.join(&format!("stick/{UID}"))).unwrap(), Ok("#4"));
    check(
        |folder| fs::rename(folder.join("stick"), folder.join("pulled")).unwrap(),
        Err("DIR/stick is not there"),
    );
    check(
        |folder| edit(folder, "\"seq\":3", "\"seq\":7"),
        Err("the mirror holds another #7 than the record"),
    );
    check(
        |folder| edit(folder, "\"sit\":1", "\"sit\":2"),
        Err("the mirror holds another #3 than the record"),
    );
    check(|folder| edit(folder, "}\n", "\n"), Err("the mirror is damaged at its last line"));
    check(
        |folder| edit(folder, &UID.to_string(), &OTHER.to_string()),
        Err("the mirror is damaged at its last line"),
    );
}

#[test]
fn in_the_background_a_missing_device_is_told_and_caught_up_with() {
    let folder = Folder::new();
    let mut store = open(&folder.join("record.db"));
    let mirror = Mirror::start(store.path(), &folder.join("stick"));
    let settle = || mirror.settle(Duration::from_mins(1));
    assert_eq!(mirror.state(), MirrorState::Good);
    record(&mut store, UID, "INC-2026-K7QD", &["one"]);
    mirror.tell(UID);
    let missing = format!("{} is not there", folder.join("stick").display());
    assert_eq!(settle(), MirrorState::Failed(missing));
    fs::create_dir(folder.join("stick")).unwrap();
    for text in ["two", "three", "four"] {
        take_note(&mut store, text);
        mirror.tell(UID);
    }
    assert_eq!(settle(), MirrorState::Good);
    assert_eq!(log(&folder), lines_of(&store, UID));
    store.close().unwrap();
    assert!(!folder.names().iter().any(|name| name.ends_with("-wal")));
}
