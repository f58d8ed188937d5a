//! The index of authority forms: which exist, which regime and stage they serve, what they need from the facts of an incident.
//! Must not know a form's layout and must not fill it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::id::{IdError, OptionId, RegimeId, StageId};
use crate::base::problem::{Problems, Source};
use crate::base::reader::{self, Table};

/// One form.
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
}

/// All forms that the program knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FormIndex {
    forms: BTreeMap<String, Form>,
}

impl FormIndex {
    /// The index that comes with the program. A test asserts that it has no problem.
    pub(crate) fn shipped() -> Self {
        Self::load(&shipped_source()).0
    }

    /// Reads an index.
    pub(crate) fn load(source: &Arc<Source>) -> (Self, Problems) {
        let mut problems = Problems::default();
        let rows = reader::read(source, &mut problems, |root| {
            root.format("forms/1");
            root.tables("form", read_form)
        });
        let mut index = Self::default();
        for form in rows.into_iter().flatten().flatten() {
            index.forms.insert(form.id.clone(), form);
        }
        (index, problems)
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

fn shipped_source() -> Arc<Source> {
    Source::new("forms.toml", include_str!("form/index.toml"))
}

fn read_form(table: &mut Table<'_>) -> Option<Form> {
    let id = table.required_id("id", OptionId::parse);
    let title = table.required_string("title");
    let regimes = ids(table, "regimes", RegimeId::parse);
    let stages = ids(table, "stages", StageId::parse);
    let needs = table.strings("needs").into_iter().map(|field| field.value).collect();
    table.required_string("checked");
    Some(Form { id: id?.value.as_str().to_owned(), title: title?.value, regimes, stages, needs })
}

fn ids<T>(table: &mut Table<'_>, key: &'static str, parse: fn(&str) -> Result<T, IdError>) -> Vec<T> {
    let texts = table.strings(key);
    texts.iter().filter_map(|text| table.parse_placed(key, text, parse)).map(|id| id.value).collect()
}

#[cfg(test)]
mod tests;
