//! What comes with the program loads.

use std::collections::BTreeSet;

use super::{programme, shipped};
use crate::app::ground::ground;
use crate::playbook::lint::lint;
use crate::training::load::load;

#[test]
fn every_file_of_the_folder_is_shipped_and_loads() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/training/data");
    let files =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> =
        files.filter(|name| name != "awareness-programme.playbook.toml" && name != "coverage.toml").collect();
    assert_eq!(files, shipped().map(|(id, _)| format!("{id}.toml")).collect());
    for (id, source) in shipped() {
        let (lesson, problems) = load(&source);
        let said: Vec<String> = problems.sorted().iter().map(|problem| problem.message.clone()).collect();
        assert_eq!((lesson.map(|lesson| lesson.id), said), (Some(id), Vec::new()));
    }
}

#[test]
fn the_programme_is_a_playbook_without_problems() {
    let (id, library) = programme().unwrap();
    let (set, problems) = library.load_set(&id, &ground());
    let report = lint(&set.unwrap(), problems, &ground());
    let said: Vec<String> = report.problems.sorted().iter().map(|problem| problem.message.clone()).collect();
    assert_eq!(said, Vec::<String>::new());
}
