//! The committed schema is the generated one; good playbooks are valid, bad ones are not.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use super::*;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_committed_schema_is_the_generated_one() {
    let committed = fs::read_to_string(repository().join("docs/playbook.schema.json")).unwrap_or_default();
    assert_eq!(
        committed,
        schema(),
        "write it anew with `breachbook playbook schema > docs/playbook.schema.json`"
    );
}

fn json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => Json::from(text.as_ref()),
        DeValue::Integer(number) => Json::from(i64::from_str_radix(number.as_str(), number.radix()).unwrap()),
        DeValue::Float(number) => Json::from(number.as_str().parse::<f64>().unwrap()),
        DeValue::Boolean(flag) => Json::from(*flag),
        DeValue::Datetime(time) => Json::from(time.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => json_table(table),
    }
}

fn json_table(table: &DeTable<'_>) -> Json {
    let members = table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())));
    Json::Object(members.collect())
}

fn complaints(text: &str) -> Vec<String> {
    let validator = jsonschema::draft202012::new(&serde_json::from_str(&schema()).unwrap()).unwrap();
    let document = json_table(DeTable::parse(text).unwrap().get_ref());
    validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn playbooks(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(repository().join(folder)).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect()
}

#[test]
fn every_playbook_of_the_repository_is_valid() {
    let folders = ["playbooks", "tests/playbooks", "src/playbook/load/tests"];
    let files: Vec<PathBuf> = folders.into_iter().flat_map(playbooks).collect();
    assert!(files.len() >= 2);
    for path in files {
        let found = complaints(&fs::read_to_string(&path).unwrap());
        assert_eq!(found, Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn what_a_schema_can_see_is_refused() {
    let structural = [
        "unknown-key-top",
        "unknown-key-phase",
        "unknown-key-step",
        "unknown-key-option",
        "key-of-other-kind",
        "unknown-kind",
        "unknown-word",
        "missing-keys",
        "wrong-type",
        "wrong-format",
        "bad-id",
        "no-phase",
        "repeat-without-max",
    ];
    for name in structural {
        let path: &Path = &repository().join(format!("tests/problems/{name}.toml"));
        assert_ne!(complaints(&fs::read_to_string(path).unwrap()), Vec::<String>::new(), "{name}");
    }
}
