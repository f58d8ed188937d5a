//! Somebody else's playbook runs to its end from an answers file, by the command that stands at the head of the file.

use std::fs;
use std::path::Path;

use crate::support::Env;

/// The command in the comment at the head of an answers file.
pub(crate) fn command(answers: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(answers);
    let text = fs::read_to_string(file).unwrap();
    let lines = text
        .lines()
        .skip_while(|line| !line.starts_with("#   breachbook "))
        .map_while(|line| line.strip_prefix("# "));
    let mut command = String::new();
    for line in lines {
        command.push_str(line.trim().trim_end_matches('\\'));
        if !line.ends_with('\\') {
            break;
        }
    }
    command
}

#[track_caller]
fn check(answers: &str, deadline: &str) {
    let env = Env::new();
    let said = env.typed(&command(answers));
    assert!(said.contains("All steps have an outcome") && !said.contains("exit"), "{said}");
    assert_eq!(env.typed("breachbook next --json"), "{\"v\":1,\"steps\":[]}\n");
    let header = env.typed("breachbook status");
    assert_eq!(header.lines().nth(1), Some(deadline), "{header}");
    let closed = env.typed("breachbook close --why \"Settled.\"");
    assert!(closed.contains("! closed; the record stands at") && !closed.contains("exit"), "{closed}");
    let verified = env.typed("breachbook verify");
    assert!(verified.contains("whole in itself up to"), "{verified}");
}

#[test]
fn a_strangers_playbook_of_every_kind_leads_to_the_end() {
    check(
        "tests/answers/warehouse-robot-outage.toml",
        "GDPR 72 h: awareness NOT DECIDED; from first signal DD Mmm HH:MM (OVERDUE by D d H h)",
    );
}

/// Runs the answers files with an ending of their name, and closes: what nobody knows at the end is said.
#[track_caller]
fn all(ending: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with("-unknown.toml") == (ending == "-unknown.toml"))
        .filter(|name| name != "wrong.toml" && !name.ends_with(".organisation.toml"))
        .collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let env = Env::new();
        let said = env.typed(&command(&format!("tests/answers/{file}")));
        let closed = env.typed("breachbook close --why \"Settled.\"");
        if !said.contains("All steps have an outcome") || !closed.contains("! closed; the record stands at") {
            wrong.push(format!("{file}: {said}{closed}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_people_typically_answer_leads_to_the_end() {
    all(".toml");
}

#[test]
fn not_knowing_anything_leads_to_the_end() {
    all("-unknown.toml");
}
