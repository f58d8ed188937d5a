//! A screen that many look at: on a terminal drawn anew, in plain mode printed when something has changed.

use std::process::ExitCode;
use std::time::Duration;

use super::context::Context;
use super::failure::Failure;
use crate::app::session::Session;
use crate::host::clock::rest;
use crate::host::keyboard::{Keyboard, Wish};

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(2);

/// Shows lines until somebody ends it; they are read anew each time.
pub(crate) fn watch(
    session: &mut Session<'_>,
    context: &Context,
    lines: impl Fn(&Session<'_>) -> Result<Vec<String>, Failure>,
) -> Result<ExitCode, Failure> {
    if context.ui.plain || !context.ui.is_screen() {
        return follow(session, context, lines);
    }
    let keyboard = Keyboard::listen();
    let mut page = 0;
    loop {
        session.refresh()?;
        let (drawn, shown) = drawing(&lines(session)?, page, context.ui.rows());
        context.ui.out(&drawn);
        page = shown;
        match keyboard.wish_within(EVERY) {
            Some(Wish::End) => {
                context.ui.line("");
                return Ok(ExitCode::SUCCESS);
            }
            Some(Wish::NextPage) => page += 1,
            None => {}
        }
    }
}

fn follow(
    session: &mut Session<'_>,
    context: &Context,
    lines: impl Fn(&Session<'_>) -> Result<Vec<String>, Failure>,
) -> Result<ExitCode, Failure> {
    loop {
        context.ui.line(&lines(session)?.join("\n"));
        // Minutes that pass are no news: whoever listens to a screen reader hears what was recorded.
        while !session.refresh()? {
            rest(EVERY);
        }
        context.ui.line("");
    }
}

/// A page drawn over what was there, so that nothing flickers, and its number; behind the last page comes the first. What does not fit is
/// said: nobody must think that a screen shows all.
fn drawing(lines: &[String], page: usize, rows: usize) -> (String, usize) {
    let room = rows.saturating_sub(1).max(1);
    let pages = lines.len().div_ceil(room).max(1);
    let page = page % pages;
    let shown = lines.iter().skip(page * room).take(room);
    let mut body = String::new();
    for line in shown {
        body.extend([line.as_str(), "\u{1b}[K\n"]);
    }
    let more = if pages > 1 {
        format!("page {} of {pages}, space turns it \u{b7} ", page + 1)
    } else {
        String::new()
    };
    (format!("\u{1b}[H{body}\u{1b}[J{more}q ends"), page)
}

#[cfg(test)]
mod tests {
    use super::drawing;

    fn check(count: usize, page: usize, expected: &str) {
        let lines: Vec<String> = (1..=count).map(|n| n.to_string()).collect();
        let (drawn, shown) = drawing(&lines, page, 4);
        let plain = drawn.replace("\u{1b}[H", "").replace("\u{1b}[K\n", " ").replace("\u{1b}[J", "| ");
        assert_eq!(format!("{plain} @{shown}"), expected);
    }

    #[test]
    fn what_does_not_fit_is_said_and_can_be_turned_to() {
        check(0, 0, "| q ends @0");
        check(3, 0, "1 2 3 | q ends @0");
        check(4, 0, "1 2 3 | page 1 of 2, space turns it \u{b7} q ends @0");
        check(4, 1, "4 | page 2 of 2, space turns it \u{b7} q ends @1");
        check(4, 2, "1 2 3 | page 1 of 2, space turns it \u{b7} q ends @0");
    }
}
