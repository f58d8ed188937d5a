//! `verify`: whether the record is whole, and how far that is proven.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use crate::app::bundle::look::{self, Asked};
use crate::app::choice;
use crate::app::outside::{self, Known};
use crate::base::id::IncidentUid;
use crate::base::text::{count, scrub};
use crate::bundle::layout;
use crate::cli::bar::Bar;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;
use crate::cli::ui::Role;
use crate::record::checkpoint::{Checkpoint, ShortForm};
use crate::record::verify::outside::{Given, Kept, Outside};
use crate::record::verify::report::{Report, Verdict};
use crate::report::verification::json::ReportV1;
use crate::report::verification::{CHECKED, NOT_KNOWN, details, name, verdict_line};
use crate::store::Store;
use crate::store::error::StoreError;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook verify kestrel\n  breachbook verify kestrel --code \"#700 c4d8-23dc-acdd-4e45\" --evidence\n  breachbook verify ./kestrel-bundle --signers allowed_signers\n  breachbook verify --checkpoint kestrel.checkpoint --signers allowed_signers"
)]
pub(crate) struct Args {
    /// One incident, or the folder of a bundle; all incidents of the record, if left out.
    #[arg(value_name = "INCIDENT or BUNDLE")]
    name: Option<String>,
    /// A checkpoint that was kept elsewhere.
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// A number and code that was noted elsewhere: on a paper, in a chat.
    #[arg(long, value_name = "CODE", value_parser = code)]
    code: Vec<ShortForm>,
    /// Whose keys count, in OpenSSH's form; default: `allowed_signers` beside the organisation profile.
    #[arg(long, value_name = "FILE")]
    signers: Option<PathBuf>,
    /// Hash all evidence again.
    #[arg(long)]
    evidence: bool,
}

/// What is left out for a large file.
const LARGE_FILE: &str =
    "Not looked at, as the file is large: its indexes. `sqlite3 FILE 'PRAGMA integrity_check'` does that.";

/// From how many lines on a bar is shown.
const LONG: u64 = 50_000;

fn code(text: &str) -> Result<ShortForm, String> {
    ShortForm::parse(text).map_err(|why| why.to_string())
}

/// What was found in one file.
struct Findings {
    reports: Vec<Report>,
    /// What does not belong to a single incident that could be read.
    others: Vec<String>,
    /// Whether SQLite looked at every page.
    is_whole_check: bool,
    /// What is to be known beside them.
    notes: Vec<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut outside = given(args, context)?;
    if let Some(folder) = args.bundle() {
        return of_bundle(folder, outside, context);
    }
    let store = context.store(false)?;
    let wanted = wanted(args, &store)?;
    outside.checkpoints.extend(wanted.iter().flat_map(|uid| beside(*uid, context)));
    let findings = look(args, context, (&store, &wanted, &outside))?;
    show(&findings, context)?;
    let bad = findings.reports.iter().filter(|report| !report.verdict().is_good()).count();
    if bad == 0 && findings.others.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let what = if bad == 0 {
        "the file is not as it should be".to_owned()
    } else {
        format!("{bad} of {} not as it should be", count(wanted.len(), "incident"))
    };
    Err(Failure::new(Kind::Broken, what).hint(
        "keep the file as it is and copy it before anything else; `breachbook restore` brings copies back",
    ))
}

impl Args {
    /// What looks like a path, or is the folder of a bag, is no incident.
    fn bundle(&self) -> Option<&Path> {
        let path = Path::new(self.name.as_ref()?);
        let is_path = path.components().count() > 1 || path.is_absolute() || path.starts_with(".");
        (is_path || path.join(layout::BAGIT).exists()).then_some(path)
    }
}

/// A bundle is checked where it lies, and needs no record of one's own.
fn of_bundle(folder: &Path, outside: Outside, context: &Context) -> Result<ExitCode, Failure> {
    let given = outside.checkpoints.clone();
    // How much there is to read is only known from the bundle itself, which is not believed yet.
    let bar = Bar::bytes(&context.ui, "checking", 0);
    let asked = Asked { outside, now: context.wall() };
    let found = look::look(folder, asked, &mut |_, _| (), &mut |read| bar.reach(read))?;
    drop(bar);
    let uid = found.report.as_ref().map(|report| report.uid);
    let strangers = given.iter().filter(|given| Some(given.checkpoint.uid) != uid).map(stranger);
    let others: Vec<String> = found.faults.iter().map(ToString::to_string).chain(strangers).collect();
    let (reports, notes) = (found.report.into_iter().collect(), found.notes);
    let findings = Findings { reports, others, is_whole_check: true, notes };
    show(&findings, context)?;
    if findings.others.is_empty() && findings.reports.iter().all(|report| report.verdict().is_good()) {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(Kind::Broken, "the bundle is not as it should be".to_owned()).hint(
        "keep it as it came, and ask its sender for another copy, and for its number and code by another way",
    ))
}

fn wanted(args: &Args, store: &Store) -> Result<Vec<IncidentUid>, Failure> {
    let all = store.holdings()?;
    let Some(typed) = &args.name else {
        if args.code.is_empty() || all.len() == 1 {
            return Ok(all);
        }
        return Err(Failure::usage("a code does not say which incident it is of")
            .hint("name the incident: breachbook verify INCIDENT --code ..."));
    };
    if let Some(uid) = IncidentUid::parse(typed).filter(|uid| all.contains(uid)) {
        return Ok(vec![uid]);
    }
    Ok(vec![choice::find(&store.incidents()?, typed)?.uid])
}

/// What is kept beside the record, read before it.
fn beside(uid: IncidentUid, context: &Context) -> Vec<Given> {
    let given = |known: Known| {
        let kept = match known.kept {
            outside::Kept::LastSeen(_) => Kept::LastSeen,
            outside::Kept::Mirror(_) => Kept::Mirror,
        };
        Given { checkpoint: known.checkpoint, kept }
    };
    context.outside().known(uid).into_iter().map(given).collect()
}

fn given(args: &Args, context: &Context) -> Result<Outside, Failure> {
    let one = |path: &PathBuf| {
        let checkpoint = Checkpoint::parse(&read(path)?).map_err(|why| unfit(path, &why))?;
        Ok(Given { checkpoint, kept: Kept::File(path.display().to_string()) })
    };
    Ok(Outside {
        checkpoints: args.checkpoint.iter().map(one).collect::<Result<_, Failure>>()?,
        codes: args.code.clone(),
        signers: context.allowed_signers(args.signers.as_deref())?,
    })
}

fn read(path: &Path) -> Result<String, Failure> {
    Ok(crate::app::ground::read_document(path)?)
}

fn unfit(path: &Path, why: &dyn std::fmt::Display) -> Failure {
    Failure::new(Kind::Document, format!("{}: {why}", scrub(&path.display().to_string())))
}

fn look(
    args: &Args,
    context: &Context,
    (store, wanted, outside): (&Store, &[IncidentUid], &Outside),
) -> Result<Findings, Failure> {
    let mut findings =
        Findings { reports: Vec::new(), others: Vec::new(), is_whole_check: true, notes: Vec::new() };
    for uid in wanted {
        match check(args, context, (store, *uid, outside)) {
            Ok(report) => findings.reports.push(report),
            Err(StoreError::Corrupt(why)) => {
                findings.others.push(format!("incident {uid} cannot be read to its end: {why}"));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let strangers = outside.checkpoints.iter().filter(|given| !wanted.contains(&given.checkpoint.uid));
    findings.others.extend(strangers.map(stranger));
    let file = store.verify_file()?;
    findings.others.extend(file.faults.iter().map(ToString::to_string));
    findings.is_whole_check = file.is_whole_check;
    Ok(findings)
}

fn stranger(given: &Given) -> String {
    let from = match &given.kept {
        Kept::File(name) | Kept::Bundle(name) => name.clone(),
        Kept::LastSeen => "this machine".to_owned(),
        Kept::Mirror => "the mirror".to_owned(),
    };
    format!(
        "NOT AS ANCHORED: the checkpoint from {from} is of incident {}, which was not found here",
        given.checkpoint.uid
    )
}

fn check(
    args: &Args,
    context: &Context,
    (store, uid, outside): (&Store, IncidentUid, &Outside),
) -> Result<Report, StoreError> {
    let lines = store.head(uid)?.seq.0;
    let bar = (lines > LONG).then(|| Bar::number(&context.ui, "lines", lines));
    let mut report = store.verify_incident(uid, outside, &mut |read| {
        if let Some(bar) = &bar {
            bar.reach(read);
        }
    })?;
    drop(bar);
    if args.evidence {
        let size = report.pieces.iter().filter(|piece| piece.is_held()).filter_map(|piece| piece.size).sum();
        let bar = Bar::bytes(&context.ui, "evidence", size);
        store.verify_evidence(&mut report, &mut |read| bar.reach(read))?;
    }
    Ok(report)
}

#[derive(Serialize)]
struct Shown<'a> {
    incidents: Vec<ReportV1>,
    others: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
}

fn show(findings: &Findings, context: &Context) -> Result<(), Failure> {
    let Findings { reports, others, is_whole_check, notes } = findings;
    if context.ui.json {
        let incidents = reports.iter().map(ReportV1::of).collect();
        return json::print_object(&context.ui, &Shown { incidents, others, notes });
    }
    let ui = &context.ui;
    for report in reports {
        let role = match report.verdict() {
            Verdict::Broken | Verdict::NotAsAnchored | Verdict::Damaged => Role::Alarm,
            Verdict::Unanchored => Role::Warning,
            Verdict::Anchored => Role::Good,
        };
        ui.line(&ui.paint(role, &verdict_line(report)));
    }
    for other in others {
        ui.line(&ui.paint(Role::Alarm, &scrub(other)));
    }
    for report in reports {
        if reports.len() > 1 {
            ui.line(&scrub(&name(report)));
        }
        for line in details(report) {
            ui.line(&format!("  {line}"));
        }
    }
    for note in notes {
        ui.line(&format!("  {}", scrub(note)));
    }
    if !reports.is_empty() {
        ui.line(CHECKED);
    }
    if !is_whole_check {
        ui.line(LARGE_FILE);
    }
    if reports.iter().any(|report| report.verdict() == Verdict::Unanchored) {
        for line in NOT_KNOWN {
            ui.line(line);
        }
    }
    Ok(())
}
