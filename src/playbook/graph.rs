//! A playbook as a picture: phases in columns in the order in which they can start, their steps under one another. SVG without
//! scripts. Must not decide anything; it shows what the loader read.

mod arrange;
mod step;
mod svg;

use std::collections::BTreeMap;

use arrange::{Arrangement, Block, STRIDE, arrange};
use step::{Cast, draw_steps};
use svg::{Area, GUARD, HEADING, PHASE, Pixels, SMALL, STRONG, Svg};

use super::model::{Phase, Playbook};
use super::role::RoleCatalogue;
use crate::base::id::PhaseId;
use crate::base::text::{count, listing};

const MARGIN: Pixels = 28;
const COLUMN: Pixels = 300;
const BETWEEN: Pixels = 56;
const PAD: Pixels = 12;

/// The picture of one playbook.
pub(crate) fn graph(playbook: &Playbook, roles: &RoleCatalogue) -> String {
    let cast = Cast { playbook, roles };
    let plan = planned(playbook, &cast);
    let width = (2 * MARGIN + (plan.columns * STRIDE).saturating_sub(BETWEEN)).max(2 * MARGIN + 2 * CELL);
    let mut svg = Svg::default();
    let top = MARGIN + head(&mut svg, playbook, width - 2 * MARGIN) + 18;
    let (panels, places) = draw_phases(playbook, &plan, top, &cast);
    draw_edges(&mut svg, playbook, &places);
    svg.append(&panels);
    let end = legend(&mut svg, top + plan.height + 46, width - 2 * MARGIN);
    svg.finish(width, end + MARGIN, &format!("{} ({} {})", playbook.title, playbook.id, playbook.version))
}

/// How many phases lie before each on the longest way.
fn levels(playbook: &Playbook) -> BTreeMap<&PhaseId, Pixels> {
    let mut levels: BTreeMap<&PhaseId, Pixels> = BTreeMap::new();
    // The loader refuses circles, so each round settles at least one phase.
    for _ in &playbook.phases {
        for phase in &playbook.phases {
            let before: Option<Vec<Pixels>> = phase.after.iter().map(|id| levels.get(id).copied()).collect();
            if let Some(before) = before {
                levels.insert(&phase.id, before.into_iter().max().map_or(0, |level| level + 1));
            }
        }
    }
    levels
}

fn head(svg: &mut Svg, playbook: &Playbook, width: Pixels) -> Pixels {
    let mut used = svg.text(&playbook.title, (MARGIN, MARGIN), width, HEADING);
    let kind = if playbook.block { "block" } else { "playbook" };
    let phases = count(playbook.phases.len(), "phase");
    let steps = count(playbook.steps().len(), "step");
    let line = format!("{kind} {} · version {} · {phases} · {steps}", playbook.id, playbook.version);
    used += svg.text(&line, (MARGIN, MARGIN + used), width, SMALL);
    used
}

fn planned(playbook: &Playbook, cast: &Cast<'_>) -> Arrangement {
    let levels = levels(playbook);
    let block = |phase: &Phase| {
        let at = Area { x: 0, y: 0, width: COLUMN, height: 0 };
        let height = draw_phase(&mut Svg::default(), phase, at, cast);
        Block { level: levels.get(&phase.id).copied().unwrap_or(0), height }
    };
    arrange(&playbook.phases.iter().map(block).collect::<Vec<_>>())
}

fn draw_phases<'a>(
    playbook: &'a Playbook,
    plan: &Arrangement,
    top: Pixels,
    cast: &Cast<'_>,
) -> (Svg, BTreeMap<&'a PhaseId, Area>) {
    let mut panels = Svg::default();
    let mut places = BTreeMap::new();
    for (phase, (column, down)) in playbook.phases.iter().zip(&plan.spots) {
        let at = Area { x: MARGIN + column * STRIDE, y: top + down, width: COLUMN, height: 0 };
        let height = draw_phase(&mut panels, phase, at, cast);
        places.insert(&phase.id, Area { height, ..at });
    }
    (panels, places)
}

fn draw_phase(svg: &mut Svg, phase: &Phase, at: Area, cast: &Cast<'_>) -> Pixels {
    let mut inner = Svg::default();
    let (left, width) = (at.x + PAD, at.width - 2 * PAD);
    let mut used = PAD - 2;
    used += inner.text(&phase.title, (left, at.y + used), width, PHASE);
    if !phase.after.is_empty() {
        let title = |id: &PhaseId| {
            cast.playbook.phases.iter().find(|phase| phase.id == *id).map(|phase| phase.title.as_str())
        };
        let titles: Vec<String> =
            phase.after.iter().filter_map(title).map(|title| format!("\u{201c}{title}\u{201d}")).collect();
        used += inner.text(&format!("after {}", listing(&titles, "and")), (left, at.y + used), width, SMALL);
    }
    if let Some(condition) = &phase.when {
        used += inner.text(&format!("when {}", condition.text()), (left, at.y + used), width, GUARD);
    }
    used += 8;
    used += draw_steps(&mut inner, &phase.steps, Area { x: left, y: at.y + used, width, height: 0 }, cast);
    used += PAD;
    svg.rect(Area { height: used, ..at }, "panel", 8);
    svg.append(&inner);
    used
}

fn draw_edges(svg: &mut Svg, playbook: &Playbook, places: &BTreeMap<&PhaseId, Area>) {
    for phase in &playbook.phases {
        let Some(to) = places.get(&phase.id) else { continue };
        for from in phase.after.iter().filter_map(|id| places.get(id)) {
            svg.arrow((from.x + from.width, from.y + 22), (to.x, to.y + 22));
        }
    }
}

/// The width of one entry of the legend.
const CELL: Pixels = 250;

/// What the shapes mean, in rows.
fn legend(svg: &mut Svg, top: Pixels, width: Pixels) -> Pixels {
    let y = top + svg.text("Shapes", (MARGIN, top), width, STRONG) + 6;
    let columns = (width / CELL).max(1);
    let entries = [
        ("box", "something to do, to ask, to keep"),
        ("dec", "a decision"),
        ("note", "somebody is told"),
        ("wait", "time must pass"),
        ("use", "another playbook, then go on"),
        ("track", "another playbook beside this one"),
        ("pivot", "hand over to another playbook"),
        ("cont", "steps that belong together"),
        ("box out", "goes outside: needs approval"),
    ];
    for (at, (class, text)) in (0_u32..).zip(entries) {
        let (column, row) = (at % columns, at / columns);
        let x = MARGIN + column * CELL;
        let line = y + row * 26;
        legend_shape(svg, class, Area { x, y: line, width: 30, height: 16 });
        svg.text(text, (x + 38, line), CELL - 40, SMALL);
    }
    y + 9_u32.div_ceil(columns) * 26
}

fn legend_shape(svg: &mut Svg, class: &str, area: Area) {
    let Area { x, y, width, height } = area;
    let (right, bottom, middle) = (x + width, y + height, y + height / 2);
    match class {
        "dec" => {
            let points = [
                (x, middle),
                (x + 6, y),
                (right - 6, y),
                (right, middle),
                (right - 6, bottom),
                (x + 6, bottom),
            ];
            svg.polygon(&points, class);
        }
        "note" => svg.polygon(&[(x, y), (right - 6, y), (right, y + 6), (right, bottom), (x, bottom)], class),
        "pivot" => {
            svg.polygon(&[(x, y), (right - 8, y), (right, middle), (right - 8, bottom), (x, bottom)], class);
        }
        "use" => {
            svg.rect(area, class, 0);
            svg.line((x + 4, y), (x + 4, bottom), "bar");
            svg.line((right - 4, y), (right - 4, bottom), "bar");
        }
        "wait" => svg.rect(area, class, 8),
        other => svg.rect(area, other, 3),
    }
}

#[cfg(test)]
mod tests;
