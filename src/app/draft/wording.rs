//! Own words for a field of a form: kept in the record, used in place of what the facts say. Must not fill a form.

use std::collections::BTreeMap;

use super::{form, layout, strings};
use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::base::text::listing;
use crate::form::answer::Answer;
use crate::form::fill::Wording;
use crate::form::model::Field;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::draft::WordingSet;
use crate::record::entry::Entry;

/// What is to be worded.
#[derive(Debug, Clone)]
pub(crate) struct Worded<'a> {
    /// Id of the form.
    pub(crate) form: &'a str,
    /// Id or number of the field.
    pub(crate) field: &'a str,
    /// The words; without them what the facts say stands again.
    pub(crate) text: Option<&'a str>,
    /// ISO 639-1; nothing: every language.
    pub(crate) language: Option<&'a str>,
    /// Nothing: every recipient.
    pub(crate) to: Option<&'a str>,
}

/// Keeps own words. What is no answer to the field is refused.
pub(crate) fn word(session: &mut Session<'_>, worded: &Worded<'_>) -> Result<Vec<Entry>, AppError> {
    let layout = layout(form(worded.form)?)?;
    let strings = strings(worded.language)?;
    let named = |field: &&Field| field.id.as_str() == worded.field || field.number == worded.field;
    let field = layout.fields.iter().find(named).ok_or_else(|| AppError::Nothing {
        what: "field",
        typed: worded.field.to_owned(),
        candidates: layout.fields.iter().map(|field| field.id.to_string()).collect(),
    })?;
    if let Some(text) = worded.text
        && Answer::typed(text, &layout.form, field, &strings).is_none()
    {
        return Err(AppError::WrongAnswer(format!("that is no answer to {}: {}", field.id, wanted(field))));
    }
    let mut wording = session.wording();
    let body = WordingSet {
        form: layout.form.id.clone(),
        field: field.id.clone(),
        text: wording.say_some(worded.text)?,
        language: worded.language.map(str::to_owned),
        to: wording.say_some(worded.to)?,
    };
    session.act(Command::Write(Box::new(body.into())), wording)
}

fn wanted(field: &Field) -> String {
    let codes: Vec<&str> = field.options.iter().map(|option| option.id.as_str()).collect();
    let word = crate::form::model::FIELD_KINDS
        .iter()
        .find(|(kind, _)| *kind == field.kind)
        .map_or("", |(_, word)| word);
    if codes.is_empty() {
        format!("it takes one of the kind {word}")
    } else {
        format!("it takes {}", listing(&codes, "or"))
    }
}

/// The own words of a form that stand, by what was known. Words that only counsel may read are left out.
pub(super) fn standing(session: &Session<'_>, entries: &[Entry], form: &str) -> Vec<Wording> {
    let mut standing = BTreeMap::new();
    for entry in entries {
        let Event::WordingSet(body) = &entry.draft.event else { continue };
        let recipient = body.to.and_then(|to| session.shown(to));
        if body.form != form || (body.to.is_some() && recipient.is_none()) {
            continue;
        }
        let key = (body.field.clone(), body.language.clone(), recipient.clone());
        match body.text.and_then(|text| session.shown(text)) {
            Some(text) => {
                let (field, language) = (body.field.clone(), body.language.clone());
                standing.insert(key, Wording { field, language, recipient, text, seq: entry.seq });
            }
            None => {
                standing.remove(&key);
            }
        }
    }
    standing.into_values().collect()
}
