//! What is asked of whom how often, and when it is due again.

use chrono::Months;

use crate::base::id::RoleId;
use crate::base::time::{Timestamp, Zone};

/// What counts for a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Counts {
    /// Content of this id.
    Content(String),
    /// Content with this tag.
    Tag(String),
}

/// What is asked of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Requirement {
    /// In a few words, for lists.
    pub(crate) name: String,
    /// Of whom: who has this role in the plan; everybody when left out.
    pub(crate) role: Option<RoleId>,
    /// What counts.
    pub(crate) counts: Counts,
    /// How often, in months.
    pub(crate) months: u32,
}

impl Requirement {
    /// Whether it is asked of somebody with this role.
    pub(crate) fn concerns(&self, role: Option<&RoleId>) -> bool {
        self.role.is_none() || self.role.as_ref() == role
    }

    /// Whether content counts for it.
    pub(crate) fn is_met_by(&self, content: &str, tags: &[String]) -> bool {
        match &self.counts {
            Counts::Content(id) => id == content,
            Counts::Tag(tag) => tags.contains(tag),
        }
    }
}

/// What is asked where the organisation profile says nothing: awareness of everybody once a year (ISO/IEC 27001:2022 A.6.3), and an exercise
/// of the response plan in the same time (PCI DSS 4.0.1 12.10.2) from those who have a role in it.
pub(crate) fn usual(roles: impl IntoIterator<Item = RoleId>) -> Vec<Requirement> {
    let awareness = Requirement {
        name: "awareness, once a year".to_owned(),
        role: None,
        counts: Counts::Tag("iso27001:A.6.3".to_owned()),
        months: 12,
    };
    let exercise = |role: RoleId| Requirement {
        name: format!("exercise of the plan, once a year: {role}"),
        role: Some(role),
        counts: Counts::Tag("pci:12.10.2".to_owned()),
        months: 12,
    };
    std::iter::once(awareness).chain(roles.into_iter().map(exercise)).collect()
}

/// The day, as the first instant of it, on which something that was done is due again: the same day so many months later, or the last of a
/// shorter month.
pub(crate) fn due_again(done: Timestamp, months: u32, zone: Zone) -> Timestamp {
    let day = done.in_zone(zone).date_naive();
    let again = day.checked_add_months(Months::new(months)).unwrap_or(day);
    zone.start_of_day(again).unwrap_or(done)
}

#[cfg(test)]
mod tests;
