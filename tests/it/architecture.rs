//! The rules of docs/architecture.md that the compiler does not check: layers, sizes, words.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every top-level module with its layer. A module may use those of lower layers, and of its own layer where that is said.
const LAYERS: &[(&str, u8)] = &[
    ("base", 0),
    ("expr", 1),
    ("fact", 1),
    ("playbook", 1),
    ("regime", 1),
    ("form", 1),
    ("scenario", 1),
    ("training", 1),
    ("incident", 2),
    ("record", 2),
    ("assess", 2),
    ("exercise", 2),
    ("report", 3),
    ("store", 3),
    ("host", 3),
    ("bundle", 3),
    ("app", 4),
    ("cli", 5),
];

/// Adapters and views of one layer do not know each other.
const STRANGERS: &[(&str, &str)] = &[
    ("report", "store"),
    ("report", "host"),
    ("report", "bundle"),
    ("store", "report"),
    ("store", "host"),
    ("store", "bundle"),
    ("host", "report"),
    ("host", "store"),
    ("host", "bundle"),
    ("bundle", "report"),
    ("bundle", "store"),
    ("bundle", "host"),
];

/// Documents that only tell the engine what to do must not know it, but for the words that the record shares with them.
const MOST_LINES: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for item in fs::read_dir(folder).expect("folder can be read") {
        let path = item.expect("item can be read").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).expect("below the project").display().to_string()
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("tests") || path.contains("sample")
}

fn layer(module: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

fn module_of(path: &str) -> Option<&str> {
    let inner = path.strip_prefix("src/")?;
    Some(inner.split('/').next()?.trim_end_matches(".rs"))
}

/// `crate::x::` in each line of code.
fn uses(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for part in line.split("crate::").skip(1) {
            let word: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            used.insert(word);
        }
    }
    used
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for path in rust_files(&root().join("src")) {
        let file = name(&path);
        let (Some(own), text) = (module_of(&file), fs::read_to_string(&path).expect("readable")) else {
            continue;
        };
        let Some(own_layer) = layer(own) else { continue };
        if is_test(&file) {
            continue;
        }
        for used in uses(&text) {
            let upward = layer(&used).is_some_and(|used_layer| used_layer > own_layer);
            let stranger = STRANGERS.contains(&(own, used.as_str()));
            if upward || stranger {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_those_who_are_asked_read_the_rules_of_the_assessor() {
    let readers = rust_files(&root().join("src")).into_iter().filter(|path| {
        let text = fs::read_to_string(path).expect("readable");
        let outside = module_of(&name(path)) != Some("assess");
        outside && ["BreachRules::shipped", "Criteria::"].iter().any(|read| text.contains(read))
    });
    let readers: Vec<String> = readers.map(|path| name(&path)).collect();
    assert_eq!(readers, ["src/app/assessing.rs", "src/cli/command/assess.rs", "src/report/assessment.rs"]);
}

#[test]
fn every_module_has_a_layer() {
    let mut unknown = Vec::new();
    for path in rust_files(&root().join("src")) {
        let file = name(&path);
        let module = module_of(&file).unwrap_or_default();
        if layer(module).is_none() && !["lib", "main"].contains(&module) {
            unknown.push(file);
        }
    }
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn files_stay_small() {
    let mut large = Vec::new();
    for folder in ["src", "tests/it"] {
        for path in rust_files(&root().join(folder)) {
            let lines = fs::read_to_string(&path).expect("readable").lines().count();
            if lines > MOST_LINES {
                large.push(format!("{} has {lines} lines", name(&path)));
            }
        }
    }
    assert_eq!(large, Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut silent = Vec::new();
    for path in rust_files(&root().join("src")) {
        if !fs::read_to_string(&path).expect("readable").starts_with("//! ") {
            silent.push(name(&path));
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}

/// Words that stand for something unfinished, silenced or swallowed. Written in parts, so that this file passes.
fn forbidden() -> Vec<String> {
    let pairs = [
        ("todo", "!("),
        ("unimplemented", "!("),
        ("TO", "DO"),
        ("FIX", "ME"),
        ("#[ig", "nore"),
        ("#[al", "low("),
        ("should_", "panic"),
        ("struct Ma", "nager"),
        ("thread::sl", "eep"),
        ("mod ut", "il"),
        ("mod hel", "per"),
    ];
    pairs.iter().map(|(a, b)| format!("{a}{b}")).collect()
}

#[test]
fn forbidden_words_do_not_occur() {
    let mut found = Vec::new();
    for folder in ["src", "tests/it"] {
        for path in rust_files(&root().join(folder)) {
            let file = name(&path);
            let text = fs::read_to_string(&path).expect("readable");
            for word in forbidden().iter().filter(|word| text.contains(word.as_str())) {
                found.push(format!("{file}: {word}"));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn no_test_file_is_forgotten() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).expect("readable");
    let mut forgotten = Vec::new();
    for item in fs::read_dir(root().join("tests/it")).expect("folder can be read") {
        let path = item.expect("item can be read").path();
        let stem = path.file_stem().expect("has a name").to_string_lossy().into_owned();
        let is_file = path.extension().is_some_and(|ending| ending == "rs");
        if is_file && stem != "main" && !main.contains(&format!("mod {stem};")) {
            forgotten.push(stem);
        }
    }
    assert_eq!(forgotten, Vec::<String>::new());
}
