//! How parts of a playbook read on paper. Must not lay out.

use super::Subject;
use crate::base::id::RoleId;
use crate::expr::Condition;
use crate::playbook::kind::{GroupMode, Notice, NoticeText};
use crate::playbook::model::{DutyId, Playbook, Step};
use crate::playbook::place::{Piece, pieces};
use crate::playbook::wording;
use crate::regime::model::StagePeriod;

impl Subject<'_> {
    /// A role by its label.
    pub(super) fn role(&self, playbook: &Playbook, role: &RoleId) -> String {
        wording::role(playbook, self.roles, role)
    }

    /// The label of a fact.
    pub(super) fn label(&self, playbook: &Playbook, fact: &str) -> String {
        self.fact(playbook, fact).map_or_else(|| fact.to_owned(), |row| row.label.clone())
    }

    /// A text with its places as blanks that name what belongs there.
    pub(super) fn with_blanks(&self, playbook: &Playbook, text: &str) -> String {
        let parts = pieces(text).into_iter().map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Place(name, _) => format!("________ ({})", self.label(playbook, name)),
            Piece::Unclosed(_) => "{".to_owned(),
        });
        parts.collect()
    }

    /// A condition as it is written, with the questions behind the facts that it names.
    pub(super) fn condition(&self, playbook: &Playbook, condition: &Condition) -> String {
        let labels: Vec<String> =
            condition.facts().iter().map(|fact| self.label(playbook, fact.as_str())).collect();
        if labels.is_empty() {
            return condition.text().to_owned();
        }
        format!("{} ({})", condition.text(), labels.join(" / "))
    }

    /// Owner, time box, who hears, who is asked, who approves.
    pub(super) fn people(&self, playbook: &Playbook, step: &Step) -> String {
        let mut parts = wording::people(step, |role| self.role(playbook, role));
        parts.extend(
            step.authority.iter().map(|role| format!("needs approval: {}", self.role(playbook, role))),
        );
        parts.join(" · ")
    }

    /// The law behind a duty and how long it has.
    pub(super) fn duty(&self, duty: &DutyId) -> (String, String) {
        let Some(regime) = self.regimes.get(&duty.regime) else { return (duty.to_string(), String::new()) };
        let law = format!("{} ({})", regime.title, regime.citation);
        let Some(stage) = regime.stage(&duty.stage) else { return (law, String::new()) };
        if stage.period == StagePeriod::NONE {
            return (law, stage.words.clone());
        }
        let number = format!("{} from {}", stage.period, stage.anchor_words());
        (law, if stage.words.is_empty() { number } else { format!("{number}; {}", stage.words) })
    }
}

/// To whom and how.
pub(super) fn recipient(notice: &Notice) -> String {
    let channel = notice.channel.as_ref().map_or_else(String::new, |channel| format!(", by {channel}"));
    format!("{}{channel}", notice.to)
}

/// Where the text of a notice comes from.
pub(super) fn text_source(notice: &Notice) -> String {
    match &notice.text {
        NoticeText::Form(form) => wording::form(form, notice.stage.as_ref()),
        NoticeText::Template(_) => "a prepared text".to_owned(),
        NoticeText::Free => "written by hand".to_owned(),
    }
}

/// How the members of a group are done.
pub(super) fn group(mode: GroupMode) -> &'static str {
    match mode {
        GroupMode::Parallel => "side by side",
        GroupMode::AnyOrder => "one by one, in any order",
    }
}
