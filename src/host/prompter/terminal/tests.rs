//! Pages of a screen that does not fit.

use super::{Place, Screen, page_of};

fn screen() -> Screen {
    Screen {
        lines: ["KESTREL", "----"]
            .into_iter()
            .map(str::to_owned)
            .chain((1..=12).map(|n| format!("line {n}")))
            .collect(),
        fixed: 2,
        keys: vec![('d', "done".to_owned())],
        notice: vec!["Recorded #4".to_owned()],
    }
}

#[track_caller]
fn check(page: usize, rows: usize, expected: &[&str], pages: usize) {
    let (lines, count) = page_of(&screen(), page, (40, rows));
    assert_eq!(
        (lines.iter().map(String::as_str).collect::<Vec<_>>().join("|"), count),
        (expected.join("|"), pages)
    );
}

#[test]
fn what_is_fixed_stands_on_every_page() {
    let all = [
        "KESTREL",
        "----",
        "line 1|line 2|line 3|line 4|line 5|line 6|line 7|line 8|line 9|line 10|line 11|line 12",
    ];
    let below = ["Recorded #4", "[d] done"];
    check(0, 17, &[&all[..], &below].concat(), 1);
    let first = "line 1|line 2|line 3|line 4|line 5|line 6|line 7|line 8|line 9|line 10";
    check(0, 16, &["KESTREL", "----", first, "-- page 1 of 2 -- [space] more", "Recorded #4", "[d] done"], 2);
    check(
        1,
        16,
        &[
            "KESTREL",
            "----",
            "line 11|line 12",
            "-- page 2 of 2 -- [space] first page",
            "Recorded #4",
            "[d] done",
        ],
        2,
    );
    check(
        9,
        16,
        &[
            "KESTREL",
            "----",
            "line 11|line 12",
            "-- page 2 of 2 -- [space] first page",
            "Recorded #4",
            "[d] done",
        ],
        2,
    );
    // No room for a page: everything is drawn and scrolls.
    check(0, 9, &[&all[..], &below].concat(), 1);
}

#[test]
fn a_long_command_is_not_cut() {
    let long = "x".repeat(95);
    let lines = vec![long.clone(), "a".into(), "b".into(), "c".into(), "d".into()];
    let screen = Screen { lines, ..Screen::default() };
    // Three rows, four rows, the keys, the cursor.
    assert_eq!(
        page_of(&screen, 0, (40, 9)),
        (vec![long.clone(), "a".into(), "b".into(), "c".into(), "d".into(), String::new()], 1)
    );
    let first = vec![long, "a".into(), "b".into(), "-- page 1 of 2 -- [space] more".into(), String::new()];
    assert_eq!(page_of(&screen, 0, (40, 8)), (first, 2));
}

#[test]
fn what_just_happened_is_wrapped_at_words() {
    let notice = [
        "Refused: the step waits for somebody who holds the role counsel",
        "  whoever holds the role approves it in the same way as here",
        "  breachbook approve command/take-command --why W",
        "#41 03:12 recorded",
    ];
    let screen = Screen { notice: notice.map(str::to_owned).to_vec(), ..Screen::default() };
    assert_eq!(
        page_of(&screen, 0, (40, 24)).0,
        [
            "Refused: the step waits for somebody who",
            "holds the role counsel",
            "  whoever holds the role approves it in",
            "  the same way as here",
            "  breachbook approve command/take-command --why W",
            "#41 03:12 recorded",
            "",
        ]
    );
}

#[test]
fn keys_are_kept_while_a_screen_goes_on_and_thrown_away_before_another_one() {
    let drawn = (screen(), 1);
    assert_eq!(Place::of(Some(&drawn), &screen()), Place::Stands(1));
    let later = Screen { lines: vec!["KESTREL, a second later".to_owned()], ..screen() };
    assert_eq!(Place::of(Some(&drawn), &later), Place::GoesOn(1));
    let mut more = later.clone();
    more.keys.insert(0, ('1', "inject".to_owned()));
    assert_eq!(Place::of(Some(&drawn), &more), Place::GoesOn(1));
    let another = Screen { keys: vec![('r', "read it".to_owned())], ..later };
    assert_eq!(Place::of(Some(&drawn), &another), Place::Another);
    assert_eq!(Place::of(None, &screen()), Place::Another);
}
