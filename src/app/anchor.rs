//! Anchors: what others hold of the record comes home and becomes an entry. Each is compared with the record first; what does not fit is
//! never recorded. Must not print, must not read files, must not fetch anything.

mod compare;
mod listed;

pub(crate) use compare::{NotAsSeen, head_of, head_of_whole};
pub(crate) use listed::list;

use super::app_error::AppError;
use super::checkpoint;
use super::roster;
use super::session::Session;
use super::words::Wording;
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::host::random;
use crate::host::signing;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::proof::{AnchorAdded, AnchorKind, Occasion};
use crate::record::chain::Head;
use crate::record::checkpoint::{Checkpoint, NAMESPACE, ShortForm};
use crate::record::entry::Entry;
use crate::record::signers::{AllowedSigners, Verdict};
use crate::record::stamp::{self, Reply};

/// What came home.
#[derive(Debug, Clone)]
pub(crate) enum Proof {
    /// A short form that somebody saw elsewhere.
    Seen(ShortForm),
    /// A checkpoint file, with a signature if there is one.
    File {
        /// The checkpoint.
        checkpoint: Checkpoint,
        /// The armoured signature over it.
        signature: Option<String>,
    },
    /// A second person's signature over a checkpoint.
    Countersigned {
        /// The armoured signature.
        armoured: String,
        /// What was signed; if left out, it is looked for among the checkpoints of the record.
        checkpoint: Option<Checkpoint>,
        /// Whose it is.
        signer: String,
    },
    /// The reply of a time-stamping authority.
    Timestamped(Vec<u8>),
}

/// What was recorded.
#[derive(Debug, Clone)]
pub(crate) struct Added {
    /// What was written.
    pub(crate) entries: Vec<Entry>,
    /// The size and head that are anchored now.
    pub(crate) head: Head,
    /// The time that an authority gave.
    pub(crate) stamped: Option<Timestamp>,
    /// Fingerprint of the key of a signature.
    pub(crate) key: Option<String>,
    /// What the list of allowed signers says of the key, where there is a list.
    pub(crate) verdict: Option<Verdict>,
}

/// What was found true of this record, before it is written.
struct Fits {
    head: Head,
    body: AnchorAdded,
    verdict: Option<Verdict>,
}

impl Fits {
    fn new(kind: AnchorKind, head: Head) -> Self {
        let body = AnchorAdded {
            kind,
            size: head.seq,
            code: head.hash.short(),
            head: Some(head.hash),
            place: None,
            sha256: None,
            key: None,
            signer: None,
            stamped: None,
            notice: None,
        };
        Self { head, body, verdict: None }
    }
}

/// Records what came home, if it is true of this record.
pub(crate) fn add(
    session: &mut Session<'_>,
    proof: Proof,
    place: Option<&str>,
    signers: Option<&AllowedSigners>,
) -> Result<Added, AppError> {
    session.refresh()?;
    let mut wording = session.wording();
    let Fits { head, body, verdict } = match proof {
        Proof::Seen(form) => seen(session, &form)?,
        Proof::File { checkpoint, signature } => {
            file(session, &checkpoint, signature, (signers, &mut wording))?
        }
        Proof::Countersigned { armoured, checkpoint, signer } => {
            let mut fits = countersigned(session, armoured, checkpoint, (signers, &mut wording))?;
            fits.body.signer = Some(roster::person(session, &signer)?);
            fits
        }
        Proof::Timestamped(bytes) => timestamped(session, bytes, &mut wording)?,
    };
    let body = AnchorAdded { place: wording.say_some(place)?, ..body };
    let (stamped, key) = (body.stamped, body.key.clone());
    let entries = session.act(Command::Write(Box::new(body.into())), wording)?;
    Ok(Added { entries, head, stamped, key, verdict })
}

fn seen(session: &Session<'_>, form: &ShortForm) -> Result<Fits, AppError> {
    let mut fits = Fits::new(AnchorKind::Seen, head_of(session, form)?);
    // What came home is no more than the short form.
    fits.body.head = None;
    Ok(fits)
}

type Keeping<'k> = (Option<&'k AllowedSigners>, &'k mut Wording);

fn file(
    session: &Session<'_>,
    checkpoint: &Checkpoint,
    signature: Option<String>,
    (signers, wording): Keeping<'_>,
) -> Result<Fits, AppError> {
    let mut fits = Fits::new(AnchorKind::File, head_of_whole(session, checkpoint)?);
    match signature {
        Some(armoured) => by_key(&mut fits, armoured, checkpoint, (signers, wording, session.now()))?,
        None => fits.body.sha256 = Some(wording.put_source(checkpoint.to_string().into_bytes())),
    }
    Ok(fits)
}

fn countersigned(
    session: &Session<'_>,
    armoured: String,
    checkpoint: Option<Checkpoint>,
    (signers, wording): Keeping<'_>,
) -> Result<Fits, AppError> {
    let checkpoint = match checkpoint {
        Some(given) => given,
        None => compare::signed_one(session, &armoured)?,
    };
    let mut fits = Fits::new(AnchorKind::Countersigned, head_of_whole(session, &checkpoint)?);
    by_key(&mut fits, armoured, &checkpoint, (signers, wording, session.now()))?;
    match first_signature(session, fits.head, fits.body.key.as_deref()) {
        Some(seq) => Err(AppError::Input(format!(
            "that key signed this checkpoint itself ({seq}): a countersignature is a second person's"
        ))),
        None => Ok(fits),
    }
}

/// The entry of the checkpoint that a key signed when it was made.
fn first_signature(session: &Session<'_>, head: Head, key: Option<&str>) -> Option<Seq> {
    let entries = session.entries();
    let is_it = |entry: &&Entry| {
        matches!(&entry.draft.event, Event::CheckpointMade(body)
            if body.size == head.seq && body.key.is_some() && body.key.as_deref() == key)
    };
    entries.iter().find(is_it).map(|entry| entry.seq)
}

/// Checks a signature over a checkpoint. One by a key that the list forbids now is refused: nobody can tell when it was made.
fn by_key(
    fits: &mut Fits,
    armoured: String,
    checkpoint: &Checkpoint,
    (signers, wording, now): (Option<&AllowedSigners>, &mut Wording, Timestamp),
) -> Result<(), AppError> {
    let signed = signing::check(&armoured, checkpoint.to_string().as_bytes(), NAMESPACE)?;
    fits.verdict = signers.map(|signers| signers.judge(&signed.key, NAMESPACE, now));
    match &fits.verdict {
        None | Some(Verdict::Allowed(_) | Verdict::Unknown) => {}
        Some(forbidden) => {
            return Err(AppError::Forbidden {
                key: signed.fingerprint(),
                verdict: Box::new(forbidden.clone()),
            });
        }
    }
    fits.body.key = Some(signed.fingerprint());
    fits.body.sha256 = Some(wording.put_source(armoured.into_bytes()));
    Ok(())
}

fn timestamped(session: &Session<'_>, bytes: Vec<u8>, wording: &mut Wording) -> Result<Fits, AppError> {
    let reply = Reply::parse(&bytes).map_err(|why| AppError::Input(why.to_string()))?;
    let mut fits = Fits::new(AnchorKind::Timestamped, compare::stamped_one(session, reply.imprint)?);
    fits.body.stamped = Some(reply.gen_time);
    fits.body.sha256 = Some(wording.put_source(bytes));
    Ok(fits)
}

/// After a notice went out: its own reference may hold a short form, and then whoever got the notice holds an anchor. Gives what was
/// written, or why the short form is none of this record; the notice itself is recorded either way.
pub(crate) fn of_notice(
    session: &mut Session<'_>,
    notice: Seq,
    words: &[Option<&str>],
) -> Result<Result<Vec<Entry>, NotAsSeen>, AppError> {
    let Some(form) = words.iter().flatten().find_map(|words| ShortForm::find(words)) else {
        return Ok(Ok(Vec::new()));
    };
    let head = match head_of(session, &form) {
        Ok(head) => head,
        Err(AppError::NotAsSeen(why)) => return Ok(Err(*why)),
        Err(other) => return Err(other),
    };
    let mut body = Fits::new(AnchorKind::Reference, head).body;
    (body.head, body.notice) = (None, Some(notice));
    let entries = session.act(Command::Write(Box::new(body.into())), Wording::default())?;
    Ok(Ok(entries))
}

/// A query for a time-stamping authority.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Query {
    /// The checkpoint that is to be stamped.
    pub(crate) checkpoint: Checkpoint,
    /// The query, DER.
    pub(crate) bytes: Vec<u8>,
    /// What was written, if a checkpoint had to be made first.
    pub(crate) entries: Vec<Entry>,
}

/// Makes a query over a checkpoint that somebody has, else over the newest one; one is made where the record went on since.
pub(crate) fn query(session: &mut Session<'_>, given: Option<&Checkpoint>) -> Result<Query, AppError> {
    session.refresh()?;
    let known = match given {
        Some(given) => Some(Checkpoint { head: head_of_whole(session, given)?, ..*given }),
        None => newest_made(session),
    };
    let (checkpoint, entries) = if let Some(known) = known {
        (known, Vec::new())
    } else {
        let made = checkpoint::make(session, Occasion::Demand, None)?;
        (made.checkpoint, made.entries)
    };
    let imprint = Digest::of(checkpoint.to_string().as_bytes());
    Ok(Query { checkpoint, bytes: stamp::query(imprint, random::nonce()?), entries })
}

/// The checkpoint that the newest entry is.
fn newest_made(session: &Session<'_>) -> Option<Checkpoint> {
    let entries = session.entries();
    let Some(Event::CheckpointMade(body)) = entries.last().map(|entry| &entry.draft.event) else {
        return None;
    };
    Some(Checkpoint { uid: session.uid(), head: Head { seq: body.size, hash: body.head } })
}
