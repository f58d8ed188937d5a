//! `label`: who may see the words of entries. The latest labels win.

use std::process::ExitCode;

use crate::app::keeping;
use crate::app::naming;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::record::label::{LABELS, Label};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook label 40..55 privileged --basis \"advice of counsel\" --why \"talk with counsel\"\n  breachbook label 41 none --why \"was labelled by mistake\""
)]
pub(crate) struct Args {
    /// Numbers or ranges of entries, then labels: privileged, personal, released; `none` takes all labels away.
    #[arg(required = true, num_args = 2.., value_name = "ENTRY.. LABEL")]
    words: Vec<String>,
    /// What the label rests on.
    #[arg(long)]
    basis: Option<String>,
    /// Why.
    #[arg(long)]
    why: String,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let (numbers, words): (Vec<String>, Vec<String>) = args
        .words
        .iter()
        .flat_map(|word| word.split(','))
        .map(str::to_owned)
        .partition(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '#'));
    let labels = labels(&words)?;
    let seqs = naming::entries(&numbers)?;
    if seqs.is_empty() {
        return Err(Failure::usage("name the entries by their numbers, such as 41 or 40..55"));
    }
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let entries = keeping::label(&mut session, seqs, labels, (&args.why, args.basis.as_deref()))?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn labels(words: &[String]) -> Result<Vec<Label>, Failure> {
    if words.is_empty() {
        return Err(unknown("nothing"));
    }
    if words.iter().all(|word| word == "none") {
        return Ok(Vec::new());
    }
    let mut labels: Vec<Label> =
        words.iter().map(|word| Label::parse(word).ok_or_else(|| unknown(word))).collect::<Result<_, _>>()?;
    labels.sort_unstable();
    labels.dedup();
    Ok(labels)
}

fn unknown(word: &str) -> Failure {
    let known: Vec<&str> = LABELS.iter().map(|(_, word)| *word).collect();
    Failure::usage(format!("`{word}` is no label")).hint(format!("{} or none", known.join(", ")))
}
