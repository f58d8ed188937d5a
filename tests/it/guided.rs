//! Guided mode in plain lines: what a person reads at each kind of step, and what they are asked first.

use crate::support::check_session;

#[test]
fn screens_say_what_a_tired_person_needs() {
    check_session("night-desk");
}

#[test]
fn refusals_name_people_titles_and_keys() {
    check_session("at-the-keys");
}
