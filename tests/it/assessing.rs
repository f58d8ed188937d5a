//! `assess`: attributes from a file, facts of an incident; what is hostile stops it with reasons, never with a crash.

use serde_json::{Value as Json, json};

use crate::support::{Env, check_session};

#[test]
fn attributes_are_assessed_without_an_incident() {
    check_session("assess-attributes");
}

#[test]
fn an_incident_is_assessed_by_its_facts() {
    check_session("assess-incident");
}

/// The answers to attributes on standard input.
#[track_caller]
fn answers(env: &Env, attributes: &Json) -> Json {
    let ran = env.run_with(&["assess", "--attributes", "-", "--json"], &attributes.to_string());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{attributes}");
    let found: Json = serde_json::from_str(&ran.out).unwrap();
    json!([found["notify_sa"], found["communicate_data_subjects"], found["risk"]])
}

#[test]
fn worked_cases_of_the_guidelines_come_out_of_the_command_as_published() {
    let env = Env::new();
    let file: Json = serde_json::from_str(include_str!("../../src/assess/tests/worked_cases.json")).unwrap();
    let cases = file["cases"].as_array().unwrap();
    for case in cases {
        let found = answers(&env, &case["attributes"]);
        let mut expected = case["outcome"].clone();
        if expected[2].is_null() {
            expected[2] = found[2].clone();
        }
        assert_eq!(found, expected, "{}", case["id"]);
    }
    assert_eq!(cases.len(), 18);
    assert!(!env.record().exists(), "nothing is written");
}

/// Assesses a file of some bytes; gives what was said, without the picture of the place.
fn said(bytes: &[u8]) -> (i32, Vec<String>) {
    let env = Env::new();
    let file = env.home().join("attributes.json");
    std::fs::write(&file, bytes).unwrap();
    let ran = env.run(&["assess", "--attributes", file.to_str().unwrap()]);
    assert_eq!(ran.out, "");
    assert!(ran.err.len() < 200_000, "{} bytes of messages", ran.err.len());
    let told = ran.err.lines().filter(|line| line.starts_with("error") || line.contains("help:"));
    (ran.code, told.map(|line| line.trim().to_owned()).collect())
}

#[track_caller]
fn check_said(bytes: &[u8], expected: &[&str]) {
    let (code, told) = said(bytes);
    assert_eq!((code, told.iter().map(String::as_str).collect::<Vec<_>>()), (3, expected.to_vec()));
}

#[test]
fn documents_that_are_no_attributes_are_refused_with_their_reasons() {
    const NOT: &str = "error[attributes::not-json]: this is no JSON object of attributes:";
    let not_json = |why: &str| format!("{NOT} {why}");
    let utf8 =
        ["error[document::not-utf8]: the text is not UTF-8", "= help: save it again as UTF-8 in your editor"];
    check_said(b"{\"cause\": \"ransom\xff\"}", &utf8);
    let large = "error[document::too-large]: document is larger than 1024 KiB";
    check_said(&vec![b'a'; 2 * 1024 * 1024], &[large]);
    check_said(b"", &[&not_json("EOF while parsing a value at line 1 column 0")]);
    let list = not_json("invalid type: sequence, expected an object of attributes at line 1 column 0");
    check_said(b"[1, 2]", &[&list]);
    check_said("[".repeat(100_000).as_bytes(), &[&list]);
    let more = b"{\"cause\": \"ransomware\"} more";
    check_said(more, &[&not_json("trailing characters at line 1 column 25")]);
    let control = "control character (\\u0000-\\u001F) found while parsing a string at line 1 column 18";
    check_said(b"{\"cause\": \"ransom\x1bware\"}", &[&not_json(control)]);
    check_said(b"{\"\\u001b[2J\": 1}", &["error[attributes::attribute]: `\u{241b}[2J` is not an attribute"]);
}

#[test]
fn a_document_of_nothing_but_mistakes_is_told_in_bearable_length() {
    let key = "x".repeat(400_000);
    let (code, told) = said(format!("{{\"{key}\": 1, \"exfiltration\": \"{key}\"}}").as_bytes());
    assert_eq!((code, told.len()), (3, 2));
    let keys: Vec<String> = (0..60_000).map(|n| format!("\"k{n}\":{n}")).collect();
    let (code, told) = said(format!("{{{}}}", keys.join(",")).as_bytes());
    let last = told.last().map(String::as_str);
    assert_eq!(
        (code, told.len(), last),
        (3, 41, Some("error[attributes::more]: 59960 further problems not shown"))
    );
}
