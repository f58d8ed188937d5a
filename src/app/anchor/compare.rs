//! Whether what others hold is true of this record, and of which of its entries.

use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::host::signing::{self, SigningError};
use crate::incident::event::Event;
use crate::record::chain::Head;
use crate::record::checkpoint::{Checkpoint, NAMESPACE, ShortForm};
use crate::record::sshsig::SshsigError;
use crate::store::error::StoreError;

/// Why what was seen is not true of this record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotAsSeen {
    /// Of another incident.
    #[error("the checkpoint is of incident {0}, not of this one")]
    OtherIncident(IncidentUid),
    /// The record ends before it.
    #[error(
        "{seen} was seen elsewhere, and this record ends at {ends}: it is an older copy, or its end was cut"
    )]
    Shorter {
        /// What was seen.
        seen: ShortForm,
        /// Where the record ends.
        ends: Seq,
    },
    /// Another entry stands there.
    #[error(
        "{seen} was seen elsewhere, and this record has {here}: a code was copied wrong, or this is not the record that was seen, or it was written anew since"
    )]
    Differs {
        /// What was seen.
        seen: ShortForm,
        /// What stands there.
        here: ShortForm,
    },
    /// No state of this record was stamped.
    #[error(
        "the reply stamps nothing that this record ever was: it is of another record, or this one was written anew since"
    )]
    Stamp,
    /// No checkpoint of this record was signed.
    #[error(
        "the signature by {0} fits no checkpoint of this record; if it was made over a file, give that with --file"
    )]
    Signature(String),
}

impl From<NotAsSeen> for AppError {
    fn from(why: NotAsSeen) -> Self {
        Self::NotAsSeen(Box::new(why))
    }
}

/// The whole head that a short form is of.
pub(crate) fn head_of(session: &Session<'_>, seen: &ShortForm) -> Result<Head, AppError> {
    match session.store().hash_at(session.uid(), seen.seq)? {
        Some(hash) if seen.fits(&hash) => Ok(Head { seq: seen.seq, hash }),
        Some(hash) => {
            let here = ShortForm::of(Head { seq: seen.seq, hash });
            Err(NotAsSeen::Differs { seen: seen.clone(), here }.into())
        }
        None => Err(NotAsSeen::Shorter { seen: seen.clone(), ends: session.head().seq }.into()),
    }
}

/// The head of a checkpoint, compared to its last digit.
pub(crate) fn head_of_whole(session: &Session<'_>, checkpoint: &Checkpoint) -> Result<Head, AppError> {
    if checkpoint.uid != session.uid() {
        return Err(NotAsSeen::OtherIncident(checkpoint.uid).into());
    }
    let seen = ShortForm::of(checkpoint.head);
    let here = head_of(session, &seen)?;
    if here == checkpoint.head {
        return Ok(here);
    }
    Err(NotAsSeen::Differs { seen, here: ShortForm::of(here) }.into())
}

/// The checkpoint of this record that a signature was made over: those that became entries are tried, the newest first.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
pub(super) fn signed_one(session: &Session<'_>, armoured: &str) -> Result<Checkpoint, AppError> {
    let entries = session.entries();
    let made = entries.iter().rev().filter_map(|entry| match &entry.draft.event {
        Event::CheckpointMade(body) => Some(Head { seq: body.size, hash: body.head }),
        _other => None,
    });
    let mut by = None;
    for head in made {
        let checkpoint = Checkpoint { uid: session.uid(), head };
        match signing::check(armoured, checkpoint.to_string().as_bytes(), NAMESPACE) {
            Ok(_signed) => return Ok(checkpoint),
            Err(SigningError::Signature(SshsigError::Mismatch(key))) => by = Some(key),
            Err(other) => return Err(other.into()),
        }
    }
    Err(NotAsSeen::Signature(by.unwrap_or_else(|| "that key".to_owned())).into())
}

/// The state of this record whose checkpoint has a hash. A reply does not say which: all are tried.
pub(super) fn stamped_one(session: &Session<'_>, imprint: Digest) -> Result<Head, AppError> {
    let (uid, mut found) = (session.uid(), None);
    session.store().visit::<StoreError>(uid, Seq::NONE, |stored| {
        let head = Head { seq: stored.seq, hash: Digest::of(stored.line) };
        if Digest::of(Checkpoint { uid, head }.to_string().as_bytes()) == imprint {
            found = Some(head);
        }
        Ok(())
    })?;
    found.ok_or_else(|| NotAsSeen::Stamp.into())
}
