//! A draft of a notice as a paper: answers with the entries behind them, what is missing and whose task that is, what changed since the
//! notice before, how it stands to the legal minimum. Must not fill a form and must not know a format.

mod answers;
mod gaps;
mod letter;
mod tree;

use super::document::dress::Dress;
use super::document::furniture::Furniture;
use super::document::{Block, Column, Document, Form, Line, Pair, RowCells, Run, Style, Table, cell, line};
use super::format::Paper;
use super::moment::moment;
use super::timeline::ReportError;
use crate::base::id::{FactId, Seq};
use crate::base::text::count;
use crate::form::fill::{Basis, Change, Completeness, Filled, NoticeKind, Previous};
use crate::form::minimum::Held;
use crate::form::model::Layout;
use crate::form::show::Manner;
use crate::form::{FormKind, Verification};

/// The form that drafts for the GDPR are held against.
pub(crate) const MINIMUM: &str = "gdpr-33-3";

/// What a draft is shown from.
pub(crate) struct DraftView<'a> {
    /// The form.
    pub(crate) layout: &'a Layout,
    /// What stands in it.
    pub(crate) filled: &'a Filled,
    /// How it stands to the legal minimum, by its fields.
    pub(crate) minimum: &'a [(FactId, Held)],
    /// Language and zone.
    pub(crate) manner: Manner<'a>,
    /// What every page carries.
    pub(crate) furniture: Furniture,
    /// The notice before.
    pub(crate) previous: Option<&'a Previous>,
    /// Who wrote an entry, and when.
    pub(crate) behind: &'a dyn Fn(Seq) -> String,
    /// What another person says of a disputed fact, in words.
    pub(crate) against: &'a dyn Fn(&FactId) -> Option<String>,
    /// Whose task something is, in words.
    pub(crate) owner: &'a dyn Fn(&str) -> String,
    /// For the reader outside: without entries, gaps and advice.
    pub(crate) clean: bool,
}

/// Makes the paper.
pub(crate) fn draft_paper(view: &DraftView<'_>) -> Result<Paper, ReportError> {
    let form = &view.layout.form;
    let subject = view.manner.strings.letter(form, "subject").filter(|_| view.is_letter());
    let title = subject.unwrap_or_else(|| view.manner.strings.title(form));
    let title = if view.clean { title.to_owned() } else { format!("Draft: {title}") };
    let mut body = Vec::new();
    if view.clean {
        body.extend(view.fields());
    } else {
        body.push(Block::Pairs(view.at_a_glance()));
        body.extend(view.blocked());
        body.extend(view.changes());
        body.extend(view.fields());
        body.extend(view.undecided());
        body.extend(view.gaps());
        body.extend(view.held());
    }
    let of = Form { id: form.id.clone(), stage: view.filled.stage.to_string() };
    Ok(Paper {
        document: Document::new(&title, view.dress(), body).of_form(of),
        sheet: view.sheet(),
        tree: view.tree()?,
    })
}

impl DraftView<'_> {
    /// Whether it is a letter as it goes out.
    fn is_letter(&self) -> bool {
        self.clean && self.layout.form.kind == FormKind::Letter
    }

    fn dress(&self) -> Dress {
        let furniture = self.furniture.clone();
        match (self.clean, self.is_letter()) {
            (true, true) => Dress::for_people(furniture),
            (true, false) => Dress::for_outside(furniture),
            (false, _) => furniture.into(),
        }
    }

    fn at_a_glance(&self) -> Vec<Pair> {
        let form = &self.layout.form;
        let against = match form.verification {
            Verification::Primary => "with the text of the law or the authority",
            Verification::Secondary => "by what others say of it",
            Verification::Unverified => "NOT with its source",
        };
        let checked = format!("{}; compared {against}, {}", form.version, form.checked);
        let mut pairs = vec![
            Pair::new("Form", vec![line(&checked), vec![Run::quiet(&form.citation)]]),
            Pair::new("Stage", cell(self.filled.stage.as_str())),
            Pair::new("Notice", vec![self.kind()]),
            Pair::new("As of", cell(&moment(self.filled.now, self.manner.zone))),
            Pair::new("Standing", vec![self.standing()]),
        ];
        if !form.note.is_empty() {
            pairs.push(Pair::new("Mind", cell(&form.note)));
        }
        pairs
    }

    fn kind(&self) -> Line {
        let before = |previous: &Previous| {
            let reference = previous.reference.as_ref().map_or_else(
                || "no reference of the authority was recorded".to_owned(),
                |reference| format!("reference {reference}"),
            );
            let at = moment(previous.at, self.manner.zone);
            Run::plain(&match self.filled.kind {
                NoticeKind::New => format!("; one was sent before, {at} ({})", previous.seq),
                NoticeKind::FollowUp | NoticeKind::Withdrawal(_) => {
                    format!(" that was sent {at} ({}; {reference})", previous.seq)
                }
            })
        };
        let words = match &self.filled.kind {
            NoticeKind::New if self.previous.is_some() => "a notice of its own",
            NoticeKind::New => "first notice",
            NoticeKind::FollowUp => "follows the notice",
            NoticeKind::Withdrawal(_) => "withdraws the notice",
        };
        std::iter::once(Run::plain(words)).chain(self.previous.map(before)).collect()
    }

    fn standing(&self) -> Line {
        let blocking = self.filled.blocking().count();
        let open = self.filled.fields.iter().filter(|field| field.gap.is_some()).count();
        let whole = match (&self.filled.kind, self.filled.completeness) {
            (NoticeKind::Withdrawal(_), _) => "takes the notice back: nothing follows",
            (NoticeKind::New | NoticeKind::FollowUp, Completeness::Complete) => "complete",
            (NoticeKind::New | NoticeKind::FollowUp, Completeness::Incomplete) => {
                "incomplete: the rest follows in phases"
            }
        };
        let missing = match (blocking, open) {
            (0, 0) => return line(whole),
            (0, open) => return line(&format!("{whole}; {}", count(open, "gap"))),
            (blocking, _) => format!("cannot be sent like this: {} missing", count(blocking, "answer")),
        };
        vec![Run::new(&missing, Style::Gap)]
    }

    /// What changed since the notice before.
    fn changes(&self) -> Vec<Block> {
        let Some(previous) = self.previous else { return Vec::new() };
        // Each letter is a new one; what it says otherwise than the one before may have to be told again. What is taken back is not mended.
        let is_of_its_own = match &self.filled.kind {
            NoticeKind::New => self.layout.form.kind == FormKind::Form,
            NoticeKind::FollowUp => false,
            NoticeKind::Withdrawal(_) => true,
        };
        if is_of_its_own {
            return Vec::new();
        }
        let heading = Block::Heading(2, line("What changed since the notice before"));
        let against = match previous.basis {
            Basis::Sent => line("Compared with the draft that was kept with it."),
            Basis::Record => vec![
                Run::plain("Compared with what the record said when it was sent, "),
                Run::entry(previous.seq),
                Run::plain(
                    "; a JSON draft kept with a notice (sent .. --file draft.json) would show what went out.",
                ),
            ],
            Basis::Nothing => return Vec::new(),
        };
        let against = Block::Paragraph(against);
        if self.filled.changes.is_empty() {
            return vec![heading, against, Block::Paragraph(line("Nothing."))];
        }
        let row = |change: &Change| {
            let field = self.layout.field(change.field.as_str());
            let name = field.map_or_else(|| change.field.to_string(), |field| self.question(field));
            let said = |json: &Option<serde_json::Value>| {
                json.as_ref()
                    .map_or_else(|| "(nothing)".to_owned(), |json| answers::in_words(self, field, json))
            };
            RowCells::of(vec![cell(&name), cell(&said(&change.was)), cell(&said(&change.is))])
        };
        let rows = self.filled.changes.iter().map(row).collect();
        let columns = Column::named(&[("Field", 34), ("Then", 33), ("Now", 33)]);
        let caption = "What this notice says otherwise than the one before".to_owned();
        vec![heading, against, Block::Table(Table { caption, columns, rows })]
    }

    /// The fields, section by section.
    fn fields(&self) -> Vec<Block> {
        if self.is_letter() {
            return self.letter();
        }
        let mut blocks = Vec::new();
        for place in 0..self.layout.sections.len() {
            let title = self.manner.strings.section(self.layout, place);
            let answers = self.answers(place);
            if !answers.is_empty() {
                let title = if title.is_empty() { "The letter" } else { title };
                blocks.push(Block::Heading(2, line(title)));
                blocks.push(Block::Answers(answers));
            }
        }
        blocks
    }

    /// How the draft stands to Art. 33(3) GDPR.
    fn held(&self) -> Vec<Block> {
        if self.minimum.is_empty() {
            return Vec::new();
        }
        let least = Layout::shipped(MINIMUM);
        let row = |(field, held): &(FactId, Held)| {
            let known = least.as_ref().and_then(|least| least.field(field.as_str()));
            let name = known.map_or_else(|| field.to_string(), |known| known.label.clone());
            let how = match held {
                Held::Told => Run::plain("told"),
                Held::NotKnownYet => {
                    Run::plain("said to be not known yet: it may follow in phases, Art. 33(4)")
                }
                Held::Missing => Run::new("MISSING", Style::Gap),
            };
            RowCells::of(vec![cell(&name), vec![vec![how]]])
        };
        let rows = self.minimum.iter().map(row).collect();
        let caption = "What Art. 33(3) GDPR asks for at least".to_owned();
        let table =
            Table { caption, columns: Column::named(&[("Asked for", 50), ("In this draft", 50)]), rows };
        vec![Block::Heading(2, line("Held against Art. 33(3) GDPR")), Block::Table(table)]
    }
}
