//! `status --watch`: the shared screen. On a terminal it is drawn anew; in plain mode it is printed when something has changed.

use std::process::ExitCode;
use std::time::Duration;

use super::{lines, painted};
use crate::app::session::Session;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::host::clock::rest;
use crate::host::keyboard::Keyboard;

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(2);

/// Watches until somebody ends it.
pub(super) fn watch(session: &mut Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    if context.ui.plain || !context.ui.is_screen() {
        return follow(session, context);
    }
    let keyboard = Keyboard::listen();
    loop {
        session.refresh()?;
        context.ui.out(&drawing(session, context));
        if keyboard.ends_within(EVERY) {
            context.ui.line("");
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// Draws over what was there, so that nothing flickers.
fn drawing(session: &Session<'_>, context: &Context) -> String {
    let rows = context.ui.rows().saturating_sub(1);
    let lines = lines(session, &context.ui);
    let shown = lines.iter().take(rows).map(|line| format!("{}\u{1b}[K\n", painted(&context.ui, line)));
    format!("\u{1b}[H{}\u{1b}[Jq ends", shown.collect::<String>())
}

fn follow(session: &mut Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    super::print(&context.ui, &lines(session, &context.ui));
    loop {
        rest(EVERY);
        if session.refresh()? {
            context.ui.line("");
            super::print(&context.ui, &lines(session, &context.ui));
        }
    }
}
