//! The form of what is drawn.

use std::collections::BTreeSet;

use super::*;

#[test]
fn public_ids_can_be_read_aloud() {
    for _ in 0..200 {
        let id = public_id("INC", 2026).unwrap();
        let (front, letters) = id.split_at(9);
        assert_eq!((front, letters.len()), ("INC-2026-", 4));
        assert!(
            letters
                .chars()
                .all(|c| !"01AEIOSUYL".contains(c) && (c.is_ascii_digit() || c.is_ascii_uppercase())),
            "{id}"
        );
    }
}

#[test]
fn nothing_is_drawn_twice() {
    let drawn: BTreeSet<_> = (0..1000).map(|_| uid().unwrap()).collect();
    assert_eq!(drawn.len(), 1000);
    assert_ne!(salt().unwrap(), salt().unwrap());
}

#[test]
fn codenames_are_plain_different_words() {
    let names: Vec<&str> = CODENAMES.split_whitespace().collect();
    let different: BTreeSet<_> = names.iter().collect();
    assert_eq!(different.len(), names.len());
    assert!(names.len() >= 200, "{}", names.len());
    for name in names {
        assert!(
            (3..=12).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{name}"
        );
    }
}

#[test]
fn a_codename_that_is_taken_is_not_proposed() {
    let names: Vec<String> = CODENAMES.split_whitespace().map(str::to_owned).collect();
    let (last, taken) = names.split_last().unwrap();
    for _ in 0..20 {
        assert_eq!(&codename(taken).unwrap(), last);
    }
    assert!(codename(&names).unwrap().starts_with("incident-"));
}
