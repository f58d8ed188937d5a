//! `assess`: what the law asks for, by the facts of an incident or by attributes in a file. It writes nothing.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use crate::app::assessing::{Found, Law, of_document, of_incident};
use crate::app::ground;
use crate::assess::enisa::{Quarters, Worksheet};
use crate::assess::significance::Criteria;
use crate::base::text::scrub;
use crate::base::time::Zone;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::fact::decimal::Decimal;
use crate::report::assessment::{Grounds, breach_lines, finding_lines};
use crate::report::status::screen::Sheet;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook assess\n  breachbook assess --for dora --json\n  breachbook assess --attributes breach.json\n  echo '{\"cause\":\"ransomware\"}' | breachbook assess --attributes -"
)]
pub(crate) struct Args {
    /// A JSON object of attributes instead of an incident; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    attributes: Option<PathBuf>,
    /// Which law is asked: gdpr (record, notify, tell the people), marketplace (NIS2: significant?), dora (major?).
    #[arg(long = "for", value_name = "LAW", default_value = "gdpr")]
    law: Asked,
    /// Your own inputs of the ENISA worksheet instead of derived ones: context 1 to 4, ease 0.25 to 1, circumstances 0 to 2.
    #[arg(long, value_name = "DPC,EI,CB", value_parser = worksheet)]
    enisa: Option<Worksheet>,
}

/// Which law is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Asked {
    /// Record it, notify the authority, tell the people (GDPR Art. 33 and 34).
    Gdpr,
    /// Significant at an online marketplace (NIS2).
    Marketplace,
    /// Major for a financial entity (DORA).
    Dora,
}

/// The answer, followed by what it rests on.
#[derive(Serialize)]
struct OfIncident<'a> {
    #[serde(flatten)]
    found: &'a Found,
    #[serde(flatten)]
    grounds: &'a Grounds,
}

/// Assesses.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let law = match args.law {
        Asked::Gdpr => Law::Breach,
        Asked::Marketplace => Law::Other(Criteria::marketplace()),
        Asked::Dora => Law::Other(Criteria::dora()),
    };
    if args.enisa.is_some() && args.law != Asked::Gdpr {
        return Err(Failure::usage("the ENISA worksheet stands beside the assessment of the GDPR only"));
    }
    match &args.attributes {
        Some(path) => {
            let found = stated(of_document(law, &ground::read_source(path)?)?, args);
            show(&found, law, None, context)
        }
        None => incident(law, args, context),
    }
}

fn incident(law: Law, args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session(&mut store)?;
    let (found, grounds) = of_incident(law, &session)?;
    let code = show(&stated(found, args), law, Some(&grounds), context)?;
    if !context.ui.json && args.law == Asked::Gdpr {
        context.ui.say("a person decides, also against this advice, and the record keeps why:");
        context.ui.say("  breachbook duty decide gdpr-33-1/notify --why W [--dissent NAME]");
    }
    Ok(code)
}

/// Puts in what a person stated.
fn stated(mut found: Found, args: &Args) -> Found {
    if let (Found::Breach(found), Some(worksheet)) = (&mut found, args.enisa) {
        found.enisa = worksheet;
    }
    found
}

fn show(found: &Found, law: Law, grounds: Option<&Grounds>, context: &Context) -> Result<ExitCode, Failure> {
    match (context.ui.json, grounds) {
        (true, Some(grounds)) => json::print_versioned(&context.ui, &OfIncident { found, grounds })?,
        (true, None) => json::print_versioned(&context.ui, found)?,
        (false, _) => print(found, law, grounds, context),
    }
    Ok(ExitCode::SUCCESS)
}

fn print(found: &Found, law: Law, grounds: Option<&Grounds>, context: &Context) {
    if let Some(grounds) = grounds {
        let Grounds { codename, incident, entries, .. } = grounds;
        context.ui.line(&scrub(&format!("{codename} {incident}, by its facts up to entry #{entries}")));
    }
    let sheet = Sheet::new(context.ui.columns(), Zone::UTC);
    let lines = match (found, law) {
        (Found::Breach(found), _) => breach_lines(found, grounds, sheet),
        (Found::Other(found), Law::Other(criteria)) => finding_lines(found, criteria, grounds, sheet),
        (Found::Other(_), Law::Breach) => Vec::new(),
    };
    super::status::print(&context.ui, &lines);
}

/// `3,0.75,0.5`
fn worksheet(text: &str) -> Result<Worksheet, String> {
    let wanted = || "three numbers, such as 3,0.75,0.5".to_owned();
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let [dpc, ei, cb] = parts.as_slice() else { return Err(wanted()) };
    let dpc = dpc.parse().map_err(|_| wanted())?;
    let (ei, cb) = (quarters(ei).ok_or_else(wanted)?, quarters(cb).ok_or_else(wanted)?);
    Worksheet::stated(dpc, ei, cb).map_err(|why| why.to_string())
}

/// A number of quarters; what is none is out of every range.
fn quarters(text: &str) -> Option<Quarters> {
    let number = Decimal::parse(text)?;
    let same = |quarters: &u16| {
        Decimal::parse(&format!("{}.{:02}", quarters / 4, quarters % 4 * 25)) == Some(number)
    };
    Some(Quarters((0..=8).find(same).unwrap_or(u16::MAX)))
}
