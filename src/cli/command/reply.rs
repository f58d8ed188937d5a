//! `answer` and `decide`: what a person knows, and what a person chooses.

use std::process::ExitCode;

use super::at_step::{Desk, Target, act};
use crate::app::fact_value::{Assignment, ValueReader, recheck, unknown};
use crate::app::roster;
use crate::app::step_name::Meant;
use crate::base::id::OptionId;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::command::{Answer as Said, StepAct};
use crate::incident::event::step::Dissent;

/// Arguments of `answer`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: breachbook answer scope personal_data_involved=yes subjects_count=\"10000-400000\" --unknown categories=4h"
)]
pub(crate) struct Answer {
    #[command(flatten)]
    target: Target,
    /// FACT=VALUE; for lists also FACT+=VALUE and FACT-=VALUE.
    #[arg(value_name = "FACT=VALUE")]
    facts: Vec<String>,
    /// Not known yet, and when to ask again.
    #[arg(long, value_name = "FACT[=4h]")]
    unknown: Vec<String>,
    /// A remark.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Why it differs from what another person said.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Let a time stand that lies ahead.
    #[arg(long)]
    future: bool,
}

/// Arguments of `decide`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: breachbook decide exposed cannot-tell --why \"The log covers seven days\" --dissent \"Ana=It was read\" --recheck 4h"
)]
pub(crate) struct Decide {
    #[command(flatten)]
    target: Target,
    /// The option.
    option: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Somebody who thought otherwise, and what they said.
    #[arg(long, value_name = "NAME=TEXT")]
    dissent: Option<String>,
    /// When to decide again, where the answer is open.
    #[arg(long, value_name = "PERIOD")]
    recheck: Option<String>,
}

/// Answers a question.
pub(crate) fn answer(args: &Answer, context: &Context) -> Result<ExitCode, Failure> {
    if args.facts.is_empty() && args.unknown.is_empty() {
        return Err(Failure::usage("say what is known, or what is not").hint("FACT=VALUE, or --unknown FACT"));
    }
    act(context, &args.target, Meant::Open, |desk| {
        let mut answers = known(args, desk)?;
        for typed in &args.unknown {
            let (fact, recheck) = unknown(desk.session, typed)?;
            answers.push((fact, Said::Unknown { recheck }));
        }
        let note = desk.note(args.note.as_deref())?;
        Ok(StepAct::Answer { answers, note, why: desk.maybe_reason(args.why.as_deref())? })
    })
}

fn known(args: &Answer, desk: &mut Desk<'_, '_>) -> Result<Vec<(crate::base::id::FactId, Said)>, Failure> {
    let mut reader = ValueReader::new(desk.session, &mut desk.wording, args.future);
    let mut answers = Vec::new();
    for typed in &args.facts {
        let assignment = Assignment::read(typed)?;
        if assignment.is_unknown() {
            let (fact, recheck) = unknown(reader.session(), &assignment.fact)?;
            answers.push((fact, Said::Unknown { recheck }));
            continue;
        }
        let (fact, value) = reader.read(&assignment)?;
        answers.push((fact, Said::Known(value)));
    }
    reader.echoes.iter().for_each(|echo| desk.context.ui.say(echo));
    Ok(answers)
}

/// Takes a decision.
pub(crate) fn decide(args: &Decide, context: &Context) -> Result<ExitCode, Failure> {
    let option = OptionId::parse(args.option.trim()).map_err(|why| {
        Failure::usage(format!("`{}` is no option: {why}", crate::base::text::scrub(&args.option)))
    })?;
    act(context, &args.target, Meant::Open, |desk| {
        let reason = desk.maybe_reason(args.why.as_deref())?;
        let dissent = args.dissent.as_deref().map(|typed| dissent(desk, typed)).transpose()?;
        let recheck = recheck(desk.session.now(), args.recheck.as_deref())?;
        Ok(StepAct::Decide { option, reason, dissent, recheck })
    })
}

fn dissent(desk: &mut Desk<'_, '_>, typed: &str) -> Result<Dissent, Failure> {
    let (name, text) = typed
        .split_once('=')
        .filter(|(_, text)| !text.trim().is_empty())
        .ok_or_else(|| Failure::usage("say who thought otherwise, and what").hint("--dissent NAME=TEXT"))?;
    let person = roster::person(desk.session, name)?;
    Ok(Dissent { person, text: desk.wording.say(text.trim())? })
}
