//! `draft read`: what somebody changed in a DOCX draft, to be taken back one by one.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::app_error::AppError;
use crate::app::draft::returning::{Proposal, ReadBack, read_back};
use crate::app::draft::wording::{Worded, word};
use crate::app::session::Session;
use crate::base::text::{count, listing, scrub};
use crate::cli::command::run::{at_a_terminal, paused_at, prompter};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::host::files::read_up_to;
use crate::host::prompter::{Ask, PromptError, Prompter};
use crate::report::format::docx::read::MOST_FILE;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook draft read notice.docx\n  breachbook --as \"Dana Doyle\" draft read notice.docx --ask\n  breachbook --as \"Dana Doyle\" draft read notice.docx --take nature --take measures"
)]
pub(crate) struct Args {
    /// The file that came back.
    file: PathBuf,
    /// Take the change of this field as own wording. Can be repeated.
    #[arg(long, value_name = "FIELD")]
    take: Vec<String>,
    /// Ask for each change whether to take it; a terminal is asked anyway.
    #[arg(long, conflicts_with = "take")]
    ask: bool,
    /// The language of the draft; English, if left out.
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let fail = |source| AppError::File { path: args.file.clone(), source };
    let bytes = read_up_to(&args.file, MOST_FILE).map_err(fail)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let back = read_back(&session, &bytes, args.language.as_deref())?;
    if args.take.is_empty() {
        if context.ui.json || !(args.ask || at_a_terminal()) {
            show(&back, args, context)?;
        } else {
            walk(&back, args, &mut session, context)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = args.take.iter().map(|field| chosen(field, &back)).collect::<Result<Vec<_>, _>>()?;
    for proposal in chosen {
        take(proposal, &back, args, (&mut session, context))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Keeps a change as own wording.
fn take(
    proposal: &Proposal,
    back: &ReadBack,
    args: &Args,
    (session, context): (&mut Session<'_>, &Context),
) -> Result<(), Failure> {
    let worded = Worded {
        form: &back.form,
        field: &proposal.field,
        text: proposal.taken.as_deref(),
        language: args.language.as_deref(),
        to: None,
    };
    let entries = word(session, &worded)?;
    context.acknowledge(session, &entries);
    Ok(())
}

/// Asks for each change whether to take it. What was taken is in the record before the next is asked.
fn walk(back: &ReadBack, args: &Args, session: &mut Session<'_>, context: &Context) -> Result<(), Failure> {
    head(back, context);
    let mut prompter = prompter(context)?;
    for proposal in &back.proposals {
        for line in lines(proposal) {
            prompter.say(&scrub(&line));
        }
        if proposal.taken.is_none() {
            prompter.say(&scrub(&no_answer(proposal, back)));
            continue;
        }
        let reply = asked(proposal, prompter.as_mut());
        match reply.map_err(|why| paused_at(why, session.head(), "breachbook draft read"))? {
            Reply::Take => take(proposal, back, args, (session, context))?,
            Reply::Leave => {}
            Reply::Stop => break,
        }
    }
    lost(back, context);
    Ok(())
}

/// What a person said of a change.
enum Reply {
    Take,
    Leave,
    Stop,
}

fn asked(proposal: &Proposal, prompter: &mut dyn Prompter) -> Result<Reply, PromptError> {
    let unknown = if proposal.returned.is_empty() { " as \"not known yet\"" } else { "" };
    let prompt = format!("Take it{unknown}? y yes, n no, q leave the rest");
    let ask = Ask { prompt, ..Ask::default() };
    loop {
        let typed = prompter.line(&ask)?;
        match typed.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(Reply::Take),
            "n" | "no" => return Ok(Reply::Leave),
            "q" => return Ok(Reply::Stop),
            _other => prompter.say("y, n or q"),
        }
    }
}

fn chosen<'a>(field: &str, back: &'a ReadBack) -> Result<&'a Proposal, AppError> {
    let found = back.proposals.iter().find(|proposal| proposal.field == field);
    let proposal = found.ok_or_else(|| AppError::Nothing {
        what: "change",
        typed: field.to_owned(),
        candidates: back.proposals.iter().map(|proposal| proposal.field.clone()).collect(),
    })?;
    if proposal.readable {
        return Ok(proposal);
    }
    Err(AppError::WrongAnswer(format!(
        "what came back for {field} is no answer to it; `draft word` takes one"
    )))
}

fn show(back: &ReadBack, args: &Args, context: &Context) -> Result<(), Failure> {
    if context.ui.json {
        return json::print_object(&context.ui, back);
    }
    head(back, context);
    for proposal in &back.proposals {
        let how = match &proposal.taken {
            Some(_) => format!("    breachbook draft read {} --take {}", args.file.display(), proposal.field),
            None => no_answer(proposal, back),
        };
        for line in lines(proposal).iter().chain([&how]) {
            context.ui.line(&scrub(line));
        }
    }
    lost(back, context);
    Ok(())
}

fn head(back: &ReadBack, context: &Context) {
    let changed = count(back.proposals.len(), "change");
    context.ui.line(&format!("{} --stage {}, made from {}: {changed}", back.form, back.stage, back.size));
}

fn lost(back: &ReadBack, context: &Context) {
    if !back.lost.is_empty() {
        context.ui.warn(&format!("not found in the file: {}", listing(&back.lost, "and")));
    }
}

/// A change: what went out, what the facts say by now, what came back.
fn lines(proposal: &Proposal) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", proposal.field, proposal.question)];
    lines.push(format!("  went out: {}", one_line(&proposal.exported)));
    let moved = proposal.now.as_ref().filter(|now| **now != proposal.exported);
    lines.extend(moved.map(|now| format!("  by now: {}", one_line(now))));
    lines.push(format!("  came back: {}", one_line(&proposal.returned)));
    lines
}

fn no_answer(proposal: &Proposal, back: &ReadBack) -> String {
    format!("    no answer to this field: breachbook draft word {} .. --form {}", proposal.field, back.form)
}

fn one_line(text: &str) -> String {
    if text.is_empty() { "(nothing)".to_owned() } else { text.replace('\n', " / ") }
}
