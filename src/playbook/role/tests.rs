//! The shipped catalogue holds.

use std::collections::BTreeSet;

use super::*;

#[test]
fn the_shipped_catalogue_has_no_problem_and_no_double() {
    let (catalogue, problems) = RoleCatalogue::load(&shipped_source());
    assert_eq!(problems, Problems::default());
    let tables = include_str!("../roles.toml").matches("[[role]]").count();
    let shorts: BTreeSet<&str> = catalogue.rows().map(|role| role.short.as_str()).collect();
    assert_eq!((catalogue.rows().count(), shorts.len()), (tables, tables));
}

#[test]
fn a_word_of_everyday_speech_finds_the_role() {
    let catalogue = RoleCatalogue::shipped();
    let found = |word| catalogue.meant_by(word).map(|role| role.id.as_str());
    assert_eq!(
        [found("legal"), found("hr"), found("dba"), found("nobody")],
        [Some("counsel"), Some("human-resources"), Some("database-administrator"), None]
    );
}
