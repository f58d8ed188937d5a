//! From `CommonMark` to the document model. Knows the few constructs that papers have and refuses the rest, so that a template
//! cannot look right in one format and be lost in another.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::token::{Piece, Shelf};
use super::{Blocks, TemplateError};
use crate::report::document::{Block, Line, Run, Style};

/// Reads a filled template.
pub(super) fn read(text: &str, shelf: &Shelf, blocks: &Blocks) -> Result<Vec<Block>, TemplateError> {
    let mut builder = Builder {
        shelf,
        blocks,
        done: Vec::new(),
        line: Vec::new(),
        placed: None,
        styles: Vec::new(),
        items: None,
    };
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        builder.take(event)?;
    }
    Ok(builder.done)
}

struct Builder<'a> {
    shelf: &'a Shelf,
    blocks: &'a Blocks,
    done: Vec<Block>,
    line: Line,
    placed: Option<String>,
    styles: Vec<Style>,
    items: Option<Vec<Line>>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>) -> Result<(), TemplateError> {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) => self.text(&text, self.style()),
            Event::Code(text) => self.text(&text, Style::Code),
            Event::SoftBreak => self.text(" ", self.style()),
            Event::HardBreak => self.text("\n", self.style()),
            Event::Html(_) | Event::InlineHtml(_) => Err(TemplateError::Construct("HTML")),
            Event::Rule => Err(TemplateError::Construct("rules")),
            Event::InlineMath(_) | Event::DisplayMath(_) => Err(TemplateError::Construct("formulas")),
            Event::FootnoteReference(_) => Err(TemplateError::Construct("footnotes")),
            Event::TaskListMarker(_) => Err(TemplateError::Construct("tick boxes")),
        }
    }

    fn style(&self) -> Style {
        self.styles.last().copied().unwrap_or(Style::Plain)
    }

    fn text(&mut self, text: &str, style: Style) -> Result<(), TemplateError> {
        for piece in self.shelf.pieces(text) {
            match piece {
                Piece::Text(text) | Piece::Value(text) => self.line.push(Run::new(&text, style)),
                Piece::Block(name) => match self.placed.replace(name) {
                    None => {}
                    Some(_) => return Err(TemplateError::MisplacedBlock),
                },
            }
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), TemplateError> {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::Item => {}
            Tag::List(None) if self.items.is_none() => self.items = Some(Vec::new()),
            Tag::List(_) => return Err(TemplateError::Construct("numbered or nested lists")),
            Tag::Strong => self.styles.push(Style::Strong),
            Tag::Emphasis => self.styles.push(Style::Quiet),
            Tag::Strikethrough => self.styles.push(Style::Struck),
            Tag::BlockQuote(_) => return Err(TemplateError::Construct("quotations")),
            Tag::CodeBlock(_) => return Err(TemplateError::Construct("code blocks")),
            Tag::HtmlBlock => return Err(TemplateError::Construct("HTML")),
            Tag::Link { .. } | Tag::Image { .. } => return Err(TemplateError::Construct("links or images")),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => return Err(TemplateError::Construct("extensions of Markdown")),
        }
        Ok(())
    }

    fn close(&mut self, tag: TagEnd) -> Result<(), TemplateError> {
        match tag {
            TagEnd::Paragraph if self.items.is_none() => self.paragraph(),
            TagEnd::Heading(level) => {
                let line = self.words()?;
                self.done.push(Block::Heading(number(level), line));
                Ok(())
            }
            TagEnd::Item => {
                let line = self.words()?;
                self.items.get_or_insert_default().push(line);
                Ok(())
            }
            TagEnd::List(_) => {
                self.done.extend(self.items.take().map(Block::Items));
                Ok(())
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough => {
                self.styles.pop();
                Ok(())
            }
            TagEnd::Paragraph
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => Ok(()),
        }
    }

    /// The line so far, which must not hold a block.
    fn words(&mut self) -> Result<Line, TemplateError> {
        match self.placed.take() {
            Some(_) => Err(TemplateError::MisplacedBlock),
            None => Ok(std::mem::take(&mut self.line)),
        }
    }

    fn paragraph(&mut self) -> Result<(), TemplateError> {
        let line = std::mem::take(&mut self.line);
        match self.placed.take() {
            None => self.done.push(Block::Paragraph(line)),
            Some(_) if !line.is_empty() => return Err(TemplateError::MisplacedBlock),
            Some(name) => {
                let block = self.blocks.get(name.as_str());
                self.done.extend(block.ok_or(TemplateError::UnknownBlock(name))?.iter().cloned());
            }
        }
        Ok(())
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
