//! Marks in lanes: beside each other where there is room, else one below the other, else together. Every mark is in exactly one place.

use super::axis::Axis;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::report::document::picture::text_width;
use crate::report::timeline::lane::{LANES, Lane};

/// Radius of a mark.
pub(in crate::report::timeline) const RADIUS: i32 = 5;
/// Height of one level.
pub(in crate::report::timeline) const STEP: i32 = 16;
/// A lane has at most so many levels.
const MOST_LEVELS: usize = 4;

/// A mark to be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report::timeline) struct Dot {
    /// Its lane.
    pub(in crate::report::timeline) lane: Lane,
    /// The entry.
    pub(in crate::report::timeline) seq: Seq,
    /// When.
    pub(in crate::report::timeline) at: Timestamp,
}

/// One or more marks in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report::timeline) struct Cluster {
    /// Where.
    pub(in crate::report::timeline) x: i32,
    /// On which level, from 0.
    pub(in crate::report::timeline) level: i32,
    first: Seq,
    /// How many marks.
    pub(in crate::report::timeline) count: usize,
}

impl Cluster {
    /// The number of its first entry, and how many more there are.
    pub(in crate::report::timeline) fn label(&self) -> String {
        if self.count == 1 {
            self.first.0.to_string()
        } else {
            format!("{} +{}", self.first.0, self.count - 1)
        }
    }

    /// Where its label ends.
    pub(in crate::report::timeline) fn end(&self) -> i32 {
        self.x + RADIUS + 3 + text_width(&self.label(), super::LETTERS)
    }
}

/// A lane with its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report::timeline) struct Strip {
    /// Which.
    pub(in crate::report::timeline) lane: Lane,
    /// Its place among those that have marks.
    pub(in crate::report::timeline) index: usize,
    /// Its marks.
    pub(in crate::report::timeline) clusters: Vec<Cluster>,
}

impl Strip {
    /// Its height.
    pub(in crate::report::timeline) fn height(&self) -> i32 {
        let levels = self.clusters.iter().map(|cluster| cluster.level).max().unwrap_or(0);
        26 + STEP * levels
    }
}

/// Lanes that have marks.
pub(in crate::report::timeline) fn lanes(dots: &[Dot], axis: &Axis) -> Vec<Strip> {
    let strips = LANES.iter().filter_map(|(lane, ..)| {
        let mut dots: Vec<&Dot> = dots.iter().filter(|dot| dot.lane == *lane).collect();
        dots.sort_by_key(|dot| (dot.at, dot.seq));
        (!dots.is_empty()).then(|| (*lane, place(&dots, axis)))
    });
    let strips = strips.enumerate().map(|(index, (lane, clusters))| Strip { lane, index, clusters });
    strips.collect()
}

fn place(dots: &[&Dot], axis: &Axis) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut ends: Vec<i32> = Vec::new();
    for dot in dots {
        let x = axis.x(dot.at);
        let free = ends.iter().position(|end| end + 4 <= x - RADIUS);
        let level = free.or((ends.len() < MOST_LEVELS).then_some(ends.len()));
        match (level, clusters.last_mut()) {
            (Some(level), _) => {
                let height = i32::try_from(level).unwrap_or(0);
                let cluster = Cluster { x, level: height, first: dot.seq, count: 1 };
                mark_end(&mut ends, level, cluster.end());
                clusters.push(cluster);
            }
            (None, Some(last)) => {
                last.count += 1;
                let (level, end) = (usize::try_from(last.level).unwrap_or(0), last.end());
                mark_end(&mut ends, level, end);
            }
            (None, None) => {}
        }
    }
    clusters
}

fn mark_end(ends: &mut Vec<i32>, level: usize, end: i32) {
    match ends.get_mut(level) {
        Some(known) => *known = end,
        None => ends.push(end),
    }
}
