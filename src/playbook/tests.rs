//! Bad playbooks: each file of `tests/problems` is refused with exactly the text beside it.

mod keys;
pub(super) mod reference;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::library::Library;
use super::sample::with_ground;
use crate::base::problem::Source;
use crate::base::problem::render::render;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems")
}

/// What is said about a file, and whether it loaded.
fn verdict(source: &Arc<Source>) -> (bool, String) {
    let (set, problems) = with_ground(|ground| Library::shipped().load_set_of(source, ground));
    (set.is_some(), render(&problems, false))
}

#[test]
fn every_bad_playbook_is_refused_with_its_text() {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().into_string().unwrap().strip_suffix(".toml").map(str::to_owned)
        })
        .collect();
    names.sort();
    assert!(names.len() >= 40);
    let mut wrong = Vec::new();
    for name in names {
        let text = fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
        let (loaded, said) = verdict(&Source::new(format!("{name}.toml"), text));
        let expected = fs::read_to_string(folder().join(format!("{name}.expected"))).unwrap_or_default();
        if loaded || said != expected {
            wrong.push(format!("== {name}: loaded = {loaded}\n{said}"));
        }
    }
    assert_eq!(wrong.join("\n"), "");
}

#[track_caller]
fn check_said(text: &str, expected: &str) {
    let (loaded, said) = verdict(&Source::new("big.toml", text));
    assert_eq!((loaded, said.lines().next()), (false, Some(expected)));
}

#[test]
fn sizes_are_capped() {
    let head = "format = \"playbook/1\"\nid = \"big\"\ntitle = \"Big\"\nversion = \"1\"\n";
    let many = |count: usize, table: &str| -> String {
        let tables: Vec<String> = (0..count).map(|n| format!("[[{table}]]\nid = \"x{n}\"\n")).collect();
        tables.concat()
    };
    check_said(
        &format!("{head}[[phase]]\nid = \"p\"\n{}", many(2001, "phase.step")),
        "error[playbook::too-many]: 2001 steps are too many: a file has at most 2000",
    );
    check_said(
        &format!("{head}{}", many(201, "phase")),
        "error[playbook::too-many]: 201 phases are too many: a file has at most 200",
    );
    check_said(
        &format!("{head}# {}", "x".repeat(2_000_000)),
        "error[document::too-large]: document is larger than 1024 KiB",
    );
}
