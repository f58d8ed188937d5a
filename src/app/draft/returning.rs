//! A draft that comes back from a word processor: which answers differ from those that went out, beside what the facts say by now. Must
//! not take any of them: a person does, one by one.

use std::collections::BTreeMap;

use super::{Asked, draft, form, layout};
use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::base::id::{Seq, StageId};
use crate::form::answer::Answer as Typed;
use crate::form::model::Field;
use crate::report::document::answer::Answer;
use crate::report::document::{Block, Document, Line, Run};
use crate::report::format::docx::read::{ReadError, read_answers};

/// An answer that somebody changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Proposal {
    /// The field.
    pub(crate) field: String,
    /// Its question.
    pub(crate) question: String,
    /// What went out.
    pub(crate) exported: String,
    /// What a draft says now; nothing if the field is not asked any more.
    pub(crate) now: Option<String>,
    /// What came back; empty if it was taken out.
    pub(crate) returned: String,
    /// Whether it can be taken: it can be read as an answer to this field, or it was emptied and the form takes "not known yet".
    pub(crate) readable: bool,
    /// What taking it writes.
    #[serde(skip)]
    pub(crate) taken: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct ReadBack {
    /// Id of the form.
    pub(crate) form: String,
    /// Its stage.
    pub(crate) stage: StageId,
    /// Number of entries that it was made from.
    pub(crate) size: Seq,
    /// What was changed, in the order of the form.
    pub(crate) proposals: Vec<Proposal>,
    /// Fields that were not found in the file.
    pub(crate) lost: Vec<String>,
}

fn unreadable(why: &ReadError) -> AppError {
    AppError::Input(why.to_string())
}

/// Compares a returned file with the draft that went out.
pub(crate) fn read_back(
    session: &Session<'_>,
    bytes: &[u8],
    language: Option<&str>,
) -> Result<ReadBack, AppError> {
    let told = read_answers(bytes, &[]).map_err(|why| unreadable(&why))?.properties;
    let property = |name: &str| {
        let missing =
            || AppError::Input(format!("the file does not say its {name}: it is no draft of this program"));
        told.get(name).map(String::as_str).ok_or_else(missing)
    };
    let (own, incident) = (super::opening(session)?.0, property("incident")?);
    if own != incident {
        return Err(AppError::NotPossible(format!("the file belongs to {incident}, not to {own}")));
    }
    let form = form(property("form")?)?;
    let stage = StageId::parse(property("stage")?).map_err(|why| AppError::Input(why.to_string()))?;
    let size =
        property("size")?.parse().map(Seq).map_err(|_| AppError::Input("the file has no size".to_owned()))?;
    let asked = Asked {
        form: form.id.clone(),
        stage: Some(stage.clone()),
        language: language.map(str::to_owned),
        ..Asked::default()
    };
    let then = draft(session, &Asked { at_size: Some(size), ..asked.clone() })?;
    let now = draft(session, &asked)?;
    let exported = answers_of(&then.paper.document);
    let now: BTreeMap<&str, String> = answers_of(&now.paper.document)
        .into_iter()
        .map(|answer| (answer.field.as_str(), text_of(answer)))
        .collect();
    let questions: Vec<Answer> = exported.iter().map(|answer| (*answer).clone()).collect();
    let returned = read_answers(bytes, &questions).map_err(|why| unreadable(&why))?;
    let (layout, strings) = (layout(form)?, super::strings(language)?);
    let taken = |field: &str, text: &str| {
        let field: &Field = layout.field(field)?;
        if text.trim().is_empty() {
            return field.words_for_unknown(strings.word("not_known_yet"));
        }
        Typed::typed(text, &layout.form, field, &strings).map(|_| text.to_owned())
    };
    let proposal = |answer: &&Answer| {
        let (returned, was) = (returned.answers.get(&answer.field)?, text_of(answer));
        let taken = taken(&answer.field, returned);
        (*returned != was).then(|| Proposal {
            field: answer.field.clone(),
            question: answer.question.clone(),
            exported: was,
            now: now.get(answer.field.as_str()).cloned(),
            returned: returned.clone(),
            readable: taken.is_some(),
            taken,
        })
    };
    let proposals = exported.iter().filter_map(proposal).collect();
    Ok(ReadBack { form: form.id.clone(), stage, size, proposals, lost: returned.lost.clone() })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only one kind of blocks holds answers")]
fn answers_of(document: &Document) -> Vec<&Answer> {
    let answers = document.blocks().iter().filter_map(|block| match block {
        Block::Answers(answers) => Some(answers),
        _other => None,
    });
    answers.flatten().collect()
}

/// As a file gives it back: lines without blanks at their ends.
fn text_of(answer: &Answer) -> String {
    let line = |line: &Line| line.iter().map(Run::text).collect::<String>();
    let lines: Vec<String> = answer.value.iter().map(line).collect();
    let lines: Vec<&str> = lines.iter().flat_map(|text| text.split('\n')).map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}
