//! What players said on the sheets of feedback, which have no names.

use serde::Serialize;

use super::Source;
use crate::base::text::count;
use crate::exercise::feedback::{ASKED, agreed, sheets};
use crate::report::document::{Block, Cell, Table, cell, line};
use crate::report::lessons::{heading, with_entry};

/// How a sentence was marked.
#[derive(Serialize)]
pub(super) struct AgreedV1<'s> {
    text: &'s str,
    /// How many gave 1, 2, 3, 4 and 5.
    counts: [usize; 5],
    mean: Option<String>,
}

impl<'a> Source<'a> {
    /// How each sentence was marked; nothing where no sheet came.
    pub(super) fn agreed(&self) -> Vec<AgreedV1<'a>> {
        let entries = self.log.entries();
        if sheets(entries).next().is_none() {
            return Vec::new();
        }
        let rows = agreed(self.scenario, entries).into_iter();
        rows.map(|row| AgreedV1 { text: row.text, counts: row.counts, mean: row.mean() }).collect()
    }

    /// The sheets together, then what was written.
    pub(super) fn said(&self) -> Vec<Block> {
        let came = sheets(self.log.entries()).count();
        if came == 0 {
            return Vec::new();
        }
        let rows = self.agreed().into_iter().map(|row| {
            let counts = row.counts.map(|count| cell(&count.to_string()));
            let mean = row.mean.unwrap_or_else(|| "nobody".to_owned());
            [cell(row.text), cell(&mean)].into_iter().chain(counts).collect::<Vec<Cell>>()
        });
        let columns = [("Sentence", 58), ("Mean", 12), ("1", 6), ("2", 6), ("3", 6), ("4", 6), ("5", 6)];
        let mut blocks = vec![
            heading(2, "What players said"),
            Block::Paragraph(line(&format!(
                "{} without a name. 1 is not at all, 5 is fully; what somebody did not see is left out and counts nowhere.",
                count(came, "sheet")
            ))),
            Table::of("How they agreed", &columns, rows.collect::<Vec<_>>()),
        ];
        for (place, question) in ASKED.into_iter().enumerate() {
            let said = sheets(self.log.entries()).filter_map(|(entry, sheet)| {
                let words = sheet.words().get(place).copied().flatten()?;
                Some(with_entry(&self.scene.read(words), Some(entry.seq)))
            });
            let said: Vec<_> = said.collect();
            if !said.is_empty() {
                blocks.push(heading(3, question));
                blocks.push(Block::Items(said));
            }
        }
        blocks
    }
}
