//! Words leave the mirror, everything else stays, and a mirror that is not there is said.

use std::fs;

use super::erase;
use crate::store::mirror::{WORDS, follow};
use crate::store::tests::{Folder, OTHER, UID, open, passage, record};

#[test]
fn only_the_erased_words_go() {
    let folder = Folder::new();
    let stick = folder.join("stick");
    fs::create_dir(&stick).unwrap();
    let mut store = open(&folder.join("record.db"));
    record(&mut store, UID, "INC-2026-K7QD", &["one", "two", "three"]);
    follow(&store, UID, &stick).unwrap();
    let words = || fs::read_to_string(folder.join(&format!("stick/{UID}/{WORDS}"))).unwrap();
    let before = words();
    assert_eq!(erase(&stick, UID, &[passage("two").id(), passage("four").id()]).unwrap(), 1);
    assert_eq!(words(), before.replace(&format!("{}\n", passage("two").line()), ""));
    assert_eq!(erase(&stick, UID, &[passage("two").id()]).unwrap(), 0);
    assert_eq!(erase(&stick, OTHER, &[passage("one").id()]).unwrap(), 0);
    let names: Vec<String> = folder.names().into_iter().filter(|name| name.contains(".part")).collect();
    assert_eq!(names, Vec::<String>::new());
    let absent = erase(&folder.join("no-stick"), UID, &[passage("one").id()]).map_err(|why| why.to_string());
    assert_eq!(absent, Err(format!("{} is not there", folder.join("no-stick").display())));
}
