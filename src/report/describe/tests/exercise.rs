//! The play of an exercise.

use super::*;

pub(super) fn exercise() {
    check(
        "exercise_clock_set",
        &json!({ "act": "start", "story": "2026-11-20T15:40:00.000000Z", "rate": 1, "module": "friday", "alone": true }),
        "Play began. In the story it is 20 Nov 2026 16:40 (15:40 UTC). | facilitator: the program; module: friday",
    );
    check(
        "exercise_clock_set",
        &json!({ "act": "pause", "story": "2026-11-20T15:40:00.000000Z", "rate": 1, "why": "'Coffee" }),
        "Play rests. Reason: Coffee",
    );
    check(
        "exercise_clock_set",
        &json!({ "act": "rate", "story": "2026-11-20T15:40:00.000000Z", "rate": 12 }),
        "A minute of play is now 12 minutes of the story.",
    );
    check(
        "inject_released",
        &json!({ "inject": "forum-post", "released": "request", "to": ["dpo"],
            "card": "'{\"title\":\"Offered\",\"from\":\"A researcher\",\"channel\":\"mail\",\"body\":\"It is for sale.\",\"attachments\":[]}" }),
        "Inject: Offered: It is for sale. | from: A researcher; channel: mail; id: forum-post; to: Data protection officer; \
         released: on request",
    );
    check(
        "inject_settled",
        &json!({ "inject": "forum-post", "fate": "recalled", "why": "'Wrong day" }),
        "Inject forum-post was wrong: players are to forget it. Reason: Wrong day",
    );
    check(
        "question_answered",
        &json!({ "inject": "forum-post", "question": "whose-call", "chosen": ["counsel", "dpo"] }),
        "Question whose-call answered: counsel, dpo. | inject: forum-post",
    );
    check(
        "question_answered",
        &json!({ "inject": "forum-post", "question": "hours", "figure": 72 }),
        "Question hours answered: 72. | inject: forum-post",
    );
    check(
        "observation_made",
        &json!({ "kind": "strength", "text": "'Deputy named at once", "task": "take-command", "seen": "met", "entry": 3,
            "expectation": "forum-post-1", "inject": "forum-post" }),
        "Observed, a strength: Deputy named at once | critical task: take-command; inject: forum-post; \
         expectation: forum-post-1; seen as: met; shown by: an entry (#3)",
    );
    check(
        "task_rated",
        &json!({ "task": "take-command", "rating": "major_challenges", "text": "'Late and over counsel", "proposed": "performed" }),
        "Critical task take-command rated M. Why: Late and over counsel | meaning: major challenges: the aim was met, but it harmed \
         other work, raised a risk or broke the plan; proposed: P",
    );
    check(
        "feedback_given",
        &json!({ "marks": [4, 0, 5], "mend": "'The call list" }),
        "Feedback, without a name. | from 1 to 5: 4 - 5; to be mended: The call list",
    );
}
