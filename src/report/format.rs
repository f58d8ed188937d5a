//! Output formats. A format is one file here and one line in the list; `--format`, its help and the documentation come from the list.
//! Must not know what a paper is about.

mod csv;
mod html;
mod json;
mod jsonl;
mod md;
mod svg;
mod txt;

use serde::Serialize;

use super::document::Document;

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
            /// Writes a paper. The same paper gives the same bytes; they end with a line feed.
            pub(crate) fn write(self, paper: &Paper) -> String {
                match self {
                    $(Self::$name => $module::write(paper),)*
                }
            }
        }
    };
}

formats! {
    md => Md, "Markdown, for ticket systems and repositories";
    txt => Txt, "plain text without tables, at most 78 columns, for chats and mail";
    html => Html, "one self-contained page to read, print and hand on";
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

    /// Whether it is read by people, who want things in the order in which they happened.
    pub(crate) fn is_paper(self) -> bool {
        match self {
            Self::Md | Self::Txt | Self::Html => true,
            Self::Csv | Self::Json | Self::Jsonl => false,
        }
    }
}

#[cfg(test)]
mod tests;
