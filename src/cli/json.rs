//! Machine-readable output: one object on one line, with the version of its shape. The shapes are in docs/json.md; they are structures of
//! their own, never those of the core.

use serde::Serialize;

use super::failure::{Failure, Kind};
use super::ui::Ui;
use crate::base::text::is_hostile;

/// The version of all shapes.
const VERSION: u8 = 1;

/// Prints `{"v":1,"<name>":..}`.
pub(crate) fn print(ui: &Ui, name: &str, value: &impl Serialize) -> Result<(), Failure> {
    let text = text(value)?;
    ui.line(&format!("{{\"v\":{VERSION},\"{name}\":{text}}}"));
    Ok(())
}

/// Prints an object with `"v":1` in front of its own members.
pub(crate) fn print_object(ui: &Ui, value: &impl Serialize) -> Result<(), Failure> {
    let text = text(value)?;
    let members = text.strip_prefix('{').unwrap_or(&text);
    let comma = if members == "}" { "" } else { "," };
    ui.line(&format!("{{\"v\":{VERSION}{comma}{members}"));
    Ok(())
}

/// Prints an object that says its version itself.
pub(crate) fn print_versioned(ui: &Ui, value: &impl Serialize) -> Result<(), Failure> {
    ui.line(&text(value)?);
    Ok(())
}

/// An object with `"v":1`, as a line of its own in a long result.
pub(crate) fn line(value: &impl Serialize) -> Result<String, Failure> {
    let text = text(value)?;
    Ok(format!("{{\"v\":{VERSION},{}", text.strip_prefix('{').unwrap_or(&text)))
}

/// JSON in which nothing can change what a terminal shows: such characters are escaped, and mean the same.
fn text(value: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string(value).map_err(|why| Failure::new(Kind::Bug, why.to_string()))?;
    if !text.chars().any(is_hostile) {
        return Ok(text);
    }
    let mut harmless = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hostile(c) {
            harmless.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| escape(*unit)));
        } else {
            harmless.push(c);
        }
    }
    Ok(harmless)
}

/// `\u202e`
fn escape(unit: u16) -> impl Iterator<Item = char> {
    let digits =
        [12, 8, 4, 0].map(|shift| char::from_digit(u32::from(unit >> shift & 0xf), 16).unwrap_or('0'));
    ['\\', 'u'].into_iter().chain(digits)
}
