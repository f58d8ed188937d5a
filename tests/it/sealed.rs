//! Signed bundles: what is signed, what becomes of a signature when a bundle is handed on, and the test vectors beside the tools of others.

use std::fs;
use std::path::Path;

use crate::anchors::good;
use crate::signatures::{command, run};
use crate::support::{Env, not_run, tool};

/// A home with a key, a record with a piece of evidence, and a signed bundle of it that came into another record.
fn handed_on(keygen: &Path) -> (Env, String) {
    let env = Env::new().started("tests/it/playbooks/lost-laptop.toml");
    for name in ["alice", "bob"] {
        assert!(run(command(&env, keygen, &["-q", "-t", "ed25519", "-N", "", "-f", name]), b"").0);
    }
    fs::write(env.home().join("disk.img"), vec![7; 8 << 20]).unwrap();
    let path = |name: &str| env.home().join(name).to_str().unwrap().to_owned();
    good(&env, &["evidence", "add", &path("disk.img")]);
    let export = ["bundle", "export", "-o", &path("first"), "--evidence", "all", "--sign", &path("alice")];
    good(&env, &[&export[..], &["--to", "Counsel"]].concat());
    let db = path("theirs.db");
    good(&env, &["bundle", "import", &path("first"), "--db", &db]);
    (env, db)
}

#[test]
fn a_signature_goes_along_where_the_files_are_the_same() {
    let test = "a_signature_goes_along_where_the_files_are_the_same";
    let Some(keygen) = tool("ssh-keygen") else { return not_run(test, "ssh-keygen") };
    let (env, db) = handed_on(&keygen);
    let path = |name: &str| env.home().join(name).to_str().unwrap().to_owned();
    let again = |name: &str, more: &[&str], expected: &str| {
        let line = ["bundle", "export", "kestrel", "--db", &db, "-o", &path(name)];
        let said = good(&env, &[&line[..], more].concat()).err;
        assert_eq!(said.lines().next(), Some(expected), "{name}");
        fs::read(env.home().join(name).join("manifest-sha256.txt.sig")).ok()
    };
    let first = fs::read(env.home().join("first/manifest-sha256.txt.sig")).unwrap();
    let same = again("same", &[], "the files are those that its sender signed; that signature goes along");
    assert_eq!(same.as_ref(), Some(&first));
    let read = |name: &str| fs::read_to_string(env.home().join(name).join("VERIFY.txt")).unwrap();
    assert_eq!(read("same"), read("first"));
    let mine = again(
        "mine",
        &["--sign", &path("bob")],
        "the files are those that its sender signed; your signature stands in the place of theirs",
    );
    assert!(mine.is_some_and(|mine| mine != first));
    let other = again(
        "other",
        &["--evidence", "e1", "--signers", &path("alice.pub")],
        "its sender signed other files than these; that signature does not go along",
    );
    assert_eq!(other, None);
    a_bar_knows_its_total(&env, &db);
}

fn a_bar_knows_its_total(env: &Env, db: &str) {
    let Some(script) = tool("script") else { return not_run("a_bar_knows_its_total", "script") };
    let (program, out) = (env!("CARGO_BIN_EXE_breachbook"), env.home().join("bar"));
    let line = format!("{program} bundle export kestrel --db {db} -o {}", out.display());
    let mut terminal = command(env, &script, &["-qec", &line, "/dev/null"]);
    terminal.env("TERM", "xterm-256color").env("PATH", "/usr/bin:/bin");
    let (ended, screen) = run(terminal, b"");
    let screen = String::from_utf8_lossy(&screen).into_owned();
    assert!(ended && screen.contains("/8.00 MiB"), "{screen}");
}

#[test]
fn openssh_and_openssl_take_the_test_vectors() {
    let test = "openssh_and_openssl_take_the_test_vectors";
    let Some(keygen) = tool("ssh-keygen") else { return not_run(test, "ssh-keygen") };
    let Some(openssl) = tool("openssl") else { return not_run(test, "openssl") };
    let env = Env::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let checkpoint = fs::read(path("sealed/checkpoints/4")).unwrap();
    let namespace = "breachbook-checkpoint@v1";
    let (signers, signature) = (path("keys/allowed_signers"), path("sealed/signatures/4.5.sig"));
    let verify =
        ["-Y", "verify", "-f", &signers, "-I", "aoife@example.org", "-n", namespace, "-s", &signature];
    assert!(run(command(&env, &keygen, &verify), &checkpoint).0);
    let (stamped, reply, authority) =
        (path("sealed/checkpoints/4"), path("sealed/signatures/4.6.tsr"), path("keys/tsa-ca.pem"));
    // Within the life of the certificate, whatever the clock here says.
    let at = ["ts", "-verify", "-attime", "1795375443"];
    let verify = [&at[..], &["-data", &stamped, "-in", &reply, "-CAfile", &authority]].concat();
    assert!(run(command(&env, &openssl, &verify), b"").0);
}
