//! The document model: what a paper says, before any output format. Every text enters through [`Run`], which makes hostile
//! characters visible, so that no format has to. Must not know a format, a template or what the paper is about.

pub(crate) mod answer;
pub(crate) mod dress;
pub(crate) mod furniture;
pub(crate) mod literal;
pub(crate) mod picture;

use crate::base::id::Seq;
use answer::Answer;
use dress::Dress;
use picture::Picture;

/// How a run of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Not at all.
    Plain,
    /// Stressed.
    Strong,
    /// A hash, an id, a file name.
    Code,
    /// Struck through: it was wrong or is withdrawn.
    Struck,
    /// Of less weight.
    Quiet,
    /// Something is missing here, and this says what.
    Gap,
    /// The number of an entry, which a format may make a link.
    Entry(Seq),
    /// The whole text of a footnote, where its mark stands.
    Note,
}

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    text: String,
    style: Style,
}

impl Run {
    /// A text in a style. Line feeds stay line breaks; every other hostile character becomes visible.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        Self { text: literal::literal(text), style }
    }

    /// An ordinary text.
    pub(crate) fn plain(text: &str) -> Self {
        Self::new(text, Style::Plain)
    }

    /// A stressed text.
    pub(crate) fn strong(text: &str) -> Self {
        Self::new(text, Style::Strong)
    }

    /// A text of less weight.
    pub(crate) fn quiet(text: &str) -> Self {
        Self::new(text, Style::Quiet)
    }

    /// The number of an entry.
    pub(crate) fn entry(seq: Seq) -> Self {
        Self { text: seq.to_string(), style: Style::Entry(seq) }
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The style.
    pub(crate) fn style(&self) -> Style {
        self.style
    }
}

/// A line of runs.
pub(crate) type Line = Vec<Run>;

/// What stands in a cell: lines one below the other.
pub(crate) type Cell = Vec<Line>;

/// A line of one ordinary text.
pub(crate) fn line(text: &str) -> Line {
    vec![Run::plain(text)]
}

/// A cell of one ordinary text.
pub(crate) fn cell(text: &str) -> Cell {
    vec![line(text)]
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A warning that nobody may overlook. Written by [`Document::new`].
    Banner(String),
    /// A heading; the title of the document has level 1.
    Heading(u8, Line),
    /// A paragraph.
    Paragraph(Line),
    /// A list.
    Items(Vec<Line>),
    /// Names and what is known of them.
    Pairs(Vec<Pair>),
    /// A table that may run over many pages.
    Table(Table),
    /// Questions of a form and their answers.
    Answers(Vec<Answer>),
    /// A drawing.
    Picture(Picture),
}

/// A name and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The name.
    pub(crate) name: String,
    /// What is known.
    pub(crate) value: Cell,
}

impl Pair {
    /// A name with lines.
    pub(crate) fn new(name: &str, value: Cell) -> Self {
        Self { name: literal::literal(name), value }
    }
}

/// A table. Its header stands on every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// What it shows, for those who cannot see it.
    pub(crate) caption: String,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// Its rows.
    pub(crate) rows: Vec<TableRow>,
}

impl Table {
    /// A table of cells under named columns, each with its share of the width in percent.
    pub(crate) fn of(
        caption: &str,
        columns: &[(&str, u8)],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Block {
        let rows = rows.into_iter().map(RowCells::of).collect();
        Block::Table(Self { caption: caption.to_owned(), columns: Column::named(columns), rows })
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// The heading.
    pub(crate) name: String,
    /// Share of the width, in percent.
    pub(crate) percent: u8,
}

impl Column {
    /// Columns by name, each with its share of the width in percent.
    pub(crate) fn named(all: &[(&str, u8)]) -> Vec<Self> {
        all.iter().map(|(name, percent)| Self { name: (*name).to_owned(), percent: *percent }).collect()
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TableRow {
    /// A heading over the rows that follow.
    Divider(String),
    /// Cells, one for each column; the first names the row.
    Cells(RowCells),
}

/// The cells of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowCells {
    /// The entry that the row shows, which links may point to.
    pub(crate) entry: Option<Seq>,
    /// Which of the document's tones marks it; the tone is said in words too.
    pub(crate) tone: Option<u8>,
    /// The cells.
    pub(crate) cells: Vec<Cell>,
}

impl RowCells {
    /// A row that shows no entry.
    pub(crate) fn of(cells: Vec<Cell>) -> TableRow {
        TableRow::Cells(Self { entry: None, tone: None, cells })
    }
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    title: String,
    dress: Dress,
    form: Option<Form>,
    blocks: Vec<Block>,
}

/// Which form a paper fills in, for which of its stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    /// Id of the form.
    pub(crate) id: String,
    /// Word of the stage.
    pub(crate) stage: String,
}

/// The language that the papers are written in (BCP 47).
pub(crate) const LANGUAGE: &str = "en";

impl Document {
    /// Puts a paper together. The banners of an exercise and of a broken record are written here, once, for every format.
    pub(crate) fn new(title: &str, dress: impl Into<Dress>, body: Vec<Block>) -> Self {
        let dress = dress.into();
        let title = format!("{}{}", dress.mark, literal::one_line(title));
        let banners: Vec<Block> = dress.banners.iter().cloned().map(Block::Banner).collect();
        let blocks = banners.iter().cloned().chain(body).chain(banners.iter().cloned()).collect();
        Self { title, dress, form: None, blocks }
    }

    /// The same, as the answers of a form.
    pub(crate) fn of_form(self, form: Form) -> Self {
        Self { form: Some(form), ..self }
    }

    /// The form that it fills in, if it does.
    pub(crate) fn form(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// The title, one line.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// What every page carries.
    pub(crate) fn dress(&self) -> &Dress {
        &self.dress
    }

    /// The parts in reading order, the title not among them.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Entries that a row of this document shows: only these can be linked to.
    pub(crate) fn shown_entries(&self) -> std::collections::BTreeSet<Seq> {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Banner(_)
            | Block::Heading(..)
            | Block::Paragraph(_)
            | Block::Items(_)
            | Block::Pairs(_)
            | Block::Answers(_)
            | Block::Picture(_) => None,
        });
        tables.flat_map(|table| &table.rows).filter_map(TableRow::entry).collect()
    }
}

impl TableRow {
    fn entry(&self) -> Option<Seq> {
        match self {
            Self::Divider(_) => None,
            Self::Cells(row) => row.entry,
        }
    }
}

#[cfg(test)]
mod tests;
