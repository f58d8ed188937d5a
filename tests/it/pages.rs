//! The pages about the shipped playbooks in the documentation are generated; `BREACHBOOK_BLESS=1` writes them anew.

use std::path::Path;

use crate::support::{Env, blesses};

#[test]
fn every_shipped_playbook_has_its_page() {
    let env = Env::new();
    let listed = env.run(&["playbook", "list", "--blocks"]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/playbooks");
    let mut expected: Vec<String> = Vec::new();
    for id in listed.out.lines().filter_map(|line| line.split(':').next()) {
        let page = env.run(&["playbook", "page", id, "--format", "md"]);
        assert_eq!(page.code, 0, "{}", page.err);
        let file = folder.join(format!("{id}.md"));
        if blesses() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, &page.out).unwrap();
        }
        assert_eq!(page.out, std::fs::read_to_string(&file).unwrap_or_default(), "{}", file.display());
        expected.push(format!("{id}.md"));
    }
    let files = std::fs::read_dir(&folder).unwrap();
    let mut there: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    there.sort();
    assert_eq!(there, expected);
}

/// The blocks of a document in one language.
fn blocks<'d>(document: &'d str, language: &str) -> Vec<&'d str> {
    let begin = format!("```{language}\n");
    document.split(begin.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// Texts without their alignment.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the guide shows is one playbook that loads, and what it says about it is what the program says.
#[test]
fn the_guide_to_writing_playbooks_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = std::fs::read_to_string(root.join("docs/writing-playbooks.md")).unwrap();
    let playbook = std::fs::read_to_string(root.join("tests/it/playbooks/parcel-fraud.toml")).unwrap();
    let shown = blocks(&guide, "toml");
    assert_eq!(shown.len(), 5);
    for block in shown.into_iter().flat_map(|block| block.split("\n[[phase.step]]")) {
        assert!(words(&playbook).contains(&words(block)), "{block}");
    }
    let env = Env::new();
    let path = env.home().join("parcel-fraud.toml");
    let name = path.to_str().unwrap();
    let begun = env.run(&["playbook", "new", "parcel-fraud", "-o", name]);
    let linted = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let ran = env.run(&["playbook", "lint", name]);
        format!(
            "$ breachbook playbook lint parcel-fraud.toml\n{}",
            ran.out.replace(name, "parcel-fraud.toml")
        )
    };
    let consoles = blocks(&guide, "console");
    assert_eq!((begun.code, linted(&playbook).as_str()), (0, *consoles.get(1).unwrap()));
}
