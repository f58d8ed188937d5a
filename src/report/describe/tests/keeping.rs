//! How the record is kept.

use super::*;

pub(super) fn keeping() {
    check(
        "entry_corrected",
        &json!({ "entry": 5, "why": "'Typing error", "text": "'auth.log.1", "at": at("2026-11-22T01:00:00Z"), "by": "p2",
        "via": "voice", "outcome": "done" }),
        "Entry #5 corrected. Now reads: auth.log.1 | happened: 22 Nov 2026 02:00 (01:00 UTC); said by: Tom Berg; came by: voice; \
         outcome: done; why: Typing error",
    );
    check(
        "labelled",
        &json!({ "entries": [3, 4, 5, 9], "labels": ["privileged", "personal"], "why": "'Advice", "basis": "'Letter" }),
        "Entries #3–#5, #9 now privileged and personal. Reason: Advice | basis: Letter",
    );
    check(
        "labelled",
        &json!({ "entries": [3], "labels": ["released"], "why": "'Review", "passages": [HASH] }),
        "1 text of entry #3 now released. Reason: Review",
    );
    check(
        "labelled",
        &json!({ "entries": [3, 4], "labels": [], "why": "'Wrong key", "passages": [HASH], "withdrawn": true }),
        "What was said of 1 text of entries #3, #4 no longer counts. Reason: Wrong key",
    );
    check("starred", &json!({ "entry": 5, "starred": true }), "Entry #5 marked for the key timeline.");
    check(
        "erased",
        &json!({ "entry": 5, "passages": [HASH], "why": "'Asked for", "on_word_of": "p2" }),
        "1 text of entry #5 erased. Reason: Asked for | on the word of: Tom Berg",
    );
    check(
        "linked",
        &json!({ "other": OTHER, "relation": "same-cause" }),
        &format!("This incident belongs to incident {OTHER}: same cause."),
    );
    check(
        "entry_moved",
        &json!({ "entry": 5, "to": OTHER, "why": "'Wrong window" }),
        &format!("Entry #5 belongs to incident {OTHER} and was copied there. Reason: Wrong window"),
    );
    check(
        "produced",
        &json!({ "what": "Timeline", "format": "html", "edition": "regulator", "to": "'DPC", "sha256": HASH, "size": 7, "head": HASH }),
        &format!(
            "Timeline as html, regulator edition, given to DPC. | made from: #7 9f2c-61e0-a4b7-d358; SHA-256: {HASH}"
        ),
    );
    check(
        "restored",
        &json!({ "size": 7, "from": "'USB stick" }),
        "Record restored from a copy of 7 entries. From: USB stick",
    );
}
