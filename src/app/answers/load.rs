//! Reading an answers file: every problem at once, with its place.

mod meant;

use std::sync::Arc;

use super::{Answers, End, Piece, QuizAnswer, Row};
use crate::app::ground::roles;
use crate::base::id::{ExpectationId, FactId, InjectId, OptionId, RoleId};
use crate::base::problem::{Placed, Problem, Problems, Source, Span};
use crate::base::reader::{self, Item, Table};
use crate::base::time::typed::{TypedTime, parse_period, parse_typed_time};
use crate::base::time::{Claimed, Period};
use crate::fact::typed::{TypedValue, Typing, value_from_item};
use crate::incident::event::step::Gate;
use crate::incident::plans::Plans;
use crate::incident::refusal::gate_word;
use crate::record::via::Via;

/// Reads an answers file; it comes out only without a problem.
pub(crate) fn load(source: &Arc<Source>, plans: &Plans<'_>, typing: Typing) -> (Option<Answers>, Problems) {
    let mut problems = Problems::default();
    let read = reader::read(source, &mut problems, |root| {
        let roles = root.tables("role", |table| read_role(table, plans));
        let rows = root.tables("answer", |table| read_row(table, plans, &typing));
        (roles, rows, root.tables("quiz", read_quiz), flag(root, "in_order_of_time"))
    });
    let answers = read.map(|(roles, rows, quiz, in_order_of_time)| Answers {
        in_order_of_time,
        roles: roles.into_iter().flatten().collect(),
        rows: rows.into_iter().flatten().collect(),
        quiz: quiz.into_iter().flatten().collect(),
    });
    if problems.has_errors() { (None, problems) } else { (answers, problems) }
}

fn read_row(table: &mut Table<'_>, plans: &Plans<'_>, typing: &Typing) -> Option<Row> {
    table.name("the answer");
    let step = table.required_string("step");
    if let Some(step) = &step {
        meant::check(table, plans, step);
    }
    let sent = time(table, "sent", typing);
    let row = Row {
        receipt: receipt(table, sent.is_some()),
        sent,
        who: text(table, "as"),
        by: text(table, "by"),
        via: table.parsed("via", |word| Via::parse(word).ok_or("no such way")).map(|via| via.value),
        at: time(table, "at", typing),
        set: facts(table, plans, typing),
        unknown: table.strings("unknown").iter().filter_map(|id| fact_id(table, plans, id)).collect(),
        recheck: table.parsed("recheck", period).map(|recheck| recheck.value),
        note: text(table, "note"),
        reason: text(table, "reason"),
        tick: options(table, "tick"),
        evidence: numbered(table, "evidence", piece),
        none: numbered(table, "none", |inner, item| Some(inner.as_string(item, "none")?.value)),
        approve: flag(table, "approve"),
        overrides: overrides(table),
        release: flag(table, "release"),
        end: end(table),
        inject: table.parsed("inject", InjectId::parse).map(|inject| inject.value),
        takes: table.parsed("takes", period).map(|takes| takes.value),
        step: step.map(|step| step.value).unwrap_or_default(),
    };
    (!row.step.is_empty()).then_some(row)
}

/// Who holds a role from the beginning.
fn read_role(table: &mut Table<'_>, plans: &Plans<'_>) -> Option<(RoleId, String)> {
    table.name("the role");
    let role = table.required_id("role", RoleId::parse);
    let name = table.required_string("name");
    let role = role?;
    if roles().get(&role.value).is_none() && !plans.has_role(&role.value) {
        let known: Vec<&str> = roles().rows().map(|row| row.id.as_str()).collect();
        let message = format!("there is no role `{}`", role.value);
        let problem = Problem::error(table.source(), "answers::unknown-role", role.span, message)
            .suggest(role.value.as_str(), known.iter().copied());
        table.report(problem);
        return None;
    }
    Some((role.value, name?.value))
}

/// An answer to a question of an inject: a figure, or options.
fn read_quiz(table: &mut Table<'_>) -> Option<QuizAnswer> {
    table.name("the answer");
    let question = table.required_id("question", ExpectationId::parse);
    let figure = table.integer("figure");
    let options = table.strings("options").into_iter().map(Placed::into_value);
    let answer = figure.map_or_else(|| options.collect(), |figure| vec![figure.value.to_string()]);
    let who = text(table, "as");
    let takes = table.parsed("takes", period).map(|takes| takes.value);
    Some(QuizAnswer { question: question?.value, answer, who, takes })
}

fn text(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.string(key).map(|text| text.value)
}

/// What the recipient gave back belongs to a notice that was sent.
fn receipt(table: &mut Table<'_>, was_sent: bool) -> Option<String> {
    let receipt = table.string("receipt")?;
    if !was_sent {
        let message = "`receipt` stands beside `sent`, which says when the notice went out";
        table.report(Problem::error(table.source(), "answers::receipt-of-nothing", receipt.span, message));
    }
    Some(receipt.value)
}

fn flag(table: &mut Table<'_>, key: &'static str) -> bool {
    table.bool(key).is_some_and(|flag| flag.value)
}

fn period(text: &str) -> Result<Period, String> {
    parse_period(text).map_err(|why| why.to_string())
}

/// A time: as TOML writes it, or as people type it.
fn time(table: &mut Table<'_>, key: &'static str, typing: &Typing) -> Option<Claimed> {
    let item = table.item(key)?;
    let Some(text) = item.string().map(str::to_owned).or_else(|| item.datetime()) else {
        table.wrong_type(item, &format!("`{key}`"), "a time");
        return None;
    };
    let placed = Placed::new(text, item.span());
    let read = table.parse_placed(key, &placed, |text| {
        match parse_typed_time(text, typing.now, typing.zone).map_err(|why| why.to_string())? {
            TypedTime::At(claimed) => Ok(claimed),
            TypedTime::Future(_) => Err("it lies in the future".to_owned()),
            TypedTime::Ambiguous { .. } => Err("it happened twice; add the offset".to_owned()),
        }
    });
    read.map(|read| read.value)
}

fn fact_id(table: &mut Table<'_>, plans: &Plans<'_>, id: &Placed<String>) -> Option<FactId> {
    if plans.fact(&id.value).is_some() {
        return FactId::parse(&id.value).ok();
    }
    let message = format!("there is no fact `{}`", id.value);
    let known = plans.fact_ids().map(AsRef::as_ref);
    let problem =
        Problem::error(table.source(), "answers::unknown-fact", id.span, message).suggest(&id.value, known);
    table.report(problem);
    None
}

fn facts(table: &mut Table<'_>, plans: &Plans<'_>, typing: &Typing) -> Vec<(FactId, TypedValue)> {
    let future = flag(table, "future");
    let set = table.table("set", |set| {
        let mut read = Vec::new();
        for (key, item) in set.members() {
            let Some(fact) = fact_id(set, plans, &key) else { continue };
            let Some(row) = plans.fact(fact.as_str()) else { continue };
            match value_from_item(item, row, typing) {
                Ok(TypedValue::Future(reading)) if future => read.push((fact, reading.value)),
                Ok(TypedValue::Future(reading)) => {
                    let message = format!("`{fact}`: {} lies in the future", reading.echo);
                    let problem = Problem::error(set.source(), "answers::bad-value", item.span(), message);
                    set.report(problem.help("`future = true` if that is meant"));
                }
                Ok(value) => read.push((fact, value)),
                Err(why) => {
                    set.error("answers::bad-value", item.span(), format!("bad value for `{fact}`: {why}"));
                }
            }
        }
        read
    });
    set.unwrap_or_default()
}

fn options(table: &mut Table<'_>, key: &'static str) -> Vec<OptionId> {
    let texts = table.strings(key);
    texts.iter().filter_map(|text| Some(table.parse_placed(key, text, OptionId::parse)?.value)).collect()
}

/// `"..."`, or `{ what = "...", place = "...", method = "..." }`.
fn piece(inner: &mut Table<'_>, item: Item<'_>) -> Option<Piece> {
    if let Some(what) = item.string() {
        return Some(Piece { what: what.to_owned(), ..Piece::default() });
    }
    let read = inner.in_table_or_text(item, "evidence", |piece| {
        let (place, method) = (text(piece, "place"), text(piece, "method"));
        Some(Piece { what: piece.required_string("what")?.value, place, method })
    });
    read.flatten()
}

/// `{ 1 = "...", 2 = "..." }`: pieces by their number, from 1.
fn numbered<T>(
    table: &mut Table<'_>,
    key: &'static str,
    read_one: impl Fn(&mut Table<'_>, Item<'_>) -> Option<T>,
) -> Vec<(u32, T)> {
    let read = table.table(key, |inner| {
        let mut read = Vec::new();
        for (number, item) in inner.members() {
            let n = inner
                .parse_placed(key, &number, |text| text.parse::<u32>().map_err(|_bad| "a number from 1"));
            read.extend(n.zip(read_one(inner, item)).map(|(n, one)| (n.value.saturating_sub(1), one)));
        }
        read
    });
    read.unwrap_or_default()
}

fn overrides(table: &mut Table<'_>) -> Vec<Gate> {
    let gates = [Gate::Requires, Gate::Authority, Gate::Evidence, Gate::Wait];
    let texts = table.strings("override");
    let read = |word: &str| {
        gates.into_iter().find(|gate| gate_word(*gate) == word).ok_or("requires, authority, evidence or wait")
    };
    texts.iter().filter_map(|text| Some(table.parse_placed("override", text, read)?.value)).collect()
}

fn end(table: &mut Table<'_>) -> Option<End> {
    let mut ends: Vec<(Span, End)> = Vec::new();
    let chosen = table.parsed("choose", OptionId::parse);
    ends.extend(chosen.map(|chosen| (chosen.span, End::Choose(chosen.value))));
    let words = [
        ("done", End::Done),
        ("failed", End::Failed),
        ("skip", End::Skip),
        ("refuse", End::Refuse),
        ("undo", End::Undo),
    ];
    for (key, end) in words {
        ends.extend(table.bool(key).filter(|flag| flag.value).map(|flag| (flag.span, end)));
    }
    if let [_, (span, _), ..] = ends.as_slice() {
        let span = *span;
        table.error("answers::two-ends", span, "an answer ends its step in one way");
    }
    ends.into_iter().next().map(|(_, end)| end)
}
