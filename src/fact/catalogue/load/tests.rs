//! The shipped catalogue holds; a bad one is refused with all its problems.

use super::*;
use crate::base::problem::render::render;

#[test]
fn the_shipped_catalogue_has_no_problem_and_no_double() {
    let (catalogue, problems) = Catalogue::load(&shipped_source());
    assert_eq!(problems, Problems::default());
    assert_eq!(catalogue.rows().count(), include_str!("../../catalogue.toml").matches("[[fact]]").count());
    assert_eq!(Catalogue::shipped(), &catalogue);
}

#[test]
fn a_row_is_read_whole() {
    let text = r#"format = "catalogue/1"
[[fact]]
id = "sources"
type = "list<choice>"
label = "Which sources?"
help = "All that hold traces."
group = "evidence"
choices = [{ id = "P1", label = "First" }, "second"]
unit = "sources"
sensitive = true
recheck = "2h"
field = ["discovery.text"]
attribute = ["backup"]
anchor = ["awareness"]
anchor_candidate = true
anchor_regimes = ["gdpr-33-1"]
"#;
    let (catalogue, problems) = Catalogue::load(&Source::new("c.toml", text));
    assert_eq!(problems, Problems::default());
    let choice =
        |id, label: &str| Choice { id: ChoiceId::parse(id).expect("a choice"), label: label.to_owned() };
    let row = FactRow {
        id: FactId::parse("sources").expect("an id"),
        fact_type: FactType::List(Scalar::Choice),
        label: "Which sources?".to_owned(),
        help: "All that hold traces.".to_owned(),
        group: "evidence".to_owned(),
        choices: vec![choice("P1", "First"), choice("second", "second")],
        unit: "sources".to_owned(),
        sensitive: true,
        recheck: Some(Period::from_hours(2)),
        fields: vec!["discovery.text".to_owned()],
        attributes: vec!["backup".to_owned()],
        anchors: vec!["awareness".to_owned()],
        anchor_candidate: true,
        anchor_regimes: vec![RegimeId::parse("gdpr-33-1").expect("an id")],
    };
    assert_eq!(catalogue.rows().collect::<Vec<_>>(), vec![&row]);
}

#[test]
fn every_problem_of_a_bad_catalogue_is_told() {
    let (_, problems) = Catalogue::load(&Source::new("bad.toml", include_str!("bad.toml")));
    assert_eq!(render(&problems, false), include_str!("bad.txt"));
}
