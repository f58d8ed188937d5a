//! One incident while somebody works on it with its playbooks: acts that are decided inside the store's transaction on the newest
//! state. Must not print or ask.

use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::app_error::AppError;
use super::ground::{catalogue, pinned_plans};
use super::outside::Outside;
use super::pen::{Act, Identity, Pen};
use super::words::Wording;
use crate::base::id::IncidentUid;
use crate::base::shared::Shared;
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::host::clock::Clock;
use crate::incident::command::Command;
use crate::incident::plans::Plans;
use crate::incident::state::State;
use crate::playbook::model::Playbook;
use crate::record::entry::{Entry, entry_at};
use crate::record::labelling::Labelling;
use crate::record::verified::VerifiedEntries;
use crate::report::edition::Edition;
use crate::store::Store;
use crate::store::mirror::follower::Mirror;

/// An incident being worked on.
pub(crate) struct Session<'a> {
    pen: Pen<'a>,
    plans: Plans<'static>,
    /// For how many playbooks the plans were read.
    planned: usize,
    /// Who may see which words, once somebody asked.
    labelling: OnceCell<Labelling>,
}

impl<'a> Deref for Session<'a> {
    type Target = Pen<'a>;

    fn deref(&self) -> &Pen<'a> {
        &self.pen
    }
}

impl<'a> DerefMut for Session<'a> {
    fn deref_mut(&mut self) -> &mut Pen<'a> {
        &mut self.pen
    }
}

impl<'a> Session<'a> {
    /// Reads an incident and its playbooks.
    pub(crate) fn open(
        store: &'a mut Store,
        clock: &'a dyn Clock,
        uid: IncidentUid,
        identity: Identity,
    ) -> Result<Self, AppError> {
        Self::with_plans(Pen::open_whole(store, clock, uid, identity)?)
    }

    /// The same as far as the record is whole, for papers: they say where it breaks.
    pub(crate) fn open_as_far(
        store: &'a mut Store,
        clock: &'a dyn Clock,
        uid: IncidentUid,
        identity: Identity,
    ) -> Result<Self, AppError> {
        Self::with_plans(Pen::open_as_far(store, clock, uid, identity)?)
    }

    fn with_plans(pen: Pen<'a>) -> Result<Self, AppError> {
        let mut session =
            Self { pen, plans: Plans::new([], catalogue()), planned: 0, labelling: OnceCell::new() };
        session.plan()?;
        Ok(session)
    }

    /// Has a mirror follow the record.
    pub(crate) fn mirrored(mut self, mirror: Option<&'a Mirror>) -> Self {
        self.pen = self.pen.mirrored(mirror);
        self
    }

    /// Has what is known outside follow the record.
    pub(crate) fn watched(mut self, outside: &'a Outside) -> Self {
        self.pen = self.pen.watched(outside);
        self
    }

    /// All entries as last read, in order.
    pub(crate) fn entries(&self) -> Shared<Vec<Entry>> {
        self.pen.kept()
    }

    /// The same for papers, which say where a record breaks.
    pub(crate) fn verified(&self) -> VerifiedEntries {
        self.pen.verified()
    }

    /// Reads what others wrote since. True when there was something.
    pub(crate) fn refresh(&mut self) -> Result<bool, AppError> {
        let moved = self.pen.refresh()?;
        if moved {
            self.labelling.take();
        }
        self.plan()?;
        Ok(moved)
    }

    /// Somebody may have joined a playbook. One that this version does not take stays away, however often it is read.
    fn plan(&mut self) -> Result<(), AppError> {
        let runs = self.pen.state().runs();
        let at_hand = runs.values().all(|run| self.plans.of(run).is_some());
        if runs.len() != self.planned && !at_hand {
            self.plans = pinned_plans(self.pen.store(), self.pen.state())?;
        }
        self.planned = self.pen.state().runs().len();
        Ok(())
    }

    /// Makes playbooks known that are about to be joined.
    pub(crate) fn add_plans(&mut self, playbooks: impl IntoIterator<Item = Arc<Playbook>>) {
        playbooks.into_iter().for_each(|playbook| self.plans.add(playbook));
    }

    /// The playbooks of the incident.
    pub(crate) fn plans(&self) -> &Plans<'static> {
        &self.plans
    }

    /// Does one thing. It is on disk when this returns.
    pub(crate) fn act(&mut self, command: Command, wording: Wording) -> Result<Vec<Entry>, AppError> {
        self.act_all(vec![command], wording)
    }

    /// Does several things or none of them.
    pub(crate) fn act_all(
        &mut self,
        commands: Vec<Command>,
        wording: Wording,
    ) -> Result<Vec<Entry>, AppError> {
        self.act_with(wording, |_state| Ok(commands))
    }

    /// Does what follows from the newest state: `choose` is called inside the transaction.
    pub(crate) fn act_with(
        &mut self,
        wording: Wording,
        choose: impl FnOnce(&State) -> Result<Vec<Command>, AppError>,
    ) -> Result<Vec<Entry>, AppError> {
        let entries = self.pen.append(wording, &self.plans, choose);
        self.labelling.take();
        let entries = entries?;
        self.plan()?;
        Ok(entries)
    }

    /// When the incident was closed, unless it is open.
    pub(crate) fn closed_at(&self) -> Option<Timestamp> {
        let closed = self.state().closed()?;
        entry_at(&self.entries(), closed).map(Entry::happened)
    }

    /// The words as every screen may show them; nothing where they are erased, or only counsel may read them.
    pub(crate) fn shown(&self, words: PassageRef) -> Option<String> {
        let labelling = self.labelling.get_or_init(|| Labelling::of(&self.entries(), &|_| false));
        let labels = labelling.passage(words);
        let open = Edition::team().withholds(&labels).is_none();
        open.then(|| self.words().get(words)).flatten().map(str::to_owned)
    }

    /// Does things that several people did at several times, all or none of them.
    pub(crate) fn act_late(
        &mut self,
        wording: Wording,
        choose: impl FnOnce(&State) -> Result<Vec<Act>, AppError>,
    ) -> Result<Vec<Entry>, AppError> {
        let entries = self.pen.append_acts(wording, &self.plans, choose);
        self.labelling.take();
        let entries = entries?;
        self.plan()?;
        Ok(entries)
    }
}
