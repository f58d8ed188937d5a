//! The keys of the playbook language as tables: the loader refuses what is not in them, the JSON Schema and the reference are
//! generated from them. Must not read anything.

/// One key of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    /// As the author writes it.
    pub(crate) name: &'static str,
    /// What may stand there.
    pub(crate) shape: Shape,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// What it means; one line of Markdown.
    pub(crate) text: &'static str,
}

impl Key {
    /// A key that may be left out.
    pub(crate) const fn new(name: &'static str, shape: Shape, text: &'static str) -> Self {
        Self { name, shape, required: false, text }
    }

    /// A key that must be there.
    pub(crate) const fn required(name: &'static str, shape: Shape, text: &'static str) -> Self {
        Self { name, shape, required: true, text }
    }
}

/// What may stand under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A text in one line.
    Text,
    /// Markdown, usually in `"""`.
    Markdown,
    /// Markdown with `{fact}` places.
    Places,
    /// An id of this rule.
    Id(IdRule),
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Bool,
    /// A whole number from 1 to the limit.
    Number(i64),
    /// A period such as `30m`.
    Period,
    /// A condition.
    Condition,
    /// A text or a list of texts.
    Texts,
    /// An id or a list of ids.
    Ids(IdRule),
    /// A table from facts to values.
    Values,
    /// A list of tables, or of what may stand for one.
    Rows(Rows),
    /// A table whose keys are the author's own, each with such a table.
    Named(IdRule, &'static Keys),
}

/// A list of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rows {
    /// The keys of each.
    pub(crate) keys: &'static Keys,
    /// Whether a text may stand for a table.
    pub(crate) text: bool,
}

/// What an id of a key looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IdRule {
    /// Lower-case letters, digits, `-`.
    Kebab,
    /// The same, and a digit may stand first.
    KebabOrDigit,
    /// Lower-case letters, digits, `_`.
    Snake,
    /// `regime/stage`.
    Duty,
    /// A choice of a fact: letters, digits, `-`.
    Choice,
    /// A type of facts.
    FactType,
}

/// The keys of one kind of table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Keys {
    /// What the table is, for messages: `a step`.
    pub(crate) what: &'static str,
    /// The keys in the order of the reference.
    pub(crate) keys: &'static [Key],
}

impl Keys {
    /// Whether a key is among them.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key.name == name)
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }
}

use IdRule::{Kebab, Snake};

/// The top level of a file. `kind`s and steps have tables of their own.
pub(crate) const PLAYBOOK: Keys = Keys {
    what: "a playbook",
    keys: &[
        Key::required("format", Shape::Word(&["playbook/1"]), "The format of the file."),
        Key::required("id", Shape::Id(Kebab), "Unique among playbooks; the file is named `<id>.toml`."),
        Key::required("title", Shape::Text, "For people."),
        Key::required("version", Shape::Text, "As the author counts."),
        Key::new("summary", Shape::Markdown, "What it is for."),
        Key::new("block", Shape::Bool, "`true`: made to be used by other playbooks, not offered on its own."),
        Key::new(
            "own_record",
            Shape::Bool,
            "`true`: the case is kept in a record of its own; `start` asks where.",
        ),
        Key::new("entry", Shape::Texts, "What typically opens it."),
        Key::new("serves", Shape::Ids(Kebab), "Regimes whose duties it serves."),
        Key::new("tags", Shape::Texts, "Such as `attack:T1486`."),
        Key::new(
            "roles",
            Shape::Rows(Rows { keys: &ROLE, text: true }),
            "The cast: ids of the role catalogue, or roles of its own.",
        ),
        Key::new("facts", Shape::Named(Snake, &FACT), "Facts of its own, each as `[facts.<id>]`."),
        Key::required(
            "phase",
            Shape::Rows(Rows { keys: &PHASE, text: false }),
            "The phases, each as `[[phase]]`.",
        ),
        Key::new(
            "waive",
            Shape::Rows(Rows { keys: &WAIVE, text: false }),
            "Lint warnings that the author has weighed, each as `[[waive]]`.",
        ),
    ],
};

/// A role of a playbook's own.
pub(crate) const ROLE: Keys = Keys {
    what: "a role",
    keys: &[
        Key::required("id", Shape::Id(Kebab), "Unique among its roles and not in the catalogue."),
        Key::required("label", Shape::Text, "For people."),
    ],
};

/// A fact of a playbook's own.
pub(crate) const FACT: Keys = Keys {
    what: "a fact",
    keys: &[
        Key::required("type", Shape::Id(IdRule::FactType), "Its type."),
        Key::required("label", Shape::Text, "Short; may be a question."),
        Key::new("help", Shape::Text, "What is meant, in plain words."),
        Key::new(
            "choices",
            Shape::Rows(Rows { keys: &CHOICE, text: true }),
            "For `choice` and `choices`; none of them may mean \"not known yet\".",
        ),
        Key::new("unit", Shape::Text, "The unit of a number."),
        Key::new(
            "sensitive",
            Shape::Bool,
            "`true`: its values can be erased, and conditions may only ask `known(f)`.",
        ),
        Key::new("recheck", Shape::Period, "When to ask again after \"not known yet\"."),
    ],
};

/// A choice of a fact.
pub(crate) const CHOICE: Keys = Keys {
    what: "a choice",
    keys: &[
        Key::required("id", Shape::Id(IdRule::Choice), "Unique in the fact."),
        Key::required("label", Shape::Text, "For people."),
    ],
};

/// A phase.
pub(crate) const PHASE: Keys = Keys {
    what: "a phase",
    keys: &[
        Key::required("id", Shape::Id(Kebab), "Unique among the phases of the file."),
        Key::new("title", Shape::Text, "For people; by default from the id."),
        Key::new(
            "after",
            Shape::Ids(Kebab),
            "Phases that must have ended first; by default the one before, `[]` opens it at once.",
        ),
        Key::new("when", Shape::Condition, "Guard of the whole phase."),
        Key::required(
            "step",
            Shape::Rows(Rows { keys: &STEP, text: false }),
            "Its steps, each as `[[phase.step]]`.",
        ),
    ],
};

/// A lint warning that is waived.
pub(crate) const WAIVE: Keys = Keys {
    what: "a waiver",
    keys: &[
        Key::required("code", Shape::Text, "The code of the warning, such as `lint::no-owner`."),
        Key::new(
            "step",
            Shape::Id(Kebab),
            "The step that it is about; left out for warnings about the file.",
        ),
        Key::required("reason", Shape::Text, "Why it is right as it is."),
    ],
};

/// A step, whatever its kind.
pub(crate) const STEP: Keys = Keys {
    what: "a step",
    keys: &[
        Key::required("id", Shape::Id(Kebab), "Unique among the steps of the file."),
        Key::new("title", Shape::Text, "For people; by default from the id."),
        Key::new("kind", Shape::Word(super::kind::WORDS), "By default `task`."),
        Key::new("do", Shape::Places, "The instruction."),
        Key::new("why", Shape::Places, "The reason."),
        Key::new("role", Shape::Id(Kebab), "Who does it."),
        Key::new("consult", Shape::Ids(Kebab), "Who is asked."),
        Key::new("authority", Shape::Id(Kebab), "Who must approve before it is completed."),
        Key::new(
            "standing_authority_if",
            Shape::Condition,
            "When nobody needs to be asked; unknown counts as false.",
        ),
        Key::new("when", Shape::Condition, "Guard: the step applies unless this is false."),
        Key::new(
            "on_unknown",
            Shape::Word(&["open", "skip"]),
            "What the guard does while a fact is not known; by default `open`. Must be stated where `reversible = false`.",
        ),
        Key::new(
            "requires",
            Shape::Condition,
            "Stop gate: the step cannot be completed before this is true; unknown counts as false.",
        ),
        Key::new("never", Shape::Texts, "What must not be done; shown before the step."),
        Key::new(
            "evidence",
            Shape::Rows(Rows { keys: &EVIDENCE, text: true }),
            "Evidence to take before the step is done; volatile evidence is asked for first.",
        ),
        Key::new("timebox", Shape::Period, "Target time; it warns and never fails the step."),
        Key::new("escalate_to", Shape::Id(Kebab), "Who hears when the time box is missed."),
        Key::new("produces", Shape::Ids(Snake), "Facts that the step is expected to settle."),
        Key::new("reversible", Shape::Bool, "`false`: it cannot be undone, and a reason is asked for."),
        Key::new("rollback", Shape::Markdown, "How it is undone."),
        Key::new("external", Shape::Bool, "`true`: somebody outside is told; needs `authority`."),
        Key::new(
            "on_failure",
            Shape::Word(&["ask", "continue", "stop"]),
            "What follows a failure; by default `ask`.",
        ),
        Key::new("duty", Shape::Id(IdRule::Duty), "The legal duty that it serves, `regime/stage`."),
        Key::new("reasons", Shape::Texts, "Ready reasons, offered by number when one is asked for."),
        Key::new("tags", Shape::Texts, "Such as `react:RA3301`, `gdpr:33`."),
        Key::new("refs", Shape::Texts, "Links."),
        Key::new(
            "in",
            Shape::Id(Kebab),
            "The container that it belongs to: an earlier `group`, `each` or `repeat` of the same phase.",
        ),
        Key::new(
            "command",
            Shape::Rows(Rows { keys: &COMMAND, text: false }),
            "Commands that are shown and copied and never run, each as `[[phase.step.command]]`.",
        ),
    ],
};

/// Evidence that a step asks for.
pub(crate) const EVIDENCE: Keys = Keys {
    what: "a piece of evidence",
    keys: &[
        Key::required("what", Shape::Text, "What is wanted."),
        Key::new("how", Shape::Text, "How to take it."),
        Key::new("volatile", Shape::Bool, "`true`: it is gone soon."),
    ],
};

/// A command that is shown.
pub(crate) const COMMAND: Keys = Keys {
    what: "a command",
    keys: &[
        Key::required("lang", Shape::Text, "The language, which decides how a `{fact}` is quoted."),
        Key::required("run", Shape::Places, "The text to copy; a `{fact}` becomes one quoted argument."),
        Key::new("note", Shape::Text, "A remark."),
    ],
};
