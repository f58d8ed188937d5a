//! Runs: how they start, and how one takes over from another. Must not look at what follows.

use super::view::{Spot, St, View};
use super::{Model, RunM};
use crate::base::outcome::Outcome;
use crate::playbook::kind::UseMode;

impl Model<'_> {
    /// Starts a run.
    pub(super) fn start(&mut self, key: &str, file: &str, mode: UseMode, parent: Option<String>) {
        let holder = (mode == UseMode::Inline).then(|| key.to_owned());
        let (key, file, started) = (key.to_owned(), file.to_owned(), self.act);
        self.runs.push(RunM { key, file, mode, parent, holder, started, handed_to: None });
    }

    /// The run itself, or the one that took over from it.
    pub(super) fn in_charge(&self, run: &str) -> String {
        let next = self.run(run).and_then(|run| run.handed_to.clone());
        next.map_or_else(|| run.to_owned(), |next| self.in_charge(&next))
    }

    /// Hands a run and its inline runs over. A run that was handed over itself is stood for by the one that took over.
    pub(super) fn hand_over(&mut self, from: &str, to: &str) {
        let to = self.in_charge(to);
        if to == from {
            return;
        }
        let mut gone = vec![from.to_owned()];
        while let Some(more) = self.runs.iter().find(|run| {
            let inline = run.mode == UseMode::Inline && run.holder.is_some();
            inline
                && run.key != to
                && !gone.contains(&run.key)
                && run.parent.as_ref().is_some_and(|p| gone.contains(p))
        }) {
            gone.push(more.key.clone());
        }
        let stay = self.view().standing(&gone);
        self.frozen.extend(stay);
        for run in &mut self.runs {
            if gone.contains(&run.key) && run.handed_to.is_none() {
                run.handed_to = Some(to.clone());
            }
            if run.key == to && run.parent.as_ref().is_some_and(|parent| gone.contains(parent)) {
                run.holder = None;
            }
        }
    }
}

impl View<'_> {
    /// What stays as it is when these runs are handed over: what is open or awaited is superseded, what fell away stays so.
    fn standing(&self, runs: &[String]) -> Vec<(String, Outcome)> {
        let spots = self.spots().filter(|spot| runs.contains(&spot.run.key) && !self.is_untouched(&spot.key));
        let stands = |spot: &Spot<'_>| match self.status(&spot.key) {
            St::Open | St::Awaits(_) => Some((spot.key.clone(), Outcome::Superseded)),
            St::Out(outcome @ (Outcome::NotApplicable | Outcome::Superseded)) => {
                Some((spot.key.clone(), outcome))
            }
            St::Out(_) | St::Unseen | St::Failing(_) => None,
        };
        spots.filter_map(stands).collect()
    }
}
