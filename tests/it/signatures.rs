//! Signatures and time stamps beside the tools that others have: each side takes what the other one made.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::anchors::{check_refused, checkpoint, good};
use crate::support::{Env, not_run, tool};

const NAMESPACE: &str = "breachbook-checkpoint@v1";

/// A tool with a clean environment in the home of a test.
pub(crate) fn command(env: &Env, program: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("HOME", env.home()).current_dir(env.home()).args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a tool with an input; gives what it printed.
#[track_caller]
pub(crate) fn run(mut command: Command, input: &[u8]) -> (bool, Vec<u8>) {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.success(), output.stdout)
}

/// An incident, and ssh-keygen with keys that it made.
struct Keys {
    env: Env,
    keygen: PathBuf,
}

impl Keys {
    /// Says so and gives nothing where there is no ssh-keygen.
    fn new(test: &str) -> Option<Self> {
        let Some(keygen) = tool("ssh-keygen") else {
            not_run(test, "ssh-keygen");
            return None;
        };
        Some(Self { env: Env::new().started("customer-db-exfiltration"), keygen })
    }

    fn path(&self, name: &str) -> String {
        self.env.home().join(name).to_str().unwrap().to_owned()
    }

    #[track_caller]
    fn make(&self, name: &str, kind: &[&str], passphrase: &str) {
        let arguments = [&["-q", "-N", passphrase, "-C", name, "-f", name, "-t"], kind].concat();
        assert!(run(command(&self.env, &self.keygen, &arguments), b"").0, "{name}");
    }

    /// A list that allows a key.
    fn allow(&self, name: &str, options: &str) -> String {
        let public = fs::read_to_string(self.path(&format!("{name}.pub"))).unwrap();
        fs::write(self.path("allowed_signers"), format!("{name}@example.org {options} {public}")).unwrap();
        self.path("allowed_signers")
    }

    /// Whether ssh-keygen takes a signature for the key of a name.
    fn accepts(&self, name: &str, namespace: &str, (message, signature): (&str, &str)) -> bool {
        self.allow(name, "");
        let principal = format!("{name}@example.org");
        let arguments =
            ["-Y", "verify", "-f", "allowed_signers", "-I", &principal, "-n", namespace, "-s", signature];
        let message = fs::read(self.path(message)).unwrap();
        run(command(&self.env, &self.keygen, &arguments), &message).0
    }

    /// Has ssh-keygen sign a text.
    #[track_caller]
    fn sign(&self, name: &str, namespace: &str, text: &str) -> String {
        let arguments = ["-q", "-Y", "sign", "-f", name, "-n", namespace];
        let (signed, armoured) = run(command(&self.env, &self.keygen, &arguments), text.as_bytes());
        assert!(signed, "{name}");
        fs::write(self.path("their.sig"), armoured).unwrap();
        self.path("their.sig")
    }
}

#[test]
fn openssh_takes_our_signatures() {
    let Some(keys) = Keys::new("openssh_takes_our_signatures") else { return };
    for (name, kind) in [
        ("ed25519", &["ed25519"][..]),
        ("p256", &["ecdsa", "-b", "256"]),
        ("p384", &["ecdsa", "-b", "384"]),
        ("rsa", &["rsa", "-b", "2048"]),
    ] {
        keys.make(name, kind, "");
        let out = keys.path(&format!("{name}.txt"));
        good(&keys.env, &["checkpoint", "--sign", &keys.path(name), "-o", &out]);
        let files = (format!("{name}.txt"), format!("{name}.txt.sig"));
        assert!(keys.accepts(name, NAMESPACE, (&files.0, &files.1)), "{name}");
        assert!(!keys.accepts(name, "file", (&files.0, &files.1)), "{name}: another namespace");
        fs::write(keys.path("changed.txt"), fs::read_to_string(&out).unwrap().replace('\n', "\r\n")).unwrap();
        assert!(!keys.accepts(name, NAMESPACE, ("changed.txt", &files.1)), "{name}: other bytes");
    }
}

#[test]
fn a_key_under_a_passphrase_signs() {
    let Some(keys) = Keys::new("a_key_under_a_passphrase_signs") else { return };
    keys.make("locked", &["ed25519"], "correct horse");
    let (key, out) = (keys.path("locked"), keys.path("locked.txt"));
    let signed = keys.env.run_with(&["checkpoint", "--sign", &key, "-o", &out], "correct horse\n");
    assert_eq!(signed.code, 0, "{}", signed.err);
    assert!(keys.accepts("locked", NAMESPACE, ("locked.txt", "locked.txt.sig")));
    let wrong = keys.env.run_with(&["checkpoint", "--sign", &key], "wrong horse\n");
    assert_eq!(keys.env.shown(&wrong), "! error: the passphrase does not open ~/locked\nexit 4\n");
    check_refused(
        &keys.env,
        &["checkpoint", "--sign", &key],
        7,
        "error: no passphrase for ~/locked: there is no terminal, and standard input is empty",
    );
}

#[test]
fn we_take_signatures_of_openssh() {
    let Some(keys) = Keys::new("we_take_signatures_of_openssh") else { return };
    let (_, text) = checkpoint(&keys.env);
    for (name, kind) in [("ed25519", &["ed25519"][..]), ("rsa", &["rsa", "-b", "2048"])] {
        keys.make(name, kind, "");
        let signature = keys.sign(name, NAMESPACE, &text);
        let signers = keys.allow(name, "");
        let add = [
            "anchor",
            "add",
            "--signer",
            "Dora",
            "--countersigned",
            &signature,
            "--allowed-signers",
            &signers,
        ];
        let added = good(&keys.env, &add);
        assert!(added.err.contains(&format!(": {name}@example.org")), "{}", added.err);
    }
    // In a file of its own, with the text that it is over.
    let file = keys.path("checkpoint.txt");
    fs::write(&file, &text).unwrap();
    good(&keys.env, &["anchor", "add", "--file", &file, "--sig", &keys.path("their.sig")]);
    let listed = keys.env.typed("breachbook anchor list");
    let kinds: Vec<&str> =
        listed.lines().map(|line| line.split_once(" (").map_or(line, |(line, _)| line)).collect();
    assert_eq!(
        kinds,
        [
            "#8 Checkpoint: #7 hhhh-hhhh-hhhh-hhhh.",
            "#10 Anchor: #7 hhhh-hhhh-hhhh-hhhh was signed by a second person.",
            "#11 Anchor: #7 hhhh-hhhh-hhhh-hhhh was signed by a second person.",
            "#12 Anchor: #7 hhhh-hhhh-hhhh-hhhh came back as a checkpoint file.",
        ]
    );
}

/// Runs something that must be refused; `PRINT` stands for the fingerprint of Dora's key.
#[track_caller]
fn check_add(keys: &Keys, add: &[String], code: i32, expected: &str) {
    let print = String::from_utf8(run(command(&keys.env, &keys.keygen, &["-lf", "dora.pub"]), b"").1);
    let print = print.unwrap().split(' ').nth(1).unwrap().to_owned();
    let arguments: Vec<&str> = add.iter().map(String::as_str).collect();
    check_refused(&keys.env, &arguments, code, &expected.replace("PRINT", &print));
}

#[test]
fn signatures_that_prove_nothing_are_refused() {
    let Some(keys) = Keys::new("signatures_that_prove_nothing_are_refused") else { return };
    let (_, text) = checkpoint(&keys.env);
    keys.make("dora", &["ed25519"], "");
    keys.make("rsa", &["rsa", "-b", "2048"], "");
    let mut add = vec![
        "anchor".to_owned(),
        "add".to_owned(),
        "--signer".to_owned(),
        "Dora".to_owned(),
        "--countersigned".to_owned(),
    ];
    add.push(keys.sign("dora", "git", &text));
    check_add(
        &keys,
        &add,
        5,
        "error: the signature was made for the namespace `git`, not for `breachbook-checkpoint@v1`",
    );
    let fits_nothing = "error: the signature by PRINT fits no checkpoint of this record; if it was made over a file, give that with --file";
    keys.sign("dora", NAMESPACE, &text.replace("\n7\n", "\n8\n"));
    check_add(&keys, &add, 5, fits_nothing);
    keys.sign("dora", NAMESPACE, &text);
    add.push("--allowed-signers".to_owned());
    add.push(keys.allow("dora", "valid-before=\"20200101Z\""));
    check_add(
        &keys,
        &add,
        4,
        "error: the key PRINT of dora@example.org was valid until 2020-01-01T00:00:00Z, says the list of allowed signers",
    );
    keys.allow("dora", "valid-after=\"20990101Z\"");
    check_add(
        &keys,
        &add,
        4,
        "error: the key PRINT of dora@example.org is valid from 2099-01-01T00:00:00Z on, says the list of allowed signers",
    );
    keys.allow("dora", "namespaces=\"git\"");
    check_add(
        &keys,
        &add,
        4,
        "error: the key PRINT of dora@example.org is not for checkpoints, says the list of allowed signers",
    );
    keys.allow("rsa", "");
    let unknown = keys.env.run(&add);
    assert_eq!(unknown.code, 0, "{}", unknown.err);
    assert!(unknown.err.contains("a key that the list of allowed signers does not have"), "{}", unknown.err);
}

#[test]
fn a_countersignature_is_a_second_persons() {
    let Some(keys) = Keys::new("a_countersignature_is_a_second_persons") else { return };
    keys.make("tess", &["ed25519"], "");
    let out = keys.path("own.txt");
    good(&keys.env, &["checkpoint", "--sign", &keys.path("tess"), "-o", &out]);
    check_refused(
        &keys.env,
        &["anchor", "add", "--signer", "Dora", "--countersigned", &format!("{out}.sig")],
        2,
        "error: that key signed this checkpoint itself (#8): a countersignature is a second person's",
    );
}

/// An agent of this test's own, ended with it.
struct Agent(Child);

impl Drop for Agent {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn a_key_of_the_agent_signs() {
    let test = "a_key_of_the_agent_signs";
    let Some(mut keys) = Keys::new(test) else { return };
    let (Some(agent), Some(add)) = (tool("ssh-agent"), tool("ssh-add")) else {
        return not_run(test, "ssh-agent");
    };
    // A socket's path has to be short.
    let socket = std::env::temp_dir().join(format!("bb-agent-{}", std::process::id()));
    let socket_text = socket.to_str().unwrap();
    let mut agent = command(&keys.env, &agent, &["-D", "-a", socket_text]).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(agent.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let agent = Agent(agent);
    assert!(said.contains("SSH_AUTH_SOCK"), "{said}");
    keys.make("held", &["ed25519"], "");
    let mut adding = command(&keys.env, &add, &["-q", "held"]);
    adding.env("SSH_AUTH_SOCK", socket_text);
    assert!(run(adding, b"").0);
    // From here on only the agent has it.
    fs::remove_file(keys.path("held")).unwrap();
    keys.env = keys.env.with("SSH_AUTH_SOCK", socket_text);
    let print = run(command(&keys.env, &keys.keygen, &["-lf", "held.pub"]), b"").1;
    let print = String::from_utf8(print).unwrap().split(' ').nth(1).unwrap().to_owned();
    for (out, key) in [("a.txt", keys.path("held.pub")), ("b.txt", format!("agent:{print}"))] {
        good(&keys.env, &["checkpoint", "--sign", &key, "-o", &keys.path(out)]);
        assert!(keys.accepts("held", NAMESPACE, (out, &format!("{out}.sig"))), "{key}");
    }
    check_refused(
        &keys.env,
        &["checkpoint", "--sign", "agent:SHA256:abc"],
        2,
        &format!("error: the agent holds no key `SHA256:abc`; it holds {print}"),
    );
    drop(agent);
}

const AUTHORITY: &str = "[req]\ndistinguished_name = name\n[name]\n[ca]\nbasicConstraints = critical,CA:TRUE\n\
    keyUsage = critical,keyCertSign\n[stamps]\nextendedKeyUsage = critical,timeStamping\n[tsa]\ndefault_tsa = here\n[here]\n\
    serial = ./serial\ncrypto_device = builtin\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n";

/// Makes an authority in the home: a root certificate `ca.pem` and a certificate for stamps.
#[track_caller]
pub(crate) fn authority(env: &Env, openssl: &Path) {
    fs::write(env.home().join("tsa.cnf"), AUTHORITY).unwrap();
    fs::write(env.home().join("serial"), "01\n").unwrap();
    for line in [
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=Root -days 9 -config tsa.cnf -extensions ca",
        "req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Stamps -config tsa.cnf",
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 9 -extfile tsa.cnf -extensions stamps",
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        assert!(run(command(env, openssl, &arguments), b"").0, "{line}");
    }
}

#[test]
fn an_authority_stamps_our_query_and_the_reply_comes_home() {
    let test = "an_authority_stamps_our_query_and_the_reply_comes_home";
    let Some(openssl) = tool("openssl") else { return not_run(test, "openssl") };
    let env = Env::new().started("customer-db-exfiltration");
    authority(&env, &openssl);
    let openssl = |line: &str| run(command(&env, &openssl, &line.split(' ').collect::<Vec<_>>()), b"").0;
    let query = env.home().join("q.tsq");
    good(&env, &["anchor", "query", "-o", query.to_str().unwrap()]);
    assert!(openssl("ts -reply -config tsa.cnf -queryfile q.tsq -signer tsa.pem -inkey tsa.key -out q.tsr"));
    assert!(
        openssl("ts -verify -queryfile q.tsq -in q.tsr -CAfile ca.pem"),
        "the number and the hash of the query"
    );
    assert!(openssl("ts -verify -data q.checkpoint -in q.tsr -CAfile ca.pem"), "the checkpoint");
    env.check(
        "breachbook anchor add --timestamp ~/q.tsr --place \"the authority's reply\"",
        "#9 HH:MM KESTREL XXXX\n\
         ! the record up to #7 hhhh-hhhh-hhhh-hhhh is as it was seen elsewhere\n\
         ! stamped: Www DD Mmm YYYY HH:MM:SS Europe/Berlin (HH:MM:SS UTC), by the authority's clock\n\
         ! its signature was not looked at: that needs the authority's certificate; check it with\n\
         !   openssl ts -verify -data CHECKPOINT -in ~/q.tsr -CAfile TSA-CA.pem\n",
    );
    // A reply over something else.
    fs::write(env.home().join("other"), "other").unwrap();
    assert!(openssl("ts -query -data other -sha256 -out other.tsq"));
    assert!(openssl(
        "ts -reply -config tsa.cnf -queryfile other.tsq -signer tsa.pem -inkey tsa.key -out other.tsr"
    ));
    check_refused(
        &env,
        &["anchor", "add", "--timestamp", env.home().join("other.tsr").to_str().unwrap()],
        5,
        "error: the reply stamps nothing that this record ever was: it is of another record, or this one was written anew since",
    );
}
