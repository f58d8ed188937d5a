//! The shipped catalogue holds.

use super::*;

#[test]
fn the_shipped_catalogue_has_no_problem_and_no_double() {
    let (catalogue, problems) = Catalogue::load(&shipped_source());
    assert_eq!(problems, Problems::default());
    assert_eq!(catalogue.rows().count(), include_str!("../../catalogue.toml").matches("[[fact]]").count());
}
