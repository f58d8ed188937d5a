//! The scanner and the JSON reader see the same; what is no entry is refused by both.

use super::*;

const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn line(body: &str) -> String {
    format!(
        "{{\"actor\":\"p1\",\"body\":{body},\"boot\":\"4de4022ccf778746\",\"inc\":\"b0c793bb8cd75712425e77c0e8e0a38d\",\
         \"kind\":\"note_taken\",\"mono\":15570069993,\"prev\":\"{DIGEST}\",\"seq\":7,\"sit\":1,\
         \"t\":\"2026-11-22T14:52:44.263038Z\",\"v\":1}}"
    )
}

/// How a line is read, and how many passages it names.
#[track_caller]
fn check(line: &str, expected: &str) {
    let (mut scanned, mut named) = (Vec::new(), Vec::new());
    let fast = scan::scan(line, &mut scanned).is_some();
    let got = match Glimpse::of(line, &mut named) {
        Ok(shows) => format!("{} {} {} passages", shows.seq, shows.kind, named.len()),
        Err(why) => why.to_string().split(" at line").next().unwrap().to_owned(),
    };
    if fast {
        assert_eq!(Some(read(line).unwrap()), scan::scan(line, &mut Vec::new()));
        assert_eq!(scanned, named);
    }
    assert_eq!(format!("{} {got}", if fast { "fast" } else { "slow" }), expected);
}

#[test]
fn usual_lines_are_scanned() {
    check(&line("{}"), "fast #7 note_taken 0 passages");
    check(&line(&format!("{{\"text\":\"{DIGEST}\"}}")), "fast #7 note_taken 1 passages");
    check(
        &line(&format!("{{\"is\":[true,false,null],\"n\":-3,\"sha256\":\"{DIGEST}\"}}")),
        "fast #7 note_taken 0 passages",
    );
    check(
        &line(&format!("{{\"passages\":[\"{DIGEST}\",\"{DIGEST}\"],\"why\":\"{DIGEST}\"}}")),
        "fast #7 note_taken 3 passages",
    );
    check(
        &line(&format!("{{\"changes\":[{{\"a\":{{\"text\":\"{DIGEST}\"}}}},{{}},[]]}}")),
        "fast #7 note_taken 1 passages",
    );
    check(&line("{\"title\":\"say \\\"no\\\" \\n back\\\\slash\"}"), "fast #7 note_taken 0 passages");
}

#[test]
fn unusual_lines_are_left_to_the_reader() {
    check(&line("{\"b\":1,\"a\":[true,null,-2]}"), "slow #7 note_taken 0 passages");
    check(&line(" {}"), "slow #7 note_taken 0 passages");
    check(&line("{\"a\":\"\\u0041\"}"), "slow #7 note_taken 0 passages");
    check(&line("{\"a\":1.5}"), "slow #7 note_taken 0 passages");
    check(&line(&format!("{{\"text\" : \"{DIGEST}\"}}")), "slow #7 note_taken 1 passages");
    check(&line(&format!("{{\"sha256\" : \"{DIGEST}\"}}")), "slow #7 note_taken 0 passages");
    check(&line("{}").replace("note_taken", "note\\u005ftaken"), "slow #7 note_taken 0 passages");
}

#[test]
fn what_is_no_entry_is_refused() {
    check("", "slow line is not an entry: EOF while parsing a value");
    check(&line("{\"a\":01}"), "slow line is not an entry: invalid number");
    check(&line("{\"a\":tru}"), "slow line is not an entry: expected ident");
    check(
        &line("{\"a\":\"\t\"}"),
        "slow line is not an entry: control character (\\u0000-\\u001F) found while parsing a string",
    );
    check(&format!("{}x", line("{}")), "slow line is not an entry: trailing characters");
    check(
        &line("{}").replace("\"v\":1", "\"v\":2"),
        "slow line has format version 2; this program reads version 1",
    );
    check(
        &line("{}").replace("\"seq\":7,", "\"seq\":7,\"seq\":8,"),
        "slow line is not an entry: duplicate field `seq`",
    );
    check(&line("{\"a\":1,\"a\":2}"), "slow line is not an entry: the member `a` stands twice");
    check(
        &line("{\"b\":{\"c\":[{\"d\":null,\"\\u0064\":-1}]}}"),
        "slow line is not an entry: the member `d` stands twice",
    );
    check("{\"v\":3}", "slow line has format version 3; this program reads version 1");
}
