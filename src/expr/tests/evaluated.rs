//! What conditions come to. Truths, what was read and what is missing, in worlds that are written out.

use super::world::{World, checked, world};

/// Evaluates a condition in a world and compares truth, reads and missing facts.
#[track_caller]
fn check_all(text: &str, known: &str, expected: &str) {
    let evaluation = checked(text).expect("a good condition").evaluate(&world(known));
    let reads: Vec<String> =
        evaluation.reads.iter().map(|read| format!("{}{}", read.name, read.seq)).collect();
    let missing: Vec<&str> = evaluation.missing.iter().map(AsRef::as_ref).collect();
    let shown = format!("{:?} | {} | {}", evaluation.truth, reads.join(" "), missing.join(" "));
    assert_eq!(shown, expected, "{text} where {known}");
}

/// Compares the truths of several conditions in one world.
#[track_caller]
fn check(known: &str, expected: &[(&str, &str)]) {
    let world: World = world(known);
    for (text, truth) in expected {
        let evaluation = checked(text).expect(text).evaluate(&world);
        assert_eq!(format!("{:?}", evaluation.truth), *truth, "{text} where {known}");
    }
}

#[test]
fn every_name_is_read_once_in_order_whatever_decides() {
    check_all("a or b", "a=true", "True | a#1 b#0 | ");
    check_all("b or a or b", "a=true", "True | a#1 b#0 | ");
    check_all("step.reset.outcome == 'done' and a", "", "False | a#0 step.reset#0 | ");
    check_all(
        "step.exposed.choice == 'yes' or step.exposed.outcome == 'done'",
        "step.exposed=done:yes",
        "True | step.exposed#200 | ",
    );
    check_all(
        "victim_country == 'DE' and home == 'DE'",
        "item=DE; home=DE",
        "True | home#17 victim_country#100 | ",
    );
    check_all("any(flags, x, x and a)", "flags=", "False | a#0 flags#25 | ");
    check_all("elapsed(seen_at) > 1h", "seen_at=2026-11-22T10:59:59Z", "True | seen_at#14 | ");
}

#[test]
fn missing_facts_are_those_that_could_change_an_unknown_result() {
    check_all("a", "", "Unknown | a#0 | a");
    check_all("a and b", "a=true", "Unknown | a#1 b#0 | b");
    check_all("a and b", "a=false", "False | a#1 b#0 | ");
    check_all("(a and false) or b", "", "Unknown | a#0 b#0 | b");
    check_all("(a or c) and b", "c=true", "Unknown | a#0 b#0 c#3 | b");
    check_all("known(a) or b", "", "Unknown | a#0 b#0 | a b");
    check_all("known(a) or b", "a=false", "True | a#1 b#0 | ");
    check_all("maybe(a) and b", "", "Unknown | a#0 b#0 | a b");
    check_all("maybe(a)", "", "True | a#0 | ");
    check_all("n + m > 3", "n=1", "Unknown | m#0 n#4 | m");
    check_all("people > 15", "people=10..20", "Unknown | people#6 | ");
    check_all("people > 15 and n > 3", "people=10..20", "Unknown | n#0 people#6 | n");
    check_all("loss > cost", "loss=1 EUR; cost=1 USD", "Unknown | cost#11 loss#10 | ");
    check_all("any(flags, x, x and a)", "", "Unknown | a#0 flags#0 | flags");
    check_all("any(flags, x, x and a)", "flags=true,false", "Unknown | a#0 flags#25 | a");
    check_all("victim_country == 'DE'", "", "Unknown | victim_country#100 | ");
}

#[test]
fn kleene() {
    let tables = [
        ("not a", ["False", "Unknown", "True"]),
        ("maybe(a)", ["True", "True", "False"]),
        ("known(a)", ["True", "False", "True"]),
        ("a == true", ["True", "Unknown", "False"]),
        ("a != true", ["False", "Unknown", "True"]),
        ("a and true", ["True", "Unknown", "False"]),
        ("a and false", ["False", "False", "False"]),
        ("a and b", ["Unknown", "Unknown", "False"]),
        ("a or true", ["True", "True", "True"]),
        ("a or false", ["True", "Unknown", "False"]),
        ("a or b", ["True", "Unknown", "Unknown"]),
        ("a == b", ["Unknown", "Unknown", "Unknown"]),
    ];
    for (text, truths) in tables {
        for (known, truth) in ["a=true", "", "a=false"].iter().zip(truths) {
            check(known, &[(text, truth)]);
        }
    }
}

#[test]
fn precedence() {
    check(
        "a=true; b=false; c=false",
        &[
            ("a or b and c", "True"),
            ("(a or b) and c", "False"),
            ("not b and c", "False"),
            ("not (b and c)", "True"),
        ],
    );
    check("n=5; m=3", &[("n - m - 1 == 1", "True"), ("n - (m - 1) == 3", "True"), ("not n == m", "True")]);
}

#[test]
fn counts_agree_over_their_whole_range() {
    check(
        "people=10..20; records=20..",
        &[
            ("people > 9", "True"),
            ("people >= 10", "True"),
            ("people > 10", "Unknown"),
            ("people > 19.5", "Unknown"),
            ("people > 20", "False"),
            ("people <= 20", "True"),
            ("people == 15", "Unknown"),
            ("people != 21", "True"),
            ("people in [1, 2, 21]", "False"),
            ("people in [1, 11]", "Unknown"),
            ("records >= people", "True"),
            ("records > people", "Unknown"),
            ("records < 19", "False"),
            ("records < 1000000000", "Unknown"),
            ("records - people >= 0", "True"),
            ("people - records <= 0", "True"),
            ("records - records == 0", "Unknown"),
            ("people + people == 40", "Unknown"),
            ("people + people <= 40", "True"),
        ],
    );
    check("people=~40", &[("people == 40", "True"), ("people > 39", "True")]);
}

#[test]
fn numbers_and_amounts() {
    check(
        "n=-2; ratio=0.5; share=12.5",
        &[
            ("n == -2", "True"),
            ("n + ratio == -1.5", "True"),
            ("share > 12.4", "True"),
            ("share >= 12.50", "True"),
            ("-3 < n", "True"),
        ],
    );
    check(
        "loss=1200.50 EUR; cost=EUR 1200",
        &[
            ("loss > cost", "True"),
            ("loss == '1200.5 EUR'", "True"),
            ("'1 200 EUR' >= cost", "True"),
            ("loss <= '1200.50 USD'", "Unknown"),
            ("loss != '1200.50 USD'", "Unknown"),
            ("cost in ['1 EUR', '1200 EUR']", "True"),
        ],
    );
}

#[test]
fn words() {
    check(
        "severity=P2; kinds=theft,loss; home=DE; host_country=DE; source_ip=192.0.2.7",
        &[
            ("severity == 'P2'", "True"),
            ("'P1' == severity", "False"),
            ("severity != 'P1'", "True"),
            ("severity in ['P1', 'P2']", "True"),
            ("not (severity in ['P1', 'P3'])", "True"),
            ("kinds contains 'loss'", "True"),
            ("kinds contains 'fraud'", "False"),
            ("home == host_country", "True"),
            ("home in ['FR', 'IE']", "False"),
            ("source_ip == '192.0.2.7'", "True"),
            ("source_ip == '::ffff:192.0.2.7'", "False"),
            ("sample == 'd41d8cd98f00b204e9800998ecf8427e'", "Unknown"),
        ],
    );
    check(
        "sample=d41d8cd98f00b204e9800998ecf8427e",
        &[("sample == 'D41D8CD98F00B204E9800998ECF8427E'", "True")],
    );
    check("", &[("severity in ['P1', 'P2', 'P3']", "Unknown"), ("kinds contains 'loss'", "Unknown")]);
}

#[test]
fn times() {
    check(
        "seen_at=2026-11-20T12:00:00Z; told_at=2026-11-20T13:30:00+01:00; outage=30m",
        &[
            ("elapsed(seen_at) == 48h", "True"),
            ("elapsed(seen_at) > 2d", "False"),
            ("told_at - seen_at == 30m", "True"),
            ("told_at - seen_at == outage", "True"),
            ("seen_at + 30m == told_at", "True"),
            ("1d12h + seen_at < 2026-11-22T00:00:01Z", "True"),
            ("seen_at == 2026-11-20T12:00:00.000001Z", "False"),
            ("outage + outage - 1s < 1h", "True"),
            ("seen_at - told_at == -30m", "True"),
            ("seen_at in [2026-11-20T13:00:00+01:00]", "True"),
        ],
    );
    check("", &[("elapsed(seen_at) >= 0s", "Unknown")]);
}

#[test]
fn steps_never_block() {
    check(
        "",
        &[
            ("step.reset.outcome == 'done'", "False"),
            ("step.reset.outcome != 'done'", "True"),
            ("step.reset.outcome in ['done', 'failed']", "False"),
            ("step.exposed.choice == 'yes'", "False"),
            ("step.exposed.choice != 'yes'", "True"),
        ],
    );
    check(
        "step.re-image=not-applicable; step.exposed=done:cannot-tell",
        &[
            ("step.re-image.outcome == 'not-applicable'", "True"),
            ("step.re-image.outcome in ['done', 'skipped']", "False"),
            ("step.exposed.choice in ['no', 'cannot-tell']", "True"),
            ("'no' != step.exposed.choice", "True"),
        ],
    );
}

#[test]
fn lists() {
    check(
        "flags=true,false; countries=DE,FR; sizes=10..20,5; hosts=#,#,#",
        &[
            ("any(flags, x, x)", "True"),
            ("all(flags, x, x)", "False"),
            ("any(flags, x, b)", "Unknown"),
            ("any(flags, x, x or b)", "True"),
            ("all(flags, x, not x or b)", "Unknown"),
            ("count(hosts) == 3", "True"),
            ("all(hosts, x, known(x))", "True"),
            ("countries contains 'FR'", "True"),
            ("countries contains 'IE'", "False"),
            ("any(countries, x, x == victim_country)", "Unknown"),
            ("sizes contains 15", "Unknown"),
            ("sizes contains 5", "True"),
            ("any(sizes, x, x > 20)", "False"),
            ("all(sizes, x, any(countries, y, x > 4 and y == 'FR'))", "True"),
        ],
    );
    check(
        "flags=; countries=",
        &[
            ("any(flags, x, x)", "False"),
            ("all(flags, x, x)", "True"),
            ("all(flags, x, b)", "True"),
            ("count(flags) == 0", "True"),
            ("known(flags)", "True"),
            ("countries contains 'FR'", "False"),
        ],
    );
    check(
        "",
        &[
            ("any(flags, x, false)", "Unknown"),
            ("all(flags, x, true)", "Unknown"),
            ("count(flags) >= 0", "Unknown"),
            ("known(flags)", "False"),
            ("known(story) or known(secret)", "False"),
        ],
    );
}

#[test]
fn overflow_is_unknown() {
    check(
        "n=9223372036854775807; m=-9223372036854775807; people=18446744073709551615",
        &[
            ("n + 1 > 0", "Unknown"),
            ("m - 2 < 0", "Unknown"),
            ("n - n == 0", "True"),
            ("n > m", "True"),
            ("people > 0", "Unknown"),
            ("ratio + n > 0", "Unknown"),
        ],
    );
    check(
        "outage=9223372036854775807; seen_at=9999-12-31T23:59:59Z",
        &[("outage > 1d", "Unknown"), ("seen_at + outage > seen_at", "Unknown")],
    );
    check(
        "outage=9000000000000; seen_at=9999-12-31T23:59:59Z",
        &[
            ("outage > 1d", "True"),
            ("seen_at + outage > seen_at", "Unknown"),
            ("seen_at + 1d > seen_at", "True"),
        ],
    );
}
