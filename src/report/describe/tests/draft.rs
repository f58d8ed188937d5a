//! Own words for drafts, and approvals.

use super::*;

pub(super) fn draft() {
    check(
        "wording_set",
        &json!({ "form": "gdpr-33-3", "field": "nature", "text": "'Orders were read.", "language": "en", "to": "'DPC" }),
        "Own wording for field nature of gdpr-33-3. Words: Orders were read. | language: en; for: DPC",
    );
    check(
        "wording_set",
        &json!({ "form": "gdpr-33-3", "field": "nature" }),
        "No own wording any more for field nature of gdpr-33-3.",
    );
    check(
        "draft_signed",
        &json!({ "form": "gdpr-33", "stage": "notify", "sha256": HASH, "name": "'notice.pdf", "size": 7, "head": HASH }),
        &format!(
            "Signed off: notice.pdf for gdpr-33, stage notify, 9f2c-61e0-a4b7-d358. | \
             made from: #7 9f2c-61e0-a4b7-d358; SHA-256: {HASH}"
        ),
    );
}
