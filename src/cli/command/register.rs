//! `register`: the register of personal data breaches over all incidents, as it stands or stood.

use std::process::ExitCode;

use crate::app::app_error::AppError;
use crate::app::paper::{Production, Reading, produced};
use crate::app::register::{Growing, Wanted};
use crate::base::digest::Digest;
use crate::base::text::{count, listing, scrub};
use crate::base::time::{Timestamp, Zone};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::paper_out::PaperOut;
use crate::report::edition::Edition;
use crate::report::format::Format;
use crate::report::register::Register;
use crate::store::Store;
use crate::store::read::IncidentRow;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook register\n  breachbook register --year 2026 -o register-2026.docx\n  breachbook register --as-of \"1 Mar 2026 09:00\" --json\n  breachbook register --edition regulator -o register.pdf --to \"Data Protection Commission\""
)]
pub(crate) struct Args {
    #[command(flatten)]
    out: PaperOut,
    /// team, counsel, regulator or disclosure.
    #[arg(long, default_value = "team", value_parser = Edition::asked)]
    edition: &'static Edition,
    /// What the register said then.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    as_of: Option<String>,
    /// Only incidents that were opened in this year.
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// Only incidents that were opened since then.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    since: Option<String>,
    /// It is given to somebody: that becomes an entry of each incident in it.
    #[arg(long, value_name = "WHOM")]
    to: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let zone = context.default_zone()?;
    let wanted = args.wanted(zone, context)?;
    let rows: Vec<IncidentRow> = store.incidents()?.into_iter().filter(|row| wanted.takes(row)).collect();
    let (register, broken) = read(&rows, wanted, &mut store, (zone, context))?;
    let paper = register.paper().map_err(AppError::from)?;
    let what = format!("register, {} edition", args.edition.word);
    let bytes = args.out.give_copy(&paper, &what, context)?;
    say(&register, context);
    if let Some(to) = &args.to {
        let sha256 = Digest::of(&bytes);
        context.ui.say(&format!("given to {}, sha256 {sha256}", scrub(to)));
        hand_out(&register, &rows, &mut store, (to, sha256, args.out.format(context)?, context))?;
    }
    broken.map_or(Ok(ExitCode::SUCCESS), Err)
}

/// Reads every incident. One whose record is broken is in it as far as it is whole.
fn read(
    rows: &[IncidentRow],
    wanted: Wanted,
    store: &mut Store,
    (zone, context): (Zone, &Context),
) -> Result<(Register, Option<Failure>), Failure> {
    let organisation = context.profile()?.and_then(|profile| profile.entity.legal_name);
    let mut growing = Growing::new(wanted, organisation, zone);
    let mut broken = None;
    for row in rows {
        let session = context.session_on_as_far(store, row.uid)?;
        growing.take(&session, row)?;
        broken = broken.or_else(|| Reading::of(&session).broken().map(Failure::from));
    }
    Ok((growing.finish(), broken))
}

/// What to mind, beside the register itself.
fn say(register: &Register, context: &Context) {
    for case in register.cases.iter().filter(|case| !case.missing.is_empty()) {
        let missing = listing(&case.missing, "and");
        context.ui.warn(&scrub(&format!("{} {}: not recorded: {missing}", case.codename, case.incident)));
    }
}

/// Each incident remembers who got the register, and made from which of its entries.
fn hand_out(
    register: &Register,
    rows: &[IncidentRow],
    store: &mut Store,
    (to, sha256, format, context): (&str, Digest, Format, &Context),
) -> Result<(), Failure> {
    let mut skipped = 0;
    for row in rows {
        let Some(case) = register.cases.iter().find(|case| case.incident == row.id) else { continue };
        if row.imported.is_some() || case.broken.is_some() {
            skipped += 1;
            continue;
        }
        let mut session = context.session_on(store, row.uid)?;
        let production = Production {
            what: "Register",
            format: format.word(),
            edition: register.edition.word,
            to: to.to_owned(),
            sha256,
            head: (case.record.size, Reading::of(&session).head_at(Some(case.record.size)).1),
        };
        let entries = produced(&mut session, &production)?;
        context.acknowledge_beside(&session, &entries, true);
    }
    if skipped > 0 {
        context.ui.warn(&format!("{} cannot take the entry: imported or broken", count(skipped, "incident")));
    }
    Ok(())
}

impl Args {
    fn wanted(&self, zone: Zone, context: &Context) -> Result<Wanted, Failure> {
        let time = |text: &Option<String>| -> Result<Option<Timestamp>, Failure> {
            text.as_deref().map(|text| context.past_time(text, zone).map(|claimed| claimed.at)).transpose()
        };
        Ok(Wanted {
            as_of: time(&self.as_of)?.unwrap_or_else(|| context.now()),
            year: self.year,
            since: time(&self.since)?,
            edition: self.edition,
        })
    }
}
