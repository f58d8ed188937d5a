//! The approval of a file that is to go out, by who answers for it. It is bound to the bytes: a changed file is another file. Must not
//! look at what stands in it.

use std::path::Path;

use super::{Asked, filling, form};
use crate::app::app_error::AppError;
use crate::app::paper::Reading;
use crate::app::roster;
use crate::app::session::Session;
use crate::base::digest::Digest;
use crate::base::id::{PersonId, Seq, StageId};
use crate::host::files::read_up_to;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::draft::DraftSigned;
use crate::record::checkpoint::ShortForm;
use crate::record::entry::Entry;
use crate::report::format::docx::read::{MOST_FILE, read_answers};
use crate::store::evidence::hash_in_place;

/// Roles whose holders answer for a notice.
const SIGNERS: [&str; 2] = ["dpo", "counsel"];

/// What is approved.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Approved<'a> {
    /// The file.
    pub(crate) file: &'a Path,
    /// Id of the form.
    pub(crate) form: &'a str,
    /// Its stage.
    pub(crate) stage: &'a StageId,
}

/// An approval that was recorded.
#[derive(Debug, Clone)]
pub(crate) struct Approval {
    /// Hash of the file.
    pub(crate) sha256: Digest,
    /// What was written.
    pub(crate) entries: Vec<Entry>,
    /// What a draft by what is known now could not say.
    pub(crate) lacking: Vec<String>,
}

/// Approves a file. Only who holds one of the roles that answer for notices can.
pub(crate) fn sign_off(session: &mut Session<'_>, approved: Approved<'_>) -> Result<Approval, AppError> {
    let person = roster::acting(session)?;
    if !session.state().roles_of(person).any(|role| SIGNERS.contains(&role.as_str())) {
        return Err(AppError::NotPossible(format!(
            "{} holds neither the role dpo nor counsel; only they sign off what goes out",
            session.name(person)
        )));
    }
    let form = form(approved.form)?;
    let asked = Asked { form: form.id.clone(), stage: Some(approved.stage.clone()), ..Asked::default() };
    let lacking = filling(session, &asked)?.lacking();
    let sha256 = hash_in_place(approved.file, &mut |_| {})?.sha256;
    let name = approved.file.file_name().unwrap_or(approved.file.as_os_str()).to_string_lossy();
    let made_from = made_from(approved.file, session, approved)?;
    let mut wording = session.wording();
    let body = DraftSigned {
        form: form.id.clone(),
        stage: approved.stage.clone(),
        sha256,
        name: wording.say(&name)?,
        size: made_from.map(|(size, _)| size),
        head: made_from.map(|(_, head)| head),
    };
    let entries = session.act(Command::Write(Box::new(body.into())), wording)?;
    Ok(Approval { sha256, entries, lacking })
}

/// The state of the record that a file says it was made from, if this record ever was in it. A file that says nothing was made elsewhere,
/// or is of a kind that is not read.
fn made_from(
    path: &Path,
    session: &Session<'_>,
    approved: Approved<'_>,
) -> Result<Option<(Seq, Digest)>, AppError> {
    let fail = |source| AppError::File { path: path.to_owned(), source };
    let bytes = read_up_to(path, MOST_FILE).map_err(fail)?;
    if let Some((form, stage)) = told_form(&bytes)
        && (form.as_str(), stage.as_str()) != (approved.form, approved.stage.as_str())
    {
        return Err(AppError::NotPossible(format!(
            "that file is a draft of {form} for {stage}, not of {} for {}",
            approved.form, approved.stage
        )));
    }
    let Some((size, is_head)) = told_size(&bytes) else { return Ok(None) };
    let reading = Reading::of(session);
    let known = usize::try_from(size.0).is_ok_and(|size| size <= reading.entries().len());
    let (_, head) = reading.head_at(Some(size));
    Ok((known && is_head(&head)).then_some((size, head)))
}

/// The form and the stage that a file says it is a draft of.
fn told_form(bytes: &[u8]) -> Option<(String, String)> {
    if let Ok(read) = read_answers(bytes, &[]) {
        return Some((read.properties.get("form")?.clone(), read.properties.get("stage")?.clone()));
    }
    let json = serde_json::from_slice::<serde_json::Value>(bytes).ok()?;
    let text = |key: &str| json.get(key)?.as_str().map(str::to_owned);
    Some((text("form")?, text("stage")?))
}

/// Says whether a hash is the one that a file names.
type IsHead = Box<dyn Fn(&Digest) -> bool>;

fn told_size(bytes: &[u8]) -> Option<(Seq, IsHead)> {
    if let Ok(read) = read_answers(bytes, &[]) {
        let (size, head) = (read.properties.get("size")?.parse().ok()?, read.properties.get("head")?.clone());
        return Some((Seq(size), Box::new(move |known| known.to_string() == head)));
    }
    let text = String::from_utf8_lossy(bytes);
    if let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) {
        let record = json.get("record")?;
        let (size, head) = (record.get("size")?.as_u64()?, record.get("head")?.as_str()?.to_owned());
        return Some((Seq(size), Box::new(move |known| known.to_string() == head)));
    }
    let short = ShortForm::find(&text)?;
    Some((short.seq, Box::new(move |known| short.fits(known))))
}

/// Answers of a notice that rest on entries behind the one that approved it: a text about them is older than they are.
pub(crate) fn moved_since(
    session: &Session<'_>,
    form: &str,
    stage: Option<&StageId>,
    approved: Seq,
) -> Vec<String> {
    let asked = Asked { form: form.to_owned(), stage: stage.cloned(), lightly: true, ..Asked::default() };
    filling(session, &asked).map(|filling| filling.newer_than(approved)).unwrap_or_default()
}

/// How a file stands to what was approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Approving {
    /// These bytes were approved, in this entry, by this person.
    Same(Seq, PersonId),
    /// Other bytes were, for the same form and stage.
    Other(Seq, PersonId),
    /// Nothing was.
    Nothing,
}

/// Whether a file was approved for a stage of a form.
pub(crate) fn approving(
    session: &Session<'_>,
    form: &str,
    stage: Option<&StageId>,
    sha256: Digest,
) -> Approving {
    let mut other = Approving::Nothing;
    for entry in session.entries().iter().rev() {
        let Event::DraftSigned(body) = &entry.draft.event else { continue };
        if body.sha256 == sha256 {
            return Approving::Same(entry.seq, entry.by());
        }
        let same_notice = body.form == form && stage.is_none_or(|stage| body.stage == *stage);
        if same_notice && other == Approving::Nothing {
            other = Approving::Other(entry.seq, entry.by());
        }
    }
    other
}
