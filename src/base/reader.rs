//! Typed access to a TOML document that keeps the place of each key and value. Serde's tagged and flattened enums lose places and
//! stop at the first error; this reader reports every problem of a document in one pass. Must not know any document's meaning.

use std::collections::BTreeSet;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::id::IdError;
use super::problem::{Placed, Problem, Problems, Source, Span};

/// The largest document that is read, in bytes.
pub(crate) const MAX_DOCUMENT: usize = 1024 * 1024;

/// Reads a document. `body` gets the root table; what it did not read is reported as unknown keys.
pub(crate) fn read<T>(
    source: &Arc<Source>,
    problems: &mut Problems,
    body: impl FnOnce(&mut Table<'_>) -> T,
) -> Option<T> {
    if source.text.len() > MAX_DOCUMENT {
        let message = format!("document is larger than {} KiB", MAX_DOCUMENT / 1024);
        problems.push(
            Problem::error(source, "document::too-large", Span { start: 0, end: 1 }, message)
                .help("split it into blocks that a step of kind `playbook` uses"),
        );
        return None;
    }
    let (root, errors) = DeTable::parse_recoverable(&source.text);
    for error in &errors {
        let span = error.span().map_or(Span::default(), Span::from);
        problems.push(Problem::error(source, "document::toml", span, error.message().to_owned()));
    }
    if !errors.is_empty() {
        return None;
    }
    let span = Span { start: 0, end: source.text.lines().next().map_or(0, str::len) };
    let mut table = Table {
        entries: root.get_ref(),
        span,
        what: "document".to_owned(),
        read: BTreeSet::new(),
        source,
        problems,
    };
    let value = body(&mut table);
    table.finish();
    Some(value)
}

/// One table of the document, while it is read.
pub(crate) struct Table<'a> {
    entries: &'a DeTable<'a>,
    span: Span,
    what: String,
    read: BTreeSet<&'static str>,
    source: &'a Arc<Source>,
    problems: &'a mut Problems,
}

/// One value of the document with its place.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    value: &'a DeValue<'a>,
    span: Span,
}

impl<'a> Table<'a> {
    /// Where the table stands.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The document.
    pub(crate) fn source(&self) -> &'a Arc<Source> {
        self.source
    }

    /// Reports a problem.
    pub(crate) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Reports an error at a place.
    pub(crate) fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        self.problems.push(Problem::error(self.source, code, span, message));
    }

    /// Where a key stands, if it is there.
    pub(crate) fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.get_key_value(key).map(|(k, _)| k.span().into())
    }

    /// Whether a key is there, without reading it.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// A value of any type.
    pub(crate) fn item(&mut self, key: &'static str) -> Option<Item<'a>> {
        self.read.insert(key);
        self.entries.get(key).map(Item::new)
    }

    /// Reports a missing key.
    pub(crate) fn missing(&mut self, key: &'static str) {
        let message = format!("{} lacks `{key}`", self.what);
        self.error("document::missing-key", self.span, message);
    }

    /// A text.
    pub(crate) fn string(&mut self, key: &'static str) -> Option<Placed<String>> {
        let item = self.item(key)?;
        self.as_string(item, key)
    }

    /// A text that must be there and hold something.
    pub(crate) fn required_string(&mut self, key: &'static str) -> Option<Placed<String>> {
        if !self.has(key) {
            self.read.insert(key);
            self.missing(key);
            return None;
        }
        let text = self.string(key)?;
        if text.value.trim().is_empty() {
            self.error("document::empty", text.span, format!("`{key}` is empty"));
            return None;
        }
        Some(text)
    }

    /// A value read by a rule that can refuse, such as an id.
    pub(crate) fn parsed<T, E: std::fmt::Display>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Placed<T>> {
        let text = self.string(key)?;
        self.parse_placed(key, &text, parse)
    }

    /// Applies a rule to a text that was read.
    pub(crate) fn parse_placed<T, E: std::fmt::Display>(
        &mut self,
        key: &str,
        text: &Placed<String>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Placed<T>> {
        match parse(&text.value) {
            Ok(value) => Some(Placed::new(value, text.span)),
            Err(why) => {
                self.error("document::bad-value", text.span, format!("bad `{key}`: {why}"));
                None
            }
        }
    }

    /// An id that must be there.
    pub(crate) fn required_id<T>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, IdError>,
    ) -> Option<Placed<T>> {
        let text = self.required_string(key)?;
        self.parse_placed(key, &text, parse)
    }

    /// The format line of a document, such as `playbook/1`; anything else is a problem.
    pub(crate) fn format(&mut self, expected: &'static str) {
        let Some(found) = self.required_string("format") else { return };
        if found.value != expected {
            let message = format!("this is not a document of format `{expected}`");
            let problem = Problem::error(self.source, "document::format", found.span, message);
            self.problems.push(problem.help(format!("write `format = \"{expected}\"`")));
        }
    }

    /// true or false.
    pub(crate) fn bool(&mut self, key: &'static str) -> Option<Placed<bool>> {
        let item = self.item(key)?;
        let found = item.value.as_bool();
        self.typed(item, key, "true or false", found)
    }

    /// A whole number.
    pub(crate) fn integer(&mut self, key: &'static str) -> Option<Placed<i64>> {
        let item = self.item(key)?;
        let found = item.integer();
        self.typed(item, key, "a whole number", found)
    }

    /// A list of texts; one text stands for a list of one.
    pub(crate) fn strings(&mut self, key: &'static str) -> Vec<Placed<String>> {
        self.items(key).into_iter().filter_map(|item| self.as_string(item, key)).collect()
    }

    /// A list of values; one value stands for a list of one.
    pub(crate) fn items(&mut self, key: &'static str) -> Vec<Item<'a>> {
        self.item(key).map(Item::list_or_one).unwrap_or_default()
    }

    /// Reads a table under a key.
    pub(crate) fn table<T>(&mut self, key: &'static str, f: impl FnOnce(&mut Table<'_>) -> T) -> Option<T> {
        let item = self.item(key)?;
        self.in_table(item, format!("`{key}`"), f)
    }

    /// Reads each table of an array of tables.
    pub(crate) fn tables<T>(&mut self, key: &'static str, mut f: impl FnMut(&mut Table<'_>) -> T) -> Vec<T> {
        let items = self.items(key);
        items.into_iter().filter_map(|item| self.in_table(item, format!("`{key}`"), &mut f)).collect()
    }

    /// Reads a value as a table.
    pub(crate) fn in_table<T>(
        &mut self,
        item: Item<'_>,
        what: String,
        f: impl FnOnce(&mut Table<'_>) -> T,
    ) -> Option<T> {
        let Some(table) = item.value.as_table() else {
            self.wrong_type(item, &what, "a table");
            return None;
        };
        let mut inner = Table {
            entries: table,
            span: item.span,
            what,
            read: BTreeSet::new(),
            source: self.source,
            problems: self.problems,
        };
        let value = f(&mut inner);
        inner.finish();
        Some(value)
    }

    /// Like [`Self::in_table`], for places where a text could stand, too; texts are read before.
    pub(crate) fn in_table_or_text<T>(
        &mut self,
        item: Item<'_>,
        key: &str,
        f: impl FnOnce(&mut Table<'_>) -> T,
    ) -> Option<T> {
        if !item.is_table() {
            self.wrong_type(item, &format!("`{key}`"), "a text or a table");
            return None;
        }
        self.in_table(item, format!("`{key}`"), f)
    }

    /// Names the table in messages, once its id is known.
    pub(crate) fn name(&mut self, what: impl Into<String>) {
        self.what = what.into();
    }

    /// All members, for tables whose keys are free, such as `[facts]`. Marks everything as read; in file order.
    pub(crate) fn members(&mut self) -> Vec<(Placed<String>, Item<'a>)> {
        self.read.insert(ALL);
        let mut members: Vec<_> = self
            .entries
            .iter()
            .map(|(key, value)| (Placed::new(key.get_ref().to_string(), key.span().into()), Item::new(value)))
            .collect();
        members.sort_by_key(|(key, _)| key.span);
        members
    }

    /// A value as a text, or a problem.
    pub(crate) fn as_string(&mut self, item: Item<'_>, what: &str) -> Option<Placed<String>> {
        let found = item.value.as_str().map(str::to_owned);
        self.typed(item, what, "a text in quotes", found)
    }

    fn typed<T>(
        &mut self,
        item: Item<'_>,
        what: &str,
        expected: &str,
        found: Option<T>,
    ) -> Option<Placed<T>> {
        if found.is_none() {
            self.wrong_type(item, &format!("`{what}`"), expected);
        }
        found.map(|value| Placed::new(value, item.span))
    }

    /// Reports a value of the wrong type.
    pub(crate) fn wrong_type(&mut self, item: Item<'_>, what: &str, expected: &str) {
        let message = format!("{what} must be {expected}, not {}", item.type_name());
        self.error("document::wrong-type", item.span, message);
    }

    fn finish(self) {
        if self.read.contains(ALL) {
            return;
        }
        for (key, _) in self.entries {
            let name = key.get_ref().as_ref();
            if !self.read.contains(name) {
                let message = format!("unknown key `{name}` in {}", self.what);
                let problem =
                    Problem::error(self.source, "document::unknown-key", key.span().into(), message)
                        .suggest(name, self.read.iter().copied());
                self.problems.push(problem);
            }
        }
    }
}

/// Marks that every key of a table was read; not a possible bare key of ours.
const ALL: &str = "*";

impl<'a> Item<'a> {
    fn new(value: &'a Spanned<DeValue<'a>>) -> Self {
        Self { value: value.get_ref(), span: value.span().into() }
    }

    /// Where it stands.
    pub(crate) fn span(self) -> Span {
        self.span
    }

    /// As a text.
    pub(crate) fn string(self) -> Option<&'a str> {
        self.value.as_str()
    }

    /// As true or false.
    pub(crate) fn bool(self) -> Option<bool> {
        self.value.as_bool()
    }

    /// As a whole number.
    pub(crate) fn integer(self) -> Option<i64> {
        let number = self.value.as_integer()?;
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    }

    /// As a decimal number in the form it was written.
    pub(crate) fn decimal(self) -> Option<&'a str> {
        self.value.as_float().map(toml::de::DeFloat::as_str)
    }

    /// As a date or time in the form of TOML.
    pub(crate) fn datetime(self) -> Option<String> {
        self.value.as_datetime().map(ToString::to_string)
    }

    /// As a list.
    pub(crate) fn list(self) -> Option<Vec<Item<'a>>> {
        self.value.as_array().map(|array| array.iter().map(Item::new).collect())
    }

    /// A member of a table, looked at without marking it as read: for a first look at ids before the document is read.
    pub(crate) fn peek(self, key: &str) -> Option<Item<'a>> {
        self.value.as_table()?.get(key).map(Item::new)
    }

    /// As a list; one value stands for a list of one.
    pub(crate) fn list_or_one(self) -> Vec<Item<'a>> {
        self.list().unwrap_or_else(|| vec![self])
    }

    /// Whether it is a table.
    pub(crate) fn is_table(self) -> bool {
        self.value.is_table()
    }

    /// What it is, in words.
    pub(crate) fn type_name(self) -> &'static str {
        match self.value.type_str() {
            "string" => "a text",
            "integer" => "a whole number",
            "float" => "a decimal number",
            "boolean" => "true or false",
            "datetime" => "a date or time",
            "array" => "a list",
            "table" => "a table",
            other => other,
        }
    }
}

/// The place of a stretch of a quoted text: exact where the text was written without escapes, else the whole text.
pub(crate) fn place_within(source: &Source, text: &Placed<String>, range: std::ops::Range<usize>) -> Span {
    let written = source.text.get(text.span.start..text.span.end).unwrap_or("");
    let quote = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
    let inner = written.get(quote..written.len().saturating_sub(quote)).unwrap_or("");
    let skipped = usize::from(quote == 3 && inner.starts_with('\n'));
    if inner.get(skipped..) != Some(text.value.as_str()) {
        return text.span;
    }
    let start = text.span.start + quote + skipped;
    Span { start: start + range.start, end: (start + range.end).max(start + range.start + 1) }
}
