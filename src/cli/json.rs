//! Machine-readable output: one object on one line, with the version of its shape. The shapes are in docs/json.md; they are structures of
//! their own, never those of the core.

use serde::Serialize;

use super::failure::{Failure, Kind};
use super::ui::Ui;

/// The version of all shapes.
const VERSION: u8 = 1;

/// Prints `{"v":1,"<name>":..}`.
pub(crate) fn print(ui: &Ui, name: &str, value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|why| Failure::new(Kind::Bug, why.to_string()))?;
    ui.line(&format!("{{\"v\":{VERSION},\"{name}\":{text}}}"));
    Ok(())
}

/// Prints an object with `"v":1` in front of its own members.
pub(crate) fn print_object(ui: &Ui, value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|why| Failure::new(Kind::Bug, why.to_string()))?;
    let members = text.strip_prefix('{').unwrap_or(&text);
    let comma = if members == "}" { "" } else { "," };
    ui.line(&format!("{{\"v\":{VERSION}{comma}{members}"));
    Ok(())
}
