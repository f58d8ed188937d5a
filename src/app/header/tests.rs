//! Lines of the header on wide and on narrow screens.

use super::{Part, fitted};

#[track_caller]
fn check(parts: &[(&str, &str)], columns: usize, expected: &str) {
    let parts: Vec<Part> = parts.iter().map(|(long, short)| Part::new(*long, *short)).collect();
    assert_eq!(fitted(&parts, columns), expected);
}

const IDENTITY: [(&str, &str); 4] =
    [("KESTREL K7QD", "KESTREL K7QD"), ("LIVE", "LIVE"), ("P1", "P1"), ("03:12 Dublin 02:12 UTC", "03:12")];

#[test]
fn a_line_keeps_what_fits() {
    check(&IDENTITY, 80, "KESTREL K7QD · LIVE · P1 · 03:12 Dublin 02:12 UTC");
    check(&IDENTITY, 40, "KESTREL K7QD · LIVE · P1 · 03:12");
    check(&IDENTITY, 30, "KESTREL K7QD · LIVE · P1");
    check(&IDENTITY, 8, "KESTREL…");
    check(&[("IC Aoife Byrne", "IC Aoife"), ("DPO NOBODY", "DPO NOBODY")], 24, "IC Aoife · DPO NOBODY");
}

#[test]
fn a_deadline_is_legible_at_40_columns() {
    let duty = [(
        "GDPR 72 h: awareness NOT DECIDED; from first signal Tue 01:55 (70 h 43)",
        "GDPR UNDECIDED Tue 01:55 (70 h 43)",
    )];
    check(&duty, 40, "GDPR UNDECIDED Tue 01:55 (70 h 43)");
}

#[test]
fn hostile_names_are_harmless() {
    check(&[("IC Eve\u{1b}[31m", "IC Eve")], 40, "IC Eve␛[31m");
}
