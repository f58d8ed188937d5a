//! Goes through the XML once and gathers the text of bookmarks, of controls, and of the rows of tables with two cells. Must not know a
//! form.

use std::collections::BTreeMap;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::ReadError;

/// How deep elements may be nested.
const DEEPEST: usize = 200;
/// How many characters all answers may have, each counted as often as it is marked.
const MOST_TEXT: usize = 4_000_000;
/// How many bookmarks may be open at once, and how many tables may stand in each other.
const MOST_OPEN: usize = 64;

/// Elements whose text does not count: what was deleted or moved away, the codes of fields, and text for programs without the rest.
const SILENT: [&str; 8] = ["del", "moveFrom", "delText", "instrText", "Fallback", "sdtPr", "pPr", "rPr"];

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// Text of bookmarks by name.
    pub(super) bookmarks: BTreeMap<String, String>,
    /// Text of controls by tag.
    pub(super) controls: BTreeMap<String, String>,
    /// Both cells of rows that have two.
    pub(super) pairs: Vec<(String, String)>,
}

/// Something whose text is gathered.
enum Sink {
    Bookmark { id: String, name: String },
    Control { depth: usize, tag: String },
    Cell { depth: usize },
}

#[derive(Default)]
struct Walk {
    depth: usize,
    silent: usize,
    words: usize,
    gathered: usize,
    open: Vec<(Sink, String)>,
    rows: Vec<Vec<String>>,
    done: Collected,
}

/// Gathers from the text of a document.
pub(super) fn collect(xml: &str) -> Result<Collected, ReadError> {
    let mut walk = Walk::default();
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().map_err(|error| ReadError::Xml(error.to_string()))? {
            Event::Start(start) => walk.start(&start)?,
            Event::Empty(start) => {
                walk.start(&start)?;
                walk.end(&local(&start));
            }
            Event::End(end) => walk.end(end.local_name().as_ref()),
            Event::Text(text) => walk.typed(&text)?,
            Event::CData(text) => walk.typed(&text)?,
            Event::GeneralRef(entity) => walk.typed(&meant(&entity)?)?,
            Event::DocType(_) => return Err(ReadError::DocumentType),
            Event::Eof => return if walk.depth == 0 { Ok(walk.done) } else { Err(cut()) },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn cut() -> ReadError {
    ReadError::Xml("it ends too early".to_owned())
}

fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// The character that a reference stands for.
fn meant(entity: &BytesRef<'_>) -> Result<String, ReadError> {
    let name: &str = entity;
    let unknown = || ReadError::Entity(crate::base::text::scrub(name).into_owned());
    if let Some(c) = entity.resolve_char_ref().map_err(|_| unknown())? {
        return Ok(c.to_string());
    }
    resolve_predefined_entity(name).map(str::to_owned).ok_or_else(unknown)
}

impl Walk {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        self.depth += 1;
        if self.depth > DEEPEST || self.open.len() > MOST_OPEN || self.rows.len() > MOST_OPEN {
            return Err(ReadError::TooDeep(DEEPEST));
        }
        let name = local(start);
        if SILENT.contains(&name.as_str()) {
            self.silent += 1;
        }
        match name.as_str() {
            "t" => self.words += 1,
            "sdt" => self.open.push((Sink::Control { depth: self.depth, tag: String::new() }, String::new())),
            "tag" => self.tag(attribute(start, "val").unwrap_or_default()),
            "bookmarkStart" => self.bookmark(start),
            "bookmarkEnd" => self.end_bookmark(&attribute(start, "id").unwrap_or_default()),
            "tr" => self.rows.push(Vec::new()),
            "tc" => self.open.push((Sink::Cell { depth: self.depth }, String::new())),
            "br" | "cr" => self.text("\n")?,
            "tab" => self.text(" ")?,
            "noBreakHyphen" => self.text("-")?,
            _other => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.words = self.words.saturating_sub(1),
            "p" => self.open.iter_mut().for_each(|(_, text)| text.push('\n')),
            "sdt" | "tc" => self.close(),
            "tr" => self.row(),
            _other => {}
        }
        if SILENT.contains(&name) {
            self.silent = self.silent.saturating_sub(1);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Text between elements is the layout of the file, not of the document.
    fn typed(&mut self, text: &str) -> Result<(), ReadError> {
        if self.words > 0 { self.text(text) } else { Ok(()) }
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if self.silent > 0 {
            return Ok(());
        }
        for (_, gathered) in &mut self.open {
            gathered.push_str(text);
            self.gathered += text.len();
        }
        if self.gathered > MOST_TEXT { Err(ReadError::TooMuchText(MOST_TEXT)) } else { Ok(()) }
    }

    /// The tag stands inside the properties of the control that was opened last.
    fn tag(&mut self, value: String) {
        let controls = self.open.iter_mut().rev().find_map(|(sink, _)| match sink {
            Sink::Control { tag, .. } => Some(tag),
            Sink::Bookmark { .. } | Sink::Cell { .. } => None,
        });
        if let Some(tag) = controls {
            *tag = value;
        }
    }

    /// Only the marks of answers: word processors set many others.
    fn bookmark(&mut self, start: &BytesStart<'_>) {
        let (id, name) = (attribute(start, "id"), attribute(start, "name"));
        if let (Some(id), Some(name)) = (id, name.filter(|name| name.starts_with("f_"))) {
            self.open.push((Sink::Bookmark { id, name }, String::new()));
        }
    }

    /// Word processors that lose track of a bookmark begin it again before its end: the first beginning counts.
    fn end_bookmark(&mut self, ended: &str) {
        let name = self.open.iter().find_map(|(sink, _)| match sink {
            Sink::Bookmark { id, name } if id == ended => Some(name.clone()),
            Sink::Bookmark { .. } | Sink::Control { .. } | Sink::Cell { .. } => None,
        });
        let Some(ended) = name else { return };
        let same = |sink: &Sink| match sink {
            Sink::Bookmark { name, .. } => *name == ended,
            Sink::Control { .. } | Sink::Cell { .. } => false,
        };
        let first = self.open.iter().find(|(sink, _)| same(sink)).map(|(_, text)| text.clone());
        self.open.retain(|(sink, _)| !same(sink));
        self.done.bookmarks.entry(ended).or_insert(first.unwrap_or_default());
    }

    /// Closes the control or cell that this element opened; bookmarks may overlap it and stay.
    fn close(&mut self) {
        let here = self.depth;
        let at = self.open.iter().rposition(|(sink, _)| match sink {
            Sink::Control { depth, .. } | Sink::Cell { depth } => *depth == here,
            Sink::Bookmark { .. } => false,
        });
        match at.map(|at| self.open.remove(at)) {
            Some((Sink::Control { tag, .. }, text)) if !tag.is_empty() => {
                self.done.controls.entry(tag).or_insert(text);
            }
            Some((Sink::Cell { .. }, text)) => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(text);
                }
            }
            Some(_) | None => {}
        }
    }

    fn row(&mut self) {
        if let Some([name, value]) = self.rows.pop().as_deref() {
            self.done.pairs.push((name.clone(), value.clone()));
        }
    }
}

/// The custom properties that the export wrote, without the prefix that keeps them apart from others.
pub(super) fn properties(xml: &str) -> Result<BTreeMap<String, String>, ReadError> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut name) = (BTreeMap::<String, String>::new(), None);
    loop {
        match reader.read_event().map_err(|error| ReadError::Xml(error.to_string()))? {
            Event::Start(start) if local(&start) == "property" => {
                let own = attribute(&start, "name");
                name = own.and_then(|name| name.strip_prefix("breachbook.").map(str::to_owned));
            }
            Event::End(end) if end.local_name().as_ref() == "property" => name = None,
            Event::Text(text) => {
                if let Some(name) = &name {
                    found.entry(name.clone()).or_default().push_str(text.trim());
                }
            }
            Event::GeneralRef(entity) => {
                let text = meant(&entity)?;
                if let Some(name) = &name {
                    found.entry(name.clone()).or_default().push_str(&text);
                }
            }
            Event::DocType(_) => return Err(ReadError::DocumentType),
            Event::Eof => return Ok(found),
            Event::Start(_)
            | Event::End(_)
            | Event::Empty(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_) => {}
        }
    }
}
