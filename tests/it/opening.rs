//! Opening an incident, taking notes, and what is said when none can be found.

use crate::support::{Env, check_session};

#[test]
fn opens_an_incident_and_takes_notes() {
    check_session("opening");
}

#[test]
fn hostile_text_is_kept_and_shown_harmlessly() {
    check_session("hostile-text");
}

#[test]
fn a_help_page_has_an_example() {
    let ran = Env::new().run(&["note", "--help"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("Example:"), "{}", ran.out);
}
