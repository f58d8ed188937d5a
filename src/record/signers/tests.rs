//! Lists as people write them, and what they say of a key.

use super::*;
use crate::record::checkpoint::NAMESPACE;

const ALICE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGYdTbnG1CrKnF7EL/ijcR+1+LbCtYzxhTeCmineuKNI";
const BO: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKmG6zrRL6k2G0dVGp2rRhV3ipcsfYeG8BQPReODqEyv";

/// What a list says of Alice's key on 22 November 2026, 12:00 UTC, in Berlin. `ALICE` and `BO` stand for their keys.
#[track_caller]
fn check(list: &str, expected: &str) {
    let list = list.replace("ALICE", ALICE).replace("BO", BO);
    let at = Timestamp::parse("2026-11-22T12:00:00Z").unwrap();
    let key = PublicKey::parse(ALICE).unwrap();
    let got = match AllowedSigners::parse(&list, "Europe/Berlin".parse().unwrap()) {
        Ok(read) => format!("{:?}", read.judge(&key, NAMESPACE, at)),
        Err(why) => why.to_string(),
    };
    assert_eq!(got, expected, "{list}");
}

#[test]
fn a_key_is_judged_by_its_line() {
    check("", "Unknown");
    check("# nobody\n\nbo@example.org BO a comment", "Unknown");
    check("alice@example.org ALICE", "Allowed(\"alice@example.org\")");
    check("  alice@example.org,a@b  ALICE alice's laptop ", "Allowed(\"alice@example.org,a@b\")");
    check("\"alice@example.org\"\tALICE", "Allowed(\"alice@example.org\")");
    check("ca@example.org cert-authority ALICE", "Unknown");
}

#[test]
fn a_key_is_for_its_namespaces() {
    check("a namespaces=\"breachbook-checkpoint@v1\" ALICE", "Allowed(\"a\")");
    check("a namespaces=\"git,breachbook-*\" ALICE", "Allowed(\"a\")");
    check("a NAMESPACES=\"breachbook-checkpoint@v?\" ALICE", "Allowed(\"a\")");
    check("a namespaces=\"git\" ALICE", "OtherUse(\"a\")");
    check("a namespaces=\"*,!breachbook-*\" ALICE", "OtherUse(\"a\")");
    check("a namespaces=\"git\" ALICE\nb namespaces=\"*\" ALICE", "Allowed(\"b\")");
}

#[test]
fn a_key_is_valid_in_its_time() {
    check("a valid-after=\"20261122\",valid-before=\"20261123\" ALICE", "Allowed(\"a\")");
    check("a valid-after=202611221200Z ALICE", "Allowed(\"a\")");
    check("a valid-before=20261122120000Z ALICE", "Allowed(\"a\")");
    check(
        "a valid-after=\"202611221201Z\" ALICE",
        "NotYet { principals: \"a\", from: Timestamp(1795348860000000) }",
    );
    check(
        "a valid-before=\"20261122115959Z\" ALICE",
        "Expired { principals: \"a\", until: Timestamp(1795348799000000) }",
    );
    // One o'clock in Berlin is noon in Greenwich.
    check("a valid-before=202611221300 ALICE", "Allowed(\"a\")");
    check(
        "a valid-before=202611221259 ALICE",
        "Expired { principals: \"a\", until: Timestamp(1795348740000000) }",
    );
}

#[test]
fn a_bad_line_spoils_the_list() {
    check("a", "line 1 of the allowed signers: there is no public key behind the principals and options");
    check("ALICE", "line 1 of the allowed signers: there is no public key behind the principals and options");
    check("\n# x\na \"b ALICE", "line 3 of the allowed signers: a quotation mark is missing");
    check("a no-touch ALICE", "line 1 of the allowed signers: unknown option `no-touch`");
    check(
        "a namespaces=\"x\",namespaces=\"y\" ALICE",
        "line 1 of the allowed signers: the option `namespaces` stands twice",
    );
    check(
        "a valid-after=yesterday ALICE",
        "line 1 of the allowed signers: `yesterday` is no time: YYYYMMDD or YYYYMMDDHHMM[SS], with Z for UTC",
    );
    check(
        "a valid-after=20261123,valid-before=20261122 ALICE",
        "line 1 of the allowed signers: valid-before lies before valid-after",
    );
}

#[test]
fn a_line_of_ours_is_read_back() {
    let key = PublicKey::parse(ALICE).unwrap();
    let line = line_for("alice@example.org", &key);
    assert_eq!(
        line,
        format!("alice@example.org namespaces=\"breachbook-checkpoint@v1,breachbook-manifest@v1\" {ALICE}")
    );
    assert!(line_for("Alice  Adams", &key).starts_with("Alice-Adams namespaces"));
    check(&line, "Allowed(\"alice@example.org\")");
}
