//! What is missing in a draft: in each field, in one list with what to type, and what keeps the notice from being sent. Must not ask.

use super::DraftView;
use crate::base::id::FactId;
use crate::fact::catalogue::Catalogue;
use crate::form::fill::{FilledField, Gap, Place, Why};
use crate::form::shipped;
use crate::report::document::{Block, Cell, Column, RowCells, Run, Style, Table, cell, line};
use crate::report::moment::moment;

impl DraftView<'_> {
    /// `not known yet (#31), task of Priya, asked again 20 Nov 2026 22:00`
    pub(super) fn gap_words(&self, gap: &Gap) -> String {
        let asked = gap.asked.map(|seq| format!(" ({seq})")).unwrap_or_default();
        let why = match gap.why {
            Why::NeverAsked => "nobody was asked yet",
            Why::NotKnownYet => "not known yet",
            Why::NotGiven => "neither the organisation profile nor the notice gives it",
            Why::ToBeWritten => "to be written",
            Why::NoAnswer => "what is known gives no answer to this",
            Why::Unusable => "what is known cannot stand here",
        };
        let again = gap.recheck.map(|at| format!(", asked again {}", moment(at, self.manner.zone)));
        format!("{why}{asked}, task of {}{}", (self.owner)(&gap.owner), again.unwrap_or_default())
    }

    fn with_gaps(&self, place: impl Fn(&Place) -> bool) -> Vec<(&FilledField, &Gap)> {
        let fields = self.filled.fields.iter().filter(|field| place(&field.place));
        fields.filter_map(|field| Some((field, field.gap.as_ref()?))).collect()
    }

    fn name_of(&self, field: &FactId) -> String {
        self.layout.field(field.as_str()).map_or_else(|| field.to_string(), |field| self.question(field))
    }

    /// What keeps the notice from being sent.
    pub(super) fn blocked(&self) -> Vec<Block> {
        let item = |field: &FilledField| {
            let gap = field.gap.as_ref().map(|gap| self.gap_words(gap)).unwrap_or_default();
            vec![Run::strong(&self.name_of(&field.id)), Run::plain(": "), Run::new(&gap, Style::Gap)]
        };
        let items: Vec<_> = self.filled.blocking().map(item).collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading(2, line("What keeps it from being sent")), Block::Items(items)]
    }

    /// Fields of which nobody can say whether they are asked.
    pub(super) fn undecided(&self) -> Vec<Block> {
        let open = self.with_gaps(|place| matches!(place, Place::Undecided(_)));
        let row = |(field, gap): (&FilledField, &Gap)| {
            RowCells::of(vec![cell(&self.name_of(&field.id)), lacks(gap)])
        };
        let rows: Vec<_> = open.into_iter().map(row).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let caption = "Fields that may have to be answered".to_owned();
        let table = Table { caption, columns: Column::named(&[("Field", 50), ("Hangs on", 50)]), rows };
        vec![Block::Heading(2, line("May be asked, depending on what is not known")), Block::Table(table)]
    }

    /// What is missing in fields that are asked, with what to type.
    pub(super) fn gaps(&self) -> Vec<Block> {
        let open = self.with_gaps(|place| *place == Place::Shown);
        let row = |(field, gap): (&FilledField, &Gap)| {
            let blocks = if gap.blocks { vec![vec![Run::new("blocks", Style::Gap)]] } else { Vec::new() };
            let help = self.layout.field(field.id.as_str());
            let help = help.map_or("", |field| self.manner.strings.help(&self.layout.form, field));
            let help = (!help.is_empty()).then(|| vec![Run::quiet(help)]);
            let name: Cell =
                std::iter::once(line(&self.name_of(&field.id))).chain(help).chain(blocks).collect();
            let task = format!("{}: {}", (self.owner)(&gap.owner), why_short(gap.why));
            let again = gap.recheck.map(|at| line(&format!("again {}", moment(at, self.manner.zone))));
            let task = std::iter::once(line(&task)).chain(again).collect();
            RowCells::of(vec![name, task, lacks(gap)])
        };
        let rows: Vec<_> = open.into_iter().map(row).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let caption = "What is missing, whose task it is, and what to type".to_owned();
        let columns = Column::named(&[("Field", 36), ("Task", 28), ("What to find out", 36)]);
        vec![Block::Heading(2, line("Gaps")), Block::Table(Table { caption, columns, rows })]
    }
}

fn why_short(why: Why) -> &'static str {
    match why {
        Why::NeverAsked => "ask",
        Why::NotKnownYet => "find out",
        Why::NotGiven => "give",
        Why::ToBeWritten => "write",
        Why::NoAnswer => "look at what is known",
        Why::Unusable => "correct",
    }
}

/// The facts that are missing, as questions with the command that states them.
fn lacks(gap: &Gap) -> Cell {
    let lack = |id: &FactId| {
        if let Some(row) = Catalogue::shipped().get(id.as_str()) {
            return vec![
                Run::plain(&row.label),
                Run::plain(" "),
                Run::new(&format!("fact set {id}=.."), Style::Code),
            ];
        }
        match shipped::given().get(id.as_str()) {
            Some(row) => vec![Run::plain(&row.label), Run::quiet(&format!(" ({id})"))],
            None => vec![Run::plain(id.as_str())],
        }
    };
    gap.lacks.iter().map(lack).collect()
}
