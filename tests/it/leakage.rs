//! No output holds a byte of what its readers may not see, nor the name of a person that is withheld from them.

use crate::support::Env;
use crate::support::canary::{CANARIES, INCIDENT, Reader, record};

const FORMATS: [&str; 6] = ["md", "txt", "html", "csv", "json", "jsonl"];

/// What stands in an output though its readers may not see it.
fn leaked(output: &str, may_read: impl Fn(Reader) -> bool) -> Vec<&'static str> {
    let output = output.to_lowercase();
    let held = CANARIES.iter().filter(|(word, _)| output.contains(&word.to_lowercase()));
    held.filter(|(_, reader)| !may_read(*reader)).map(|(word, _)| *word).collect()
}

/// What is missing in an output though its readers may see it.
fn missing(output: &str, may_read: impl Fn(Reader) -> bool) -> Vec<&'static str> {
    let lower = output.to_lowercase();
    let held = CANARIES.iter().filter(|(_, reader)| may_read(*reader));
    held.filter(|(word, _)| !lower.contains(&word.to_lowercase())).map(|(word, _)| *word).collect()
}

fn of_team(reader: Reader) -> bool {
    matches!(reader, Reader::Team | Reader::OnRequest | Reader::Everybody)
}

/// The options that ask for an edition, and who reads it.
type AskedEdition = (&'static [&'static str], fn(Reader) -> bool);

const EDITIONS: [AskedEdition; 6] = [
    (&["--edition", "team"], of_team),
    (&["--edition", "counsel"], |reader| of_team(reader) || reader == Reader::Counsel),
    (&["--edition", "regulator"], |reader| reader == Reader::Everybody),
    (&["--edition", "disclosure"], |reader| reader == Reader::Everybody),
    (&["--edition", "regulator", "--with-personal"], |reader| {
        matches!(reader, Reader::Everybody | Reader::OnRequest)
    }),
    (&["--edition", "disclosure", "--with-personal"], |reader| {
        matches!(reader, Reader::Everybody | Reader::OnRequest)
    }),
];

fn run(env: &Env, arguments: &[&str]) -> String {
    let all: Vec<&str> = ["-i", INCIDENT].iter().chain(arguments).copied().collect();
    let ran = env.run(&all);
    assert!([0, 5, 6, 130].contains(&ran.code), "{arguments:?}: {}", ran.err);
    format!("{}{}", ran.out, ran.err)
}

#[test]
fn no_timeline_leaks() {
    let env = record();
    let mut found = Vec::new();
    for (edition, may_read) in EDITIONS {
        for format in FORMATS {
            for detail in ["key", "full"] {
                let options = ["timeline", "--format", format, "--detail", detail];
                let paper = run(&env, &[&options[..], edition].concat());
                found
                    .extend(leaked(&paper, may_read).into_iter().map(|word| (edition, format, detail, word)));
                let says = ["withheld: ", "\"withheld\":"].iter().any(|said| paper.contains(said));
                assert!(says, "{edition:?} {format} does not say what is withheld");
            }
        }
        let everything = run(&env, &[&["timeline", "--format", "json"], edition].concat());
        assert_eq!(missing(&everything, may_read), Vec::<&str>::new(), "{edition:?}");
    }
    assert_eq!(found, []);
}

/// All bytes of all files of a bundle, and their names.
fn bundle(env: &Env, number: usize, edition: &[&str]) -> String {
    let folder = env.home().join(format!("bundle-{number}"));
    run(env, &[&["bundle", "export", "-o", folder.to_str().unwrap()], edition].concat());
    let (mut folders, mut all) = (vec![folder], String::new());
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(next).unwrap().map(|item| item.unwrap().path()) {
            all.push_str(&path.file_name().unwrap().to_string_lossy());
            all.push('\n');
            if path.is_dir() {
                folders.push(path);
            } else {
                all.push_str(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
            }
        }
    }
    all
}

#[test]
fn no_bundle_leaks() {
    let env = record();
    let mut found = Vec::new();
    for (number, (edition, may_read)) in EDITIONS.iter().enumerate() {
        let all = bundle(&env, number, edition);
        // Cards of people and the profile go whole to those who work on it: no paper shows them, a bundle holds them.
        let is_inside = matches!(edition[1], "team" | "counsel");
        let whole =
            |word: &str| is_inside && ["zqphone", "zqmail", "zqfirm", "zqorganisation"].contains(&word);
        let words = leaked(&all, may_read).into_iter().filter(|word| !whole(word));
        found.extend(words.map(|word| (edition, word)));
        assert_eq!(missing(&all, may_read), Vec::<&str>::new(), "{edition:?}");
    }
    assert_eq!(found, []);
}

/// Commands whose output is for those who work on the incident.
const TEAM: [&[&str]; 36] = [
    &["log"],
    &["log", "--json"],
    &["find", "zq"],
    &["find", "zq", "--json"],
    &["status"],
    &["status", "--json"],
    &["status", "--brief"],
    &["status", "--brief", "--json"],
    &["status", "--brief", "--for", "exec"],
    &["status", "--metrics"],
    &["next"],
    &["next", "--json"],
    &["deadlines"],
    &["assess"],
    &["assess", "--json"],
    &["productions"],
    &["productions", "--json"],
    &["role", "list"],
    &["role", "list", "--json"],
    &["signal", "list"],
    &["signal", "list", "--json"],
    &["task", "list"],
    &["task", "list", "--json"],
    &["evidence", "list"],
    &["evidence", "list", "--json"],
    &["fact", "list"],
    &["fact", "list", "--json"],
    &["fact", "history", "affected_hosts"],
    &["fact", "history", "affected_hosts", "--json"],
    &["list"],
    &["hold", "show"],
    &["retention", "--json"],
    &["verify"],
    &["release", "review", "--list", "--again"],
    &["release", "review", "--list", "--json", "--again"],
    &["run", "--plain"],
];

#[test]
fn no_screen_leaks_what_only_counsel_may_read() {
    let env = record();
    let mut found = Vec::new();
    for arguments in TEAM {
        // A search repeats what was typed, and cards are no secret for the team.
        let on_cards = |word: &&str| ["zqphone", "zqmail", "zqfirm"].contains(word);
        let output = run(&env, arguments);
        let words = leaked(&output, of_team).into_iter().filter(|word| !on_cards(word));
        found.extend(words.map(|word| (arguments, word)));
    }
    assert_eq!(found, []);
}

#[test]
fn the_privilege_log_holds_no_content_and_no_name() {
    let env = record();
    let mut found = Vec::new();
    for format in FORMATS {
        let log = run(&env, &["privilege", "log", "--format", format]);
        // The basis is written for the log, without the names in it.
        let words = leaked(&log, |_| false).into_iter().filter(|word| *word != "zqbasis");
        found.extend(words.map(|word| (format, word)));
        assert!(log.contains("zqbasis: advice of"), "{format}");
    }
    assert_eq!(found, []);
}
