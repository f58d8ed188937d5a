//! A new playbook loads and has no warning, whatever its title.

use super::*;
use crate::base::problem::Source;
use crate::base::problem::render::render;
use crate::playbook::library::Library;
use crate::playbook::lint;
use crate::playbook::load::load;
use crate::playbook::sample::with_ground;

#[track_caller]
fn check(title: &str, expected: &str) {
    let text = scaffold(&PlaybookId::parse("my-playbook").unwrap(), title);
    let source = Source::new("my-playbook.toml", text);
    let (title, said) = with_ground(|ground| {
        let (playbook, _) = load(&source, ground);
        let report = lint::check(&Library::shipped(), &source, ground);
        (playbook.map_or_else(String::new, |playbook| playbook.title), render(&report.problems, false))
    });
    assert_eq!((title.as_str(), said.as_str()), (expected, "no problems\n"));
}

#[test]
fn a_new_playbook_has_no_warning() {
    check("A laptop is gone", "A laptop is gone");
    check("\"Quoted\" \\ and\nbroken \u{1b}[31m\u{7f}", "\"Quoted\" \\ and broken \u{241b}[31m\u{2421}");
}
