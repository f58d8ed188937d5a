//! What lies in which area.

use super::*;

#[test]
fn the_shipped_groups_have_no_problem() {
    let (areas, problems) = read(&shipped());
    assert_eq!(problems, Problems::default());
    let sizes: Vec<_> = areas.iter().map(|(id, members)| (id.as_str(), members.len())).collect();
    assert_eq!(sizes, [("EEA", 30), ("EU", 27)]);
}

#[track_caller]
fn check(area: &str, place: &str, expected: Lies) {
    assert_eq!(Area::parse(area).unwrap().holds(place), expected, "{place} in {area}");
}

#[test]
fn a_place_lies_inside_outside_or_perhaps_inside() {
    check("EU", "DE", Lies::Inside);
    check("EU", "NO", Lies::Outside);
    check("EEA", "NO", Lies::Inside);
    check("US", "US", Lies::Inside);
    check("US", "US-CA", Lies::Inside);
    check("US-CA", "US-CA", Lies::Inside);
    check("US-CA", "US-NY", Lies::Outside);
    check("US-CA", "US", Lies::Perhaps);
    check("US-CA", "CA", Lies::Outside);
}

#[test]
fn what_is_no_area_is_refused() {
    for text in ["", "eu", "XX", "US-", "US-California", "EU-"] {
        assert_eq!(Area::parse(text), Err(NoArea(text.to_owned())), "{text}");
    }
}
