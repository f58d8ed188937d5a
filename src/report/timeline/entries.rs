//! The rows of the timeline as a table: struck-out words beside what replaced them, both times, who and how. Entries that the
//! program wrote one after the other share a row. Must not drop a row.

use super::lane::Lane;
use super::mark::{Mark, MarkKind};
use super::row::{Row, Who, as_recorded};
use super::{Detail, Order, Timeline};
use crate::base::time::{Claimed, Timestamp, Zone};
use crate::incident::event::Event;
use crate::incident::event::progress::Change;
use crate::record::label::Label;
use crate::record::labelling::Labels;
use crate::record::via::Via;
use crate::report::describe::progress::progressed;
use crate::report::describe::{full_stop, ranges};
use crate::report::document::{Block, Cell, Column, Line, RowCells, Run, Style, Table, TableRow};
use crate::report::moment;

/// The table of rows; nothing when there is none.
pub(super) fn table(timeline: &Timeline<'_>) -> Option<Block> {
    if timeline.rows.is_empty() {
        return None;
    }
    let zone = timeline.options.zone;
    let utc_only = zone == Zone::UTC;
    let columns: &[(&str, u8)] = if utc_only {
        &[("No.", 10), ("UTC", 13), ("Who", 19), ("What", 58)]
    } else {
        &[("No.", 10), ("UTC", 12), ("", 12), ("Who", 18), ("What", 48)]
    };
    let columns = columns.iter().map(|(name, percent)| Column {
        name: if name.is_empty() { city(zone) } else { (*name).to_owned() },
        percent: *percent,
    });
    let mut rows = Vec::new();
    let mut day = None;
    for group in folded(&timeline.rows) {
        let Some(first) = group.first() else { continue };
        let at = timeline.time_of(first).at.in_zone(zone).date_naive();
        if day.replace(at) != Some(at) {
            rows.push(TableRow::Divider(at.format("%A %-d %B %Y").to_string()));
        }
        rows.push(timeline.row(group));
    }
    Some(Block::Table(Table {
        caption: format!("Timeline, {}", timeline.selection),
        columns: columns.collect(),
        rows,
    }))
}

/// The last part of a zone's name, which fits into a narrow column; the whole name stands at the head of the paper.
fn city(zone: Zone) -> String {
    zone.name().rsplit('/').next().unwrap_or("").replace('_', " ")
}

/// Rows, those of the program that follow each other together.
fn folded<'r, 'a>(rows: &'r [Row<'a>]) -> impl Iterator<Item = &'r [Row<'a>]> {
    rows.chunk_by(|one, next| one.lane == Lane::Machine && next.lane == Lane::Machine)
}

impl Timeline<'_> {
    /// The time that a row stands under.
    fn time_of(&self, row: &Row<'_>) -> Claimed {
        let recorded = as_recorded(row.entry);
        match self.options.order {
            Order::Recorded => recorded,
            Order::Happened => row.happened.claimed.unwrap_or(recorded),
        }
    }

    fn row(&self, group: &[Row<'_>]) -> TableRow {
        let Some(row) = group.first() else { return TableRow::Divider(String::new()) };
        let time = self.time_of(row);
        let utc = moment::short(&time.at.utc(), time.precision);
        let home = moment::short(&time.at.in_zone(self.options.zone), time.precision);
        let mut cells = vec![number(group), vec![struck_time(row, self.options.order, Zone::UTC, &utc)]];
        if self.options.zone != Zone::UTC {
            cells.push(vec![struck_time(row, self.options.order, self.options.zone, &home)]);
        }
        cells.push(if row.lane == Lane::Machine {
            vec![vec![Run::quiet("the program")]]
        } else {
            who(&row.who)
        });
        cells.push(if group.len() > 1 { self.program(group) } else { self.what(row) });
        TableRow::Cells(RowCells { entry: Some(row.seq()), tone: Some(row.lane.tone()), cells })
    }

    /// What the program wrote in several entries, in one sentence.
    fn program(&self, group: &[Row<'_>]) -> Cell {
        let changes = group.iter().filter_map(|row| {
            if let Event::Progressed(body) = &row.entry.draft.event { Some(&body.changes) } else { None }
        });
        let changes: Vec<&Change> = changes.flatten().collect();
        let others = group.iter().filter(|row| !matches!(row.entry.draft.event, Event::Progressed(_)));
        let mut cell: Cell = others.flat_map(|row| self.what(row)).collect();
        if !changes.is_empty() {
            cell.push(vec![Run::plain(&full_stop(&progressed(changes, self.scene).lead))]);
        }
        cell
    }

    fn what(&self, row: &Row<'_>) -> Cell {
        let shows_privileged = self.options.edition.withholds(&Labels::from([Label::Privileged])).is_none();
        let mut cell = vec![sentence(row, shows_privileged)];
        cell.extend(row.marks.chunk_by(|one, next| one.entry == next.entry).filter_map(mark));
        let details = details(row, self.options.detail);
        cell.extend((!details.is_empty()).then_some(details));
        cell.extend(self.times(row));
        cell
    }

    /// When it was recorded, or when it happened, whichever the row does not stand under.
    fn times(&self, row: &Row<'_>) -> Option<Line> {
        let claimed = row.happened.claimed?;
        let mut line = match self.options.order {
            Order::Happened => {
                vec![Run::quiet(&format!("recorded {} UTC", exact(row.recorded())))]
            }
            Order::Recorded => vec![Run::quiet(&format!("happened {}", self.scene.claimed(claimed)))],
        };
        if let Some(delay) = row.happened.late {
            line.push(Run::plain(" "));
            line.push(Run::strong(&format!("late, {delay} after")));
        }
        let zone = self.options.zone;
        let typed = claimed.at.utc() + chrono::TimeDelta::minutes(i64::from(claimed.offset_minutes));
        let shown = [claimed.at.utc().naive_utc(), claimed.at.in_zone(zone).naive_local()];
        if !shown.contains(&typed.naive_utc()) {
            line.push(Run::quiet(&format!(" · typed as {}", typed.format("%-d %b %H:%M"))));
        }
        Some(line)
    }
}

/// What one later entry did to a row. Words, time and person that are right stand where the wrong ones are struck through.
fn mark(marks: &[Mark]) -> Option<Line> {
    let first = marks.first()?;
    let mut line = vec![
        Run::strong(&act(marks)),
        Run::plain(" "),
        Run::entry(first.entry),
        Run::quiet(&format!(" by {}, {} UTC", first.by, exact(first.recorded))),
    ];
    for mark in marks {
        if let (Some(name), Some(now)) = (now(mark.kind), &mark.now) {
            line.push(Run::quiet(&format!("; {name}: ")));
            line.push(Run::plain(now));
        }
    }
    if let Some(why) = &first.why {
        line.push(Run::quiet(" · why: "));
        line.push(Run::plain(why));
    }
    Some(line)
}

fn act(marks: &[Mark]) -> String {
    let parts: Vec<&str> = marks.iter().filter_map(|mark| part(mark.kind)).collect();
    match marks.first().map(|mark| mark.kind) {
        Some(MarkKind::Fact) => "Was wrong, see".to_owned(),
        Some(MarkKind::Undone) => "Undone in".to_owned(),
        Some(MarkKind::Replaced) => "Believed until".to_owned(),
        Some(MarkKind::Confirmed) => "Confirmed in".to_owned(),
        Some(MarkKind::Erased) => "Words erased in".to_owned(),
        Some(MarkKind::Moved) => "Moved in".to_owned(),
        Some(
            MarkKind::Text | MarkKind::Time(_) | MarkKind::Person(_) | MarkKind::Way(_) | MarkKind::Outcome,
        )
        | None => format!("Corrected ({}) in", parts.join(", ")),
    }
}

/// The part of an entry that was corrected.
fn part(kind: MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Text => Some("words"),
        MarkKind::Time(_) => Some("time"),
        MarkKind::Person(_) => Some("person"),
        MarkKind::Way(_) => Some("way it came"),
        MarkKind::Outcome => Some("outcome"),
        MarkKind::Fact
        | MarkKind::Undone
        | MarkKind::Replaced
        | MarkKind::Confirmed
        | MarkKind::Erased
        | MarkKind::Moved => None,
    }
}

/// What is called right, where it does not stand in the row already.
fn now(kind: MarkKind) -> Option<&'static str> {
    match kind {
        MarkKind::Way(_) => Some("it came by"),
        MarkKind::Outcome => Some("outcome"),
        MarkKind::Fact => Some("right is"),
        MarkKind::Replaced => Some("then"),
        MarkKind::Moved => Some("to"),
        MarkKind::Text
        | MarkKind::Time(_)
        | MarkKind::Person(_)
        | MarkKind::Undone
        | MarkKind::Confirmed
        | MarkKind::Erased => None,
    }
}

fn exact(at: Timestamp) -> String {
    at.utc().format("%-d %b %Y %H:%M:%S").to_string()
}

fn number(group: &[Row<'_>]) -> Cell {
    let lane = group.first().map_or("", |row| row.lane.name());
    let numbers = match group {
        [row] => vec![Run::entry(row.seq())],
        rows => {
            let seqs: Vec<_> = rows.iter().map(Row::seq).collect();
            vec![Run::plain(&ranges(&seqs))]
        }
    };
    let starred = group.iter().any(|row| row.starred);
    let lane = if starred { format!("{lane}, marked as key") } else { lane.to_owned() };
    vec![numbers, vec![Run::quiet(&lane)]]
}

/// The time of a row, with the one that was wrong struck through.
fn struck_time(row: &Row<'_>, order: Order, zone: Zone, shown: &str) -> Line {
    let was = match order {
        Order::Happened => row.happened.was,
        Order::Recorded => None,
    };
    let mut line: Line = Vec::new();
    if let Some(was) = was {
        line.push(Run::new(&moment::short(&was.at.in_zone(zone), was.precision), Style::Struck));
        line.push(Run::plain(" "));
    }
    line.push(Run::plain(shown));
    line
}

fn who(who: &Who) -> Cell {
    let mut first: Line = Vec::new();
    if let Some(was) = &who.was {
        first.push(Run::new(was, Style::Struck));
        first.push(Run::plain(" "));
    }
    first.push(Run::plain(&who.actor.name));
    if !who.actor.roles.is_empty() {
        first.push(Run::quiet(&format!(" ({})", who.actor.roles.join(", "))));
    }
    let mut cell = vec![first];
    let way = who.via.and_then(way);
    let typed = (who.actor.id != who.typist.id).then(|| format!("typed by {}", who.typist.name));
    let how: Vec<String> = way.map(str::to_owned).into_iter().chain(typed).collect();
    if !how.is_empty() {
        cell.push(vec![Run::quiet(&how.join(", "))]);
    }
    cell
}

/// How it came, in words.
pub(super) fn way(via: Via) -> Option<&'static str> {
    match via {
        Via::OwnHand => None,
        Via::Voice => Some("by voice"),
        Via::Phone => Some("by phone"),
        Via::Message => Some("by message"),
        Via::Document => Some("from a document"),
    }
}

/// The sentence of a row, with what no longer stands struck through and what replaces words beside them.
fn sentence(row: &Row<'_>, shows_privileged: bool) -> Line {
    let sentence = &row.sentence;
    let struck_lead = row.marks.iter().any(|mark| mark.kind.strikes_lead());
    let texts: Vec<&str> = row
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Text)
        .filter_map(|mark| mark.now.as_deref())
        .collect();
    let mut line: Line = Vec::new();
    if shows_privileged && row.labels.contains(&Label::Privileged) {
        line.push(Run::new("privileged", Style::Gap));
        line.push(Run::plain(" "));
    }
    if !sentence.lead.is_empty() {
        let joint = sentence.said.as_ref().is_some_and(|said| said.label.is_empty());
        let lead = if joint { format!("{}:", sentence.lead) } else { full_stop(&sentence.lead) };
        let style = match (struck_lead, row.lane) {
            (true, _) => Style::Struck,
            (false, Lane::Machine) => Style::Plain,
            (false, _) => Style::Strong,
        };
        line.push(Run::new(&lead, style));
    }
    let Some(said) = &sentence.said else { return line };
    if !line.is_empty() {
        line.push(Run::plain(" "));
    }
    if !said.label.is_empty() {
        line.push(Run::quiet(&format!("{}: ", said.label)));
    }
    match texts.split_last() {
        None => line.push(Run::plain(&said.text)),
        Some((right, wrong)) => {
            for text in std::iter::once(&said.text.as_str()).chain(wrong) {
                line.push(Run::new(text, Style::Struck));
                line.push(Run::plain(" "));
            }
            line.push(Run::plain(right));
        }
    }
    line
}

fn details(row: &Row<'_>, detail: Detail) -> Line {
    let mut line: Line = Vec::new();
    for detail in &row.sentence.details {
        separate(&mut line);
        line.push(Run::quiet(&format!("{}: ", detail.name)));
        let style = if detail.name.contains("SHA-256") { Style::Code } else { Style::Plain };
        line.push(Run::new(&detail.value, style));
        if let Some(entry) = detail.entry {
            line.push(Run::plain(" "));
            line.push(Run::entry(entry));
        }
    }
    if let (Detail::Full, Some((key, title))) = (detail, &row.step) {
        separate(&mut line);
        let named = title.as_ref().filter(|title| !row.sentence.lead.contains(title.as_str()));
        let title = named.map_or_else(String::new, |title| format!(" “{title}”"));
        line.push(Run::quiet(&format!("step {key}{title}")));
    }
    if let Some(times) = &row.entry.stamp.x {
        separate(&mut line);
        line.push(Run::quiet(&format!("in the exercise's story: {} UTC", exact(times.scenario))));
    }
    line
}

fn separate(line: &mut Line) {
    if !line.is_empty() {
        line.push(Run::quiet(" · "));
    }
}
