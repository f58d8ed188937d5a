//! PDF: A4 pages with text that can be searched, tags that can be read aloud (PDF/UA-1), an outline, and on every page what it belongs to.
//! The same paper gives the same bytes: no clock, no random id. Must not fail because of a text.

mod drawing;
mod face;
mod flow;
mod paint;
mod setting;
mod sheet;
mod table;

use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder};
use krilla::geom::Transform;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{ArtifactType, TagTree};

use super::{FormatError, Paper};
use crate::report::document::dress::Dress;
use crate::report::document::{Document, LANGUAGE};
use face::{Face, Faces};
use flow::{Flow, LEADING};
use paint::{Brush, Drawn, destination};
use setting::{Look, SetLine, Setter};
use sheet::{ALARM, Area, Book, HEIGHT, Headline, MARGIN, MEASURE, QUIET, RULE, WASH, WIDTH};

/// Size of letters at the edges of pages.
const EDGE: f32 = 6.4;

pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, FormatError> {
    let universal = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let accessible = universal.ok().and_then(|configuration| written(&paper.document, configuration).ok());
    match accessible {
        Some(bytes) => Ok(bytes),
        None => written(&paper.document, Configuration::default()),
    }
}

fn written(document: &Document, configuration: Configuration) -> Result<Vec<u8>, FormatError> {
    let damaged = || FormatError::Pdf("a font that comes with the program is damaged".to_owned());
    let book = Flow::of(document, Faces::load().ok_or_else(damaged)?);
    let mut setter = Setter::new(Faces::load().ok_or_else(damaged)?);
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut file = krilla::Document::new_with(settings);
    let edges = Edges::of(document.dress(), &mut setter);
    let Book { sheets, tree, headlines, places } = book;
    let (count, mut drawn) = (sheets.len(), Drawn::default());
    for (n, sheet) in sheets.iter().enumerate() {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(damaged)?;
        let number = setter.text(&format!("Page {} of {count}", n + 1), small(), MEASURE);
        let mut page = file.start_page_with(size);
        let mut surface = page.surface();
        let mut brush = Brush::new(&mut surface, &setter.faces);
        edges.behind(&mut brush);
        let lying = brush.sheet(sheet, &mut drawn);
        edges.around(&mut brush, &number);
        surface.finish();
        drawn.link(&mut page, lying, &places);
    }
    file.set_metadata(metadata(document));
    file.set_outline(outline(headlines));
    let mut tags = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for node in tree.roots {
        drawn.node(node).into_iter().for_each(|node| tags.push(node));
    }
    file.set_tag_tree(tags);
    file.finish().map_err(|error| FormatError::Pdf(format!("{error:?}")))
}

fn small() -> Look {
    Look::new(Face::Regular, EDGE).in_colour(QUIET)
}

/// No dates: the paper says which state of the record it shows, and the same state gives the same bytes.
fn metadata(document: &Document) -> Metadata {
    let dress = document.dress();
    Metadata::new()
        .title(format!("{} · {}", document.title(), dress.name))
        .description(dress.foot.clone())
        .language(LANGUAGE.to_owned())
        .creator("breachbook".to_owned())
}

/// Deeper headings stand under the one of the second level before them.
fn outline(headlines: Vec<Headline>) -> Outline {
    let mut outline = Outline::new();
    let mut open: Option<OutlineNode> = None;
    for headline in headlines {
        let node = OutlineNode::new(headline.text, destination(headline.place));
        match open.as_mut() {
            Some(above) if headline.level > 2 => above.push_child(node),
            _first => open.replace(node).into_iter().for_each(|node| outline.push_child(node)),
        }
    }
    if let Some(node) = open {
        outline.push_child(node);
    }
    outline
}

/// What stands at the edges of each page.
struct Edges {
    banner: Vec<SetLine>,
    foot: Vec<SetLine>,
    wash: Vec<SetLine>,
}

impl Edges {
    fn of(dress: &Dress, setter: &mut Setter) -> Self {
        let look = Look::new(Face::Bold, 7.5).in_colour(ALARM);
        let wash = Look::new(Face::Bold, 58.0).in_colour(WASH);
        let words = dress.mark.split(": ").filter(|word| !word.is_empty());
        let lines = dress.foot_lines();
        let foot = lines.iter().flat_map(|line| setter.text(line, small(), MEASURE - 60.0)).collect();
        Self {
            banner: dress.banners.iter().flat_map(|text| setter.text(text, look, MEASURE)).collect(),
            foot,
            wash: words.flat_map(|word| setter.text(word, wash, HEIGHT)).collect(),
        }
    }

    /// Across the page, under everything.
    fn behind(&self, brush: &mut Brush<'_, '_>) {
        let middle = Transform::from_rotate_at(-50.0, WIDTH / 2.0, HEIGHT / 2.0);
        brush.turned(&middle, |brush| {
            let mut y = HEIGHT / 2.0 + 20.0;
            for line in &self.wash {
                let x = (WIDTH - line.width()) / 2.0;
                brush.aside(ArtifactType::Watermark, |brush| brush.outlines(x, y, line));
                y += 70.0;
            }
        });
    }

    fn around(&self, brush: &mut Brush<'_, '_>, number: &[SetLine]) {
        let mut y = 22.0;
        for line in &self.banner {
            let x = (WIDTH - line.width()) / 2.0;
            brush.aside(ArtifactType::Header, |brush| brush.line_of_text(x, y, line));
            y += 7.5 * LEADING;
        }
        let mut y = HEIGHT - 44.0;
        brush.aside(ArtifactType::Layout, |brush| {
            brush.fill(Area { x: MARGIN, y: y - 9.0, width: MEASURE, height: 0.5 }, RULE);
        });
        for line in number {
            let x = WIDTH - MARGIN - line.width();
            brush.aside(ArtifactType::PageNumber, |brush| brush.line_of_text(x, y, line));
        }
        for line in &self.foot {
            brush.aside(ArtifactType::Footer, |brush| brush.line_of_text(MARGIN, y, line));
            y += EDGE * LEADING;
        }
    }
}

#[cfg(test)]
mod tests;
