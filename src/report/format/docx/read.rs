//! Reads the answers back out of a document that somebody edited. The file comes from outside: sizes are capped, a document type or an
//! unknown entity is refused, and nothing is ever fetched. Of tracked changes what was inserted counts and what was deleted does not.
//! Must not decide which answers are taken.

mod collect;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::report::document::answer::Answer;
use collect::Collected;

/// The largest file that is read.
pub(crate) const MOST_FILE: usize = 20 * 1024 * 1024;
/// The largest part of it, unpacked.
const MOST_PART: u64 = 32 * 1024 * 1024;
/// The most parts it may have.
const MOST_PARTS: usize = 2_000;

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// Too many bytes.
    #[error("{what} is larger than {most} bytes")]
    TooLarge {
        /// What.
        what: &'static str,
        /// How many bytes it may have.
        most: u64,
    },
    /// Too many parts.
    #[error("the file has more than {MOST_PARTS} parts")]
    TooManyParts,
    /// No container, or a damaged one.
    #[error("this is no DOCX file: {0}")]
    Container(#[from] zip::result::ZipError),
    /// A part cannot be unpacked.
    #[error("a part of the file cannot be unpacked: {0}")]
    Part(#[from] std::io::Error),
    /// No XML, or broken XML.
    #[error("the text is not well-formed XML: {0}")]
    Xml(String),
    /// A document type, which could define entities.
    #[error("the text declares a document type, which no word processor writes")]
    DocumentType,
    /// An entity that XML does not have.
    #[error("the text uses the entity `{0}`, which it cannot know")]
    Entity(String),
    /// Elements in elements in elements.
    #[error("elements are nested more than {0} deep")]
    TooDeep(usize),
    /// Too much text for answers.
    #[error("the answers hold more than {0} characters")]
    TooMuchText(usize),
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Returned {
    /// Which incident, form and stage it says it is about, by name.
    pub(crate) properties: BTreeMap<String, String>,
    /// What was answered, by field; an answer that was emptied is an empty text.
    pub(crate) answers: BTreeMap<String, String>,
    /// Fields of which neither mark nor question was found.
    pub(crate) lost: Vec<String>,
}

/// Reads the answers to these questions: first by the marks they were exported with, then from tables of two columns whose first
/// column is the question.
pub(crate) fn read_answers(bytes: &[u8], form: &[Answer]) -> Result<Returned, ReadError> {
    if bytes.len() > MOST_FILE {
        return Err(ReadError::TooLarge { what: "the file", most: MOST_FILE as u64 });
    }
    let mut file = ZipArchive::new(Cursor::new(bytes))?;
    if file.len() > MOST_PARTS {
        return Err(ReadError::TooManyParts);
    }
    let text = part(&mut file, "word/document.xml")?;
    let properties = match part(&mut file, "docProps/custom.xml") {
        Ok(text) => collect::properties(&text)?,
        Err(ReadError::Container(zip::result::ZipError::FileNotFound)) => BTreeMap::new(),
        Err(error) => return Err(error),
    };
    let collected = collect::collect(&text)?;
    let mut returned = Returned { properties, answers: BTreeMap::new(), lost: Vec::new() };
    for answer in form {
        match found(&collected, answer) {
            Some(text) => {
                returned.answers.insert(answer.field.clone(), cleaned(text));
            }
            None => returned.lost.push(answer.field.clone()),
        }
    }
    Ok(returned)
}

/// The size that the container claims is not believed: reading stops at the cap.
fn part(file: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    file.by_name(name)?.take(MOST_PART + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_PART {
        return Err(ReadError::TooLarge { what: "a part of the file", most: MOST_PART });
    }
    String::from_utf8(bytes).map_err(|_| ReadError::Xml("it is not UTF-8".to_owned()))
}

/// A control holds what was typed at its edges too, so it counts before the bookmark.
fn found<'a>(collected: &'a Collected, answer: &Answer) -> Option<&'a str> {
    let mark = answer.mark();
    let marked = collected.controls.get(&mark).or_else(|| collected.bookmarks.get(&mark));
    let question = squeezed(&answer.question);
    let pasted =
        || collected.pairs.iter().find(|(name, _)| squeezed(name) == question).map(|(_, value)| value);
    marked.or_else(pasted).map(String::as_str)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Blanks at the ends go; so does the mark that stands where nothing was answered.
fn cleaned(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let text = lines.join("\n").trim().to_owned();
    if text == super::table::NOTHING { String::new() } else { text }
}
