//! Who was taught what.

use super::*;

pub(super) fn training() {
    check(
        "session_held",
        &json!({ "teaching": "micro", "content": "lost-laptop", "title": "A laptop on the train", "version": "1.0.0", "sha256": HASH,
            "began": at("2026-11-21T10:00:00Z"), "minutes": 12, "led_by": "'Ines, trainer", "place": "'Room 4", "language": "en",
            "tags": ["iso27001:A.6.3"] }),
        &format!(
            "Held, micro: A laptop on the train | content: lost-laptop 1.0.0; sha256: {HASH}; began: 21 Nov 2026 11:00 (10:00 UTC); minutes: 12; \
         led by: Ines, trainer; place: Room 4; language: en; asked for by: iso27001:A.6.3"
        ),
    );
    check(
        "took_part",
        &json!({ "session": 3, "person": "p2", "part": "player", "employment": "management_body", "role": "dpo", "score": 80, "pass": 75,
            "attempt": 2, "due": "2027-11-21T10:00:00.000000Z", "rule": "12 months", "proof": "'Sheet", "follow_up": "'None",
            "passed": true, "acknowledged": true }),
        "Tom Berg took part as player: 80 %, passed. | in: a session (#3); employment: management-body; role: Data protection officer; \
         it takes: 75 %; attempt: 2; acknowledged: yes; due again: 21 Nov 2027 11:00 (10:00 UTC); by the rule: 12 months; shown by: Sheet; \
         follow-up: None",
    );
}
