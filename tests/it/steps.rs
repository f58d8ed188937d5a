//! One-shot acts at steps, also those that the engine refuses.

use crate::support::check_session;

#[test]
fn an_answers_file_is_checked_whole() {
    check_session("answers-file");
}

#[test]
fn steps_are_done_failed_skipped_and_taken_back() {
    check_session("outcomes");
}

#[test]
fn questions_are_answered_and_decisions_taken() {
    check_session("replies");
}

#[test]
fn gates_hold_until_they_are_met_or_overridden() {
    check_session("gates");
}

#[test]
fn steps_are_held_ticked_and_looked_at() {
    check_session("held");
}

#[test]
fn steps_are_named_by_what_people_remember() {
    check_session("names-of-steps");
}

#[test]
fn pieces_are_counted_by_their_bytes_and_kept_in_custody() {
    check_session("custody");
}
