//! What a signature or a time stamp that lies in the record proves. Must not say more than was looked at: whether an authority signed a
//! stamp is for `openssl ts`.

use crate::base::digest::Digest;
use crate::base::time::Timestamp;
use crate::record::checkpoint::{Checkpoint, NAMESPACE};
use crate::record::signers::{AllowedSigners, Verdict};
use crate::record::sshsig::{self, Signed, SshsigError};
use crate::record::stamp::Reply;

/// What stands behind an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Nothing but the entry, or what lies outside.
    None,
    /// A signature that fits, by a key of the list that was valid then.
    Signed {
        /// Whose key it is.
        principals: String,
        /// Fingerprint.
        key: String,
    },
    /// A signature that fits; nobody says whose key it is.
    SignedBySomebody {
        /// Fingerprint.
        key: String,
        /// Whether there is a list, which does not have it.
        listed: bool,
    },
    /// A signature that this program does not check, because of the kind of its key.
    SignedUnchecked(String),
    /// A reply of a time-stamping authority over this checkpoint.
    Stamped(Timestamp),
    /// Not what it says it is; why.
    Wrong(String),
    /// The bytes of the proof are not in the record.
    Gone,
}

/// Judges a signature over a checkpoint; `at` is when the record says that it was made.
pub(crate) fn of_signature(
    bytes: Option<&[u8]>,
    checkpoint: &Checkpoint,
    (signers, at): (Option<&AllowedSigners>, Timestamp),
) -> Proof {
    let Some(bytes) = bytes else { return Proof::Gone };
    of_message(bytes, (checkpoint.to_string().as_bytes(), NAMESPACE), (signers, at))
}

/// Judges a signature over bytes that name no time, in the namespace that is for them: all that is known is that it was made behind
/// `newest` and before `now`. A key that became valid in between counts from then on; one that had expired before does not. Gives also the
/// time at which the key was judged.
pub(crate) fn made_behind(
    signature: &[u8],
    message: (&[u8], &str),
    (signers, newest, now): (Option<&AllowedSigners>, Timestamp, Timestamp),
) -> (Proof, Timestamp) {
    let signed = match read(signature, message) {
        Ok(signed) => signed,
        Err(proof) => return (proof, newest),
    };
    let (key, namespace) = (&signed.key, message.1);
    let at = match signers.map(|signers| signers.judge(key, namespace, newest)) {
        Some(Verdict::NotYet { from, .. }) if from <= now => from,
        Some(_) | None => newest,
    };
    (of_key(&signed, namespace, (signers, at)), at)
}

/// Judges a signature over other bytes, in the namespace that is for them.
fn of_message(
    signature: &[u8],
    message: (&[u8], &str),
    judge: (Option<&AllowedSigners>, Timestamp),
) -> Proof {
    match read(signature, message) {
        Ok(signed) => of_key(&signed, message.1, judge),
        Err(proof) => proof,
    }
}

/// Whether a signature fits.
fn read(signature: &[u8], (message, namespace): (&[u8], &str)) -> Result<Signed, Proof> {
    match sshsig::verify(&String::from_utf8_lossy(signature), message, namespace) {
        Ok(signed) => Ok(signed),
        Err(why @ SshsigError::Unchecked { .. }) => Err(Proof::SignedUnchecked(why.to_string())),
        Err(
            why @ (SshsigError::Form
            | SshsigError::Namespace { .. }
            | SshsigError::Mismatch(_)
            | SshsigError::Key(_)),
        ) => Err(Proof::Wrong(why.to_string())),
    }
}

/// Whose key it is.
fn of_key(signed: &Signed, namespace: &str, (signers, at): (Option<&AllowedSigners>, Timestamp)) -> Proof {
    let key = signed.fingerprint();
    let Some(signers) = signers else { return Proof::SignedBySomebody { key, listed: false } };
    match signers.judge(&signed.key, namespace, at) {
        Verdict::Allowed(principals) => Proof::Signed { principals, key },
        Verdict::Unknown => Proof::SignedBySomebody { key, listed: true },
        Verdict::OtherUse(principals) => {
            let what = if namespace == NAMESPACE { "checkpoints" } else { "manifests" };
            Proof::Wrong(format!("the key of {principals} ({key}) is not allowed to sign {what}"))
        }
        Verdict::NotYet { principals, from } => Proof::Wrong(format!(
            "the key of {principals} ({key}) was not valid then: only from {} on",
            from.to_seconds_text()
        )),
        Verdict::Expired { principals, until } => Proof::Wrong(format!(
            "the key of {principals} ({key}) was no longer valid then: only until {}",
            until.to_seconds_text()
        )),
    }
}

/// Judges a reply of a time-stamping authority over a checkpoint.
pub(crate) fn of_stamp(bytes: Option<&[u8]>, checkpoint: &Checkpoint) -> Proof {
    let Some(bytes) = bytes else { return Proof::Gone };
    match Reply::parse(bytes) {
        Ok(reply) if reply.imprint == Digest::of(checkpoint.to_string().as_bytes()) => {
            Proof::Stamped(reply.gen_time)
        }
        Ok(_) => Proof::Wrong("the time stamp is for something other than this checkpoint".to_owned()),
        Err(why) => Proof::Wrong(why.to_string()),
    }
}

#[cfg(test)]
mod tests;
