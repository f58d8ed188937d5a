//! `bundle export`: a folder that anybody can check.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::app::bundle::again::{again, size};
use crate::app::bundle::{self, Export, Exported, Senders};
use crate::app::choice;
use crate::app::session::Session;
use crate::base::text::{count, scrub};
use crate::cli::bar::Bar;
use crate::cli::command::timeline::NOT_GIVEN;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::record::chain::BrokenAt;
use crate::report::edition::Edition;
use crate::store::imported::Imported;
use crate::store::read::IncidentRow;

/// Arguments.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// Id, its last part, or codename; the incident of this terminal, if left out.
    #[arg(value_name = "INCIDENT", add = ArgValueCompleter::new(complete::incidents))]
    name: Option<String>,
    /// A folder that does not exist yet, or is empty.
    #[arg(long, short, value_name = "FOLDER")]
    output: PathBuf,
    /// team, counsel, regulator or disclosure; of an imported incident, what it came in as.
    #[arg(long, value_parser = Edition::asked)]
    edition: Option<&'static Edition>,
    /// Evidence to put in: numbers, or all that was copied.
    #[arg(long, value_name = "e1,e2|all", value_delimiter = ',')]
    evidence: Vec<String>,
    /// A file of keys that may sign (`allowed_signers` of OpenSSH) to put in.
    #[arg(long, value_name = "FILE")]
    signers: Option<PathBuf>,
    /// Show personal texts too, as far as they are released: for a reader who asked for them. The bundle says so.
    #[arg(long, requires = "edition")]
    with_personal: bool,
    /// Sign the manifest with an SSH key, and with --to the checkpoint: a private key file, the .pub file of a security key or of a key in
    /// the agent, or agent:FINGERPRINT. Without KEY: the one that `BREACHBOOK_KEY` names.
    #[arg(long, value_name = "KEY", num_args = 0..=1, default_missing_value = "")]
    sign: Option<String>,
    /// It is given to somebody: that becomes an entry, with a checkpoint, before the bundle is made.
    #[arg(long, value_name = "WHOM")]
    to: Option<String>,
}

/// Runs it.
pub(super) fn run(args: &ExportArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let row = match &args.name {
        Some(name) => choice::find(&store.incidents()?, name)?.clone(),
        None => context.chosen_past(&store)?,
    };
    let session = context.session_on_as_far(&mut store, row.uid)?;
    let log = session.verified();
    match log.broken() {
        None => whole(args, session, &row, context),
        Some(broken) if args.to.is_some() || log.entries().is_empty() => {
            Err(Failure::from(broken).hint(NOT_GIVEN))
        }
        Some(broken) => good_part(args, &session, (&row, broken), context),
    }
}

fn whole(
    args: &ExportArgs,
    mut session: Session<'_>,
    row: &IncidentRow,
    context: &Context,
) -> Result<ExitCode, Failure> {
    let edition = args.edition(row)?;
    bundle::may_be(&session, edition)?;
    let chosen = bundle::chosen(&session, &args.evidence)?;
    let signer = context.signer(args.sign.as_deref())?;
    if let Some(how) = args.as_it_came(row, edition) {
        let bar = Bar::bytes(&context.ui, "evidence", size(&session)?);
        let progress: &mut dyn FnMut(u64) = &mut |read| bar.reach(read);
        let made = again(&session, how, (&args.output, signer.as_ref()), progress)?;
        drop(bar);
        return say(&made, context).map(|()| ExitCode::SUCCESS);
    }
    if let Some(to) = &args.to {
        session.may_write()?;
        args.must_be_free()?;
        let entries = bundle::produce(&mut session, edition, (to, signer.as_ref()))?;
        context.ui.say(&format!("given to {}; the bundle holds that entry", scrub(to)));
        context.acknowledge_beside(&session, &entries, true);
    }
    let signers = args.signers()?;
    let wanted = Export {
        folder: &args.output,
        edition,
        evidence: &chosen,
        signers: signers.as_deref(),
        signer: signer.as_ref(),
    };
    let made = write(&session, &wanted, context)?;
    say(&made, context)?;
    Ok(ExitCode::SUCCESS)
}

/// The part before the break, in a folder and papers that say so.
fn good_part(
    args: &ExportArgs,
    session: &Session<'_>,
    (row, broken): (&IncidentRow, &BrokenAt),
    context: &Context,
) -> Result<ExitCode, Failure> {
    let edition = args.edition(row)?;
    bundle::may_be(session, edition)?;
    let chosen = bundle::chosen(session, &args.evidence)?;
    let mut folder = args.output.clone().into_os_string();
    folder.push("-BROKEN");
    let (folder, signers) = (PathBuf::from(folder), args.signers()?);
    let wanted =
        Export { folder: &folder, edition, evidence: &chosen, signers: signers.as_deref(), signer: None };
    let made = write(session, &wanted, context)?;
    say(&made, context)?;
    Err(Failure::from(broken)
        .hint("only the part that fits was written, and all of it says so; keep the record as it is"))
}

impl ExportArgs {
    fn edition(&self, row: &IncidentRow) -> Result<&'static Edition, Failure> {
        let came_as = || row.imported.as_ref().and_then(|how| Edition::named(&how.edition));
        let edition = self.edition.or_else(came_as).unwrap_or_else(Edition::team);
        if !self.with_personal {
            return Ok(edition);
        }
        let word = edition.word;
        let shown = || Failure::usage(format!("the {word} edition shows personal texts anyway"));
        edition.with_personal().ok_or_else(shown)
    }

    /// An imported bundle is handed on with the bytes that it had, unless something else is asked for.
    fn as_it_came<'r>(&self, row: &'r IncidentRow, edition: &Edition) -> Option<&'r Imported> {
        let plain = self.to.is_none() && self.evidence.is_empty() && self.signers.is_none();
        row.imported.as_ref().filter(|how| plain && how.edition == edition.word)
    }

    fn signers(&self) -> Result<Option<Vec<u8>>, Failure> {
        let read = |path: &PathBuf| crate::app::ground::read_document(path).map(String::into_bytes);
        Ok(self.signers.as_ref().map(read).transpose()?)
    }

    /// An entry that says what was given away is not written for a bundle that cannot be.
    fn must_be_free(&self) -> Result<(), Failure> {
        Ok(crate::bundle::bag_writer::must_be_free(&self.output)?)
    }
}

fn write(session: &Session<'_>, wanted: &Export<'_>, context: &Context) -> Result<Exported, Failure> {
    let bar = Bar::bytes(&context.ui, "evidence", bundle::size_of(session, wanted.evidence));
    Ok(bundle::export(session, wanted, &mut |read| bar.reach(read))?)
}

#[derive(Serialize)]
struct Made<'m> {
    folder: String,
    incident: &'m str,
    edition: &'m str,
    entries: u64,
    head: String,
    withheld: BTreeMap<&'m str, usize>,
    evidence: &'m str,
    broken_at: Option<u64>,
    bytes: u64,
    files: u64,
}

/// `privileged 1, unreleased 4` as counts.
fn counts(withheld: &str) -> BTreeMap<&str, usize> {
    let each = withheld.split(", ").filter_map(|part| part.rsplit_once(' '));
    each.filter_map(|(code, count)| Some((code, count.parse().ok()?))).collect()
}

fn say(made: &Exported, context: &Context) -> Result<(), Failure> {
    let Exported { folder, labels, senders } = made;
    let shown = folder.display().to_string();
    context.note_copy(&format!("bundle, {} edition", labels.edition), folder);
    if context.ui.json {
        let made = Made {
            folder: shown,
            incident: &labels.id,
            edition: &labels.edition,
            entries: labels.head.seq.0,
            head: labels.head.hash.to_string(),
            withheld: counts(&labels.withheld),
            evidence: &labels.evidence,
            broken_at: labels.broken_at.map(|seq| seq.0),
            bytes: labels.oxum.bytes,
            files: labels.oxum.files,
        };
        return json::print(&context.ui, "bundle", &made);
    }
    let files = count(usize::try_from(labels.oxum.files).unwrap_or(usize::MAX), "file");
    context.ui.line(&format!(
        "{}: {} edition, {files}, record up to {}",
        scrub(&shown),
        labels.edition,
        labels.head
    ));
    context.ui.line(&format!("withheld: {}; evidence: {}", labels.withheld, labels.evidence));
    if let Some(senders) = senders {
        context.ui.say(became_of(*senders));
    }
    context.ui.say("VERIFY.txt in it says how a stranger checks it. To encrypt it for its reader, one of:");
    for command in bundle::encrypting(Path::new(&shown)) {
        context.ui.say(&format!("  {}", scrub(&command)));
    }
    Ok(())
}

/// What became of the signature that came in, for people.
fn became_of(senders: Senders) -> &'static str {
    match senders {
        Senders::HandedOn => "the files are those that its sender signed; that signature goes along",
        Senders::Replaced => {
            "the files are those that its sender signed; your signature stands in the place of theirs"
        }
        Senders::LeftOut => "its sender signed other files than these; that signature does not go along",
    }
}
