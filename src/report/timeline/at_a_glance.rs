//! The page at a glance, in words. Every line names the entry that it rests on; what is missing is said as plainly as what is known.

use super::glance::{KnownFact, Member, Submission};
use super::mark::MarkKind;
use super::row::happened;
use super::select::marked;
use super::tables::KEY_ROLES;
use super::{Detail, Timeline};
use crate::base::id::Seq;
use crate::base::text::count;
use crate::base::time::Period;
use crate::incident::event::Event;
use crate::record::entry::{Entry, entry_at};
use crate::regime::FIRST_DUTY;
use crate::report::describe::led;
use crate::report::describe::ranges;
use crate::report::document::{Cell, Line, Pair, Run, Style};

/// Facts that tell how bad it is, in this order.
const NUMBERS: [&str; 8] = [
    "attacker_active",
    "personal_data_involved",
    "exfil_state",
    "subjects_count",
    "records_count",
    "data_categories",
    "countries",
    "bytes_out",
];

pub(super) fn gap(text: &str) -> Run {
    Run::new(text, Style::Gap)
}

/// Numbers of entries, unless there are too many to read.
fn numbers(seqs: &[Seq], where_marked: &str) -> String {
    match seqs.len() {
        0 => "none".to_owned(),
        1..=24 => ranges(seqs),
        many => format!("{many}, {where_marked}"),
    }
}

/// A text, then the entry that it rests on.
fn from(text: &str, seq: Seq) -> Line {
    vec![Run::plain(text), Run::plain(" "), Run::entry(seq)]
}

impl Timeline<'_> {
    /// Names and what is known of them.
    pub(super) fn at_a_glance(&self) -> Vec<Pair> {
        let mut pairs = vec![
            Pair::new("Opened", self.opened()),
            Pair::new("Severity", self.fact_or_gap("severity", "not stated")),
            Pair::new("First signal", self.first_signal()),
            Pair::new("Aware of a breach", self.aware()),
            Pair::new("Contained", self.fact_or_gap("contained_at", "not recorded as contained")),
            Pair::new("Notice to the authority", self.notice()),
            Pair::new("Times", self.turns()),
        ];
        let numbers = self.in_short(NUMBERS.iter().filter_map(|id| self.number(id)).collect());
        if !numbers.is_empty() {
            pairs.push(Pair::new("Extent", numbers));
        }
        pairs.push(Pair::new("People", self.people()));
        pairs.push(Pair::new("Playbook", self.playbooks()));
        pairs.push(Pair::new("Record", self.record()));
        if let Some(broken) = &self.glance.broken {
            pairs.push(Pair::new(
                "Warning",
                vec![vec![gap(&format!("The record cannot be followed to its end: {broken}."))]],
            ));
        }
        pairs
    }

    fn opened(&self) -> Cell {
        let (by, at) = &self.glance.opened;
        let opened = from(&format!("{} by {by}", self.scene.moment(*at)), Seq(1));
        let closed = self.glance.closed.map(|seq| {
            let at = entry_at(self.entries, seq).map(|entry| self.scene.moment(entry.stamp.lived()));
            from(&format!("closed {}", at.unwrap_or_default()), seq)
        });
        self.in_short(std::iter::once(opened).chain(closed).collect())
    }

    /// The key timeline has no room for a line each.
    pub(super) fn in_short(&self, lines: Cell) -> Cell {
        match self.options.detail {
            Detail::Full => lines,
            Detail::Key if lines.is_empty() => lines,
            Detail::Key => vec![lines.join(&Run::quiet(" · "))],
        }
    }

    fn fact_or_gap(&self, id: &str, missing: &str) -> Cell {
        match (self.glance.fact(id), self.glance.open_fact(id)) {
            (Some(fact), _) => vec![self.fact(fact)],
            (None, Some(open)) => vec![vec![gap("not known yet"), Run::plain(" "), Run::entry(open.seq)]],
            (None, None) => vec![vec![gap(missing)]],
        }
    }

    fn fact(&self, fact: &KnownFact) -> Line {
        let said = format!(", said by {} at {} ", fact.by, self.scene.moment(fact.said));
        let mut line = vec![Run::strong(&fact.value), Run::quiet(&said), Run::entry(fact.seq)];
        if let Some(dispute) = fact.dispute() {
            line.push(Run::plain(" "));
            line.push(gap(&dispute));
        }
        line
    }

    fn first_signal(&self) -> Cell {
        let Some(signal) = &self.glance.first_signal else { return vec![vec![gap("none is recorded")]] };
        let stated = self.glance.known.iter().find(|fact| fact.seq == signal.seq);
        let what = match (&signal.what, stated) {
            (Some(what), _) => format!(", from {}: {what}", signal.source.unwrap_or("other")),
            (None, Some(fact)) => format!(", said by {} at {}", fact.by, self.scene.moment(fact.said)),
            (None, None) => String::new(),
        };
        vec![vec![
            Run::strong(&self.scene.claimed(signal.at)),
            Run::plain(&format!("{what} ")),
            Run::entry(signal.seq),
        ]]
    }

    fn aware(&self) -> Cell {
        let Some(fact) = self.glance.fact("aware_at") else {
            let open = self.glance.open_fact("aware_at").map(|open| Run::entry(open.seq));
            return vec![[gap("NOT DECIDED"), Run::plain(" ")].into_iter().chain(open).collect()];
        };
        let basis = fact.basis.as_ref().map(|basis| vec![Run::quiet("basis: "), Run::plain(basis)]);
        std::iter::once(self.fact(fact)).chain(basis).collect()
    }

    fn notice(&self) -> Cell {
        let deadline = &self.glance.deadline;
        let mut cell = Cell::new();
        match (deadline.due, deadline.provisional) {
            (Some(due), false) => cell.push(vec![
                Run::strong(&format!("due {}", self.scene.moment(due))),
                Run::quiet(", 72 hours after awareness (GDPR Article 33(1))"),
            ]),
            (Some(due), true) => {
                let why = "no deadline yet, because awareness is not decided";
                let from = deadline.from.iter().map(|from| Run::entry(from.seq));
                let provisional = format!("; {} if the earliest candidate counts ", self.scene.moment(due));
                cell.push([gap(why), Run::plain(&provisional)].into_iter().chain(from).collect());
            }
            (None, _) => {
                cell.push(vec![gap("no deadline yet: neither awareness nor a candidate for it is recorded")]);
            }
        }
        cell.extend(deadline.submissions.iter().map(|submission| self.submission(submission)));
        if deadline.submissions.is_empty() {
            cell.push(vec![gap(&format!("nothing sent for {FIRST_DUTY} is recorded"))]);
        }
        cell
    }

    fn submission(&self, submission: &Submission) -> Line {
        let to = submission.to.as_ref().map_or_else(String::new, |to| format!(" to {to}"));
        let what = if submission.withdrawal { "taken back, withdrawal sent" } else { "sent" };
        let mut line = from(&format!("{what}{to} {}", self.scene.claimed(submission.sent)), submission.seq);
        match submission.left {
            Some(left) if left.is_negative() => {
                let late = Period::from_seconds(left.seconds().saturating_neg());
                line.push(Run::plain(" "));
                line.push(gap(&format!("LATE by {late}")));
            }
            Some(left) => line.push(Run::plain(&format!(", in time by {left}"))),
            None => {}
        }
        line
    }

    fn number(&self, id: &str) -> Option<Line> {
        if let Some(fact) = self.glance.fact(id) {
            let label = Run::quiet(&format!("{} ", led(&fact.label)));
            let mut line = vec![label, Run::strong(&fact.value), Run::plain(" "), Run::entry(fact.seq)];
            line.extend(fact.dispute().map(|dispute| gap(&format!(" {dispute}"))));
            return Some(line);
        }
        let open = self.glance.open_fact(id)?;
        let label = Run::quiet(&format!("{} ", led(&open.label)));
        Some(vec![label, gap("not known yet"), Run::plain(" "), Run::entry(open.seq)])
    }

    /// Everybody; the key timeline names those who lead and counts the others.
    fn people(&self) -> Cell {
        let key = self.options.detail == Detail::Key;
        let leads = |person: &&Member| {
            let held = self.glance.tenures.iter().filter(|tenure| tenure.person == person.id);
            !key || held.into_iter().any(|tenure| KEY_ROLES.contains(&tenure.role.as_str()))
        };
        let shown: Vec<&Member> = self.glance.people.iter().filter(leads).collect();
        let others = self.glance.people.len() - shown.len();
        let others = (others > 0).then(|| format!("{others} more, named where they act"));
        let people: Vec<String> = shown
            .iter()
            .map(|person| {
                let roles = self
                    .glance
                    .tenures
                    .iter()
                    .filter(|tenure| tenure.person == person.id && tenure.to.is_none());
                let roles: Vec<String> = roles.map(|tenure| self.scene.short_role(&tenure.role)).collect();
                if roles.is_empty() {
                    person.name.clone()
                } else {
                    format!("{} ({})", person.name, roles.join(", "))
                }
            })
            .chain(others)
            .collect();
        vec![vec![Run::plain(&people.join("; "))]]
    }

    /// In full; the key timeline names the hash of the incident's own only.
    fn playbooks(&self) -> Cell {
        let key = self.options.detail == Detail::Key;
        let shown = self.glance.playbooks.iter().take(if key { 1 } else { usize::MAX });
        let others = self.glance.playbooks.iter().skip(if key { 1 } else { usize::MAX });
        let others: Vec<String> = others.map(|(pin, _)| format!("{} {}", pin.id, pin.version)).collect();
        let others = (!others.is_empty()).then(|| vec![Run::plain(&format!("with {}", others.join(", ")))]);
        let pins = shown.map(|(pin, seq)| {
            vec![
                Run::plain(&format!("{} {} ", pin.id, pin.version)),
                Run::entry(*seq),
                Run::quiet(" SHA-256 "),
                Run::new(&pin.sha256.to_string(), Style::Code),
            ]
        });
        self.in_short(pins.chain(others).collect())
    }

    fn record(&self) -> Cell {
        let place =
            if self.options.detail == Detail::Key { "see the timeline" } else { "marked in their rows" };
        let all = self.entries;
        let late = |entry: &Entry| {
            let marks = self.marks.get(&entry.seq).map_or(&[][..], Vec::as_slice);
            happened(entry, marks).late.is_some()
        };
        let of = |is: &dyn Fn(&Entry) -> bool| -> Vec<Seq> {
            all.iter().filter(|entry| is(entry)).map(|entry| entry.seq).collect()
        };
        let program = of(&|entry| matches!(entry.draft.event, Event::Progressed(_) | Event::SittingBegan(_)));
        let mut line = vec![Run::plain(&format!(
            "{}, {} of them written by the program",
            count(all.len(), "entry"),
            program.len()
        ))];
        let lists = [
            ("entered late", of(&late)),
            ("corrected or withdrawn", marked(self.marks, |mark| mark.kind.is_correction())),
            ("overridden", of(&|entry| matches!(entry.draft.event, Event::GateOverridden(_)))),
            ("texts erased", marked(self.marks, |mark| mark.kind == MarkKind::Erased)),
            ("clock of the machine set", of(&|entry| matches!(entry.draft.event, Event::ClockStepped(_)))),
        ];
        for (name, seqs) in lists {
            line.push(Run::quiet(&format!(" · {name}: ")));
            line.push(Run::plain(&numbers(&seqs, place)));
        }
        vec![line]
    }
}
