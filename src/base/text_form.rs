//! Reading a value that is written as a text, straight from the bytes of the line. Must not know what the text means.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// Reads a text and hands it to `parse`, without a copy of its own.
pub(crate) fn read_text<'de, D, T, E>(
    source: D,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    E: fmt::Display,
{
    source.deserialize_str(Text(parse))
}

struct Text<P>(P);

impl<T, E: fmt::Display, P: FnOnce(&str) -> Result<T, E>> Visitor<'_> for Text<P> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<X: Error>(self, text: &str) -> Result<T, X> {
        (self.0)(text).map_err(Error::custom)
    }
}
