//! `note`: one line into the record.

use std::io::Read as _;
use std::process::ExitCode;

use super::scribe;
use crate::app::pen::{Pen, Remark};
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::incident::event::note::{Marker, NoteTaken};
use crate::record::label::Label;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: breachbook note \"The on-call engineer called the database owner\" --at 02:58"
)]
pub(crate) struct Args {
    /// The text; `-` reads standard input.
    text: String,
    /// Each line of standard input is an entry of its own, read as in scribe mode: a pasted chat, a page of paper.
    #[arg(long)]
    lines: bool,
    /// When it happened, if not now.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// Who may see it: privileged, personal, released.
    #[arg(long, value_name = "LABEL")]
    label: Vec<String>,
}

/// The most that is read from standard input, in bytes.
const MAX_INPUT: u64 = 16 << 20;

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    if args.lines {
        return with_pen(args, context, |pen| lines(pen, context));
    }
    let typed = if args.text == "-" { standard_input()? } else { args.text.clone() };
    if typed.trim().is_empty() {
        return Err(Failure::usage("the note is empty"));
    }
    with_pen(args, context, |pen| one(args, &typed, pen, context))
        .map_err(|failure| failure.giving_back(&[&typed]))
}

fn with_pen(
    args: &Args,
    context: &Context,
    write: impl FnOnce(&mut Pen<'_>) -> Result<ExitCode, Failure>,
) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut pen = context.pen(&mut store)?;
    pen.may_write()?;
    if let Some(at) = &args.at {
        let claimed = context.past_time(at, pen.zone())?;
        pen.act_as(|identity| identity.at = Some(claimed));
    }
    write(&mut pen)
}

fn one(args: &Args, typed: &str, pen: &mut Pen<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let labels = args.label.iter().map(|word| label(word)).collect::<Result<_, _>>()?;
    let mut wording = pen.wording();
    let text = wording.say(typed)?;
    let note = NoteTaken { text, marker: Marker::Note, answers: None, step: None, from: None, labels };
    let entries = pen.remark(Remark::Note(note), wording)?;
    context.acknowledge_remark(pen, &entries);
    Ok(ExitCode::SUCCESS)
}

fn label(word: &str) -> Result<Label, Failure> {
    Label::parse(word).ok_or_else(|| {
        Failure::usage(format!("`{word}` is no label")).hint("privileged, personal or released")
    })
}

fn standard_input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().take(MAX_INPUT + 1).read_to_end(&mut bytes);
    read.map_err(|why| Failure::new(Kind::Environment, format!("standard input: {why}")))?;
    let file = "save it as a file and take that with `breachbook evidence add FILE`";
    if u64::try_from(bytes.len()).is_ok_and(|size| size > MAX_INPUT) {
        return Err(Failure::usage(format!("standard input has more than {MAX_INPUT} bytes")).hint(file));
    }
    String::from_utf8(bytes).map_err(|_bytes| Failure::usage("standard input is no UTF-8 text").hint(file))
}

/// Each line becomes an entry; a line that is refused is said and the others go on.
fn lines(pen: &mut Pen<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let text = standard_input()?;
    let mut refused = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match scribe::one(pen, line) {
            Ok(echo) => context.ui.line(&echo),
            Err(error) => {
                refused += 1;
                context.ui.warn(&format!("not recorded: {} ({error})", scrub(line)));
            }
        }
    }
    if refused > 0 {
        return Err(Failure::new(Kind::Refused, format!("lines that were not recorded: {refused}")));
    }
    Ok(ExitCode::SUCCESS)
}
