//! Whatever the text, loading neither panics nor gives a playbook together with an error.

use proptest::prelude::*;

use super::super::*;
use crate::base::problem::render::render;
use crate::playbook::sample::with_ground;

const WHOLE: &str = include_str!("every-kind.toml");

fn holds(text: &str) {
    let source = Source::new("any.toml", text);
    let (playbook, problems) = with_ground(|ground| load(&source, ground));
    assert_eq!(playbook.is_some(), !problems.has_errors());
    // Rendering cuts into the text by the places of the problems.
    render(&problems, true);
}

/// The whole file with some bytes of it replaced, at character boundaries.
fn mutated(at: usize, length: usize, with: &str) -> String {
    let boundary =
        |from: usize| (from..=WHOLE.len()).find(|at| WHOLE.is_char_boundary(*at)).unwrap_or(WHOLE.len());
    let start = boundary(at % WHOLE.len());
    let end = boundary((start + length).min(WHOLE.len()));
    format!("{}{with}{}", &WHOLE[..start], &WHOLE[end..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_change_of_a_good_file(at in 0_usize..10_000, length in 0_usize..200, with in "[\\[\\]a-z\\{\\}=\"'\\n{ 0-9é.]{0,12}") {
        holds(&mutated(at, length, &with));
    }

    #[test]
    fn any_two_lines_swapped(a in 0_usize..200, b in 0_usize..200) {
        let mut lines: Vec<&str> = WHOLE.lines().collect();
        let count = lines.len();
        lines.swap(a % count, b % count);
        holds(&lines.join("\n"));
    }
}

#[test]
fn deep_nesting_is_refused() {
    for text in [
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{a=".repeat(100_000)),
        "a.".repeat(50_000),
    ] {
        holds(&text);
    }
    holds(&format!("{WHOLE}\nwhen = \"{}\"\n", "not ".repeat(400)));
}
