//! What `--sign` names, and files that are no keys.

use super::*;

#[test]
fn a_choice_is_a_file_or_a_key_of_the_agent() {
    let file = |path: &str| KeyChoice::File(PathBuf::from(path));
    assert_eq!(KeyChoice::parse("~/.ssh/id_ed25519"), file("~/.ssh/id_ed25519"));
    assert_eq!(KeyChoice::parse("agent:SHA256:abc"), KeyChoice::Agent("SHA256:abc".to_owned()));
    assert_eq!(KeyChoice::parse("./agent"), file("./agent"));
}

#[track_caller]
fn check_refused(path: &str, expected: &str) {
    let refused = Signer::new(KeyChoice::parse(path)).sign(b"message", "test@example.org");
    assert_eq!(refused.map_err(|why| why.to_string()), Err(expected.to_owned()));
}

#[test]
fn a_file_that_is_no_key_is_refused() {
    check_refused("Cargo.toml", "Cargo.toml is no SSH key: neither a private key nor a .pub file");
    check_refused("does/not/exist", "does/not/exist: No such file or directory (os error 2)");
}
