//! However often a moment is corrected, the alarm only comes nearer; the end that is planned with is never after the formal one; what was
//! sent is sent.

use proptest::prelude::*;

use super::*;

/// Duties that count in hours, in hours with a second limit, in days, in business days and in months.
const DUTIES: [(&str, &str, &str); 6] = [
    ("gdpr-33-1", "notify", "awareness"),
    ("nis2-23", "early-warning", "awareness"),
    ("dora-19", "initial", "classification"),
    ("us-ca", "individuals", "discovery"),
    ("br-lgpd-48", "anpd", "knowledge_personal_data"),
    ("sec-8k-105", "8k", "materiality_determination"),
];

/// From 2025 to the end of 2026, in seconds, so that no calendar ends.
const SPAN: std::ops::Range<i64> = 1_735_689_600..1_793_000_000;

fn instant(second: i64) -> Timestamp {
    Timestamp::from_micros(second * 1_000_000).unwrap()
}

fn history(seconds: &[i64]) -> Vec<Decided> {
    let one = |(seq, second): (u64, &i64)| Decided {
        anchor: Anchor { name: "moment".to_owned(), at: Trigger::Instant(instant(*second)), seq: Seq(seq) },
        recorded: instant(SPAN.end + i64::try_from(seq).unwrap()),
    };
    (1..).zip(seconds).map(one).collect()
}

fn known(anchor: &str, seconds: &[i64], caps: &[i64]) -> Known {
    let mut decided: BTreeMap<String, Vec<Decided>> = [(anchor.to_owned(), history(seconds))].into();
    if !caps.is_empty() && anchor != "awareness" {
        decided.insert("awareness".to_owned(), history(caps));
    }
    Known { decided, ..Known::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn corrections_never_silence(
        seconds in prop::collection::vec(SPAN, 1..5),
        caps in prop::collection::vec(SPAN, 0..3),
    ) {
        for (regime, stage, anchor) in DUTIES {
            let mut before: Option<Timestamp> = None;
            for so_far in 1..=seconds.len() {
                let standing = standing((regime, stage), &known(anchor, &seconds[..so_far], &caps));
                let Deadline::Running { due, alarm, believed, .. } = &standing else {
                    panic!("{regime}/{stage} runs: {standing:?}");
                };
                prop_assert!(due.strict <= due.formal && *alarm <= due.strict, "{regime}/{stage}");
                prop_assert!(before.is_none_or(|before| *alarm <= before), "{regime}/{stage} was silenced");
                prop_assert_eq!(believed.len(), so_far - 1);
                before = Some(*alarm);
            }
        }
    }

    /// The clock of the machine may step back: where a duty stands does not depend on it, and what is overdue is so from an instant on.
    #[test]
    fn what_is_overdue_stays_so(second in SPAN, early in SPAN, late in SPAN) {
        let (early, late) = (early.min(late), early.max(late));
        for (regime, stage, anchor) in DUTIES {
            let standing = standing((regime, stage), &known(anchor, &[second], &[]));
            prop_assert!(!standing.is_overdue(instant(early)) || standing.is_overdue(instant(late)));
            let alarm = standing.alarm().unwrap();
            prop_assert!(!standing.is_overdue(alarm) && standing.is_overdue(alarm.plus(Period::from_seconds(1))));
        }
    }
}
