//! The register for reading: an overview of all incidents, then each of them with who said what when. Must not gather anything.

use super::case::{Case, Decision, Item, Notice, Signal, Standing, ToldLine};
use super::{CITATION, Register};
use crate::base::id::Seq;
use crate::base::text::{count, fit, listing};
use crate::base::time::{Period, Timestamp, Zone};
use crate::report::document::{
    Block, Cell, Column, Line, Pair, RowCells, Run, Style, Table, TableRow, cell, line,
};
use crate::report::moment::{brief, moment};

/// How many characters of a story stand in the overview.
const IN_SHORT: usize = 100;

impl Register {
    /// The paper without its title.
    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Pairs(self.at_a_glance())];
        if self.cases.is_empty() {
            blocks.push(Block::Paragraph(line("No incident is recorded.")));
            return blocks;
        }
        blocks.push(self.overview());
        blocks.extend(self.cases.iter().flat_map(Case::blocks));
        blocks
    }

    fn at_a_glance(&self) -> Vec<Pair> {
        let counts = self.counts();
        let told = format!(
            "{}, {} of them a personal data breach; the authority was told of {}, the people of {}",
            count(counts.incidents, "incident"),
            counts.breaches,
            counts.authority_told,
            counts.people_told
        );
        let kept = self.organisation.as_ref().map(|name| Pair::new("Kept by", cell(name)));
        let mut pairs: Vec<Pair> = kept.into_iter().collect();
        pairs.push(Pair::new("Under", cell(CITATION)));
        pairs.push(Pair::new("As of", cell(&moment(self.as_of, self.zone))));
        pairs.push(Pair::new("Holds", cell(&told)));
        let open: Vec<String> =
            self.cases.iter().filter(|case| !case.missing.is_empty()).map(Case::name).collect();
        if !open.is_empty() {
            let words = format!("Art. 33(5) asks for more than is recorded of {}", listing(&open, "and"));
            pairs.push(Pair::new("Open", vec![vec![Run::new(&words, Style::Gap)]]));
        }
        pairs
    }

    fn overview(&self) -> Block {
        let row = |case: &Case| {
            let what = vec![vec![Run::strong(&case.in_short())], vec![Run::quiet(case.class_words())]];
            let aware = case.instant("aware_at").map_or_else(
                || vec![vec![Run::new("not decided", Style::Gap)]],
                |at| cell(&moment(at, case.zone())),
            );
            let risk = case.said("risk_outcome").map_or_else(|| gap("not assessed"), |text| cell(&text));
            let nothing = case.class == "no_personal_data";
            let cells = vec![
                vec![vec![Run::strong(&case.codename)], vec![Run::quiet(&case.incident)]],
                what,
                if nothing && case.instant("aware_at").is_none() { quiet("none") } else { aware },
                if nothing { quiet("none") } else { risk },
                told(&case.authority, case, nothing),
                told(&case.people, case, nothing),
            ];
            RowCells::of(cells)
        };
        let columns =
            [("Incident", 15), ("What", 27), ("Aware", 16), ("Risk", 12), ("Authority", 15), ("People", 15)];
        table("All incidents in the register", &columns, self.cases.iter().map(row).collect())
    }
}

fn table(caption: &str, columns: &[(&str, u8)], rows: Vec<TableRow>) -> Block {
    Block::Table(Table { caption: caption.to_owned(), columns: Column::named(columns), rows })
}

fn gap(text: &str) -> Cell {
    vec![vec![Run::new(text, Style::Gap)]]
}

fn quiet(text: &str) -> Cell {
    vec![vec![Run::quiet(text)]]
}

/// Whether and when somebody was told, else what was decided.
fn told(standing: &Standing, case: &Case, nothing: bool) -> Cell {
    let late =
        standing.late_seconds.map(|late| vec![Run::strong(&format!("{} late", Period::from_seconds(late)))]);
    match (standing.told, &standing.decision) {
        (Some(at), _) => {
            std::iter::once(line(&format!("told {}", moment(at, case.zone())))).chain(late).collect()
        }
        (None, Some(decision)) => {
            vec![vec![Run::plain("not told")], vec![Run::quiet(&format!("decided: {decision}"))]]
        }
        (None, None) if nothing => quiet("none"),
        (None, None) => gap("not decided"),
    }
}

impl Case {
    /// `KESTREL INC-2026-K7QD`
    fn name(&self) -> String {
        format!("{} {}", self.codename, self.incident)
    }

    /// The title; without one what kind of incident it is, or how its story begins.
    fn in_short(&self) -> String {
        let said = || self.said("incident_type").or_else(|| self.said("description"));
        let title = Some(self.title.clone()).filter(|title| !title.is_empty());
        fit(&title.or_else(said).unwrap_or_default(), IN_SHORT)
    }

    fn heading(&self) -> String {
        if self.title.is_empty() { self.name() } else { format!("{} · {}", self.name(), self.title) }
    }

    fn zone(&self) -> Zone {
        self.zone.parse().unwrap_or(Zone::UTC)
    }

    fn item(&self, fact: &str) -> Option<&Item> {
        self.groups.iter().flat_map(|group| &group.items).find(|item| item.fact == fact)
    }

    pub(super) fn instant(&self, fact: &str) -> Option<Timestamp> {
        self.item(fact)?.instant
    }

    pub(super) fn said(&self, fact: &str) -> Option<String> {
        self.item(fact)?.value.clone()
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(2, line(&self.heading()))];
        if let Some(watermark) = &self.watermark {
            blocks.push(Block::Banner(watermark.clone()));
        }
        blocks.push(Block::Pairs(self.pairs()));
        let mut rows = Vec::new();
        for group in self.groups.iter().filter(|group| !group.items.is_empty()) {
            rows.push(TableRow::Divider(group.heading.to_owned()));
            rows.extend(group.items.iter().map(|item| self.fact_row(item)));
        }
        rows.extend(section("Early signals", &self.signals, signal_row));
        rows.extend(section("Decisions", &self.decisions, |decision| self.decision_row(decision)));
        rows.extend(section("Notices", &self.notices, notice_row));
        rows.extend(section("Told by word", &self.told, |told| self.told_row(told)));
        if !rows.is_empty() {
            let caption = format!("What was recorded of {}", self.name());
            blocks.push(table(&caption, &[("What", 26), ("As recorded", 48), ("By whom, when", 26)], rows));
        }
        blocks
    }

    fn pairs(&self) -> Vec<Pair> {
        let opened = moment(self.opened, self.zone());
        let state = self.closed.map_or_else(
            || format!("opened {opened}, still open"),
            |closed| format!("opened {opened}, closed {}", moment(closed, self.zone())),
        );
        let mut pairs = vec![
            Pair::new("Kind", cell(self.class_words())),
            Pair::new("Incident", cell(&state)),
            Pair::new("Record", vec![vec![Run::new(&self.record.short, Style::Code)]]),
        ];
        let duties: Cell = self.duties.iter().map(|duty| line(&duty.text)).collect();
        pairs.extend((!duties.is_empty()).then(|| Pair::new("Duties", duties)));
        pairs.extend(self.advice.as_ref().map(|advice| {
            let unknown = match advice.unknown {
                0 => String::new(),
                unknown => format!("; {} could change it", count(unknown, "unknown")),
            };
            let words = format!(
                "notify the authority: {}; tell the people: {}{unknown}",
                advice.notify.words(),
                advice.communicate.words()
            );
            Pair::new("Advice by rules", cell(&words))
        }));
        pairs.extend(
            (!self.missing.is_empty())
                .then(|| Pair::new("Not recorded", gap(&listing(&self.missing, "and")))),
        );
        let links: Cell = self.links.iter().map(|link| numbered(&link.text, link.entry)).collect();
        pairs.extend((!links.is_empty()).then(|| Pair::new("Linked", links)));
        pairs.extend(self.imported.as_ref().map(|edition| {
            Pair::new("Came in as", cell(&format!("a bundle, {edition} edition; it is only read here")))
        }));
        pairs
    }

    /// Who said it when. What was typed later says that too: who knew what when hangs on it.
    fn behind(&self, by: &str, (said, recorded): (Timestamp, Timestamp), entry: Seq) -> Cell {
        let (said, recorded) = (brief(said, self.zone()), brief(recorded, self.zone()));
        let mut behind = vec![vec![Run::quiet(&format!("{by}, {said} ")), Run::entry(entry)]];
        if said != recorded {
            behind.push(vec![Run::quiet(&format!("recorded {recorded}"))]);
        }
        behind
    }

    fn fact_row(&self, item: &Item) -> TableRow {
        let mut said: Cell = match &item.value {
            Some(value) => value.split('\n').map(line).collect(),
            None => gap("not known yet"),
        };
        said.extend(item.against.as_ref().map(|against| vec![Run::strong(&against.text())]));
        said.extend(item.before.iter().map(|before| {
            let when = brief(before.recorded, self.zone());
            vec![
                Run::new(&before.value, Style::Struck),
                Run::quiet(&format!(" until then, {}, {when} ", before.by)),
                Run::entry(before.entry),
            ]
        }));
        RowCells::of(vec![
            cell(&item.label),
            said,
            self.behind(&item.by, (item.said, item.recorded), item.entry),
        ])
    }

    fn decision_row(&self, decision: &Decision) -> TableRow {
        let style = if decision.gone.is_some() { Style::Struck } else { Style::Plain };
        let mut said = vec![vec![Run::new(&decision.what, style)]];
        said.extend(decision.why.as_ref().map(|why| vec![Run::quiet("Why: "), Run::plain(why)]));
        said.extend(
            decision.dissent.as_ref().map(|dissent| vec![Run::quiet("Against it: "), Run::plain(dissent)]),
        );
        said.extend(
            decision.gone.map(|gone| vec![Run::quiet("taken back or replaced in "), Run::entry(gone)]),
        );
        let when = cell(&moment(decision.at, self.zone()));
        RowCells::of(vec![
            when,
            said,
            self.behind(&decision.by, (decision.at, decision.recorded), decision.entry),
        ])
    }

    fn told_row(&self, told: &ToldLine) -> TableRow {
        let reached = if told.answered { told.who.clone() } else { format!("{}: not reached", told.who) };
        let mut said = cell(&reached);
        said.extend(told.text.as_ref().map(|text| line(text)));
        let behind = vec![vec![Run::quiet(&format!("{} ", told.by)), Run::entry(told.entry)]];
        RowCells::of(vec![cell(&moment(told.at, self.zone())), said, behind])
    }
}

fn numbered(text: &str, entry: Seq) -> Line {
    vec![Run::plain(&format!("{text} ")), Run::entry(entry)]
}

fn section<T>(heading: &str, all: &[T], row: impl Fn(&T) -> TableRow) -> Vec<TableRow> {
    let divider = (!all.is_empty()).then(|| TableRow::Divider(heading.to_owned()));
    divider.into_iter().chain(all.iter().map(row)).collect()
}

fn signal_row(signal: &Signal) -> TableRow {
    let mut said = cell(&signal.text);
    let word = if signal.dismissed { "Dismissed" } else { "Looked at" };
    said.extend(signal.triage.as_ref().map(|why| vec![Run::strong(&format!("{word}: ")), Run::plain(why)]));
    if signal.triage.is_none() && signal.dismissed {
        said.push(vec![Run::strong("Dismissed; no reason was recorded")]);
    }
    let read = signal.read_by.as_ref().map(|by| format!("read by {by} ")).unwrap_or_default();
    RowCells::of(vec![
        cell(&format!("{}, from {}", signal.when, signal.source)),
        said,
        vec![vec![Run::quiet(&read), Run::entry(signal.entry)]],
    ])
}

fn notice_row(notice: &Notice) -> TableRow {
    let parts = [
        notice.what.clone(),
        notice.withdrawal.then(|| "takes the notice before it back".to_owned()),
        notice.stage.as_ref().map(|stage| format!("stage {stage}")),
        notice.to.as_ref().map(|to| format!("to {to}")),
        notice.controller.as_ref().map(|name| format!("for {name}")),
    ];
    let mut said = cell(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
    said.extend(notice.approved_by.as_ref().map(|name| line(&format!("approved by {name}"))));
    said.extend(
        (!notice.references.is_empty())
            .then(|| line(&format!("references: {}", notice.references.join(", ")))),
    );
    said.extend(
        notice.sha256.as_ref().map(|sha256| vec![Run::quiet("sha256 "), Run::new(sha256, Style::Code)]),
    );
    let behind = vec![vec![Run::quiet(&format!("{} ", notice.by)), Run::entry(notice.entry)]];
    RowCells::of(vec![cell(&format!("sent {}", notice.when)), said, behind])
}
