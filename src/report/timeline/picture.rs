//! The timeline as a picture: lanes, marks with the numbers of their entries, the moments that deadlines count from, and the 72 hours.
//! Marks that do not fit beside each other share one. Must not measure text exactly: formats choose fonts.

pub(super) mod axis;
pub(super) mod lanes;

use super::Timeline;
use super::lane::Lane;
use crate::base::time::Timestamp;
use crate::report::document::Block;
use crate::report::document::picture::{Align, Ink, PICTURE_WIDTH, Picture, Point, Shape, text_width};
use axis::{Axis, Tick};

/// Where the plot begins; lane names stand left of it.
const LEFT: i32 = 118;
/// Where it ends.
const RIGHT: i32 = PICTURE_WIDTH - 44;
/// Height of ordinary letters.
const LETTERS: i32 = 13;
/// Height of the name of an anchor.
const ANCHOR_ROW: i32 = 15;
/// The line of the axis.
const AXIS: i32 = 54;

/// A moment that others are measured against.
struct Anchor {
    name: &'static str,
    at: Timestamp,
}

/// Facts that are such moments, with their names on the picture.
const ANCHORS: [(&str, &str); 3] =
    [("aware_at", "aware"), ("contained_at", "contained"), ("recovered_at", "recovered")];

/// Draws the rows of a timeline; nothing when there are none that people wrote.
pub(super) fn draw(timeline: &Timeline<'_>) -> Option<Block> {
    let marks: Vec<lanes::Dot> = timeline
        .rows
        .iter()
        .filter(|row| row.lane != Lane::Machine)
        .map(|row| lanes::Dot { lane: row.lane, seq: row.seq(), at: row.happened.at })
        .collect();
    if marks.is_empty() {
        return None;
    }
    let anchors = anchors(timeline);
    let deadline = &timeline.glance.deadline;
    let counted = deadline.from.as_ref().map(|from| from.at).into_iter().chain(deadline.due);
    let times = marks.iter().map(|dot| dot.at).chain(anchors.iter().map(|anchor| anchor.at)).chain(counted);
    let axis = Axis::new(times.collect(), timeline.options.zone, LEFT, RIGHT);
    let mut drawing =
        Drawing { shapes: Vec::new(), axis: &axis, y: AXIS, bands: Vec::new(), lines: Vec::new() };
    drawing.ruler(timeline);
    drawing.anchors(&anchors);
    drawing.bar(timeline);
    let top = drawing.y;
    for lane in lanes::lanes(&marks, &axis) {
        drawing.lane(&lane);
    }
    let behind = drawing.behind(top);
    let height = drawing.y + 6;
    let shapes = drawing.bands.into_iter().chain(behind).chain(drawing.shapes).collect();
    Some(Block::Picture(Picture {
        title: format!("Timeline of {}", timeline.glance.opening.codename.to_uppercase()),
        description: description(timeline, &marks, &anchors),
        height,
        shapes,
    }))
}

fn anchors(timeline: &Timeline<'_>) -> Vec<Anchor> {
    let first = timeline.glance.first_signal.as_ref();
    let first = first.map(|signal| Anchor { name: "first signal", at: signal.at.at });
    let facts = ANCHORS.iter().filter_map(|(id, name)| {
        let instant = timeline.glance.fact(id)?.instant?;
        Some(Anchor { name, at: instant.at })
    });
    let mut anchors: Vec<Anchor> = first.into_iter().chain(facts).collect();
    anchors.sort_by_key(|anchor| anchor.at);
    anchors
}

/// The picture in words.
fn description(timeline: &Timeline<'_>, marks: &[lanes::Dot], anchors: &[Anchor]) -> String {
    let moment = |at: Timestamp| timeline.scene.moment(at);
    let first = marks.iter().map(|dot| dot.at).min().map(moment).unwrap_or_default();
    let last = marks.iter().map(|dot| dot.at).max().map(moment).unwrap_or_default();
    let anchors = anchors.iter().map(|anchor| format!(" {}: {}.", anchor.name, moment(anchor.at)));
    format!("Picture of {} entries from {first} to {last}.{}", marks.len(), anchors.collect::<String>())
}

struct Drawing<'a> {
    shapes: Vec<Shape>,
    axis: &'a Axis,
    y: i32,
    /// What lies under everything.
    bands: Vec<Shape>,
    /// Where the lines of the anchors begin.
    lines: Vec<Point>,
}

impl Drawing<'_> {
    fn text(&mut self, at: Point, align: Align, text: &str, ink: Ink) {
        self.shapes.push(Shape::Text { at, align, text: text.to_owned(), size: LETTERS, ink });
    }

    fn line(&mut self, from: Point, to: Point, ink: Ink) {
        self.shapes.push(Shape::Line { from, to, ink, dashed: false });
    }

    /// Local time and UTC, with a gap wherever nothing happened for long.
    fn ruler(&mut self, timeline: &Timeline<'_>) {
        let zone = timeline.options.zone;
        let only_utc = zone == crate::base::time::Zone::UTC;
        if !only_utc {
            self.text(Point::at(0, 30), Align::Start, zone.name(), Ink::Text);
        }
        self.text(Point::at(0, 46), Align::Start, "UTC", Ink::Quiet);
        let axis = self.axis;
        for tick in axis.ticks() {
            self.tick(tick, only_utc);
        }
        let mut from = LEFT;
        for gap in axis.gaps() {
            self.line(Point::at(from, AXIS), Point::at(gap.from, AXIS), Ink::Text);
            for x in [gap.from, gap.to] {
                self.line(Point::at(x - 3, AXIS + 6), Point::at(x + 3, AXIS - 6), Ink::Text);
            }
            let middle = i32::midpoint(gap.from, gap.to);
            self.text(Point::at(middle, AXIS + 16), Align::Middle, &gap.length.to_string(), Ink::Quiet);
            from = gap.to;
        }
        self.line(Point::at(from, AXIS), Point::at(RIGHT, AXIS), Ink::Text);
        self.y = AXIS + 24;
    }

    fn tick(&mut self, tick: &Tick, only_utc: bool) {
        if let Some(date) = &tick.date {
            self.text(Point::at(tick.x, 14), Align::Middle, date, Ink::Text);
        }
        if !only_utc {
            self.text(Point::at(tick.x, 30), Align::Middle, &tick.home, Ink::Text);
        }
        self.text(Point::at(tick.x, 46), Align::Middle, &tick.utc, Ink::Quiet);
        self.line(Point::at(tick.x, AXIS - 4), Point::at(tick.x, AXIS + 4), Ink::Text);
    }

    /// Names of the anchors beside the lines that begin there; a name that would cross an earlier one stands lower.
    fn anchors(&mut self, anchors: &[Anchor]) {
        let mut ends: Vec<i32> = Vec::new();
        let top = self.y;
        for anchor in anchors {
            let x = self.axis.x(anchor.at);
            let width = text_width(anchor.name, LETTERS);
            let right = x + 4 + width <= RIGHT;
            let (from, to) = if right { (x, x + 4 + width) } else { (x - 4 - width, x) };
            let row = ends.iter().rposition(|end| from < end + 8).map_or(0, |last| last + 1);
            match ends.get_mut(row) {
                Some(end) => *end = to,
                None => ends.push(to),
            }
            let y = top + ANCHOR_ROW * i32::try_from(row).unwrap_or(0);
            let (x_text, align) = if right { (x + 4, Align::Start) } else { (x - 4, Align::End) };
            self.text(Point::at(x_text, y + 11), align, anchor.name, Ink::Anchor);
            self.lines.push(Point::at(x, y));
        }
        self.y = top + ANCHOR_ROW * i32::try_from(ends.len()).unwrap_or(0) + 4;
    }

    /// The hours that are counted, with what was sent.
    fn bar(&mut self, timeline: &Timeline<'_>) {
        let deadline = &timeline.glance.deadline;
        let (Some(from), Some(due)) = (&deadline.from, deadline.due) else { return };
        let (left, right) = (self.axis.x(from.at), self.axis.x(due));
        let y = self.y;
        let name = if deadline.provisional { "72 h, provisional" } else { "72 hours" };
        self.text(Point::at(0, y + 15), Align::Start, name, Ink::Text);
        self.shapes.push(Shape::Rect {
            from: Point::at(left, y + 2),
            width: (right - left).max(2),
            height: 18,
            ink: Ink::Bar,
        });
        self.line(Point::at(right, y), Point::at(right, y + 22), Ink::Anchor);
        let due = format!("due {}", timeline.scene.moment(due));
        let length = text_width(&due, LETTERS);
        let (x, align) = if length + 12 <= right - left {
            (right - 6, Align::End)
        } else if right + 6 + length <= PICTURE_WIDTH {
            (right + 6, Align::Start)
        } else {
            (left - 6, Align::End)
        };
        self.text(Point::at(x, y + 15), align, &due, Ink::Text);
        self.y = y + 28;
    }

    fn lane(&mut self, lane: &lanes::Strip) {
        let (top, height) = (self.y, lane.height());
        if lane.index.is_multiple_of(2) {
            self.bands.push(Shape::Rect {
                from: Point::at(0, top),
                width: PICTURE_WIDTH,
                height,
                ink: Ink::Band,
            });
        }
        self.text(Point::at(4, top + 17), Align::Start, lane.lane.name(), Ink::Text);
        for cluster in &lane.clusters {
            let y = top + 13 + lanes::STEP * cluster.level;
            let centre = Point::at(cluster.x, y);
            self.shapes.push(Shape::Circle {
                centre,
                radius: lanes::RADIUS,
                ink: Ink::Tone(lane.lane.tone()),
            });
            let beside = Point::at(cluster.x + lanes::RADIUS + 3, y + 4);
            self.text(beside, Align::Start, &cluster.label(), Ink::Text);
        }
        self.y = top + height;
    }

    /// Lines that run behind everything: from the axis down, at ticks and anchors.
    fn behind(&self, top: i32) -> Vec<Shape> {
        let down = |x: i32, from: i32, ink: Ink, dashed: bool| Shape::Line {
            from: Point::at(x, from),
            to: Point::at(x, self.y),
            ink,
            dashed,
        };
        let gaps = self.axis.gaps().iter().flat_map(|gap| [gap.from, gap.to]);
        let gaps = gaps.map(|x| down(x, top, Ink::Grid, true));
        let ticks = self.axis.ticks().iter().map(|tick| down(tick.x, top, Ink::Grid, false));
        let anchors = self.lines.iter().map(|from| down(from.x, from.y, Ink::Anchor, true));
        ticks.chain(gaps).chain(anchors).collect()
    }
}
