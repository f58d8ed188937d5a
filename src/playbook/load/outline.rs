//! A first look at a file: the ids of its phases and steps and how steps stand in containers, so that every reference can be
//! resolved while the file is read. Reports what is wrong with that structure and nothing else.

use std::collections::BTreeMap;

use crate::base::id::{FactId, OptionId, PhaseId, StepId};
use crate::base::problem::Placed;
use crate::base::reader::Item;
use crate::playbook::kind::{KIND_WORDS, KindWord};

/// The structure of a file.
#[derive(Default)]
pub(crate) struct Outline {
    /// The phases in file order.
    pub(crate) phases: Vec<PhaseOutline>,
    /// All steps in file order.
    pub(crate) steps: Vec<StepOutline>,
    by_id: BTreeMap<StepId, usize>,
}

/// A phase at first look.
pub(crate) struct PhaseOutline {
    /// Its id, if it has a good one.
    pub(crate) id: Option<Placed<PhaseId>>,
    /// The phases that it names in `after`; nothing when it leaves that out.
    pub(crate) after: Option<Vec<Placed<String>>>,
    /// Its first step in [`Outline::steps`].
    pub(crate) first: usize,
    /// How many steps it has.
    pub(crate) count: usize,
}

/// A step at first look.
pub(crate) struct StepOutline {
    /// Its id, if it has a good one.
    pub(crate) id: Option<Placed<StepId>>,
    /// The number of its phase.
    pub(crate) phase: usize,
    /// Its kind, if it is a known one.
    pub(crate) kind: Option<KindWord>,
    /// What its `in` says.
    pub(crate) inside: Option<Placed<String>>,
    /// The container that `in` means, once resolved.
    pub(crate) parent: Option<usize>,
    /// The options of a decision.
    pub(crate) options: Option<Vec<OptionId>>,
    /// What an `each` says.
    pub(crate) each: Option<EachOutline>,
}

/// An `each` at first look.
pub(crate) struct EachOutline {
    /// The list.
    pub(crate) over: Option<Placed<String>>,
    /// The name of the item.
    pub(crate) name: Option<Placed<FactId>>,
}

impl Outline {
    /// Looks at the phases of a file.
    pub(crate) fn of(phases: &[Item<'_>]) -> Self {
        let mut outline = Self::default();
        for (number, phase) in phases.iter().enumerate() {
            let steps = phase.peek("step").map(Item::list_or_one).unwrap_or_default();
            outline.phases.push(PhaseOutline {
                id: placed(phase.peek("id")).and_then(|id| parsed(&id, PhaseId::parse)),
                after: phase.peek("after").map(texts),
                first: outline.steps.len(),
                count: steps.len(),
            });
            outline.steps.extend(steps.iter().map(|step| step_outline(*step, number)));
        }
        outline.index();
        outline
    }

    fn index(&mut self) {
        for (number, step) in self.steps.iter().enumerate() {
            if let Some(id) = &step.id {
                self.by_id.entry(id.value.clone()).or_insert(number);
            }
        }
        let parents: Vec<Option<usize>> =
            self.steps.iter().map(|step| self.number(&step.inside.as_ref()?.value)).collect();
        for (step, parent) in self.steps.iter_mut().zip(parents) {
            step.parent = parent;
        }
    }

    /// The number of a step, by its id.
    pub(crate) fn number(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// A step by its number.
    pub(crate) fn step(&self, number: usize) -> Option<&StepOutline> {
        self.steps.get(number)
    }

    /// The ids of all steps.
    pub(crate) fn step_ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(StepId::as_str)
    }

    /// The containers around a step, the innermost first. Ends even where containers stand in a circle.
    pub(crate) fn around(&self, number: usize) -> Vec<usize> {
        let mut around = Vec::new();
        let mut at = self.step(number).and_then(|step| step.parent);
        while let Some(parent) = at.filter(|parent| !around.contains(parent)) {
            around.push(parent);
            at = self.step(parent).and_then(|step| step.parent);
        }
        around
    }
}

fn step_outline(step: Item<'_>, phase: usize) -> StepOutline {
    let kind = match step.peek("kind") {
        None => Some(KindWord::Task),
        Some(item) => item.string().and_then(KindWord::parse),
    };
    let options = (kind == Some(KindWord::Decision)).then(|| options(step));
    let each = (kind == Some(KindWord::Each)).then(|| EachOutline {
        over: placed(step.peek("over")),
        name: placed(step.peek("as")).and_then(|name| parsed(&name, FactId::parse)),
    });
    StepOutline {
        id: placed(step.peek("id")).and_then(|id| parsed(&id, StepId::parse)),
        phase,
        kind,
        inside: placed(step.peek("in")),
        parent: None,
        options,
        each,
    }
}

fn options(step: Item<'_>) -> Vec<OptionId> {
    let given = step.peek("options").map(Item::list_or_one);
    let ids: Vec<&str> = match &given {
        Some(list) => list.iter().filter_map(|option| option.peek("id")?.string()).collect(),
        None => vec!["yes", "no", "unknown"],
    };
    ids.into_iter().filter_map(|id| OptionId::parse(id).ok()).collect()
}

fn placed(item: Option<Item<'_>>) -> Option<Placed<String>> {
    let item = item?;
    item.string().map(|text| Placed::new(text.to_owned(), item.span()))
}

fn texts(item: Item<'_>) -> Vec<Placed<String>> {
    item.list_or_one().into_iter().filter_map(|one| placed(Some(one))).collect()
}

fn parsed<T, E>(text: &Placed<String>, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<Placed<T>> {
    parse(&text.value).ok().map(|value| Placed::new(value, text.span))
}

// KIND_WORDS is the one list of kinds.
impl KindWord {
    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        KIND_WORDS.iter().find(|(_, w)| *w == word).map(|(kind, _)| *kind)
    }
}
