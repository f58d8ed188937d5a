//! What is asked of whom, how often.

use crate::base::id::RoleId;
use crate::base::problem::{Placed, Problem};
use crate::base::reader::Table;
use crate::playbook::role::RoleCatalogue;
use crate::training::requirement::{Counts, Requirement};

/// The longest time between two, in months.
const LONGEST: i64 = 120;

pub(super) fn read(table: &mut Table<'_>, roles: &RoleCatalogue) -> Option<Requirement> {
    table.name("the training");
    let name = table.required_string("name").map(Placed::into_value);
    let role = table.string("role").and_then(|role| known(table, &role, roles));
    let (content, tag) = (table.string("content"), table.string("tag"));
    let months = table.integer("months");
    let span = table.span();
    let counts = match (content, tag) {
        (Some(content), None) => Some(Counts::Content(content.value)),
        (None, Some(tag)) => Some(Counts::Tag(tag.value)),
        (Some(_), Some(_)) | (None, None) => {
            table.error("profile::training", span, "name what counts: `content` or `tag`, one of them");
            None
        }
    };
    let months = match &months {
        Some(months) if (1..=LONGEST).contains(&months.value) => u32::try_from(months.value).ok(),
        Some(months) => {
            table.error("document::bad-value", months.span, format!("`months` is from 1 to {LONGEST}"));
            None
        }
        None => {
            table.missing("months");
            None
        }
    };
    Some(Requirement { name: name?, role, counts: counts?, months: months? })
}

fn known(table: &mut Table<'_>, typed: &Placed<String>, roles: &RoleCatalogue) -> Option<RoleId> {
    let id = RoleId::parse(&typed.value).ok().filter(|id| roles.get(id).is_some());
    if id.is_none() {
        let message = format!("there is no role `{}`", typed.value);
        let known = roles.rows().map(|role| role.id.as_str());
        let problem = Problem::error(table.source(), "profile::unknown-role", typed.span, message);
        table.report(problem.suggest(&typed.value, known));
    }
    id
}
