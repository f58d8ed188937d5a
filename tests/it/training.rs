//! Who was taught what: micro-exercises, the record of training, papers, erasure.

use crate::support::{Env, check_session};

#[test]
fn people_are_taught_and_it_is_recorded() {
    check_session("training");
}

#[track_caller]
fn good(env: &Env, arguments: &[&str]) -> String {
    let ran = env.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    ran.out
}

#[test]
fn an_exercise_that_is_over_comes_into_the_record() {
    let env = Env::new();
    let drill = env.home().join("drill.db");
    let drill = drill.to_str().unwrap();
    let answers = "tests/exercises/shrinking-numbers.toml";
    good(
        &env,
        &["--db", drill, "exercise", "play", "shrinking-numbers", "--answers", answers, "--seed", "7"],
    );
    good(&env, &["--as", "Ines", "training", "held", "--from", drill]);
    let record = good(&env, &["training", "record", "--json"]);
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let parts = record["parts"].as_array().unwrap();
    let names: Vec<&str> = parts.iter().map(|part| part["name"].as_str().unwrap()).collect();
    let played = good(&env, &["--db", drill, "people", "list", "--json"]);
    let played: serde_json::Value = serde_json::from_str(&played).unwrap();
    let players =
        played["people"].as_array().unwrap().iter().filter(|person| person["roles"] != serde_json::json!([]));
    for player in players {
        assert!(names.contains(&player["name"].as_str().unwrap()), "{player} of {names:?}");
    }
    assert!(
        parts.iter().all(|part| part["content"] == "shrinking-numbers" && part["teaching"] == "tabletop")
    );
    let coverage = good(&env, &["training", "coverage", "--format", "csv"]);
    let held = coverage.lines().filter(|line| line.contains(",shrinking-numbers,")).count();
    assert!(held >= 4, "{coverage}");
}

#[test]
fn an_erased_name_is_nowhere_and_the_record_stays_whole() {
    const NAME: &str = "Zqbarnaby Quill";
    let env = Env::new();
    let who = format!("{NAME}:security-lead");
    good(&env, &["--as", "Ines", "--new-person", "training", "held", "lost-laptop", "--who", &who]);
    let db = env.home().join("training.db");
    let db = db.to_str().unwrap();
    let log = good(&env, &["--db", db, "log"]);
    let card = log.lines().find(|line| line.contains("On the roster: Zqbarnaby")).unwrap();
    let seq = card.trim_start_matches('#').split(' ').next().unwrap();
    good(&env, &["--db", db, "redact", seq, "--why", "asked for it"]);
    for format in ["txt", "md", "html", "csv", "json", "jsonl", "pdf", "docx"] {
        for paper in ["status", "record"] {
            let path = env.home().join(format!("{paper}.{format}"));
            good(&env, &["training", paper, "-o", path.to_str().unwrap()]);
            let bytes = std::fs::read(path).unwrap();
            assert!(!bytes.windows(9).any(|window| window == b"Zqbarnaby"), "{paper} as {format}");
        }
    }
    assert!(!good(&env, &["training", "transcript", "p2", "--format", "html"]).contains("Zqbarnaby"));
    for file in
        std::fs::read_dir(env.home()).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file())
    {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(9).any(|window| window == b"Zqbarnaby"), "{}", file.display());
    }
    good(&env, &["--db", db, "verify"]);
    // The register of breaches knows nothing of it.
    assert_eq!(good(&env, &["--db", db, "register", "--format", "csv"]).lines().count(), 1);
}

#[test]
fn a_short_play_counts_only_where_somebody_says_so_and_who_led_it_took_no_part() {
    let env = Env::new();
    let drill = env.home().join("drill.db");
    let drill = drill.to_str().unwrap();
    good(&env, &["--db", drill, "--as", "Ines", "exercise", "start", "shrinking-numbers", "--zone", "UTC"]);
    good(&env, &["--db", drill, "--as", "Ines", "role", "set", "dpo", "Ana Lind"]);
    good(&env, &["--db", drill, "--as", "Ines", "exercise", "end"]);
    let held = env.run(&["training", "held", "--from", drill]);
    assert_eq!(held.code, 4);
    assert!(
        held.err.starts_with(
            "error: 0 of 120 planned minutes were played: too few to count as an exercise of the plan\n"
        ),
        "{}",
        held.err
    );
    let held = env.run(&["training", "held", "--from", drill, "--short"]);
    assert_eq!(held.code, 0, "{}", held.err);
    assert!(
        held.err.contains("0 of 120 planned minutes were played; it counts all the same"),
        "{}",
        held.err
    );
    let record = good(&env, &["training", "record", "--json"]);
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let parts = record["parts"].as_array().unwrap().iter();
    let parts: Vec<_> =
        parts.map(|part| (part["name"].clone(), part["part"].clone(), part["due"].is_null())).collect();
    assert_eq!(
        parts,
        [("Ines".into(), "facilitator".into(), true), ("Ana Lind".into(), "player".into(), false)]
    );
}

#[test]
fn an_empty_record_says_what_would_fill_it() {
    let env = Env::new();
    let status = good(&env, &["training", "status"]);
    assert!(status.starts_with("Nobody has been taught anything yet.\nWhat is asked of whom:\n  everybody: awareness, once a year\n"), "{status}");
    let coverage = good(&env, &["training", "coverage"]);
    assert!(
        coverage.contains("\nThe record is filled by\n  breachbook --as NAME training take ID"),
        "{coverage}"
    );
    assert_eq!(env.run(&["training", "status", "--json"]).code, 4);
    assert_eq!(env.run(&["training", "coverage", "-o", "coverage.pdf"]).code, 4);
}
