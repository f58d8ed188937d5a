//! One incident for whoever writes into it: what was read, who writes, and how an act comes into the record. Remarks need no more;
//! everything that moves the playbooks goes through the session. Must not print or ask.

mod act;
mod beside;
mod known;
mod looking;

use std::cell::RefCell;

pub(crate) use self::act::{Act, Late, place_text, stamp, tool};
use self::act::{clock_step, decide_all};
use self::known::Known;

use super::app_error::AppError;
use super::guard::{Caught, Secrets};
use super::outside::Outside;
use super::people::{self, Card, Who};
use super::words::{Wording, Words};
use crate::base::id::{IncidentUid, PersonId};
use crate::base::time::{Claimed, Timestamp, Zone};
use crate::fact::catalogue::Catalogue;
use crate::host::clock::Clock;
use crate::incident::command::{Command, Envelope};
use crate::incident::event::Event;
use crate::incident::event::lifecycle::SittingBegan;
use crate::incident::event::note::{NoteTaken, Told};
use crate::incident::event::people::PersonAdded;
use crate::incident::plans::Plans;
use crate::incident::state::{Recorded, State};
use crate::record::chain::Head;
use crate::record::entry::{Entry, ExerciseTimes};
use crate::record::verified::Extent;
use crate::record::via::Via;
use crate::store::Store;
use crate::store::evidence::EvidenceFolder;
use crate::store::imported::Imported;
use crate::store::mirror::follower::Mirror;

/// Who works, and where from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The name under which the typist acts.
    pub(crate) actor: String,
    /// Who acted or said it, where that is another person.
    pub(crate) by: Option<String>,
    /// How it came.
    pub(crate) via: Option<Via>,
    /// When it happened, as claimed.
    pub(crate) at: Option<Claimed>,
    /// Take names as new people though they are near to known ones.
    pub(crate) new_people: bool,
    /// What is done with what looks like a secret.
    pub(crate) secrets: Secrets,
    /// OS account.
    pub(crate) account: String,
    /// Host name.
    pub(crate) host: String,
}

/// What is said beside the playbooks: no condition sees it, so that it is written without them.
#[derive(Debug, Clone)]
pub(crate) enum Remark {
    /// A note.
    Note(NoteTaken),
    /// Somebody was told.
    Told(Told),
}

impl From<Remark> for Event {
    fn from(remark: Remark) -> Self {
        match remark {
            Remark::Note(note) => note.into(),
            Remark::Told(told) => told.into(),
        }
    }
}

/// An incident being written.
pub(crate) struct Pen<'a> {
    store: &'a mut Store,
    clock: &'a dyn Clock,
    uid: IncidentUid,
    known: Known,
    extent: Extent,
    words: Words,
    identity: Identity,
    mirror: Option<&'a Mirror>,
    outside: Option<&'a Outside>,
    imported: Option<Imported>,
    traces: bool,
    caught: RefCell<Vec<Caught>>,
}

/// What an act needs beside its commands.
struct Signed {
    envelope: Envelope,
    before: Vec<Command>,
}

impl<'a> Pen<'a> {
    /// Reads an incident; of its words only those that tell who is who.
    pub(crate) fn open(
        store: &'a mut Store,
        clock: &'a dyn Clock,
        uid: IncidentUid,
        identity: Identity,
    ) -> Result<Self, AppError> {
        let mut pen = Self::blank(store, clock, uid, identity, Known::default())?;
        pen.refresh()?;
        Ok(pen)
    }

    fn blank(
        store: &'a mut Store,
        clock: &'a dyn Clock,
        uid: IncidentUid,
        identity: Identity,
        known: Known,
    ) -> Result<Self, AppError> {
        let (extent, words, caught) = (Extent::NONE, Words::default(), RefCell::default());
        let (mirror, outside, traces, imported) = (None, None, false, store.imported(uid)?);
        Ok(Self {
            store,
            clock,
            uid,
            known,
            extent,
            words,
            identity,
            mirror,
            outside,
            imported,
            traces,
            caught,
        })
    }

    /// Reads what others wrote since. True when there was something.
    pub(crate) fn refresh(&mut self) -> Result<bool, AppError> {
        let before = self.head();
        self.read_newer()?;
        self.follow_words()?;
        Ok(self.head().seq != before.seq)
    }

    fn follow_words(&mut self) -> Result<(), AppError> {
        self.words.follow(self.store, self.uid, &std::mem::take(&mut self.known.unread))
    }

    /// The state as last read.
    pub(crate) fn state(&self) -> &State {
        &self.known.state
    }

    /// The words of the incident, as far as they were read.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// How far the record reaches.
    pub(crate) fn head(&self) -> Head {
        self.extent.head()
    }

    /// The incident's identity.
    pub(crate) fn uid(&self) -> IncidentUid {
        self.uid
    }

    /// The store, for reading.
    pub(crate) fn store(&self) -> &Store {
        self.store
    }

    /// The present: in an exercise that of the story.
    pub(crate) fn now(&self) -> Timestamp {
        self.exercise_times().map_or_else(|| self.clock.now(), |times| times.scenario)
    }

    /// The times of the exercise now; nothing in a real incident.
    pub(crate) fn exercise_times(&self) -> Option<ExerciseTimes> {
        let exercise = self.known.state.exercise()?;
        Some(exercise.clock().at(self.clock.now()))
    }

    /// The incident's zone; UTC where the record names one that this program does not know.
    pub(crate) fn zone(&self) -> Zone {
        let named = self.known.state.opening().and_then(|(opening, _)| opening.zone.parse().ok());
        named.unwrap_or(Zone::UTC)
    }

    /// Who works.
    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Changes who acts, how it came or when it happened, for the acts that follow.
    pub(crate) fn act_as(&mut self, change: impl FnOnce(&mut Identity)) {
        change(&mut self.identity);
    }

    /// The person who types, if they are on the roster.
    pub(crate) fn actor(&self) -> Option<PersonId> {
        match people::find(&self.known.state, &self.words, &self.identity.actor, self.identity.new_people) {
            Ok(Who::Known(person)) => Some(person),
            Ok(Who::New(_)) | Err(_) => None,
        }
    }

    /// The name of a person.
    pub(crate) fn name(&self, person: PersonId) -> String {
        people::name_of(&self.known.state, &self.words, person)
    }

    /// The person of a name, with what has to be written first if they are new.
    pub(crate) fn person_named(&self, name: &str) -> Result<(PersonId, Vec<Command>, Wording), AppError> {
        let mut wording = self.wording();
        let mut before = Vec::new();
        let mut next = self.known.state.next_person();
        let person = self.person(name, &mut wording, (&mut before, &mut next))?;
        Ok((person, before, wording))
    }

    /// Words for an act, with secrets treated as whoever works here wants it.
    pub(crate) fn wording(&self) -> Wording {
        Wording::with(self.identity.secrets)
    }

    /// What looked like a secret in the words that were written, since this was last asked.
    pub(crate) fn take_caught(&self) -> Vec<Caught> {
        self.caught.take()
    }

    /// Writes a remark. It is on disk when this returns.
    pub(crate) fn remark(&mut self, remark: Remark, wording: Wording) -> Result<Vec<Entry>, AppError> {
        let none = Catalogue::default();
        let command = Command::Write(Box::new(remark.into()));
        self.append(wording, &Plans::new([], &none), |_state| Ok(vec![command]))
    }

    /// Does what follows from the newest state: `choose` is called inside the transaction.
    pub(super) fn append(
        &mut self,
        wording: Wording,
        plans: &Plans<'_>,
        choose: impl FnOnce(&State) -> Result<Vec<Command>, AppError>,
    ) -> Result<Vec<Entry>, AppError> {
        self.append_acts(wording, plans, |state| Ok(choose(state)?.into_iter().map(Act::from).collect()))
    }

    /// The same for acts of several people at several times.
    pub(super) fn append_acts(
        &mut self,
        mut wording: Wording,
        plans: &Plans<'_>,
        choose: impl FnOnce(&State) -> Result<Vec<Act>, AppError>,
    ) -> Result<Vec<Entry>, AppError> {
        // On disk before an entry names them, like all evidence.
        for long in wording.long() {
            EvidenceFolder::beside(self.store.path()).take_text(long.text())?;
        }
        let mut choose = Some(choose);
        let mut entries = Vec::new();
        while choose.is_some() {
            let signed = self.sign(&mut wording)?;
            entries = self.append_signed(&wording, plans, signed, &mut choose)?;
        }
        self.caught.borrow_mut().extend_from_slice(wording.caught());
        if let Some(mirror) = self.mirror.filter(|_| !entries.is_empty()) {
            mirror.tell(self.uid);
        }
        if let Some((outside, newest)) = self.outside.zip(entries.last()) {
            outside.grew(self.uid, self.head(), newest.stamp.t);
        }
        Ok(entries)
    }

    /// Writes, unless whoever is new here would get a number that somebody else took meanwhile; then `choose` is still there.
    fn append_signed<F>(
        &mut self,
        wording: &Wording,
        plans: &Plans<'_>,
        signed: Signed,
        choose: &mut Option<F>,
    ) -> Result<Vec<Entry>, AppError>
    where
        F: FnOnce(&State) -> Result<Vec<Act>, AppError>,
    {
        let mut state = self.known.state.clone();
        let (clock, last, uid) = (self.clock, &self.known.last, self.uid);
        let appended = self.store.append::<AppError>(uid, self.extent.head(), wording.tray(), |newer| {
            if !signed.before.is_empty() && newer.iter().any(takes_a_number) {
                return Ok(Vec::new());
            }
            let mut last = last.clone();
            for entry in newer {
                state.apply(&Recorded::from(entry))?;
                last = Some(entry.stamp.clone());
            }
            let stamp = stamp(clock, uid, signed.envelope.sit, state.exercise());
            let step = clock_step(last.as_ref(), &stamp);
            let mut acts: Vec<Act> = step.into_iter().chain(signed.before).map(Act::from).collect();
            if let Some(choose) = choose.take() {
                acts.extend(choose(&state)?);
            }
            let mut pending = decide_all(&mut state, plans, &signed.envelope, (&acts, &stamp))?;
            for long in wording.long() {
                let taken = long.taken(state.next_evidence());
                let act = Act::from(Command::Write(Box::new(taken.into())));
                pending.extend(decide_all(&mut state, plans, &signed.envelope, (&[act], &stamp))?);
            }
            Ok(pending)
        })?;
        self.traces |= appended.traces;
        let (newer, entries) = (appended.newer, appended.entries);
        newer.into_iter().chain(entries.iter().cloned()).try_for_each(|entry| self.known.take(entry))?;
        self.reach(appended.behind)?;
        self.follow_words()?;
        Ok(entries)
    }

    /// Finds out who acts and whether this sitting was seen before; both may have to be written first.
    fn sign(&mut self, wording: &mut Wording) -> Result<Signed, AppError> {
        self.refresh()?;
        let mut before = Vec::new();
        let sit = self.sitting(wording, &mut before)?;
        let mut next = self.known.state.next_person();
        let actor = self.identity.actor.clone();
        let actor = self.person(&actor, wording, (&mut before, &mut next))?;
        let by = match self.identity.by.clone() {
            Some(name) => Some(self.person(&name, wording, (&mut before, &mut next))?),
            None => None,
        };
        let by = by.filter(|by| *by != actor);
        let Identity { via, at, .. } = self.identity;
        Ok(Signed { envelope: Envelope { actor, by, via, at, sit }, before })
    }

    fn person(
        &self,
        name: &str,
        wording: &mut Wording,
        (before, next): (&mut Vec<Command>, &mut PersonId),
    ) -> Result<PersonId, AppError> {
        match people::find(&self.known.state, &self.words, name, self.identity.new_people)? {
            Who::Known(person) => Ok(person),
            Who::New(name) => {
                let person = *next;
                *next = PersonId(person.0.saturating_add(1));
                let card = wording.say_whole(&Card::named(&name).to_text()?)?;
                before.push(Command::Write(Box::new(Event::PersonAdded(PersonAdded { person, card }))));
                Ok(person)
            }
        }
    }

    fn sitting(&self, wording: &mut Wording, before: &mut Vec<Command>) -> Result<u32, AppError> {
        let (place, tool, sqlite) = (place_text(&self.identity)?, tool(), crate::store::sqlite_version());
        let sync = self.clock.time_sync();
        let same = self.known.sittings.iter().rev().find(|sitting| {
            self.words.get(sitting.place) == Some(place.as_str())
                && sitting.tool == tool
                && sitting.sqlite == sqlite
                && sitting.time_sync == sync
        });
        if let Some(sitting) = same {
            return Ok(sitting.number);
        }
        let number = self.known.state.next_sitting();
        let place = wording.say_whole(&place)?;
        let sqlite = sqlite.to_owned();
        let began = SittingBegan { number, place, tool, sqlite, time_sync: sync, key: None };
        before.push(Command::Write(Box::new(Event::SittingBegan(began))));
        Ok(number)
    }
}

/// Whether a person or a sitting got the next number.
fn takes_a_number(entry: &Entry) -> bool {
    matches!(entry.draft.event, Event::PersonAdded(_) | Event::SittingBegan(_))
}

#[cfg(test)]
mod tests;
