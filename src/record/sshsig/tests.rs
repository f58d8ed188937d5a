//! Signatures that `ssh-keygen -Y sign` made, and our own.

use ssh_key::private::Ed25519Keypair;

use super::*;
use crate::record::checkpoint::NAMESPACE;

const MESSAGE: &str = "breachbook/9f2c61e0a4b7d3586e10f888cf78aeb2\n700\n\
    c4d823dc23acdd4e45436159e10f888cf78aeb28049a2e51ddd6a6a80493f258\n";

const ED25519: &str = "\
-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgZh1NucbUKsqcXsQv+KNxH7X4ts
K1jPGFN4KaKd64o0gAAAAYYnJlYWNoYm9vay1jaGVja3BvaW50QHYxAAAAAAAAAAZzaGE1
MTIAAABTAAAAC3NzaC1lZDI1NTE5AAAAQH3RNjln5a9t1v0LmrXCXB4u8ddRNplbg1zvM+
WKXrxZQACZ9YvdMoxRbpaBeaQJM9X9h4SG8xPbNhv/8uFswws=
-----END SSH SIGNATURE-----
";

const P256: &str = "\
-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAAGgAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAAhuaXN0cDI1NgAAAE
EE5whGGkhalLhIa9fE8ugnd5ddNxyXXGJWvQidyMz5zDi8fUVeYs6YHst2t0mV87xPUnWv
mfVw+YcL9kJ4WM2uYAAAABhicmVhY2hib29rLWNoZWNrcG9pbnRAdjEAAAAAAAAABnNoYT
UxMgAAAGUAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAEoAAAAhAIEwbZLS6UldvZoosQYV
n7CYjw3HfdRRhKoNfz9tsqpTAAAAIQDvmF8yN5unlmPob2ioZkTJLsvS4FTgAhmAE7356m
2yrw==
-----END SSH SIGNATURE-----
";

const P384: &str = "\
-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAAIgAAAATZWNkc2Etc2hhMi1uaXN0cDM4NAAAAAhuaXN0cDM4NAAAAG
EEnkCG86vaqbCqdi8l7bxIGGDY9IV5RcK/SgHhlxzgej3aZ7nbgq0N7mT2Pf8Kd8w45pgC
G9QawTC5R8Gttlo2NoTgR6gzNV4XwSw9YIk6JwFFlXXJTPS29e0Ccy+9FRQgAAAAGGJyZW
FjaGJvb2stY2hlY2twb2ludEB2MQAAAAAAAAAGc2hhNTEyAAAAhAAAABNlY2RzYS1zaGEy
LW5pc3RwMzg0AAAAaQAAADB/oXeTdszaLbevgT3eh6cphnrLs48UXwUq3g6W3WC7zw/Tpn
lXtT94R7HbIgnxmS8AAAAxANIOlZE5pyWfMY1Iu2Jwec+7M34+pakC2M0715Qdpw3taA1k
QHyOJbXQghIRuRfSJg==
-----END SSH SIGNATURE-----
";

const RSA: &str = "\
-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBAI80rIOVmcXQUtZegniz1a
49u3AMF9lfGAB1i14oNCB3QIHmU3U1TYlwa906+GZ0BEiR2sNyhkbxAV2JgVv8H+AifIf3
/jVfsTk7T91vAlsfEHSnOJC57wV9Ralrhct2Lqn7kka1VvYSqRp6+fT7HE29ykgh3Sw63u
RKFqmj7107KR7a5zbZ24VziYsVwSyn/B60l0OPmWR1m7F6anCFDj8fSLwEPAgAz4oy4jvN
S3xEF2R/HA3bDG9j63NJL74ofuS08uQ5VhFHrtWdt4K283VfvT9LseMC4QVLxUjKiV2/Mu
1E7Ndy/5tRTYvpKU0ejPwZ4qHuzKaV15AYnp2JqNMAAAAYYnJlYWNoYm9vay1jaGVja3Bv
aW50QHYxAAAAAAAAAAZzaGE1MTIAAAEUAAAADHJzYS1zaGEyLTUxMgAAAQA6Hj9mwkKeP0
K9M/GJ+QyKXzVTM/g1CzkacGQqeFN9sTOKF79hAXYB5B1jt92CHYFDOBnj8aGjhkf0nnyP
tFOy0Q3XntvZ2lhkPD8FlNp6zzmz3H0IDS2goYw9tcm3bpmSzZcjXfvAkfXj8CgBH9S74A
AWA61O2buC06if7OaEzrWFOPN/1ZyRYDCHNbqZhH2FYLsdMZIHszzf6MSimm1G7kfH+QXJ
2GGuZmOfv9ja+pcBM39CepwpT0N+X9q8GzC3fEkndEfBlk7MK666wt22RZWHB6DkwReQRQ
sKR2Lg45VdTnPqaD5LKomoOunuWkwaQezgCeZsdhctQlFOQ5n4
-----END SSH SIGNATURE-----
";

const ALICE: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGYdTbnG1CrKnF7EL/ijcR+1+LbCtYzxhTeCmineuKNI alice@example.org";
const ALICE_PRINT: &str = "SHA256:Dr2TX216qGiuNr/mKs56yvciXINpPEVoVhTe2QomHfQ";

/// What a check says: the fingerprint, or why not.
#[track_caller]
fn check(armoured: &str, (message, namespace): (&str, &str), expected: &str) {
    let got = match verify(armoured, message.as_bytes(), namespace) {
        Ok(signed) => signed.fingerprint(),
        Err(why) => why.to_string(),
    };
    assert_eq!(got, expected);
}

#[test]
fn signatures_of_openssh_are_checked() {
    check(ED25519, (MESSAGE, NAMESPACE), ALICE_PRINT);
    check(P256, (MESSAGE, NAMESPACE), "SHA256:BKTTjsEZcG4g1Ij0lypwI5Gq7QoRvwFtWvjMPA0ILts");
    let loose = format!("\n  {}\n\n", ED25519.replace('\n', "\r\n"));
    check(&loose, (MESSAGE, NAMESPACE), ALICE_PRINT);
}

#[test]
fn what_does_not_fit_is_refused_with_its_reason() {
    let other = MESSAGE.replace("700", "701");
    check(ED25519, (&other, NAMESPACE), &format!("the signature by {ALICE_PRINT} does not fit these bytes"));
    check(
        ED25519,
        (MESSAGE, "file"),
        "the signature was made for the namespace `breachbook-checkpoint@v1`, not for `file`",
    );
    let form = "not an SSH signature: such a file begins with `-----BEGIN SSH SIGNATURE-----`";
    check("", (MESSAGE, NAMESPACE), form);
    check(ALICE, (MESSAGE, NAMESPACE), form);
    check(&ED25519.replace("U1NIU0lH", "U1NIU0lI"), (MESSAGE, NAMESPACE), form);
    check(ED25519.split_at(200).0, (MESSAGE, NAMESPACE), form);
}

#[test]
fn keys_that_are_not_checked_here_are_named() {
    check(
        RSA,
        (MESSAGE, NAMESPACE),
        "signatures by ssh-rsa keys are not checked here (SHA256:HgBfjLeCw/37AkCXWYZZRzQkfurtBY4D6Fj3yKcUAe4); ssh-keygen does it",
    );
    check(
        P384,
        (MESSAGE, NAMESPACE),
        "signatures by ecdsa-sha2-nistp384 keys are not checked here \
         (SHA256:jwDiG3jJX0E188Mv3vn6bPasFHQidciMI1VURHKeT2Y); ssh-keygen does it",
    );
}

#[test]
fn one_changed_character_never_passes() {
    let base = "U1NIU0lHAAAAAQ";
    let at = ED25519.find(base).unwrap();
    for index in at..ED25519.rfind("\n-----END").unwrap() {
        let old = &ED25519[index..=index];
        let new = if old == "A" { "B" } else { "A" };
        if old == "\n" || old == "=" {
            continue;
        }
        let changed = format!("{}{new}{}", &ED25519[..index], &ED25519[index + 1..]);
        assert!(verify(&changed, MESSAGE.as_bytes(), NAMESPACE).is_err(), "character {index}");
    }
}

#[test]
fn our_own_signatures_are_checked_like_others() {
    let key = PrivateKey(Ed25519Keypair::from_seed(&[7; 32]).into());
    let armoured = key.sign(MESSAGE.as_bytes(), NAMESPACE).unwrap();
    check(&armoured, (MESSAGE, NAMESPACE), &format!("{key:?}"));
    assert!(key.can_sign() && !key.is_locked());
}

#[test]
fn a_public_key_is_read_and_written() {
    let key = PublicKey::parse(ALICE).unwrap();
    let bare = ALICE.strip_suffix(" alice@example.org").unwrap();
    assert_eq!((key.to_string().as_str(), key.fingerprint().as_str()), (bare, ALICE_PRINT));
    assert!(key.is_same(&PublicKey::parse(bare).unwrap()) && key.is_checkable());
    assert_eq!(PublicKey::parse("ssh-ed25519 AAAA"), None);
}
