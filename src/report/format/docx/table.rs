//! Tables of the document, and the answers of a form. An answer stands in a content control and in a bookmark of the same name: word
//! processors keep at least one of them. Must not know a form.

use super::body::Body;
use super::xml::{escaped, paragraph, run};
use crate::report::document::answer::{Answer, AnswerKind};
use crate::report::document::{Cell, Line, Pair, RowCells, Run, Table, TableRow};

/// The room for text, in twentieths of a point.
const MEASURE: u32 = 10206;

/// What stands where nothing is answered, so that there is something to write over.
pub(super) const NOTHING: &str = "\u{2026}";

fn widths(percents: &[u8]) -> Vec<u32> {
    let whole = percents.iter().map(|percent| u32::from(*percent)).sum::<u32>().max(1);
    percents.iter().map(|percent| MEASURE * u32::from(*percent) / whole).collect()
}

fn grid(caption: &str, widths: &[u32], rows: &str) -> String {
    let columns: Vec<String> = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let columns = columns.concat();
    let caption = if caption.is_empty() {
        String::new()
    } else {
        format!("<w:tblCaption w:val=\"{}\"/>", escaped(caption))
    };
    // The paragraph keeps word processors from joining tables that stand one after the other.
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"PaperTable\"/><w:tblW w:w=\"{MEASURE}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/>{caption}</w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{}",
        paragraph("TableText", "")
    )
}

fn cell(width: u32, content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>")
}

impl Body {
    /// Names and what is known of them.
    pub(super) fn pairs(&self, pairs: &[Pair]) -> String {
        let widths = widths(&[22, 78]);
        let rows = pairs.iter().map(|pair| {
            let name = paragraph("Question", &run(&pair.name));
            two(&widths, &name, &self.cell(&pair.value))
        });
        grid("", &widths, &rows.collect::<String>())
    }

    /// A table; its header stands on every page.
    pub(super) fn table(&self, table: &Table) -> String {
        let percents: Vec<u8> = table.columns.iter().map(|column| column.percent).collect();
        let widths = widths(&percents);
        let names = table.columns.iter().zip(&widths);
        let names: String =
            names.map(|(column, width)| cell(*width, &paragraph("TableHead", &run(&column.name)))).collect();
        let head = format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{names}</w:tr>");
        let rows = table.rows.iter().map(|row| match row {
            TableRow::Divider(text) => divider(text, widths.len()),
            TableRow::Cells(row) => self.row(row, &widths),
        });
        grid(&table.caption, &widths, &format!("{head}{}", rows.collect::<String>()))
    }

    fn row(&self, row: &RowCells, widths: &[u32]) -> String {
        let mut target = self.target(row.entry);
        let cells = row.cells.iter().zip(widths).map(|(content, width)| {
            let content = format!("{}{}", std::mem::take(&mut target), self.cell(content));
            cell(*width, &content)
        });
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    }

    fn cell(&self, cell: &Cell) -> String {
        if cell.is_empty() {
            return paragraph("TableText", "");
        }
        cell.iter().map(|line| paragraph("TableText", &self.line(line))).collect()
    }

    /// Questions and answers.
    pub(super) fn answers(&self, answers: &[Answer]) -> String {
        let widths = widths(&[38, 62]);
        let rows = answers.iter().map(|answer| {
            let question = paragraph("Question", &run(&answer.question));
            let remark = if answer.remark.is_empty() {
                String::new()
            } else {
                paragraph("TableText", &self.line(&answer.remark))
            };
            two(&widths, &question, &format!("{}{remark}", self.answer(answer)))
        });
        grid("", &widths, &rows.collect::<String>())
    }

    fn answer(&self, answer: &Answer) -> String {
        match &answer.kind {
            AnswerKind::Text | AnswerKind::Several(_) => self.free(answer),
            AnswerKind::One(_) => self.drop_down(answer),
        }
    }

    /// The bookmark stands around the control: inside, word processors lose it where an answer has several lines.
    fn free(&self, answer: &Answer) -> String {
        let (start, end) = self.bookmark(answer);
        let lines = answer.value.iter().flat_map(broken);
        let mut text: String = lines.map(|line| paragraph("TableText", &self.line(&line))).collect();
        if text.is_empty() {
            text = paragraph("TableText", &run(NOTHING));
        }
        format!("{start}<w:sdt>{}<w:sdtContent>{text}</w:sdtContent></w:sdt>{end}", self.control(answer, ""))
    }

    fn drop_down(&self, answer: &Answer) -> String {
        let item = |text: &str, code: &str| {
            format!("<w:listItem w:displayText=\"{}\" w:value=\"{}\"/>", escaped(text), escaped(code))
        };
        let choices = answer.kind.choices().iter().map(|choice| item(&choice.text, &choice.code));
        let list = format!("<w:dropDownList>{}</w:dropDownList>", choices.collect::<String>());
        let (start, end) = self.bookmark(answer);
        let text: String = answer.value.iter().map(|line| self.line(line)).collect();
        let text = if text.is_empty() { run(NOTHING) } else { text };
        let control = self.control(answer, &list);
        let control = format!("<w:sdt>{control}<w:sdtContent>{text}</w:sdtContent></w:sdt>");
        paragraph("TableText", &format!("{start}{control}{end}"))
    }

    fn control(&self, answer: &Answer, kind: &str) -> String {
        // Word refuses longer names of controls.
        let name: String = answer.question.chars().take(64).collect();
        format!(
            "<w:sdtPr><w:alias w:val=\"{}\"/><w:tag w:val=\"{}\"/><w:id w:val=\"{}\"/>{kind}</w:sdtPr>",
            escaped(&name),
            escaped(&answer.mark()),
            self.next()
        )
    }

    fn bookmark(&self, answer: &Answer) -> (String, String) {
        let id = self.next();
        let start = format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/>", escaped(&answer.mark()));
        (start, format!("<w:bookmarkEnd w:id=\"{id}\"/>"))
    }
}

/// Line breaks as lines: at the edge of a control, some word processors move a break.
fn broken(line: &Line) -> Vec<Line> {
    let mut lines = vec![Vec::new()];
    for run in line {
        for (n, part) in run.text().split('\n').enumerate() {
            if n > 0 {
                lines.push(Vec::new());
            }
            lines.last_mut().into_iter().for_each(|line| line.push(Run::new(part, run.style())));
        }
    }
    lines
}

fn two(widths: &[u32], left: &str, right: &str) -> String {
    let cells = widths.iter().zip([left, right]).map(|(width, content)| cell(*width, content));
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>", cells.collect::<String>())
}

fn divider(text: &str, columns: usize) -> String {
    format!(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"{MEASURE}\" w:type=\"dxa\"/>\
         <w:gridSpan w:val=\"{columns}\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F7F5F2\"/></w:tcPr>{}</w:tc></w:tr>",
        paragraph("TableHead", &run(text))
    )
}
