//! Columns of phases.

use super::*;

#[track_caller]
fn check(blocks: &[(Pixels, Pixels)], spots: &[(Pixels, Pixels)], (columns, height): (Pixels, Pixels)) {
    let blocks: Vec<Block> =
        blocks.iter().map(|(level, height)| Block { level: *level, height: *height }).collect();
    assert_eq!(arrange(&blocks), Arrangement { spots: spots.to_vec(), columns, height });
}

#[test]
fn phases_of_one_level_share_a_column_until_the_sheet_is_too_high() {
    check(&[], &[], (0, 0));
    check(&[(0, 100)], &[(0, 0)], (1, 100));
    // Low enough: one column for each level.
    check(&[(0, 100), (1, 100), (1, 100), (2, 100)], &[(0, 0), (1, 0), (1, 122), (2, 0)], (3, 222));
    // Too high: the second level stands in three columns, and the third one moves on.
    check(
        &[(0, 500), (1, 900), (1, 900), (2, 300), (1, 900)],
        &[(0, 0), (1, 0), (2, 0), (4, 0), (3, 0)],
        (5, 900),
    );
}
