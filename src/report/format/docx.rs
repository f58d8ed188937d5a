//! DOCX: a document to be edited in a word processor. Answers of a form are marked, so that they can be read back after that. Times and
//! order in the container are fixed: the same paper gives the same bytes. Must not let any text in unescaped.

mod body;
mod parts;
pub(crate) mod read;
mod table;
mod xml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{FormatError, Paper};
use body::Body;

pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, FormatError> {
    let document = &paper.document;
    let body = Body::of(document);
    let dress = document.dress();
    let parts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(document)),
        ("docProps/custom.xml", parts::custom(document)),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.to_owned()),
        ("word/document.xml", body.document()),
        ("word/footnotes.xml", body.footnotes()),
        ("word/footer1.xml", parts::footer(dress)),
        ("word/header1.xml", parts::header(dress)),
        ("word/numbering.xml", include_str!("docx/numbering.xml").to_owned()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/styles.xml", include_str!("docx/styles.xml").to_owned()),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        file.start_file(name, options)?;
        file.write_all(text.as_bytes())?;
    }
    Ok(file.finish()?.into_inner())
}

#[cfg(test)]
mod tests;
