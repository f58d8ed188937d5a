//! `link` and `move`: what belongs to another incident, or together with it.

use std::process::ExitCode;

use crate::app::choice;
use crate::app::keeping;
use crate::app::naming;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::event::keeping::{RELATIONS, Relation};

/// Arguments of `link`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  breachbook link kestrel heron --as caused-by")]
pub(crate) struct LinkArgs {
    /// An incident.
    one: String,
    /// The other; `--as` says how the first belongs to it: caused-by, same-cause, split or merged.
    other: String,
}

/// Arguments of `move`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  breachbook move 41 --to heron --why \"typed in the wrong window\"")]
pub(crate) struct MoveArgs {
    /// The number of the note.
    entry: String,
    /// The incident that it belongs to.
    #[arg(long, value_name = "INCIDENT")]
    to: String,
    /// Why.
    #[arg(long)]
    why: String,
}

/// Links two incidents: each gets an entry.
pub(crate) fn link(args: &LinkArgs, word: Option<&str>, context: &Context) -> Result<ExitCode, Failure> {
    let word = word.ok_or_else(|| Failure::usage("say how they belong together with --as"));
    let relation = word.and_then(|word| relation(word).map_err(Failure::usage))?;
    let mut store = context.store(false)?;
    let incidents = store.incidents()?;
    let one = choice::find(&incidents, &args.one)?.uid;
    let other = choice::find(&incidents, &args.other)?.uid;
    if one == other {
        return Err(Failure::usage("an incident cannot be linked to itself"));
    }
    for here in [one, other] {
        store.may_be_written(here)?;
    }
    for (here, there, reverse) in [(one, other, false), (other, one, true)] {
        let mut session = context.session_on(&mut store, here)?;
        let entries = keeping::link(&mut session, there, relation, reverse)?;
        context.acknowledge(&session, &entries);
    }
    Ok(ExitCode::SUCCESS)
}

/// Copies a note to where it belongs, then marks the original.
pub(crate) fn moving(args: &MoveArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let incidents = store.incidents()?;
    let here = context.chosen(&store)?.uid;
    let there = choice::find(&incidents, &args.to)?.uid;
    if here == there {
        return Err(Failure::usage("the note is in that incident already"));
    }
    for incident in [here, there] {
        store.may_be_written(incident)?;
    }
    let seq = naming::entry(&args.entry)?;
    let note = keeping::pick_up(&context.session_on(&mut store, here)?, seq)?;
    {
        let mut session = context.session_on(&mut store, there)?;
        let entries = keeping::put_down(&mut session, &note)?;
        context.acknowledge(&session, &entries);
    }
    let mut session = context.session_on(&mut store, here)?;
    let entries = keeping::mark_moved(&mut session, seq, there, &args.why)?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn relation(word: &str) -> Result<Relation, String> {
    let found = RELATIONS.iter().find(|(_, known)| *known == word).map(|(relation, _)| *relation);
    found.ok_or_else(|| crate::base::text::one_of(RELATIONS.iter().map(|(_, word)| *word)))
}
