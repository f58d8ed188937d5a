//! `anchor`: what others hold of the record comes home. Each is compared with the record before anything is written.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::app::anchor::{Added, Proof, add, list, query};
use crate::base::text::scrub;
use crate::base::time::typed::echo;
use crate::base::time::{Claimed, Precision, Zone};
use crate::cli::context::Context;
use crate::cli::context::proof::{must_be_free, read_bytes, read_text};
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;
use crate::record::checkpoint::{Checkpoint, CheckpointError, ShortForm};
use crate::record::signers::Verdict;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: breachbook anchor add --seen \"Signal, 03:20\" \"#700 c4d8-23dc-acdd-4e45\""
)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Record what came home. What is not true of this record is refused (exit 5), and nothing is written.
    #[command(
        after_help = "Examples:\n  breachbook anchor add --seen \"Signal, 03:20\" \"#700 c4d8-23dc-acdd-4e45\"\n  breachbook anchor add --file checkpoint.txt --sig checkpoint.txt.sig --place \"mail to counsel\"\n  breachbook anchor add --countersigned checkpoint.txt.sig --signer \"Dora Lind\"\n  breachbook anchor add --timestamp reply.tsr"
    )]
    Add(Box<AddArgs>),
    /// Write the query for a time-stamping authority (RFC 3161). Nothing is sent: the command to send it is shown.
    #[command(after_help = "Example:\n  breachbook anchor query -o checkpoint.tsq")]
    Query {
        /// The file to make; the checkpoint is written beside it, ending in .checkpoint.
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
        /// Stamp this checkpoint instead of the newest one.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
        /// Write over the files if there are such.
        #[arg(long)]
        force: bool,
    },
    /// Checkpoints and anchors of the record.
    #[command(after_help = "Example:\n  breachbook anchor list")]
    List,
}

#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(group(clap::ArgGroup::new("what").required(true).multiple(true)))]
struct AddArgs {
    /// Where the short form was seen: a chat, a ticket, a paper.
    #[arg(long, value_name = "WHERE", requires = "code", conflicts_with_all = ["file", "countersigned", "timestamp"], group = "what")]
    seen: Option<String>,
    /// The short form: number and code.
    #[arg(requires = "seen", num_args = 1..)]
    code: Vec<String>,
    /// A checkpoint that was kept elsewhere.
    #[arg(long, value_name = "FILE", conflicts_with = "timestamp", group = "what")]
    file: Option<PathBuf>,
    /// The signature over that file.
    #[arg(long, value_name = "FILE", requires = "file", conflicts_with = "countersigned")]
    sig: Option<PathBuf>,
    /// A second person's signature over a checkpoint: over --file, else over one that this record made.
    #[arg(long, value_name = "FILE", requires = "signer", conflicts_with = "timestamp", group = "what")]
    countersigned: Option<PathBuf>,
    /// Whose signature it is.
    #[arg(long, value_name = "NAME", requires = "countersigned")]
    signer: Option<String>,
    /// The reply of a time-stamping authority.
    #[arg(long, value_name = "FILE", group = "what")]
    timestamp: Option<PathBuf>,
    /// Where it was kept.
    #[arg(long, value_name = "TEXT", conflicts_with = "seen")]
    place: Option<String>,
    /// Whose keys are whose; by default the file `allowed_signers` beside the organisation profile.
    #[arg(long, value_name = "FILE")]
    allowed_signers: Option<PathBuf>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Act::Add(args) => add_anchor(args, context),
        Act::Query { output, checkpoint, force } => {
            write_query(output, checkpoint.as_deref(), *force, context)
        }
        Act::List => show_list(context),
    }
}

fn add_anchor(args: &AddArgs, context: &Context) -> Result<ExitCode, Failure> {
    let proof = proof(args)?;
    let signers = context.allowed_signers(args.allowed_signers.as_deref())?;
    let mut store = context.store(false)?;
    let mut session = context.session_past(&mut store)?;
    let place = args.place.as_deref().or(args.seen.as_deref());
    let added = add(&mut session, proof, place, signers.as_ref())?;
    context.acknowledge_last(&session, &added.entries);
    said(&added, session.zone(), context);
    if let Some(reply) = &args.timestamp {
        let reply = scrub(&reply.display().to_string()).into_owned();
        context
            .ui
            .say("its signature was not looked at: that needs the authority's certificate; check it with");
        context.ui.say(&format!("  openssl ts -verify -data CHECKPOINT -in {reply} -CAfile TSA-CA.pem"));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is anchored now, and by whom.
fn said(added: &Added, zone: Zone, context: &Context) {
    context.ui.say(&format!("the record up to {} is as it was seen elsewhere", added.head));
    if let Some(at) = added.stamped {
        let stamped = echo(Claimed { at, offset_minutes: 0, precision: Precision::Second }, zone);
        context.ui.say(&format!("stamped: {stamped}, by the authority's clock"));
    }
    let Some(key) = &added.key else { return };
    match &added.verdict {
        Some(Verdict::Allowed(principals)) => {
            context.ui.say(&format!("signed by {key}: {}", scrub(principals)));
        }
        None => context.ui.say(&format!(
            "signed by {key}; no list of allowed signers is at hand: whose key it is was not checked"
        )),
        Some(Verdict::Unknown | Verdict::OtherUse(_) | Verdict::NotYet { .. } | Verdict::Expired { .. }) => {
            context
                .ui
                .warn(&format!("signed by {key}, a key that the list of allowed signers does not have"));
        }
    }
}

fn proof(args: &AddArgs) -> Result<Proof, Failure> {
    let file = args.file.as_deref().map(read_checkpoint).transpose()?;
    let text = |path: &Option<PathBuf>| path.as_deref().map(read_text).transpose();
    if let Some(path) = &args.timestamp {
        return Ok(Proof::Timestamped(read_bytes(path)?));
    }
    if let (Some(armoured), Some(signer)) = (text(&args.countersigned)?, args.signer.clone()) {
        return Ok(Proof::Countersigned { armoured, checkpoint: file, signer });
    }
    if let Some(checkpoint) = file {
        return Ok(Proof::File { checkpoint, signature: text(&args.sig)? });
    }
    let typed = args.code.join(" ");
    let form =
        ShortForm::parse(&typed).map_err(|why| Failure::usage(format!("`{}`: {why}", scrub(&typed))))?;
    Ok(Proof::Seen(form))
}

fn read_checkpoint(path: &Path) -> Result<Checkpoint, Failure> {
    let failed = |why: CheckpointError| {
        Failure::new(Kind::Document, format!("{}: {why}", scrub(&path.display().to_string())))
            .hint("line ends count: keep the file as it was written")
    };
    Checkpoint::parse(&read_text(path)?).map_err(failed)
}

/// Writes the query and the checkpoint that it is over.
fn write_query(
    output: &Path,
    given: Option<&Path>,
    force: bool,
    context: &Context,
) -> Result<ExitCode, Failure> {
    let given = given.map(read_checkpoint).transpose()?;
    let (beside, reply) = (output.with_extension("checkpoint"), output.with_extension("tsr"));
    if beside == output || reply == output {
        return Err(Failure::usage("name the query FILE.tsq: FILE.checkpoint and FILE.tsr belong to it"));
    }
    must_be_free(&[output, &beside], force)?;
    let mut store = context.store(false)?;
    let mut session = context.session_past(&mut store)?;
    let query = query(&mut session, given.as_ref())?;
    context.write_file(output, &query.bytes, force)?;
    context.write_file(&beside, query.checkpoint.to_string().as_bytes(), force)?;
    context.acknowledge_last(&session, &query.entries);
    let name = |path: &Path| scrub(&path.display().to_string()).into_owned();
    let (query_file, beside, reply) = (name(output), name(&beside), name(&reply));
    context.ui.say(&format!(
        "a query over the checkpoint {}; nothing was sent. On a machine with a network:",
        query.checkpoint.head
    ));
    for line in [
        format!(
            "curl -sS -H 'Content-Type: application/timestamp-query' --data-binary @{query_file} -o {reply} https://AUTHORITY"
        ),
        format!("breachbook anchor add --timestamp {reply}"),
        format!("openssl ts -verify -queryfile {query_file} -in {reply} -CAfile TSA-CA.pem"),
        format!("openssl ts -verify -data {beside} -in {reply} -CAfile TSA-CA.pem"),
    ] {
        context.ui.say(&format!("  {line}"));
    }
    Ok(ExitCode::SUCCESS)
}

fn show_list(context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session_past(&mut store)?;
    let rows = list(&session);
    if context.ui.json {
        json::print(&context.ui, "anchors", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    if rows.is_empty() {
        context.ui.line("no checkpoint was made and nothing came home yet");
        context.ui.line("  breachbook checkpoint    gives three lines to keep elsewhere");
    }
    for row in &rows {
        context.ui.line(&scrub(&row.line()));
    }
    Ok(ExitCode::SUCCESS)
}
