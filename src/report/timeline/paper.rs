//! The timeline as a document: the values and blocks that its template places. Must not decide what is shown.

use serde_json::json;

use super::{Detail, Timeline, entries, picture, tables};
use crate::report::document::Block;
use crate::report::template::{self, Blocks, TemplateError};

/// The template of the timeline.
pub(super) const TEMPLATE: &str = include_str!("../templates/timeline.md");

impl Timeline<'_> {
    /// The body of the paper.
    pub(super) fn blocks(&self) -> Result<Vec<Block>, TemplateError> {
        let whole = self.options.since.is_none();
        let key = self.options.detail == Detail::Key;
        let full = whole && !key;
        let optional = [
            ("picture", picture::draw(self)),
            ("unknown", tables::unknown(self)),
            ("roles", tables::roles(self)),
            ("known", if full { tables::known(self) } else { None }),
            ("went_out", if full { tables::went_out(self) } else { None }),
            ("entries", entries::table(self)),
            ("evidence", if key { tables::evidence_summary(self) } else { tables::evidence(self) }),
        ];
        let mut values = json!({ "title": self.glance.title, "selection": self.selection, "whole": whole, "full": full, "lateness": self.lateness() });
        let mut blocks = Blocks::from([("glance", vec![Block::Pairs(self.at_a_glance())])]);
        for (name, block) in optional {
            if let Some(values) = values.as_object_mut() {
                values.insert(name.to_owned(), json!(block.is_some()));
            }
            blocks.insert(name, block.into_iter().collect());
        }
        template::fill(TEMPLATE, &values, &blocks)
    }
}
