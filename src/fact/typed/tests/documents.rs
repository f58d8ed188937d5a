//! Values as they stand in answers files and playbooks.

use super::{row, shown, typing};
use crate::base::problem::{Problems, Source};
use crate::base::reader;
use crate::fact::typed::item::value_from_item;

/// Compares what is made of each TOML value with what is expected.
#[track_caller]
fn check(written_type: &str, cases: &[(&str, &str)]) {
    for (toml, expected) in cases {
        let mut problems = Problems::default();
        let source = Source::new("answers.toml", format!("v = {toml}"));
        let found = reader::read(&source, &mut problems, |root| {
            let item = root.item("v").expect("a value");
            shown(&value_from_item(item, &row(written_type), &typing()))
        });
        assert_eq!(problems, Problems::default(), "{toml}");
        assert_eq!(found.as_deref(), Some(*expected), "{written_type} {toml}");
    }
}

#[test]
fn yes_no_and_numbers() {
    check("bool", &[("true", "{bool:true}"), ("'no'", "{bool:false}")]);
    check("bool", &[("1", "refused: a whole number cannot stand here; write yes or no, for example yes")]);
    check(
        "int",
        &[
            ("-3", "{int:-3}"),
            ("0x10", "{int:16}"),
            (
                "9007199254740992",
                "refused: `9007199254740992` has more digits than can be recorded; the largest number is 9007199254740991",
            ),
        ],
    );
    check(
        "count",
        &[
            ("40000", "{count:{low:40000,high:40000}}"),
            ("'~40k'", "{count:{low:40000,high:40000,about:true}}"),
        ],
    );
    check(
        "count",
        &[(
            "-1",
            "refused: `-1` is not a number of people or things; type for example 40000, ~40k, 10k..400k or >=10k",
        )],
    );
    check(
        "decimal",
        &[
            ("12.5", "{decimal:12.5}"),
            ("3", "{decimal:3}"),
            ("nan", "refused: a decimal number cannot stand here; write a number, for example 12.5"),
        ],
    );
    check("percent", &[("12.5", "{percent:12.5}"), ("'12.5%'", "{percent:12.5}")]);
}

#[test]
fn times() {
    check(
        "datetime",
        &[
            ("2026-11-20T16:40:00Z", "{datetime:{t:2026-11-20T16:40:00.000000Z,offset:0,precision:second}}"),
            (
                "2026-11-20 16:40:00+01:00",
                "{datetime:{t:2026-11-20T15:40:00.000000Z,offset:60,precision:second}}",
            ),
            ("2026-11-20T16:40:00", "{datetime:{t:2026-11-20T15:40:00.000000Z,offset:60,precision:second}}"),
            ("2026-11-20", "{datetime:{t:2026-11-19T23:00:00.000000Z,offset:60,precision:day}}"),
            ("'yesterday 9am'", "{datetime:{t:2026-11-21T08:00:00.000000Z,offset:60,precision:hour}}"),
        ],
    );
}

#[test]
fn choices_amounts_and_words() {
    check(
        "choices",
        &[
            ("['theft', 'loss']", "{choices:[loss,theft]}"),
            ("[]", "{choices:[]}"),
            ("'1, 2'", "{choices:[loss,theft]}"),
        ],
    );
    check(
        "choices",
        &[
            (
                "['theft', 2]",
                "refused: a whole number cannot stand here; write some of the choices, for example 1, 3",
            ),
            (
                "['thefts']",
                "refused: `thefts` is none of the choices (did you mean theft?); type one of 1 theft, 2 loss or 3 lost-mail",
            ),
        ],
    );
    check(
        "choice",
        &[
            (
                "['theft']",
                "refused: a list cannot stand here; write one of the choices, for example 1 for the first",
            ),
            (
                "{ id = 'theft' }",
                "refused: a table cannot stand here; write one of the choices, for example 1 for the first",
            ),
        ],
    );
    check(
        "money",
        &[
            ("'1200 EUR'", "{money:{amount:1200,currency:EUR}}"),
            (
                "1200",
                "refused: a whole number cannot stand here; write an amount with its currency, for example 1200.50 EUR",
            ),
        ],
    );
    check(
        "text",
        &[
            ("'a, b'", "words <a, b>"),
            ("5", "refused: a whole number cannot stand here; write a text, for example what you know"),
            ("''", "refused: nothing was typed; type a text, for example what you know"),
        ],
    );
}

#[test]
fn lists() {
    check(
        "list<host>",
        &[
            (
                "['web-01', 'db, 02']",
                "refused: item 2: `db, 02` is not the name or address of a machine; type for example web-01.example.org",
            ),
            ("['web-01', 'db-02']", "[words <web-01>, words <db-02>]"),
            ("'web-01, db-02'", "[words <web-01>, words <db-02>]"),
            ("[]", "[]"),
            (
                "['web-01', 5]",
                "refused: item 2: a whole number cannot stand here; write the name or address of a machine, for example web-01.example.org",
            ),
        ],
    );
    check("list<text>", &[("['a, b; c']", "[words <a, b; c>]")]);
    check(
        "list<count>",
        &[
            ("[5, '~40k']", "[{count:{low:5,high:5}}, {count:{low:40000,high:40000,about:true}}]"),
            ("5", "[{count:{low:5,high:5}}]"),
        ],
    );
    check("!list<ip>", &[("['192.0.2.7']", "[words <192.0.2.7>]")]);
}
