//! The text of a whole playbook.

use super::*;
use crate::base::problem::Source;
use crate::playbook::load::load;
use crate::playbook::sample::with_ground;

#[track_caller]
fn check(text: &str, columns: usize, expected: &str) {
    let shown = with_ground(|ground| {
        let (playbook, _) = load(&Source::new("s.toml", text), ground);
        show(&playbook.unwrap(), ground.roles, columns)
    });
    assert_eq!(shown, expected);
}

#[test]
fn every_kind_is_shown() {
    check(include_str!("../load/tests/every-kind.toml"), 100, include_str!("tests/every-kind.txt"));
}

#[test]
fn narrow_terminals_get_wrapped_lines() {
    check(include_str!("../load/tests/phishing-click.toml"), 40, include_str!("tests/phishing-click.txt"));
}
