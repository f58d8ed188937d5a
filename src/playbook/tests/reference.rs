//! The tables of `docs/playbook-language.md` are those of the code.

use std::fs;
use std::path::Path;

use super::super::key::{
    CHOICE, COMMAND, EVIDENCE, FACT, IdRule, Key, Keys, PHASE, PLAYBOOK, ROLE, STEP, Shape, WAIVE,
};
use super::super::kind::{KIND_WORDS, KindWord, checklist, decision};
use super::super::lint::CODES;
use super::super::load::load;
use super::super::quote::lang_names;
use super::super::role::RoleCatalogue;
use super::super::sample::with_ground;
use crate::base::problem::Source;
use crate::base::problem::render::render;
use crate::fact::fact_type::SCALARS;
use crate::form::FormIndex;

fn shape(shape: Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Markdown => "Markdown".to_owned(),
        Shape::Places => "Markdown with places".to_owned(),
        Shape::Id(IdRule::Duty) => "`regime/stage`".to_owned(),
        Shape::Id(IdRule::FactType) => "type".to_owned(),
        Shape::Id(IdRule::Kebab | IdRule::KebabOrDigit | IdRule::Snake | IdRule::Choice) => "id".to_owned(),
        Shape::Word(words) if words.len() > 6 => "a kind".to_owned(),
        Shape::Word(words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
        Shape::Bool => "true or false".to_owned(),
        Shape::Number(most) => format!("1 to {most}"),
        Shape::Period => "period".to_owned(),
        Shape::Condition => "condition".to_owned(),
        Shape::Texts => "texts".to_owned(),
        Shape::Ids(_) => "ids".to_owned(),
        Shape::Values => "facts and values".to_owned(),
        Shape::Rows(rows) if rows.text => "texts or tables".to_owned(),
        Shape::Rows(_) => "tables".to_owned(),
        Shape::Named(..) => "tables by id".to_owned(),
    }
}

fn row(key: &Key) -> String {
    let must = if key.required { "yes" } else { "" };
    format!("| `{}` | {} | {must} | {} |\n", key.name, shape(key.shape), key.text)
}

fn keys(keys: &Keys) -> String {
    let rows: String = keys.keys.iter().map(row).collect();
    format!("| key | value | required | meaning |\n|---|---|---|---|\n{rows}")
}

fn kinds() -> String {
    let section = |(kind, word): &(KindWord, &str)| {
        let table =
            if kind.keys().keys.is_empty() { "No keys of its own.\n".to_owned() } else { keys(kind.keys()) };
        format!("#### `{word}`\n\n{table}")
    };
    KIND_WORDS.iter().map(section).collect::<Vec<_>>().join("\n")
}

fn two_columns(head: &str, rows: impl Iterator<Item = (String, String)>) -> String {
    let rows: Vec<String> = rows.map(|(a, b)| format!("| `{a}` | {b} |\n")).collect();
    format!("| {head} |\n|---|---|\n{}", rows.concat())
}

fn table(name: &str) -> String {
    match name {
        "playbook" => keys(&PLAYBOOK),
        "role" => keys(&ROLE),
        "fact" => keys(&FACT),
        "choice" => keys(&CHOICE),
        "phase" => keys(&PHASE),
        "waive" => keys(&WAIVE),
        "step" => keys(&STEP),
        "evidence" => keys(&EVIDENCE),
        "command" => keys(&COMMAND),
        "option" => keys(&decision::OPTION),
        "item" => keys(&checklist::ITEM),
        "kinds" => kinds(),
        "types" => SCALARS.iter().map(|(_, word)| format!("`{word}`")).collect::<Vec<_>>().join(", ") + "\n",
        "langs" => lang_names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ") + "\n",
        "lint" => two_columns(
            "code | meaning",
            CODES.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())),
        ),
        "roles" => {
            let roles = RoleCatalogue::shipped();
            let rows =
                roles.rows().map(|role| (role.id.to_string(), format!("{} ({})", role.label, role.short)));
            two_columns("id | role", rows)
        }
        "forms" => two_columns(
            "id | form",
            FormIndex::shipped().rows().map(|form| (form.id.clone(), form.title.clone())),
        ),
        other => panic!("no table `{other}`"),
    }
}

/// The page with each generated part written anew.
pub(in crate::playbook) fn regenerated(page: &str) -> String {
    let mut parts = page.split("<!-- generated: ");
    let mut text = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (name, rest) = part.split_once(" -->").unwrap();
        let (_, after) = rest.split_once("<!-- end -->").unwrap();
        let part = format!("<!-- generated: {name} -->\n{}<!-- end -->{after}", table(name));
        text.push_str(&part);
    }
    text
}

#[test]
fn the_example_of_the_reference_loads() {
    let page = include_str!("../../../docs/playbook-language.md");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let source = Source::new("example.toml", example);
    let (playbook, problems) = with_ground(|ground| load(&source, ground));
    assert_eq!((render(&problems, false).as_str(), playbook.is_some()), ("no problems\n", true));
}

#[test]
fn the_tables_of_the_reference_are_those_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/playbook-language.md");
    let page = fs::read_to_string(path).unwrap();
    assert_eq!(page, regenerated(&page));
    for part in ["playbook", "phase", "step", "kinds", "types", "lint", "roles", "forms"] {
        assert!(page.contains(&format!("<!-- generated: {part} -->")), "{part}");
    }
}
