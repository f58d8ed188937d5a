//! Reads a form with its fields. What it reports: unknown facts, conditions of the wrong type, codes that do not exist, choices of a
//! fact that no code stands for. Must not fill anything.

mod field;
mod source;

use std::sync::Arc;

use self::field::SectionKeys;
use super::head;
use super::model::{Field, Layout, Section};
use super::names::FormNames;
use super::{Form, shipped};
use crate::base::id::{OptionId, RoleId};
use crate::base::problem::{Placed, Problem, Problems, Source};
use crate::base::reader::{self, Table};
use crate::expr::Condition;
use crate::expr::names::Names as _;
use crate::fact::catalogue::Catalogue;

/// Whose task a field is when neither it nor its section says so: a test holds it against the roles.
pub(super) const OWNER: &str = "dpo";

impl Layout {
    /// A form that comes with the program. A test asserts that none has a problem.
    pub(crate) fn shipped(id: &str) -> Option<Self> {
        let (name, text) = shipped::FORMS.iter().find(|(name, _)| *name == id)?;
        let shared = |name: &str| shipped::shared(name).map(|text| Source::new(name, text));
        Self::load(&Source::new(*name, *text), &shared, Catalogue::shipped()).0
    }

    /// Reads a form; `shared` gives the documents of fields that several forms share. No form comes with an error.
    pub(crate) fn load(
        source: &Arc<Source>,
        shared: &dyn Fn(&str) -> Option<Arc<Source>>,
        facts: &Catalogue,
    ) -> (Option<Self>, Problems) {
        let mut problems = Problems::default();
        let mut body = Body::new(FormNames::new(facts, shipped::given()));
        let form = reader::read(source, &mut problems, |root| {
            let form = head::read(root);
            body.sections(root);
            form
        });
        let form = form.flatten();
        if let Some(name) = form.as_ref().and_then(|form| form.fields.as_deref()) {
            body.shared(name, (source, shared(name)), &mut problems);
        }
        if let Some(form) = &form {
            body.check(form, source, &mut problems);
        }
        let layout = form.map(|form| Self { form, sections: body.sections, fields: body.fields });
        (layout.filter(|_| !problems.has_errors()), problems)
    }
}

/// The fields, while they are read.
struct Body<'a> {
    names: FormNames<'a>,
    sections: Vec<Section>,
    fields: Vec<Field>,
}

impl<'a> Body<'a> {
    fn new(names: FormNames<'a>) -> Self {
        Self { names, sections: Vec::new(), fields: Vec::new() }
    }

    fn sections(&mut self, root: &mut Table<'_>) {
        root.tables("section", |table| self.section(table));
    }

    fn section(&mut self, table: &mut Table<'_>) {
        let id = table.required_id("id", OptionId::parse);
        let title = text(table, "title");
        let keys = SectionKeys {
            visible: condition(table, "visible", &self.names),
            owner: table.parsed("owner", RoleId::parse).map(Placed::into_value),
            citation: text(table, "citation"),
            stages: field::stages(table),
        };
        let place = self.sections.len();
        if let Some(id) = id {
            if self.sections.iter().any(|section| section.id == id.value.as_str()) {
                let message = format!("two sections are called `{}`", id.value);
                table.error("form::duplicate-id", id.span, message);
            }
            self.sections.push(Section { id: id.value.as_str().to_owned(), title });
        }
        table.tables("field", |inner| {
            let Some(field) = field::read(inner, &self.names, &keys) else { return };
            let field = Field { section: place, ..field };
            if self.names.has(field.id.as_str()) {
                let message = format!("`{}` already names something else", field.id);
                inner.error("form::duplicate-id", inner.span(), message);
            }
            self.names.add(&field);
            self.fields.push(field);
        });
    }

    fn shared(&mut self, name: &str, of: (&Arc<Source>, Option<Arc<Source>>), problems: &mut Problems) {
        let (_, Some(found)) = of else {
            let message = format!("there is no document `{name}` of fields");
            problems.push(Problem::error(of.0, "form::unknown-fields", (0..1).into(), message));
            return;
        };
        reader::read(&found, problems, |root| {
            root.format("fields/1");
            self.sections(root);
        });
    }

    /// What the head promises, the fields must take.
    fn check(&self, form: &Form, source: &Arc<Source>, problems: &mut Problems) {
        let taken: Vec<_> = self.fields.iter().flat_map(Field::takes).collect();
        let filled = |need: &String| {
            let rows = taken.iter().filter_map(|id| self.names.fact(id.as_str()));
            rows.into_iter().any(|row| row.fields.contains(need))
        };
        for need in form.needs.iter().filter(|need| !filled(need)) {
            let at = source.text.find(need.as_str()).unwrap_or(0);
            let span = (at..at + need.len()).into();
            let message = format!("no field takes a fact that fills `{need}`");
            problems.push(Problem::error(source, "form::need-not-filled", span, message));
        }
        for stage in self.fields.iter().flat_map(|field| &field.stages) {
            if form.fields.is_none() && !form.stages.contains(stage) {
                let message = format!("the form has no stage `{stage}`");
                problems.push(Problem::error(source, "form::unknown-stage", (0..1).into(), message));
            }
        }
    }
}

/// A text that may be missing.
fn text(table: &mut Table<'_>, key: &'static str) -> String {
    table.string(key).map_or_else(String::new, Placed::into_value)
}

/// A condition that may be missing.
fn condition(table: &mut Table<'_>, key: &'static str, names: &FormNames<'_>) -> Option<Condition> {
    let text = table.string(key)?;
    Condition::read(table, &text, names)
}
