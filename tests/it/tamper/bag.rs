//! The good bundle of the tamper corpus, what was noted elsewhere when it was made, and manifests as a forger would make them anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest as _, Sha256};

use crate::signatures::{authority, command, run};
use crate::support::{Env, lines};

/// A bundle with what its receiver holds from elsewhere.
pub(super) struct Good {
    pub(super) env: Env,
    pub(super) keygen: Keygen,
    /// The bundle.
    pub(super) bag: PathBuf,
    /// An older one of the same record.
    pub(super) older: PathBuf,
    /// One of another incident.
    pub(super) other: PathBuf,
    /// `#566 c4d8-23dc-acdd-4e45`, seen in a chat.
    pub(super) code: String,
    /// What the authority has as our reference of the notice: the code of the signed checkpoint.
    pub(super) reference: String,
    /// The entry of the signed checkpoint.
    pub(super) signed_by: usize,
    /// Where its signature lies in the bundle.
    pub(super) signature: String,
}

/// `ssh-keygen`, with keys in the home.
pub(super) struct Keygen(pub(super) PathBuf);

impl Keygen {
    fn make(&self, env: &Env, name: &str) -> String {
        assert!(run(command(env, &self.0, &["-q", "-t", "ed25519", "-N", "", "-f", name]), b"").0);
        fs::read_to_string(env.home().join(format!("{name}.pub"))).unwrap()
    }

    /// Signs a text with a key.
    pub(super) fn sign(&self, env: &Env, key: &str, namespace: &str, text: &[u8]) -> Vec<u8> {
        let (good, signature) =
            run(command(env, &self.0, &["-q", "-Y", "sign", "-f", key, "-n", namespace]), text);
        assert!(good, "{key}");
        signature
    }
}

/// The lists and the certificate that the receiver has from somebody else go beside the bundles.
fn keys(env: &Env, keygen: &Keygen) {
    let [alice, bob, old, _] = ["alice", "bob", "old", "stranger"].map(|name| keygen.make(env, name));
    let list = format!(
        "alice@example.org {alice}bob@example.org {bob}alice@example.org valid-before=\"20200101\" {old}"
    );
    fs::write(env.home().join("allowed_signers"), list).unwrap();
}

#[track_caller]
fn good(env: &Env, line: &[&str]) -> String {
    let ran = env.run(line);
    assert_eq!(ran.code, 0, "{line:?}\n{}", ran.err);
    ran.out
}

fn path(env: &Env, name: &str) -> String {
    env.home().join(name).to_str().unwrap().to_owned()
}

fn export(env: &Env, codename: &str, name: &str, more: &[&str]) -> PathBuf {
    let (folder, key) = (path(env, name), path(env, "alice"));
    let line = ["bundle", "export", codename, "-o", &folder, "--edition", "counsel", "--evidence", "all"];
    good(env, &[&line[..], &["--sign", &key], more].concat());
    PathBuf::from(folder)
}

/// The incident of the README, from the first alert to its end.
fn demonstration(env: &Env) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/demonstration.sh");
    let mut command = env.command::<&str>(&[]);
    let program = command.get_program().to_owned();
    let variables: Vec<_> =
        command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect();
    command = std::process::Command::new("/bin/sh");
    command.env_clear().envs(variables).env("PATH", "/usr/bin:/bin").env("BREACHBOOK", program);
    let output = command.arg(script).arg(env.home()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every kind of anchor over one checkpoint.
fn anchor(env: &Env, keygen: &Keygen, openssl: &Path) -> serde_json::Value {
    let (key, file, query, reply) =
        (path(env, "alice"), path(env, "checkpoint"), path(env, "q.tsq"), path(env, "q.tsr"));
    let made = good(env, &["-i", "kestrel", "--json", "checkpoint", "--sign", &key, "-o", &file]);
    let made: serde_json::Value = serde_json::from_str(made.lines().next().unwrap()).unwrap();
    let code = made["short"].as_str().unwrap();
    let text = fs::read(&file).unwrap();
    fs::write(env.home().join("bob.sig"), keygen.sign(env, "bob", "breachbook-checkpoint@v1", &text))
        .unwrap();
    let add = ["-i", "kestrel", "anchor", "add"];
    let signature = path(env, "bob.sig");
    good(
        env,
        &[&add[..], &["--countersigned", &signature, "--file", &file, "--signer", "Bob Lind"]].concat(),
    );
    good(env, &["-i", "kestrel", "anchor", "query", "-o", &query, "--checkpoint", &file]);
    let answer = "ts -reply -config tsa.cnf -queryfile q.tsq -signer tsa.pem -inkey tsa.key -out q.tsr";
    assert!(run(command(env, openssl, &answer.split(' ').collect::<Vec<_>>()), b"").0);
    good(env, &[&add[..], &["--timestamp", &reply]].concat());
    good(env, &[&add[..], &["--file", &file, "--place", "mail to counsel"]].concat());
    good(env, &[&add[..], &["--seen", "Signal", code]].concat());
    good(env, &["-i", "kestrel", "sent", "gdpr-33", "--stage", "notify", "--to", "DPC", "--ref", code]);
    made
}

impl Good {
    pub(super) fn made(keygen: PathBuf, openssl: &Path) -> Self {
        let (env, keygen) = (Env::new(), Keygen(keygen));
        keys(&env, &keygen);
        authority(&env, openssl);
        fs::copy(env.home().join("ca.pem"), env.home().join("tsa-ca.pem")).unwrap();
        fs::write(env.home().join("auth.log"), "hello\n").unwrap();
        demonstration(&env);
        let note = |codename: &str, text: &str| good(&env, &["-i", codename, "note", text]);
        good(&env, &["-i", "kestrel", "evidence", "add", &path(&env, "auth.log")]);
        let wrong = note("kestrel", "sent to the wrong people");
        let wrong = wrong.trim_start_matches('#').split(' ').next().unwrap();
        good(&env, &["-i", "kestrel", "redact", wrong, "--why", "wrong people"]);
        let made = anchor(&env, &keygen, openssl);
        let older = export(&env, "kestrel", "older", &["--to", "Counsel"]);
        for text in ["The bag is found.", "The laptop is not in it.", "The police are told."] {
            note("kestrel", text);
        }
        let start = ["start", "customer-db-exfiltration", "--codename", "heron", "--zone", "UTC", "--no-run"];
        good(&env, &start);
        note("heron", "another incident");
        let other = export(&env, "heron", "other", &[]);
        let bag = export(&env, "kestrel", "bag", &[]);
        let info = fs::read_to_string(bag.join("bag-info.txt")).unwrap();
        let label = |name: &str| {
            info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap().to_owned()
        };
        let (entries, head) = (label("Breachbook-Entries"), label("Breachbook-Head"));
        let code = format!("#{entries} {}", [0, 4, 8, 12].map(|at| &head[at..at + 4]).join("-"));
        let seen = env.home().join(".local/state/breachbook/seen").join(label("Breachbook-Incident"));
        fs::copy(seen, env.home().join("last-seen")).unwrap();
        let reference = made["short"].as_str().unwrap().to_owned();
        let (size, entry) = (made["size"].to_string(), made["entry"].to_string());
        let signature = format!("data/signatures/{size}.{entry}.sig");
        Self { env, keygen, bag, older, other, code, reference, signed_by: entry.parse().unwrap(), signature }
    }

    /// Where the checkpoint of that signature lies in the bundle.
    pub(super) fn checkpoint_of_signature(&self) -> String {
        let file = self.signature.rsplit('/').next().unwrap();
        format!("data/checkpoints/{}", file.split('.').next().unwrap())
    }

    /// A copy to be spoiled, beside what the receiver has.
    pub(super) fn copy(&self) -> PathBuf {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let target = self.env.home().join(format!("spoiled-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
        copy(&self.bag, &target);
        target
    }
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
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
pub(crate) fn sha256(bytes: &[u8]) -> String {
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
pub(crate) fn remake(bag: &Path) {
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
