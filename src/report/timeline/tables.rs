//! What stands around the rows: what is not known, roles, facts, who was told, evidence. Must not decide what is counted as what.

use super::command::Tenure;
use super::entries::separate;
use super::{Detail, Timeline};
use crate::base::id::{EvidenceId, Seq};
use crate::base::text::count;
use crate::base::time::Timestamp;
use crate::incident::event::Event;
use crate::incident::event::evidence::{CustodyTransferred, EvidenceTaken, Holding};
use crate::record::entry::entry_at;
use crate::report::describe::{Sentence, describe, full_stop, holding, led};
use crate::report::document::{Block, Cell, Column, Line, RowCells, Run, Style, Table, TableRow};

/// A table, unless it would be empty.
fn table(caption: &str, columns: &[(&str, u8)], rows: Vec<TableRow>) -> Option<Block> {
    let table = Table { caption: caption.to_owned(), columns: Column::named(columns), rows };
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

fn one(run: Run) -> Cell {
    vec![vec![run]]
}

/// Facts that somebody was asked for and that are open.
pub(super) fn unknown(timeline: &Timeline<'_>) -> Option<Block> {
    let rows = timeline.glance.unknown.iter().map(|fact| {
        let recheck = match fact.recheck {
            Some(at) => Run::plain(&timeline.scene.brief(at)),
            None => Run::quiet("no time was set"),
        };
        RowCells::of(vec![
            one(Run::entry(fact.seq)),
            one(Run::plain(&format!("{}, {}", fact.by, timeline.scene.brief(fact.asked)))),
            one(recheck),
            one(Run::plain(&fact.label)),
        ])
    });
    let columns = [("No.", 8), ("Asked", 36), ("Ask again", 22), ("Not known", 34)];
    table("What is not known", &columns, rows.collect())
}

/// Roles that the key timeline shows though they did not change hands.
pub(super) const KEY_ROLES: [&str; 3] = ["incident-commander", "deputy", "dpo"];

/// Who held which role when, by role.
pub(super) fn roles(timeline: &Timeline<'_>) -> Option<Block> {
    let scene = timeline.scene;
    let key = timeline.options.detail == Detail::Key;
    let all = &timeline.glance.tenures;
    let changed = |tenure: &Tenure| all.iter().filter(|other| other.role == tenure.role).count() > 1;
    let shown = all.iter().filter(|t| !key || changed(t) || KEY_ROLES.contains(&t.role.as_str()));
    let mut tenures: Vec<_> = shown.collect();
    tenures.sort_by_key(|tenure| (scene.role(&tenure.role), tenure.from.0));
    let rows = tenures.into_iter().map(|tenure| {
        let at = |(seq, at)| vec![Run::plain(&format!("{} ", scene.brief(at))), Run::entry(seq)];
        let until = tenure.to.map_or_else(|| vec![Run::quiet("still")], at);
        RowCells::of(vec![
            one(Run::plain(&named(&scene.role(&tenure.role), &scene.short_role(&tenure.role)))),
            vec![at(tenure.from)],
            vec![until],
            one(Run::plain(&scene.person(tenure.person))),
        ])
    });
    let columns = [("Role", 22), ("From", 28), ("To", 28), ("Who", 22)];
    table("Who held which role when", &columns, rows.collect())
}

/// A role with its short form.
fn named(label: &str, short: &str) -> String {
    if label == short { label.to_owned() } else { format!("{label} ({short})") }
}

/// Everything that is known, by subject.
pub(super) fn known(timeline: &Timeline<'_>) -> Option<Block> {
    let mut facts: Vec<_> = timeline.glance.known.iter().collect();
    facts.sort_by(|one, other| (&one.group, &one.id).cmp(&(&other.group, &other.id)));
    let mut rows = Vec::new();
    let mut group = None;
    for fact in facts {
        if group.replace(&fact.group) != Some(&fact.group) {
            rows.push(TableRow::Divider(subject(&fact.group)));
        }
        let mut value: Line = vec![Run::plain(&format!("{} ", led(&fact.label))), Run::strong(&fact.value)];
        if let Some(dispute) = fact.dispute() {
            value.push(Run::plain(" "));
            value.push(Run::new(&dispute, Style::Gap));
        }
        let basis = fact.basis.as_ref().map(|basis| vec![Run::quiet("basis: "), Run::plain(basis)]);
        rows.push(RowCells::of(vec![
            one(Run::entry(fact.seq)),
            one(Run::plain(&format!("{}, {}", fact.by, timeline.scene.brief(fact.said)))),
            std::iter::once(value).chain(basis).collect(),
        ]));
    }
    table("What is known", &[("No.", 8), ("Said by", 36), ("Fact", 56)], rows)
}

/// Groups of the catalogue are single words.
fn subject(group: &str) -> String {
    let mut letters = group.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_uppercase(), letters.as_str()),
        None => "Facts of the playbook".to_owned(),
    }
}

/// Notices and people who were told, in the order in which it happened.
pub(super) fn went_out(timeline: &Timeline<'_>) -> Option<Block> {
    let mut found: Vec<(Timestamp, TableRow)> = Vec::new();
    for entry in timeline.entries {
        if !matches!(entry.draft.event, Event::Told(_) | Event::NoticeSent(_)) {
            continue;
        }
        let marks = timeline.marks.get(&entry.seq).map_or(&[][..], Vec::as_slice);
        let happened = super::row::happened(entry, marks);
        let cells = vec![
            one(Run::entry(entry.seq)),
            one(Run::plain(&timeline.scene.brief(happened.at))),
            one(Run::plain(&timeline.scene.person(entry.by()))),
            message(&describe(entry, timeline.scene)),
        ];
        found.push((happened.at, RowCells::of(cells)));
    }
    found.sort_by_key(|(at, _)| *at);
    let rows = found.into_iter().map(|(_, row)| row).collect();
    let columns = [("No.", 8), ("When", 23), ("By", 17), ("Whom, and what", 52)];
    table("Who was told, and what went out", &columns, rows)
}

/// Details that say what a notice was.
const OF_A_NOTICE: [&str; 4] = ["law", "form", "reference", "receipt"];

fn message(sentence: &Sentence) -> Cell {
    let told = sentence.details.iter().filter(|detail| OF_A_NOTICE.contains(&detail.name));
    let mut line: Line = Vec::new();
    for detail in told {
        separate(&mut line);
        line.extend([Run::quiet(&format!("{}: ", detail.name)), Run::plain(&detail.value)]);
    }
    std::iter::once(vec![Run::plain(&sentence.text())]).chain((!line.is_empty()).then_some(line)).collect()
}

/// How much evidence there is, by how it is held, in one paragraph; the full timeline has each piece.
pub(super) fn evidence_summary(timeline: &Timeline<'_>) -> Option<Block> {
    let evidence = timeline.scene.state.evidence();
    let held = [Holding::Copied, Holding::InPlace, Holding::Referenced, Holding::Physical];
    let mut line: Line = Vec::new();
    for held in held {
        let pieces: Vec<_> = evidence.iter().filter(|(_, (_, taken))| taken.holding == held).collect();
        let (Some((first, _)), Some((last, _))) = (pieces.first(), pieces.last()) else { continue };
        separate(&mut line);
        let named = |(id, (_, taken)): &(&EvidenceId, &(Seq, EvidenceTaken))| {
            format!("{id} {}", timeline.scene.read(taken.name))
        };
        let which = if pieces.len() > SHORT {
            format!("{first} to {last}")
        } else {
            pieces.iter().map(named).collect::<Vec<_>>().join("; ")
        };
        line.push(Run::strong(&format!("{} {}", count(pieces.len(), "piece"), holding(held))));
        line.push(Run::plain(&format!(" ({which})")));
    }
    if line.is_empty() {
        return None;
    }
    line.push(Run::plain(". Hashes and custody stand in the full timeline."));
    Some(Block::Items(vec![line]))
}

/// So many pieces of a kind are named one by one.
const SHORT: usize = 4;

/// What evidence there is, and where.
pub(super) fn evidence(timeline: &Timeline<'_>) -> Option<Block> {
    let state = timeline.scene.state;
    let rows = state.evidence().iter().map(|(id, (seq, taken))| {
        let at = entry_at(timeline.entries, *seq);
        let recorded = at.map(|entry| timeline.scene.brief(entry.stamp.t)).unwrap_or_default();
        let by = at.map(|entry| timeline.scene.person(entry.by())).unwrap_or_default();
        let mut cell = piece(timeline, taken);
        cell.extend(custody(timeline, *id));
        RowCells::of(vec![
            vec![vec![Run::plain(&id.to_string())], vec![Run::entry(*seq)]],
            one(Run::plain(&format!("{by}, {recorded}"))),
            cell,
        ])
    });
    table("Evidence", &[("No.", 8), ("Recorded", 34), ("What, and where", 58)], rows.collect())
}

fn piece(timeline: &Timeline<'_>, taken: &EvidenceTaken) -> Cell {
    let scene = timeline.scene;
    let mut name =
        vec![Run::strong(&scene.read(taken.name)), Run::quiet(&format!(" · {}", holding(taken.holding)))];
    name.extend(taken.size.map(|size| Run::quiet(&format!(" · {size} bytes"))));
    let hash = match (taken.sha256, taken.claimed_hash) {
        (Some(hash), claimed) => vec![
            Run::quiet(if claimed { "SHA-256 as claimed " } else { "SHA-256 " }),
            Run::new(&hash.to_string(), Style::Code),
        ],
        (None, _) => vec![Run::quiet("no hash")],
    };
    let origin = [
        ("source", scene.maybe(taken.source)),
        ("method", scene.maybe(taken.method)),
        ("place", scene.maybe(taken.place)),
        ("collected by", taken.collector.map(|person| scene.person(person))),
        ("collected", taken.collected.map(|at| scene.claimed(at))),
    ];
    let origin: Vec<String> =
        origin.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect();
    let origin = (!origin.is_empty()).then(|| vec![Run::plain(&origin.join(" · "))]);
    [name, hash].into_iter().chain(origin).collect()
}

/// Who had it afterwards.
fn custody(timeline: &Timeline<'_>, id: EvidenceId) -> Vec<Line> {
    let transfers = timeline.entries.iter().filter(|entry| {
        matches!(&entry.draft.event, Event::CustodyTransferred(CustodyTransferred { evidence, .. }) if *evidence == id)
    });
    transfers
        .map(|entry| {
            let when = format!("{}: ", timeline.scene.brief(super::row::happened(entry, &[]).at));
            let text = full_stop(&describe(entry, timeline.scene).lead);
            vec![Run::quiet(&when), Run::plain(&text), Run::plain(" "), Run::entry(entry.seq)]
        })
        .collect()
}
