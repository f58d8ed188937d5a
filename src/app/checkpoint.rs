//! Checkpoints: the record's size and head as an entry, signed if somebody wants it. Must not print or write files.

use super::app_error::AppError;
use super::roster;
use super::session::Session;
use crate::host::signing::{Signature, Signer};
use crate::incident::command::Command;
use crate::incident::event::proof::{CheckpointMade, Occasion};
use crate::record::checkpoint::{Checkpoint, NAMESPACE, ShortForm};
use crate::record::entry::Entry;

/// A checkpoint that was made.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Made {
    /// The checkpoint. It speaks of the entries before its own.
    pub(crate) checkpoint: Checkpoint,
    /// The signature over its text.
    pub(crate) signature: Option<Signature>,
    /// What was written.
    pub(crate) entries: Vec<Entry>,
}

impl Made {
    /// For phones and chats.
    pub(crate) fn short(&self) -> ShortForm {
        ShortForm::of(self.checkpoint.head)
    }
}

/// Where the record stands now.
pub(crate) fn now(session: &mut Session<'_>) -> Result<Checkpoint, AppError> {
    session.refresh()?;
    Ok(Checkpoint { uid: session.uid(), head: session.head() })
}

/// Makes a checkpoint of the record as it is now. Signing may take a person's time; nothing is held up meanwhile.
pub(crate) fn make(
    session: &mut Session<'_>,
    occasion: Occasion,
    signer: Option<&Signer>,
) -> Result<Made, AppError> {
    let checkpoint = now(session)?;
    let text = checkpoint.to_string();
    let signature = signer.map(|signer| signer.sign(text.as_bytes(), NAMESPACE)).transpose()?;
    let whose = if signature.is_some() { Some(roster::acting(session)?) } else { None };
    let mut wording = session.wording();
    let body = CheckpointMade {
        size: checkpoint.head.seq,
        head: checkpoint.head.hash,
        occasion,
        sha256: signature.as_ref().map(|signed| wording.put_source(signed.armoured.clone().into_bytes())),
        key: signature.as_ref().map(|signature| signature.signed.fingerprint()),
        signer: whose,
    };
    let entries = session.act(Command::Write(Box::new(body.into())), wording)?;
    Ok(Made { checkpoint, signature, entries })
}
