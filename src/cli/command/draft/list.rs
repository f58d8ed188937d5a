//! `draft list`: the forms, and how a draft of each would stand now.

use std::process::ExitCode;

use crate::app::draft::{Standing, standings};
use crate::base::text::{count, scrub};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::report::moment;

/// Runs it.
pub(super) fn run(context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session(&mut store)?;
    let all = standings(&session)?;
    if context.ui.json {
        json::print(&context.ui, "forms", &all)?;
        return Ok(ExitCode::SUCCESS);
    }
    for standing in &all {
        let Standing { form, stage, title, checked, verification, .. } = standing;
        context.ui.line(&scrub(&format!("{form} --stage {stage}: {title}")));
        let sent = standing.sent.map(|(seq, at)| {
            let at = moment::brief(at, session.zone());
            format!("; follows {seq} of {at}")
        });
        let blocking = match standing.blocking.len() {
            0 => "can be sent".to_owned(),
            n => format!("{} missing before it can be sent", count(n, "answer")),
        };
        let gaps = count(standing.gaps, "gap");
        let rest = sent.unwrap_or_default();
        context.ui.line(&scrub(&format!("  {blocking}, {gaps}{rest}; {verification}, checked {checked}")));
    }
    Ok(ExitCode::SUCCESS)
}
