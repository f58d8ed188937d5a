//! Notices and letters that went out and would say something else today: whoever got them may have to be told again. A view that writes
//! nothing. Must not judge whether a change matters.

use std::collections::BTreeMap;

use super::Asked;
use super::filling::Desk;
use crate::app::app_error::AppError;
use crate::app::ground::forms;
use crate::app::session::Session;
use crate::base::id::Seq;
use crate::incident::event::step::NoticeSent;
use crate::report::status::Outdated;

/// Of each form, and each recipient where it serves several laws, the newest notice with the answers that it would give otherwise now.
/// Reads no form while nothing went out.
pub(crate) fn outdated(session: &Session<'_>) -> Result<Vec<Outdated>, AppError> {
    let notices = session.state().notices();
    let mut newest: BTreeMap<(&str, Option<String>), (Seq, &NoticeSent)> = BTreeMap::new();
    for (seq, sent) in notices {
        let Some(form) = sent.form.as_deref().and_then(|id| forms().get(id)) else { continue };
        let to = sent.to.and_then(|words| session.shown(words)).filter(|_| form.regimes.len() > 1);
        newest.insert((&form.id, to), (*seq, sent));
    }
    newest.retain(|_, (_, sent)| !sent.withdrawal);
    if newest.is_empty() {
        return Ok(Vec::new());
    }
    let desk = Desk::of(session);
    let mut found = Vec::new();
    for ((form, to), (seq, sent)) in newest {
        let asked = Asked {
            form: form.to_owned(),
            stage: sent.stage.clone(),
            to: to.clone(),
            // What hangs on the hour at which it goes out is no news.
            goes_out: Some(sent.sent.at),
            ..Asked::default()
        };
        let filling = desk.fill(&asked, &desk.standpoint(&asked)?)?;
        let fields = filling.changed();
        if filling.previous.as_ref().is_some_and(|previous| previous.seq == seq) && !fields.is_empty() {
            let stage = filling.filled.stage.clone();
            found.push(Outdated { entry: seq, form: form.to_owned(), stage, to, sent: sent.sent.at, fields });
        }
    }
    found.sort_by_key(|one| one.entry);
    Ok(found)
}
