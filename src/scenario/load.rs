//! Reading a scenario: every problem at once, each at its place. Must not read files: the playbook that is played is handed in.

mod aim;
mod cross;
mod inject;
mod words;

use std::sync::Arc;

use super::expectation::Expectation;
use super::model::{Assumption, CriticalTask, Inject, Module, Objective, Scenario};
use super::moment::StoryMoment;
use super::names::ScenarioNames;
use crate::base::digest::Digest;
use crate::base::id::{
    CriticalTaskId, FactId, ModuleId, ObjectiveId, PlaybookId, RoleId, ScenarioId, StepId,
};
use crate::base::problem::{Placed, Problem, Problems, Source};
use crate::base::reader::{self, Table};
use crate::base::time::Period;
use crate::base::time::typed::parse_period;
use crate::expr::Condition;
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::load::Ground;

/// What the first key must say.
const FORMAT: &str = "scenario/1";

/// What a scenario is read against.
pub(crate) struct Stage<'a> {
    /// Facts, roles, regimes.
    pub(crate) ground: &'a Ground<'a>,
    /// Finds the playbook that is played, with all that it uses.
    pub(crate) playbook: &'a dyn Fn(&PlaybookId) -> Option<PlaybookSet>,
}

/// What is known while a scenario is read.
struct Known<'a> {
    ground: &'a Ground<'a>,
    set: &'a PlaybookSet,
    names: ScenarioNames<'a>,
}

/// Reads a scenario; there is none when any problem is an error.
pub(crate) fn load(source: &Arc<Source>, stage: &Stage<'_>) -> (Option<Scenario>, Problems) {
    let mut problems = Problems::default();
    let read = reader::read(source, &mut problems, |table| read_scenario(table, stage));
    (read.flatten().filter(|_| !problems.has_errors()), problems)
}

/// The id and the playbook of a scenario, for lists.
pub(crate) fn heading(source: &Arc<Source>) -> Option<(ScenarioId, String, PlaybookId)> {
    let text = |key: &str| {
        let line = source.text.lines().find(|line| line.split('=').next().is_some_and(|k| k.trim() == key));
        let value = line?.split_once('=')?.1.trim();
        Some(value.trim_matches('"').to_owned())
    };
    let (id, title, playbook) = (text("id")?, text("title")?, text("playbook")?);
    Some((ScenarioId::parse(&id).ok()?, title, PlaybookId::parse(&playbook).ok()?))
}

/// Everything is read before anything is required, so that one problem does not make keys look unknown.
fn read_scenario(table: &mut Table<'_>, stage: &Stage<'_>) -> Option<Scenario> {
    table.format(FORMAT);
    let id = table.required_id("id", ScenarioId::parse);
    let [title, version, summary] = ["title", "version", "summary"].map(|key| required(table, key));
    let briefing = required(table, "briefing");
    let playbook = table.required_id("playbook", PlaybookId::parse);
    let duration = required_period(table, "duration");
    let starts = table.required_string("starts");
    let starts = starts.and_then(|text| table.parse_placed("starts", &text, StoryMoment::parse));
    let rate = rate(table);
    let (threats, tags) = (texts(table, "threats"), texts(table, "tags"));
    let set = playbook.as_ref().and_then(|playbook| find_playbook(table, playbook, stage));
    let Some(set) = set else {
        // Without the playbook nothing below can be judged; its keys are no mistakes.
        for key in ["roles", "objective", "module", "inject", "expect", "assume"] {
            table.item(key);
        }
        return None;
    };
    let known =
        Known { ground: stage.ground, set: &set, names: ScenarioNames::new(&set, stage.ground.catalogue) };
    let roles = roles(table, "roles", &known);
    let objectives = table.tables("objective", |inner| objective(inner, &known));
    let modules = table.tables("module", |inner| module(inner, &known));
    let read = table.tables("inject", |inner| inject::read(inner, &known));
    // What could not be read is not missing too.
    let is_whole = objectives.iter().all(Option::is_some)
        && modules.iter().all(Option::is_some)
        && read.iter().all(Option::is_some);
    let objectives: Vec<Objective> = objectives.into_iter().flatten().collect();
    let modules: Vec<Module> = modules.into_iter().flatten().collect();
    let (injects, of_injects): (Vec<Inject>, Vec<Vec<Expectation>>) = read.into_iter().flatten().unzip();
    let own = table.tables("expect", |inner| aim::read(inner, None, &known));
    let expectations: Vec<Expectation> =
        of_injects.into_iter().flatten().chain(own.into_iter().flatten()).collect();
    let assumes = table.tables("assume", |inner| assumption(inner, &known)).into_iter().flatten().collect();
    let sentences = words::sentences(&modules, &injects, &expectations, &known);
    let scenario = Scenario {
        sentences,
        id: id?.value,
        title: title?,
        version: version?,
        summary: summary?,
        briefing: briefing?,
        playbook: playbook?.value,
        duration: duration?,
        starts: starts?.value,
        rate,
        threats,
        tags,
        roles,
        objectives,
        modules,
        injects,
        expectations,
        assumes,
        digest: Digest::of(table.source().text.as_bytes()),
        source: Arc::clone(table.source()),
    };
    if is_whole {
        cross::check(table, &scenario);
    }
    Some(scenario)
}

fn required(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.required_string(key).map(Placed::into_value)
}

fn text(table: &mut Table<'_>, key: &'static str) -> String {
    table.string(key).map(Placed::into_value).unwrap_or_default()
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    table.strings(key).into_iter().map(Placed::into_value).collect()
}

fn period(table: &mut Table<'_>, key: &'static str) -> Option<Period> {
    table.parsed(key, parse_period).map(Placed::into_value)
}

fn required_period(table: &mut Table<'_>, key: &'static str) -> Option<Period> {
    let text = table.required_string(key)?;
    table.parse_placed(key, &text, parse_period).map(Placed::into_value)
}

fn rate(table: &mut Table<'_>) -> u32 {
    let Some(rate) = table.integer("rate") else { return 1 };
    if let Ok(known @ 1..=3600) = u32::try_from(rate.value) {
        return known;
    }
    table.error("document::bad-value", rate.span, "`rate` is from 1 to 3600");
    1
}

fn find_playbook(
    table: &mut Table<'_>,
    playbook: &Placed<PlaybookId>,
    stage: &Stage<'_>,
) -> Option<PlaybookSet> {
    let found = (stage.playbook)(&playbook.value);
    if found.is_none() {
        let message = format!("there is no playbook `{}` that loads", playbook.value);
        let problem = Problem::error(table.source(), "scenario::no-playbook", playbook.span, message)
            .help("`breachbook playbook list` names them; `--playbooks DIR` adds your own");
        table.report(problem);
    }
    found
}

fn condition(table: &mut Table<'_>, key: &'static str, known: &Known<'_>) -> Option<Condition> {
    let text = table.string(key)?;
    Condition::read(table, &text, &known.names)
}

fn roles(table: &mut Table<'_>, key: &'static str, known: &Known<'_>) -> Vec<RoleId> {
    let typed = table.strings(key);
    typed.into_iter().filter_map(|role| role_of(table, &role, known)).collect()
}

fn role_of(table: &mut Table<'_>, typed: &Placed<String>, known: &Known<'_>) -> Option<RoleId> {
    let own = known.set.playbooks.values().flat_map(|playbook| playbook.roles.keys());
    let all: Vec<&RoleId> = known.ground.roles.rows().map(|role| &role.id).chain(own).collect();
    let found = all.iter().find(|role| role.as_str() == typed.value);
    if found.is_none() {
        let message = format!("there is no role `{}`", typed.value);
        let problem = Problem::error(table.source(), "scenario::unknown-role", typed.span, message)
            .suggest(&typed.value, all.iter().map(|role| role.as_str()));
        table.report(problem);
    }
    found.map(|role| (*role).clone())
}

/// A step of any of the playbooks.
fn step_of(table: &mut Table<'_>, typed: &Placed<String>, known: &Known<'_>) -> Option<StepId> {
    let found = known.names.playbook_step(&typed.value).map(|step| step.id.clone());
    if found.is_none() {
        let message = format!("no playbook that is played has a step `{}`", typed.value);
        let problem = Problem::error(table.source(), "scenario::unknown-step", typed.span, message)
            .suggest(&typed.value, known.names.step_ids());
        table.report(problem);
    }
    found
}

fn step(table: &mut Table<'_>, key: &'static str, known: &Known<'_>) -> Option<StepId> {
    let typed = table.required_string(key)?;
    step_of(table, &typed, known)
}

fn objective(table: &mut Table<'_>, known: &Known<'_>) -> Option<Objective> {
    let id = table.required_id("id", ObjectiveId::parse);
    let (words, capability) = (required(table, "text"), text(table, "capability"));
    let tasks = table.tables("task", |inner| task(inner, known)).into_iter().flatten().collect();
    let id = id?;
    Some(Objective { id: id.value, text: words?, capability, tasks, span: id.span })
}

fn task(table: &mut Table<'_>, known: &Known<'_>) -> Option<CriticalTask> {
    let id = table.required_id("id", CriticalTaskId::parse);
    let (words, standard) = (required(table, "text"), text(table, "standard"));
    let typed = table.strings("steps");
    let steps = typed.into_iter().filter_map(|typed| step_of(table, &typed, known)).collect();
    let id = id?;
    Some(CriticalTask { id: id.value, text: words?, standard, steps, span: id.span })
}

fn module(table: &mut Table<'_>, known: &Known<'_>) -> Option<Module> {
    let id = table.required_id("id", ModuleId::parse);
    let title = required(table, "title");
    let story = table.parsed("story", StoryMoment::parse).map(Placed::into_value);
    let gate = condition(table, "gate", known);
    let duration = period(table, "duration");
    let id = id?;
    Some(Module { id: id.value, title: title?, story, gate, duration, span: id.span })
}

fn assumption(table: &mut Table<'_>, known: &Known<'_>) -> Option<Assumption> {
    let module = table.required_id("module", ModuleId::parse);
    let told = text(table, "told");
    let facts = table.table("facts", |inner| facts(inner, known)).unwrap_or_default();
    Some(Assumption { module: module?.value, facts, told })
}

fn facts(table: &mut Table<'_>, known: &Known<'_>) -> Vec<(FactId, String)> {
    use crate::expr::names::Names as _;
    let mut facts = Vec::new();
    for (name, item) in table.members() {
        let Some(row) = known.names.fact(&name.value).map(|row| row.id.clone()) else {
            let message = format!("there is no fact `{}`", name.value);
            let problem = Problem::error(table.source(), "scenario::unknown-fact", name.span, message)
                .suggest(&name.value, known.names.all_names());
            table.report(problem);
            continue;
        };
        facts.extend(table.as_string(item, &name.value).map(|value| (row, value.value)));
    }
    facts
}

#[cfg(test)]
mod tests;
