//! `draft`: a notice or a letter, filled from the facts of the incident, with its gaps.

mod list;
mod read;
mod sign_off;
mod word;

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::draft::{Asked, Drafted, draft, form, layout};
use crate::app::paper::Reading;
use crate::app::roster;
use crate::app::session::Session;
use crate::base::id::{Seq, StageId};
use crate::base::text::{count, listing};
use crate::base::time::Timestamp;
use crate::base::time::typed::echo;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::paper_out::PaperOut;
use crate::form::Form;
use crate::form::fill::Completeness;
use crate::form::schema::schema;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  breachbook draft list\n  breachbook draft gdpr-33\n  breachbook draft gdpr-33 --stage notify -o notice.docx\n  breachbook draft gdpr-34 --language de --clean -o letter.pdf"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    draft: DraftArgs,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Which forms there are, and how a draft of each would stand.
    List,
    /// The JSON Schema of the payload of a form.
    Schema(SchemaArgs),
    /// Own words for a field, in place of what the facts say.
    Word(word::Args),
    /// Take changes back that somebody made to a DOCX draft, one by one.
    Read(read::Args),
    /// Approve a file as it is; any change to it lapses that. For who holds dpo or counsel.
    SignOff(sign_off::Args),
}

/// Arguments of a draft.
#[derive(Debug, clap::Args)]
struct DraftArgs {
    /// The form, such as gdpr-33; `draft list` names them.
    #[arg(add = ArgValueCompleter::new(complete::forms))]
    form: Option<String>,
    /// The stage; by default the first that nothing was sent for.
    #[arg(long)]
    stage: Option<String>,
    #[command(flatten)]
    out: PaperOut,
    /// What was known then; the draft counts lateness to that moment.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    as_of: Option<String>,
    /// The record as it was when it had so many entries.
    #[arg(long, value_name = "N")]
    at_size: Option<u64>,
    /// When it goes out, or went out: lateness counts to that moment; now, if left out.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// The language: en or de. What is not translated stands in English.
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// For whom: decides which earlier notice it follows.
    #[arg(long, value_name = "WHOM")]
    to: Option<String>,
    /// It takes an earlier notice back, for this reason.
    #[arg(long, value_name = "WHY")]
    withdraw: Option<String>,
    /// complete or incomplete, as you decide; by default it follows from what is missing.
    #[arg(long, value_name = "WORD", value_parser = completeness)]
    notice: Option<Completeness>,
    /// Who reports; by default who holds the role dpo.
    #[arg(long, value_name = "NAME")]
    reporter: Option<String>,
    /// For the reader outside: without entries, gaps and advice.
    #[arg(long)]
    clean: bool,
}

/// Arguments of `draft schema`.
#[derive(Debug, clap::Args)]
struct SchemaArgs {
    /// The form.
    form: String,
    /// Its stage; the first by default.
    #[arg(long)]
    stage: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.what {
        Some(What::List) => list::run(context),
        Some(What::Schema(args)) => print_schema(args, context),
        Some(What::Word(args)) => word::run(args, context),
        Some(What::Read(args)) => read::run(args, context),
        Some(What::SignOff(args)) => sign_off::run(args, context),
        None => one(&args.draft, context),
    }
}

fn one(args: &DraftArgs, context: &Context) -> Result<ExitCode, Failure> {
    let typed = args.form.as_deref();
    let typed =
        typed.ok_or_else(|| Failure::usage("which form?").hint("breachbook draft list    names them"))?;
    let form = form(typed)?;
    let mut store = context.store(false)?;
    let session = context.session_as_far(&mut store)?;
    let broken = Reading::of(&session).broken().map(Failure::from);
    let asked = args.asked(form, &session, context)?;
    let drafted = draft(&session, &asked)?;
    args.out.give_copy(&drafted.paper, &format!("draft of {}", form.id), context)?;
    say(&drafted, context);
    if let Some(goes_out) = asked.goes_out {
        say_later(&drafted, &asked, goes_out, (&session, context));
    }
    broken.map_or(Ok(ExitCode::SUCCESS), Err)
}

/// What to mind, beside the draft itself.
fn say(drafted: &Drafted, context: &Context) {
    let lacking = drafted.filling.lacking();
    if !lacking.is_empty() {
        context.ui.warn(&format!("cannot be sent like this; missing: {}", lacking.join("; ")));
    }
    let (language, own) = (&drafted.filling.filled.language, drafted.filling.own_words());
    if language != "en" && !own.is_empty() {
        context.ui.warn(&format!(
            "what people wrote is not translated into `{language}`; read, and say anew with `draft word`: {}",
            own.join("; ")
        ));
    }
    let open = drafted
        .filling
        .filled
        .fields
        .iter()
        .filter(|field| field.gap.as_ref().is_some_and(|gap| !gap.blocks));
    let open = open.count();
    if open > 0 {
        context.ui.say(&format!("{} that the form lets you fill in later", count(open, "gap")));
    }
}

/// What stands in it that could not be known when it goes out.
fn say_later(
    drafted: &Drafted,
    asked: &Asked,
    goes_out: Timestamp,
    (session, context): (&Session<'_>, &Context),
) {
    let reading = Reading::of(session);
    let later = drafted.filling.too_late(reading.entries(), goes_out);
    if !later.is_empty() {
        let later: Vec<String> = later.into_iter().map(|(label, seq)| format!("{label} ({seq})")).collect();
        context.ui.warn(&format!("rests on what happened after it goes out: {}", later.join("; ")));
    }
    if goes_out < session.now() && asked.as_of.is_none() && asked.at_size.is_none() {
        context.ui.warn("filled with what is known now, not with what was known when it went out");
        context.ui.say("  --as-of TIME    fills it with what was recorded by then");
    }
}

impl DraftArgs {
    fn asked(&self, form: &Form, session: &Session<'_>, context: &Context) -> Result<Asked, Failure> {
        let zone = session.zone();
        let goes_out = self.at.as_deref().map(|at| context.any_time(at, zone)).transpose()?;
        if let Some(at) = goes_out {
            context.ui.say(&format!("goes out: {}", echo(at, zone)));
        }
        let as_of = self.as_of.as_deref().map(|at| context.past_time(at, session.zone())).transpose()?;
        Ok(Asked {
            form: form.id.clone(),
            stage: self.stage.as_deref().map(|stage| stage_of(stage, form)).transpose()?,
            language: self.language.clone(),
            to: self.to.clone(),
            withdraws: self.withdraw.clone(),
            completeness: self.notice,
            as_of: as_of.map(|claimed| claimed.at),
            at_size: self.at_size.map(Seq),
            goes_out: goes_out.map(|claimed| claimed.at),
            reporter: self.reporter.as_deref().map(|name| roster::known(session, name)).transpose()?,
            clean: self.clean,
            lightly: false,
        })
    }
}

fn print_schema(args: &SchemaArgs, context: &Context) -> Result<ExitCode, Failure> {
    let form = form(&args.form)?;
    let layout = layout(form)?;
    let first = || form.stages.first().cloned().ok_or_else(|| Failure::usage("the form has no stage"));
    let stage = args.stage.as_deref().map_or_else(first, |stage| stage_of(stage, form))?;
    let text = serde_json::to_string_pretty(&schema(&layout, &stage))
        .map_err(|why| Failure::new(crate::cli::failure::Kind::Bug, why.to_string()))?;
    context.ui.out_document(&format!("{text}\n"));
    Ok(ExitCode::SUCCESS)
}

/// A stage of a form.
pub(crate) fn stage_of(typed: &str, form: &Form) -> Result<StageId, Failure> {
    let stage = StageId::parse(typed).map_err(|why| Failure::usage(format!("`{typed}`: {why}")))?;
    if form.stages.contains(&stage) {
        return Ok(stage);
    }
    let stages: Vec<String> = form.stages.iter().map(ToString::to_string).collect();
    Err(Failure::usage(format!("form {} has no stage `{stage}`", form.id))
        .hint(format!("it has {}", listing(&stages, "and"))))
}

fn completeness(word: &str) -> Result<Completeness, String> {
    match word {
        "complete" => Ok(Completeness::Complete),
        "incomplete" => Ok(Completeness::Incomplete),
        _other => Err("one of complete or incomplete".to_owned()),
    }
}
