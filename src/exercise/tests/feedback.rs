//! What came back on sheets without a name.

use super::play::Game;
use crate::base::digest::Digest;
use crate::exercise::feedback::{Agreed, agreed};
use crate::fact::value::PassageRef;
use crate::incident::command::Command;
use crate::incident::event::exercise::FeedbackGiven;
use crate::incident::refusal::Refusal;

fn sheet(game: &mut Game, marks: &[u8], mend: Option<PassageRef>) -> Result<(), Refusal> {
    let body = FeedbackGiven { well: None, mend, missing: None, marks: marks.to_vec() };
    game.act(&Command::Write(Box::new(body.into())))
}

#[test]
fn marks_are_counted_and_what_was_left_out_is_not() {
    let mut game = Game::begun();
    for marks in [&[5, 1, 0][..], &[4, 0, 0], &[4, 2]] {
        sheet(&mut game, marks, None).unwrap();
    }
    let rows = agreed(&game.scenario, &game.entries);
    let told = |row: &Agreed<'_>| (row.counts, row.answers(), row.mean());
    let first: Vec<_> = rows.iter().take(3).map(told).collect();
    assert_eq!(
        first,
        [
            ([0, 0, 0, 2, 1], 3, Some("4.3".to_owned())),
            ([1, 1, 0, 0, 0], 2, Some("1.5".to_owned())),
            ([0; 5], 0, None),
        ]
    );
    assert_eq!(rows.len(), 6 + game.scenario.objectives.len());
}

#[test]
fn a_sheet_says_something_and_marks_end_at_five() {
    let mut game = Game::begun();
    assert_eq!(sheet(&mut game, &[0, 0], None), Err(Refusal::Pointless("there is nothing on the sheet")));
    assert_eq!(sheet(&mut game, &[6], None), Err(Refusal::Pointless("a mark is from 1 to 5")));
    assert_eq!(sheet(&mut game, &[], Some(PassageRef(Digest::ZERO))), Ok(()));
}
