//! All evidence of an incident.

use std::process::ExitCode;

use serde::Serialize;

use crate::app::paper::Reading;
use crate::base::digest::Digest;
use crate::base::id::{EvidenceId, Seq};
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::event::evidence::{EvidenceTaken, Holding};
use crate::record::entry::Entry;
use crate::report::describe::scene::Scene;
use crate::report::edition::Edition;

#[derive(Debug, Serialize)]
struct Row {
    evidence: EvidenceId,
    entry: Seq,
    name: String,
    holding: Holding,
    sha256: Option<Digest>,
    sha256_claimed: bool,
    size: Option<u64>,
    source: Option<String>,
    method: Option<String>,
    place: Option<String>,
    step: Option<String>,
    /// From 1, as it is typed.
    item: Option<u32>,
    custodian: Option<String>,
}

/// Lists it.
pub(super) fn run(context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session(&mut store)?;
    let reading = Reading::of(&session);
    let rows: Vec<Row> = reading.with_scene(Edition::team(), |scene| {
        let evidence = session.state().evidence().values();
        evidence.map(|(seq, taken)| row(scene, *seq, taken, reading.entries())).collect()
    });
    if context.ui.json {
        json::print(&context.ui, "evidence", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    if rows.is_empty() {
        context.ui.say("no evidence is recorded");
    }
    for row in &rows {
        show(row, context);
    }
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn row(scene: &Scene<'_>, seq: Seq, taken: &EvidenceTaken, entries: &[Entry]) -> Row {
    let text = |words: PassageRef| scene.read(words);
    let transfers = entries.iter().rev().find_map(|entry| match &entry.draft.event {
        Event::CustodyTransferred(body) if body.evidence == taken.evidence => Some(body),
        _other => None,
    });
    Row {
        evidence: taken.evidence,
        entry: seq,
        name: text(taken.name),
        holding: taken.holding,
        sha256: taken.sha256,
        sha256_claimed: taken.claimed_hash,
        size: taken.size,
        source: taken.source.map(text),
        method: taken.method.map(text),
        place: transfers.and_then(|body| body.place).or(taken.place).map(text),
        step: taken.step.as_ref().map(ToString::to_string),
        item: taken.item.map(|item| item + 1),
        custodian: transfers.map(|body| text(body.to)),
    }
}

fn show(row: &Row, context: &Context) {
    let size = row.size.map(|size| format!(", {size} bytes")).unwrap_or_default();
    let how = crate::report::describe::holding(row.holding);
    context.ui.line(&format!("{} {} ({}) {how}{size}", row.evidence, scrub(&row.name), row.entry));
    let hash = row.sha256.map(|sha256| sha256.to_string());
    let claimed = if row.sha256_claimed { "sha256 claimed" } else { "sha256" };
    let step = row
        .step
        .as_ref()
        .map(|step| row.item.map_or_else(|| step.clone(), |item| format!("{step}, piece {item}")));
    let facts = [
        (claimed, &hash),
        ("source", &row.source),
        ("method", &row.method),
        ("place", &row.place),
        ("step", &step),
        ("custodian", &row.custodian),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            context.ui.line(&format!("   {name}: {}", scrub(value)));
        }
    }
}
