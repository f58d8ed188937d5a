//! Identifiers as types, so that a step cannot be passed where a fact is meant. One macro makes them all.
//! Must not know what an id refers to.

use std::fmt;

use super::text_form::read_text;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum IdError {
    /// Nothing was given.
    #[error("an id cannot be empty")]
    Empty,
    /// Longer than [`MAX_ID`].
    #[error("an id has at most {MAX_ID} characters")]
    TooLong,
    /// A character outside the allowed set.
    #[error("`{0}` cannot stand in an id: use lower-case letters, digits and `{1}`")]
    Character(char, char),
    /// The first character is not a letter.
    #[error("an id begins with a lower-case letter")]
    Start,
}

/// The longest id, in characters.
pub(crate) const MAX_ID: usize = 64;

/// Checks an id of lower-case letters, digits and one kind of joint.
pub(crate) fn check_id(text: &str, joint: char) -> Result<(), IdError> {
    if text.chars().count() > MAX_ID {
        return Err(IdError::TooLong);
    }
    let first = text.chars().next().ok_or(IdError::Empty)?;
    if !first.is_ascii_lowercase() {
        return Err(IdError::Start);
    }
    match text.chars().find(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || *c == joint)) {
        Some(c) => Err(IdError::Character(c, joint)),
        None => Ok(()),
    }
}

macro_rules! id_traits {
    ($name:ident) => {
        impl $name {
            /// The id as written.
            pub(crate) fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                read_text(source, Self::parse)
            }
        }
    };
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $joint:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub(crate) struct $name(String);

        impl $name {
            /// Takes a text that follows the rule of this kind of id.
            pub(crate) fn parse(text: &str) -> Result<Self, IdError> {
                check_id(text, $joint)?;
                Ok(Self(text.to_owned()))
            }
        }

        id_traits!($name);
    )*};
}

ids! {
    /// A playbook or a block.
    PlaybookId, '-';
    /// A phase of a playbook; unique in its file.
    PhaseId, '-';
    /// A step of a playbook; unique in its file. The key in the record is a [`crate::incident::key::StepKey`].
    StepId, '-';
    /// A choice of a decision, an item of a checklist.
    OptionId, '-';
    /// A role from the shared role catalogue or a playbook's own.
    RoleId, '-';
    /// A fact of the catalogue or of a playbook.
    FactId, '_';
    /// A legal regime, such as `gdpr-33-1`.
    RegimeId, '-';
    /// The scenario of an exercise.
    ScenarioId, '-';
    /// A part of a scenario.
    ModuleId, '-';
    /// Something that players are told during an exercise.
    InjectId, '-';
    /// Something that is expected of players.
    ExpectationId, '-';
    /// An objective of an exercise.
    ObjectiveId, '-';
    /// A critical task of an objective.
    CriticalTaskId, '-';
    /// A micro-exercise, or other content that people are taught.
    LessonId, '-';
}

/// A choice of a fact. Letters may be upper case, because some choices are codes that people know, such as `P1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub(crate) struct ChoiceId(String);

impl ChoiceId {
    /// Takes a text that, but for upper case, is an id.
    pub(crate) fn parse(text: &str) -> Result<Self, IdError> {
        check_id(&text.to_ascii_lowercase(), '-')?;
        Ok(Self(text.to_owned()))
    }
}

id_traits!(ChoiceId);

/// A stage of a regime, such as `notify`. A digit may stand first, because some stages are called like the form, such as `8k`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub(crate) struct StageId(String);

impl StageId {
    /// Takes a text that, but for a digit at its start, is an id.
    pub(crate) fn parse(text: &str) -> Result<Self, IdError> {
        check_id(text.trim_start_matches(|c: char| c.is_ascii_digit()), '-')?;
        if text.len() > MAX_ID { Err(IdError::TooLong) } else { Ok(Self(text.to_owned())) }
    }
}

id_traits!(StageId);

/// A person of an incident's roster: `p1`, `p2` ... The name is a passage and can be erased; the number stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PersonId(pub(crate) u32);

/// A piece of evidence: `e1`, `e2` ...
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EvidenceId(pub(crate) u32);

/// An ad-hoc task: `t1`, `t2` ...
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TaskId(pub(crate) u32);

/// A corrective action of an incident or exercise: `a1`, `a2` ...
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ActionId(pub(crate) u32);

macro_rules! numbered {
    ($($name:ident, $letter:literal;)*) => {$(
        impl $name {
            /// Reads the form that is shown and typed.
            pub(crate) fn parse(text: &str) -> Option<Self> {
                let digits = text.strip_prefix($letter)?;
                if digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                digits.parse().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                read_text(source, |text| {
                    Self::parse(text).ok_or_else(|| format!("`{text}` is not of the form {}<number>", $letter))
                })
            }
        }
    )*};
}

numbered! {
    PersonId, 'p';
    EvidenceId, 'e';
    TaskId, 't';
    ActionId, 'a';
}

/// The random 128-bit identity of an incident, the same in each of its lines, so that lines cannot move between incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct IncidentUid(pub(crate) [u8; 16]);

impl IncidentUid {
    /// Reads 32 lower-case hex digits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        crate::base::digest::unhex(text).map(Self)
    }
}

impl fmt::Display for IncidentUid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::base::digest::write_hex(f, &self.0)
    }
}

impl serde::Serialize for IncidentUid {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for IncidentUid {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        read_text(source, |text| Self::parse(text).ok_or("an incident's uid is 32 hex digits"))
    }
}

/// The number of an entry: 1, 2, 3 ... without gaps. It is the order of the record; time is not.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub(crate) struct Seq(pub(crate) u64);

impl Seq {
    /// Before the first entry.
    pub(crate) const NONE: Self = Self(0);

    /// The number after this one.
    pub(crate) fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
