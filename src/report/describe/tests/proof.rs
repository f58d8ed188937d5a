//! Checkpoints, anchors, legal hold, copies that came home.

use super::*;

pub(super) fn proof() {
    check(
        "checkpoint_made",
        &json!({ "size": 7, "head": HASH, "occasion": "demand" }),
        "Checkpoint: #7 9f2c-61e0-a4b7-d358.",
    );
    check(
        "checkpoint_made",
        &json!({ "size": 7, "head": HASH, "occasion": "handover", "sha256": HASH, "key": "SHA256:abc", "signer": "p2" }),
        "Checkpoint at the handover: #7 9f2c-61e0-a4b7-d358, signed. | by the key of: Tom Berg; key: SHA256:abc",
    );
    check(
        "anchor_added",
        &json!({ "kind": "seen", "size": 7, "code": "9f2c-61e0-a4b7-d358", "place": "'Signal, 03:20" }),
        "Anchor: #7 9f2c-61e0-a4b7-d358 was seen elsewhere. Where: Signal, 03:20",
    );
    check(
        "anchor_added",
        &json!({ "kind": "timestamped", "size": 7, "code": "9f2c-61e0-a4b7-d358", "head": HASH, "sha256": HASH,
            "stamped": "2026-11-22T01:00:00.000000Z" }),
        &format!(
            "Anchor: #7 9f2c-61e0-a4b7-d358 was stamped by a time-stamping authority. | \
             stamped: 22 Nov 2026 02:00 (01:00 UTC); SHA-256 of the proof: {HASH}"
        ),
    );
    check(
        "anchor_added",
        &json!({ "kind": "countersigned", "size": 7, "code": "9f2c-61e0-a4b7-d358", "sha256": HASH, "key": "SHA256:abc",
            "signer": "p2" }),
        &format!(
            "Anchor: #7 9f2c-61e0-a4b7-d358 was signed by a second person. | \
             by the key of: Tom Berg; key: SHA256:abc; SHA-256 of the proof: {HASH}"
        ),
    );
    check(
        "anchor_added",
        &json!({ "kind": "reference", "size": 7, "code": "9f2c-61e0-a4b7-d358", "notice": 8 }),
        "Anchor: #7 9f2c-61e0-a4b7-d358 stands in a notice as our reference. | notice: #8",
    );
    check(
        "hold_set",
        &json!({ "on": true, "why": "'Letter of the other side", "on_word_of": "p2" }),
        "Legal hold: nothing may be erased. Reason: Letter of the other side | on the word of: Tom Berg",
    );
    check(
        "hold_set",
        &json!({ "on": false, "why": "'Settled" }),
        "The legal hold has ended. Reason: Settled",
    );
    check(
        "copy_merged",
        &json!({ "size": 7, "head": HASH, "other_size": 9, "evidence": "e1" }),
        "Another copy of this record came home, with 2 entries beyond #7; what of them was not here came in late. | \
         common up to: #7 9f2c-61e0-a4b7-d358; its lines are: e1",
    );
}
