//! `note`: one line into the record.

use std::process::ExitCode;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::app::words::Wording;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::note::{Marker, NoteTaken};
use crate::record::label::Label;

/// Arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The text.
    text: String,
    /// When it happened, if not now.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// Who may see it: privileged, personal, released.
    #[arg(long, value_name = "LABEL")]
    label: Vec<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let labels = args.label.iter().map(|word| label(word)).collect::<Result<_, _>>()?;
    if let Some(at) = &args.at {
        let claimed = context.past_time(at, session.zone())?;
        session.act_as(|identity| identity.at = Some(claimed));
    }
    let mut wording = Wording::default();
    let text = wording.say(&args.text)?;
    let note = NoteTaken { text, marker: Marker::Note, answers: None, step: None, from: None, labels };
    let entries = session.act(Command::Write(Box::new(Event::from(note))), wording)?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn label(word: &str) -> Result<Label, Failure> {
    Label::parse(word).ok_or_else(|| Failure::usage(format!("`{word}` is no label")).hint("privileged, personal or released"))
}
