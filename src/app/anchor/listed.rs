//! The anchors and checkpoints of a record, for lists.

use crate::app::backdrop::Backdrop;
use crate::app::session::Session;
use crate::base::digest::Digest;
use crate::incident::event::Event;
use crate::incident::event::proof::{AnchorAdded, AnchorKind, CheckpointMade};
use crate::record::entry::Entry;
use crate::report::describe::describe;
use crate::report::describe::scene::Scene;

/// An anchor or a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Listed {
    entry: u64,
    kind: &'static str,
    size: u64,
    code: String,
    head: Option<String>,
    place: Option<String>,
    sha256: Option<String>,
    key: Option<String>,
    signer: Option<String>,
    stamped: Option<String>,
    notice: Option<u64>,
    #[serde(skip)]
    text: String,
}

impl Listed {
    /// For lists: the entry, the sentence, and by whom it was signed or stamped.
    pub(crate) fn line(&self) -> String {
        let whose = self.signer.as_ref().map(|signer| format!("by the key of {signer}"));
        let key = self.key.clone();
        let stamped = self.stamped.as_ref().map(|at| format!("stamped {at}"));
        let more: Vec<String> = [whose, key, stamped].into_iter().flatten().collect();
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
        format!("#{} {}{more}", self.entry, self.text)
    }
}

/// All of them, in the order of the record. They were true when they were recorded, and the chain holds them since.
pub(crate) fn list(session: &Session<'_>) -> Vec<Listed> {
    let backdrop = Backdrop::read(session);
    backdrop
        .look(session, |scene| backdrop.entries().iter().filter_map(|entry| listed(entry, scene)).collect())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn listed(entry: &Entry, scene: &Scene<'_>) -> Option<Listed> {
    let row = match &entry.draft.event {
        Event::CheckpointMade(body) => checkpoint(body, scene),
        Event::AnchorAdded(body) => anchor(body, scene),
        _other => return None,
    };
    Some(Listed { entry: entry.seq.0, text: describe(entry, scene).text(), ..row })
}

fn text(digest: Option<Digest>) -> Option<String> {
    digest.map(|digest| digest.to_string())
}

fn checkpoint(body: &CheckpointMade, scene: &Scene<'_>) -> Listed {
    Listed {
        entry: 0,
        kind: "checkpoint",
        size: body.size.0,
        code: body.head.short(),
        head: text(Some(body.head)),
        place: None,
        sha256: text(body.sha256),
        key: body.key.clone(),
        signer: body.signer.map(|person| scene.person(person)),
        stamped: None,
        notice: None,
        text: String::new(),
    }
}

fn anchor(body: &AnchorAdded, scene: &Scene<'_>) -> Listed {
    Listed {
        entry: 0,
        kind: word(body.kind),
        size: body.size.0,
        code: body.code.clone(),
        head: text(body.head),
        place: scene.maybe(body.place),
        sha256: text(body.sha256),
        key: body.key.clone(),
        signer: body.signer.map(|person| scene.person(person)),
        stamped: body.stamped.map(|at| at.to_string()),
        notice: body.notice.map(|seq| seq.0),
        text: String::new(),
    }
}

fn word(kind: AnchorKind) -> &'static str {
    match kind {
        AnchorKind::Seen => "seen",
        AnchorKind::Reference => "reference",
        AnchorKind::File => "file",
        AnchorKind::Countersigned => "countersigned",
        AnchorKind::Timestamped => "timestamped",
    }
}
