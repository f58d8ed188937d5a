//! Sets of playbooks: what is used, what is missing, what does not fit together.

use super::*;
use crate::base::problem::render::render;
use crate::playbook::kind::{DecisionOption, Kind};
use crate::playbook::lint::lint;
use crate::playbook::sample::with_ground;

/// A playbook with one step for each use.
fn file(id: &str, facts: &str, uses: &[(&str, &str)]) -> (String, String) {
    let mut text =
        format!("format = \"playbook/1\"\nid = \"{id}\"\ntitle = \"T\"\nversion = \"1\"\n[facts]\n{facts}\n");
    text.push_str("[[phase]]\nid = \"p\"\n[[phase.step]]\nid = \"start\"\n");
    for (at, (target, mode)) in uses.iter().enumerate() {
        let step = format!(
            "[[phase.step]]\nid = \"u{at}\"\nkind = \"playbook\"\nuse = \"{target}\"\nmode = {mode}\n"
        );
        text.push_str(&step);
    }
    (format!("dir/{id}.toml"), text)
}

fn library(files: &[(String, String)]) -> Library {
    let (library, problems) = Library::of([]).with_folder(files.iter().cloned());
    assert_eq!(problems, Problems::default());
    library
}

#[track_caller]
fn check(files: &[(String, String)], expected: &str) {
    let root = PlaybookId::parse("root").unwrap();
    let (set, problems) = with_ground(|ground| library(files).load_set(&root, ground));
    let loaded = set.map_or("nothing".to_owned(), |set| {
        let ids: Vec<&str> = set.playbooks.keys().map(PlaybookId::as_str).collect();
        ids.join(" ")
    });
    assert_eq!(format!("{loaded}\n{}", render(&problems, false)), expected);
}

#[test]
fn a_set_holds_what_is_used_through_others() {
    check(
        &[
            file("root", "", &[("a", "\"inline\""), ("b", "\"track\"")]),
            file("a", "", &[("c", "\"pivot\"")]),
            file("b", "", &[("a", "\"inline\"")]),
            file("c", "", &[("root", "\"pivot\"")]),
            file("unused", "", &[]),
        ],
        "a b c root\nno problems\n",
    );
}

#[test]
fn what_is_missing_is_said() {
    check(
        &[file("root", "", &[("privcy", "\"inline\""), ("gone", "\"track\"")]), file("privacy", "", &[])],
        include_str!("tests/missing.txt"),
    );
}

#[test]
fn a_circle_without_end_is_refused_with_its_chain() {
    check(
        &[
            file("root", "", &[("a", "\"inline\"")]),
            file("a", "", &[("b", "\"track\"\nagain = true")]),
            file("b", "", &[("a", "\"inline\"")]),
        ],
        include_str!("tests/circle.txt"),
    );
}

#[test]
fn one_fact_cannot_have_two_types() {
    check(
        &[
            file("root", "victim = { type = \"email\", label = \"Who?\" }", &[("a", "\"inline\"")]),
            file("a", "victim = { type = \"host\", label = \"Which?\" }", &[]),
        ],
        include_str!("tests/clash.txt"),
    );
}

#[test]
fn a_broken_part_is_reported_once_and_nothing_comes_out() {
    let (name, text) = file("a", "", &[]);
    let broken = (name, text.replace("id = \"start\"", "id = \"start\"\nwhem = \"true\""));
    check(
        &[file("root", "", &[("a", "\"inline\""), ("a", "\"track\"")]), broken],
        include_str!("tests/broken.txt"),
    );
}

#[test]
fn a_users_file_wins_and_that_is_known() {
    let id = PlaybookId::parse("a").unwrap();
    let own = Library::of([(id.clone(), Source::new("a.toml", "shipped"))]);
    let (library, problems) = own.with_folder([("my/a.toml".to_owned(), "mine".to_owned())]);
    let text = library.source(&id).map(|source| source.text.as_str());
    assert_eq!((library.replaced(), text, problems.is_empty()), ([id].as_slice(), Some("mine"), true));
}

#[test]
fn names_of_files_are_ids() {
    let (_, problems) = Library::of([]).with_folder([("my/Big Fire.toml".to_owned(), String::new())]);
    let messages: Vec<String> = problems.sorted().iter().map(|problem| problem.message.clone()).collect();
    assert_eq!(messages, ["the file name is no id of a playbook: an id begins with a lower-case letter"]);
    let (name, text) = file("root", "", &[]);
    check(&[(name, text.replace("id = \"root\"", "id = \"other\""))], include_str!("tests/other-id.txt"));
}

#[test]
fn the_list_of_shipped_playbooks_is_the_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("playbooks");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    found.sort();
    let mut listed: Vec<&str> = shipped::SHIPPED.iter().map(|(id, _)| *id).collect();
    listed.sort_unstable();
    assert_eq!(listed, found);
}

#[test]
fn every_shipped_playbook_loads_and_has_no_warning_that_is_not_waived() {
    let library = Library::shipped();
    with_ground(|ground| {
        for id in library.ids() {
            let (set, problems) = library.load_set(id, ground);
            let report = lint(&set.unwrap(), problems, ground);
            assert_eq!(render(&report.problems, false), "no problems\n", "{id}");
        }
    });
}

#[test]
fn headings_are_read_without_checking_the_rest() {
    let files =
        [("a.toml".to_owned(), "title = \"A\"\nblock = true\nentry = \"Alarm\"\nkind = 1\n".to_owned())];
    let headings = library(&files).headings();
    let id = PlaybookId::parse("a").unwrap();
    let expected = Heading {
        id,
        title: "A".to_owned(),
        version: String::new(),
        block: true,
        entry: vec!["Alarm".to_owned()],
        file: "a.toml".to_owned(),
    };
    assert_eq!(headings, [expected]);
}

/// Whoever cannot tell presses the last number, at night without reading; the same question has the same words wherever it is asked.
#[test]
fn shipped_playbooks_ask_alike() {
    let library = Library::shipped();
    let mut labels = BTreeMap::new();
    with_ground(|ground| {
        for id in library.ids() {
            let set = library.load_set(id, ground).0.unwrap();
            let playbook = &set.playbooks[id];
            for step in playbook.steps() {
                let Kind::Decision(decision) = &step.kind else { continue };
                let open = |option: &DecisionOption| option.id.as_str() == "unknown";
                let early = decision.options.iter().rev().skip(1).any(open);
                assert!(!early, "{id}: an answer stands behind \"cannot tell\" at {}", step.id);
            }
            for (fact, row) in &playbook.facts {
                let first = labels.entry(fact.clone()).or_insert_with(|| row.label.clone());
                assert_eq!(first, &row.label, "{id}: {fact} is asked in other words elsewhere");
            }
        }
    });
}
