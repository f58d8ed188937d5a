//! Exercises while nothing is played: not begun, stopped for something real, over. Everybody sees it, and nothing counts as played.

use crate::support::{Env, Ran};

#[track_caller]
fn good(env: &Env, arguments: &[&str]) -> Ran {
    let ran = env.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    ran
}

/// What is said of something that was refused.
#[track_caller]
fn refused(env: &Env, arguments: &[&str]) -> String {
    let ran = env.run(arguments);
    assert_eq!(ran.code, 4, "{arguments:?}: {}{}", ran.out, ran.err);
    ran.err
}

fn begun(env: &Env, how: &[&str]) {
    let start = ["exercise", "start", "shrinking-numbers", "--codename", "heron", "--zone", "UTC"];
    good(env, &[&start, how].concat());
}

const STOPPED: &str = "\
error: play is STOPPED: the stop word was said, do what is real
  hint: breachbook note \"..\"    is still taken
  hint: breachbook exercise resume    goes on, when the facilitator says so
";

const NOT_BEGUN: &str = "\
error: play has not begun
  hint: breachbook note \"..\"    is taken already
  hint: breachbook exercise begin    is STARTEX, when the facilitator says so
";

const OVER: &str = "\
error: the exercise is over: nothing is played any more
  hint: breachbook note \"..\"    is still taken
  hint: breachbook exercise observe \"..\"    what you saw, for the hot wash; an evaluator rates with exercise rate
";

/// Acts of players, and of those who bring them more.
const PLAYED: [&[&str]; 8] = [
    &["done", "command/take-command"],
    &["fact", "set", "aware_at=now"],
    &["told", "Counsel", "Call back at once"],
    &["task", "add", "Call the bank"],
    &["signal", "add", "--from", "staff", "--received", "now", "Something odd"],
    &["exercise", "inject", "release", "the-sample"],
    &["exercise", "inject", "add", "A call", "Somebody rings."],
    &["duty", "decide", "gdpr-33-1/notify", "--why", "we hold the data"],
];

#[test]
fn the_stop_word_stands_above_every_screen_and_nothing_counts_as_played() {
    let env = Env::new();
    begun(&env, &[]);
    good(&env, &["exercise", "stop", "--why", "fire alarm"]);
    let head = "\
==============================================================================
STOPPED: fire alarm. Leave the game and do what is real. Nothing is played
until the facilitator resumes it.
==============================================================================
HERON ";
    for screen in [&["status"][..], &["exercise", "show"]] {
        let shown = good(&env, screen).out;
        assert!(shown.starts_with(head), "{shown}");
    }
    let player = env.run_with(&["--plain", "--as", "Ana", "run", "--role", "dpo"], "\np\n");
    assert!(player.err.starts_with(head), "{}", player.err);
    assert!(!player.err.contains("INJECT") && !player.err.contains("Take command"), "{}", player.err);
    for act in PLAYED.into_iter().chain([
        &["exercise", "jump", "6h"][..],
        &["exercise", "scale", "12"],
        &["exercise", "next", "--why", "they are done"],
    ]) {
        let said = refused(&env, act);
        assert!(said.ends_with(STOPPED), "{act:?}: {said}");
    }
    good(&env, &["note", "Everybody is out of the building"]);
    good(&env, &["exercise", "stop", "--why", "fire alarm, all are out"]);
    assert!(good(&env, &["status"]).out.contains("STOPPED: fire alarm, all are out."));
    let play: serde_json::Value = serde_json::from_str(&good(&env, &["status", "--json"]).out).unwrap();
    assert_eq!(play["play"], "stopped");
    good(&env, &["exercise", "resume"]);
    assert!(good(&env, &["status"]).out.starts_with("HERON "));
    good(&env, &["done", "command/take-command"]);
}

#[test]
fn once_play_is_over_nothing_is_played_and_no_clock_runs() {
    let env = Env::new();
    begun(&env, &[]);
    good(&env, &["fact", "set", "aware_at=now", "personal_data_involved=yes"]);
    good(&env, &["task", "add", "Update to all", "--due", "+30m"]);
    good(&env, &["exercise", "jump", "80h"]);
    assert!(good(&env, &["status"]).out.contains("OVERDUE"));
    assert_eq!(env.run(&["status", "--check"]).code, 6);
    good(&env, &["exercise", "end"]);
    let status = good(&env, &["status"]).out;
    assert!(
        status.starts_with("PLAY IS OVER. Nothing is played any more. Notes are still taken.\n"),
        "{status}"
    );
    for word in ["OVERDUE", "over time", "min ago", "overdue"] {
        assert!(!status.contains(word), "{word}: {status}");
    }
    assert!(status.contains("(not served in play)"), "{status}");
    good(&env, &["status", "--check"]);
    assert!(status.contains("\nLeft open in play\n"), "{status}");
    assert_eq!(good(&env, &["next"]).out, "nothing is open: play is over\n");
    assert!(good(&env, &["status", "--brief"]).out.contains("\nLeft open in play: Take command aloud;"));
    let listed = good(&env, &["list"]).out;
    assert!(listed.contains(" exercise ended  opened "), "{listed}");
    let player = env.run_with(&["--plain", "--as", "Ana", "run"], "p\n");
    assert!(player.err.starts_with("PLAY IS OVER. "), "{}", player.err);
    for act in PLAYED {
        let said = refused(&env, act);
        assert!(said.ends_with(OVER), "{act:?}: {said}");
    }
    // The hot wash.
    good(&env, &["note", "Everybody wants a shorter briefing"]);
    good(&env, &["exercise", "observe", "Deputy named at once", "--strength", "--task", "take-command"]);
    good(&env, &["exercise", "rate", "take-command", "S", "--why", "late, but clear"]);
    good(&env, &["close", "--why", "the hot wash is over"]);
    assert!(good(&env, &["list"]).out.contains(" exercise closed "));
}

#[test]
fn before_play_players_see_that_it_has_not_begun() {
    let env = Env::new();
    begun(&env, &["--lobby"]);
    let player = env.run_with(&["--plain", "--as", "Ana", "run", "--role", "dpo"], "p\n");
    let head = "PLAY HAS NOT BEGUN. What there is to do comes when the facilitator begins.\nHERON ";
    assert!(player.err.starts_with(head), "{}", player.err);
    let told = "Briefing: You are the response team of an online shop with about two million customers";
    assert!(player.err.contains(told), "{}", player.err);
    assert!(good(&env, &["log"]).out.contains(told));
    assert!(player.err.contains("This screen goes on by itself when play begins."), "{}", player.err);
    assert!(!player.err.contains("Take command"), "{}", player.err);
    assert!(good(&env, &["status"]).out.starts_with(head));
    for act in PLAYED {
        let said = refused(&env, act);
        assert!(said.ends_with(NOT_BEGUN), "{act:?}: {said}");
    }
    good(&env, &["note", "Seven people in the room, everybody has read the briefing"]);
    good(&env, &["exercise", "begin"]);
    good(&env, &["told", "Counsel", "Call back at once"]);
    let player = env.run_with(&["--plain", "--as", "Ana", "run", "--role", "dpo"], "\np\n");
    assert!(player.err.contains("INJECT: A stranger offers your customers"), "{}", player.err);
}

#[test]
fn a_player_says_the_stop_word() {
    let env = Env::new();
    begun(&env, &[]);
    let player = env.run_with(&["--plain", "--as", "Ana", "run"], "\n.\nx\nsomebody fainted\np\n");
    assert!(player.err.contains("Why was play stopped (may be empty)"), "{}", player.err);
    assert!(player.err.contains("STOPPED: somebody fainted. Leave the game"), "{}", player.err);
    let log = good(&env, &["log"]).out;
    assert!(
        log.contains("Ana: STOP: play was stopped with the real-world stop word. Reason: somebody fainted"),
        "{log}"
    );
}

#[test]
fn sheets_without_names_are_counted_in_the_report() {
    let env = Env::new();
    let path = env.home().join("team.db").display().to_string();
    let answers = "tests/exercises/shrinking-numbers.toml";
    good(
        &env,
        &["--db", &path, "exercise", "play", "shrinking-numbers", "--answers", answers, "--seed", "7"],
    );
    let typed = "4\n6\n5\n-\n\n2\n3\n4\n4\n4\n5\nOne voice\n\nA projector\n\n\n\n\n\n\n\n\n\n\n\n\n\nq\n";
    let asked = env.run_with(&["--plain", "--db", &path, "exercise", "feedback-given"], typed);
    assert_eq!(asked.code, 0, "{}", asked.err);
    for said in [
        "`6` is no mark: from 1 to 5, or - for what was left out",
        "there is nothing on the sheet",
        "1 sheet in the record; exercise report counts them",
    ] {
        assert!(asked.err.contains(said), "{}", asked.err);
    }
    let report = ["--db", &path, "exercise", "report", "--format", "json"];
    let before: serde_json::Value = serde_json::from_str(&good(&env, &report).out).unwrap();
    let marks = vec!["5"; before["feedback"].as_array().unwrap().len()].join(" ");
    good(&env, &["--db", &path, "exercise", "feedback-given", "--marks", &marks, "--mend", "The call list"]);
    let short = env.run(&["--db", &path, "exercise", "feedback-given", "--marks", "5 5"]);
    assert_eq!(short.code, 2, "{}", short.err);
    let paper: serde_json::Value = serde_json::from_str(&good(&env, &report).out).unwrap();
    assert_eq!(paper["feedback_sheets"], 2);
    assert_eq!(
        paper["feedback"][0],
        serde_json::json!({ "text": "What happened in the story could happen here.", "counts": [0, 0, 0, 1, 1], "mean": "4.5" })
    );
    let text = good(&env, &["--db", &path, "exercise", "report", "--format", "md"]).out;
    for said in
        ["## What players said", "2 sheets without a name.", "One voice", "A projector", "The call list"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
}
