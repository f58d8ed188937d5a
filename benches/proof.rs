//! Drives the release binary on long records and prints ratios, all measured in one run on one machine: what the check of a record, a
//! checked export and the hashing of evidence take beside what the physical limit or a known tool takes. In processor time (user and
//! system), which a busy machine disturbs less, and peak memory. Not part of the tests.
//!
//!   cargo bench --bench proof          BREACHBOOK=PATH for another binary, `BENCH_DIR` for another folder than /dev/shm
//!
//! Needs sqlite3, openssl, python3 and GNU time.

#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring tool, not the program"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ROUNDS: usize = 5;
/// How often a short command runs in one measurement: the clock of processes ticks a hundred times a second.
const OFTEN: u32 = 25;
const LOOP: &str = r#"n=$1; shift; while [ "$n" -gt 0 ]; do "$@" >/dev/null || exit 1; n=$((n-1)); done"#;
const SMALL: &str = "10000";
const LARGE: &str = "1000000";
/// Bytes of evidence.
const EVIDENCE: usize = 1 << 30;
/// The most memory that a check may take, in MB.
const MEMORY: f64 = 12.0;
/// The most that a bundle may take, in MB; the record itself is held in memory.
const BUNDLE_MEMORY: f64 = 64.0;
const ALL: &str = "SELECT * FROM entry; SELECT * FROM passage";

struct Bench {
    program: PathBuf,
    folder: PathBuf,
}

/// What a process took.
#[derive(Clone, Copy)]
struct Took {
    seconds: f64,
    megabytes: f64,
}

impl Bench {
    fn ours(&self, record: &Path, arguments: &[&str]) -> Vec<String> {
        let record = record.display().to_string();
        let mut words = vec![self.program.display().to_string(), "--db".to_owned(), record];
        words.extend(arguments.iter().map(|word| (*word).to_owned()));
        words
    }

    fn run(&self, words: &[String]) {
        let status =
            self.command(&words[0]).args(&words[1..]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.unwrap().success(), "{words:?}");
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("HOME", &self.folder).env("USER", "bench").env("PATH", "/usr/bin:/bin");
        command.stdin(Stdio::null());
        command
    }

    /// The median of some runs.
    fn measure(&self, words: &[String]) -> Took {
        let mut all: Vec<Took> = (0..ROUNDS).map(|_| self.once(words)).collect();
        all.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        all[ROUNDS / 2]
    }

    /// The median of some measurements of a short command.
    fn measure_short(&self, words: &[String]) -> Took {
        let mut often = ["sh", "-c", LOOP, "sh", &OFTEN.to_string()].map(str::to_owned).to_vec();
        often.extend_from_slice(words);
        let took = self.measure(&often);
        Took { seconds: took.seconds / f64::from(OFTEN), ..took }
    }

    fn once(&self, words: &[String]) -> Took {
        let report = self.folder.join("took");
        let mut command = self.command("/usr/bin/time");
        command.args(["-f", "%U %S %M", "-o"]).arg(&report).args(words);
        assert!(command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success(), "{words:?}");
        let numbers: Vec<f64> = fs::read_to_string(report)
            .unwrap()
            .split_whitespace()
            .map(|word| word.parse().unwrap())
            .collect();
        Took { seconds: numbers[0] + numbers[1], megabytes: numbers[2] / 1024.0 }
    }

    /// The most memory of its own that one run took, in MB: what is not mapped from a file, such as the program. The kernel maps as much of
    /// a program as it thinks will be wanted, and shares that between processes.
    fn own_memory(&self, words: &[String]) -> f64 {
        let mut child = self
            .command(&words[0])
            .args(&words[1..])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut most = 0.0_f64;
        while child.try_wait().unwrap().is_none() {
            let text = fs::read_to_string(&status).unwrap_or_default();
            let own = text.lines().find_map(|line| line.strip_prefix("RssAnon:"));
            let kilobytes = own.and_then(|own| own.split_whitespace().next()?.parse::<f64>().ok());
            most = most.max(kilobytes.unwrap_or_default() / 1024.0);
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        most
    }

    /// A record of so many entries.
    fn record(&self, entries: &str) -> PathBuf {
        let record = self.folder.join(format!("{entries}.db"));
        let start = ["start", "customer-db-exfiltration", "--codename", "bench", "--zone", "UTC", "--no-run"];
        self.run(&self.ours(&record, &start));
        self.run(&self.ours(&record, &["note", "the first of many"]));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/long-record.py");
        let words = ["python3".to_owned(), script.display().to_string(), record.display().to_string()];
        self.run(&[&words[..], &[entries.to_owned()]].concat());
        record
    }
}

fn say(what: &str, ours: Took, against: &str, theirs: Took, goal: f64) {
    say_within(what, ours, against, theirs, (goal, MEMORY));
}

fn say_within(what: &str, ours: Took, against: &str, theirs: Took, (goal, memory): (f64, f64)) {
    let ratio = ours.seconds / theirs.seconds;
    let met = if ratio <= goal && ours.megabytes <= memory { "met" } else { "MISSED" };
    println!(
        "| {what} | {:.3} s, {:.1} MB | {against} | {:.3} s, {:.1} MB | {ratio:.2} | {goal}, {memory} MB | {met} |",
        ours.seconds, ours.megabytes, theirs.seconds, theirs.megabytes
    );
}

fn main() {
    let program = std::env::var_os("BREACHBOOK")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_breachbook")), PathBuf::from);
    let program = fs::canonicalize(program).unwrap();
    let memory = std::env::var_os("BENCH_DIR").map_or_else(|| PathBuf::from("/dev/shm"), PathBuf::from);
    let bench = Bench { program, folder: memory.join(format!("breachbook-proof-{}", std::process::id())) };
    fs::create_dir_all(&bench.folder).unwrap();
    println!("| what | ours | against | theirs | ratio | goal | |\n|---|---|---|---|---|---|---|");
    for entries in [SMALL, LARGE] {
        let record = bench.record(entries);
        let measure = if entries == SMALL { Bench::measure_short } else { Bench::measure };
        let read = measure(&bench, &["sqlite3".to_owned(), record.display().to_string(), ALL.to_owned()]);
        let verify = measure(&bench, &bench.ours(&record, &["verify"]));
        let own = bench.own_memory(&bench.ours(&record, &["verify"]));
        say(
            &format!("`verify`, {entries} entries ({own:.1} MB its own)"),
            verify,
            "`sqlite3 'select *'`",
            read,
            2.3,
        );
        let export = measure(&bench, &bench.ours(&record, &["log", "--format", "jsonl"]));
        let own = bench.own_memory(&bench.ours(&record, &["log", "--format", "jsonl"]));
        say(
            &format!("checked export, {entries} entries ({own:.1} MB its own)"),
            export,
            "`verify`",
            verify,
            1.3,
        );
        fs::remove_file(record).unwrap();
    }
    evidence(&bench);
    fs::remove_dir_all(&bench.folder).unwrap();
}

fn evidence(bench: &Bench) {
    let (record, file) = (bench.folder.join("evidence.db"), bench.folder.join("disk.img"));
    fs::write(&file, vec![0x5a; EVIDENCE]).unwrap();
    let start = ["start", "customer-db-exfiltration", "--codename", "bench", "--zone", "UTC", "--no-run"];
    bench.run(&bench.ours(&record, &start));
    let path = file.display().to_string();
    bench.run(&bench.ours(&record, &["evidence", "add", &path]));
    let theirs = bench.measure(&["openssl".to_owned(), "dgst".to_owned(), "-sha256".to_owned(), path]);
    let ours = bench.measure(&bench.ours(&record, &["verify", "--evidence"]));
    say("`verify --evidence`, 1 GiB", ours, "`openssl dgst -sha256`", theirs, 1.2);
    bundle(bench, &record, &file);
}

/// A bundle takes each piece of evidence once more: it is copied and hashed on the way, and hashed when somebody takes it in.
fn bundle(bench: &Bench, record: &Path, file: &Path) {
    let (out, copy, theirs) =
        (bench.folder.join("out"), bench.folder.join("copy"), bench.folder.join("theirs"));
    let shell = |line: String| vec!["sh".to_owned(), "-c".to_owned(), line];
    let (file, copy, out) = (file.display(), copy.display(), out.display());
    let plain = bench.measure(&shell(format!("cp {file} {copy} && sha256sum {copy} && rm {copy}")));
    let export = bench.ours(record, &["bundle", "export", "-o", &out.to_string(), "--evidence", "all"]);
    let made = bench.measure(&shell(format!("rm -rf {out}; {}", export.join(" "))));
    say_within("bundle with 1 GiB of evidence, out", made, "`cp`, `sha256sum`", plain, (1.5, BUNDLE_MEMORY));
    let theirs = theirs.display();
    let import = bench.ours(&bench.folder.join("theirs/record.db"), &["bundle", "import", &out.to_string()]);
    let line = format!("rm -rf {theirs}; mkdir {theirs}; {}", import.join(" "));
    let taken = bench.measure(&shell(line));
    say_within("the same, checked and in", taken, "`cp`, `sha256sum`", plain, (2.5, BUNDLE_MEMORY));
}
