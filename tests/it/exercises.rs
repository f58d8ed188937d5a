//! Tabletop exercises: a session as facilitator and player, an unattended run that can be repeated byte for byte, and that nothing of the
//! script is in what players see.

use std::path::{Path, PathBuf};

use crate::support::{Env, Ran, blesses, check_session};

/// A scenario with one line that nobody but the facilitator may see.
const SECRET: &str = "THE-SELLER-IS-THE-JANITOR";

fn script(env: &Env) -> PathBuf {
    let path = env.home().join("market-day.toml");
    let made = env.run(&["exercise", "new", "market-day", "-o", path.to_str().unwrap()]);
    assert_eq!(made.code, 0, "{}", made.err);
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.replace("What is behind it. Players never see this.", SECRET);
    assert!(text.contains(SECRET));
    std::fs::write(&path, text).unwrap();
    path
}

#[track_caller]
fn good(env: &Env, arguments: &[&str]) -> Ran {
    let ran = env.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    ran
}

#[track_caller]
fn refused(env: &Env, arguments: &[&str], expected: &str) {
    let ran = env.run(arguments);
    let said = ran.err.lines().find(|line| line.starts_with("error: ")).unwrap_or_default();
    assert_eq!((ran.code, said), (4, expected), "{arguments:?}");
}

/// An exercise on a script of its own, begun.
fn begun(env: &Env) -> String {
    let path = script(env).display().to_string();
    good(env, &["exercise", "start", &path, "--codename", "heron", "--zone", "UTC"]);
    path
}

#[test]
fn a_session_of_facilitator_and_players() {
    check_session("exercise");
}

#[test]
fn what_is_meant_for_a_role_reaches_somebody() {
    check_session("who-plays");
}

#[test]
fn the_facilitator_sees_for_whom_an_unread_inject_is() {
    let env = Env::new();
    good(&env, &["exercise", "start", "silent-processor", "--codename", "heron", "--zone", "UTC"]);
    let screen = || env.run_with(&["--plain", "exercise", "run"], "q\n").err;
    let shown = screen();
    assert!(shown.contains("NOT READ, nobody plays VEN, IC and SEC: A precaution"), "{shown}");
    good(&env, &["role", "set", "vendor-owner", "Bo Aker"]);
    let shown = screen();
    assert!(shown.contains("NOT READ, for VEN, IC and SEC: A precaution"), "{shown}");
}

#[test]
fn nothing_of_the_script_is_in_what_players_see() {
    let env = Env::new();
    let path = begun(&env);
    let seen = [
        good(&env, &["exercise", "show"]),
        good(&env, &["exercise", "show", "--json"]),
        good(&env, &["status"]),
        good(&env, &["log"]),
        good(&env, &["timeline", "--edition", "counsel"]),
        good(&env, &["timeline", "--format", "json", "--edition", "counsel"]),
        good(&env, &["exercise", "cards", &path]),
        good(&env, &["exercise", "cards", &path, "--format", "html"]),
        good(&env, &["exercise", "feedback", &path, "--format", "html"]),
        env.run_with(&["--plain", "run"], "\np\n"),
    ];
    for ran in seen {
        assert!(!format!("{}{}", ran.out, ran.err).contains(SECRET), "{}{}", ran.out, ran.err);
    }
    let bag = env.home().join("bag");
    good(&env, &["bundle", "export", "heron", "--output", bag.to_str().unwrap(), "--edition", "counsel"]);
    assert!(!holds(&bag, SECRET) && !holds_file(&env.record(), SECRET));
    // The facilitator sees it, and once play is over it stands in the record.
    assert!(
        good(&env, &["exercise", "inject", "show", "first-sign", "--script", &path]).out.contains(SECRET)
    );
    let before = documents(&env);
    good(&env, &["exercise", "end", "--script", &path]);
    assert_eq!(documents(&env), before + 1, "`verify` checks the script, too");
    std::fs::remove_file(&path).unwrap();
    assert!(good(&env, &["exercise", "inject", "show", "first-sign"]).out.contains(SECRET));
}

/// How many documents a check finds whole.
fn documents(env: &Env) -> u64 {
    let report = good(env, &["verify", "--json"]).out;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    report["incidents"][0]["documents"]["whole"].as_u64().unwrap()
}

fn holds_file(path: &Path, words: &str) -> bool {
    let bytes = std::fs::read(path).unwrap();
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

fn holds(folder: &Path, words: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|item| {
        let path = item.unwrap().path();
        if path.is_dir() { holds(&path, words) } else { holds_file(&path, words) }
    })
}

#[test]
fn an_exercise_is_never_taken_for_what_is_real() {
    let env = Env::new();
    begun(&env);
    refused(
        &env,
        &["start", "ddos-extortion", "--no-run"],
        &format!("error: this record holds an exercise ({}): a real incident needs another", public_id(&env)),
    );
    assert_eq!(good(&env, &["register", "--format", "csv"]).out.lines().count(), 1);
    for format in ["txt", "md", "html", "json"] {
        let paper = good(&env, &["timeline", "--format", format]).out;
        assert!(paper.to_lowercase().contains("exercise"), "{format}");
    }
    let draft = good(&env, &["draft", "gdpr-33"]);
    assert!(draft.out.contains("EXERCISE. Everything on this page is part of an exercise."), "{}", draft.out);
    let real = Env::new();
    good(&real, &["start", "ddos-extortion", "--no-run", "--codename", "otter"]);
    let ran = real.run(&["exercise", "start", "ddos-curtain"]);
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("is a record of something else"), "{}", ran.err);
}

fn public_id(env: &Env) -> String {
    let listed = good(env, &["list"]).out;
    listed.split_whitespace().find(|word| word.starts_with("EX-")).unwrap().to_owned()
}

#[test]
fn deadlines_run_in_the_time_of_the_story() {
    let env = Env::new();
    let path = begun(&env);
    good(&env, &["fact", "set", "aware_at=now", "personal_data_involved=yes"]);
    let left = |env: &Env| -> i64 {
        let board = good(env, &["deadlines", "--json"]).out;
        let board: serde_json::Value = serde_json::from_str(&board).unwrap();
        let duties = board["duties"].as_array().unwrap();
        let duty = duties.iter().find(|duty| duty["duty"] == "gdpr-33-1/notify").unwrap();
        duty["seconds_left"].as_i64().unwrap()
    };
    let before = left(&env);
    assert!((71 * 3600..=72 * 3600).contains(&before), "{before}");
    good(&env, &["exercise", "jump", "70h"]);
    let after = left(&env);
    assert!((3600..=2 * 3600).contains(&after), "{after}");
    good(&env, &["exercise", "jump", "3h"]);
    assert!(left(&env) < 0);
    let check = env.run(&["status", "--check"]);
    assert_eq!(check.code, 6, "{}", check.out);
    good(&env, &["exercise", "pause"]);
    refused(&env, &["exercise", "pause"], "error: the exercise is resting");
    good(&env, &["exercise", "resume"]);
    let released = good(&env, &["exercise", "inject", "list", "--script", &path]).out;
    assert!(released.contains("came in"), "{released}");
}

/// Plays the shipped scenario; gives its record and papers.
fn played(seed: &str) -> Vec<Vec<u8>> {
    let env = Env::new();
    let answers = "tests/exercises/shrinking-numbers.toml";
    good(&env, &["exercise", "play", "shrinking-numbers", "--answers", answers, "--seed", seed]);
    let mut papers = Vec::new();
    for format in ["md", "json", "pdf", "docx"] {
        let path = env.home().join(format!("report.{format}"));
        good(&env, &["exercise", "report", "-o", path.to_str().unwrap()]);
        papers.push(std::fs::read(path).unwrap());
    }
    papers.push(good(&env, &["timeline", "--format", "jsonl", "--edition", "counsel"]).out.into_bytes());
    papers.push(good(&env, &["exercise", "score", "--json"]).out.into_bytes());
    good(&env, &["verify"]);
    papers
}

#[test]
fn an_unattended_exercise_is_the_same_each_time() {
    let (first, second, other) = (played("7"), played("7"), played("8"));
    assert!(first == second, "the same seed gives the same bytes");
    assert!(first.first() != other.first(), "another seed gives another record");
    let report = String::from_utf8(first.first().unwrap().clone()).unwrap();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/after-action.md");
    if blesses() {
        std::fs::write(&golden, &report).unwrap();
    }
    assert_eq!(report, std::fs::read_to_string(golden).unwrap());
}

#[test]
fn the_report_lists_every_inject_and_every_unmet_expectation() {
    let env = Env::new();
    let answers = "tests/exercises/shrinking-numbers.toml";
    good(&env, &["exercise", "play", "shrinking-numbers", "--answers", answers, "--seed", "7"]);
    let report = good(&env, &["exercise", "report", "--format", "md"]).out;
    let injects: serde_json::Value =
        serde_json::from_str(&good(&env, &["exercise", "inject", "list", "--json"]).out).unwrap();
    for inject in injects["injects"].as_array().unwrap() {
        let id = inject["inject"].as_str().unwrap();
        assert!(report.contains(id), "{id}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&good(&env, &["exercise", "report", "--format", "json"]).out).unwrap();
    let unmet = report.split("did not come about, or came late").nth(1).unwrap();
    for row in json["expectations"].as_array().unwrap() {
        let came = row["came"].as_str().unwrap();
        if ["did not come about", "it happened", "still open"].contains(&came) || came.ends_with("late") {
            assert!(unmet.contains(row["text"].as_str().unwrap()), "{row}");
        }
    }
}

#[test]
fn a_player_reads_a_card_once_and_a_facilitator_leaves_a_stop_in_the_record() {
    let env = Env::new();
    begun(&env);
    let first = env.run_with(&["--plain", "--as", "Ana", "run"], "\np\n");
    assert!(first.err.contains("INJECT: The first sign"), "{}", first.err);
    let again = env.run_with(&["--plain", "--as", "Ana", "run"], "p\n");
    assert!(!again.err.contains("INJECT"), "{}", again.err);
    let other = env.run_with(&["--plain", "--as", "Ben", "run"], "\np\n");
    assert!(other.err.contains("INJECT: The first sign"), "{}", other.err);
    good(&env, &["exercise", "stop", "--why", "fire alarm"]);
    assert!(good(&env, &["exercise", "show"]).out.contains("STOPPED"));
    let log = good(&env, &["log"]).out;
    assert!(
        log.contains("STOP: play was stopped with the real-world stop word. Reason: fire alarm"),
        "{log}"
    );
}

#[test]
fn teams_on_the_same_scenario_stand_side_by_side() {
    let env = Env::new();
    let answers = "tests/exercises/shrinking-numbers.toml";
    let team = |seed: &str| {
        let path = env.home().join(format!("team-{seed}.db")).display().to_string();
        let play =
            ["--db", &path, "exercise", "play", "shrinking-numbers", "--answers", answers, "--seed", seed];
        (good(&env, &play).out.trim().to_owned(), path)
    };
    let (first, second) = (team("7"), team("8"));
    let paper = good(&env, &["exercise", "compare", &first.1, &second.1, "--json"]).out;
    let paper: serde_json::Value = serde_json::from_str(&paper).unwrap();
    let teams: Vec<&str> =
        paper["teams"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(teams[0].ends_with(&first.0) && teams[1].ends_with(&second.0), "{teams:?}");
    let row = |team: &str| {
        let rows = paper["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["team"] == team && row["id"] == "one-voice").unwrap();
        (row["what"].clone(), row["result"].clone(), row["points"].clone())
    };
    assert_eq!(row(teams[0]), row(teams[1]));
    assert_eq!(row(teams[0]).1, "not rated; proposal U");
    let third = env.home().join("third.db").display().to_string();
    good(&env, &["--db", &third, "exercise", "start", "shrinking-numbers", "--codename", "heron"]);
    let paper = good(&env, &["exercise", "compare", &first.1, &third, "--json"]).out;
    let paper: serde_json::Value = serde_json::from_str(&paper).unwrap();
    assert!(paper["teams"][1].as_str().unwrap().ends_with(", play is not over"), "{}", paper["teams"]);
    begun(&env);
    let other = env.run(&["exercise", "compare", &first.1, env.record().to_str().unwrap()]);
    assert_ne!(other.code, 0);
}

#[test]
fn a_player_is_not_shown_the_script() {
    let env = Env::new();
    let path = begun(&env);
    let script = ["--script", path.as_str()];
    for command in [
        &["exercise", "inject", "list"][..],
        &["exercise", "inject", "show", "first-sign"],
        &["exercise", "score"],
        &["exercise", "report"],
        &["exercise", "rate", "take-command", "P", "--why", "well done"],
    ] {
        let ran = env.run(&[&["--as", "Ana"], command, &script].concat());
        assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{command:?}");
        assert_eq!(
            ran.err,
            "error: the script belongs to those who facilitate this exercise, and Ana is not among them: players would see what is hidden from them
  hint: breachbook run    is what players work with; breachbook exercise show tells where play stands
  hint: --i-facilitate    says that you facilitate or evaluate; it is written into the record for all to see
  hint: --as NAME    where you facilitate under another name
"
        );
    }
    let show = [&["--as", "Eve", "exercise", "inject", "show", "first-sign"][..], &script].concat();
    let said = good(&env, &[&show[..], &["--i-facilitate"]].concat());
    assert!(said.out.contains(SECRET) && said.err.contains("Eve facilitates from now on"), "{}", said.err);
    assert!(good(&env, &show).out.contains(SECRET));
    assert!(good(&env, &["log"]).out.contains(" Eve: facilitator: Eve.\n"));
    // Anybody may say the stop word.
    good(&env, &["--as", "Ana", "exercise", "stop", "--why", "fire alarm"]);
    good(&env, &["--as", "Ana", "exercise", "resume"]);
    good(&env, &[&["exercise", "end"][..], &script].concat());
    assert!(good(&env, &["--as", "Ana", "exercise", "inject", "show", "first-sign"]).out.contains(SECRET));
}

#[test]
fn who_plays_alone_ends_play_and_is_not_shown_the_script_before() {
    let env = Env::new();
    let start = ["exercise", "start", "shrinking-numbers", "--alone", "--codename", "heron", "--zone", "UTC"];
    good(&env, &start);
    let ran = env.run(&["exercise", "score"]);
    assert!(ran.code == 4 && ran.err.contains("the script belongs to those who facilitate"), "{}", ran.err);
    good(&env, &["exercise", "stop"]);
    let status = good(&env, &["status"]).out;
    assert!(status.contains("is played until somebody types `breachbook exercise resume`."), "{status}");
    good(&env, &["exercise", "resume"]);
    good(&env, &["exercise", "end"]);
    good(&env, &["exercise", "score"]);
}

#[test]
fn roles_in_an_answers_file_are_held_from_the_beginning() {
    let env = Env::new();
    let path = env.home().join("answers.toml");
    let path = path.to_str().unwrap();
    let play = ["exercise", "play", "shrinking-numbers", "--answers", path, "--seed", "7"];
    std::fs::write(path, "[[role]]\nrole = \"dpoo\"\nname = \"Ana Lind\"\n").unwrap();
    let ran = env.run(&play);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(
        ran.err.contains("there is no role `dpoo`") && ran.err.contains("did you mean `dpo`"),
        "{}",
        ran.err
    );
    std::fs::write(path, "[[role]]\nrole = \"dpo\"\nname = \"Ana Lind\"\n").unwrap();
    good(&env, &play);
    let log = good(&env, &["log"]).out;
    let (before, _) = log.split_once("Play began").unwrap();
    assert!(before.contains(": Data protection officer: Ana Lind."), "{before}");
    let report = good(&env, &["exercise", "report", "--format", "md"]).out;
    assert!(report.contains("| Ana Lind | player | Data protection officer | 0 entries |"), "{report}");
}

#[test]
fn a_sheet_for_feedback_asks_for_each_objective_and_for_no_name() {
    let env = Env::new();
    let sheet = good(&env, &["exercise", "feedback", "shrinking-numbers", "--format", "csv"]).out;
    let expected = [
        "kind,text",
        "said,What happened in the story could happen here.",
        "said,I knew what my role had to do.",
        "said,The playbook told me what to do next.",
        "said,\"I got from others what I needed, in time.\"",
        "said,The pace was right.",
        "said,For real I would now do it better than before.",
        "objective,\"One person commands, and everybody knows who does what.\"",
        "objective,What proves the theft survives the response.",
        "objective,\"Awareness is decided, and the authority hears in time with what is known.\"",
        "objective,\"Those who ask get one answer, and support has it before the public has.\"",
        "words,What went well and should stay?",
        "words,\"What should be mended, and who could do it?\"",
        "words,What was missing?",
    ];
    assert_eq!(sheet.lines().collect::<Vec<_>>(), expected);
    let page = good(&env, &["exercise", "feedback", "shrinking-numbers"]).out;
    assert!(page.contains("No name is needed.") && page.contains("\u{2610}"), "{page}");
}
