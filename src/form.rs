//! Forms of authorities and letters as data: which exist, which regime and stage they serve, what they need from the facts of an
//! incident, and how facts fill them. Must not know an incident, a clock or a file format of papers.

pub(crate) mod answer;
pub(crate) mod facts;
pub(crate) mod fill;
mod head;
mod load;
pub(crate) mod minimum;
pub(crate) mod model;
mod names;
pub(crate) mod payload;
pub(crate) mod schema;
pub(crate) mod shipped;
pub(crate) mod show;
pub(crate) mod strings;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::id::{RegimeId, StageId};
use crate::base::problem::{Problems, Source};

pub(crate) use self::head::{FormKind, Verification};

/// What other documents need to know of a form: everything but its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    /// Its id, such as `gdpr-33`.
    pub(crate) id: String,
    /// For people.
    pub(crate) title: String,
    /// The regimes that it serves.
    pub(crate) regimes: Vec<RegimeId>,
    /// The stages that it can be used for.
    pub(crate) stages: Vec<StageId>,
    /// Fields, by the ids that the rows of the fact catalogue use.
    pub(crate) needs: Vec<String>,
    /// What it is.
    pub(crate) kind: FormKind,
    /// The version of the authority's form, as printed on every draft.
    pub(crate) version: String,
    /// The law that asks for it.
    pub(crate) citation: String,
    /// Where its content comes from, and whom to credit.
    pub(crate) source: String,
    /// When the data were last checked: a date.
    pub(crate) checked: String,
    /// Against what they were checked.
    pub(crate) verification: Verification,
    /// What a user should know of it; may be empty.
    pub(crate) note: String,
    /// The document that holds its fields, if several forms share them.
    pub(crate) fields: Option<String>,
}

/// All forms that the program knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FormIndex {
    forms: BTreeMap<String, Form>,
}

impl FormIndex {
    /// The forms that come with the program. Only their heads are read: commands that draft nothing do not pay for the fields.
    pub(crate) fn shipped() -> Self {
        let mut index = Self::default();
        for (name, text) in shipped::FORMS {
            let (form, _) = Self::load(&Source::new(*name, shipped::head_of(text)));
            index.forms.extend(form.map(|form| (form.id.clone(), form)));
        }
        index
    }

    /// Reads the head of one form.
    pub(crate) fn load(source: &Arc<Source>) -> (Option<Form>, Problems) {
        let mut problems = Problems::default();
        let form = crate::base::reader::read(source, &mut problems, head::read).flatten();
        (form, problems)
    }

    /// A form by id.
    pub(crate) fn get(&self, id: &str) -> Option<&Form> {
        self.forms.get(id)
    }

    /// All forms in the order of their ids.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Form> {
        self.forms.values()
    }
}

#[cfg(test)]
mod tests;
