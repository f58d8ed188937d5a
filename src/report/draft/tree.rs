//! A draft for programs: the envelope of the form with the incident and the record around it, and one row for each field. Must not show.

use serde_json::{Value as Json, json};

use super::DraftView;
use crate::form::fill::{Basis, Place};
use crate::form::minimum::Held;
use crate::form::payload::envelope;
use crate::report::format::{Sheet, Tree};

impl DraftView<'_> {
    /// As JSON. The gaps are the rows.
    pub(super) fn tree(&self) -> Result<Tree, serde_json::Error> {
        let mut header = envelope(self.layout, self.filled);
        let mut gaps = Vec::new();
        if let Json::Object(members) = &mut header {
            if let Some(Json::Array(rows)) = members.remove("gaps") {
                gaps = rows;
            }
            members.extend(self.around());
        }
        Tree::new(&header, "gaps", &gaps)
    }

    fn around(&self) -> Vec<(String, Json)> {
        let furniture = &self.furniture;
        let broken = furniture.broken.as_ref().map(|broken| json!({ "at": broken.at, "why": broken.why }));
        let previous = self.previous.map(|previous| {
            json!({
                "entry": previous.seq,
                "at": previous.at.to_seconds_text(),
                "reference": previous.reference,
                "compared": previous.basis != Basis::Nothing,
                "compared_with": basis_word(previous.basis),
            })
        });
        let minimum =
            self.minimum.iter().map(|(field, held)| json!({ "field": field, "held": held_word(*held) }));
        let record = json!({ "size": furniture.size, "head": furniture.head.to_string(), "broken": broken });
        let members = [
            ("document", json!("draft")),
            ("incident", json!(furniture.incident)),
            ("codename", json!(furniture.codename)),
            ("mode", json!(furniture.mode_word())),
            ("zone", json!(furniture.zone)),
            ("record", record),
            ("previous", json!(previous)),
            ("minimum", minimum.collect()),
        ];
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// One row for each field that is asked, or may be.
    pub(super) fn sheet(&self) -> Sheet {
        let asked = self.filled.fields.iter().filter(|field| field.place != Place::Hidden);
        let rows = asked.filter_map(|filled| {
            let field = self.layout.field(filled.id.as_str())?;
            let answered = filled.answered.as_ref();
            let answer = answered.map(|answered| self.manner.answer(self.layout, field, &answered.answer));
            let entries = answered.map(|answered| {
                answered.sources.iter().map(|seq| seq.0.to_string()).collect::<Vec<_>>().join(" ")
            });
            let gap = filled.gap.as_ref();
            Some(vec![
                filled.id.to_string(),
                field.number.clone(),
                self.manner.strings.label(&self.layout.form, field).to_owned(),
                answer.unwrap_or_default(),
                entries.unwrap_or_default(),
                gap.map(|gap| self.gap_words(gap)).unwrap_or_default(),
                if gap.is_some_and(|gap| gap.blocks) { "yes" } else { "no" }.to_owned(),
                self.furniture.incident.clone(),
                self.furniture.mode_word().to_owned(),
                self.furniture.record_words(),
            ])
        });
        let columns = vec![
            "field", "number", "label", "answer", "entries", "gap", "blocks", "incident", "mode", "record",
        ];
        Sheet { columns, rows: rows.collect() }
    }
}

fn basis_word(basis: Basis) -> Option<&'static str> {
    match basis {
        Basis::Sent => Some("sent"),
        Basis::Record => Some("record"),
        Basis::Nothing => None,
    }
}

fn held_word(held: Held) -> &'static str {
    match held {
        Held::Told => "told",
        Held::NotKnownYet => "not-known-yet",
        Held::Missing => "missing",
    }
}
