//! Conditions of playbooks as people read them.

use crate::app::session::Session;
use crate::base::id::{FactId, OptionId, StepId};
use crate::expr::Condition;
use crate::expr::wording::Vocabulary;
use crate::fact::display::display_value;
use crate::fact::value::Value;
use crate::playbook::kind::Kind;
use crate::playbook::model::Playbook;
use crate::playbook::phrase::{about, brief_choice};

/// A condition of a playbook as a sentence; as it is written where it has no plain words.
pub(crate) fn in_words(condition: &Condition, session: &Session<'_>, playbook: &Playbook) -> String {
    let said = condition.in_words(&Names { session, playbook });
    said.unwrap_or_else(|| condition.text().to_owned())
}

struct Names<'n> {
    session: &'n Session<'n>,
    playbook: &'n Playbook,
}

impl Vocabulary for Names<'_> {
    fn fact(&self, id: &FactId) -> String {
        self.session.plans().fact(id.as_str()).map_or_else(|| id.to_string(), |row| row.label.clone())
    }

    fn value(&self, id: &FactId, value: &Value) -> String {
        let row = self.session.plans().fact(id.as_str());
        let words = |passage| self.session.shown(passage).unwrap_or_default();
        brief_choice(value, display_value(value, row, &words, self.session.zone()))
    }

    fn step(&self, id: &StepId) -> String {
        self.playbook.step(id).map_or_else(|| id.to_string(), about)
    }

    fn option(&self, step: &StepId, option: &OptionId) -> String {
        let Some(Kind::Decision(decision)) = self.playbook.step(step).map(|step| &step.kind) else {
            return option.to_string();
        };
        let found = decision.options.iter().find(|known| known.id == *option);
        found.map_or_else(|| option.to_string(), |known| known.label.clone())
    }
}
