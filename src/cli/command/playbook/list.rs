//! `playbook list` and `playbook show`.

use std::process::ExitCode;

use serde::Serialize;

use super::loaded;
use crate::app::ground::roles;
use crate::base::text::{scrub, scrub_lines};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::playbook::library::heading::Heading;
use crate::playbook::model::{Playbook, Step};
use crate::playbook::show::show;

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    title: String,
    version: String,
    block: bool,
    entry: Vec<String>,
    file: String,
}

/// Lists playbooks.
pub(super) fn list(blocks: bool, context: &Context) -> Result<ExitCode, Failure> {
    let headings = context.library()?.headings();
    let rows: Vec<Row> = headings.into_iter().filter(|heading| blocks || !heading.block).map(row).collect();
    if context.ui.json {
        json::print(&context.ui, "playbooks", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    for row in &rows {
        let block = if row.block { ", a block" } else { "" };
        context.ui.line(&scrub(&format!("{}: {} ({}{block})", row.id, row.title, row.version)));
    }
    Ok(ExitCode::SUCCESS)
}

fn row(heading: Heading) -> Row {
    let Heading { id, title, version, block, entry, file } = heading;
    Row { id: id.to_string(), title, version, block, entry, file }
}

#[derive(Debug, Serialize)]
struct Shown {
    id: String,
    title: String,
    version: String,
    sha256: String,
    summary: String,
    block: bool,
    entry: Vec<String>,
    serves: Vec<String>,
    roles: Vec<String>,
    uses: Vec<String>,
    phases: Vec<ShownPhase>,
}

#[derive(Debug, Serialize)]
struct ShownPhase {
    id: String,
    title: String,
    after: Vec<String>,
    when: Option<String>,
    steps: Vec<ShownStep>,
}

#[derive(Debug, Serialize)]
struct ShownStep {
    id: String,
    title: String,
    kind: &'static str,
    role: Option<String>,
    authority: Option<String>,
    when: Option<String>,
    requires: Option<String>,
    timebox_seconds: Option<i64>,
    duty: Option<String>,
    uses: Option<String>,
    members: Vec<ShownStep>,
}

/// Shows one.
pub(super) fn show_one(typed: &str, context: &Context) -> Result<ExitCode, Failure> {
    let library = context.library()?;
    let set = loaded(typed, &library)?;
    let mut shown = of(&set.root);
    shown.uses = set.playbooks.keys().filter(|id| **id != set.root.id).map(ToString::to_string).collect();
    if context.ui.json {
        json::print(&context.ui, "playbook", &shown)?;
        return Ok(ExitCode::SUCCESS);
    }
    // The text is laid out here; only its characters could harm a terminal.
    context.ui.out(&scrub_lines(&show(&set.root, roles(), COLUMNS)));
    Ok(ExitCode::SUCCESS)
}

/// How wide a playbook is shown.
const COLUMNS: usize = 96;

fn of(playbook: &Playbook) -> Shown {
    let phases = playbook.phases.iter().map(|phase| ShownPhase {
        id: phase.id.to_string(),
        title: phase.title.clone(),
        after: phase.after.iter().map(ToString::to_string).collect(),
        when: phase.when.as_ref().map(|when| when.text().to_owned()),
        steps: phase.steps.iter().map(step).collect(),
    });
    Shown {
        id: playbook.id.to_string(),
        title: playbook.title.clone(),
        version: playbook.version.clone(),
        sha256: playbook.digest.to_string(),
        summary: playbook.summary.clone(),
        block: playbook.block,
        entry: playbook.entry.clone(),
        serves: playbook.serves.iter().map(ToString::to_string).collect(),
        roles: playbook.roles.keys().map(ToString::to_string).collect(),
        uses: Vec::new(),
        phases: phases.collect(),
    }
}

fn step(step: &Step) -> ShownStep {
    let uses = step.kind.used().map(|used| used.target.value.to_string());
    ShownStep {
        id: step.id.to_string(),
        title: step.title.clone(),
        kind: step.kind.word().word(),
        role: step.role.as_ref().map(ToString::to_string),
        authority: step.authority.as_ref().map(ToString::to_string),
        when: step.when.as_ref().map(|when| when.text().to_owned()),
        requires: step.requires.as_ref().map(|when| when.text().to_owned()),
        timebox_seconds: step.timebox.map(crate::base::time::Period::seconds),
        duty: step.duty.as_ref().map(ToString::to_string),
        uses,
        members: step.kind.members().iter().map(self::step).collect(),
    }
}
