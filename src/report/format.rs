//! Output formats. A format is one file here and one line in the list; `--format`, its help and the documentation come from the list.
//! Must not know what a paper is about.

mod csv;
pub(crate) mod docx;
mod html;
mod json;
mod jsonl;
mod md;
mod pdf;
mod svg;
mod txt;

use serde::Serialize;

use super::document::Document;
use crate::base::text::one_of;

/// A view as flat rows, for spreadsheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Names of the columns.
    pub(crate) columns: Vec<&'static str>,
    /// Rows, each as long as there are columns. Texts are as they were typed.
    pub(crate) rows: Vec<Vec<String>>,
}

/// A view as JSON, for programs. Members stand in the order in which their structures declare them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tree {
    header: String,
    header_lines: String,
    rows_name: &'static str,
    rows: Vec<String>,
}

impl Tree {
    /// Takes a header and rows; in one object the rows are the header's last member.
    pub(crate) fn new<H: Serialize, R: Serialize>(
        header: &H,
        rows_name: &'static str,
        rows: &[R],
    ) -> Result<Self, serde_json::Error> {
        Ok(Self {
            header: serde_json::to_string(header)?,
            header_lines: serde_json::to_string_pretty(header)?,
            rows_name,
            rows: rows.iter().map(serde_json::to_string).collect::<Result<_, _>>()?,
        })
    }
}

/// One view in the shapes that formats are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    /// To be read.
    pub(crate) document: Document,
    /// To be sorted and counted.
    pub(crate) sheet: Sheet,
    /// To be worked on.
    pub(crate) tree: Tree,
}

/// Why a paper cannot be written in a format.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FormatError {
    /// The writer of PDF files refuses.
    #[error("PDF cannot be written: {0}")]
    Pdf(String),
    /// The container cannot be written.
    #[error("DOCX cannot be written: {0}")]
    Docx(#[from] zip::result::ZipError),
    /// A part of the container cannot be written.
    #[error("DOCX cannot be written: {0}")]
    Part(#[from] std::io::Error),
}

/// What a format's writer gives.
trait Written {
    /// As bytes.
    fn bytes(self) -> Result<Vec<u8>, FormatError>;
}

impl Written for String {
    fn bytes(self) -> Result<Vec<u8>, FormatError> {
        Ok(self.into_bytes())
    }
}

impl Written for Result<Vec<u8>, FormatError> {
    fn bytes(self) -> Result<Vec<u8>, FormatError> {
        self
    }
}

macro_rules! formats {
    ($($module:ident => $name:ident, $what:literal;)*) => {
        /// An output format.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Format {
            $(#[doc = $what] $name,)*
        }

        /// Every format with its word, which is also the ending of its files, and what it is for.
        pub(crate) const FORMATS: &[(Format, &str, &str)] = &[$((Format::$name, stringify!($module), $what)),*];

        impl Format {
            /// Writes a paper. The same paper gives the same bytes; texts end with a line feed.
            pub(crate) fn write(self, paper: &Paper) -> Result<Vec<u8>, FormatError> {
                match self {
                    $(Self::$name => $module::write(paper).bytes(),)*
                }
            }
        }
    };
}

formats! {
    md => Md, "Markdown, for ticket systems and repositories";
    txt => Txt, "plain text without tables, at most 78 columns, for chats and mail";
    html => Html, "one self-contained page to read, print and hand on";
    pdf => Pdf, "pages with text, tags and an outline, for authorities and courts";
    docx => Docx, "a document to be edited in a word processor";
    csv => Csv, "a table for spreadsheets, one row for each entry";
    json => Json, "one JSON object for programs";
    jsonl => Jsonl, "JSON lines: a header, then one line for each entry";
}

impl Format {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        FORMATS.iter().find(|(format, ..)| *format == self).map_or("", |(_, word, _)| word)
    }

    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        FORMATS.iter().find(|(_, w, _)| *w == word).map(|(format, ..)| *format)
    }

    /// Reads the word, or says which words there are.
    pub(crate) fn named(word: &str) -> Result<Self, String> {
        Self::parse(word).ok_or_else(|| one_of(FORMATS.iter().map(|(_, word, _)| *word)))
    }

    /// Whether it is read by people, who want things in the order in which they happened.
    pub(crate) fn is_paper(self) -> bool {
        match self {
            Self::Md | Self::Txt | Self::Html | Self::Pdf | Self::Docx => true,
            Self::Csv | Self::Json | Self::Jsonl => false,
        }
    }

    /// Whether it is text, which a terminal can show.
    pub(crate) fn is_text(self) -> bool {
        match self {
            Self::Md | Self::Txt | Self::Html | Self::Csv | Self::Json | Self::Jsonl => true,
            Self::Pdf | Self::Docx => false,
        }
    }
}

#[cfg(test)]
mod tests;
