//! Each bad playbook is refused by the program with exactly its expected text and exit 3, and nothing is written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Env;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems")
}

fn names() -> Vec<String> {
    let files =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        files.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
    names.sort();
    names
}

#[test]
fn lint_says_exactly_what_is_wrong() {
    let env = Env::new();
    let mut wrong = Vec::new();
    for name in names() {
        let output = env
            .command(&["playbook", "lint", &format!("{name}.toml")])
            .current_dir(folder())
            .output()
            .unwrap();
        let expected = fs::read_to_string(folder().join(format!("{name}.expected"))).unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        if (output.status.code(), said.as_str()) != (Some(3), expected.as_str()) {
            wrong.push(format!("== {name}: exit {:?}\n{said}", output.status.code()));
        }
    }
    assert_eq!(wrong.join("\n"), "");
}

#[test]
fn start_says_it_too_and_makes_no_record() {
    let env = Env::new();
    for name in ["bad-id", "not-toml", "hostile-text", "uses-itself"] {
        let output = env
            .command(&["start", &format!("{name}.toml"), "--no-run"])
            .current_dir(folder())
            .output()
            .unwrap();
        let expected = fs::read_to_string(folder().join(format!("{name}.expected"))).unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{name}: {said}");
        assert!(said.contains(&expected), "{name}: {said}");
    }
    assert!(!env.record().exists());
}

#[test]
fn bytes_that_are_no_text_have_a_place() {
    let env = Env::new();
    let path = env.home().join("bytes.toml");
    fs::write(&path, b"format = \"playbook/1\"\nid = \"\xff\"\n").unwrap();
    let said = env.typed("breachbook playbook lint ~/bytes.toml");
    assert!(said.contains("error[document::not-utf8]: the text is not UTF-8"), "{said}");
    assert!(said.contains("bytes.toml:2:7") && said.ends_with("exit 3\n"), "{said}");
}

#[test]
fn a_huge_file_is_refused() {
    let env = Env::new();
    let text = format!("format = \"playbook/1\"\n{}", "# filler\n".repeat(260_000));
    fs::write(env.home().join("huge.toml"), text).unwrap();
    let said = env.typed("breachbook playbook lint ~/huge.toml");
    assert!(said.ends_with("1 error\nexit 3\n"), "{said}");
}
