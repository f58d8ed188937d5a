//! Reads one step: the keys that every step has, then those of its kind. Must not know the tree.

use super::known::{known_keys, known_step_keys};
use super::reading::{Reading, StepReading, period, regime, text, texts, word};
use super::scope::Scope;
use crate::base::id::StepId;
use crate::base::problem::{Placed, Problem};
use crate::base::reader::{Item, Table};
use crate::playbook::key::{COMMAND, EVIDENCE, STEP};
use crate::playbook::kind::{KIND_WORDS, KindWord};
use crate::playbook::model::{DutyId, EvidenceWanted, OnFailure, OnUnknown, ShownCommand, Step};

/// The words of `on_unknown`.
pub(crate) const ON_UNKNOWN: [(OnUnknown, &str); 2] = [(OnUnknown::Open, "open"), (OnUnknown::Skip, "skip")];

/// The words of `on_failure`.
pub(crate) const ON_FAILURE: [(OnFailure, &str); 3] =
    [(OnFailure::Ask, "ask"), (OnFailure::Continue, "continue"), (OnFailure::Stop, "stop")];

/// Keys whose meaning depends on other steps or files, so that they are judged when everything is read.
const JUDGED: [&str; 8] =
    ["when", "requires", "standing_authority_if", "until", "over", "items", "options", "duty"];

/// The longest title or label, in characters: it is part of every entry about the step.
pub(crate) const MAX_TITLE: usize = 200;

/// Reads a step; `number` is its place in the outline. Nothing when a problem was reported that leaves no step.
pub(crate) fn read_step(table: &mut Table<'_>, file: &Reading<'_>, number: usize) -> Option<Step> {
    let kind_word = if table.has("kind") { word(table, "kind", &KIND_WORDS) } else { Some(KindWord::Task) };
    let id = table.required_id("id", StepId::parse);
    let what = id.as_ref().map_or_else(|| "a step".to_owned(), |id| format!("step `{}`", id.value));
    known_step_keys(table, &STEP, kind_word, &what);
    table.name(what);
    let title = title(table, id.as_ref().map_or("", |id| id.value.as_str()));
    let step = StepReading { file, number, title, scope: Scope::of_step(file.facts, file.outline, number) };
    let kind = kind_word.and_then(|kind| kind.read(table, &step));
    // Read for its type only; the outline has resolved it.
    table.string("in");
    check_rules(table);
    let keys = JUDGED.iter().filter_map(|key| Some((*key, table.key_span(key)?)));
    let read = Step {
        keys: keys.collect(),
        span: id.as_ref().map_or(table.span(), |id| id.span),
        id: id.map_or_else(|| StepId::parse("none"), |id| Ok(id.value)).ok()?,
        title: step.title.clone(),
        kind: kind.clone().unwrap_or(crate::playbook::kind::Kind::Task),
        instruction: step.places(table, "do"),
        why: step.places(table, "why"),
        role: file.role(table, "role"),
        consult: file.roles(table, "consult"),
        authority: file.role(table, "authority"),
        standing_authority_if: step.condition(table, "standing_authority_if"),
        when: step.condition(table, "when"),
        on_unknown: word(table, "on_unknown", &ON_UNKNOWN).unwrap_or(OnUnknown::Open),
        requires: step.condition(table, "requires"),
        never: texts(table, "never"),
        evidence: evidence(table),
        timebox: period(table, "timebox"),
        escalate_to: file.role(table, "escalate_to"),
        produces: file.facts(table, "produces"),
        reversible: table.bool("reversible").is_none_or(|flag| flag.value),
        rollback: text(table, "rollback"),
        external: table.bool("external").is_some_and(|flag| flag.value),
        on_failure: word(table, "on_failure", &ON_FAILURE).unwrap_or(OnFailure::Ask),
        duty: duty(table, file),
        reasons: texts(table, "reasons"),
        tags: texts(table, "tags"),
        refs: texts(table, "refs"),
        commands: commands(table, &step),
    };
    kind.map(|_| read)
}

/// A title, or one made from an id.
pub(crate) fn title(table: &mut Table<'_>, id: &str) -> String {
    let Some(title) = table.string("title") else { return from_id(id) };
    let length = title.value.chars().count();
    if title.value.trim().is_empty() {
        table.error("document::empty", title.span, "`title` is empty");
    } else if length > MAX_TITLE {
        let message = format!("a title has at most {MAX_TITLE} characters, this one has {length}");
        let problem = Problem::error(table.source(), "playbook::long-title", title.span, message);
        table.report(problem.help("what does not fit belongs into `do`"));
    }
    title.value
}

/// `cut-the-path` reads "Cut the path".
fn from_id(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn check_rules(table: &mut Table<'_>) {
    let irreversible = table.bool("reversible").filter(|flag| !flag.value);
    if let (Some(flag), true, false) = (&irreversible, table.has("when"), table.has("on_unknown")) {
        let message = "a step that cannot be undone says what its guard does while a fact is not known";
        let problem =
            Problem::error(table.source(), "playbook::irreversible-without-on-unknown", flag.span, message);
        table.report(problem.help("add `on_unknown = \"skip\"` or `on_unknown = \"open\"`"));
    }
    let external = table.bool("external").filter(|flag| flag.value);
    if let (Some(flag), false) = (external, table.has("authority")) {
        let message = "a step that tells somebody outside needs `authority`: who must approve it";
        let problem =
            Problem::error(table.source(), "playbook::external-without-authority", flag.span, message);
        table.report(
            problem.help("`standing_authority_if` names the condition under which nobody needs to be asked"),
        );
    }
    if let (Some(span), false) = (table.key_span("standing_authority_if"), table.has("authority")) {
        let message = "`standing_authority_if` has no effect without `authority`";
        table.error("playbook::stray-standing-authority", span, message);
    }
    if let (Some(span), None, false) = (table.key_span("on_unknown"), irreversible, table.has("when")) {
        table.error("playbook::stray-on-unknown", span, "`on_unknown` has no effect without `when`");
    }
    if let (Some(span), false) = (table.key_span("escalate_to"), table.has("timebox")) {
        table.error("playbook::stray-escalate-to", span, "`escalate_to` has no effect without `timebox`");
    }
}

fn evidence(table: &mut Table<'_>) -> Vec<EvidenceWanted> {
    let items = table.items("evidence");
    let mut wanted: Vec<EvidenceWanted> =
        items.into_iter().filter_map(|item| read_evidence(table, item)).collect();
    wanted.sort_by_key(|evidence| !evidence.volatile);
    wanted
}

fn read_evidence(table: &mut Table<'_>, item: Item<'_>) -> Option<EvidenceWanted> {
    if let Some(what) = item.string() {
        return Some(EvidenceWanted { what: what.to_owned(), how: String::new(), volatile: false });
    }
    let read = table.in_table_or_text(item, "evidence", |inner| {
        known_keys(inner, &EVIDENCE);
        let what = inner.required_string("what").map(Placed::into_value);
        let how = text(inner, "how");
        let volatile = inner.bool("volatile").is_some_and(|flag| flag.value);
        Some(EvidenceWanted { what: what?, how, volatile })
    });
    read.flatten()
}

fn commands(table: &mut Table<'_>, step: &StepReading<'_>) -> Vec<ShownCommand> {
    let commands = table.tables("command", |inner| {
        known_keys(inner, &COMMAND);
        let lang = inner.required_string("lang").map(Placed::into_value);
        if !inner.has("run") {
            inner.missing("run");
        }
        let run = step.places(inner, "run");
        let note = text(inner, "note");
        Some(ShownCommand { lang: lang?, run, note })
    });
    commands.into_iter().flatten().collect()
}

fn duty(table: &mut Table<'_>, file: &Reading<'_>) -> Option<DutyId> {
    let text = table.string("duty")?;
    let Some(duty) = DutyId::parse(&text.value) else {
        let message = "a duty is written `regime/stage`, such as `gdpr-33-1/notify`";
        table.error("playbook::bad-duty", text.span, message);
        return None;
    };
    let named = Placed::new(duty.regime.as_str().to_owned(), text.span);
    regime(table, file.ground, &named)?;
    if file.ground.regimes.stage(&duty.regime, &duty.stage).is_none() {
        let known: Vec<&str> =
            file.ground.regimes.get(&duty.regime)?.stages.iter().map(|stage| stage.id.as_str()).collect();
        let message = format!("regime `{}` has no stage `{}`", duty.regime, duty.stage);
        let listed: Vec<String> = known.iter().map(|stage| format!("`{stage}`")).collect();
        let problem = Problem::error(table.source(), "playbook::unknown-stage", text.span, message)
            .suggest(duty.stage.as_str(), known)
            .help(format!("its stages are {}", crate::base::text::listing(&listed, "and")));
        table.report(problem);
        return None;
    }
    Some(duty)
}
