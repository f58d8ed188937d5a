//! A case that must not be seen by everybody who opens the usual record: `start` asks for a record of its own.

use std::path::PathBuf;

use super::Args;
use crate::base::text::scrub;
use crate::cli::command::run::{at_a_terminal, paused, prompter};
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::host::prompter::Ask;
use crate::host::random;
use crate::playbook::model::Playbook;
use crate::store::Store;
use crate::store::open::OpenOptions;

/// The same call on a record of the case's own, where one is wanted. The record that was named is taken when nothing is in it.
pub(super) fn wanted(
    playbook: &Playbook,
    args: &Args,
    context: &Context,
) -> Result<Option<Context>, Failure> {
    if !playbook.own_record || args.shared_record {
        return Ok(None);
    }
    let path = context.record_path()?;
    if context.global.db.is_some() && incidents(&path)? == 0 {
        return Ok(None);
    }
    let others = "everybody who opens a record sees all incidents in it";
    if args.no_run || !at_a_terminal() {
        let failure = Failure::new(
            Kind::Refused,
            format!("`{}` is kept in a record of its own: {others}", playbook.id),
        );
        return Err(failure
            .hint("breachbook --db NEW.db start ..    on a disk that only the circle can read")
            .hint("--shared-record keeps it in the usual record"));
    }
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    // The name of the file must not say what the case is about.
    let proposal =
        folder.join(format!("{}.db", random::codename(&[]).map_err(crate::app::app_error::AppError::from)?));
    let chosen = ask(&proposal, context, others)?;
    let shown = chosen.display().to_string();
    context.ui.say(&format!(
        "This case is in {0}. For all later calls:\n  export BREACHBOOK_DB={0}",
        scrub(&shown)
    ));
    Ok(Some(context.on_record(chosen)))
}

fn ask(proposal: &std::path::Path, context: &Context, others: &str) -> Result<PathBuf, Failure> {
    let mut prompter = prompter(context)?;
    let help = vec![
        String::new(),
        format!("This case needs a record of its own: {others}."),
        "Choose a place that only the circle of this case can read.".to_owned(),
    ];
    let initial = proposal.display().to_string();
    let mut ask = Ask { prompt: "New record".to_owned(), help, initial };
    loop {
        let typed = prompter.line(&ask).map_err(paused)?;
        let path = PathBuf::from(&typed);
        ask.help = match incidents(&path)? {
            _some if typed.is_empty() => vec!["A path, or Ctrl-C to leave.".to_owned()],
            0 => return Ok(path),
            _some => vec!["There are incidents in that record already.".to_owned()],
        };
    }
}

/// How many incidents a record holds; none where there is no file.
fn incidents(path: &std::path::Path) -> Result<usize, Failure> {
    if !path.exists() {
        return Ok(0);
    }
    let opened = Store::open(path, OpenOptions { create: false, read_only: true })?;
    Ok(opened.store.incidents()?.len())
}
