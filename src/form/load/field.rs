//! Reads one field. Must not know the fields that come after it.

use super::source::fill;
use super::{OWNER, condition, text};
use crate::base::id::{ChoiceId, FactId, RoleId, StageId};
use crate::base::problem::{Placed, Problem, Span};
use crate::base::reader::{Item, Table};
use crate::expr::Condition;
use crate::form::head::word;
use crate::form::model::{
    Case, CodeOption, FIELD_KINDS, Field, FieldKind, Fill, Open, OpenAnswer, Reminder, Required,
};
use crate::form::names::FormNames;
use crate::form::strings::Strings;

/// What the fields of a section have in common.
pub(super) struct SectionKeys {
    pub(super) visible: Option<Condition>,
    pub(super) owner: Option<RoleId>,
    pub(super) citation: String,
    pub(super) stages: Vec<StageId>,
}

/// Reads a field.
pub(super) fn read(table: &mut Table<'_>, names: &FormNames<'_>, section: &SectionKeys) -> Option<Field> {
    let Some(id) = table.required_id("id", FactId::parse) else {
        table.members();
        return None;
    };
    table.name(format!("field `{}`", id.value));
    let kind = word(table, "kind", &FIELD_KINDS);
    let label = table.required_string("label").map(Placed::into_value);
    let options = options(table, names);
    let parts = Parts {
        cases: cases(table, names, kind, &options),
        fill: kind.and_then(|kind| fill(table, names, kind, &options)),
        open: Open {
            incomplete: open(table, "open_incomplete", kind, &options),
            complete: open(table, "open_complete", kind, &options),
        },
    };
    check_codes(table, kind, &options);
    Some(Field {
        section: 0,
        number: text(table, "number"),
        help: text(table, "help"),
        lead: text(table, "lead"),
        citation: table.string("citation").map_or_else(|| section.citation.clone(), Placed::into_value),
        stages: own_or(stages(table), &section.stages),
        visible: section.visible.iter().cloned().chain(condition(table, "visible", names)).collect(),
        required: required(table, names),
        covers: covers(table),
        reminder: reminder(table, names),
        owner: owner(table).or_else(|| section.owner.clone()).or_else(|| RoleId::parse(OWNER).ok())?,
        id: id.value,
        kind: kind?,
        label: label?,
        options,
        cases: parts.cases,
        fill: parts.fill?,
        open: parts.open,
    })
}

/// What a field says, and when.
struct Parts {
    cases: Vec<Case>,
    fill: Option<Fill>,
    open: Open,
}

fn own_or(own: Vec<StageId>, section: &[StageId]) -> Vec<StageId> {
    if own.is_empty() { section.to_vec() } else { own }
}

/// The stages at which something is asked.
pub(super) fn stages(table: &mut Table<'_>) -> Vec<StageId> {
    let texts = table.strings("stages");
    let read = texts.iter().filter_map(|text| table.parse_placed("stages", text, StageId::parse));
    read.map(Placed::into_value).collect()
}

fn covers(table: &mut Table<'_>) -> Vec<FactId> {
    let texts = table.strings("covers");
    let read = texts.iter().filter_map(|text| table.parse_placed("covers", text, FactId::parse));
    read.map(Placed::into_value).collect()
}

fn owner(table: &mut Table<'_>) -> Option<RoleId> {
    table.parsed("owner", RoleId::parse).map(Placed::into_value)
}

fn reminder(table: &mut Table<'_>, names: &FormNames<'_>) -> Option<Reminder> {
    let read = table.table("reminder", |reminder| {
        let text = reminder.required_string("text").map(Placed::into_value);
        Some(Reminder { when: condition(reminder, "when", names)?, text: text? })
    });
    read.flatten()
}

fn required(table: &mut Table<'_>, names: &FormNames<'_>) -> Required {
    let Some(item) = table.item("required") else { return Required::Never };
    if let Some(always) = item.bool() {
        return if always { Required::Always } else { Required::Never };
    }
    let written = table.as_string(item, "required");
    let when = written.and_then(|written| Condition::read(table, &written, names));
    when.map_or(Required::Never, Required::When)
}

fn options(table: &mut Table<'_>, names: &FormNames<'_>) -> Vec<CodeOption> {
    let mut found: Vec<CodeOption> = Vec::new();
    let read = table.tables("options", |option| {
        let id = option.required_id("id", ChoiceId::parse);
        let label = option.required_string("label").map(Placed::into_value);
        let when = condition(option, "when", names);
        Some((id?, label?, when))
    });
    for (id, label, when) in read.into_iter().flatten() {
        if found.iter().any(|option| option.id == id.value) {
            table.error("form::duplicate-id", id.span, format!("two codes are called `{}`", id.value));
        }
        found.push(CodeOption { id: id.value, label, when });
    }
    found
}

fn check_codes(table: &mut Table<'_>, kind: Option<FieldKind>, options: &[CodeOption]) {
    match kind.map(FieldKind::has_codes) {
        Some(true) if options.is_empty() => {
            table.error("form::no-options", table.span(), "a choice needs `options`");
        }
        Some(false) if !options.is_empty() => {
            table.error("form::needless-options", table.span(), "only a choice has `options`");
        }
        Some(_) | None => {}
    }
}

fn cases(
    table: &mut Table<'_>,
    names: &FormNames<'_>,
    kind: Option<FieldKind>,
    options: &[CodeOption],
) -> Vec<Case> {
    let read = table.tables("cases", |case| {
        let value = case.required_string("value");
        let when = condition(case, "when", names);
        Some((value?, when?))
    });
    let mut cases = Vec::new();
    for (value, when) in read.into_iter().flatten() {
        check_case(table, kind, options, &value);
        cases.push(Case { value: value.value, when });
    }
    cases
}

fn check_case(
    table: &mut Table<'_>,
    kind: Option<FieldKind>,
    options: &[CodeOption],
    value: &Placed<String>,
) {
    let fits = match kind {
        Some(FieldKind::Choice | FieldKind::Choices) => return check_code(table, options, value),
        Some(FieldKind::Bool) => matches!(value.value.as_str(), "true" | "false"),
        Some(FieldKind::Text) => Strings::english().has_word(&value.value),
        Some(
            FieldKind::Number
            | FieldKind::Instant
            | FieldKind::Date
            | FieldKind::Duration
            | FieldKind::Percent
            | FieldKind::Money
            | FieldKind::Items
            | FieldKind::Countries,
        ) => false,
        None => true,
    };
    if !fits {
        let message = format!("`{}` is no answer to such a field", value.value);
        table.error("form::bad-case", value.span, message);
    }
}

/// Reports a code that the field does not have.
pub(super) fn check_code(table: &mut Table<'_>, options: &[CodeOption], code: &Placed<String>) {
    if options.iter().all(|option| option.id.as_str() != code.value) {
        let message = format!("the field has no code `{}`", code.value);
        let problem = Problem::error(table.source(), "form::unknown-code", code.span, message);
        table.report(problem.suggest(&code.value, options.iter().map(|option| option.id.as_str())));
    }
}

/// `true` for the words of the string table; a code; a list of codes, which may be empty.
fn open(
    table: &mut Table<'_>,
    key: &'static str,
    kind: Option<FieldKind>,
    options: &[CodeOption],
) -> OpenAnswer {
    let Some(item) = table.item(key) else { return OpenAnswer::Empty };
    if kind.is_some_and(FieldKind::has_codes) {
        return OpenAnswer::Codes(open_codes(table, key, item, options));
    }
    if matches!((item.bool(), kind), (Some(true), Some(FieldKind::Text | FieldKind::Items))) {
        return OpenAnswer::Words;
    }
    wrong_open(table, key, item.span());
    OpenAnswer::Empty
}

fn wrong_open(table: &mut Table<'_>, key: &str, span: Span) {
    let message = format!("`{key}` is `true` for a text, and a code for a choice");
    table.error("form::bad-open", span, message);
}

fn open_codes(
    table: &mut Table<'_>,
    key: &'static str,
    item: Item<'_>,
    options: &[CodeOption],
) -> Vec<ChoiceId> {
    let mut codes = Vec::new();
    for code in item.list_or_one() {
        let Some(code) = table.as_string(code, key) else { continue };
        check_code(table, options, &code);
        codes.extend(ChoiceId::parse(&code.value));
    }
    codes
}
