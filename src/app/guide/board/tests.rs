//! Rows of the board on wide and on narrow screens.

use super::*;

#[track_caller]
fn check((title, item): (&str, &str), mark: &str, columns: usize, expected: &[&str]) {
    let lines = laid_out(" 2 SEC  ", (title, item), mark, columns);
    assert_eq!(lines, expected);
    assert!(lines.iter().all(|line| line.width() <= columns), "{lines:?}");
}

#[test]
fn a_row_never_breaks_within_a_word() {
    let title = "Say what points at the database, and where to look";
    check(
        (title, ""),
        "VOLATILE 14 min left",
        80,
        &[" 2 SEC  Say what points at the database, and where to look  VOLATILE 14 min left"],
    );
    check(
        (title, ""),
        "VOLATILE 14 min left",
        40,
        &[" 2 SEC  Say what points at the database…", "        VOLATILE 14 min left"],
    );
    check((title, " [web-02]"), "", 40, &[" 2 SEC  Say what points at the… [web-02]"]);
    check(
        ("Wait", ""),
        "on unknown asks personal_data_involved 14 min left",
        40,
        &[" 2 SEC  Wait", "        on unknown asks personal_data_i…"],
    );
}
