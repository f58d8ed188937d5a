//! `register`: what an authority asks to see of every breach, told or not, as it stands and as it stood.

use serde_json::Value as Json;

use crate::support::{Env, check_session};

#[test]
fn the_register_holds_every_incident_told_or_not() {
    check_session("register");
}

/// What stands in the register of a moment.
fn register(env: &Env, arguments: &[&str]) -> Json {
    let ran = env.run(&[&["register", "--json"], arguments].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn fact<'a>(register: &'a Json, id: &str) -> Option<&'a Json> {
    let groups = register["incidents"][0]["groups"].as_array().unwrap();
    groups.iter().flat_map(|group| group["items"].as_array().unwrap()).find(|item| item["fact"] == id)
}

/// Who knew what when: a register of then shows nothing that was learned since, and names what was believed.
#[test]
fn a_register_of_then_says_what_was_said_then() {
    let env = Env::new().started("customer-db-exfiltration");
    let set = |fact: &str| assert_eq!(env.run(&["fact", "set", fact]).code, 0);
    set("subjects_count=11000");
    let log = env.run(&["log", "--json"]).out;
    let log: Json = serde_json::from_str(&log).unwrap();
    let last = log["entries"].as_array().unwrap().last().unwrap();
    let then = last["recorded"].as_str().unwrap().to_owned();
    set("subjects_count=48000");
    set("risk_rationale=Orders and addresses, no passwords.");
    let (now, before) = (register(&env, &[]), register(&env, &["--as-of", &then]));
    let count = |register: &Json| {
        let item = fact(register, "subjects_count").unwrap();
        let values: Vec<&str> =
            item["before"].as_array().unwrap().iter().map(|said| said["value"].as_str().unwrap()).collect();
        format!("{} before {values:?}", item["value"].as_str().unwrap())
    };
    assert_eq!(
        [count(&before), count(&now)],
        ["11 000 people before []".to_owned(), r#"48 000 people before ["11 000 people"]"#.to_owned()]
    );
    assert_eq!(
        [fact(&before, "risk_rationale").is_some(), fact(&now, "risk_rationale").is_some()],
        [false, true]
    );
    assert_eq!(before["as_of"], then);
    assert_eq!(before["incidents"][0]["record"]["size"], last["seq"]);
}

/// The same moment and records give the same bytes, in every format.
#[test]
fn the_same_moment_gives_the_same_bytes() {
    let env = Env::new().started("customer-db-exfiltration");
    assert_eq!(env.run(&["fact", "set", "description=Orders were read."]).code, 0);
    let now = register(&env, &[])["as_of"].as_str().unwrap().to_owned();
    for format in ["md", "txt", "html", "pdf", "docx", "csv", "json", "jsonl"] {
        let file = |n: u8| env.home().join(format!("{n}.{format}"));
        for n in [1, 2] {
            let path = file(n);
            let ran = env.run(&["register", "--as-of", &now, "-o", path.to_str().unwrap()]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert_eq!(env.run(&["note", "meanwhile"]).code, 0);
        }
        let read = |n: u8| std::fs::read(file(n)).unwrap();
        assert!(!read(1).is_empty() && read(1) == read(2), "{format}");
    }
}

/// Whoever erases words learns where papers with them lie.
#[test]
fn an_erasure_names_the_registers_that_were_written() {
    let env = Env::new().started("customer-db-exfiltration");
    let note = env.run(&["note", "the patient is Ada Oduya"]);
    assert_eq!(note.code, 0, "{}", note.err);
    for (command, file) in
        [(["register"].as_slice(), "register.md"), (&["privilege", "log"], "privilege.csv")]
    {
        let file = env.home().join(file);
        let ran = env.run(&[command, &["-o", file.to_str().unwrap()]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let log: Json = serde_json::from_str(&env.run(&["log", "--json"]).out).unwrap();
    let last = log["entries"].as_array().unwrap().last().unwrap()["seq"].to_string();
    let erased = env.run(&["redact", &last, "--why", "a patient's name"]);
    assert_eq!(erased.code, 0, "{}", erased.err);
    let said = format!("{}{}", erased.out, erased.err);
    let named: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("last written"))
        .map(|line| line.split_once('/').map_or(line, |(what, _)| what.trim()))
        .collect();
    assert_eq!(named, ["register, team edition", "privilege log"], "{said}");
}
