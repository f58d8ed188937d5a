//! Twelve questions that a stranger answers from the page alone, with the lines that answer them.

use crate::report::format::Format;
use crate::report::tests::kestrel::kestrel;
use crate::report::timeline::Detail;

#[track_caller]
fn check(page: &str, question: &str, lines: &[&str]) {
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in lines {
        assert!(page.contains(line), "{question} is not answered by `{line}`");
    }
}

#[test]
fn a_stranger_finds_the_answers() {
    let page = kestrel("live").write(Format::Txt, |_| {});
    let check = |question: &str, lines: &[&str]| check(&page, question, lines);
    check(
        "What was the first signal?",
        &[
            "First signal: 21 Nov 2026 17:40 (16:40 UTC), from monitoring: Egress alert: 41 GB to 203.0.113.9 from db-replica-2 #9",
        ],
    );
    check(
        "Who became aware when, and on what basis?",
        &[
            "Aware of a breach: Sun 22 Nov 2026 03:52 Europe/Berlin (02:52 UTC), said by Ana Alvarez at 22 Nov 2026 04:40 (03:40 UTC) #24",
            "basis: From the match of the sample on we are reasonably certain",
        ],
    );
    check(
        "What was decided on what basis, against which view?",
        &[
            "Decided “Is the sample genuine?”: Yes, treat it as ours. Reason: 18 of 20 rows match production",
            "instead of: No, somebody else's data / Cannot tell yet · dissent: Jonas Weber: Two rows do not match",
        ],
    );
    check(
        "What was unknown, and when is it asked again?",
        &[
            "#14 · Aoife Byrne, 22 Nov 03:52 (02:52 UTC) · 22 Nov 04:52 (03:52 UTC) Is somebody hostile still active",
            "on unknown: Is somebody hostile still active in our systems?",
        ],
    );
    check(
        "What left the house?",
        &[
            "#33 · 24 Nov 10:58 (09:58 UTC) · Ana Alvarez Sent to Data Protection Commission (gdpr-33-1/notify), 24 Nov 2026 10:58 (09:58 UTC). law: Regulation (EU) 2016/679 Art. 33(1),(3),(4) · form: edpb-33, initial · reference: IN-26-11-4711",
        ],
    );
    check(
        "Was the authority told in time?",
        &[
            "Notice to the authority: due 25 Nov 2026 03:52 (02:52 UTC), 72 hours after awareness",
            "sent to Data Protection Commission 24 Nov 2026 10:58 (09:58 UTC) #33, in time by 16 h 54",
        ],
    );
}

#[test]
fn a_stranger_finds_what_happened_and_where_it_is_kept() {
    let page = kestrel("live").write(Format::Txt, |_| {});
    let check = |question: &str, lines: &[&str]| check(&page, question, lines);
    check(
        "When was it contained, and who said so?",
        &[
            "Contained: Sun 22 Nov 2026 03:58 Europe/Berlin (02:58 UTC), said by Aoife Byrne at 22 Nov 2026 04:20 (03:20 UTC) #18",
            "Jonas Weber, by voice, typed by Aoife Byrne Done: “Cut the path, smallest cut first”",
        ],
    );
    check(
        "What is late or corrected?",
        &[
            "entered late: #9, #16, #17 · corrected or withdrawn: #16, #19",
            "[was: Killed 3 sessions of svc_report, egress to 203.0.113.9 blokced] Killed 3 sessions of svc_report",
            "late, 24 min after",
        ],
    );
    check(
        "What was believed before?",
        &[
            "How many people are concerned? [was: about 1200] Was wrong, see #25 by Ana Alvarez",
            "right is: 38 000 to 41 000 · why: The query counted accounts of one shop only",
        ],
    );
    check(
        "Who was told, and who could not be reached?",
        &["Told the managing director: What we know", "Could not reach the insurer's hotline."],
    );
    check(
        "What evidence is there, and where?",
        &[
            "e1, #12 · Aoife Byrne, 22 Nov 03:49 (02:49 UTC) sample-20-rows.csv · copied beside the record · 2048 bytes",
            "handed to State police, cyber crime unit. #34",
        ],
    );
    check(
        "What was overridden and why, and who was in command?",
        &[
            "OVERRIDDEN: the stop gate of “Rotate secrets”. Reason: The key store cannot be read before 06:00; waiting is worse",
            "Incident commander (IC) · 22 Nov 03:41 (02:41 UTC) #6 · 22 Nov 09:00 (08:00 UTC) #32 Aoife Byrne",
            "Incident commander (IC) · 22 Nov 09:00 (08:00 UTC) #32 · still Jonas Weber",
        ],
    );
}

#[test]
fn the_key_timeline_answers_most_of_them_too() {
    let page = kestrel("live").write(Format::Txt, |options| options.detail = Detail::Key);
    check(
        &page,
        "key",
        &[
            "First signal: 21 Nov 2026 17:40",
            "Aware of a breach: Sun 22 Nov 2026 03:52",
            "Decided “Is the sample genuine?”",
            "OVERRIDDEN: the stop gate",
            "Incident commander (IC)",
            "sample-20-rows.csv",
            "Could not reach the insurer's hotline.",
        ],
    );
}
