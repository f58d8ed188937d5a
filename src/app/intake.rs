//! Evidence: files copied or hashed where they lie, things held elsewhere, custody, checks. A file is on disk under its hash before it is
//! recorded.

use std::path::{Path, PathBuf};

use super::app_error::AppError;
use super::naming;
use super::session::Session;
use super::words::Wording;
use crate::base::digest::Digest;
use crate::base::id::{EvidenceId, PersonId};
use crate::base::time::Claimed;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::evidence::{
    CheckResult, CheckedPiece, CustodyTransferred, EvidenceChecked, EvidenceSettled, EvidenceTaken, Holding,
    WantedEnd,
};
use crate::incident::event::note::{Marker, NoteTaken};
use crate::incident::key::StepKey;
use crate::record::entry::Entry;
use crate::store::evidence::{EvidenceFolder, Progress, Remark, Taken, check_in_place, hash_in_place};

/// What is known of a piece beside itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    /// The step that asks for it.
    pub(crate) step: Option<StepKey>,
    /// Which of the wanted pieces, from 0.
    pub(crate) item: Option<u32>,
    /// Host, system or person it came from.
    pub(crate) source: Option<String>,
    /// How it was taken.
    pub(crate) method: Option<String>,
    /// Where it is kept.
    pub(crate) place: Option<String>,
    /// Who collected it.
    pub(crate) collector: Option<PersonId>,
    /// When, as claimed.
    pub(crate) collected: Option<Claimed>,
}

/// A piece that is not a file at hand.
#[derive(Debug, Clone)]
pub(crate) enum Elsewhere {
    /// Held by somebody else.
    Referenced {
        /// Where.
        uri: String,
        /// What its custodian says.
        sha256: Option<Digest>,
    },
    /// A thing.
    Physical {
        /// What it is.
        description: String,
    },
}

/// What was recorded.
#[derive(Debug, Clone)]
pub(crate) struct Recorded {
    /// Its number.
    pub(crate) evidence: EvidenceId,
    /// What was read, for files.
    pub(crate) file: Option<Taken>,
    /// What was written.
    pub(crate) entries: Vec<Entry>,
}

/// Reads where a piece belongs: the step, and the number of the wanted piece, from 1.
pub(crate) fn place_at(
    session: &Session<'_>,
    step: Option<&str>,
    item: Option<u32>,
) -> Result<About, AppError> {
    let step = step.map(|step| naming::step(session, step)).transpose()?;
    let item = match item {
        Some(0) => return Err(AppError::Input("wanted pieces are numbered from 1".to_owned())),
        other => other.map(|item| item - 1),
    };
    if item.is_some() && step.is_none() {
        return Err(AppError::Input("--item needs --step, the step that asks for the piece".to_owned()));
    }
    // With one wanted piece nobody needs to say which.
    let only =
        step.as_ref().and_then(|step| session.state().step(step)).filter(|step| step.wanted.len() == 1);
    let item = item.or(only.map(|_| 0));
    Ok(About { step, item, ..About::default() })
}

/// Takes a file. When this returns, it is on disk and recorded.
pub(crate) fn add_file(
    session: &mut Session<'_>,
    path: &Path,
    in_place: bool,
    about: &About,
    progress: Progress<'_>,
) -> Result<Recorded, AppError> {
    session.may_write()?;
    let taken =
        if in_place { hash_in_place(path, progress)? } else { folder(session).take(path, progress)? };
    let mut wording = session.wording();
    let shown = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut about = about.clone();
    if in_place {
        about.place = Some(absolute(path)?.display().to_string());
    }
    let holding = if in_place { Holding::InPlace } else { Holding::Copied };
    let mut body = body(holding, &shown, &about, &mut wording)?;
    body.sha256 = Some(taken.sha256);
    body.size = Some(taken.size);
    let remarks: Vec<Command> =
        taken.remarks.iter().map(|remark| note(*remark, &shown, &mut wording)).collect::<Result<_, _>>()?;
    let (evidence, entries) = record(session, body, remarks, wording)?;
    Ok(Recorded { evidence, file: Some(taken), entries })
}

fn absolute(path: &Path) -> Result<PathBuf, AppError> {
    std::path::absolute(path).map_err(|source| AppError::File { path: path.to_owned(), source })
}

/// Records a piece that is held elsewhere, or a thing.
pub(crate) fn add_elsewhere(
    session: &mut Session<'_>,
    piece: &Elsewhere,
    about: &About,
) -> Result<Recorded, AppError> {
    let mut wording = session.wording();
    let body = match piece {
        Elsewhere::Physical { description } => body(Holding::Physical, description, about, &mut wording)?,
        Elsewhere::Referenced { uri, sha256 } => {
            let body = body(Holding::Referenced, uri, about, &mut wording)?;
            EvidenceTaken { sha256: *sha256, claimed_hash: sha256.is_some(), ..body }
        }
    };
    let (evidence, entries) = record(session, body, Vec::new(), wording)?;
    Ok(Recorded { evidence, file: None, entries })
}

fn body(
    holding: Holding,
    name: &str,
    about: &About,
    wording: &mut Wording,
) -> Result<EvidenceTaken, AppError> {
    Ok(EvidenceTaken {
        evidence: EvidenceId(0),
        holding,
        name: wording.say(name)?,
        sha256: None,
        size: None,
        source: wording.say_some(about.source.as_deref())?,
        method: wording.say_some(about.method.as_deref())?,
        place: wording.say_some(about.place.as_deref())?,
        collector: about.collector,
        collected: about.collected,
        step: about.step.clone(),
        item: about.item,
        claimed_hash: false,
    })
}

/// What the intake noticed is written down beside the piece.
fn note(remark: Remark, name: &str, wording: &mut Wording) -> Result<Command, AppError> {
    let text = wording.say(&format!("{name}: {remark}"))?;
    let (marker, labels) = (Marker::Note, Vec::new());
    Ok(write(NoteTaken { text, marker, answers: None, step: None, from: None, labels }))
}

fn record(
    session: &mut Session<'_>,
    body: EvidenceTaken,
    more: Vec<Command>,
    wording: Wording,
) -> Result<(EvidenceId, Vec<Entry>), AppError> {
    let mut evidence = body.evidence;
    let entries = session.act_with(wording, |state| {
        evidence = state.next_evidence();
        let mut commands = vec![write(EvidenceTaken { evidence, ..body })];
        commands.extend(more);
        Ok(commands)
    })?;
    Ok((evidence, entries))
}

/// Says that a wanted piece cannot be had, or comes later.
pub(crate) fn settle(
    session: &mut Session<'_>,
    (step, item): (&str, u32),
    end: WantedEnd,
    why: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let about = place_at(session, Some(step), Some(item))?;
    let (Some(step), Some(item)) = (about.step, about.item) else { return Ok(Vec::new()) };
    let mut wording = session.wording();
    let why = wording.say_some(why)?;
    session.act(write(EvidenceSettled { step, item, end, why }), wording)
}

/// A transfer of custody.
#[derive(Debug, Clone, Default)]
pub(crate) struct Transfer {
    /// From whom, when that is not obvious.
    pub(crate) from: Option<String>,
    /// To whom.
    pub(crate) to: String,
    /// Where it is kept now.
    pub(crate) place: Option<String>,
    /// Why.
    pub(crate) why: Option<String>,
    /// When.
    pub(crate) at: Option<Claimed>,
}

/// Records that evidence changed hands.
pub(crate) fn transfer(
    session: &mut Session<'_>,
    typed: &str,
    transfer: &Transfer,
) -> Result<Vec<Entry>, AppError> {
    let evidence = naming::evidence(session.state(), typed)?;
    let mut wording = session.wording();
    let body = CustodyTransferred {
        evidence,
        to: wording.say(&transfer.to)?,
        from: wording.say_some(transfer.from.as_deref())?,
        place: wording.say_some(transfer.place.as_deref())?,
        why: wording.say_some(transfer.why.as_deref())?,
        at: transfer.at,
    };
    session.act(write(body), wording)
}

/// How many pieces of a check fit into one entry.
const PIECES: usize = 400;

/// Hashes all evidence again and records what was found.
pub(crate) fn check(
    session: &mut Session<'_>,
    progress: Progress<'_>,
) -> Result<Vec<CheckedPiece>, AppError> {
    session.may_write()?;
    let mut pieces = Vec::new();
    for (evidence, (_, taken)) in session.state().evidence() {
        let result = check_one(session, taken, &mut *progress)?;
        pieces.push(CheckedPiece { evidence: *evidence, result });
    }
    let commands =
        pieces.chunks(PIECES).map(|pieces| write(EvidenceChecked { pieces: pieces.to_vec() })).collect();
    if !pieces.is_empty() {
        session.act_all(commands, Wording::default())?;
    }
    Ok(pieces)
}

fn check_one(
    session: &Session<'_>,
    taken: &EvidenceTaken,
    progress: Progress<'_>,
) -> Result<CheckResult, AppError> {
    let Some(sha256) = taken.sha256 else { return Ok(CheckResult::NotCheckable) };
    match taken.holding {
        Holding::Copied => Ok(folder(session).check(sha256, progress)?),
        Holding::InPlace => match taken.place.and_then(|place| session.words().get(place)) {
            Some(path) => Ok(check_in_place(Path::new(path), sha256, progress)?),
            None => Ok(CheckResult::NotCheckable),
        },
        Holding::Referenced | Holding::Physical => Ok(CheckResult::NotCheckable),
    }
}

/// Copies a piece out; what is not as it was taken is not handed out.
pub(crate) fn get(
    session: &Session<'_>,
    typed: &str,
    to: &Path,
    progress: Progress<'_>,
) -> Result<Digest, AppError> {
    let id = naming::evidence(session.state(), typed)?;
    let taken = session.state().evidence().get(&id).map(|(_, taken)| taken);
    let copied = taken.filter(|taken| taken.holding == Holding::Copied).and_then(|taken| taken.sha256);
    let sha256 = copied.ok_or_else(|| {
        let how = taken.map_or("", |taken| crate::report::describe::holding(taken.holding));
        AppError::Input(format!("{id} is {how}: there is no copy to hand out"))
    })?;
    folder(session).get(sha256, to, progress)?;
    Ok(sha256)
}

fn folder(session: &Session<'_>) -> EvidenceFolder {
    EvidenceFolder::beside(session.store().path())
}

fn write(event: impl Into<Event>) -> Command {
    Command::Write(Box::new(event.into()))
}
