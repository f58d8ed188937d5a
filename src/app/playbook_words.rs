//! What the playbooks of an incident and the shipped catalogues call things, for sentences and papers. Must not read the record's words.

use super::ground;
use super::naming::role_label;
use super::session::Session;
use crate::base::id::{OptionId, RoleId, StepId};
use crate::incident::key::StepKey;
use crate::playbook::kind::Kind;
use crate::playbook::model::DutyId;
use crate::report::describe::scene::{Names, RoleWords};

/// The names that an incident's playbooks give.
pub(crate) struct PlaybookWords<'a, 's>(pub(crate) &'a Session<'s>);

impl Names for PlaybookWords<'_, '_> {
    fn role(&self, role: &RoleId) -> Option<RoleWords> {
        let label = role_label(self.0.state(), self.0.plans(), role)?;
        let short = ground::roles().get(role).map_or_else(|| label.clone(), |role| role.short.clone());
        Some(RoleWords { label, short })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have neither options nor items")]
    fn option(&self, step: &StepKey, option: &OptionId) -> Option<String> {
        let run = self.0.state().runs().get(&step.run())?;
        let step = self.0.plans().of(run)?.step(&StepId::parse(step.id()).ok()?)?;
        match &step.kind {
            Kind::Decision(decision) => {
                decision.options.iter().find(|known| known.id == *option).map(|known| known.label.clone())
            }
            Kind::Checklist(items) => {
                items.iter().find(|known| known.id == *option).map(|known| known.text.clone())
            }
            _other => None,
        }
    }

    fn law(&self, duty: &DutyId) -> Option<String> {
        ground::regimes().get(&duty.regime).map(|regime| regime.citation.clone())
    }
}
