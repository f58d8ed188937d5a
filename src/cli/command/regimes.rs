//! `regimes`: which laws the program knows, from which source, and which apply to us.

use std::process::ExitCode;

use crate::app::ground::regimes;
use crate::app::law::{self, Reach};
use crate::app::reckoning;
use crate::base::text::{scrub, wrap};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::ui::Role;
use crate::regime::model::Status;
use crate::regime::{Regime, Stage};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook regimes list\n  breachbook regimes show nis2-23\n  breachbook regimes scope"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Every law, since when, how far it was checked.
    List,
    /// One law with its stages.
    Show {
        /// Its id.
        #[arg(value_name = "ID")]
        regime: String,
    },
    /// Which laws apply to us by the organisation profile, and why.
    Scope,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Act::List => list(context),
        Act::Show { regime } => show(regime, context),
        Act::Scope => scope(context),
    }
}

fn list(context: &Context) -> Result<ExitCode, Failure> {
    if context.ui.json {
        let rows: Vec<law::Row> = regimes().rows().map(law::Row::of).collect();
        json::print(&context.ui, "regimes", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    for regime in regimes().rows() {
        context.ui.line(&format!("{:<27} {}", regime.id.to_string(), regime.title));
        context.ui.line(&format!("{:<27} {}; {}", "", regime.citation, standing(regime)));
    }
    Ok(ExitCode::SUCCESS)
}

/// `in force since 2018-05-25; checked against the text of the law, as of 2026-11-22`.
pub(super) fn standing(regime: &Regime) -> String {
    let since = regime.in_force_since.map(|day| format!(" since {day}")).unwrap_or_default();
    let status = match regime.status {
        Status::InForce => format!("in force{since}"),
        Status::NotApplicableYet => {
            let from = regime.in_force_since.map(|day| format!(", from {day} on")).unwrap_or_default();
            format!("not applicable yet{from}")
        }
        Status::Proposal => "a proposal, not law".to_owned(),
        Status::Contract => format!("a contract{since}"),
        Status::Superseded => "superseded".to_owned(),
    };
    format!("{status}; {}, as of {}", regime.verification.meaning(), regime.checked)
}

fn show(typed: &str, context: &Context) -> Result<ExitCode, Failure> {
    let regime = reckoning::regime(typed)?;
    if context.ui.json {
        json::print(&context.ui, "regime", &law::Page::of(regime))?;
        return Ok(ExitCode::SUCCESS);
    }
    context.ui.line(&context.ui.paint(Role::Heading, &format!("{}: {}", regime.id, regime.title)));
    let mut lines = Vec::new();
    let mut say = |what: &str, text: &str| {
        if text.is_empty() {
            return;
        }
        let columns = context.ui.columns().clamp(60, 120) - 16;
        for (at, line) in wrap(&scrub(text), columns).iter().enumerate() {
            lines.push(format!("  {:<13} {line}", if at == 0 { what } else { "" }));
        }
    };
    say("source", &regime.citation);
    say("status", &standing(regime));
    say("", regime.status_note.as_deref().unwrap_or_default());
    say("duty", &regime.duty);
    say("who, to whom", &format!("{}, to {}", regime.notifier, regime.authority));
    say("set off by", &regime.trigger);
    say("threshold", &regime.threshold);
    say("exempt", &regime.exemptions.join("; "));
    say("delay", &regime.delay_grounds.join("; "));
    say("note", regime.note.as_deref().unwrap_or_default());
    for stage in &regime.stages {
        say(&format!("- {}", stage.id), &sentence(stage));
    }
    context.ui.line(&lines.join("\n"));
    Ok(ExitCode::SUCCESS)
}

/// `72 hours from awareness, without undue delay, to the authority`.
fn sentence(stage: &Stage) -> String {
    let period = stage.period.to_string();
    let (anchor, words) = (stage.anchor_words(), &stage.words);
    let when = match (period.is_empty(), words.is_empty()) {
        (true, true) => "no number".to_owned(),
        (true, false) => words.clone(),
        (false, true) => period,
        (false, false) => format!("{period}, {words}"),
    };
    let cap = stage.cap.as_ref().map(|cap| format!(", at most {} hours from {}", cap.hours, cap.anchor));
    let proposed = if stage.proposed { " (proposed, not law)" } else { "" };
    format!("{when}; from {anchor}{}; to {}{proposed}", cap.unwrap_or_default(), stage.to)
}

fn scope(context: &Context) -> Result<ExitCode, Failure> {
    let profile = context.profile()?;
    let reach = law::reach(profile.as_ref(), context.now());
    if context.ui.json {
        json::print_object(&context.ui, &reach)?;
        return Ok(ExitCode::SUCCESS);
    }
    if !reach.known {
        context.ui.line("only GDPR considered: the organisation profile does not say what decides");
        context.ui.line("  breachbook config show    says what is missing");
    }
    groups(&reach, context);
    Ok(ExitCode::SUCCESS)
}

fn groups(reach: &Reach, context: &Context) {
    for (word, heading) in law::VERDICTS {
        let rows: Vec<_> = reach.regimes.iter().filter(|row| row.verdict == word).collect();
        if rows.is_empty() {
            continue;
        }
        context.ui.line(&context.ui.paint(Role::Heading, heading));
        for row in rows {
            context.ui.line(&format!("  {:<27} {}", row.id, row.title));
            for reason in &row.reasons {
                context.ui.line(&format!("  {:<27} {reason}", ""));
            }
        }
    }
}
