//! Signatures that name no time, judged between the newest entry and now.

use ssh_key::private::Ed25519Keypair;

use super::*;
use crate::base::time::Zone;
use crate::record::signers::MANIFEST_NAMESPACE;

const MESSAGE: &[u8] = b"manifest";

/// What is said of a signature that was made between noon of 22 November 2026 and noon of the 24th, by a key with these options.
#[track_caller]
fn check(options: &str, expected: &str) {
    let pair = ssh_key::PrivateKey::from(Ed25519Keypair::from_seed(&[7; 32]));
    let signature = pair.sign(MANIFEST_NAMESPACE, ssh_key::HashAlg::Sha512, MESSAGE).unwrap();
    let signature = signature.to_pem(ssh_key::LineEnding::LF).unwrap();
    let key = pair.public_key().to_openssh().unwrap();
    let list = AllowedSigners::parse(&format!("tess@example.org {options} {key}"), Zone::UTC).unwrap();
    let time = |text: &str| Timestamp::parse(text).unwrap();
    let (newest, now) = (time("2026-11-22T12:00:00Z"), time("2026-11-24T12:00:00Z"));
    let message = (MESSAGE, MANIFEST_NAMESPACE);
    let (proof, at) = made_behind(signature.as_bytes(), message, (Some(&list), newest, now));
    let said = match proof {
        Proof::Signed { principals, .. } => format!("{principals} at {}", at.to_seconds_text()),
        Proof::Wrong(why) => why,
        other @ (Proof::None
        | Proof::SignedBySomebody { .. }
        | Proof::SignedUnchecked(_)
        | Proof::Stamped(_)
        | Proof::Gone) => format!("{other:?}"),
    };
    let print = pair.fingerprint(ssh_key::HashAlg::Sha256).to_string();
    assert_eq!(said.replace(&print, "KEY"), expected, "{options}");
}

#[test]
fn a_key_counts_as_of_the_newest_entry_or_since_it_became_valid() {
    check("", "tess@example.org at 2026-11-22T12:00:00Z");
    check("valid-before=\"20261123\"", "tess@example.org at 2026-11-22T12:00:00Z");
    check("valid-after=\"20261123\"", "tess@example.org at 2026-11-23T00:00:00Z");
    check(
        "valid-after=\"20261125\"",
        "the key of tess@example.org (KEY) was not valid then: only from 2026-11-25T00:00:00Z on",
    );
    check(
        "valid-before=\"20261122\"",
        "the key of tess@example.org (KEY) was no longer valid then: only until 2026-11-22T00:00:00Z",
    );
    check(
        "namespaces=\"breachbook-checkpoint@v1\"",
        "the key of tess@example.org (KEY) is not allowed to sign manifests",
    );
}
