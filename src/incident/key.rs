//! The key of a step in the record: `privacy/tell@2`, `hunt#3`. Must not know playbooks.

use std::fmt;

use crate::base::id::StepId;
use crate::base::text_form::read_text;

/// The path of a step instance: ids of the steps that started the runs around it, `/`, its own id, `@n` for items, `#n` for iterations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub(crate) struct StepKey(String);

/// The longest key, in bytes.
const MAX_KEY: usize = 400;

/// One mark behind a step id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mark {
    /// The nth item ever listed; 0 while nothing is listed.
    Item(u32),
    /// The nth iteration.
    Iteration(u32),
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(n) => write!(f, "@{n}"),
            Self::Iteration(n) => write!(f, "#{n}"),
        }
    }
}

/// The prefix of a run: empty for the root, else the key of what started it.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub(crate) struct RunKey(pub(crate) String);

impl RunKey {
    /// The run that the incident began with.
    pub(crate) fn root() -> Self {
        Self::default()
    }

    /// Whether this is the root run.
    pub(crate) fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for RunKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StepKey {
    /// The key of a step of a run.
    pub(crate) fn new(run: &RunKey, id: &StepId, marks: &[Mark]) -> Self {
        let mut key = String::with_capacity(run.0.len() + id.as_str().len() + 4 * marks.len() + 1);
        if !run.is_root() {
            key.push_str(&run.0);
            key.push('/');
        }
        key.push_str(id.as_str());
        for mark in marks {
            key.push_str(&mark.to_string());
        }
        Self(key)
    }

    /// Reads a key as it stands in the record.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        (text.len() <= MAX_KEY && text.split('/').all(|segment| split(segment).is_some()))
            .then(|| Self(text.to_owned()))
    }

    /// As written.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The run that the step belongs to.
    pub(crate) fn run(&self) -> RunKey {
        RunKey(self.0.rsplit_once('/').map_or_else(String::new, |(run, _)| run.to_owned()))
    }

    /// The run that this step starts, when it is a `playbook` step.
    pub(crate) fn as_run(&self) -> RunKey {
        RunKey(self.0.clone())
    }

    /// The step's own id and marks.
    pub(crate) fn tail(&self) -> (&str, Vec<Mark>) {
        let segment = self.0.rsplit('/').next().unwrap_or("");
        split(segment).unwrap_or((segment, Vec::new()))
    }

    /// The step's id in its file.
    pub(crate) fn id(&self) -> &str {
        self.tail().0
    }

    /// Whether what a person typed names this step: the key itself or a tail of its path, marks optional in front segments.
    pub(crate) fn is_named_by(&self, typed: &str) -> bool {
        self.0 == typed || self.0.strip_suffix(typed).is_some_and(|front| front.ends_with('/'))
    }
}

fn split(segment: &str) -> Option<(&str, Vec<Mark>)> {
    let end = segment.find(['@', '#']).unwrap_or(segment.len());
    let (id, mut rest) = segment.split_at(end);
    crate::base::id::check_id(id, '-').ok()?;
    let mut marks = Vec::new();
    while let Some(kind) = rest.chars().next() {
        let body = rest.get(1..)?;
        let stop = body.find(['@', '#']).unwrap_or(body.len());
        let (digits, next) = body.split_at(stop);
        let n: u32 = digits.parse().ok()?;
        if n.to_string() != digits {
            return None;
        }
        marks.push(if kind == '@' { Mark::Item(n) } else { Mark::Iteration(n) });
        rest = next;
    }
    Some((id, marks))
}

impl fmt::Display for StepKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for StepKey {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        read_text(source, |text| Self::parse(text).ok_or_else(|| format!("`{text}` is not a step's key")))
    }
}
