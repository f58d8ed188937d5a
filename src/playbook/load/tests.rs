//! Loading whole files: the example of the reference, every key, every kind.

use super::*;
use crate::base::problem::render::render;
use crate::playbook::kind::Kind;
use crate::playbook::sample::with_ground;

fn loaded(text: &str) -> Playbook {
    let source = Source::new("test.toml", text);
    let (playbook, problems) = with_ground(|ground| load(&source, ground));
    assert_eq!(render(&problems, false), "no problems\n");
    playbook.unwrap()
}

/// The steps of a file, one a line, members indented.
fn tree(playbook: &Playbook) -> String {
    fn lines(steps: &[crate::playbook::model::Step], depth: usize, out: &mut String) {
        for step in steps {
            out.push_str(&format!("{}{} {}\n", "  ".repeat(depth), step.kind.word().word(), step.id));
            lines(step.kind.members(), depth + 1, out);
        }
    }
    let mut out = String::new();
    for phase in &playbook.phases {
        let after: Vec<&str> = phase.after.iter().map(AsRef::as_ref).collect();
        out.push_str(&format!("{} after {after:?}\n", phase.id));
        lines(&phase.steps, 1, &mut out);
    }
    out
}

#[test]
fn the_example_of_the_reference_loads() {
    let playbook = loaded(include_str!("tests/phishing-click.toml"));
    assert_eq!(
        tree(&playbook),
        "triage after []\n  question call\ncontain after [\"triage\"]\n  task reset\n  decision exposed\n  playbook privacy\n"
    );
    let Kind::Decision(decision) = &playbook.steps()[2].kind else { panic!("not a decision") };
    let open: Vec<(&str, bool)> = decision.options.iter().map(|o| (o.id.as_str(), o.is_open())).collect();
    assert_eq!(open, [("no", false), ("yes", false), ("cannot-tell", true)]);
    assert_eq!(playbook.roles.values().collect::<Vec<_>>(), ["Incident commander", "Security analyst"]);
}

#[test]
fn members_stand_in_their_containers_in_file_order() {
    let playbook = loaded(include_str!("tests/every-kind.toml"));
    assert_eq!(
        tree(&playbook),
        "one after []\n  task a-task\n  checklist a-checklist\n  question a-question\n  decision a-decision\n  evidence \
         an-evidence\n  notify a-notify\n  approval an-approval\n  wait a-wait\ntwo after []\n  group a-group\n    task \
         first\n    each an-each\n      task isolate\n      task check\n    repeat a-repeat\n      task hunt\n  playbook \
         a-playbook\nthree after [\"one\", \"two\"]\n  task last\n"
    );
}

#[test]
fn defaults_are_filled_in() {
    let playbook = loaded(include_str!("tests/every-kind.toml"));
    let steps = playbook.steps();
    let Kind::Decision(decision) = &steps[3].kind else { panic!("not a decision") };
    let options: Vec<_> =
        decision.options.iter().map(|o| (o.id.as_str(), o.recheck.map(|p| p.to_string()))).collect();
    assert_eq!(options, [("yes", None), ("no", None), ("unknown", Some("2 h".to_owned()))]);
    assert_eq!((decision.question.as_str(), steps[0].title.as_str()), ("A decision", "A task"));
    let wanted: Vec<&str> = steps[0].evidence.iter().map(|e| e.what.as_str()).collect();
    assert_eq!(wanted, ["Memory", "Disk", "Ticket"]);
    let Kind::Checklist(items) = &steps[1].kind else { panic!("not a checklist") };
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["item-1", "tokens", "item-3"]);
}
