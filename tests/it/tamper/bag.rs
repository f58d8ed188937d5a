//! The good bundle of the tamper corpus, what was noted elsewhere when it was made, and manifests as a forger would make them anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest as _, Sha256};

use crate::support::{Env, lines};

/// A bundle with what its receiver holds from elsewhere.
pub(super) struct Good {
    pub(super) env: Env,
    /// The bundle.
    pub(super) bag: PathBuf,
    /// An older one of the same record.
    pub(super) older: PathBuf,
    /// One of another incident.
    pub(super) other: PathBuf,
    /// `#23 c4d8-23dc-acdd-4e45`, noted on paper.
    pub(super) code: String,
    /// The checkpoint of the whole record, kept in a mail.
    pub(super) checkpoint: PathBuf,
}

impl Good {
    pub(super) fn made() -> Self {
        let env = Env::new();
        let log = env.home().join("auth.log");
        fs::write(&log, "hello\n").unwrap();
        let env = env.started("tests/it/playbooks/lost-laptop.toml");
        let run = |line: &[&str]| {
            let ran = env.run(line);
            assert_eq!(ran.code, 0, "{line:?}\n{}", ran.err);
            ran.out
        };
        let export = |codename: &str, name: &str| {
            let folder = env.home().join(name);
            let path = folder.to_str().unwrap();
            run(&[
                "bundle",
                "export",
                codename,
                "-o",
                path,
                "--edition",
                "counsel",
                "--evidence",
                "all",
                "--to",
                "Counsel",
            ]);
            folder
        };
        run(&["evidence", "add", log.to_str().unwrap()]);
        run(&["note", "The laptop was in the red bag."]);
        run(&["note", "sent to the wrong people", "-i", "kestrel"]);
        run(&["redact", "8", "--why", "wrong people"]);
        let older = export("kestrel", "older");
        for text in ["The bag is found.", "The laptop is not in it.", "The police are told."] {
            run(&["note", text]);
        }
        run(&[
            "start",
            "tests/it/playbooks/lost-laptop.toml",
            "--codename",
            "heron",
            "--zone",
            "UTC",
            "--no-run",
        ]);
        run(&["note", "another incident", "-i", "heron"]);
        let other = export("heron", "other");
        let bag = env.home().join("bag");
        let path = bag.to_str().unwrap();
        run(&["bundle", "export", "kestrel", "-o", path, "--edition", "counsel", "--evidence", "all"]);
        let info = fs::read_to_string(bag.join("bag-info.txt")).unwrap();
        let label = |name: &str| {
            info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap().to_owned()
        };
        let (entries, head) = (label("Breachbook-Entries"), label("Breachbook-Head"));
        let groups: Vec<&str> = [0, 4, 8, 12].iter().map(|at| &head[*at..at + 4]).collect();
        let code = format!("#{entries} {}", groups.join("-"));
        let checkpoint = env.home().join("checkpoint-from-a-mail");
        let text = format!("breachbook/{}\n{entries}\n{head}\n", label("Breachbook-Incident"));
        fs::write(&checkpoint, text).unwrap();
        Self { env, bag, older, other, code, checkpoint }
    }

    /// A copy to be spoiled.
    pub(super) fn copy(&self) -> PathBuf {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let target = self.env.home().join(format!("spoiled-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
        copy(&self.bag, &target);
        target
    }
}

/// Copies a folder.
pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// SHA-256 in hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn names(folder: &Path, below: &str) -> Vec<String> {
    let mut all = Vec::new();
    for item in fs::read_dir(folder.join(below)).unwrap() {
        let item = item.unwrap();
        let name = if below.is_empty() { String::new() } else { format!("{below}/") };
        let name = name + &item.file_name().to_string_lossy();
        if item.path().is_dir() { all.extend(names(folder, &name)) } else { all.push(name) }
    }
    all.sort();
    all
}

/// Makes everything anew that lists or counts, as whoever spoiled the bundle would.
pub(super) fn remake(bag: &Path) {
    let all = names(bag, "");
    let read = |name: &String| fs::read(bag.join(name)).unwrap_or_default();
    let payload: Vec<&String> = all.iter().filter(|name| name.starts_with("data/")).collect();
    let bytes: usize = payload.iter().map(|name| read(name).len()).sum();
    let log = String::from_utf8_lossy(&read(&"data/log.jsonl".to_owned())).into_owned();
    let head = sha256(log.lines().last().unwrap_or_default().as_bytes());
    let info = fs::read_to_string(bag.join("bag-info.txt")).unwrap();
    let info: String = info
        .lines()
        .map(|line| match line.split_once(": ").unwrap().0 {
            "Payload-Oxum" => format!("Payload-Oxum: {bytes}.{}\n", payload.len()),
            "Breachbook-Entries" => format!("Breachbook-Entries: {}\n", log.lines().count()),
            "Breachbook-Head" => format!("Breachbook-Head: {head}\n"),
            _other => format!("{line}\n"),
        })
        .collect();
    fs::write(bag.join("bag-info.txt"), info).unwrap();
    let listing =
        |names: &[&String]| lines(names.iter().map(|name| format!("{}  {name}", sha256(&read(name)))));
    fs::write(bag.join("manifest-sha256.txt"), listing(&payload)).unwrap();
    let tags: Vec<&String> =
        all.iter().filter(|name| !name.starts_with("data/") && *name != "tagmanifest-sha256.txt").collect();
    fs::write(bag.join("tagmanifest-sha256.txt"), listing(&tags)).unwrap();
}
