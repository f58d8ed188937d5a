//! `deadlines due`: the calculator. Needs no incident.

use std::process::ExitCode;

use chrono::NaiveDateTime;

use crate::app::reckoning::{Question, Reckoning, reckon, regime, stage, unused};
use crate::base::time::Zone;
use crate::base::time::typed::{TypedTime, parse_typed_time};
use crate::cli::command::regimes;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::regime::Regime;
use crate::regime::anchor::Moments;
use crate::regime::count::Circumstances;
use crate::regime::rule::EntityClass;
use crate::regime::trigger::Trigger;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook deadlines due --regime gdpr-33-1 --stage notify --from 2026-11-18T10:20:00+01:00 --zone Europe/Berlin\n  breachbook deadlines due --regime dora-19 --stage initial --from \"2026-08-14 11:00\" --anchor \"awareness=2026-08-14 09:00\" --entity payment_institution\n  breachbook deadlines due --regime gdpr-33-1 --stage notify --from 2019-01-13    (only the day is known)"
)]
pub(crate) struct Args {
    /// The regime: `breachbook regimes list` has them.
    #[arg(long, value_name = "ID")]
    regime: String,
    /// Its stage: `breachbook regimes show ID` has them.
    #[arg(long, value_name = "ID")]
    stage: String,
    /// The moment from which the stage counts; a date when only the day is known.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    from: Option<String>,
    /// IANA zone in which times are typed and read.
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// Another moment by name, such as awareness.
    #[arg(long, value_name = "NAME=TIME")]
    anchor: Vec<String>,
    /// What kind of financial entity we are, such as `payment_institution`.
    #[arg(long, value_name = "CLASS", value_parser = EntityClass::parse)]
    entity: Option<EntityClass>,
    /// IANA zone in which the authority reads the clock.
    #[arg(long, value_name = "ZONE")]
    authority_zone: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let regime = regime(&args.regime)?;
    let stage = stage(regime, &args.stage)?;
    let zone = args.zone.as_deref().map_or_else(|| context.default_zone(), zone)?;
    let moment = |text: &str| moment(text, zone, context);
    let question = Question {
        regime,
        stage,
        from: args.from.as_deref().map(moment).transpose()?,
        others: args.anchor.iter().map(|text| named(text, moment)).collect::<Result<Moments, _>>()?,
        at: Circumstances {
            authority_zone: args.authority_zone.as_deref().map(self::zone).transpose()?,
            entity: args.entity,
            ..Circumstances::of(zone)
        },
    };
    for name in unused(stage, &question.others) {
        context.ui.warn(&format!("{}/{} does not count from `{name}`", regime.id, stage.id));
    }
    let answer = reckon(&question)?;
    if context.ui.json {
        json::print_object(&context.ui, &answer)?;
    } else {
        context.ui.line(&lines(&answer, regime).join("\n"));
    }
    Ok(ExitCode::SUCCESS)
}

fn zone(text: &str) -> Result<Zone, Failure> {
    text.parse().map_err(|_bad| Failure::usage(format!("`{text}` is no IANA zone")))
}

fn named(
    text: &str,
    moment: impl Fn(&str) -> Result<Trigger, Failure>,
) -> Result<(String, Trigger), Failure> {
    let (name, at) = text
        .split_once('=')
        .ok_or_else(|| Failure::usage(format!("`{text}` is not of the form NAME=TIME")))?;
    Ok((name.trim().to_owned(), moment(at)?))
}

/// A moment as typed. What the clocks showed twice is the earlier; what they never showed is refused.
fn moment(text: &str, zone: Zone, context: &Context) -> Result<Trigger, Failure> {
    if let Some(moment) = Trigger::parse(text.trim()) {
        return Ok(moment);
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
    let local = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text.trim(), form).ok());
    if let Some(local) = local {
        return Trigger::local(local, zone).map_err(|why| Failure::usage(why.to_string()));
    }
    match parse_typed_time(text, context.now(), zone).map_err(|why| Failure::usage(why.to_string()))? {
        TypedTime::At(claimed) | TypedTime::Future(claimed) => Ok(claimed.into()),
        TypedTime::Ambiguous { earlier, .. } => Ok(earlier.into()),
    }
}

fn lines(answer: &Reckoning, regime: &Regime) -> Vec<String> {
    let mut lines = vec![format!("{}/{}: {}", answer.regime, answer.stage, regime.title)];
    let mut say = |what: &str, value: Option<&String>| {
        lines.extend(value.map(|value| format!("  {what:<10} {value}")));
    };
    say("status", Some(&answer.status.replace('_', " ")));
    say("needs", answer.needs.as_ref());
    let from = answer.anchor.as_ref().map(|anchor| format!("{} ({})", anchor.at, anchor.name));
    say("from", from.as_ref());
    say("strict", answer.strict.as_ref().map(|at| format!("{at}   plan and alarm on this")).as_ref());
    let formal =
        answer.formal.as_ref().map(|at| format!("{at}   latest reading, for a statement of lateness"));
    say("formal", formal.as_ref());
    let disputed =
        answer.disputed.as_ref().map(|at| format!("{at}   authorities have rejected this reading"));
    say("disputed", disputed.as_ref());
    say("keep until", answer.until.as_ref());
    say("law says", answer.words.as_ref());
    say("zone", Some(&answer.zone.to_owned()));
    say("calendar", answer.calendar.as_ref());
    for (at, why) in answer.reasoning.iter().enumerate() {
        say(if at == 0 { "how" } else { "" }, Some(why));
    }
    say("source", Some(&format!("{}; {}", answer.citation, regimes::standing(regime))));
    lines
}
