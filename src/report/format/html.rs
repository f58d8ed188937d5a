//! HTML: one file that needs nothing else, no script, made to be read on a screen and printed on A4. Must not let any text in
//! unescaped; colours only repeat what words say.

use std::collections::BTreeSet;

use super::{Paper, svg};
use crate::base::id::Seq;
use crate::report::document::answer::Answer;
use crate::report::document::dress::Dress;
use crate::report::document::{
    Block, Cell, Column, Document, LANGUAGE, Line, Pair, RowCells, Run, Style, Table, TableRow,
};

const STYLE: &str = include_str!("html/style.css");

pub(super) fn write(paper: &Paper) -> String {
    let document = &paper.document;
    let page = Page { shown: document.shown_entries() };
    let body: String = document.blocks().iter().map(|block| page.block(block)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{LANGUAGE}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{} · {}</title>\n<style>\n{STYLE}{}</style>\n\
         </head>\n<body>\n<header>\n<h1>{}</h1>\n{}</header>\n<main>\n{body}</main>\n<footer>\n{}</footer>\n\
         </body>\n</html>\n",
        escaped(document.title()),
        escaped(&document.dress().foot),
        page_boxes(document.dress()),
        escaped(document.title()),
        title_block(document.dress()),
        foot(document),
    )
}

/// What printed pages carry at their edges. Browsers without margin boxes print the title, which says the same.
fn page_boxes(dress: &Dress) -> String {
    let top = match dress.banners.as_slice() {
        [] => String::new(),
        some => format!("  @top-center {{ content: {}; }}\n", css_string(&some.join(" "))),
    };
    format!(
        "@page {{\n{top}  @bottom-left {{ content: {}; }}\n  @bottom-right {{ content: \"Page \" counter(page) \" of \" counter(pages); }}\n}}\n",
        dress.foot_lines().iter().map(|line| css_string(line)).collect::<Vec<_>>().join(" \"\\a \" "),
    )
}

/// A CSS string that can neither end early nor end the style element.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-' | ':' | '#' | '/' | '·') {
            out.push(c);
        } else {
            let escape = format!("\\{:x} ", u32::from(c));
            out.push_str(&escape);
        }
    }
    out.push('"');
    out
}

fn title_block(dress: &Dress) -> String {
    if dress.rows.is_empty() {
        return String::new();
    }
    let rows = dress.rows.iter().map(|row| {
        let value = escaped(&row.value);
        let value = if row.strong { format!("<strong class=\"head\">{value}</strong>") } else { value };
        format!("<div><dt>{}</dt><dd>{value}</dd></div>\n", row.name)
    });
    format!("<dl class=\"furniture\">\n{}</dl>\n", rows.collect::<String>())
}

fn foot(document: &Document) -> String {
    let dress = document.dress();
    let proof = dress.proof.as_ref().map_or_else(String::new, |proof| {
        format!("<p>{}: <code>{}</code></p>\n", escaped(&proof.of_at_length), proof.hash)
    });
    format!("<p>{}</p>\n{proof}", escaped(&dress.foot))
}

struct Page {
    shown: BTreeSet<Seq>,
}

impl Page {
    fn block(&self, block: &Block) -> String {
        match block {
            Block::Banner(text) => format!("<p class=\"banner\" role=\"note\">{}</p>\n", escaped(text)),
            Block::Heading(level, line) => format!("<h{level}>{}</h{level}>\n", self.line(line)),
            Block::Paragraph(line) => format!("<p>{}</p>\n", self.line(line)),
            Block::Items(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| format!("<li>{}</li>\n", self.line(item))).collect();
                format!("<ul>\n{}</ul>\n", items.concat())
            }
            Block::Pairs(pairs) => self.pairs(pairs),
            Block::Table(table) => self.table(table),
            Block::Answers(answers) => self.answers(answers),
            Block::Picture(picture) => format!("<figure>\n{}</figure>\n", svg::draw(picture)),
        }
    }

    fn answers(&self, answers: &[Answer]) -> String {
        let row = |answer: &Answer| {
            let (question, value) = (escaped(&answer.question), self.cell(&answer.value));
            let (mark, remark) = (answer.mark(), self.line(&answer.remark));
            let remark = if remark.is_empty() { remark } else { format!("<p>{remark}</p>") };
            format!(
                "<tr><th scope=\"row\">{question}</th><td><div id=\"{mark}\">{value}</div>{remark}</td></tr>\n"
            )
        };
        let rows: Vec<String> = answers.iter().map(row).collect();
        format!("<table class=\"pairs\">\n<tbody>\n{}</tbody>\n</table>\n", rows.concat())
    }

    fn pairs(&self, pairs: &[Pair]) -> String {
        let row = |pair: &Pair| {
            let (name, value) = (escaped(&pair.name), self.cell(&pair.value));
            format!("<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>\n")
        };
        let rows: Vec<String> = pairs.iter().map(row).collect();
        format!("<table class=\"pairs\">\n<tbody>\n{}</tbody>\n</table>\n", rows.concat())
    }

    fn table(&self, table: &Table) -> String {
        let columns = table.columns.iter();
        let widths: Vec<String> =
            columns.clone().map(|column| format!("<col style=\"width:{}%\">", column.percent)).collect();
        let names: Vec<String> =
            columns.map(|column| format!("<th scope=\"col\">{}</th>", escaped(&column.name))).collect();
        let (widths, names) = (widths.concat(), names.concat());
        let mut body = String::from("<tbody>\n");
        for row in &table.rows {
            match row {
                TableRow::Divider(text) => {
                    let (span, text) = (table.columns.len(), escaped(text));
                    let row = format!(
                        "<tr class=\"divider\"><th scope=\"rowgroup\" colspan=\"{span}\">{text}</th></tr>"
                    );
                    body.extend(["</tbody>\n<tbody>\n", &row, "\n"]);
                }
                TableRow::Cells(row) => body.push_str(&self.row(row, &table.columns)),
            }
        }
        let body = format!("{body}</tbody>\n").replacen("<tbody>\n</tbody>\n", "", 1);
        format!(
            "<div class=\"scroll\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\">\n<table>\n<caption>{0}</caption>\n\
             <colgroup>{widths}</colgroup>\n<thead>\n<tr>{names}</tr>\n</thead>\n{body}</table>\n</div>\n",
            escaped(&table.caption)
        )
    }

    /// Cells between the first and the last carry the names of their columns, which narrow screens show beside them.
    fn row(&self, row: &RowCells, columns: &[Column]) -> String {
        let id = row.entry.map_or_else(String::new, |seq| format!(" id=\"e{}\"", seq.0));
        let class = row.tone.map_or_else(String::new, |tone| format!(" class=\"t{tone}\""));
        let mut out = format!("<tr{id}{class}>");
        for (n, cell) in row.cells.iter().enumerate() {
            let text = self.cell(cell);
            let named = columns.get(n).filter(|_| n + 1 < columns.len());
            let cell = match (n, named) {
                (0, _) => format!("<th scope=\"row\">{text}</th>"),
                (_, Some(column)) => format!("<td data-c=\"{}\">{text}</td>", escaped(&column.name)),
                (_, None) => format!("<td>{text}</td>"),
            };
            out.push_str(&cell);
        }
        out.push_str("</tr>\n");
        out
    }

    fn cell(&self, cell: &Cell) -> String {
        match cell.as_slice() {
            [line] => self.line(line),
            lines => {
                let lines: Vec<String> =
                    lines.iter().map(|line| format!("<p>{}</p>", self.line(line))).collect();
                lines.concat()
            }
        }
    }

    fn line(&self, line: &Line) -> String {
        line.iter().map(|run| self.run(run)).collect()
    }

    fn run(&self, run: &Run) -> String {
        let text = isolated(run.text());
        match run.style() {
            Style::Strong => format!("<strong>{text}</strong>"),
            Style::Code => format!("<code>{text}</code>"),
            Style::Struck => format!("<del>{text}</del>"),
            Style::Quiet => format!("<small>{text}</small>"),
            Style::Note => format!(" <small>[{text}]</small>"),
            Style::Gap => format!("<em class=\"gap\">{text}</em>"),
            Style::Entry(seq) if self.shown.contains(&seq) => format!("<a href=\"#e{}\">{text}</a>", seq.0),
            Style::Plain | Style::Entry(_) => text,
        }
    }
}

/// Text of a script that runs from right to left must not move what stands beside it.
fn isolated(text: &str) -> String {
    let from_the_right =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let escaped = escaped(text).replace('\n', "<br>");
    if text.chars().any(from_the_right) { format!("<bdi>{escaped}</bdi>") } else { escaped }
}

/// Escapes a text for elements and for attributes in double quotes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
