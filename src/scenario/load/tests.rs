//! Bad scenarios: every problem at once, each at its place; and those that come with the program.

use crate::app::exercise::script::read;
use crate::base::problem::{Problem, Source};
use crate::playbook::library::Library;
use crate::scenario::lint::lint;
use crate::scenario::scaffold::scaffold;
use crate::scenario::shipped::shipped;

/// A scenario without a fault.
const GOOD: &str = r#"format = "scenario/1"
id = "game"
title = "Game"
version = "1.0.0"
playbook = "ddos-extortion"
duration = "1h"
starts = "Fri 16:40"
summary = "A game."
briefing = "Play."
roles = ["dpo"]

[[objective]]
id = "lead"
text = "Somebody leads."
  [[objective.task]]
  id = "command"
  text = "Command is taken."

[[inject]]
id = "first"
title = "First"
at = "0m"
body = "It begins."
  [[inject.expect]]
  kind = "step-done"
  step = "take-command"
  within = "10m"
  expires = "20m"
  task = "command"

[[inject]]
id = "second"
title = "Second"
after = "first"
body = "It goes on."
expected = ["Calm"]
"#;

/// Replaces a stretch and compares what is said, each as `line: code: message`.
#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    assert!(GOOD.contains(old), "{old}");
    let source = Source::new("x.toml", GOOD.replace(old, new));
    let (scenario, mut problems) = read(&source, &Library::shipped());
    assert_eq!(scenario.is_none(), problems.has_errors());
    problems.extend(scenario.as_ref().map(lint).unwrap_or_default());
    let line = |problem: &&Problem| {
        let at = problem.source.position(problem.primary.span.start).0;
        format!("{at}: {}: {}", problem.code, problem.message)
    };
    assert_eq!(problems.sorted().iter().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn the_good_one_has_no_problem() {
    check("A game.", "Another game.", &[]);
}

#[test]
fn what_does_not_exist_is_named() {
    check(
        "\"take-command\"",
        "\"take-comand\"",
        &["26: scenario::unknown-step: no playbook that is played has a step `take-comand`"],
    );
    check("roles = [\"dpo\"]", "roles = [\"dop\"]", &["10: scenario::unknown-role: there is no role `dop`"]);
    check(
        "playbook = \"ddos-extortion\"",
        "playbook = \"ddos\"",
        &["5: scenario::no-playbook: there is no playbook `ddos` that loads"],
    );
    check(
        "after = \"first\"",
        "after = \"frist\"",
        &["32: scenario::unknown-inject: inject `second` waits for `frist`, which does not exist"],
    );
    check(
        "task = \"command\"\n\n",
        "task = \"comand\"\n\n",
        &["20: scenario::unknown-task: expectation `first-1` is for a task `comand` that no objective has"],
    );
}

#[test]
fn what_contradicts_itself_is_refused() {
    check(
        "at = \"0m\"",
        "at = \"0m\"\nmanual = true",
        &["19: scenario::two-releases: these do not go together: at, manual"],
    );
    check("at = \"0m\"\n", "", &["19: scenario::no-release: nothing says when this inject comes"]);
    check(
        "at = \"0m\"",
        "after = \"second\"",
        &[
            "20: scenario::circle: inject `first` waits for itself",
            "32: scenario::circle: inject `second` waits for itself",
        ],
    );
    check(
        "id = \"second\"",
        "id = \"first\"",
        &[
            "32: scenario::circle: inject `first` waits for itself",
            "32: scenario::double-id: two of kind inject are called `first`",
        ],
    );
    check(
        "expires = \"20m\"",
        "expires = \"5m\"",
        &["28: scenario::expires-first: `expires` lies before `within`"],
    );
    check(
        "kind = \"step-done\"",
        "kind = \"never\"\n  holds = \"known(aware_at)\"\n  score = 5",
        &[
            "27: scenario::score: what must never happen earns nothing: its score is below zero",
            "28: document::unknown-key: unknown key `step` in `expect`",
        ],
    );
}

/// A question behind the last inject.
fn asked(quiz: &str) -> String {
    format!("expected = [\"Calm\"]\n  [[inject.expect]]\n  id = \"who\"\n  kind = \"quiz\"\n{quiz}")
}

#[test]
fn a_quiz_has_a_right_answer_and_comes_with_an_inject() {
    let quiz = "    [inject.expect.quiz]\n    kind = \"number\"\n    text = \"How long?\"\n    answer = 72\n    why = \"So.\"\n";
    check("expected = [\"Calm\"]\n", &asked(quiz), &[]);
    check("expected = [\"Calm\"]\n", &asked(""), &["37: document::missing-key: `expect` lacks `quiz`"]);
    check(
        "expected = [\"Calm\"]\n",
        &asked(&quiz.replace("    answer = 72\n", "")),
        &["40: document::missing-key: the quiz lacks `answer`"],
    );
    check(
        "[[inject]]\nid = \"first\"",
        "[[expect]]\nid = \"who\"\nkind = \"quiz\"\n\n[[inject]]\nid = \"first\"",
        &["21: scenario::quiz-alone: a quiz stands in the inject that asks it"],
    );
}

#[test]
fn what_an_author_should_look_at_is_a_warning() {
    check(
        "expected = [\"Calm\"]\n",
        "",
        &["32: scenario::no-answer: inject `second` asks nothing of anybody"],
    );
    check(
        "  task = \"command\"\n\n",
        "\n",
        &["16: scenario::not-shown: no expectation shows critical task `command`"],
    );
    check(
        "at = \"0m\"",
        "at = \"2h\"",
        &["20: scenario::too-late: inject `first` comes when the exercise is over"],
    );
}

#[test]
fn each_that_comes_with_the_program_is_clean_and_called_like_its_file() {
    let library = Library::shipped();
    for (id, source) in shipped() {
        let (scenario, mut problems) = read(&source, &library);
        problems.extend(scenario.as_ref().map(lint).unwrap_or_default());
        assert!(problems.is_empty(), "{id}: {problems:?}");
        assert_eq!(scenario.unwrap().id, id);
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scenario/data");
    let files = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(shipped().count(), files);
}

#[test]
fn the_text_of_a_new_one_is_clean() {
    let id = crate::base::id::ScenarioId::parse("my-own").unwrap();
    for playbook in ["customer-db-exfiltration", "ransomware-double-extortion", "insider-error"] {
        let playbook = crate::base::id::PlaybookId::parse(playbook).unwrap();
        let text = scaffold(&id, "A \"quoted\" title", &playbook);
        let (scenario, mut problems) = read(&Source::new("my-own.toml", text), &Library::shipped());
        problems.extend(scenario.as_ref().map(lint).unwrap_or_default());
        assert!(problems.is_empty(), "{playbook}: {problems:?}");
    }
}
