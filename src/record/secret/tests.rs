//! What is masked, and what must not be.

use proptest::prelude::*;

use super::*;

/// A text, and what is kept of it.
#[track_caller]
fn check(text: &str, kinds: &[SecretKind], kept: &str) {
    let masked = mask(text).unwrap_or(Masked { text: text.to_owned(), found: Vec::new() });
    assert_eq!(masked.text, kept);
    assert_eq!(masked.found.iter().map(|secret| secret.kind).collect::<Vec<_>>(), kinds);
}

#[track_caller]
fn check_kept(text: &str) {
    check(text, &[], text);
}

#[test]
fn card_numbers_of_every_scheme_are_masked() {
    let cards = [
        ("4111111111111111", "411111******1111"),
        ("4222222222222", "422222***2222"),
        ("5555555555554444", "555555******4444"),
        ("2223003122003222", "222300******3222"),
        ("378282246310005", "378282*****0005"),
        ("30569309025904", "305693****5904"),
        ("3530111333300000", "353011******0000"),
        ("6011111111111117", "601111******1117"),
        ("6200000000000005", "620000******0005"),
        ("6759649826438453", "675964******8453"),
        ("2200000000000004", "220000******0004"),
        ("4111 1111 1111 1111", "411111******1111"),
        ("4111-1111-1111-1111", "411111******1111"),
        ("4111\u{a0}1111\u{a0}1111\u{a0}1111", "411111******1111"),
        ("3782 822463 10005", "378282*****0005"),
    ];
    for (card, kept) in cards {
        check(card, &[SecretKind::Card], kept);
        check(&format!("PAN {card}, exp 12/27"), &[SecretKind::Card], &format!("PAN {kept}, exp 12/27"));
        check(&format!("card{card}x"), &[SecretKind::Card], &format!("card{kept}x"));
    }
    let two = "4111 1111 1111 1111 5555 5555 5555 4444";
    check(two, &[SecretKind::Card; 2], "411111******1111 555555******4444");
    check("4111111111111111 123 12/27", &[SecretKind::Card], "411111******1111 123 12/27");
}

#[test]
fn other_long_numbers_are_kept() {
    check_kept("4111111111111112 is one off");
    check_kept("order 1234567890123456");
    check_kept("2026-11-22T03:10:00Z 20261122031000");
    check_kept("1790000000000000 1790000000000000000");
    check_kept("+4111111111111111");
    check_kept("sha256 411111111111111111111111111111111111111111111111111111111111111a");
    check_kept("md5 a4111111111111111 and 550e8400-e29b-41d4-a716-446655440000");
    check_kept("IBAN DE89 3704 0044 0532 0130 00, IE29 AIBK 9311 5212 3456 78");
    check_kept("10.0.0.1 192.168.100.200 2001:db8::1");
    check_kept("41111111111111111111 has twenty digits");
    check_kept("411111******1111");
}

#[test]
fn keys_and_tokens_are_masked() {
    use SecretKind::{Password, PrivateKey, Token};
    let text = |mark: &str, length: usize| format!("found {mark}{} in the log.", "A1b2".repeat(length / 4));
    for mark in ["ghp_", "github_pat_", "glpat-", "xoxb-", "sk_live_", "npm_", "AIza", "AKIA"] {
        check(&text(mark, 40), &[Token], &format!("found {mark}**** in the log."));
    }
    check("AKIAIOSFODNN7EXAMPLE", &[Token], "AKIA****");
    let web = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N";
    check(&format!("Cookie: s={web}; a=b"), &[Token], "Cookie: s=eyJ****; a=b");
    check("Authorization: Bearer abcdef0123456789abcdef", &[Token], "Authorization: Bearer ****");
    let key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----";
    check(&format!("a\n{key}\nb"), &[PrivateKey], "a\n-----BEGIN OPENSSH PRIVATE KEY----- ****\nb");
    check("-----BEGIN PRIVATE KEY-----\nMIIE", &[PrivateKey], "-----BEGIN PRIVATE KEY----- ****");
    check("password=hunter2 and", &[Password], "password=**** and");
    check("DB_PASSWORD = \"correct horse\"", &[Password], "DB_PASSWORD = \"****\"");
    check("{\"api_key\": \"k-12345\"}", &[Password], "{\"api_key\": \"****\"}");
    check("?token=abcd1234&x=1", &[Password], "?token=****&x=1");
    check("Passwort: Sommer2026!", &[Password], "Passwort: ****");
    check("postgres://app:s3cr3t@db/x", &[Password], "postgres://app:****@db/x");
}

#[test]
fn prose_and_public_things_are_kept() {
    check_kept("password reset for all users; password: reset by the user");
    check_kept("the token was stolen, the secret is out: tell the customer");
    check_kept("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----");
    check_kept("https://example.org:8443/path@x and mailto:a@example.org");
    check_kept("NOTAKIAIOSFODNN7EXAMPLE AKIASHORT ghp_short");
    check_kept("password=****");
    check_kept("");
    check_kept("p\u{e4}ssword \u{1f511} \u{a0}");
}

fn luhn_complete(mut digits: Vec<u8>) -> String {
    let weighted = digits.iter().rev().enumerate().map(|(place, digit)| {
        let double = u32::from(*digit) * 2;
        if place % 2 == 1 { u32::from(*digit) } else { double / 10 + double % 10 }
    });
    let sum: u32 = weighted.sum();
    digits.push(u8::try_from((10 - sum % 10) % 10).unwrap());
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

/// A card of a common scheme with a right check digit.
fn card() -> impl Strategy<Value = String> {
    let scheme = prop::sample::select(vec![
        ("4", 16),
        ("4", 13),
        ("4", 19),
        ("51", 16),
        ("2345", 16),
        ("37", 15),
        ("36", 14),
        ("3550", 16),
        ("62", 18),
        ("6011", 16),
        ("50", 15),
    ]);
    (scheme, prop::collection::vec(0_u8..10, 19)).prop_map(|((first, length), random)| {
        let mut digits: Vec<u8> = first.bytes().map(|byte| byte - b'0').collect();
        digits.extend(random);
        digits.truncate(length - 1);
        luhn_complete(digits)
    })
}

/// The same digits with blanks or dashes at some places.
fn grouped() -> impl Strategy<Value = (String, String)> {
    (
        card(),
        prop::sample::select(vec![" ", "-", "", "  ", "\u{a0}"]),
        prop::collection::vec(any::<bool>(), 19),
    )
        .prop_map(|(card, joint, cuts)| {
            let mut text = String::new();
            for (at, (digit, cut)) in card.chars().zip(cuts).enumerate() {
                if cut && at > 0 {
                    text.push_str(joint);
                }
                text.push(digit);
            }
            (card, text)
        })
}

/// The longest stretch of the card that still stands in a text, blanks and dashes left out.
fn left(text: &str, card: &str) -> usize {
    let text: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
    let parts = (0..card.len()).flat_map(|from| (from + 1..=card.len()).map(move |to| (from, to)));
    parts.filter(|(from, to)| text.contains(&card[*from..*to])).map(|(from, to)| to - from).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn no_card_survives((card, text) in grouped(), before in "([a-zA-Z.,]{0,5}|[0-9]{1,6}) ", after in " ([a-z.,/]{0,5}|[0-9]{1,6})") {
        let masked = mask(&format!("{before}{text}{after}")).unwrap();
        prop_assert!(left(&masked.text, &card) < 13, "{}", masked.text);
    }

    #[test]
    fn masking_never_panics_and_is_stable(text in "\\PC{0,80}|[-0-9 ]{0,60}|(password|token|eyJ|AKIA|://|@|=|:|\"|[0-9a-zA-Z]| |-|\\.){0,40}") {
        if let Some(masked) = mask(&text) {
            prop_assert!(!masked.found.is_empty());
            prop_assert_ne!(masked.text, text);
        }
    }
}
