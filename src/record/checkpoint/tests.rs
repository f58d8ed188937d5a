//! Checkpoints and short forms, written and read.

use super::{Checkpoint, CheckpointError, ShortForm};

const TEXT: &str = "breachbook/9f2c61e0a4b7d3586e10f888cf78aeb2\n700\n\
                    c4d823dcacdd4e45436159e10f888cf78aeb28049a2e51ddd6a6a80493f25800\n";

#[test]
fn a_checkpoint_comes_back() {
    let read = Checkpoint::parse(TEXT).unwrap();
    assert_eq!(read.to_string(), TEXT);
    assert_eq!(read.head.to_string(), "#700 c4d8-23dc-acdd-4e45");
}

#[track_caller]
fn refuse(text: &str, why: CheckpointError) {
    assert_eq!(Checkpoint::parse(text), Err(why));
}

#[test]
fn anything_else_is_refused() {
    refuse("", CheckpointError::Lines);
    refuse(TEXT.trim_end(), CheckpointError::Lines);
    refuse(&format!("{TEXT}\n"), CheckpointError::Lines);
    refuse(&TEXT.replace("breachbook/", "other/"), CheckpointError::Origin);
    refuse(&TEXT.replace("9f2c", "9F2C"), CheckpointError::Origin);
    refuse(&TEXT.replace("700", "0700"), CheckpointError::Size);
    refuse(&TEXT.replace("700", "+700"), CheckpointError::Size);
    refuse(&TEXT.replace("\n700\n", "\n0\n"), CheckpointError::Size);
    refuse(&TEXT.replace("700", "seven"), CheckpointError::Size);
    refuse(&TEXT.replace("c4d8", "C4D8"), CheckpointError::Hash);
    refuse(&TEXT.replace('\n', "\r\n"), CheckpointError::Origin);
}

#[track_caller]
fn short(text: &str, expected: Option<(u64, &str)>) {
    let read = ShortForm::parse(text).ok().map(|form| (form.seq.0, form.code));
    assert_eq!(read, expected.map(|(seq, code)| (seq, code.to_owned())));
}

#[test]
fn a_short_form_is_read_as_people_copy_it() {
    let same = Some((700, "c4d8-23dc-acdd-4e45"));
    short("#700 c4d8-23dc-acdd-4e45", same);
    short(" 700  C4D823DCACDD4E45 ", same);
    short("#700 c4d8 23dc acdd 4e45", same);
    short("700", None);
    short("#700 c4d8-23dc-acdd-4e4", None);
    short("#700 c4d8-23dc-acdd-4e4g", None);
    short("c4d8-23dc-acdd-4e45", None);
}

#[test]
fn a_short_form_is_found_in_a_reference() {
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(ShortForm::find(text).map(|form| form.to_string()).as_deref(), expected, "{text}");
    }
    let form = Some("#700 c4d8-23dc-acdd-4e45");
    check("#700 c4d8-23dc-acdd-4e45", form);
    check("INC-2026-K7QD (#700 C4D8-23DC-ACDD-4E45).", form);
    check("ticket #12, record #700 c4d823dcacdd4e45, sent by mail", form);
    check("K7QD", None);
    check("#700", None);
    check("700 c4d8-23dc-acdd-4e45", None);
    check("#12 of 700 c4d8", None);
}
