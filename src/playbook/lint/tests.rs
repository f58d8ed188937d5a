//! Lint on small files: every rule warns where it should and is silent where it should not.

use std::sync::Arc;

use super::*;
use crate::base::id::PlaybookId;
use crate::base::problem::Source;
use crate::playbook::library::Library;
use crate::playbook::sample::with_ground;

const HEAD: &str = "format = \"playbook/1\"\nid = \"root\"\ntitle = \"Root\"\nversion = \"1\"\n";

fn report(text: &str, others: &[(&str, &str)]) -> Report {
    let others = others.iter().map(|(id, body)| {
        let text =
            format!("format = \"playbook/1\"\nid = \"{id}\"\ntitle = \"Other\"\nversion = \"1\"\n{body}");
        (PlaybookId::parse(id).unwrap(), Source::new(format!("{id}.toml"), text))
    });
    let library = Library::of(others);
    let source: Arc<Source> = Source::new("root.toml", text);
    with_ground(|ground| super::check(&library, &source, ground))
}

/// A phase with these steps; each is `id` or `id: keys`, and gets a role.
fn phase(id: &str, keys: &str, steps: &[&str]) -> String {
    let mut text = format!("[[phase]]\nid = \"{id}\"\n{keys}\n");
    for step in steps {
        let (id, keys) = step.split_once(": ").unwrap_or((step, ""));
        let keys = keys.replace("; ", "\n");
        let step = format!("[[phase.step]]\nid = \"{id}\"\nrole = \"dpo\"\n{keys}\n");
        text.push_str(&step);
    }
    text
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    check_with(body, &[], expected);
}

#[track_caller]
fn check_with(body: &str, others: &[(&str, &str)], expected: &[&str]) {
    let report = report(&format!("{HEAD}{body}"), others);
    let found: Vec<String> =
        report.problems.sorted().iter().map(|p| format!("{} {}", p.code, p.message)).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_wrong_with_a_key_is_pointed_out_there() {
    let steps = [
        "a: when = \"severity == 'P1'\"",
        "c: kind = \"checklist\"; when = \"known(exfil_state)\"; items = [{ id = \"i\", text = \"I\", when = \"severity == 'P1'\" }]",
        "d: kind = \"decision\"; options = [{ id = \"x\", label = \"X\" }, { id = \"y\", label = \"Y\" }]",
        "n: kind = \"notify\"; to = \"DPA\"; duty = \"gdpr-33-1/notify\"",
        "o: kind = \"notify\"; to = \"DPA\"",
    ];
    let text =
        format!("{HEAD}{}", phase("p", "", &steps).replace("id = \"o\"\nrole = \"dpo\"", "id = \"o\""));
    let report = report(&text, &[]);
    let places: Vec<String> = report
        .problems
        .sorted()
        .iter()
        .map(|p| format!("{} {}", p.code, &text[p.primary.span.start..p.primary.span.end]))
        .collect();
    assert_eq!(
        places,
        [
            "lint::read-before-settled when",
            "lint::read-before-settled when",
            "lint::read-before-settled items",
            "lint::no-unknown-branch options",
            "lint::unserved-duty duty",
            "lint::no-owner \"o\"",
        ]
    );
}

#[test]
fn a_step_has_an_owner() {
    let bare = "[[phase]]\nid = \"p\"\n[[phase.step]]\nid = \"a\"\n[[phase.step]]\nid = \"g\"\nkind = \"group\"\n[[phase.step]]\nid \
                = \"w\"\nin = \"g\"\nkind = \"wait\"\nfor = \"1h\"\n[[phase.step]]\nid = \"y\"\nin = \"g\"\nkind = \
                \"approval\"\nby = \"dpo\"\n";
    check(bare, &["lint::no-owner nobody owns step `a`"]);
}

#[test]
fn a_decision_can_stay_open() {
    let options =
        "kind = \"decision\"; options = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\"";
    check(
        &phase(
            "p",
            "",
            &[
                &format!("d: {options} }}]"),
                &format!("e: {options}, recheck = \"1h\" }}]"),
                "f: kind = \"decision\"",
            ],
        ),
        &["lint::no-unknown-branch decision `d` has no option for \"not known yet\""],
    );
}

#[test]
fn facts_are_read_after_something_can_settle_them() {
    let early =
        "lint::read-before-settled `when` of step `a` reads `severity`, which nothing before it settles";
    let ask = "q: kind = \"question\"; ask = \"severity\"";
    let read = "a: when = \"severity == 'P1'\"";
    check(&phase("p", "", &[read, ask]), &[early]);
    check(&phase("p", "", &[ask, read]), &[]);
    check(&format!("{}{}", phase("p", "", &[read]), phase("q", "", &[ask])), &[early]);
    check(&format!("{}{}", phase("p", "", &[read]), phase("q", "after = []", &[ask])), &[]);
    check(&phase("p", "", &["a: when = \"severity == 'P1'\"; produces = \"severity\""]), &[early]);
    check(&phase("p", "", &["a: requires = \"severity == 'P1'\"; produces = \"severity\""]), &[]);
    check(&format!("block = true\n{}", phase("p", "", &[read])), &[]);
    check(
        &phase(
            "p",
            "",
            &[
                "g: kind = \"group\"",
                "q: in = \"g\"; kind = \"question\"; ask = \"severity\"",
                "a: in = \"g\"; when = \
                             \"severity == 'P1'\"",
            ],
        ),
        &[],
    );
}

#[test]
fn what_a_used_playbook_settles_counts() {
    let body = phase(
        "p",
        "",
        &["u: kind = \"playbook\"; use = \"other\"; mode = \"inline\"", "a: when = \"severity == 'P1'\""],
    );
    let asks = phase("p", "", &["q: kind = \"question\"; ask = \"severity\""]);
    check_with(&body, &[("other", &asks)], &[]);
    let silent = phase("p", "", &["q"]);
    check_with(
        &body,
        &[("other", &silent)],
        &["lint::read-before-settled `when` of step `a` reads `severity`, which nothing before it settles"],
    );
    let missing = body.replace("inline", "track");
    check(&missing, &["library::missing-target there is no playbook `other`"]);
}

#[test]
fn steps_can_be_reached() {
    check(
        &phase(
            "p",
            "",
            &[
                "a: when = \"1 == 2 and known(severity)\"",
                "b: when = \"1 == 2\"",
                "c: when = \"2 in [1, 3]\"",
            ],
        ),
        &[
            "lint::read-before-settled `when` of step `a` reads `severity`, which nothing before it settles",
            "lint::unreachable-step the guard of step `b` is false whatever the facts",
            "lint::unreachable-step the guard of step `c` is false whatever the facts",
        ],
    );
    let pivot = "u: kind = \"playbook\"; use = \"other\"; mode = \"pivot\"";
    let other = [("other", &*phase("p", "", &["x"]))];
    let behind = "open only if somebody skips the pivot before them";
    check_with(
        &format!("{}{}", phase("p", "", &[pivot, "a"]), phase("q", "", &["b"])),
        &other,
        &[
            &format!("lint::unreachable-step step `a` and what follows {behind}"),
            &format!("lint::unreachable-step step `b` and what follows {behind}"),
        ],
    );
    check_with(&phase("p", "", &["a", pivot]), &other, &[]);
    check_with(
        &phase("p", "", &[&format!("{pivot}; when = \"maybe(personal_data_involved)\""), "a"]),
        &other,
        &[
            "lint::read-before-settled `when` of step `u` reads `personal_data_involved`, which nothing before it settles",
        ],
    );
}

#[test]
fn outcomes_are_read_after_they_are_there() {
    check(
        &phase(
            "p",
            "",
            &[
                "a: when = \"step.b.outcome == 'done'\"",
                "b: requires = \"step.b.outcome == 'done'\"",
                "c: when = \
                           \"step.a.outcome == 'done'\"",
            ],
        ),
        &[
            "lint::later-step `when` of step `a` reads step `b`, which has no outcome by then",
            "lint::later-step `requires` of step `b` reads step `b`, which has no outcome by then",
        ],
    );
}

#[test]
fn texts_are_filled_where_places_work() {
    check(
        &phase(
            "p",
            "",
            &[
                "a: title = \"Isolate {severity} of {nobody}\"; do = \"{severity}\"; rollback = \"{{severity}\"",
            ],
        ),
        &["lint::place-not-filled `{severity}` in `title` of step `a` is shown as it is"],
    );
    let command = "[[phase.step.command]]\nlang = \"cobol\"\nrun = \"";
    check(
        &format!("{}{command}DISPLAY {{severity}}\"\n", phase("p", "", &["a"])),
        &["lint::unknown-lang values cannot be quoted in `cobol`: the places of this command stay gaps"],
    );
    check(&format!("{}{command}DISPLAY\"\n", phase("p", "", &["a"])), &[]);
}

#[test]
fn a_brace_is_closed_once() {
    let with = |run: &str| {
        format!("{}[[phase.step.command]]\nlang = \"sh\"\nrun = '{run}'\n", phase("p", "", &["a"]))
    };
    let warned = ["lint::doubled-brace a text of step `a` shows `}}` where it closes one brace"];
    check(&with("awk {{print $1}}"), &warned);
    check(&with("curl -w %{{http_code}} x"), &warned);
    check(&with("curl -w %{{http_code} x"), &[]);
    check(&with("jq {{\"a\":{{\"b\":1}} x"), &[]);
    check(&with("echo }} {device_state}"), &warned);
}

#[test]
fn declared_facts_are_used() {
    let facts =
        "[facts]\none = { type = \"bool\", label = \"?\" }\ntwo = { type = \"bool\", label = \"?\" }\n";
    check(
        &format!("{facts}{}", phase("p", "", &["a: do = \"{one}\""])),
        &["lint::unused-fact fact `two` is declared and never asked for, settled, read or shown"],
    );
}

#[test]
fn forms_of_served_regimes_can_be_filled() {
    let asks =
        "q: kind = \"question\"; ask = [\"description\", \"severity\"]; duty = \"gdpr-34/communicate\"";
    check(
        &phase("p", "", &[asks]),
        &["lint::unserved-duty step `q` serves a duty of `gdpr-34`, which `serves` does not name"],
    );
    let report = report(&format!("{HEAD}serves = \"gdpr-34\"\n{}", phase("p", "", &[asks])), &[]);
    let fields: Vec<&str> =
        report.problems.sorted().iter().filter_map(|p| p.message.split('`').nth(3)).collect();
    assert_eq!(fields, ["consequence.conf", "ds.advice", "ds.means", "measures.taken"]);
}

#[test]
fn waivers_take_warnings_out_and_must_be_used() {
    let waive =
        |code: &str, step: &str| format!("[[waive]]\ncode = \"{code}\"\n{step}reason = \"Small file\"\n");
    let body = "[[phase]]\nid = \"p\"\n[[phase.step]]\nid = \"a\"\n";
    check(&format!("{body}{}", waive("lint::no-owner", "step = \"a\"\n")), &[]);
    check(
        &format!("{body}{}", waive("lint::no-owner", "")),
        &[
            "lint::no-owner nobody owns step `a`",
            "lint::unused-waiver nothing here warns of `lint::no-owner`",
        ],
    );
    check(
        &format!("{}{}", phase("p", "", &["a"]), waive("lint::no-ownr", "")),
        &["lint::unknown-waiver no warning has the code `lint::no-ownr`"],
    );
}

#[test]
fn the_path_to_a_duty_is_the_longest_one() {
    let body = format!(
        "serves = \"gdpr-33-1\"\n{}{}{}",
        phase(
            "one",
            "",
            &[
                "a: timebox = \"10h\"",
                "g: kind = \"group\"",
                "b: in = \"g\"; timebox = \"2h\"",
                "c: in = \"g\"; timebox = \
                           \"5h\""
            ]
        ),
        phase("side", "after = []", &["d: timebox = \"60h\"", "w: kind = \"wait\"; for = \"10h\""]),
        phase(
            "two",
            "after = [\"one\"]",
            &[
                "u: kind = \"playbook\"; use = \"other\"; mode = \"inline\"",
                "n: duty = \
                                             \"gdpr-33-1/notify\""
            ]
        )
    );
    let other = phase("p", "", &["x: timebox = \"1h\"", "t: timebox = \"3h\"; duty = \"gdpr-33-1/phases\""]);
    let sentences = |body: &str| -> Vec<String> {
        let report = report(&format!("{HEAD}{body}"), &[("other", &other)]);
        report.paths.iter().map(DutyPath::sentence).collect()
    };
    assert_eq!(
        sentences(&body),
        [
            "`gdpr-33-1/notify` (step `n`) is reached after 19 h of work on the longest path: 53 h of slack; 1 step on it without a time \
         box",
            "`gdpr-33-1/phases` (step `t`) is reached after 19 h of work on the longest path",
        ]
    );
    let late = body.replace("[\"one\"]", "[\"one\", \"side\"]");
    assert_eq!(
        sentences(&late)[0].as_str(),
        "`gdpr-33-1/notify` (step `n`) is reached after 74 h of work on the longest path: 2 h too \
                                              late; 1 step on it without a time box"
    );
}
