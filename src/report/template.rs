//! Templates: Markdown with handlebars, the only place that knows either. A value never passes through Markdown: where it stands,
//! a token of private-use characters is written, and the builder puts the value there as literal text. Tables and drawings are
//! blocks, which a template only places. Must not contain words of a paper.

mod markdown;
mod token;

use std::collections::BTreeMap;
use std::io::{self, Write};

use handlebars::{Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderErrorReason};

use super::document::Block;
use token::Shelf;

/// The most text that a template may produce, in bytes; blocks are not counted.
pub(crate) const MAX_OUTPUT: usize = 1024 * 1024;

/// Why a template cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TemplateError {
    /// A way around the tokens, or a way to other files.
    #[error("templates cannot use `{{{{{0}`: every value is literal text, and a template stands for itself")]
    Forbidden(String),
    /// A character that tokens are made of.
    #[error("a template cannot contain the private-use character U+{0:04X}")]
    PrivateUse(u32),
    /// Handlebars refuses.
    #[error("template cannot be filled: {0}")]
    Fill(Box<handlebars::RenderError>),
    /// The result is not text.
    #[error("template gave bytes that are not text")]
    Text(#[from] std::string::FromUtf8Error),
    /// A block that the paper does not have.
    #[error("template places the block `{0}`, which this paper does not have")]
    UnknownBlock(String),
    /// A block inside a paragraph or a list.
    #[error("a block stands on a line of its own, outside lists")]
    MisplacedBlock,
    /// Markdown that papers do not have.
    #[error("templates cannot use {0}")]
    Construct(&'static str),
}

/// What a template places by name.
pub(crate) type Blocks = BTreeMap<&'static str, Vec<Block>>;

/// Fills a template.
pub(crate) fn fill(
    source: &str,
    values: &serde_json::Value,
    blocks: &Blocks,
) -> Result<Vec<Block>, TemplateError> {
    refuse_ways_around(source)?;
    let shelf = Shelf::default();
    let text = render(source, values, &shelf)?;
    markdown::read(&text, &shelf, blocks)
}

/// Looks behind each `{{`, blanks and `~` skipped, as handlebars does.
fn refuse_ways_around(source: &str) -> Result<(), TemplateError> {
    if let Some(c) = source.chars().find(|c| token::is_token_character(*c)) {
        return Err(TemplateError::PrivateUse(u32::from(c)));
    }
    let mut openings = source.match_indices("{{").filter_map(|(at, _)| source.get(at + 2..));
    match openings.find_map(way_around) {
        Some(way) => Err(TemplateError::Forbidden(way)),
        None => Ok(()),
    }
}

/// `{` and `&` leave a value as it is, `>` and `*` bring in other templates, alone or behind `#`.
fn way_around(rest: &str) -> Option<String> {
    let mut next = rest.chars().filter(|c| !c.is_whitespace() && *c != '~');
    let first = next.next()?;
    match first {
        '{' | '&' | '>' | '*' => Some(first.to_string()),
        '#' => next.next().filter(|c| matches!(c, '>' | '*')).map(|c| format!("#{c}")),
        _plain => None,
    }
}

fn render(source: &str, values: &serde_json::Value, shelf: &Shelf) -> Result<String, TemplateError> {
    let mut engine = Handlebars::new();
    engine.set_strict_mode(true);
    let values_shelf = shelf.clone();
    engine.register_escape_fn(move |value| values_shelf.store(value));
    let names = shelf.clone();
    engine.register_helper(
        "block",
        Box::new(
            move |helper: &Helper<'_>,
                  _: &Handlebars<'_>,
                  _: &Context,
                  _: &mut RenderContext<'_, '_>,
                  out: &mut dyn Output|
                  -> HelperResult {
                let name = helper.param(0).and_then(|param| param.value().as_str());
                let name =
                    name.ok_or_else(|| RenderErrorReason::Other("block wants a name in quotes".to_owned()))?;
                Ok(out.write(&names.place(name))?)
            },
        ),
    );
    let mut out = Capped::default();
    let filled = engine.render_template_to_write(source, values, &mut out);
    filled.map_err(|error| TemplateError::Fill(Box::new(error)))?;
    Ok(String::from_utf8(out.bytes)?)
}

/// A buffer that refuses to grow beyond [`MAX_OUTPUT`].
#[derive(Default)]
struct Capped {
    bytes: Vec<u8>,
}

impl Write for Capped {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + piece.len() > MAX_OUTPUT {
            return Err(io::Error::other(format!("a template may produce at most {MAX_OUTPUT} bytes")));
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
