//! Guided mode in plain lines: what a person reads at each kind of step, and what they are asked first.

use crate::support::check_session;

#[test]
fn evidence_at_the_keys() {
    check_session("evidence-at-the-keys");
}

#[test]
fn tasks_are_done_at_the_keys_and_a_refused_line_holds_nobody_up() {
    check_session("tasks-and-scribe");
}

#[test]
fn screens_say_what_a_tired_person_needs() {
    check_session("night-desk");
}

#[test]
fn refusals_name_people_titles_and_keys() {
    check_session("at-the-keys");
}
