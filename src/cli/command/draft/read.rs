//! `draft read`: what somebody changed in a DOCX draft, to be taken back one by one.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::app_error::AppError;
use crate::app::draft::returning::{Proposal, ReadBack, read_back};
use crate::app::draft::wording::{Worded, word};
use crate::base::text::{count, listing, scrub};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::report::format::docx::read::MOST_FILE;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook draft read notice.docx\n  breachbook --as \"Dana Doyle\" draft read notice.docx --take nature --take measures"
)]
pub(crate) struct Args {
    /// The file that came back.
    file: PathBuf,
    /// Take the change of this field as own wording. Can be repeated.
    #[arg(long, value_name = "FIELD")]
    take: Vec<String>,
    /// The language of the draft; English, if left out.
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let bytes = bytes(&args.file)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let back = read_back(&session, &bytes, args.language.as_deref())?;
    if args.take.is_empty() {
        show(&back, args, context)?;
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = args.take.iter().map(|field| chosen(field, &back)).collect::<Result<Vec<_>, _>>()?;
    for proposal in chosen {
        let worded = Worded {
            form: &back.form,
            field: &proposal.field,
            text: Some(&proposal.returned),
            language: args.language.as_deref(),
            to: None,
        };
        let entries = word(&mut session, &worded)?;
        context.acknowledge(&session, &entries);
    }
    Ok(ExitCode::SUCCESS)
}

/// A file that is larger than any draft is not read to its end.
fn bytes(path: &std::path::Path) -> Result<Vec<u8>, AppError> {
    use std::io::Read as _;
    let fail = |source| AppError::File { path: path.to_owned(), source };
    let most = u64::try_from(MOST_FILE).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    std::fs::File::open(path).map_err(fail)?.take(most).read_to_end(&mut bytes).map_err(fail)?;
    Ok(bytes)
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
    let ReadBack { form, stage, size, proposals, lost } = back;
    let changed = count(proposals.len(), "change");
    context.ui.line(&format!("{form} --stage {stage}, made from {size}: {changed}"));
    for proposal in proposals {
        let mut lines = vec![format!("{}: {}", proposal.field, proposal.question)];
        lines.push(format!("  went out: {}", one_line(&proposal.exported)));
        let moved = proposal.now.as_ref().filter(|now| **now != proposal.exported);
        lines.extend(moved.map(|now| format!("  by now: {}", one_line(now))));
        lines.push(format!("  came back: {}", one_line(&proposal.returned)));
        lines.push(if proposal.readable {
            format!("    breachbook draft read {} --take {}", args.file.display(), proposal.field)
        } else {
            format!("    no answer to this field: breachbook draft word {} .. --form {form}", proposal.field)
        });
        for line in &lines {
            context.ui.line(&scrub(line));
        }
    }
    if !lost.is_empty() {
        context.ui.warn(&format!("not found in the file: {}", listing(lost, "and")));
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    if text.is_empty() { "(nothing)".to_owned() } else { text.replace('\n', " / ") }
}
