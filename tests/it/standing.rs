//! Where an incident stands: facts, status, brief, duties, log, list.

use crate::support::check_session;

#[test]
fn facts_are_learned_corrected_and_disputed() {
    check_session("facts");
}

#[test]
fn the_standing_is_read_in_many_ways() {
    check_session("standing");
}
