//! Where phases stand: in columns by the order in which they can start, and so that the picture fits a sheet of paper. Must not draw.

use std::collections::BTreeMap;

use super::svg::Pixels;

/// The width of a column with the room to the next one.
pub(super) const STRIDE: Pixels = super::COLUMN + super::BETWEEN;

/// Between phases that stand under one another.
const GAP: Pixels = 22;

/// Width by height of a sheet in landscape (ISO 216: the square root of two), in thousandths.
const SHEET: Pixels = 1414;

/// What title and legend add to the height, about.
const FURNITURE: Pixels = 170;

/// Heights that are tried.
const TRIES: Pixels = 24;

/// A phase, before it has a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// How many phases lie before it on the longest way.
    pub(super) level: Pixels,
    /// Its height.
    pub(super) height: Pixels,
}

/// The places of all phases.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Arrangement {
    /// Column and distance from the top, in the order of the phases.
    pub(super) spots: Vec<(Pixels, Pixels)>,
    /// How many columns there are.
    pub(super) columns: Pixels,
    /// The height of the highest column.
    pub(super) height: Pixels,
}

/// The arrangement that comes nearest to a sheet.
pub(super) fn arrange(blocks: &[Block]) -> Arrangement {
    let one_each = within(blocks, Pixels::MAX);
    let tallest = blocks.iter().map(|block| block.height).max().unwrap_or(0);
    let more = one_each.height.saturating_sub(tallest);
    let tried = (0..TRIES).map(|step| within(blocks, tallest + more * step / TRIES));
    std::iter::once(one_each).chain(tried).min_by_key(Arrangement::off).unwrap_or_else(|| within(blocks, 0))
}

/// Each level fills as many columns as it needs when none may be higher than the limit.
fn within(blocks: &[Block], limit: Pixels) -> Arrangement {
    let mut levels: BTreeMap<Pixels, Vec<Pixels>> = BTreeMap::new();
    let mut spots = Vec::new();
    for Block { level, height } in blocks {
        let columns = levels.entry(*level).or_insert_with(|| vec![0]);
        if columns.last().is_some_and(|top| *top > 0 && top.saturating_add(*height) > limit) {
            columns.push(0);
        }
        let column = (1..).zip(columns.iter_mut()).last();
        if let Some((column, top)) = column {
            spots.push((*level, column - 1, *top));
            *top += height + GAP;
        }
    }
    let mut columns = 0;
    let mut first = BTreeMap::new();
    for (level, tops) in &levels {
        first.insert(*level, columns);
        columns += Pixels::try_from(tops.len()).unwrap_or(1);
    }
    let spot = |(level, column, top): &(Pixels, Pixels, Pixels)| {
        (first.get(level).map_or(*column, |at| at + column), *top)
    };
    let height = levels.values().flatten().max().map_or(0, |top| top.saturating_sub(GAP));
    Arrangement { spots: spots.iter().map(spot).collect(), columns, height }
}

impl Arrangement {
    /// How far its shape is from a sheet; half as wide is as far as twice as wide.
    fn off(&self) -> Pixels {
        let (width, height) = (self.columns * STRIDE, self.height + FURNITURE);
        let wide = width.saturating_mul(1000) / (height * SHEET / 1000).max(1);
        let tall = height.saturating_mul(SHEET) / width.max(1);
        wide.max(tall)
    }
}

#[cfg(test)]
mod tests;
