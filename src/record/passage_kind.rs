//! What passages are, in words for people who go through them: by the kind of their entry and the member that holds them. A new kind of
//! entry needs a row here, or its words count as others. Must not decide who may read them.

/// A kind of passages.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PassageKind {
    /// Its word, to be typed.
    pub(crate) word: &'static str,
    /// What it is, in the plural.
    pub(crate) name: &'static str,
    /// Entry kinds with members; `*` stands for all members that no other row has.
    of: &'static [(&'static str, &'static str)],
    /// Whether a review goes through them unasked: the reasons for withholding words are not offered to those they are withheld from.
    pub(crate) is_offered: bool,
}

const fn kind(
    word: &'static str,
    name: &'static str,
    of: &'static [(&'static str, &'static str)],
) -> PassageKind {
    PassageKind { word, name, of, is_offered: true }
}

const fn aside(
    word: &'static str,
    name: &'static str,
    of: &'static [(&'static str, &'static str)],
) -> PassageKind {
    PassageKind { word, name, of, is_offered: false }
}

/// All kinds, in the order in which lists show them.
pub(crate) const PASSAGE_KINDS: [PassageKind; 33] = [
    kind("title", "titles of the incident", &[("incident_opened", "*")]),
    kind("signals", "early signals", &[("signal_recorded", "*")]),
    kind("notes", "notes", &[("note_taken", "*")]),
    kind("decisions", "reasons of decisions", &[("decision_taken", "reason"), ("duty_decided", "why")]),
    kind("dissents", "dissenting opinions", &[("decision_taken", "*"), ("duty_decided", "*")]),
    kind("facts", "values of facts", &[("fact_stated", "words"), ("fact_corrected", "words")]),
    kind("bases", "what facts rest on", &[("fact_stated", "basis")]),
    kind(
        "fact-reasons",
        "reasons at facts",
        &[("fact_stated", "*"), ("fact_unknown", "*"), ("fact_corrected", "*")],
    ),
    kind(
        "step-notes",
        "remarks at steps",
        &[("step_completed", "note"), ("wait_polled", "*"), ("review_cleared", "*")],
    ),
    kind(
        "step-reasons",
        "reasons at steps",
        &[
            ("step_completed", "*"),
            ("step_failed", "*"),
            ("failure_settled", "*"),
            ("step_skipped", "*"),
            ("step_refused", "*"),
            ("step_undone", "*"),
            ("step_reopened", "*"),
            ("step_opened_early", "*"),
            ("iteration_settled", "*"),
        ],
    ),
    kind("approvals", "words of approvals", &[("step_approved", "*")]),
    kind("overrides", "reasons of overrides", &[("gate_overridden", "*")]),
    kind("joins", "reasons for further playbooks", &[("playbook_joined", "*")]),
    kind("told", "who was told, and what", &[("told", "*")]),
    kind(
        "notices",
        "notices that went out",
        &[("notice_sent", "*"), ("duty_decided", "controller"), ("duty_decided", "to")],
    ),
    kind("drafts", "own words for drafts of notices", &[("wording_set", "*"), ("draft_signed", "*")]),
    kind("tasks", "tasks", &[("task_added", "*"), ("task_settled", "*")]),
    kind("handovers", "briefs of handovers", &[("handover_offered", "*")]),
    kind("evidence", "descriptions of evidence", &[("evidence_taken", "*"), ("evidence_settled", "*")]),
    kind("custody", "words on custody", &[("custody_transferred", "*")]),
    kind("corrections", "corrections", &[("entry_corrected", "*")]),
    kind(
        "closing",
        "reasons of closing and reopening",
        &[("incident_closed", "*"), ("incident_reopened", "*")],
    ),
    kind("people", "cards of people", &[("person_added", "*"), ("person_changed", "*")]),
    kind("sittings", "accounts and hosts", &[("sitting_began", "*")]),
    kind("injects", "injects of an exercise", &[("inject_released", "*")]),
    kind(
        "observations",
        "observations of evaluators",
        &[
            ("observation_made", "*"),
            ("task_rated", "*"),
            ("feedback_given", "*"),
            ("inject_settled", "*"),
            ("exercise_clock_set", "*"),
        ],
    ),
    kind(
        "actions",
        "corrective actions",
        &[("action_added", "*"), ("action_changed", "*"), ("action_ended", "*"), ("action_retested", "*")],
    ),
    kind("training", "words on training", &[("session_held", "*"), ("took_part", "*")]),
    aside("labels", "reasons and bases of labels", &[("labelled", "*")]),
    aside("erasures", "reasons of erasures and holds", &[("erased", "*"), ("hold_set", "*")]),
    aside("productions", "who was given papers", &[("produced", "*")]),
    aside(
        "copies",
        "where copies and anchors are",
        &[("restored", "*"), ("anchor_added", "*"), ("entry_moved", "*")],
    ),
    aside("others", "other words", &[]),
];

impl PassageKind {
    /// The kind of a passage, by the word of its entry's kind and the member that holds it.
    pub(crate) fn of(entry: &str, member: &str) -> &'static Self {
        let row = |member: &str| PASSAGE_KINDS.iter().find(|kind| kind.of.contains(&(entry, member)));
        let [.., others] = &PASSAGE_KINDS;
        row(member).or_else(|| row("*")).unwrap_or(others)
    }

    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<&'static Self> {
        PASSAGE_KINDS.iter().find(|kind| kind.word == word)
    }
}

#[cfg(test)]
mod tests;
