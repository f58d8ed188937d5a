//! Bad regimes: every problem at once, each at its place.

use super::*;

/// A regime without a fault, with one stage.
const GOOD: &str = r#"format = "regime/1"
id = "gdpr-33-1"
title = "Title"
citation = "Citation"
jurisdiction = "EU"
status = "in-force"
in_force_since = "2018-05-25"
checked = "2026-11-22"
verification = "primary"
duty = "Duty"
notifier = "controller"
authority = "authority"
trigger = "Trigger"
threshold = "Threshold"
short = "Short"
[applies]

[[stage]]
id = "notify"
to = "authority"
anchor = "awareness"
period = "72 hours"
rule = "eu_hours"
"#;

/// Replaces a stretch and compares what is said, each as `line: code: message`.
#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    assert!(GOOD.contains(old), "{old}");
    let (regime, problems) = load(&Source::new("x.toml", GOOD.replace(old, new)));
    assert_eq!(regime.is_none(), !expected.is_empty());
    let line = |problem: &&crate::base::problem::Problem| {
        let at = problem.source.position(problem.primary.span.start).0;
        format!("{at}: {}: {}", problem.code, problem.message)
    };
    assert_eq!(problems.sorted().iter().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn the_good_one_loads() {
    check("Title", "Another title", &[]);
}

#[test]
fn what_is_missing_or_unknown_is_named() {
    check(
        "citation = \"Citation\"\njurisdiction = \"EU\"",
        "citation = \" \"\nlaw = \"EU\"",
        &[
            "1: document::missing-key: document lacks `jurisdiction`",
            "4: document::empty: `citation` is empty",
            "5: document::unknown-key: unknown key `law` in document",
        ],
    );
    check("[applies]\n", "", &["1: document::missing-key: document lacks `applies`"]);
}

#[test]
fn words_that_mean_nothing_are_refused() {
    check(
        "status = \"in-force\"\nin_force_since = \"2018-05-25\"",
        "status = \"law\"\nin_force_since = \"2018-02-30\"",
        &[
            "6: document::bad-value: bad `status`: `law` is no status",
            "7: document::bad-value: bad `in_force_since`: `2018-02-30` is no date such as 2026-11-22",
        ],
    );
    check(
        "[applies]",
        "[applies]\nany = [{ established = [\"Europe\"], is = [\"shop\"] }, {}]",
        &[
            "17: document::bad-value: bad `established`: `Europe` is neither a group of countries nor a country or part of one by ISO 3166",
            "17: document::bad-value: bad `is`: `shop` is nothing that the organisation profile knows",
            "17: regime::empty-condition: this alternative asks for nothing",
        ],
    );
}

#[test]
fn a_rule_fits_its_period() {
    check(
        "eu_hours",
        "eu_months",
        &[
            "1: regime::no-holidays: stage `notify` needs `holidays`: whose free days count",
            "23: regime::rule-unit: the rule `eu_months` cannot count a period in this unit",
        ],
    );
    check("eu_hours", "hours", &["23: regime::unknown-rule: `hours` is no rule of counting"]);
    check(
        "72 hours",
        "72",
        &[
            "22: document::bad-value: bad `period`: `72` is no period: write `72 hours`, `30 calendar days`, `1 month`",
        ],
    );
    check("rule = \"eu_hours\"\n", "", &["18: document::missing-key: stage `notify` lacks `rule`"]);
}

#[test]
fn stages_differ_and_wait_for_one_that_there_is() {
    check(
        "\"awareness\"",
        "\"submission:initial\"",
        &["1: regime::unknown-stage: stage `notify` waits for a stage that there is not"],
    );
    let twice = "rule = \"eu_hours\"\n[[stage]]\nid = \"notify\"\nto = \"x\"\nanchor = \"awareness\"\n";
    check("rule = \"eu_hours\"\n", twice, &["1: regime::double-stage: two stages have the same id"]);
}

#[test]
fn an_example_says_from_when_and_to_when() {
    let example = "rule = \"eu_hours\"\n[[example]]\nstage = \"notify\"\nzone = \"Berlin\"\nstrict = \"x\"\n";
    check(
        "rule = \"eu_hours\"\n",
        example,
        &[
            "24: document::missing-key: `example` lacks `formal`",
            "24: regime::no-moment: the example says from when it counts neither by `from` nor by `anchors`",
            "26: document::bad-value: bad `zone`: `Berlin` is not a zone of the IANA database",
            "27: document::bad-value: bad `strict`: `x` is not an RFC 3339 time",
        ],
    );
}

#[test]
fn no_text_makes_it_panic() {
    for cut in 0..GOOD.len() {
        let text = GOOD.get(..cut).unwrap_or_default();
        let (regime, problems) = load(&Source::new("x.toml", text));
        assert_eq!(regime.is_none(), problems.has_errors(), "{cut}");
    }
}
