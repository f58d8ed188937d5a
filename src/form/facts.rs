//! What a form is filled from: facts as they stand, and what is given with a notice. The layers above build it from an incident; this
//! one cannot know incidents. Must not read a record or a clock.

use std::collections::BTreeMap;

use crate::base::digest::Digest;
use crate::base::id::{FactId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::{ListItem, PassageRef, Value};

/// A value that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    /// The value. Words are passages; see [`Facts::keep`].
    pub(crate) value: Value,
    /// The entries that it comes from; none for what comes from a profile.
    pub(crate) sources: Vec<Seq>,
    /// Whether somebody says otherwise.
    pub(crate) disputed: bool,
}

/// A value that nobody knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// The entry in which somebody said "not known yet"; nothing while nobody was asked.
    pub(crate) asked: Option<Seq>,
    /// When it is asked again.
    pub(crate) recheck: Option<Timestamp>,
    /// Whose task it is: a person or a role.
    pub(crate) owner: Option<String>,
}

/// How it stands with one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Known.
    Known(Known),
    /// Not known.
    Waiting(Waiting),
}

/// Facts by id. A fact that is not in it was never asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    standings: BTreeMap<FactId, Standing>,
    passages: BTreeMap<PassageRef, String>,
}

impl Facts {
    /// Says how it stands with a fact.
    pub(crate) fn set(&mut self, id: FactId, standing: Standing) {
        self.standings.insert(id, standing);
    }

    /// States a value.
    pub(crate) fn know(&mut self, id: FactId, value: Value, sources: Vec<Seq>) {
        self.set(id, Standing::Known(Known { value, sources, disputed: false }));
    }

    /// States words.
    pub(crate) fn say(&mut self, id: FactId, text: &str, sources: Vec<Seq>) {
        let value = self.words(text);
        self.know(id, value, sources);
    }

    /// States a list of words.
    pub(crate) fn list(&mut self, id: FactId, texts: &[&str], sources: Vec<Seq>) {
        let items = texts.iter().zip(1..).map(|(text, n)| ListItem { n, v: self.words(text) }).collect();
        self.know(id, Value::List(items), sources);
    }

    fn words(&mut self, text: &str) -> Value {
        let passage = PassageRef(Digest::of(text.as_bytes()));
        self.keep(passage, text);
        Value::Words(passage)
    }

    /// Gives the words of a passage. Those that were erased or may not be shown are left out.
    pub(crate) fn keep(&mut self, passage: PassageRef, text: &str) {
        self.passages.insert(passage, text.to_owned());
    }

    /// How it stands with a fact, if anybody ever said anything of it.
    pub(crate) fn get(&self, id: &str) -> Option<&Standing> {
        self.standings.get(id)
    }

    /// The words of a passage; nothing if they were erased or withheld.
    pub(crate) fn passage(&self, passage: PassageRef) -> Option<&str> {
        self.passages.get(&passage).map(String::as_str)
    }
}
