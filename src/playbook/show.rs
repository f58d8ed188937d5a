//! A playbook as plain text for reading. Must not colour, print or decide how wide a terminal is.

mod step;

use super::model::{Phase, Playbook};
use super::role::RoleCatalogue;
use crate::base::id::FactId;
use crate::base::text::{count, listing, scrub, scrub_lines, wrap};
use crate::fact::catalogue::FactRow;
use step::Writer;

/// The whole playbook in lines of at most `columns`, where words allow it.
pub(crate) fn show(playbook: &Playbook, roles: &RoleCatalogue, columns: usize) -> String {
    let mut writer = Writer::new(playbook, roles, columns);
    writer.line(0, &playbook.title);
    let kind = if playbook.block { "block" } else { "playbook" };
    writer.line(0, &format!("{kind} {}, version {}", playbook.id, playbook.version));
    if playbook.own_record {
        writer.line(0, "kept in a record of its own: everybody who opens a record sees all incidents in it");
    }
    if !playbook.summary.trim().is_empty() {
        writer.blank();
        writer.prose(0, &playbook.summary);
    }
    head(&mut writer, playbook, roles);
    for (number, phase) in playbook.phases.iter().enumerate() {
        writer.blank();
        show_phase(&mut writer, playbook, phase, number + 1);
    }
    writer.finish()
}

fn head(writer: &mut Writer<'_>, playbook: &Playbook, roles: &RoleCatalogue) {
    writer.blank();
    if !playbook.entry.is_empty() {
        writer.line(0, &format!("Opened by: {}", playbook.entry.join("; ")));
    }
    if !playbook.serves.is_empty() {
        let regimes: Vec<&str> = playbook.serves.iter().map(AsRef::as_ref).collect();
        writer.line(0, &format!("Serves: {}", regimes.join(", ")));
    }
    if !playbook.tags.is_empty() {
        writer.line(0, &format!("Tags: {}", playbook.tags.join(", ")));
    }
    let cast: Vec<String> = playbook
        .roles
        .iter()
        .map(|(id, label)| match roles.get(id) {
            Some(role) => format!("{} {label}", role.short),
            None => label.clone(),
        })
        .collect();
    if !cast.is_empty() {
        writer.line(0, &format!("Roles: {}", cast.join(", ")));
    }
    for (id, row) in &playbook.facts {
        fact(writer, id, row);
    }
    let steps = count(playbook.steps().len(), "step");
    writer.line(0, &format!("{} with {steps}", count(playbook.phases.len(), "phase")));
}

/// A fact of the playbook's own, with what helps to answer it.
fn fact(writer: &mut Writer<'_>, id: &FactId, row: &FactRow) {
    let unit = if row.unit.is_empty() { String::new() } else { format!(" in {}", row.unit) };
    writer.line(0, &format!("Fact {id} ({}{unit}): {}", row.fact_type, row.label));
    if !row.help.is_empty() {
        writer.line(1, &row.help);
    }
    for choice in &row.choices {
        writer.line(1, &format!("- {}: {}", choice.id, choice.label));
    }
}

fn show_phase(writer: &mut Writer<'_>, playbook: &Playbook, phase: &Phase, number: usize) {
    writer.line(0, &format!("{number}. {} ({})", phase.title.to_uppercase(), phase.id));
    let titles: Vec<&str> = phase
        .after
        .iter()
        .filter_map(|id| playbook.phases.iter().find(|other| other.id == *id))
        .map(|other| other.title.as_str())
        .collect();
    let order = if titles.is_empty() {
        "opens at once".to_owned()
    } else {
        format!("after {}", listing(&titles, "and"))
    };
    writer.line(1, &order);
    if let Some(condition) = &phase.when {
        writer.line(1, &format!("when: {}", condition.text()));
    }
    writer.steps(&phase.steps, 1);
}

/// One paragraph in lines with an indent.
fn paragraph(text: &str, indent: usize, columns: usize) -> Vec<String> {
    let pad = "  ".repeat(indent);
    let room = columns.saturating_sub(pad.len());
    wrap(&scrub(text), room).into_iter().map(|line| format!("{pad}{line}").trim_end().to_owned()).collect()
}

/// Markdown keeps its lines and their indents; long ones are wrapped.
fn markdown(text: &str, indent: usize, columns: usize) -> Vec<String> {
    let text = scrub_lines(text.trim_end());
    text.lines()
        .flat_map(|line| {
            let deeper = (line.len() - line.trim_start().len()).div_ceil(2);
            paragraph(line, indent + deeper, columns)
        })
        .collect()
}

/// Commands keep every character of their lines.
fn verbatim(text: &str, indent: usize) -> Vec<String> {
    let pad = "  ".repeat(indent);
    scrub_lines(text.trim_end()).lines().map(|line| format!("{pad}{line}")).collect()
}

#[cfg(test)]
mod tests;
