//! Tables for quoting.

use super::*;

#[track_caller]
fn check(lang: &str, value: &str, expected: Option<&str>) {
    assert_eq!(quote(lang, value).as_deref(), expected, "{lang}: {value:?}");
}

#[test]
fn quotes_one_argument() {
    check("sh", "a b", Some("'a b'"));
    check("bash", "it's $(id)", Some("'it'\\''s $(id)'"));
    check("pwsh", "it's \u{2019}x", Some("'it''s \u{2019}\u{2019}x'"));
    check("cmd", "a b", Some("\"a b\""));
    check("sql", "O'Neil", Some("'O''Neil'"));
    check("kql", "a\\'b", Some("'a\\\\\\'b'"));
    check("spl", "a\"b\\", Some("\"a\\\"b\\\\\""));
    check("json", "a\"b", Some("\"a\\\"b\""));
    check("sh", "", Some("''"));
}

#[test]
fn refuses_what_could_break_out() {
    for (lang, value) in [
        ("sh", "a\nb"),
        ("sh", "a\u{202e}b"),
        ("sh", "\u{1b}[31m"),
        ("sh", "-oProxyCommand=x"),
        ("powershell", "-Force"),
        ("cmd", "%PATH%"),
        ("cmd", "/q"),
        ("sql", "x\\"),
        ("cobol", "x"),
    ] {
        check(lang, value, None);
    }
}

#[test]
fn fills_commands_and_marks_gaps() {
    let known = |name: &str| (name == "host").then(|| "web 1".to_owned());
    let filled = fill("sh", "ssh {host} grep {{ {who}", known);
    assert_eq!(filled, "ssh 'web 1' grep { \u{2039}who:fill-in-by-hand\u{203a}");
}
