//! `correct`: an entry was wrong. Both stay; papers show the old one struck through.

use std::process::ExitCode;

use crate::app::keeping::{self, Correction};
use crate::app::naming;
use crate::app::session::Session;
use crate::base::outcome::Outcome;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::record::via::Via;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook correct 41 \"egress stopped on web-02, not web-01\" --why \"read from the wrong window\"\n  breachbook correct 41 at=02:58 by=Jonas via=phone --why \"he called before I typed it\"\n  breachbook correct 52 outcome=failed --why \"the rule was not applied\""
)]
pub(crate) struct Args {
    /// The number of the entry.
    entry: String,
    /// What is right: a text, or at=TIME, by=NAME, via=HOW, outcome=OUTCOME.
    #[arg(required = true, value_name = "TEXT or FIELD=VALUE")]
    right: Vec<String>,
    /// Why.
    #[arg(long)]
    why: String,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let seq = naming::entry(&args.entry)?;
    let right = read(&args.right, &session, context)?;
    let entries = keeping::correct(&mut session, seq, &right, &args.why)?;
    context.acknowledge_last(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn read(words: &[String], session: &Session<'_>, context: &Context) -> Result<Correction, Failure> {
    let mut right = Correction::default();
    for word in words {
        match word.split_once('=') {
            Some(("at", time)) => right.at = Some(context.past_time(time, session.zone())?),
            Some(("by", name)) => right.by = Some(name.to_owned()),
            Some(("via", how)) => {
                right.via = Some(Via::parse(how).ok_or_else(|| {
                    Failure::usage(format!("`{how}` is none of own-hand, voice, phone, message, document"))
                })?);
            }
            Some(("outcome", outcome)) => right.outcome = Some(person_outcome(outcome)?),
            Some((field, value)) if is_meant_as_field(field) => return Err(no_field(field, value)),
            Some(_) | None if right.text.is_none() => right.text = Some(word.clone()),
            Some(_) | None => {
                return Err(Failure::usage("there are two texts; put quotation marks around one text"));
            }
        }
    }
    Ok(right)
}

/// What can be put right beside the words.
const FIELDS: [&str; 4] = ["at", "by", "via", "outcome"];

/// One short word before an equals sign, near to a field: a text that was not meant would cover the words of the entry.
fn is_meant_as_field(field: &str) -> bool {
    let near = |known: &str| strsim::damerau_levenshtein(known, &field.to_lowercase()) <= 1;
    field.chars().all(char::is_alphabetic) && FIELDS.iter().any(|known| near(known))
}

fn no_field(field: &str, value: &str) -> Failure {
    let near = FIELDS.iter().min_by_key(|known| strsim::damerau_levenshtein(known, field)).unwrap_or(&"at");
    Failure::usage(format!("`{field}` is none of {}", FIELDS.join(", "))).hint(format!(
        "did you mean `{near}={value}`? A text that has it is written with a space: \"{field} = {value}\""
    ))
}

fn person_outcome(word: &str) -> Result<Outcome, Failure> {
    let given = |outcome: &Outcome| {
        matches!(outcome, Outcome::Done | Outcome::Failed | Outcome::Skipped | Outcome::Refused)
    };
    Outcome::parse(word)
        .filter(given)
        .ok_or_else(|| Failure::usage(format!("`{word}` is none of done, failed, skipped, refused")))
}
