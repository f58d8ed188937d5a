//! A playbook with everything that it uses, directly or through others, checked together. Must not run anything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Library;
use crate::base::id::{FactId, PlaybookId};
use crate::base::problem::{Problem, Problems, Source};
use crate::fact::catalogue::FactRow;
use crate::playbook::kind::{Kind, Use, UseMode};
use crate::playbook::load::{Ground, load_readable};
use crate::playbook::model::{Playbook, Step};

/// A playbook and all that it uses; they load together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlaybookSet {
    /// The playbook that was asked for.
    pub(crate) root: Arc<Playbook>,
    /// All of them, the root among them.
    pub(crate) playbooks: BTreeMap<PlaybookId, Arc<Playbook>>,
    /// Targets of tracks and pivots that are not in the library.
    pub(crate) missing: BTreeSet<PlaybookId>,
}

impl Library {
    /// Loads a playbook of the library and all that it uses; nothing comes out when any of them has an error.
    pub(crate) fn load_set(&self, root: &PlaybookId, ground: &Ground<'_>) -> (Option<PlaybookSet>, Problems) {
        match self.get(root, ground) {
            Some((playbook, problems)) => self.complete(playbook, problems, ground),
            None => (None, Problems::default()),
        }
    }

    /// Loads a file from outside the library, and from the library all that it uses.
    pub(crate) fn load_set_of(
        &self,
        file: &Arc<Source>,
        ground: &Ground<'_>,
    ) -> (Option<PlaybookSet>, Problems) {
        let (playbook, problems) = load_readable(file, ground);
        self.complete(playbook, problems, ground)
    }

    /// Follows all uses, also those of playbooks with errors, so that everything that is wrong is said at once. Playbooks with errors
    /// take no part in what is checked across playbooks.
    fn complete(
        &self,
        root: Option<Playbook>,
        mut problems: Problems,
        ground: &Ground<'_>,
    ) -> (Option<PlaybookSet>, Problems) {
        let Some(root) = root.map(Arc::new) else { return (None, problems) };
        let mut set =
            PlaybookSet { root: Arc::clone(&root), playbooks: BTreeMap::new(), missing: BTreeSet::new() };
        let mut seen = BTreeSet::from([root.id.clone()]);
        let mut open = vec![(root, !problems.has_errors())];
        while let Some((above, is_good)) = open.pop() {
            for (step, used) in uses(&above) {
                let target = &used.target.value;
                if !seen.insert(target.clone()) && !set.missing.contains(target) {
                    continue;
                }
                let Some((found, more)) = self.get(target, ground) else {
                    problems.push(self.missing(&above, step, used));
                    set.missing.insert(target.clone());
                    continue;
                };
                let is_good = !more.has_errors();
                problems.extend(more);
                open.extend(found.map(|found| (Arc::new(found), is_good)));
            }
            if is_good {
                set.playbooks.insert(above.id.clone(), above);
            }
        }
        check_circles(&set, &mut problems);
        check_facts(&set, &mut problems);
        if problems.has_errors() { (None, problems) } else { (Some(set), problems) }
    }

    fn missing(&self, above: &Playbook, step: &Step, used: &Use) -> Problem {
        let target = &used.target.value;
        let message = format!("there is no playbook `{target}`");
        let (source, span) = (&above.origin.source, used.target.span);
        let problem = match used.mode {
            UseMode::Inline | UseMode::Root => {
                Problem::error(source, "library::missing-inline", span, message)
            }
            UseMode::Track | UseMode::Pivot => {
                Problem::warning(source, "library::missing-target", span, message)
                    .help("the run will ask for a file, or for a reason to do it by hand")
            }
        };
        problem
            .suggest(target.as_str(), self.ids().map(PlaybookId::as_str))
            .help("`--playbooks DIR` adds a folder of playbooks")
            .of_step(step.id.as_str())
    }
}

/// The steps of a playbook that use another, with the use.
pub(crate) fn uses(playbook: &Playbook) -> Vec<(&Step, &Use)> {
    let steps = playbook.steps().into_iter();
    steps.filter_map(|step| step.kind.used().map(|used| (step, used))).collect()
}

impl Kind {
    /// The use of another playbook, if the step is one.
    pub(crate) fn used(&self) -> Option<&Use> {
        match self {
            Self::Playbook(used) => Some(used),
            Self::Task
            | Self::Checklist(_)
            | Self::Question(_)
            | Self::Decision(_)
            | Self::Evidence(_)
            | Self::Notify(_)
            | Self::Approval(_)
            | Self::Wait(_)
            | Self::Group(..)
            | Self::Each(_)
            | Self::Repeat(_) => None,
        }
    }
}

/// A circle of uses never ends when each of them waits for the next or starts a new run. A track or pivot to a playbook that
/// runs already joins it, so a circle with such a use ends.
fn check_circles(set: &PlaybookSet, problems: &mut Problems) {
    let mut reported: BTreeSet<BTreeSet<PlaybookId>> = BTreeSet::new();
    for playbook in set.playbooks.values() {
        let mut path = Vec::new();
        find_circle(set, playbook, &mut path, &mut BTreeSet::new(), &mut |circle| {
            if reported.insert(circle.iter().map(|(id, _)| id.clone()).collect()) {
                problems.push(circle_problem(set, circle));
            }
        });
    }
}

/// One use on the way: whose, and which.
type Link<'a> = (PlaybookId, &'a Use);

fn find_circle<'a>(
    set: &'a PlaybookSet,
    at: &'a Playbook,
    path: &mut Vec<Link<'a>>,
    done: &mut BTreeSet<PlaybookId>,
    found: &mut dyn FnMut(&[Link<'a>]),
) {
    for (_, used) in uses(at) {
        if used.mode != UseMode::Inline && !used.again {
            continue;
        }
        let target = &used.target.value;
        path.push((at.id.clone(), used));
        if let Some(start) = path.iter().position(|(id, _)| id == target) {
            found(path.get(start..).unwrap_or_default());
        } else if let Some(next) = set.playbooks.get(target).filter(|next| !done.contains(&next.id)) {
            find_circle(set, next, path, done, found);
        }
        path.pop();
    }
    done.insert(at.id.clone());
}

fn circle_problem(set: &PlaybookSet, circle: &[Link<'_>]) -> Problem {
    let names: Vec<String> = circle.iter().map(|(id, _)| format!("`{id}`")).collect();
    let first = names.first().cloned().unwrap_or_default();
    let message = format!("playbooks use one another without end: {}, {first}", names.join(", "));
    let place = circle.first().and_then(|(id, used)| Some((set.playbooks.get(id)?, used)));
    let (above, span) =
        place.map_or((&set.root, set.root.origin.id), |(above, used)| (above, used.target.span));
    Problem::error(&above.origin.source, "library::use-cycle", span, message)
        .help("a block is used by what is above it; let one of them use `mode = \"track\"` without `again`")
}

fn check_facts(set: &PlaybookSet, problems: &mut Problems) {
    let mut first: BTreeMap<&FactId, (&Arc<Playbook>, &FactRow)> = BTreeMap::new();
    let root = set.playbooks.get(&set.root.id);
    for playbook in root.into_iter().chain(set.playbooks.values()) {
        for (id, row) in &playbook.facts {
            match first.get(id) {
                None => {
                    first.insert(id, (playbook, row));
                }
                Some((other, kept)) if kept.fact_type != row.fact_type || kept.choices != row.choices => {
                    problems.push(clash(id, (playbook, row), (other, kept)));
                }
                Some(_) => {}
            }
        }
    }
}

fn clash(id: &FactId, here: (&Playbook, &FactRow), there: (&Playbook, &FactRow)) -> Problem {
    let (one, other) = (&here.0.origin, &there.0.origin);
    let span = one.facts.get(id).copied().unwrap_or_default();
    let (line, column) = other.source.position(other.facts.get(id).map_or(0, |span| span.start));
    let place = format!("{}:{line}:{column}", other.source.name);
    let (message, detail) = if here.1.fact_type == there.1.fact_type {
        (
            format!("fact `{id}` has other choices in two playbooks that load together"),
            "other choices".to_owned(),
        )
    } else {
        (
            format!("fact `{id}` has two types in playbooks that load together"),
            format!("`{}`", there.1.fact_type),
        )
    };
    Problem::error(&one.source, "library::fact-type-clash", span, message)
        .label(format!("`{}` here", here.1.fact_type))
        .help(format!("{detail} at {place}"))
        .help("give one of them another id, or both the same type and choices")
}
