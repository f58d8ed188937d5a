//! Queries and replies, beside those of `openssl ts`.

use super::*;

const GRANTED: &[u8] = include_bytes!("tests/granted.tsr");
const IMPRINT: &str = "66f2dc9ba5d159953c5f09fe22b3c018fb92c2584e5df01266f1400dbf553a99";

#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    let got = match Reply::parse(bytes) {
        Ok(reply) => format!("{} {}", reply.imprint, reply.gen_time),
        Err(why) => why.to_string(),
    };
    assert_eq!(got, expected);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[track_caller]
fn check_query(nonce: u64, expected: &str) {
    let head = "020101 3031 300d 0609608648016503040201 0500 0420".replace(' ', "");
    let expected = expected.replace("..", &format!("{head}{IMPRINT}"));
    assert_eq!(hex(&query(Digest::parse(IMPRINT).unwrap(), nonce)), expected);
}

#[test]
fn a_query_is_what_openssl_writes_with_a_number() {
    check_query(0x0102_0304_0506_0708, "3043..020801020304050607080101ff");
    check_query(0xff02_0304_0506_0708, "3044..020900ff020304050607080101ff");
    check_query(0x80, "303d..020200800101ff");
    check_query(0, "303c..0201000101ff");
}

#[test]
fn a_reply_says_what_was_stamped_and_when() {
    check(GRANTED, &format!("{IMPRINT} 2026-11-22T14:49:28.000000Z"));
}

#[test]
fn other_replies_are_refused_with_their_reason() {
    check(include_bytes!("tests/sha512.tsr"), "the reply stamps no SHA-256");
    check(include_bytes!("tests/refused.tsr"), "the authority refused: status 2 (RFC 3161, 2.4.2)");
    let form = "not a reply of a time-stamping authority (RFC 3161, DER)";
    check(b"", form);
    check(b"<html>404</html>", form);
    check(&query(Digest::ZERO, 1), form);
    check(&[GRANTED, b"\n"].concat(), form);
}

#[test]
fn a_cut_reply_is_refused_wherever_it_is_cut() {
    for length in 0..GRANTED.len() {
        assert_eq!(Reply::parse(&GRANTED[..length]), Err(StampError::Form), "{length}");
    }
}

#[test]
fn times_with_and_without_fractions_are_read() {
    let shown = |text: &str| time_of(text.as_bytes()).map(|time| time.to_string());
    assert_eq!(shown("20261122031500Z").as_deref(), Some("2026-11-22T03:15:00.000000Z"));
    assert_eq!(shown("20261122031500.25Z").as_deref(), Some("2026-11-22T03:15:00.250000Z"));
    assert_eq!((shown("20261122031500"), shown("20261322031500Z"), shown("")), (None, None, None));
}
