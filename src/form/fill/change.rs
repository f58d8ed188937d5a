//! What a notice says otherwise than the one before. Compared with what was sent, not with what was known. Must not judge changes.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Previous;
use crate::base::id::FactId;
use crate::form::model::Layout;

/// One field that changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    /// The field.
    pub(crate) field: FactId,
    /// What was sent; nothing if it was left out.
    pub(crate) was: Option<Json>,
    /// What stands now.
    pub(crate) is: Option<Json>,
}

/// What every notice says anew of itself.
const OF_THE_NOTICE: [&str; 6] = [
    "notice_kind",
    "notice_completeness",
    "notice_stage",
    "notice_withdrawal_reason",
    "notice_authority_ref",
    "notice_own_ref",
];

/// All fields that changed but those that say which notice it is.
pub(super) fn since(previous: &Previous, layout: &Layout, now: &BTreeMap<String, Json>) -> Vec<Change> {
    let of_the_notice = |id: &FactId| OF_THE_NOTICE.contains(&id.as_str());
    let fields = layout.fields.iter().filter(|field| !field.takes().iter().any(of_the_notice));
    let change = |field: &crate::form::model::Field| {
        let (was, is) = (previous.payload.get(field.id.as_str()), now.get(field.id.as_str()));
        (was != is).then(|| Change { field: field.id.clone(), was: was.cloned(), is: is.cloned() })
    };
    fields.filter_map(change).collect()
}
