//! What can stop a use case. The edge turns it into a message, hints and an exit code.

use super::anchor::NotAsSeen;
use crate::base::canonical::CanonicalError;
use crate::base::id::{PlaybookId, Seq};
use crate::base::problem::Problems;
use crate::bundle::bundle_error::BundleError;
use crate::host::random::NoRandomness;
use crate::host::signing::SigningError;
use crate::incident::refusal::Refusal;
use crate::incident::state::Illegal;
use crate::record::chain::BrokenAt;
use crate::record::signers::{SignersError, Verdict};
use crate::report::format::FormatError;
use crate::report::timeline::ReportError;
use crate::store::error::StoreError;
use crate::store::evidence::EvidenceError;

/// Why a use case stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AppError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The engine said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The record contradicts itself.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// A document cannot be used.
    #[error("the document has problems")]
    Problems(Problems),
    /// No incident could be chosen.
    #[error("{message}")]
    NoIncident {
        /// What is the matter.
        message: String,
        /// Ids that could be meant.
        candidates: Vec<String>,
    },
    /// Nobody said which of several that are open is meant.
    #[error("several incidents are open")]
    SeveralIncidents(Vec<String>),
    /// What was typed fits several things.
    #[error("{what} `{typed}` is ambiguous")]
    Ambiguous {
        /// What kind of thing.
        what: &'static str,
        /// What was typed.
        typed: String,
        /// What it could be.
        candidates: Vec<String>,
    },
    /// What was typed fits nothing.
    #[error("there is no {what} `{typed}`")]
    Nothing {
        /// What kind of thing.
        what: &'static str,
        /// What was typed.
        typed: String,
        /// What it could have been.
        candidates: Vec<String>,
    },
    /// A name that is not on the roster but near one that is.
    #[error("`{typed}` is not on the roster, but {} is", crate::base::text::listing(candidates, "or"))]
    SimilarPerson {
        /// What was typed.
        typed: String,
        /// Who it could be.
        candidates: Vec<String>,
    },
    /// Something typed cannot be read.
    #[error("{0}")]
    Input(String),
    /// An answer that is no value of its fact, or no value that it can have now.
    #[error("{0}")]
    WrongAnswer(String),
    /// The text is too long for a passage.
    #[error("the text has {0} bytes; {max} are kept in the record", max = crate::record::passage::MAX_TEXT)]
    TooLong(usize),
    /// Evidence.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// A paper.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// What somebody holds elsewhere is not true of this record.
    #[error(transparent)]
    NotAsSeen(Box<NotAsSeen>),
    /// A key that the list of allowed signers has, and does not allow.
    #[error("the key {key} {}", forbidden(verdict))]
    Forbidden {
        /// Its fingerprint.
        key: String,
        /// What the list says.
        verdict: Box<Verdict>,
    },
    /// Signing, or checking a signature.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// A list of allowed signers.
    #[error(transparent)]
    Signers(#[from] SignersError),
    /// A bundle.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// What was asked for does not fit what is there.
    #[error("{0}")]
    NotPossible(String),
    /// A playbook that is to be joined goes on already.
    #[error("`{playbook}` runs already, since {started}; nothing was recorded")]
    RunsAlready {
        /// The playbook.
        playbook: PlaybookId,
        /// The entry that started it.
        started: Seq,
    },
    /// A value without an exact form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The operating system.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// A file.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl From<BrokenAt> for AppError {
    fn from(broken: BrokenAt) -> Self {
        Self::Store(StoreError::Broken(broken))
    }
}

impl From<FormatError> for AppError {
    fn from(error: FormatError) -> Self {
        Self::Report(error.into())
    }
}

fn forbidden(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Allowed(principals) => format!("is that of {principals}"),
        Verdict::Unknown => "is not in the list of allowed signers".to_owned(),
        Verdict::OtherUse(principals) => {
            format!("of {principals} is not for checkpoints, says the list of allowed signers")
        }
        Verdict::NotYet { principals, from } => {
            format!(
                "of {principals} is valid from {} on, says the list of allowed signers",
                from.to_seconds_text()
            )
        }
        Verdict::Expired { principals, until } => {
            format!(
                "of {principals} was valid until {}, says the list of allowed signers",
                until.to_seconds_text()
            )
        }
    }
}
