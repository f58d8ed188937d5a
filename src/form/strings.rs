//! String tables: the words that drafts use and, for other languages than English, the texts of forms and the choices of facts. A new
//! language is one data file and one line here. Must not decide what is said.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::Form;
use super::model::{CodeOption, Field, Layout, Part, Reminder};
use crate::base::id::ChoiceId;
use crate::base::problem::{Placed, Problems, Source};
use crate::base::reader::{self, Table};
use crate::fact::catalogue::FactRow;

/// Every language: its ISO 639-1 code and its table.
pub(super) const LANGUAGES: &[(&str, &str)] =
    &[("en", include_str!("strings/en.toml")), ("de", include_str!("strings/de.toml"))];

/// The texts of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Strings {
    /// ISO 639-1.
    pub(crate) code: String,
    /// How a date is written, in the words of `strftime`.
    pub(crate) date: String,
    /// How a time of day is written.
    pub(crate) time: String,
    words: BTreeMap<String, String>,
    forms: BTreeMap<String, FormTexts>,
    choices: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct FormTexts {
    title: Option<String>,
    sections: BTreeMap<String, String>,
    fields: BTreeMap<String, FieldTexts>,
    letter: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct FieldTexts {
    label: Option<String>,
    help: Option<String>,
    lead: Option<String>,
    reminder: Option<String>,
    options: BTreeMap<String, String>,
    prefixes: BTreeMap<String, String>,
}

impl Strings {
    /// English, on which every other language falls back.
    pub(crate) fn english() -> &'static Self {
        static ENGLISH: OnceLock<Strings> = OnceLock::new();
        ENGLISH.get_or_init(|| Self::shipped("en").unwrap_or_default())
    }

    /// The table of a language.
    pub(crate) fn shipped(code: &str) -> Option<Self> {
        let (code, text) = LANGUAGES.iter().find(|(known, _)| *known == code)?;
        Self::load(&Source::new(format!("{code}.toml"), *text)).0
    }

    /// The codes of all languages.
    pub(crate) fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|(code, _)| *code)
    }

    /// Reads a table.
    pub(crate) fn load(source: &Arc<Source>) -> (Option<Self>, Problems) {
        let mut problems = Problems::default();
        let strings = reader::read(source, &mut problems, |root| {
            root.format("strings/1");
            let [code, date, time] = ["code", "date", "time"].map(|key| root.required_string(key));
            let words = root.table("words", texts).unwrap_or_default();
            let forms = root.table("form", |forms| each(forms, form)).unwrap_or_default();
            let choices = root.table("choice", |facts| each(facts, texts)).unwrap_or_default();
            Some(Self { code: code?.value, date: date?.value, time: time?.value, words, forms, choices })
        });
        (strings.flatten(), problems)
    }

    #[cfg(test)]
    /// The keys of all words.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// Whether there is a word of this key.
    pub(crate) fn has_word(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// A word, in English if this language lacks it; the key itself if no language has it.
    pub(crate) fn word<'a>(&'a self, key: &'a str) -> &'a str {
        let english = || Self::english().words.get(key);
        self.words.get(key).or_else(english).map_or(key, String::as_str)
    }

    /// The title of a form.
    pub(crate) fn title<'a>(&'a self, form: &'a Form) -> &'a str {
        self.forms.get(&form.id).and_then(|texts| texts.title.as_deref()).unwrap_or(&form.title)
    }

    /// What a letter has beside its answers: `subject`, `salutation`, `closing`; in English if this language lacks it.
    pub(crate) fn letter(&self, form: &Form, key: &str) -> Option<&str> {
        let own = self.forms.get(&form.id).and_then(|texts| texts.letter.get(key));
        own.or_else(|| Self::english().forms.get(&form.id)?.letter.get(key)).map(String::as_str)
    }

    /// The heading of a section.
    pub(crate) fn section<'a>(&'a self, layout: &'a Layout, section: usize) -> &'a str {
        let Some(section) = layout.sections.get(section) else { return "" };
        let own = self.forms.get(&layout.form.id).and_then(|texts| texts.sections.get(&section.id));
        own.unwrap_or(&section.title)
    }

    fn field(&self, form: &Form, field: &Field) -> Option<&FieldTexts> {
        self.forms.get(&form.id)?.fields.get(field.id.as_str())
    }

    /// The label of a field.
    pub(crate) fn label<'a>(&'a self, form: &Form, field: &'a Field) -> &'a str {
        self.field(form, field).and_then(|texts| texts.label.as_deref()).unwrap_or(&field.label)
    }

    /// What is meant by a field; may be empty.
    pub(crate) fn help<'a>(&'a self, form: &Form, field: &'a Field) -> &'a str {
        self.field(form, field).and_then(|texts| texts.help.as_deref()).unwrap_or(&field.help)
    }

    /// What stands before the answer in a letter; may be empty.
    pub(crate) fn lead<'a>(&'a self, form: &Form, field: &'a Field) -> &'a str {
        self.field(form, field).and_then(|texts| texts.lead.as_deref()).unwrap_or(&field.lead)
    }

    /// What to mind at a field.
    pub(crate) fn reminder<'a>(&'a self, form: &Form, field: &Field, reminder: &'a Reminder) -> &'a str {
        self.field(form, field).and_then(|texts| texts.reminder.as_deref()).unwrap_or(&reminder.text)
    }

    /// The label of a code.
    pub(crate) fn option<'a>(&'a self, form: &Form, field: &Field, option: &'a CodeOption) -> &'a str {
        let own = self.field(form, field).and_then(|texts| texts.options.get(option.id.as_str()));
        own.unwrap_or(&option.label)
    }

    /// What stands before a part of a joined text; may be empty.
    pub(crate) fn prefix<'a>(&'a self, form: &Form, field: &Field, part: &'a Part) -> &'a str {
        let own = self.field(form, field).and_then(|texts| texts.prefixes.get(part.from.as_str()));
        own.unwrap_or(&part.prefix)
    }

    /// The label of a choice of a fact.
    pub(crate) fn choice<'a>(&'a self, row: &'a FactRow, choice: &'a ChoiceId) -> &'a str {
        let own = self.choices.get(row.id.as_str()).and_then(|choices| choices.get(choice.as_str()));
        let catalogue = || row.choices.iter().find(|known| known.id == *choice).map(|known| &known.label);
        own.or_else(catalogue).map_or(choice.as_str(), String::as_str)
    }
}

fn form(table: &mut Table<'_>) -> FormTexts {
    FormTexts {
        title: table.string("title").map(Placed::into_value),
        sections: table.table("section", texts).unwrap_or_default(),
        fields: table.table("field", |fields| each(fields, field)).unwrap_or_default(),
        letter: table.table("letter", texts).unwrap_or_default(),
    }
}

fn field(table: &mut Table<'_>) -> FieldTexts {
    FieldTexts {
        label: table.string("label").map(Placed::into_value),
        help: table.string("help").map(Placed::into_value),
        lead: table.string("lead").map(Placed::into_value),
        reminder: table.string("reminder").map(Placed::into_value),
        options: table.table("options", texts).unwrap_or_default(),
        prefixes: table.table("prefix", texts).unwrap_or_default(),
    }
}

fn texts(table: &mut Table<'_>) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (key, item) in table.members() {
        let text = table.as_string(item, &key.value);
        texts.extend(text.map(|text| (key.value, text.value)));
    }
    texts
}

fn each<T>(table: &mut Table<'_>, read: impl Fn(&mut Table<'_>) -> T) -> BTreeMap<String, T> {
    let mut members = BTreeMap::new();
    for (key, item) in table.members() {
        let member = table.in_table(item, format!("`{}`", key.value), &read);
        members.extend(member.map(|member| (key.value, member)));
    }
    members
}
