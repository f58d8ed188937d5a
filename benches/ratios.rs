//! Drives the release binary and prints ratios, all measured in one run on one machine: what breachbook takes beside what the physical
//! limit or a known tool takes. Not part of the tests.
//!
//!   cargo bench --bench ratios          BREACHBOOK=PATH for another binary, `BENCH_DIR` for another folder than /dev/shm

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring tool, not the program"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 40;
const ENTRIES: usize = 10_000;
const PROCESSES: usize = 8;
const EACH: usize = 200;

struct Bench {
    program: PathBuf,
    folder: PathBuf,
}

impl Bench {
    fn command(&self, record: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear().env("HOME", &self.folder).env("USER", "bench").env("BREACHBOOK_DB", record);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn start(&self, folder: &Path) -> PathBuf {
        fs::create_dir_all(folder).unwrap();
        let record = folder.join("record.db");
        let start = ["start", "customer-db-exfiltration", "--codename", "bench", "--zone", "UTC", "--no-run"];
        assert!(self.command(&record, &start).status().unwrap().success());
        record
    }

    fn lines(&self, record: &Path, count: usize) -> Vec<Duration> {
        let mut command = self.command(record, &["note", "-", "--lines"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let feeding = std::thread::spawn(move || {
            for n in 0..count {
                writeln!(input, "line {n} of somebody who types what is said in the room").unwrap();
            }
        });
        let mut last = Instant::now();
        let mut gaps = Vec::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            if line.unwrap().starts_with('#') {
                gaps.push(last.elapsed());
                last = Instant::now();
            }
        }
        feeding.join().unwrap();
        assert!(child.wait().unwrap().success());
        gaps
    }
}

/// The median time of a command.
fn median(mut once: impl FnMut() -> Command) -> Duration {
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..ROUNDS {
        let mut command = once();
        let begun = Instant::now();
        assert!(
            command.stdin(Stdio::null()).stdout(Stdio::null()).status().unwrap().success(),
            "{command:?}"
        );
        times.push(begun.elapsed());
    }
    middle(times)
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap()
}

fn say(what: &str, ours: Duration, against: &str, theirs: Duration, goal: f64) {
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    let met = if ratio <= goal { "met" } else { "MISSED" };
    println!(
        "| {what} | {:.2} ms | {against} | {:.2} ms | {ratio:.2} | {goal:.2} | {met} |",
        ms(ours),
        ms(theirs)
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn note_against_tools(bench: &Bench) {
    let folder = bench.folder.join("note");
    let record = bench.start(&folder);
    let note = median(|| bench.command(&record, &["note", "egress stopped"]));
    let plain = folder.join("plain.db");
    let sql = |text: &str| {
        let mut command = Command::new("sqlite3");
        command.arg(&plain).arg(text);
        command
    };
    assert!(
        sql("PRAGMA journal_mode=WAL; CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT)")
            .stdout(Stdio::null())
            .status()
            .unwrap()
            .success()
    );
    let sqlite = median(|| sql("INSERT INTO t(b) VALUES('egress stopped')"));
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&folder)
            .args(["-c", "user.name=b", "-c", "user.email=b@example.org"])
            .args(arguments);
        command.stdout(Stdio::null());
        command
    };
    assert!(git(&["init", "--quiet"]).status().unwrap().success());
    let commit = median(|| git(&["commit", "--quiet", "--allow-empty", "-m", "egress stopped"]));
    let version = median(|| bench.command(&record, &["--version"]));
    let empty = median(|| Command::new("true"));
    say("`note`, whole process", note, "`sqlite3` insert", sqlite, 1.5);
    say("`note`, whole process", note, "`git commit --allow-empty`", commit, 0.8);
    say("start-up (`--version`)", version, "`true`", empty, 3.0);
}

fn append_against_sync(bench: &Bench, folder: &Path) {
    let record = bench.start(&folder.join("append"));
    let ours = middle(bench.lines(&record, 1000));
    let mut file = fs::File::create(folder.join("bare")).unwrap();
    let line = [b'x'; 900];
    let mut times = Vec::new();
    for _ in 0..1000 {
        let begun = Instant::now();
        file.write_all(&line).unwrap();
        file.sync_data().unwrap();
        times.push(begun.elapsed());
    }
    say("append in an open run, p50", ours, "write + fdatasync", middle(times), 1.2);
}

fn resume(bench: &Bench) {
    let record = bench.start(&bench.folder.join("resume"));
    bench.lines(&record, ENTRIES);
    let next = median(|| bench.command(&record, &["next"]));
    let read = median(|| {
        let mut command = Command::new("sqlite3");
        command.arg(&record).arg("SELECT line FROM entry ORDER BY seq");
        command
    });
    say("resume of 10 000 entries (`next`)", next, "`sqlite3` reading the lines", read, 5.0);
}

fn eight(bench: &Bench) {
    let one = bench.start(&bench.folder.join("one"));
    let begun = Instant::now();
    bench.lines(&one, PROCESSES * EACH);
    let alone = begun.elapsed();
    let many = bench.start(&bench.folder.join("many"));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..PROCESSES {
            scope.spawn(|| bench.lines(&many, EACH));
        }
    });
    say("1600 lines by 8 processes", begun.elapsed(), "by one process", alone, 1.0 / 0.9);
}

/// The board of duties and drafts of notices, beside a command that only loads the same incident.
fn law_against_loading(bench: &Bench) {
    let home = bench.folder.join("law");
    let config = home.join(".config/breachbook");
    fs::create_dir_all(&config).unwrap();
    let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers/lindenhof.organisation.toml");
    fs::copy(profile, config.join("organisation.toml")).unwrap();
    let bench = &Bench { program: bench.program.clone(), folder: home.clone() };
    let record = bench.start(&home);
    let facts = [
        "detected_at=2026-11-21T01:00Z",
        "aware_at=2026-11-21T02:00Z",
        "personal_data_involved=yes",
        "subjects_count=41200",
    ];
    assert!(bench.command(&record, &[&["fact", "set"], &facts[..]].concat()).status().unwrap().success());
    bench.lines(&record, ENTRIES);
    let load = median(|| bench.command(&record, &["task", "list"]));
    let against = |what: &str, arguments: &[&str], goal: f64| {
        let ours = median(|| bench.command(&record, arguments));
        say(what, ours, "loading the incident", load, goal);
    };
    against("board of all duties, 10 000 entries", &["deadlines", "--all"], 1.5);
    for (format, goal) in
        [("md", 2.0), ("txt", 2.0), ("html", 2.0), ("json", 2.0), ("docx", 5.0), ("pdf", 5.0)]
    {
        against(
            &format!("draft of GDPR Art. 33 as {format}"),
            &["draft", "gdpr-33", "--format", format],
            goal,
        );
    }
}

fn main() {
    let program = std::env::var_os("BREACHBOOK")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_breachbook")), PathBuf::from);
    let memory = std::env::var_os("BENCH_DIR").map_or_else(|| PathBuf::from("/dev/shm"), PathBuf::from);
    let name = format!("breachbook-bench-{}", std::process::id());
    let bench = Bench { program, folder: memory.join(&name) };
    let disk = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name);
    fs::create_dir_all(&disk).unwrap();
    println!(
        "binary: {:.1} MB",
        f64::from(u32::try_from(fs::metadata(&bench.program).unwrap().len()).unwrap()) / 1e6
    );
    println!("| what | ours | against | theirs | ratio | goal | |\n|---|---|---|---|---|---|---|");
    note_against_tools(&bench);
    append_against_sync(&bench, &disk);
    resume(&bench);
    eight(&bench);
    law_against_loading(&bench);
    fs::remove_dir_all(&bench.folder).unwrap();
    fs::remove_dir_all(&disk).unwrap();
}
