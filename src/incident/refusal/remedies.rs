//! What can be done instead of what was refused, as commands.

use super::{Refusal, gate_word};
use crate::incident::event::step::Gate;
use crate::incident::key::StepKey;

impl Refusal {
    /// What can be done instead, as commands; the step's key stands where one is needed.
    #[expect(clippy::too_many_lines, reason = "one table: an arm for each kind")]
    pub(crate) fn remedies(&self) -> Vec<String> {
        match self {
            Self::NoStep(_) => vec!["breachbook next    shows what is open".to_owned()],
            Self::NotOpenYet(step) => vec![
                "breachbook next    shows what is open".to_owned(),
                format!("breachbook open {step} --why W    opens it before its turn"),
            ],
            Self::Settled { step, .. } => {
                vec![format!("breachbook undo {step} --why W    if that was wrong"), reopen(step)]
            }
            Self::EngineSettled(step) | Self::NoOutcome(step) => {
                vec![format!("breachbook status    shows where `{step}` stands")]
            }
            Self::Awaits { facts, .. } => facts
                .iter()
                .flat_map(|fact| {
                    [format!("breachbook fact set {fact}=.."), format!("breachbook fact unknown {fact}")]
                })
                .collect(),
            Self::Failing(step) => vec![
                format!("breachbook retry {step}"),
                format!("breachbook fail {step} --then continue|stop --why W"),
            ],
            Self::GateNotMet { step, .. } => vec![over(step, Gate::Requires)],
            Self::NotApproved { step, .. } | Self::Quorum { step, .. } => vec![
                format!("breachbook approve {step} --by NAME --via phone --why \"how it was given\""),
                over(step, Gate::Authority),
            ],
            Self::TooFewPieces { step, .. } => {
                vec![format!("breachbook evidence add FILE --step {step}"), over(step, Gate::Evidence)]
            }
            Self::EvidenceOpen { step, .. } => vec![
                format!("breachbook evidence add FILE --step {step} --item N"),
                format!("breachbook evidence none {step} N --why W    or --later"),
                over(step, Gate::Evidence),
            ],
            Self::CustodyOpen { step, .. } => vec![
                format!(
                    "breachbook evidence add FILE --step {step} --place WHERE --method HOW    the same file counts once"
                ),
                over(step, Gate::Evidence),
            ],
            Self::Unticked { step, .. } => {
                vec![format!("breachbook tick {step} ITEM"), format!("breachbook done {step} --why W")]
            }
            Self::Unanswered { step, .. } => {
                vec![format!("breachbook answer {step} FACT=VALUE --unknown FACT")]
            }
            Self::NotSent(step) => vec![format!("breachbook sent FORM --step {step} --to R --at T")],
            Self::NotQuiet { step, .. } | Self::NotUntil { step, .. } => vec![over(step, Gate::Wait)],
            Self::NoFact(_) => vec!["breachbook fact catalogue    lists all facts".to_owned()],
            Self::Disputes { fact, .. } => vec![format!("breachbook fact set {fact}=.. --why W")],
            Self::SecondPerson(fact) => vec![format!("breachbook fact set {fact}=.. --second NAME --why W")],
            Self::StillOpen { .. } => vec!["breachbook close --why W".to_owned()],
            Self::Closed(_) => vec!["breachbook reopen-incident --why W".to_owned()],
            Self::AlreadySeen(step) => vec![reopen(step)],
            Self::PlayStopped => vec![
                "breachbook note \"..\"    is still taken".to_owned(),
                "breachbook exercise resume    goes on, when the facilitator says so".to_owned(),
            ],
            Self::PlayNotBegun => vec![
                "breachbook note \"..\"    is taken already".to_owned(),
                "breachbook exercise begin    is STARTEX, when the facilitator says so".to_owned(),
            ],
            Self::PlayOver => vec![
                "breachbook note \"..\"    is still taken".to_owned(),
                "breachbook exercise observe \"..\"    what you saw, for the hot wash; an evaluator rates with exercise rate"
                    .to_owned(),
            ],
            Self::Held(_) => vec!["breachbook hold lift --why W    when counsel says so".to_owned()],
            Self::NotUsedUp(_)
            | Self::NotFailed(_)
            | Self::Container(_)
            | Self::WrongKind { .. }
            | Self::OwnApproval { .. }
            | Self::NotInRole { .. }
            | Self::NoApprovalWanted(_)
            | Self::NoItem { .. }
            | Self::NotAsked { .. }
            | Self::NoOption { .. }
            | Self::ReasonNeeded(_)
            | Self::NoGate { .. }
            | Self::NothingToReview(_)
            | Self::GuardFalse { .. }
            | Self::Changed { .. }
            | Self::WrongType { .. }
            | Self::NoValue(_)
            | Self::NoListItem { .. }
            | Self::NoEntry(_)
            | Self::NoPerson(_)
            | Self::Pointless(_)
            | Self::Defect(_)
            | Self::NoPlaybook(_) => Vec::new(),
        }
    }
}

fn reopen(step: &StepKey) -> String {
    format!("breachbook reopen {step}    to do it again")
}

fn over(step: &StepKey, gate: Gate) -> String {
    format!("breachbook override {step} --gate {} --why W", gate_word(gate))
}
