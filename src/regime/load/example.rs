//! Reading a deadline that was counted by hand.

use super::required;
use crate::base::id::StageId;
use crate::base::problem::Placed;
use crate::base::reader::Table;
use crate::base::time::{Timestamp, Zone};
use crate::regime::anchor::Moments;
use crate::regime::example::Example;
use crate::regime::rule::EntityClass;
use crate::regime::trigger::Trigger;

/// Reads an example.
pub(crate) fn read(table: &mut Table<'_>) -> Option<Example> {
    let stage = table.required_id("stage", StageId::parse);
    let from = table.parsed("from", moment).map(Placed::into_value);
    let anchors = table.table("anchors", moments).unwrap_or_default();
    if from.is_none() && anchors.is_empty() {
        table.error(
            "regime::no-moment",
            table.span(),
            "the example says from when it counts neither by `from` nor by `anchors`",
        );
    }
    let zone = required(table, "zone", zone_by_name);
    let authority_zone = table.parsed("authority_zone", zone_by_name).map(Placed::into_value);
    let entity = table.parsed("entity", EntityClass::parse).map(Placed::into_value);
    let strict = required(table, "strict", instant);
    let formal = required(table, "formal", instant);
    Some(Example {
        stage: stage?.value,
        from,
        anchors,
        zone: zone?,
        authority_zone,
        entity,
        strict: strict?,
        formal: formal?,
    })
}

fn moments(table: &mut Table<'_>) -> Moments {
    let mut moments = Moments::new();
    for (name, item) in table.members() {
        let text = table.as_string(item, "anchors");
        if let Some(at) = text.and_then(|text| table.parse_placed("anchors", &text, moment)) {
            moments.insert(name.value, at.value);
        }
    }
    moments
}

fn moment(text: &str) -> Result<Trigger, String> {
    Trigger::parse(text).ok_or_else(|| format!("`{text}` is neither an RFC 3339 time nor a date"))
}

fn instant(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| format!("`{text}` is not an RFC 3339 time"))
}

fn zone_by_name(text: &str) -> Result<Zone, String> {
    text.parse().map_err(|_| format!("`{text}` is not a zone of the IANA database"))
}
