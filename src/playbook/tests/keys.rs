//! Every key of the tables is read: a value of the wrong type is reported at it. Every word of the tables is the code's.

use super::super::key::{CHOICE, COMMAND, EVIDENCE, FACT, Keys, PHASE, PLAYBOOK, ROLE, STEP, WAIVE};
use super::super::kind::{KIND_WORDS, WORDS, checklist, decision};
use super::verdict;
use crate::base::problem::Source;

/// No key of the language takes a list of lists.
const WRONG: &str = "[[true]]";

#[track_caller]
fn check_read(document: &str, key: &str) {
    let line = document.lines().position(|line| line.contains(WRONG)).unwrap() + 1;
    let (_, said) = verdict(&Source::new("k.toml", document));
    let place = format!("--> k.toml:{line}:");
    assert!(said.contains(&place), "`{key}` is not read:\n{document}\n{said}");
    assert!(!said.contains(&format!("unknown key `{key}`")), "`{key}` is refused:\n{said}");
}

fn check_all(keys: &Keys, document: impl Fn(&str) -> String) {
    for key in keys.keys {
        check_read(&document(&format!("{} = {WRONG}", key.name)), key.name);
    }
}

const STEP_HEAD: &str = "format = \"playbook/1\"\n[[phase]]\nid = \"p\"\n[[phase.step]]\n";

#[test]
fn every_key_is_read() {
    check_all(&PLAYBOOK, |line| format!("{line}\n"));
    check_all(&ROLE, |line| format!("roles = [{{ {line} }}]\n"));
    check_all(&FACT, |line| {
        format!("[facts.a]\ntype = \"choice\"\n{line}\n").replace("type = \"choice\"\ntype", "type")
    });
    check_all(&CHOICE, |line| format!("[facts.a]\ntype = \"choice\"\nchoices = [{{ {line} }}]\n"));
    check_all(&WAIVE, |line| format!("[[waive]]\n{line}\n"));
    check_all(&PHASE, |line| format!("[[phase]]\n{line}\n"));
    check_all(&STEP, |line| format!("{STEP_HEAD}{line}\n"));
    check_all(&EVIDENCE, |line| format!("{STEP_HEAD}evidence = [{{ {line} }}]\n"));
    check_all(&COMMAND, |line| format!("{STEP_HEAD}[[phase.step.command]]\n{line}\n"));
    check_all(&decision::OPTION, |line| {
        format!("{STEP_HEAD}kind = \"decision\"\noptions = [{{ {line} }}]\n")
    });
    check_all(&checklist::ITEM, |line| format!("{STEP_HEAD}kind = \"checklist\"\nitems = [{{ {line} }}]\n"));
    for (kind, word) in KIND_WORDS {
        check_all(kind.keys(), |line| format!("{STEP_HEAD}kind = \"{word}\"\n{line}\n"));
    }
}

#[test]
fn the_words_of_kinds_are_listed_once() {
    let words: Vec<&str> = KIND_WORDS.iter().map(|(_, word)| *word).collect();
    assert_eq!(words, WORDS);
}
