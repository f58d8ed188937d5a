//! Facts that the forms of the served regimes need and that nothing in a set of playbooks settles.

use std::collections::{BTreeMap, BTreeSet};

use super::settle::{self, Settles};
use crate::base::id::{FactId, RegimeId};
use crate::base::problem::{Problem, Problems, Span};
use crate::base::text::listing;
use crate::fact::catalogue::Catalogue;
use crate::form::{Form, FormIndex};
use crate::playbook::kind::{Kind, NoticeText};
use crate::playbook::library::set::PlaybookSet;

/// Reports each field of a form that stays empty whatever the answers.
pub(super) fn unsettled_fields(
    set: &PlaybookSet,
    catalogue: &Catalogue,
    forms: &FormIndex,
    problems: &mut Problems,
) {
    let settled = settle::of_playbook(&set.root.id, set, &mut BTreeSet::new());
    for (form, regime) in wanted_forms(set, forms) {
        let span = set.root.origin.serves.get(regime).copied().unwrap_or(set.root.origin.id);
        for field in &form.needs {
            if let Some(problem) = unsettled(set, catalogue, (form, field), &settled, span) {
                problems.push(problem);
            }
        }
    }
}

fn unsettled(
    set: &PlaybookSet,
    catalogue: &Catalogue,
    (form, field): (&Form, &str),
    settled: &Settles,
    span: Span,
) -> Option<Problem> {
    let filling: Vec<&FactId> =
        catalogue.rows().filter(|row| row.fields.iter().any(|f| f == field)).map(|row| &row.id).collect();
    if filling.is_empty() || filling.iter().any(|fact| settled.may(fact)) {
        return None;
    }
    let names: Vec<String> = filling.iter().map(|fact| format!("`{fact}`")).collect();
    let message =
        format!("form `{}` needs `{field}`, and nothing here settles a fact that fills it", form.id);
    let help = format!("ask for {} in a step of kind `question`", listing(&names, "or"));
    Some(Problem::warning(&set.root.origin.source, "lint::form-field-unsettled", span, message).help(help))
}

/// For each served regime the forms that the set names, or else the smallest form that the regime has.
fn wanted_forms<'a>(set: &'a PlaybookSet, forms: &'a FormIndex) -> Vec<(&'a Form, &'a RegimeId)> {
    let named = named_forms(set);
    let mut wanted: BTreeMap<&str, (&Form, &RegimeId)> = BTreeMap::new();
    for regime in &set.root.serves {
        let of_regime: Vec<&Form> = forms.rows().filter(|form| form.regimes.contains(regime)).collect();
        let used: Vec<&Form> =
            of_regime.iter().copied().filter(|form| named.contains(form.id.as_str())).collect();
        let smallest = || of_regime.iter().copied().min_by_key(|form| form.needs.len()).into_iter().collect();
        for form in if used.is_empty() { smallest() } else { used } {
            wanted.insert(&form.id, (form, regime));
        }
    }
    wanted.into_values().collect()
}

fn named_forms(set: &PlaybookSet) -> BTreeSet<&str> {
    let mut named = BTreeSet::new();
    for step in set.playbooks.values().flat_map(|playbook| playbook.steps()) {
        let Kind::Notify(notice) = &step.kind else { continue };
        match &notice.text {
            NoticeText::Form(id) => named.insert(id.as_str()),
            NoticeText::Template(_) | NoticeText::Free => continue,
        };
    }
    named
}
