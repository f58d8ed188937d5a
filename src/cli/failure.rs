//! Why a command stopped, as the person at the keyboard sees it. The kind alone decides the exit code.

use crate::app::app_error::AppError;
use crate::app::roster::ON_THE_ROSTER;
use crate::base::problem::Problems;
use crate::base::text::{did_you_mean, listing, scrub, shell_word};
use crate::bundle::bundle_error::BundleError;
use crate::host::signing::SigningError;
use crate::incident::refusal::Refusal;
use crate::record::chain::BrokenAt;
use crate::record::sshsig::SshsigError;
use crate::report::timeline::ReportError;
use crate::store::error::StoreError;
use crate::store::evidence::EvidenceError;

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Wrong words, or words that fit several things.
    Usage,
    /// A document cannot be used.
    Document,
    /// The engine refused.
    Refused,
    /// The record is broken or not as anchored.
    Broken,
    /// A duty is overdue.
    Overdue,
    /// The machine: no space, locked, unreadable.
    Environment,
    /// A defect of this program.
    Bug,
    /// Paused by Ctrl-C.
    Paused,
}

/// Every kind with its exit code, as documented in docs/exit-codes.md.
pub(crate) const EXIT_CODES: [(Kind, u8, &str); 8] = [
    (Kind::Usage, 2, "usage, or what was typed fits several things"),
    (Kind::Document, 3, "problems in a document: playbook, answers, facts, profile"),
    (Kind::Refused, 4, "refused by the engine, with the reason and what is possible instead"),
    (Kind::Broken, 5, "the record is broken or not as anchored"),
    (Kind::Overdue, 6, "a duty is overdue or provisionally overdue (`status --check`)"),
    (Kind::Environment, 7, "environment: no space, locked, unreadable"),
    (Kind::Bug, 70, "a defect of breachbook"),
    (Kind::Paused, 130, "paused by Ctrl-C; nothing is lost"),
];

impl Kind {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        EXIT_CODES.iter().find(|(kind, _, _)| *kind == self).map_or(70, |(_, code, _)| *code)
    }
}

/// A failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What kind.
    pub(crate) kind: Kind,
    /// One sentence, lower case, no full stop.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hints: Vec<String>,
    /// Problems of a document, shown before the message.
    pub(crate) problems: Option<Problems>,
}

impl Failure {
    /// A failure without hints.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hints: Vec::new(), problems: None }
    }

    /// Wrong use.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// Hands back words that were typed and are not in the record, where it was not for the words that the command failed.
    pub(crate) fn giving_back<T: AsRef<str>>(self, typed: &[T]) -> Self {
        match self.kind {
            Kind::Environment | Kind::Broken | Kind::Bug => typed.iter().fold(self, |failure, typed| {
                let hint = format!("not recorded: {}", scrub(typed.as_ref()));
                if failure.hints.contains(&hint) { failure } else { failure.hint(hint) }
            }),
            Kind::Usage | Kind::Document | Kind::Refused | Kind::Overdue | Kind::Paused => self,
        }
    }

    /// Adds what to do.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl From<&BrokenAt> for Failure {
    fn from(broken: &BrokenAt) -> Self {
        Self::new(Kind::Broken, broken.to_string())
            .hint("keep the file as it is and copy it before anything else")
            .hint("`breachbook verify` says more, `breachbook restore` brings copies back")
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let kind = if matches!(refusal, Refusal::Defect(_)) { Kind::Bug } else { Kind::Refused };
        Self { hints: refusal.remedies(), ..Self::new(kind, refusal.to_string()) }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let kind = match &error {
            StoreError::Broken(_)
            | StoreError::Replaced(_)
            | StoreError::Altered { .. }
            | StoreError::Corrupt(_) => Kind::Broken,
            StoreError::Absent(_) => Kind::Usage,
            StoreError::Imported(_) | StoreError::Here => Kind::Refused,
            StoreError::Entry(_)
            | StoreError::WordsMissing(_)
            | StoreError::NotOpened
            | StoreError::Sqlite(_) => Kind::Bug,
            StoreError::NotAFile(_)
            | StoreError::Foreign(_)
            | StoreError::Newer { .. }
            | StoreError::Older { .. }
            | StoreError::ReadOnly(_)
            | StoreError::Library(_)
            | StoreError::Setting { .. }
            | StoreError::Busy
            | StoreError::Full
            | StoreError::Limited
            | StoreError::NoRoomForCopy(_)
            | StoreError::Device(_)
            | StoreError::File { .. }
            | StoreError::Occupied(_)
            | StoreError::Manifest(_)
            | StoreError::NoCopy { .. }
            | StoreError::IdTaken(_) => Kind::Environment,
        };
        let hints = error.advice().map(str::to_owned).into_iter().collect();
        Self { hints, ..Self::new(kind, error.to_string()) }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        let message = scrub(&error.to_string()).into_owned();
        match error {
            AppError::Store(error) => error.into(),
            AppError::Refused(refusal) => refusal.into(),
            AppError::Illegal(_) => Self::new(Kind::Broken, message)
                .hint("the record contradicts itself; keep the file and look at it with `breachbook verify`"),
            AppError::Problems(problems) => {
                Self { problems: Some(problems), ..Self::new(Kind::Document, message) }
            }
            AppError::NoIncident { candidates, .. } => no_incident(&message, &candidates),
            AppError::SeveralIncidents(candidates) => {
                Self::usage(message).hint(meant(&candidates)).hint("breachbook use INCIDENT, or --incident INCIDENT")
            }
            AppError::Ambiguous { candidates, .. } => Self::usage(message).hint(meant(&candidates)),
            AppError::Nothing { candidates, what, typed } => {
                // What the incident does not have is refused by it; what this program does not have is a matter of typing.
                let kind = if matches!(what, "playbook" | "form" | "regime" | "stage") { Kind::Usage } else { Kind::Refused };
                let failure = Self::new(kind, message);
                let failure = if what == ON_THE_ROSTER {
                    failure.hint(format!("breachbook people add {}    puts somebody new on it", shell_word(&scrub(&typed))))
                } else {
                    failure
                };
                let begin: Vec<String> = candidates.iter().filter(|known| known.starts_with(&typed)).cloned().collect();
                match did_you_mean(&typed, candidates.iter().map(String::as_str)) {
                    _near if !typed.is_empty() && !begin.is_empty() => failure.hint(meant(&begin)),
                    Some(near) => failure.hint(format!("did you mean `{near}`?")),
                    None if candidates.is_empty() => failure,
                    None => failure.hint(meant(&candidates)),
                }
            }
            AppError::SimilarPerson { .. } => Self::usage(message)
                .hint("type the name as it is on the roster, or its id")
                .hint("or add --new-person if it is somebody else"),
            AppError::Input(_) => Self::usage(message),
            AppError::RunsAlready { .. } => Self::new(Kind::Refused, message)
                .hint("`breachbook next` shows its open steps")
                .hint("a second run of it, for another brand or another attack: add --again"),
            AppError::WrongAnswer(_) | AppError::NotPossible(_) => Self::new(Kind::Refused, message),
            AppError::Bundle(error) => error.into(),
            AppError::TooLong(_) => {
                Self::usage(message).hint("open the incident with fewer words, then `breachbook note -` takes a text of any length")
            }
            AppError::Evidence(error) => error.into(),
            AppError::Report(error) => Self::new(report_kind(&error), message),
            AppError::NotAsSeen(_) => Self::new(Kind::Broken, message)
                .hint("nothing was recorded; keep this file as it is, and compare it with the mirror, backups and other copies"),
            AppError::Forbidden { .. } => Self::new(Kind::Refused, message).hint("nothing was recorded"),
            AppError::Signing(error) => Self::new(signing_kind(&error), message),
            AppError::Signers(_) => Self::new(Kind::Document, message),
            AppError::Canonical(_) => Self::new(Kind::Bug, message),
            AppError::Random(_) | AppError::File { .. } => Self::new(Kind::Environment, message),
        }
    }
}

impl From<EvidenceError> for Failure {
    fn from(error: EvidenceError) -> Self {
        let message = scrub(&error.to_string()).into_owned();
        match error {
            EvidenceError::Store(error) => error.into(),
            EvidenceError::Link(_)
            | EvidenceError::Folder(_)
            | EvidenceError::Special(_)
            | EvidenceError::Exists(_) => Self::usage(message),
            EvidenceError::Missing(_) | EvidenceError::Changed { .. } => Self::new(Kind::Broken, message)
                .hint("breachbook evidence check    looks at all evidence and records what it finds"),
        }
    }
}

fn signing_kind(error: &SigningError) -> Kind {
    match error {
        SigningError::NoKey(_) | SigningError::NotInAgent { .. } => Kind::Usage,
        SigningError::Passphrase(_) | SigningError::Signature(SshsigError::Key(_)) => Kind::Refused,
        SigningError::Signature(SshsigError::Form) => Kind::Document,
        SigningError::Signature(
            SshsigError::Namespace { .. } | SshsigError::Mismatch(_) | SshsigError::Unchecked { .. },
        ) => Kind::Broken,
        SigningError::File { .. }
        | SigningError::NoPassphrase { .. }
        | SigningError::NoTool(_)
        | SigningError::Tool { .. }
        | SigningError::Temporary(_) => Kind::Environment,
    }
}

/// How many faults of a bundle are said; the rest is counted.
const FAULTS: usize = 12;

/// So many names stand in a hint.
const MOST_SHOWN: usize = 8;

impl From<BundleError> for Failure {
    fn from(error: BundleError) -> Self {
        let message = scrub(&error.to_string()).into_owned();
        match error {
            BundleError::File { .. } | BundleError::Occupied(_) => Self::new(Kind::Environment, message),
            BundleError::Newer { .. } => {
                Self::new(Kind::Environment, message).hint("use the version of breachbook that wrote it")
            }
            BundleError::Absent(_) => Self::usage(message),
            BundleError::Packed(_) => Self::usage(message).hint(
                "unpack it first: `mkdir bundle && tar -xf ARCHIVE -C bundle`, then name the folder in it",
            ),
            BundleError::NotABundle(_) => {
                Self::usage(message).hint("name the folder that was given to `bundle export`")
            }
            BundleError::Faulty(faults) => {
                let mut lines = vec![message];
                lines.extend(faults.iter().take(FAULTS).map(|fault| scrub(&fault.to_string()).into_owned()));
                if faults.len() > FAULTS {
                    lines.push(format!("and {} more", faults.len() - FAULTS));
                }
                Self::new(Kind::Broken, lines.join("\n  "))
            }
            BundleError::Canonical(_) => Self::new(Kind::Bug, message),
        }
    }
}

fn report_kind(error: &ReportError) -> Kind {
    match error {
        ReportError::Nothing | ReportError::Size { .. } => Kind::Usage,
        ReportError::NoOpening => Kind::Broken,
        ReportError::Template(_) | ReportError::Json(_) | ReportError::Format(_) => Kind::Bug,
    }
}

fn no_incident(message: &str, candidates: &[String]) -> Failure {
    let failure = Failure::new(Kind::Refused, message);
    if candidates.is_empty() {
        return failure.hint("breachbook start    opens one");
    }
    failure.hint(meant(candidates)).hint("breachbook use INCIDENT, or --incident INCIDENT")
}

/// What there is; of many the first, and how many more.
fn meant(candidates: &[String]) -> String {
    let mut shown: Vec<String> = candidates.iter().take(MOST_SHOWN).cloned().collect();
    let more = candidates.len() - shown.len();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    format!("there is {}", scrub(&listing(&shown, "and")))
}
