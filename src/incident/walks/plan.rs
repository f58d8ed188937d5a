//! Which answers are given on a walk. The rows cover every pair of options of two decisions.

use std::collections::{BTreeMap, BTreeSet};

use crate::playbook::kind::Kind;
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::model::Playbook;

/// What the people of a walk do.
pub(super) struct Plan {
    /// For messages.
    pub(super) name: String,
    /// The option of each decision, by playbook and step; the open one where there is none.
    pub(super) options: BTreeMap<(String, String), usize>,
    /// Whether questions are answered; a different number gives different answers.
    pub(super) known: Option<usize>,
    /// Whether every step that can fails once.
    pub(super) fails: bool,
    /// Whether gates are overridden instead of met.
    pub(super) overrides: bool,
}

impl Plan {
    /// Nobody knows anything.
    pub(super) fn unknown() -> Self {
        Self {
            name: "nothing known".to_owned(),
            options: BTreeMap::new(),
            known: None,
            fails: false,
            overrides: false,
        }
    }

    /// Everything goes wrong once.
    pub(super) fn failing() -> Self {
        Self { name: "all fails once".to_owned(), known: Some(0), fails: true, ..Self::unknown() }
    }

    /// Nobody meets a gate.
    pub(super) fn overriding() -> Self {
        Self { name: "all overridden".to_owned(), known: Some(0), overrides: true, ..Self::unknown() }
    }
}

/// The decisions of a playbook, each with its number of options.
fn decisions(playbook: &Playbook) -> Vec<((String, String), usize)> {
    let steps = playbook.steps().into_iter();
    let decided = steps.filter_map(|step| {
        let Kind::Decision(decision) = &step.kind else { return None };
        Some(((playbook.id.to_string(), step.id.to_string()), decision.options.len()))
    });
    decided.collect()
}

/// A decision with an option.
type Choice = (usize, usize);

/// Rows of options such that every two options of two decisions of the root stand together in one of them; in each row the decisions of
/// everything that it uses take other options. Each row is built by taking, decision by
/// decision, the option that covers most pairs that are still open.
pub(super) fn rows(set: &PlaybookSet) -> Vec<Plan> {
    let used = set.playbooks.values().filter(|playbook| playbook.id != set.root.id);
    let used: Vec<_> = used.flat_map(|playbook| decisions(playbook)).collect();
    let decisions = decisions(&set.root);
    let mut open: BTreeSet<(Choice, Choice)> = BTreeSet::new();
    for (a, (_, options_a)) in decisions.iter().enumerate() {
        for (b, (_, options_b)) in decisions.iter().enumerate().skip(a + 1) {
            for x in 0..*options_a {
                open.extend((0..*options_b).map(|y| ((a, x), (b, y))));
            }
        }
    }
    let mut plans = Vec::new();
    while let Some(first) = open.first().copied() {
        let row = row(&decisions, &open, first);
        for (a, x) in row.iter().copied().enumerate() {
            for (b, y) in row.iter().copied().enumerate().skip(a + 1) {
                open.remove(&((a, x), (b, y)));
            }
        }
        let number = plans.len();
        let others = used.iter().enumerate().map(|(n, (key, options))| (key.clone(), (number + n) % options));
        let options = decisions.iter().map(|(key, _)| key.clone()).zip(row).chain(others).collect();
        let name = format!("row {number}");
        plans.push(Plan { name, options, known: Some(number), fails: false, overrides: false });
    }
    plans
}

fn row(
    decisions: &[((String, String), usize)],
    open: &BTreeSet<(Choice, Choice)>,
    first: (Choice, Choice),
) -> Vec<usize> {
    let mut row: Vec<Option<usize>> = vec![None; decisions.len()];
    for (decision, option) in [first.0, first.1] {
        row[decision] = Some(option);
    }
    for at in 0..row.len() {
        if row[at].is_some() {
            continue;
        }
        let covers = |option: usize| {
            let fixed = row.iter().enumerate().filter_map(|(other, chosen)| Some((other, (*chosen)?)));
            fixed
                .filter(|other| {
                    let pair = if other.0 < at { (*other, (at, option)) } else { ((at, option), *other) };
                    open.contains(&pair)
                })
                .count()
        };
        row[at] = (0..decisions[at].1).max_by_key(|option| (covers(*option), std::cmp::Reverse(*option)));
    }
    row.into_iter().map(Option::unwrap_or_default).collect()
}

/// An option of a decision of the root.
#[derive(Debug, Clone)]
pub(super) struct Aim {
    step: String,
    option: String,
    place: usize,
}

impl Aim {
    /// What is wrong when nobody ever gets there.
    pub(super) fn missed(&self) -> String {
        format!("no walk takes `{}` at `{}`", self.option, self.step)
    }

    /// Whether a walk took it.
    pub(super) fn is_in(&self, set: &PlaybookSet, taken: &BTreeSet<(String, String)>) -> bool {
        taken.contains(&(format!("{}/{}", set.root.id, self.step), self.option.clone()))
    }

    /// The `number`-th plan that may lead to it: the option is fixed, and all other decisions are mixed anew for each number. An option that
    /// hangs on three others is in no row of pairs for certain.
    pub(super) fn plan(&self, set: &PlaybookSet, number: usize) -> Plan {
        let decided = set.playbooks.values().flat_map(|playbook| decisions(playbook));
        let mixed = decided.enumerate().map(|(n, (key, options))| {
            let mix = (number + 1).wrapping_mul(2_654_435_761).wrapping_add(n.wrapping_mul(40_503));
            (key, (mix >> 7) % options)
        });
        let mut options: BTreeMap<_, _> = mixed.collect();
        options.insert((set.root.id.to_string(), self.step.clone()), self.place);
        let name = format!("{} at {}, {number}", self.option, self.step);
        Plan { name, options, known: Some(number), fails: false, overrides: false }
    }
}

/// Options of the root's own decisions that no walk took.
pub(super) fn never_taken(set: &PlaybookSet, taken: &BTreeSet<(String, String)>) -> Vec<Aim> {
    let mut missing = Vec::new();
    for step in set.root.steps() {
        if let Kind::Decision(decision) = &step.kind {
            let aims = decision.options.iter().enumerate().map(|(place, option)| Aim {
                step: step.id.to_string(),
                option: option.id.to_string(),
                place,
            });
            missing.extend(aims.filter(|aim| !aim.is_in(set, taken)));
        }
    }
    missing
}
