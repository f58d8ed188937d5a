//! `timeline`: what happened, for people who were not there.

use std::process::ExitCode;

use crate::app::paper::{Production, Reading, produced};
use crate::app::session::Session;
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::base::text::{one_of, scrub};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::paper_out::PaperOut;
use crate::incident::event::proof::Occasion;
use crate::report::edition::Edition;
use crate::report::format::Format;
use crate::report::timeline::{DETAILS, Detail, ORDERS, Options, Order};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook timeline\n  breachbook timeline --detail key --format html -o timeline.html\n  breachbook timeline --edition regulator --format html -o dpc.html --to \"Data Protection Commission\""
)]
pub(crate) struct Args {
    #[command(flatten)]
    out: PaperOut,
    /// team, counsel, regulator or disclosure.
    #[arg(long, default_value = "team", value_parser = Edition::asked)]
    edition: &'static Edition,
    /// Show personal texts too, as far as they are released: for a reader who asked for them. The paper says so.
    #[arg(long)]
    with_personal: bool,
    /// key: what turned the incident, in a few pages; full: everything.
    #[arg(long, default_value = "full", value_parser = detail)]
    detail: Detail,
    /// recorded or happened; by default papers follow what happened, data the record.
    #[arg(long, value_parser = order)]
    order: Option<Order>,
    /// Only what was recorded since then.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    since: Option<String>,
    /// What was known then.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    as_of: Option<String>,
    /// The record as it was when it had so many entries.
    #[arg(long, value_name = "N")]
    at_size: Option<u64>,
    /// It is given to somebody: that becomes an entry.
    #[arg(long, value_name = "WHOM")]
    to: Option<String>,
}

/// What is said where somebody was to get it.
pub(crate) const NOT_GIVEN: &str =
    "a broken record is not given to anybody; without --to what fits is written";

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session_as_far(&mut store)?;
    if args.to.is_some() {
        session.may_write()?;
    }
    let format = args.out.format(context)?;
    let options = options(args, format, &session, context)?;
    let (bytes, head, broken) = {
        let reading = Reading::of(&session);
        if let Some(broken) = reading.broken().filter(|_| reading.entries().is_empty()) {
            return Err(broken.into());
        }
        if let Some(broken) = reading.broken().filter(|_| args.to.is_some()) {
            return Err(Failure::from(broken).hint(NOT_GIVEN));
        }
        let paper = reading.timeline(&options).map_err(crate::app::app_error::AppError::from)?;
        let what = format!("timeline, {} edition", options.edition.word);
        let bytes = args.out.give_copy(&paper, &what, context)?;
        (bytes, reading.head_at(options.at_size), reading.broken().map(Failure::from))
    };
    if let Some(to) = &args.to {
        let production = Production {
            what: "Timeline",
            format: format.word(),
            edition: options.edition.word,
            to: to.clone(),
            sha256: Digest::of(&bytes),
            head,
        };
        let entries = produced(&mut session, &production)?;
        context.ui.say(&format!("given to {}, sha256 {}", scrub(to), production.sha256));
        context.acknowledge_beside(&session, &entries, args.out.is_on_standard_output());
        let head = context.checkpoint_after(&mut session, Occasion::Production);
        context.ui.say(&format!("the record stands at {head}"));
    }
    broken.map_or(Ok(ExitCode::SUCCESS), Err)
}

impl Args {
    fn edition(&self) -> Result<&'static Edition, Failure> {
        if !self.with_personal {
            return Ok(self.edition);
        }
        let word = self.edition.word;
        self.edition
            .with_personal()
            .ok_or_else(|| Failure::usage(format!("the {word} edition shows personal texts anyway")))
    }
}

fn options(
    args: &Args,
    format: Format,
    session: &Session<'_>,
    context: &Context,
) -> Result<Options, Failure> {
    let zone = session.zone();
    let time = |text: &Option<String>| -> Result<_, Failure> {
        text.as_deref().map(|text| context.past_time(text, zone).map(|claimed| claimed.at)).transpose()
    };
    Ok(Options {
        edition: args.edition()?,
        detail: args.detail,
        order: args.order.unwrap_or(Order::usual_for(format)),
        since: time(&args.since)?,
        as_of: time(&args.as_of)?,
        at_size: args.at_size.map(Seq),
        zone,
    })
}

fn detail(word: &str) -> Result<Detail, String> {
    let found = DETAILS.iter().find(|(_, known)| *known == word).map(|(detail, _)| *detail);
    found.ok_or_else(|| one_of(DETAILS.iter().map(|(_, word)| *word)))
}

fn order(word: &str) -> Result<Order, String> {
    let found = ORDERS.iter().find(|(_, known)| *known == word).map(|(order, _)| *order);
    found.ok_or_else(|| one_of(ORDERS.iter().map(|(_, word)| *word)))
}
