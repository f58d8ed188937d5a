//! The rows of the timeline as a table: both times, who and how. Entries that the program wrote one after the other share a row.
//! Must not drop a row.

mod sentence;

use std::borrow::Cow;

pub(super) use sentence::separate;

use super::lane::Lane;
use super::row::{Row, Who, as_recorded};
use super::{Detail, Order, Timeline};
use crate::base::time::{Claimed, Precision, Zone};
use crate::incident::event::Event;
use crate::incident::event::keeping::Labelled;
use crate::incident::event::progress::Change;
use crate::record::entry::Entry;
use crate::record::label::Label;
use crate::record::labelling::Labels;
use crate::record::via::Via;
use crate::report::describe::progress::progressed;
use crate::report::describe::{describe, full_stop, ranges};
use crate::report::document::{Block, Cell, Column, Line, RowCells, Run, Style, Table, TableRow};
use crate::report::moment;

/// The table of rows; nothing when there is none.
pub(super) fn table(timeline: &Timeline<'_>) -> Option<Block> {
    if timeline.rows.is_empty() {
        return None;
    }
    let zone = timeline.options.zone;
    let utc_only = zone == Zone::UTC;
    let key = timeline.options.detail == Detail::Key;
    let columns: &[(&str, u8)] = match (utc_only, key) {
        (true, false) => &[("No.", 9), ("UTC", 15), ("Who", 18), ("What", 58)],
        (true, true) => &[("No.", 8), ("UTC", 7), ("Who", 15), ("What", 70)],
        (false, false) => &[("No.", 9), ("UTC", 14), ("", 14), ("Who", 17), ("What", 46)],
        (false, true) => &[("No.", 8), ("UTC", 7), ("", 7), ("Who", 15), ("What", 63)],
    };
    let columns = columns.iter().map(|(name, percent)| Column {
        name: if name.is_empty() { city(zone) } else { (*name).to_owned() },
        percent: *percent,
    });
    let mut rows = Vec::new();
    let mut day = None;
    for group in folded(&timeline.rows, key) {
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

/// Rows, those that follow each other and can share one together: those of the program, items that somebody ticked in one go, and the
/// answers of a review.
fn folded<'r, 'a>(rows: &'r [Row<'a>], key: bool) -> impl Iterator<Item = &'r [Row<'a>]> {
    rows.chunk_by(move |one, next| {
        let program = one.lane == Lane::Machine && next.lane == Lane::Machine;
        program
            || (is_plain_tick(one) && is_plain_tick(next) && in_one_go(one, next))
            || (is_answer(one) && is_answer(next) && in_one_review(one, next))
            || (key && is_plain_fact(one) && is_plain_fact(next) && in_one_breath(one, next))
    })
}

fn is_plain_tick(row: &Row<'_>) -> bool {
    let ticked = matches!(&row.entry.draft.event, Event::ItemTicked(body) if body.ticked);
    ticked && row.marks.is_empty() && !row.starred
}

fn in_one_go(one: &Row<'_>, next: &Row<'_>) -> bool {
    let minute = |row: &Row<'_>| row.recorded().micros() / 60_000_000;
    one.sentence.lead == next.sentence.lead
        && one.who == next.who
        && one.happened.claimed == next.happened.claimed
        && minute(one) == minute(next)
}

/// Whether a row states a fact that still stands as it was said.
fn is_plain_fact(row: &Row<'_>) -> bool {
    matches!(row.entry.draft.event, Event::FactStated(_)) && row.marks.is_empty() && !row.starred
}

fn in_one_breath(one: &Row<'_>, next: &Row<'_>) -> bool {
    one.who == next.who && one.happened.claimed.is_some() && one.happened.claimed == next.happened.claimed
}

/// Whether a row says who may read single texts.
fn is_answer(row: &Row<'_>) -> bool {
    let answer = matches!(&row.entry.draft.event, Event::Labelled(body) if !body.passages.is_empty());
    answer && row.marks.is_empty() && !row.starred
}

fn in_one_review(one: &Row<'_>, next: &Row<'_>) -> bool {
    let day = |row: &Row<'_>| row.recorded().utc().date_naive();
    one.sentence.said == next.sentence.said
        && one.who == next.who
        && one.happened.claimed == next.happened.claimed
        && day(one) == day(next)
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
        let key = self.options.detail == Detail::Key;
        let mut time = self.time_of(row);
        if key && time.precision == Precision::Second {
            time.precision = Precision::Minute;
        }
        let (mut utc, mut home) = (
            moment::short(&time.at.utc(), time.precision),
            moment::short(&time.at.in_zone(self.options.zone), time.precision),
        );
        if key && row.happened.was.is_none() {
            // The day stands above the row; in UTC it may be another.
            let day = time.at.in_zone(self.options.zone).format("%-d %b ").to_string();
            utc = utc.replacen(&day, "", 1);
            home = home.replacen(&day, "", 1);
        }
        let mut cells = vec![number(group, key), vec![struck_time(row, self.options.order, Zone::UTC, &utc)]];
        if self.options.zone != Zone::UTC {
            cells.push(vec![struck_time(row, self.options.order, self.options.zone, &home)]);
        }
        cells.push(if row.lane == Lane::Machine {
            vec![vec![Run::quiet("the program")]]
        } else {
            who(&row.who)
        });
        let one = group.len() == 1;
        cells.push(if one {
            self.what(row)
        } else if row.lane == Lane::Machine {
            self.program(group)
        } else if is_plain_fact(row) {
            group.iter().flat_map(|row| self.what(row)).collect()
        } else if is_answer(row) {
            self.answers(row, group)
        } else {
            self.ticks(row, group)
        });
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

    /// What a review said, answer by answer.
    fn answers(&self, row: &Row<'_>, group: &[Row<'_>]) -> Cell {
        let mut merged: Vec<(Entry, Labelled)> = Vec::new();
        for row in group {
            let Event::Labelled(body) = &row.entry.draft.event else { continue };
            let same = |(_, other): &&mut (Entry, Labelled)| {
                (&other.labels, other.withdrawn) == (&body.labels, body.withdrawn)
            };
            match merged.iter_mut().find(same) {
                Some((_, known)) => {
                    let new = body.passages.iter().filter(|passage| !known.passages.contains(passage));
                    let new: Vec<_> = new.copied().collect();
                    known.passages.extend(new);
                    known.entries.extend(&body.entries);
                }
                None => merged.push((row.entry.clone(), body.clone())),
            }
        }
        let leads = merged.into_iter().map(|(mut entry, mut body)| {
            body.entries.sort_unstable();
            body.entries.dedup();
            entry.draft.event = body.into();
            describe(&entry, self.scene).lead
        });
        let mut all = row.clone();
        all.sentence.lead = leads.collect::<Vec<_>>().join("; ");
        self.what(&all)
    }

    /// The items that somebody ticked in one go, under what stands beside the first.
    fn ticks(&self, row: &Row<'_>, group: &[Row<'_>]) -> Cell {
        let items = group.iter().filter_map(|row| row.sentence.said.as_ref());
        let items: Vec<&str> = items.map(|said| said.text.as_str()).collect();
        let mut all = row.clone();
        if let Some(said) = &mut all.sentence.said {
            said.text = items.join(" / ");
        }
        self.what(&all)
    }

    fn what(&self, row: &Row<'_>) -> Cell {
        let key = self.options.detail == Detail::Key;
        let shows_privileged = self.options.edition.withholds(&Labels::from([Label::Privileged])).is_none();
        let mut first = sentence::line(&self.without_its_time(row), shows_privileged);
        let marks = row.marks.chunk_by(|one, next| one.entry == next.entry);
        if key {
            // A page is short: all that is said of an entry follows in the same lines, and what replaced a belief has a row of its own.
            for mark in marks.filter_map(sentence::mark_in_short) {
                first.push(Run::plain(" "));
                first.extend(mark);
            }
            let mut tail = sentence::details(row, key);
            self.times(row, &mut tail);
            if !tail.is_empty() {
                first.push(Run::quiet(" · "));
                first.extend(tail);
            }
            return vec![first];
        }
        let mut cell = vec![first];
        cell.extend(marks.filter_map(sentence::mark));
        let mut tail = sentence::details(row, key);
        self.times(row, &mut tail);
        cell.extend((!tail.is_empty()).then_some(tail));
        cell
    }

    /// The key timeline does not say in the sentence what the row stands under.
    fn without_its_time<'r, 'a>(&self, row: &'r Row<'a>) -> Cow<'r, Row<'a>> {
        let plain = self.options.detail == Detail::Key && self.options.order == Order::Happened;
        let claimed = row.happened.claimed.filter(|_| plain && row.happened.was.is_none());
        let Some(claimed) = claimed else { return Cow::Borrowed(row) };
        let at = self.scene.claimed(claimed);
        let mut row = row.clone();
        for said in [format!(", received {at}"), format!(", {at}")] {
            row.sentence.lead = row.sentence.lead.replacen(&said, "", 1);
        }
        Cow::Owned(row)
    }

    /// When it was recorded, or when it happened, whichever the row does not stand under.
    fn times(&self, row: &Row<'_>, line: &mut Line) {
        let Some(claimed) = row.happened.claimed else { return };
        if self.options.detail == Detail::Key {
            if row.happened.late.is_some() && !self.is_mostly_late() {
                sentence::separate(line);
                line.push(Run::strong("late"));
            }
            return;
        }
        sentence::separate(line);
        line.push(Run::quiet(&match self.options.order {
            Order::Happened => format!("recorded {} UTC", sentence::exact(row.recorded())),
            Order::Recorded => format!("happened {}", self.scene.claimed(claimed)),
        }));
        if let Some(delay) = row.happened.late {
            line.push(Run::plain(" "));
            let late = format!("late, {delay} after");
            line.push(Run::strong(&late));
        }
        let zone = self.options.zone;
        let typed = claimed.at.utc() + chrono::TimeDelta::minutes(i64::from(claimed.offset_minutes));
        let shown = [claimed.at.utc().naive_utc(), claimed.at.in_zone(zone).naive_local()];
        if !shown.contains(&typed.naive_utc()) {
            line.push(Run::quiet(&format!(" · typed as {}", typed.format("%-d %b %H:%M"))));
        }
    }
}

impl Timeline<'_> {
    /// Whether so many rows are late that the exceptions are named instead, as in a run that was typed in afterwards.
    fn is_mostly_late(&self) -> bool {
        let late = self.rows.iter().filter(|row| row.happened.late.is_some()).count();
        self.options.detail == Detail::Key && late > MANY_LATE && late * 2 > self.rows.len()
    }

    /// The rows that are late, said once above them.
    pub(super) fn lateness(&self) -> Option<String> {
        let in_time = self.rows.iter().filter(|row| row.happened.late.is_none()).map(Row::seq);
        let in_time: Vec<_> = in_time.collect();
        let late = self.rows.len() - in_time.len();
        let rest = if in_time.is_empty() {
            "All rows".to_owned()
        } else {
            format!("All rows but {}", ranges(&in_time))
        };
        self.is_mostly_late().then(|| {
            format!(
                "{rest} are late ({late}): typed more than 15 minutes after the time that they stand under"
            )
        })
    }
}

/// More late rows than this are not marked one by one.
const MANY_LATE: usize = 3;

/// The numbers of a row, and its lane; the sentences of the key timeline tell their lanes.
fn number(group: &[Row<'_>], key: bool) -> Cell {
    let lane = group.first().map_or("", |row| row.lane.name());
    let numbers = match group {
        [row] => vec![Run::entry(row.seq())],
        rows => {
            let seqs: Vec<_> = rows.iter().map(Row::seq).collect();
            vec![Run::plain(&ranges(&seqs))]
        }
    };
    let starred = group.iter().any(|row| row.starred);
    let words = [(!key).then_some(lane), starred.then_some("marked as key")];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    let words = (!words.is_empty()).then(|| vec![Run::quiet(&words.join(", "))]);
    std::iter::once(numbers).chain(words).collect()
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
