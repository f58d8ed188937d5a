//! Everything that is not a number.

use super::check;

#[test]
fn yes_and_no() {
    for yes in ["yes", "Y", "true", " YES "] {
        check("bool", &[(yes, "{bool:true}")]);
    }
    for no in ["no", "N", "False"] {
        check("bool", &[(no, "{bool:false}")]);
    }
    check("bool", &[("perhaps", "refused: `perhaps` is not yes or no; type for example yes")]);
}

#[test]
fn choices() {
    check(
        "choice",
        &[
            ("theft", "{choice:theft}"),
            ("THEFT", "{choice:theft}"),
            ("2", "{choice:loss}"),
            ("loss", "{choice:loss}"),
            ("t", "{choice:theft}"),
            ("Loss of a d", "{choice:loss}"),
            ("Lost in the post", "{choice:lost-mail}"),
            ("los", "refused: `los` begins more than one choice; type one of 2 loss or 3 lost-mail"),
            (
                "thetf",
                "refused: `thetf` is none of the choices (did you mean theft?); type one of 1 theft, 2 loss or 3 lost-mail",
            ),
            ("0", "refused: `0` is none of the choices; type one of 1 theft, 2 loss or 3 lost-mail"),
            ("4", "refused: `4` is none of the choices; type one of 1 theft, 2 loss or 3 lost-mail"),
        ],
    );
    check(
        "choices",
        &[
            ("theft, 2", "{choices:[loss,theft]}"),
            ("1; 1 ;theft", "{choices:[theft]}"),
            ("none", "{choices:[]}"),
            (",", "refused: nothing was typed; type some of the choices, for example 1, 3"),
            ("1, x", "refused: `x` is none of the choices; type one of 1 theft, 2 loss or 3 lost-mail"),
        ],
    );
}

#[test]
fn times() {
    check(
        "datetime",
        &[
            ("14:32", "{datetime:{t:2026-11-22T13:32:00.000000Z,offset:60,precision:minute}}"),
            ("-20m", "{datetime:{t:2026-11-22T14:20:00.000000Z,offset:60,precision:minute}}"),
            ("2026-11-20T16:40:00Z", "{datetime:{t:2026-11-20T16:40:00.000000Z,offset:0,precision:second}}"),
            (
                "tomorrow 9am",
                "future {datetime:{t:2026-11-23T08:00:00.000000Z,offset:60,precision:hour}} Mon 23 Nov 2026 09:00 Europe/Berlin (08:00 UTC)",
            ),
            (
                "25 Oct 02:30",
                "either {datetime:{t:2026-10-25T00:30:00.000000Z,offset:120,precision:minute}} Sun 25 Oct 2026 02:30 Europe/Berlin (00:30 UTC) \
                 or {datetime:{t:2026-10-25T01:30:00.000000Z,offset:60,precision:minute}} Sun 25 Oct 2026 02:30 Europe/Berlin (01:30 UTC)",
            ),
            (
                "1432",
                "refused: `1432` is only a number; type a time of day as 14:32 or 9am, or how long ago as -20m",
            ),
        ],
    );
    check(
        "duration",
        &[
            ("1h30m", "{duration:5400}"),
            ("2 weeks", "{duration:1209600}"),
            ("90", "refused: `90` has no unit; type 90s, 90m, 90h, 90d or 90w"),
        ],
    );
}

#[test]
fn codes() {
    check(
        "country",
        &[
            ("de", "{country:DE}"),
            ("UK", "refused: UK is written GB here; type GB"),
            ("Germany", "refused: `Germany` is not a country in two letters; type for example DE"),
        ],
    );
    check(
        "hash",
        &[
            ("D41D8CD98F00B204E9800998ECF8427E", "{hash:d41d8cd98f00b204e9800998ecf8427e}"),
            (
                "SHA1: da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "{hash:da39a3ee5e6b4b0d3255bfef95601890afd80709}",
            ),
            (
                "d41d8",
                "refused: `d41d8` is not an MD5, SHA-1 or SHA-256 in hex; type for example d41d8cd98f00b204e9800998ecf8427e",
            ),
        ],
    );
    check(
        "ip",
        &[
            ("192.0.2.7", "{ip:192.0.2.7}"),
            ("[2001:DB8::7]", "{ip:2001:db8::7}"),
            (
                "192.0.2.300",
                "refused: `192.0.2.300` is not an IP address; type for example 192.0.2.7 or 2001:db8::7",
            ),
        ],
    );
}

#[test]
fn words_are_kept_as_typed() {
    check("text", &[("  =cmd|' /C calc'!A0\u{202e} ", "words <=cmd|' /C calc'!A0\u{202e}>")]);
    check("text", &[("line one\nline two", "words <line one\nline two>")]);
    check("person", &[("Ana Alvarez", "words <Ana Alvarez>")]);
    check("file", &[("C:\\Users\\a b\\export.csv", "words <C:\\Users\\a b\\export.csv>")]);
    check(
        "email",
        &[
            ("ana@example.org", "words <ana@example.org>"),
            ("ana[at]example.org", "words <ana[at]example.org>"),
        ],
    );
    check("url", &[("hxxps://evil[.]example/a?b=c", "words <hxxps://evil[.]example/a?b=c>")]);
    check("host", &[("web-01", "words <web-01>"), ("2001:db8::7", "words <2001:db8::7>")]);
}

#[test]
fn lists() {
    check(
        "list<host>",
        &[
            ("web-01, db-02", "[words <web-01>, words <db-02>]"),
            ("web-01", "[words <web-01>]"),
            ("None", "[]"),
            ("web-01,,", "[words <web-01>]"),
            (
                "a@b, web-01",
                "refused: item 1: `a@b` is not the name or address of a machine; type for example web-01.example.org",
            ),
            (
                ", ",
                "refused: nothing was typed; type the name or address of a machine, for example web-01.example.org (several between commas)",
            ),
        ],
    );
    check(
        "list<person>",
        &[("Alvarez, Ana; Mueller, Jonas", "[words <Alvarez, Ana>, words <Mueller, Jonas>]")],
    );
    check(
        "list<country>",
        &[("de, FR\nie", "refused: item 1: `de, FR` is not a country in two letters; type for example DE")],
    );
    check(
        "list<count>",
        &[(
            "1,5; 2 000",
            "refused: item 1: `1,5` is not a number of people or things; type for example 40000, ~40k, 10k..400k or >=10k",
        )],
    );
    check("list<choice>", &[("1, loss, 1", "[{choice:theft}, {choice:loss}, {choice:theft}]")]);
}

#[test]
fn sensitive_values_are_checked_and_become_words() {
    check("!ip", &[("2001:DB8:0::7", "words <2001:db8::7>")]);
    check("!list<ip>", &[("192.0.2.7, 192.0.2.8", "[words <192.0.2.7>, words <192.0.2.8>]")]);
    check("!bool", &[("y", "words <yes>")]);
    check("!count", &[("~40k", "words <about 40 000>")]);
    check("!choice", &[("1", "words <Theft of data>")]);
    check("!datetime", &[("-20m", "words <Sun 22 Nov 2026 15:20 Europe/Berlin (14:20 UTC)>")]);
    check(
        "!datetime",
        &[(
            "+20m",
            "future words <Sun 22 Nov 2026 16:00 Europe/Berlin (15:00 UTC)> Sun 22 Nov 2026 16:00 Europe/Berlin (15:00 UTC)",
        )],
    );
    check(
        "!ip",
        &[("here", "refused: `here` is not an IP address; type for example 192.0.2.7 or 2001:db8::7")],
    );
}
