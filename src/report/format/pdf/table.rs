//! Tables over many pages: the header stands on each of them, a row stays whole if it is not too high. Must not know what a table shows.

use krilla::tagging::{TableHeaderScope, Tag, TagKind};

use super::face::Face;
use super::flow::{BODY, Flow, LEADING};
use super::setting::{Look, SetLine};
use super::sheet::{Area, BAND, BLACK, MARGIN, MEASURE, Mark, RULE, tone};
use crate::base::id::Seq;
use crate::report::document::answer::Answer;
use crate::report::document::dress::Dress;
use crate::report::document::{Cell, Line, Pair, RowCells, Run, Style, Table, TableRow};

/// Size of letters in tables.
const SIZE: f32 = 7.8;
/// Between a cell's edge and its text.
const PAD: f32 = 4.0;
/// Over and under the text of a cell.
const AIR: f32 = 2.2;

/// How high a line is.
pub(super) fn line_height(line: &SetLine) -> f32 {
    let size = line.spans.iter().map(|span| span.look.size).fold(0.0, f32::max);
    if size > 0.0 { size * LEADING } else { BODY * LEADING }
}

/// How high lines are.
pub(super) fn height(lines: &[SetLine]) -> f32 {
    lines.iter().map(line_height).sum()
}

/// Where the columns of a table stand.
struct Grid {
    edges: Vec<(f32, f32)>,
    header: Vec<Line>,
}

/// A row that is about to be placed.
struct Row<'a> {
    cells: Vec<&'a Cell>,
    entry: Option<Seq>,
    tone: Option<u8>,
}

impl Grid {
    fn new(percents: &[u8], header: Vec<Line>) -> Self {
        let whole: f32 = percents.iter().map(|percent| f32::from(*percent)).sum::<f32>().max(1.0);
        let mut x = MARGIN;
        let edges = percents.iter().map(|percent| {
            let width = MEASURE * f32::from(*percent) / whole;
            x += width;
            (x - width, width)
        });
        Self { edges: edges.collect(), header }
    }
}

impl Flow {
    /// What every paper says under its title.
    pub(super) fn dress(&mut self, dress: &Dress) {
        self.pairs(&dress.pairs());
    }

    /// Names and what is known of them.
    pub(super) fn pairs(&mut self, pairs: &[Pair]) {
        let rows: Vec<(Cell, Cell)> =
            pairs.iter().map(|pair| (vec![vec![Run::plain(&pair.name)]], pair.value.clone())).collect();
        self.two_columns(&rows, [22, 78]);
    }

    /// Questions and answers.
    pub(super) fn answers(&mut self, answers: &[Answer]) {
        let rows: Vec<(Cell, Cell)> = answers
            .iter()
            .map(|answer| {
                let remark = (!answer.remark.is_empty()).then(|| answer.remark.clone());
                let value = answer.value.iter().cloned().chain(remark).collect();
                (vec![vec![Run::plain(&answer.question)]], value)
            })
            .collect();
        self.two_columns(&rows, [38, 62]);
    }

    fn two_columns(&mut self, rows: &[(Cell, Cell)], percents: [u8; 2]) {
        let grid = Grid::new(&percents, Vec::new());
        self.tree.open(Tag::Table);
        for (name, value) in rows {
            self.row(&grid, &Row { cells: vec![name, value], entry: None, tone: None });
        }
        self.tree.close();
        self.y += 6.0;
    }

    /// A table.
    pub(super) fn table(&mut self, table: &Table) {
        let percents: Vec<u8> = table.columns.iter().map(|column| column.percent).collect();
        let header = table.columns.iter().map(|column| vec![Run::plain(&column.name)]).collect();
        let grid = Grid::new(&percents, header);
        let first = self.first_of(table);
        self.need(first);
        self.tree.open(Tag::Table.with_summary(Some(table.caption.clone())));
        self.first_header(&grid);
        self.tree.open(Tag::TBody);
        for row in &table.rows {
            match row {
                TableRow::Divider(text) => self.divider(&grid, text),
                TableRow::Cells(row) => self.row(&grid, &Row::of(row)),
            }
        }
        self.tree.close();
        self.tree.close();
        self.y += 6.0;
    }

    /// How high a table is down to its first row.
    pub(super) fn first_of(&mut self, table: &Table) -> f32 {
        let percents: Vec<u8> = table.columns.iter().map(|column| column.percent).collect();
        let grid = Grid::new(&percents, Vec::new());
        60.0 + table.rows.first().map_or(0.0, |row| self.first_height(&grid, row))
    }

    /// How high the first row is, so that no header stands alone at the foot of a page; nothing for a row that need not stay whole.
    fn first_height(&mut self, grid: &Grid, row: &TableRow) -> f32 {
        let TableRow::Cells(row) = row else { return 0.0 };
        let has_notes = row.cells.iter().flatten().flatten().any(|run| run.style() == Style::Note);
        if has_notes {
            return 0.0;
        }
        let look = Look::new(Face::Regular, SIZE);
        let mut tallest = 0.0_f32;
        for (cell, (_, width)) in row.cells.iter().zip(&grid.edges) {
            let lines = cell.iter().map(|line| height(&self.setter.runs(line, look, width - 1.5 * PAD)));
            tallest = tallest.max(lines.sum());
        }
        if tallest < Self::whole() * 0.6 { tallest } else { 0.0 }
    }

    fn first_header(&mut self, grid: &Grid) {
        let mut cells = self.header_lines(grid);
        self.tree.open(Tag::THead);
        self.tree.open(Tag::TR);
        for lines in &mut cells {
            self.tree.open(Tag::TH(TableHeaderScope::Column));
            self.take(lines);
            self.tree.close();
        }
        self.tree.close();
        self.tree.close();
        self.place_header(grid, cells);
    }

    fn header_lines(&mut self, grid: &Grid) -> Vec<Vec<SetLine>> {
        let look = Look::new(Face::Bold, SIZE * 0.95);
        let columns = grid.header.iter().zip(&grid.edges);
        columns.map(|(name, (_, width))| self.setter.runs(name, look, width - PAD)).collect()
    }

    /// Later headers have no leaves: they only repeat.
    fn place_header(&mut self, grid: &Grid, cells: Vec<Vec<SetLine>>) {
        let tallest = cells.iter().map(|lines| height(lines)).fold(0.0, f32::max);
        for (lines, (x, _)) in cells.into_iter().zip(&grid.edges) {
            let mut y = self.y + AIR + tallest - height(&lines);
            for line in lines {
                let used = line_height(&line);
                self.put(x + PAD / 2.0, y, line);
                y += used;
            }
        }
        self.y += tallest + 2.0 * AIR;
        self.rule(self.y, 1.0, BLACK);
        self.y += 1.0;
    }

    fn turned(&mut self, grid: &Grid, needed: f32) {
        if self.need(needed) && !grid.header.is_empty() {
            let cells = self.header_lines(grid);
            self.place_header(grid, cells);
        }
    }

    fn divider(&mut self, grid: &Grid, text: &str) {
        let mut lines = self.setter.text(text, Look::new(Face::Bold, SIZE), MEASURE - 2.0 * PAD);
        let span = std::num::NonZeroU32::new(u32::try_from(grid.edges.len()).unwrap_or(1));
        self.tree.open(Tag::TR);
        self.tree.open(Tag::TH(TableHeaderScope::Both).with_col_span(span));
        self.take(&mut lines);
        self.tree.close();
        self.tree.close();
        let tall = height(&lines) + 2.0 * AIR + 1.0;
        self.turned(grid, tall + 90.0);
        self.mark(Mark::Fill(Area { x: MARGIN, y: self.y, width: MEASURE, height: tall }, BAND));
        let mut y = self.y + AIR;
        for line in lines {
            let used = line_height(&line);
            self.put(MARGIN + PAD, y, line);
            y += used;
        }
        self.y += tall;
    }

    fn row(&mut self, grid: &Grid, row: &Row<'_>) {
        let (cells, notes) = self.row_lines(grid, row);
        let tallest = cells.iter().map(|lines| height(lines)).fold(0.0, f32::max) + 2.0 * AIR;
        let needed = tallest + Self::notes_height(&notes);
        let whole = needed < Self::whole() * 0.6;
        self.turned(grid, if whole { needed } else { 40.0 + Self::notes_height(&notes) });
        if let Some(seq) = row.entry {
            let place = self.place();
            self.places.entry(seq).or_insert(place);
        }
        self.foot(notes);
        self.slices(grid, cells, row.tone);
        self.rule(self.y, 0.5, RULE);
        self.y += 0.5;
    }

    /// Sets the cells and gives them their tags, in reading order whatever page they come to stand on.
    fn row_lines(&mut self, grid: &Grid, row: &Row<'_>) -> (Vec<Vec<SetLine>>, Vec<SetLine>) {
        self.tree.open(Tag::TR);
        let (mut cells, mut notes) = (Vec::new(), Vec::new());
        for (n, (cell, (_, width))) in row.cells.iter().zip(&grid.edges).enumerate() {
            let (face, tag): (Face, TagKind) = match n {
                0 => (Face::Bold, Tag::TH(TableHeaderScope::Row).into()),
                _later => (Face::Regular, Tag::TD.into()),
            };
            self.tree.open(tag);
            let look = Look::new(face, SIZE);
            let mut lines = Vec::new();
            for line in *cell {
                let mut set = self.setter.runs(line, look, width - 1.5 * PAD);
                self.take(&mut set);
                lines.extend(set);
            }
            notes.extend(self.notes());
            self.tree.close();
            cells.push(lines);
        }
        self.tree.close();
        (cells, notes)
    }

    /// Places as many lines of each cell as there is room for, then goes on on the next page.
    fn slices(&mut self, grid: &Grid, cells: Vec<Vec<SetLine>>, mark: Option<u8>) {
        let mut cells: Vec<_> = cells.into_iter().map(|lines| lines.into_iter().peekable()).collect();
        loop {
            let (top, room) = (self.y, self.room() - 2.0 * AIR);
            let mut tallest = 0.0_f32;
            for (lines, (x, _)) in cells.iter_mut().zip(&grid.edges) {
                let mut used = 0.0;
                while let Some(line) = lines.next_if(|line| used == 0.0 || used + line_height(line) <= room) {
                    let tall = line_height(&line);
                    self.put(x + PAD / 2.0, top + AIR + used, line);
                    used += tall;
                }
                tallest = tallest.max(used);
            }
            self.y = top + tallest + 2.0 * AIR;
            if let Some(number) = mark {
                let area = Area { x: MARGIN - 3.5, y: top + 0.5, width: 2.5, height: self.y - top - 0.5 };
                self.mark(Mark::Fill(area, tone(number)));
            }
            if cells.iter_mut().all(|lines| lines.peek().is_none()) {
                return;
            }
            self.turned(grid, Self::whole());
        }
    }
}

impl<'a> Row<'a> {
    fn of(row: &'a RowCells) -> Self {
        Self { cells: row.cells.iter().collect(), entry: row.entry, tone: row.tone }
    }
}
