//! The axis of the picture: where an instant lies. Long stretches in which nothing happened are cut out, visibly.
//! Must not know what is drawn.

use chrono::{DateTime, Offset as _};

use crate::base::time::{Period, Timestamp, Zone};

/// Width of a cut.
const CUT: i32 = 32;
/// The narrowest stretch, and the least distance between two labels.
const NARROWEST: i32 = 52;
/// Blank at both ends of a stretch, so that labels stay inside.
const PADDING: i32 = 24;
/// A stretch without anything is cut out only when it is longer than this.
const SHORTEST_CUT: i64 = 30 * 60 * 1_000_000;
/// There are at most so many cuts.
const MOST_CUTS: usize = 7;
/// Distances between labels, in minutes.
const STEPS: [i64; 15] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200];

/// A cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report::timeline) struct Gap {
    /// Where it begins.
    pub(in crate::report::timeline) from: i32,
    /// Where it ends.
    pub(in crate::report::timeline) to: i32,
    /// How long nothing happened.
    pub(in crate::report::timeline) length: Period,
}

/// A labelled instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report::timeline) struct Tick {
    /// Where.
    pub(in crate::report::timeline) x: i32,
    /// The local date, where it is another one than before.
    pub(in crate::report::timeline) date: Option<String>,
    /// Local time.
    pub(in crate::report::timeline) home: String,
    /// UTC.
    pub(in crate::report::timeline) utc: String,
}

/// A stretch without a cut.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    first: i64,
    last: i64,
    from: i32,
    to: i32,
}

/// The axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report::timeline) struct Axis {
    stretches: Vec<Stretch>,
    gaps: Vec<Gap>,
    ticks: Vec<Tick>,
}

impl Axis {
    /// An axis on which all of these instants lie, between two points.
    pub(in crate::report::timeline) fn new(times: Vec<Timestamp>, zone: Zone, left: i32, right: i32) -> Self {
        let mut times: Vec<i64> = times.into_iter().map(Timestamp::micros).collect();
        times.sort_unstable();
        let stretches = place(&stretches(&times), left, right);
        let gaps = stretches.iter().zip(stretches.iter().skip(1)).map(|(one, next)| Gap {
            from: one.to,
            to: next.from,
            length: Period::from_seconds((next.first - one.last) / 1_000_000),
        });
        let gaps = gaps.collect();
        let ticks = ticks(&stretches, zone);
        Self { stretches, gaps, ticks }
    }

    /// Where an instant lies; one outside lies at the nearest end.
    pub(in crate::report::timeline) fn x(&self, at: Timestamp) -> i32 {
        let micros = at.micros();
        let inside = self.stretches.iter().find(|stretch| micros <= stretch.last);
        inside.or(self.stretches.last()).map_or(0, |stretch| stretch.x(micros))
    }

    /// Cuts, from left to right.
    pub(in crate::report::timeline) fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// Labels, from left to right.
    pub(in crate::report::timeline) fn ticks(&self) -> &[Tick] {
        &self.ticks
    }
}

impl Stretch {
    fn x(&self, micros: i64) -> i32 {
        let (from, to) = (i64::from(self.from + PADDING), i64::from(self.to - PADDING));
        let length = self.last - self.first;
        let x = if length == 0 {
            i64::midpoint(from, to)
        } else {
            let part = i128::from(micros.clamp(self.first, self.last) - self.first) * i128::from(to - from);
            from + i64::try_from(part / i128::from(length)).unwrap_or(0)
        };
        i32::try_from(x).unwrap_or(self.from)
    }
}

/// What lies in a stretch.
struct Content {
    first: i64,
    last: i64,
    /// Marks behind the first: a stretch of one needs no more than the least width.
    marks: i64,
}

/// What lies in each stretch: the longest gaps are cut out as long as they dwarf what is left.
fn stretches(times: &[i64]) -> Vec<Content> {
    let gaps: Vec<i64> = times.iter().zip(times.iter().skip(1)).map(|(one, next)| next - one).collect();
    let mut cuts: Vec<usize> = Vec::new();
    while cuts.len() < MOST_CUTS {
        let left = gaps.iter().enumerate().filter(|(n, _)| !cuts.contains(n));
        let (count, sum) = left.clone().fold((0_i64, 0_i64), |(count, sum), (_, gap)| (count + 1, sum + gap));
        let Some((place, longest)) = left.max_by_key(|(_, gap)| **gap) else { break };
        let average = if count > 1 { (sum - longest) / (count - 1) } else { 0 };
        if *longest <= SHORTEST_CUT || *longest < sum / 10 || *longest < average.saturating_mul(6) {
            break;
        }
        cuts.push(place);
    }
    let mut stretches: Vec<Content> = Vec::new();
    for (n, time) in times.iter().enumerate() {
        match stretches.last_mut() {
            Some(content) if !cuts.contains(&n.wrapping_sub(1)) => {
                content.last = *time;
                content.marks += 1;
            }
            Some(_) | None => stretches.push(Content { first: *time, last: *time, marks: 0 }),
        }
    }
    stretches
}

/// Gives every stretch its least width and shares the rest: a quarter by length, three quarters by how much happened.
fn place(stretches: &[Content], left: i32, right: i32) -> Vec<Stretch> {
    let count = i32::try_from(stretches.len()).unwrap_or(1).max(1);
    let room = (right - left - CUT * (count - 1) - NARROWEST * count).max(0);
    let length: i64 = stretches.iter().map(|content| content.last - content.first).sum();
    let marks: i64 = stretches.iter().map(|content| content.marks).sum();
    let share = |part: i64, whole: i64| i128::from(room) * i128::from(part) / i128::from(whole.max(1));
    let mut from = left;
    let mut placed = Vec::new();
    for (n, content) in stretches.iter().enumerate() {
        let by_length = share(content.last - content.first, length);
        let width = i32::try_from((by_length + 3 * share(content.marks, marks)) / 4).unwrap_or(0);
        let to = if n + 1 == stretches.len() { right } else { from + NARROWEST + width };
        placed.push(Stretch { first: content.first, last: content.last, from, to });
        from = to + CUT;
    }
    placed
}

fn ticks(stretches: &[Stretch], zone: Zone) -> Vec<Tick> {
    let mut ticks = Vec::new();
    let mut date = None;
    for stretch in stretches {
        for micros in labelled(stretch, zone) {
            let Some(at) = Timestamp::from_micros(micros) else { continue };
            let home: DateTime<Zone> = at.in_zone(zone);
            let day = home.date_naive();
            let new = date.replace(day) != Some(day);
            ticks.push(Tick {
                x: stretch.x(micros),
                date: new.then(|| home.format("%-d %b").to_string()),
                home: home.format("%H:%M").to_string(),
                utc: at.utc().format("%H:%M").to_string(),
            });
        }
    }
    ticks
}

/// The first instant of a stretch, then round local times as far apart as labels need.
fn labelled(stretch: &Stretch, zone: Zone) -> Vec<i64> {
    let mut found = vec![stretch.first];
    let length = stretch.last - stretch.first;
    let width = i64::from(stretch.to - stretch.from - 2 * PADDING);
    let Some(first) = Timestamp::from_micros(stretch.first) else { return found };
    let fits = |step: &&i64| {
        let micros = i128::from(**step) * 60_000_000;
        micros * i128::from(width) >= i128::from(length) * i128::from(NARROWEST)
    };
    let Some(step) = STEPS.iter().find(fits).map(|minutes| minutes * 60_000_000) else { return found };
    let offset = i64::from(first.in_zone(zone).offset().fix().local_minus_utc()) * 1_000_000;
    let mut at = (stretch.first + offset).div_euclid(step) * step + step - offset;
    while at <= stretch.last {
        if stretch.x(at) - stretch.x(stretch.first) >= NARROWEST {
            found.push(at);
        }
        at += step;
    }
    found
}
