//! Who may read what.

use super::{EDITIONS, Edition};
use crate::record::label::Label::{self, Personal, Privileged, Released};

#[track_caller]
fn check(edition: &str, labels: &[Label], expected: Option<&str>) {
    let found = Edition::parse(edition).unwrap().withholds(&labels.iter().copied().collect());
    assert_eq!(found, expected, "{edition} {labels:?}");
}

#[test]
fn editions_withhold_by_label() {
    check("team", &[], None);
    check("team", &[Personal], None);
    check("team", &[Privileged], Some("privileged"));
    check("team", &[Privileged, Released], Some("privileged"));
    check("counsel", &[Privileged, Personal], None);
    for edition in ["regulator", "disclosure"] {
        check(edition, &[], Some("unreleased"));
        check(edition, &[Released], None);
        check(edition, &[Released, Personal], Some("personal"));
        check(edition, &[Released, Privileged, Personal], Some("privileged"));
    }
}

#[test]
fn the_team_edition_is_the_default() {
    let words: Vec<&str> = EDITIONS.iter().map(|edition| edition.word).collect();
    assert_eq!(words, ["team", "counsel", "regulator", "disclosure"]);
    assert_eq!(Edition::team().word, "team");
    assert_eq!(Edition::parse("public"), None);
}

#[test]
fn personal_texts_are_shown_on_request_once_they_are_released() {
    for word in ["team", "counsel"] {
        assert_eq!(Edition::parse(word).unwrap().with_personal(), None);
    }
    for word in ["regulator", "disclosure"] {
        let edition = Edition::parse(word).unwrap().with_personal().unwrap();
        assert_eq!(edition.word, format!("{word} with personal texts"));
        assert_eq!((Edition::parse(edition.word), Edition::named(edition.word)), (None, Some(edition)));
        let withholds = |labels: &[Label]| edition.withholds(&labels.iter().copied().collect());
        assert_eq!(withholds(&[Personal]), Some("unreleased"));
        assert_eq!(withholds(&[Personal, Released]), None);
        assert_eq!(withholds(&[Personal, Released, Privileged]), Some("privileged"));
    }
}
