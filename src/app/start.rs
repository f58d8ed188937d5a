//! Opening an incident: identity, codename, playbook fixed with all that it uses, first person, first sitting.

use super::app_error::AppError;
use super::ground::{catalogue, pin_set};
use super::guard::Caught;
use super::pen::{Identity, place_text, stamp, tool};
use super::people::Card;
use super::words::Wording;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, PersonId, PlaybookId};
use crate::base::time::{Timestamp, Zone};
use crate::host::clock::Clock;
use crate::host::random;
use crate::incident::decide::open_incident;
use crate::incident::event::lifecycle::{IncidentOpened, Mode, SittingBegan};
use crate::incident::event::people::PersonAdded;
use crate::incident::plans::Plans;
use crate::incident::story::{Present, StoryClock};
use crate::playbook::library::set::PlaybookSet;
use crate::record::chain::Head;
use crate::record::entry::Stamp;
use crate::store::Store;
use crate::store::append::Pending;

/// What an incident is opened with.
pub(crate) struct Opening<'a> {
    /// The playbook and all that it uses.
    pub(crate) set: &'a PlaybookSet,
    /// Their texts.
    pub(crate) sources: std::collections::BTreeMap<PlaybookId, Vec<u8>>,
    /// A title.
    pub(crate) title: Option<String>,
    /// A codename; one is proposed where there is none.
    pub(crate) codename: Option<String>,
    /// The zone in which times are typed and read.
    pub(crate) zone: Zone,
    /// The organisation profile as it is now.
    pub(crate) organisation: Option<Vec<u8>>,
    /// Who opens it.
    pub(crate) identity: &'a Identity,
    /// What it is.
    pub(crate) sort: Sort,
}

/// What is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A real incident.
    Incident,
    /// An exercise.
    Exercise(Staged),
    /// The record of who was taught what.
    Training,
}

impl Sort {
    fn staged(self) -> Option<Staged> {
        match self {
            Self::Exercise(staged) => Some(staged),
            Self::Incident | Self::Training => None,
        }
    }

    /// How the public id begins, and the mode.
    fn kind(self) -> (&'static str, Mode) {
        match self {
            Self::Incident => ("INC", Mode::Live),
            Self::Exercise(_) => ("EX", Mode::Exercise),
            Self::Training => ("TR", Mode::Training),
        }
    }
}

/// What an exercise is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Staged {
    /// SHA-256 of its script. The script itself comes into the record when play is over.
    pub(crate) scenario: Digest,
    /// When the story begins.
    pub(crate) story: Timestamp,
    /// Whether ids and salts come from a seed and times from the exercise clock.
    pub(crate) seeded: bool,
}

/// An incident that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opened {
    /// Its identity.
    pub(crate) uid: IncidentUid,
    /// Its public id.
    pub(crate) id: String,
    /// Its codename.
    pub(crate) codename: String,
    /// What looked like a secret in its title.
    pub(crate) caught: Vec<Caught>,
}

/// Opens an incident. It is on disk when this returns.
pub(crate) fn start(store: &mut Store, clock: &dyn Clock, opening: &Opening<'_>) -> Result<Opened, AppError> {
    let uid = random::uid()?;
    let taken: Vec<String> = store.incidents()?.into_iter().map(|row| row.codename).collect();
    let codename = match &opening.codename {
        Some(name) => checked_codename(name, &taken)?,
        None => random::codename(&taken)?,
    };
    let now = clock.now();
    let (prefix, mode) = opening.sort.kind();
    let staged = opening.sort.staged();
    let id = random::public_id(prefix, chrono::Datelike::year(&now.utc()))?;
    let mut wording = Wording::with(opening.identity.secrets);
    for bytes in opening.sources.values() {
        wording.put_source(bytes.clone());
    }
    wording.put_source(crate::fact::catalogue::SOURCE.as_bytes().to_vec());
    let (playbook, library) = pin_set(opening.set);
    let opened = IncidentOpened {
        id: id.clone(),
        codename: codename.clone(),
        mode,
        zone: opening.zone.name().to_owned(),
        playbook,
        catalogue: Digest::of(crate::fact::catalogue::SOURCE.as_bytes()),
        title: opening.title.as_deref().map(|title| wording.say_whole(title)).transpose()?,
        organisation: opening.organisation.clone().map(|bytes| wording.put_source(bytes)),
        scenario: staged.map(|staged| staged.scenario),
        library,
        seeded: staged.is_some_and(|staged| staged.seeded),
    };
    let person = PersonId(1);
    let card = wording.say_whole(&Card::named(&opening.identity.actor).to_text()?)?;
    let sitting = SittingBegan {
        number: 1,
        place: wording.say_whole(&place_text(opening.identity)?)?,
        tool: tool(),
        sqlite: crate::store::sqlite_version().to_owned(),
        time_sync: clock.time_sync(),
        key: None,
    };
    let plans = Plans::new(opening.set.playbooks.values().cloned(), catalogue());
    store.append::<AppError>(uid, Head::NONE, wording.tray(), |_newer| {
        let stamp = stamp(clock, uid, 1, None);
        let x = staged.map(|staged| StoryClock::opened(stamp.t, staged.story).at(stamp.t));
        let stamp = Stamp { x, ..stamp };
        let drafts =
            open_incident(opened, PersonAdded { person, card }, sitting, &plans, Present::of(&stamp))?;
        Ok(drafts.into_iter().map(|draft| Pending { stamp: stamp.clone(), draft }).collect())
    })?;
    Ok(Opened { uid, id, codename, caught: wording.caught().to_vec() })
}

fn checked_codename(name: &str, taken: &[String]) -> Result<String, AppError> {
    let name = name.trim().to_lowercase();
    crate::base::id::check_id(&name, '-').map_err(|why| AppError::Input(format!("bad codename: {why}")))?;
    if taken.contains(&name) {
        return Err(AppError::Input(format!("the codename `{name}` is taken")));
    }
    Ok(name)
}
