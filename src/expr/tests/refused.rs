//! What authors read when a condition is wrong. Each table holds conditions with everything that is said about them.

use super::world::checked;

/// Compares what is said about each condition of a table with the table.
#[track_caller]
fn check(table: &str) {
    let said: Vec<String> =
        table.split("\n\n").map(|case| rendered(case.lines().next().unwrap_or(""))).collect();
    assert_eq!(said.join("\n\n") + "\n", table);
}

/// The condition, marks under each place with code and message, and the remedies.
fn rendered(text: &str) -> String {
    let mut lines = vec![text.to_owned()];
    for problem in checked(text).expect_err(text) {
        let before = text.get(..problem.range.start).expect("a place in the text").chars().count();
        let marked = text.get(problem.range.clone()).expect("a place in the text").chars().count();
        let (indent, marks) = (" ".repeat(before), "^".repeat(marked.max(1)));
        lines.push(format!("{indent}{marks} {}: {}", problem.code, problem.message));
        lines.extend(problem.help.iter().map(|help| format!("  help: {help}")));
    }
    lines.join("\n")
}

#[test]
fn names() {
    check(include_str!("names.txt"));
}

#[test]
fn types() {
    check(include_str!("types.txt"));
}

#[test]
fn arithmetic() {
    check(include_str!("arithmetic.txt"));
}

#[test]
fn free_text() {
    check(include_str!("free_text.txt"));
}

#[test]
fn items() {
    check(include_str!("items.txt"));
}

#[test]
fn syntax() {
    check(include_str!("syntax.txt"));
}

#[test]
fn emptiness_and_size() {
    let said = |text: &str| rendered(text).lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(said(""), "^ condition::empty: the condition is empty");
    assert_eq!(said("   "), "^^^ condition::empty: the condition is empty");
    let deep = "(".repeat(33) + "a" + &")".repeat(33);
    let expected = "^ condition::too-deep: more than 32 levels are nested here";
    assert_eq!(said(&deep), " ".repeat(32) + expected);
    let long = "^".repeat(2001)
        + " condition::too-long: a condition has at most 2000 bytes, this one has 2001\n"
        + "  help: split it: let a decision set a fact, and ask for that fact";
    assert_eq!(said(&"a".repeat(2001)), long);
}

#[test]
fn nesting_and_chains_within_the_caps_are_fine() {
    checked(&("(".repeat(32) + "a" + &")".repeat(32))).expect("32 levels");
    checked(&("a or ".repeat(399) + "a")).expect("400 members");
    checked(&("n + ".repeat(498) + "n > 0")).expect("499 members");
}
