//! What was acknowledged is in the record, whatever happens to the process: killed at any point, eight at once, no space left, the mirror
//! pulled out. The chain is counted out here anew, with SQLite and SHA-256 alone.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use sha2::{Digest as _, Sha256};

use crate::support::{Env, not_run, tool};

/// How long a process may take before it says something.
const PATIENCE: Duration = Duration::from_secs(30);
const PLAYBOOK: &str = "customer-db-exfiltration";
const ROLES: [&str; 4] =
    ["incident-commander=Sam Stone", "executive=Sam Stone", "counsel=Sam Stone", "dpo=Sam Stone"];

/// The places in the record of the entries whose words contain a text, after every line was checked against the chain.
#[track_caller]
fn checked(record: &Path) -> Vec<u64> {
    let conn = Connection::open_with_flags(record, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let whole: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    let mut statement = conn.prepare("SELECT seq, line FROM entry ORDER BY seq").unwrap();
    let lines = statement.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get(1)?))).unwrap();
    let mut before = "0".repeat(64);
    let mut seqs = Vec::new();
    for (seq, line) in lines.map(|line| line.unwrap()) {
        let (seq, line): (u64, String) = (seq.into(), line);
        let json: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!((json["seq"].as_u64(), json["prev"].as_str()), (Some(seq), Some(before.as_str())));
        before = format!("{:x}", Sha256::digest(line.as_bytes()));
        seqs.push(seq);
    }
    assert_eq!(seqs, (1..=u64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>(), "no gap");
    seqs
}

/// The texts that the record keeps.
fn texts(record: &Path) -> Vec<String> {
    let conn = Connection::open(record).unwrap();
    let mut statement = conn.prepare("SELECT line FROM passage").unwrap();
    let lines = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let text = |line: String| {
        serde_json::from_str::<serde_json::Value>(&line).unwrap()["text"].as_str().unwrap().to_owned()
    };
    lines.map(|line| text(line.unwrap())).collect()
}

/// `#41 02:58 ..` names the place of what was written.
fn acknowledged(line: &str) -> Option<u64> {
    line.strip_prefix('#')?.split(' ').next()?.parse().ok()
}

/// A small generator with a fixed seed: the same points in each run of the test.
struct Points(u64);

impl Points {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// When a process is killed.
#[derive(Clone, Copy)]
enum Moment {
    AfterItsBegin(Duration),
    AfterTheFirstAcknowledgement(Duration),
}

/// Writes lines until it is killed; gives the texts that were acknowledged before, with their places.
fn killed_while_writing(env: &Env, round: u64, moment: Moment) -> Vec<(u64, String)> {
    let mut writing = env.command(&["note", "-", "--lines"]);
    let mut child =
        writing.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let feeding = thread::spawn(move || {
        // Ends when nobody reads any more.
        drop((0..2000).try_for_each(|n| writeln!(input, "round {round} line {n}")));
    });
    let output = BufReader::new(child.stdout.take().unwrap());
    let (say, said) = channel();
    let reading =
        thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| say.send(line)));
    let (first, after) = match moment {
        Moment::AfterItsBegin(after) => (None, after),
        Moment::AfterTheFirstAcknowledgement(after) => (said.recv_timeout(PATIENCE).ok(), after),
    };
    pass(after);
    child.kill().unwrap();
    child.wait().unwrap();
    feeding.join().unwrap();
    let lines = first.into_iter().chain(said);
    let seqs: Vec<u64> = lines.filter_map(|line| acknowledged(&line)).collect();
    reading.join().unwrap().unwrap();
    seqs.into_iter().enumerate().map(|(n, seq)| (seq, format!("round {round} line {n}"))).collect()
}

#[test]
fn kill_9_loses_nothing_that_was_acknowledged() {
    let env = Env::new().started(PLAYBOOK);
    let mut points = Points(0x5eed_0001);
    let mut kept: Vec<String> = Vec::new();
    for round in 0..60 {
        let moment = if round % 2 == 0 {
            Moment::AfterTheFirstAcknowledgement(Duration::from_micros(points.next(20_000)))
        } else {
            Moment::AfterItsBegin(Duration::from_micros(500 + points.next(120_000)))
        };
        let written = killed_while_writing(&env, round, moment);
        let seqs = checked(&env.record());
        assert!(written.iter().all(|(seq, _)| seqs.contains(seq)), "round {round}");
        kept.extend(written.into_iter().map(|(_, text)| text));
    }
    let texts = texts(&env.record());
    assert_eq!(kept.iter().filter(|text| !texts.contains(text)).count(), 0);
    assert!(kept.len() >= 30, "the kills came while it wrote: {}", kept.len());
    assert_eq!(env.run(&["note", "and the next command works"]).code, 0);
}

#[test]
fn a_guided_run_that_is_killed_goes_on() {
    let env = Env::new();
    let mut start = vec!["start", PLAYBOOK, "--codename", "barn-owl", "--zone", "Europe/Berlin", "--no-run"];
    start.extend(ROLES.iter().flat_map(|role| ["--role", role]));
    let mut command = env.command(&start);
    assert!(
        command
            .env("BREACHBOOK_ACTOR", "Sam Stone")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success()
    );
    let mut points = Points(0x5eed_0002);
    let mut before = checked(&env.record()).len();
    for round in 0..40 {
        let mut run =
            env.command(&["run", "--answers", "tests/answers/all-unknown.toml", "--as", "Sam Stone"]);
        let mut child = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        pass(Duration::from_micros(20_000 + points.next(400_000)));
        // It may have come to an end by itself.
        drop(child.kill());
        child.wait().unwrap();
        let now = checked(&env.record()).len();
        assert!(now >= before, "round {round}: {before} entries became {now}");
        before = now;
    }
    assert_eq!(env.run(&["next"]).code, 0);
}

/// Lets time pass: the point at which a process is killed is a time. No result waits for it.
fn pass(period: Duration) {
    let (_silent, nothing) = channel::<()>();
    assert!(nothing.recv_timeout(period).is_err(), "nobody sends");
}

/// Starts a process that writes 25 lines.
/// People who are all new to the incident.
const WRITERS: [&str; 8] = ["Ana", "Bruno", "Chiara", "Dmitri", "Esra", "Finn", "Gudrun", "Hamza"];

fn writer(env: &Env, process: usize) -> Child {
    let mut writing = env.command(&["--as", WRITERS[process], "note", "-", "--lines"]);
    let mut child =
        writing.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for n in 0..25 {
        writeln!(input, "process {process} note {n}").unwrap();
    }
    child
}

#[test]
fn eight_processes_write_two_hundred_notes() {
    let env = Env::new().started(PLAYBOOK);
    let before = checked(&env.record()).len();
    let children: Vec<_> = (0..8).map(|process| writer(&env, process)).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8(output.stdout).unwrap().matches('#').count(), 25);
    }
    let texts = texts(&env.record());
    let wanted = (0..8).flat_map(|process| (0..25).map(move |n| format!("process {process} note {n}")));
    assert_eq!(wanted.filter(|text| !texts.contains(text)).count(), 0);
    assert!(checked(&env.record()).len() >= before + 200);
}

/// A file system of two megabytes, unmounted at the end.
struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Only root may mount; nobody else gets one.
    fn mounted(folder: PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&folder).unwrap();
        let mut mount = Command::new(tool("mount")?);
        mount.args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(&folder).stderr(Stdio::null());
        mount.status().unwrap().success().then_some(Self { folder })
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("--lazy").arg(&self.folder).status();
        assert!(thread::panicking() || unmounted.is_ok_and(|status| status.success()));
    }
}

#[test]
fn a_full_disk_keeps_what_was_acknowledged_and_goes_on_with_space() {
    let env = Env::new();
    let Some(disk) = SmallDisk::mounted(env.home().join("disk")) else {
        return not_run("a full disk", "the right to mount");
    };
    let env = env.with("BREACHBOOK_DB", &disk.folder.join("record.db").to_string_lossy()).started(PLAYBOOK);
    let record = disk.folder.join("record.db");
    let filler = disk.folder.join("filler");
    // As much as fits; the error at the end is what is wanted.
    drop(std::fs::write(&filler, vec![0; 2 << 20]));
    let mut typed = "the first on a full disk".to_owned();
    let (mut kept, mut last) = (Vec::new(), env.run(&["note", &typed]));
    for n in 0..200 {
        if last.code != 0 {
            break;
        }
        kept.push(acknowledged(&last.out).unwrap());
        typed = format!("note {n} {}", "x".repeat(2000));
        last = env.run(&["note", &typed]);
    }
    assert_eq!(env.shown(&last), FULL.replace("TYPED", &typed));
    let words = format!("a journalist {}", "called ".repeat(600).trim());
    for call in [
        ["signal", "add", "--from", "press", "--received", "-5m", &words].as_slice(),
        &["skip", "command/take-command", "--why", &words],
        &["fact", "set", "severity=P1", "--why", &words],
    ] {
        assert_eq!(env.shown(&env.run(call)), FULL.replace("TYPED", &words));
    }
    std::fs::remove_file(&filler).unwrap();
    let seqs = checked(&record);
    assert!(kept.iter().all(|seq| seqs.contains(seq)));
    assert_eq!(env.run(&["note", "there is space again"]).code, 0);
    assert_eq!(checked(&record).len(), seqs.len() + 1);
}

const FULL: &str =
    "! error: no space left on the device; nothing was written, everything acknowledged before is kept
!   hint: free space on the device and try again; a guided run goes on where it stopped
!   hint: not recorded: TYPED
exit 7
";

#[test]
fn a_backup_without_room_leaves_nothing_and_can_be_tried_again() {
    let env = Env::new();
    let Some(disk) = SmallDisk::mounted(env.home().join("disk")) else {
        return not_run("a full disk", "the right to mount");
    };
    let env = env.started(PLAYBOOK);
    let (filler, backup) = (disk.folder.join("filler"), disk.folder.join("backup"));
    let words = ["backup".to_owned(), backup.to_string_lossy().into_owned()];
    for room in [0, 64 << 10] {
        std::fs::write(&filler, vec![0; (2 << 20) - room]).ok();
        assert_eq!(env.shown(&env.run(&words)), NO_ROOM, "{room}");
        assert!(!backup.exists());
        std::fs::remove_file(&filler).unwrap();
    }
    let again = env.run(&words);
    assert_eq!((again.code, again.err.as_str()), (0, ""));
}

const NO_ROOM: &str =
    "! error: no space left for the copy in ~/disk/backup; what was begun there was taken away, and the record is as it was
!   hint: free space there, or name a folder on another device
exit 7
";

#[test]
fn a_mirror_that_is_pulled_out_stops_nothing() {
    let env = Env::new();
    let stick = env.home().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let env = env.started(PLAYBOOK);
    let mirror = stick.to_string_lossy().into_owned();
    let noted = env.run(&["note", "both places", "--mirror", &mirror]);
    assert_eq!((noted.code, noted.err.as_str()), (0, ""));
    // A file where the folder was: also root cannot write there.
    std::fs::rename(&stick, env.home().join("pulled")).unwrap();
    std::fs::write(&stick, "no folder").unwrap();
    let noted = env.run(&["note", "one place", "--mirror", &mirror]);
    assert_eq!(noted.code, 0, "{}", noted.err);
    assert!(
        noted.err.contains("everything is in the record, and the next command catches up"),
        "{}",
        noted.err
    );
    std::fs::remove_file(&stick).unwrap();
    std::fs::rename(env.home().join("pulled"), &stick).unwrap();
    let noted = env.run(&["note", "both again", "--mirror", &mirror]);
    assert_eq!((noted.code, noted.err.as_str()), (0, ""));
    let mirrored = all_text(&stick);
    for text in ["both places", "one place", "both again"] {
        assert!(mirrored.contains(text), "{text}");
    }
    checked(&env.record());
}

fn all_text(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { all_text(&path) } else { std::fs::read_to_string(path).unwrap() })
        .collect()
}
