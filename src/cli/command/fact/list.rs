//! What is known, how it came to be known, and what can be known.

use std::process::ExitCode;

use crate::app::backdrop::Backdrop;
use crate::app::fact_value::row;
use crate::app::ground;
use crate::app::session::Session;
use crate::app::standing;
use crate::base::text::{did_you_mean, scrub};
use crate::base::time::{Timestamp, Zone};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::ui::Role;
use crate::report::facts::{CatalogueLine, FactChangeLine, FactLine, history as changes};

/// What is known, and what was asked and is not.
pub(super) fn list(session: &Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let facts = standing::facts(session);
    if context.ui.json {
        json::print(&context.ui, "facts", &facts)?;
        return Ok(ExitCode::SUCCESS);
    }
    if facts.is_empty() {
        context.ui.say("nobody has said anything yet");
    }
    for fact in &facts {
        context.ui.line(&scrub(&fact_text(fact, session.zone())));
    }
    Ok(ExitCode::SUCCESS)
}

fn fact_text(fact: &FactLine, zone: Zone) -> String {
    let again = fact.recheck.map(|at| format!(", ask again {}", clock(at, zone)));
    let by = fact.by.as_ref().map(|by| format!(", {by}"));
    let disputed = match &fact.against {
        Some(other) => format!(", DISPUTED: {} said {} in #{}", other.by, other.value, other.entry),
        None if fact.disputed => ", DISPUTED".to_owned(),
        None => String::new(),
    };
    let value = fact.value.as_deref().unwrap_or("not known yet");
    let (by, again) = (by.unwrap_or_default(), again.unwrap_or_default());
    format!("{}: {value} (#{}{by}{disputed}{again})", fact.id, fact.entry)
}

fn clock(at: Timestamp, zone: Zone) -> String {
    at.in_zone(zone).format("%a %-d %b %H:%M").to_string()
}

/// All that was ever said of a fact.
pub(super) fn history(session: &Session<'_>, typed: &str, context: &Context) -> Result<ExitCode, Failure> {
    let fact = row(session, typed)?.id.clone();
    let backdrop = Backdrop::read(session);
    let changes = backdrop.look(session, |scene| changes(scene, backdrop.entries(), &fact));
    if context.ui.json {
        json::print(&context.ui, "changes", &changes)?;
        return Ok(ExitCode::SUCCESS);
    }
    if changes.is_empty() {
        context.ui.say(&format!("nobody has said anything of `{fact}` yet"));
    }
    for change in &changes {
        context.ui.line(&scrub(&change_text(change, session.zone())));
    }
    Ok(ExitCode::SUCCESS)
}

fn change_text(change: &FactChangeLine, zone: Zone) -> String {
    let value = change.value.as_ref().map_or_else(|| "not known".to_owned(), Clone::clone);
    let said = match (change.change, change.corrects) {
        ("unknown", _) => "not known yet".to_owned(),
        ("confirmed", _) => "confirmed".to_owned(),
        (_, Some(wrong)) => format!("#{wrong} was wrong; right is: {value}"),
        (_, None) => value,
    };
    format!("#{} {} {}: {said}", change.entry, clock(change.recorded, zone), change.by)
}

/// All facts that can be known: those of the catalogue, and those of the incident's playbooks where one is at hand.
pub(super) fn catalogue(group: Option<&str>, context: &Context) -> Result<ExitCode, Failure> {
    let mut lines: Vec<CatalogueLine> = ground::catalogue().rows().map(CatalogueLine::from).collect();
    lines.extend(own_facts(context));
    lines.sort_by(|a, b| (&a.group, &a.id).cmp(&(&b.group, &b.id)));
    lines.dedup_by(|a, b| a.id == b.id);
    if let Some(group) = group {
        let mut groups: Vec<String> =
            lines.iter().map(|line| line.group.clone()).filter(|g| !g.is_empty()).collect();
        groups.dedup();
        lines.retain(|line| line.group == group);
        if lines.is_empty() {
            return Err(no_group(group, &groups));
        }
    }
    if context.ui.json {
        json::print(&context.ui, "facts", &lines)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut heading = None;
    for line in &lines {
        if heading != Some(&line.group) {
            let name = if line.group.is_empty() { "of the playbooks" } else { &line.group };
            context.ui.line(&context.ui.paint(Role::Heading, name));
            heading = Some(&line.group);
        }
        let choices =
            if line.choices.is_empty() { String::new() } else { format!(" [{}]", line.choices.join(", ")) };
        context.ui.line(&scrub(&format!("  {} ({}) {}{choices}", line.id, line.fact_type, line.label)));
    }
    Ok(ExitCode::SUCCESS)
}

fn no_group(group: &str, groups: &[String]) -> Failure {
    let failure = Failure::usage(format!("there is no group `{}`", scrub(group)));
    let near = did_you_mean(group, groups.iter().map(String::as_str));
    failure.hint(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there is {}", crate::base::text::listing(groups, "and")),
    })
}

/// Facts that only the playbooks of the chosen incident have; none where no incident can be chosen.
fn own_facts(context: &Context) -> Vec<CatalogueLine> {
    let Ok(mut store) = context.store(false) else { return Vec::new() };
    let Ok(session) = context.session(&mut store) else { return Vec::new() };
    session.plans().facts().map(CatalogueLine::from).collect()
}
