//! What is kept at hand is what the record says, whoever wrote it.

use super::*;
use crate::base::id::Seq;
use crate::host::clock::SystemClock;
use crate::incident::event::note::Marker;
use crate::store::tests::{Folder, UID, append, erased, open, passage, record, tray};

fn identity(actor: &str) -> Identity {
    Identity { actor: actor.to_owned(), ..Identity::default() }
}

fn note(pen: &mut Pen<'_>, text: &str) {
    let mut wording = pen.wording();
    let text = wording.say(text).unwrap();
    let note =
        NoteTaken { text, marker: Marker::Note, answers: None, step: None, from: None, labels: Vec::new() };
    pen.remark(Remark::Note(note), wording).unwrap();
}

#[track_caller]
fn check(kept: &Pen<'_>) {
    let (mut read, mut state) = (Vec::new(), State::default());
    let head = kept
        .store
        .entries::<AppError>(UID, Head::NONE, |entry| {
            state.apply(&Recorded::from(&entry))?;
            read.push(entry);
            Ok(())
        })
        .unwrap();
    assert_eq!((kept.head(), &*kept.kept(), kept.state()), (head.head(), &read, &state));
    assert_eq!(kept.words, Words::read(kept.store, UID).unwrap());
}

#[test]
fn what_is_kept_is_what_the_record_says() {
    let folder = Folder::new();
    let path = folder.join("record.db");
    let (mut first, mut second, mut third) = (open(&path), open(&path), open(&path));
    record(&mut first, UID, "INC-2026-K7QD", &["one", "two"]);
    let mut names = Pen::open(&mut first, &SystemClock, UID, identity("Ada Nowak")).unwrap();
    let mut whole = Pen::open_whole(&mut second, &SystemClock, UID, identity("Jonas Weber")).unwrap();
    check(&whole);
    note(&mut names, "three");
    assert!(whole.refresh().unwrap());
    check(&whole);
    note(&mut names, "four");
    note(&mut whole, "five, on top of one that was not read");
    check(&whole);
    let why = passage("health of a person");
    append(&mut third, UID, &tray(&[&why]), vec![erased(Seq(2), &[passage("one").id()], &why)]).unwrap();
    assert!(whole.refresh().unwrap());
    check(&whole);
    assert_eq!(whole.words.get(passage("one").id()), None);
    assert!(names.refresh().unwrap());
    assert_eq!(names.state(), whole.state());
    assert_eq!(names.name(PersonId(1)), "Ada Nowak");
    assert_eq!(names.words.get(passage("two").id()), None, "only names are read");
}
