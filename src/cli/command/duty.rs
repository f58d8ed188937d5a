//! `duty`: decisions on legal duties, also against the advice, with the reason.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::assessing::{Found, Law, of_incident};
use crate::app::duties::decide::{self, Wanted};
use crate::app::duties::duties;
use crate::app::session::Session;
use crate::assess::assessment::Answer;
use crate::base::id::RegimeId;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::event::duty::DutyChoice;
use crate::report::status::duty::{DecisionLine, DutyLine};

/// Arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// It is to be served, whether the law applies or not; also takes back what was decided before.
    #[command(
        after_help = "Examples:\n  breachbook duty decide nis2-23/early-warning --why \"counsel: we are an important entity\"\n  breachbook duty decide gdpr-33-1/notify --from signal --why \"the mail of the researcher left no doubt\""
    )]
    Decide(Decide),
    /// It is not served.
    #[command(
        after_help = "Example: breachbook duty waive gdpr-34 --why \"keys are safe, Art. 34(3)(a)\" --dissent \"Tom Berg=not proven\""
    )]
    Waive(Reasons),
    /// It is served later, for a reason that is told then. The deadline stays, and the alarm too.
    #[command(
        after_help = "Example: breachbook duty delay gdpr-34 --why \"the police asked for it in writing\" --at 14:10 --until \"tomorrow 18:00\""
    )]
    Delay(Delay),
}

#[derive(Debug, clap::Args)]
struct Reasons {
    /// The duty, such as gdpr-33-1/notify; of a law with one stage its id.
    #[arg(value_name = "DUTY", add = ArgValueCompleter::new(complete::duties))]
    duty: String,
    /// Why.
    #[arg(long)]
    why: String,
    /// Who thought otherwise, and what.
    #[arg(long, value_name = "NAME[=TEXT]")]
    dissent: Option<String>,
    /// When it was decided, or its reason arose; now, if left out.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// For which controller; for all, if left out.
    #[arg(long)]
    controller: Option<String>,
    /// With regard to whom; to all, if left out.
    #[arg(long)]
    to: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Decide {
    #[command(flatten)]
    reasons: Reasons,
    /// It counts from this candidate: `signal`, a fact such as `detected_at`, or the number of the entry.
    #[arg(long, value_name = "CANDIDATE")]
    from: Option<String>,
    /// The second person who agrees, where that moves a decided moment later.
    #[arg(long, value_name = "NAME", requires = "from")]
    second: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Delay {
    #[command(flatten)]
    reasons: Reasons,
    /// Until when it is served.
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Decide(decide) => {
            let more = More { from: decide.from.as_deref(), second: decide.second.as_deref(), until: None };
            record(DutyChoice::Owed, &decide.reasons, more, context)
        }
        What::Waive(reasons) => record(DutyChoice::Waived, reasons, More::default(), context),
        What::Delay(delay) => {
            let more = More { until: delay.until.as_deref(), ..More::default() };
            record(DutyChoice::Delayed, &delay.reasons, more, context)
        }
    }
}

/// What only some decisions have.
#[derive(Clone, Copy, Default)]
struct More<'a> {
    from: Option<&'a str>,
    second: Option<&'a str>,
    until: Option<&'a str>,
}

/// What the rules advise on the duties to tell the authority and the people, unless they advise that nothing is owed.
fn advised(session: &Session<'_>, regime: &RegimeId) -> Option<String> {
    let found = of_incident(Law::Breach, session).ok()?.0;
    let Found::Breach(assessment) = found else { return None };
    let (answer, what) = match regime.as_str() {
        "gdpr-33-1" => (assessment.notify_sa, "that the authority is told"),
        "gdpr-34" => (assessment.communicate_data_subjects, "that the people are told"),
        _other => return None,
    };
    let text = format!("by what is recorded, the advice is otherwise; {what}: {}", answer.words());
    (answer != Answer::No).then_some(text)
}

fn record(
    choice: DutyChoice,
    reasons: &Reasons,
    more: More<'_>,
    context: &Context,
) -> Result<ExitCode, Failure> {
    if reasons.why.trim().is_empty() {
        return Err(Failure::usage("say why: the reason is what an authority asks for first"));
    }
    let duty = decide::duty(reasons.duty.trim())?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    context.happened_at(&mut session, reasons.at.as_deref())?;
    let from = more.from.map(|from| decide::candidate(&session, &duty, from.trim())).transpose()?;
    let wanted = Wanted {
        duty,
        choice,
        why: reasons.why.trim(),
        controller: reasons.controller.as_deref(),
        to: reasons.to.as_deref(),
        until: more.until.map(|until| context.coming_time(until, session.zone())).transpose()?,
        dissent: reasons.dissent.as_deref(),
        from,
        second: more.second,
    };
    let against = (choice == DutyChoice::Waived).then(|| advised(&session, &wanted.duty.regime)).flatten();
    let entries = decide::decide(&mut session, &wanted)?;
    if let Some(advice) = against {
        context.ui.warn(&advice);
        context.ui.say("  breachbook assess    says why; --dissent NAME=TEXT keeps who thought otherwise");
    }
    context.acknowledge_last(&session, &entries);
    let word = wanted.duty.to_string();
    let duties = duties(&session);
    let lines: Vec<&DutyLine> = duties.lines.iter().filter(|line| line.duty == word).collect();
    let is_new = |decision: &DecisionLine| entries.iter().any(|entry| entry.seq.0 == decision.entry);
    if !lines.iter().any(|line| line.decision.as_ref().is_some_and(is_new)) {
        context
            .ui
            .warn("the board does not change: no duty of this incident has that controller or recipient");
    }
    for line in lines {
        context.ui.say(&line.text(session.zone()));
    }
    Ok(ExitCode::SUCCESS)
}
