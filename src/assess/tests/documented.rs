//! docs/assessment.md lists every rule, term, group and criterion as it is.

use std::fmt::Write as _;

use crate::assess::assessment::Duties;
use crate::assess::breach::{BreachRules, Rule};
use crate::assess::significance::{Counts, Criteria};

const PAGE: &str = include_str!("../../../docs/assessment.md");

/// A condition on one line, fit for a cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn answers(duties: Duties) -> String {
    format!("{} / {}", duties.notify.word(), duties.communicate.word())
}

fn rule_row(rule: &Rule) -> String {
    let softened = rule.softened.as_ref().map_or_else(String::new, |softened| {
        let by: Vec<String> = softened.by.iter().map(|id| format!("`{id}`")).collect();
        format!("; while {} is not known {}", by.join(", "), answers(softened.duties))
    });
    format!(
        "| `{}` | {} | {}{softened} | `{}` | {} | {} | {} |",
        rule.id,
        rule.effect.word(),
        answers(rule.duties),
        cell(rule.when.text()),
        cell(&rule.text),
        cell(&rule.citation),
        rule.checked
    )
}

/// The rows of one table, under its heading.
fn rules(line: &str) -> String {
    let head = "| rule | effect | authority / people | counts when | why | source | checked |\n|---|---|---|---|---|---|---|\n";
    let rules = BreachRules::shipped().rules().iter().filter(|rule| rule.line == line);
    rules.fold(head.to_owned(), |mut table, rule| {
        let _ = writeln!(table, "{}", rule_row(rule));
        table
    })
}

fn decisions() -> String {
    let head = "| rule | about | source | checked |\n|---|---|---|---|\n".to_owned();
    BreachRules::shipped().decisions().iter().fold(head, |mut table, decision| {
        let about = decision.about.word();
        let _ =
            writeln!(table, "| `{}` | {about} | {} | {} |", decision.id, decision.citation, decision.checked);
        table
    })
}

fn remarks() -> String {
    let head = "| remark | said when | text | source | checked |\n|---|---|---|---|---|\n".to_owned();
    BreachRules::shipped().remarks().iter().fold(head, |mut table, remark| {
        let when = cell(remark.when.text());
        let _ = writeln!(
            table,
            "| `{}` | `{when}` | {} | {} | {} |",
            remark.id, remark.text, remark.citation, remark.checked
        );
        table
    })
}

fn terms() -> String {
    let head = "| word | meaning | condition |\n|---|---|---|\n".to_owned();
    BreachRules::shipped().terms().iter().fold(head, |mut table, term| {
        let _ = writeln!(table, "| `{}` | {} | `{}` |", term.id, term.says, cell(term.when.text()));
        table
    })
}

fn weights() -> String {
    let head = "| group | meaning | kinds of data |\n|---|---|---|\n".to_owned();
    BreachRules::shipped().weights().iter().fold(head, |mut table, weight| {
        let kinds: Vec<String> = weight.kinds.iter().map(|kind| kind.as_str().replace('-', "_")).collect();
        let _ = writeln!(table, "| `{}` | {} | {} |", weight.id, weight.says, kinds.join(", "));
        table
    })
}

fn criteria(criteria: &Criteria) -> String {
    let head =
        "| criterion | counts | met when | why | source | checked |\n|---|---|---|---|---|---|\n".to_owned();
    criteria.criteria().iter().fold(head, |mut table, criterion| {
        let counts =
            Counts::ALL.iter().find(|(counts, _)| *counts == criterion.counts).map_or("", |(_, word)| word);
        let _ = writeln!(
            table,
            "| `{}` | {counts} | `{}` | {} | {} | {} |",
            criterion.id,
            cell(criterion.when.text()),
            cell(&criterion.text),
            criterion.citation,
            criterion.checked
        );
        table
    })
}

/// Every table that the page must hold word by word.
fn tables() -> Vec<(&'static str, String)> {
    vec![
        ("groups", weights()),
        ("terms", terms()),
        ("confidentiality", rules("confidentiality")),
        ("integrity", rules("integrity")),
        ("availability", rules("availability")),
        ("decisions", decisions()),
        ("remarks", remarks()),
        ("marketplace", criteria(Criteria::marketplace())),
        ("dora", criteria(Criteria::dora())),
    ]
}

#[test]
fn the_page_lists_every_rule_as_it_is() {
    for (name, table) in tables() {
        assert!(PAGE.contains(&table), "docs/assessment.md must hold this table of {name}:\n{table}");
    }
    for checked in [
        BreachRules::shipped().checked_on(),
        Criteria::marketplace().checked_on(),
        Criteria::dora().checked_on(),
    ] {
        assert!(PAGE.contains(&format!("last checked on {checked}")), "{checked}");
    }
}

#[test]
fn the_example_on_the_page_is_real() {
    let example = include_str!("open_list.json");
    assert!(PAGE.contains(example.trim()), "docs/assessment.md must hold:\n{example}");
}
