//! Files beside a scenario.

use std::fs;

use super::look;
use crate::app::exercise::script::read;
use crate::base::id::{PlaybookId, ScenarioId};
use crate::base::problem::Source;
use crate::playbook::library::Library;
use crate::scenario::scaffold::scaffold;

/// SHA-256 of `hello` and a line feed.
const HELLO: &str = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

#[track_caller]
fn check(name: &str, content: Option<&str>, expected: &[&str]) {
    let folder = std::env::temp_dir().join(format!("breachbook-attachment-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    if let Some(content) = content {
        fs::write(folder.join("mail.eml"), content).unwrap();
    }
    let id = ScenarioId::parse("my-own").unwrap();
    let text = scaffold(&id, "Mine", &PlaybookId::parse("insider-error").unwrap());
    let (head, rest) = text.split_once("[[inject]]\n").unwrap();
    let attachment = format!("attachment = [{{ file = \"mail.eml\", sha256 = \"{HELLO}\" }}]");
    let source = Source::new("my-own.toml", format!("{head}[[inject]]\n{attachment}\n{rest}"));
    let (scenario, problems) = read(&source, &Library::shipped());
    let scenario = scenario.unwrap_or_else(|| panic!("{problems:?}"));
    let found = look(&scenario, &folder).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let messages: Vec<&str> = found.sorted().iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages, expected);
}

#[test]
fn an_attachment_lies_beside_its_scenario_and_is_the_one_that_is_meant() {
    check("good", Some("hello\n"), &[]);
    let inject = "attachment `mail.eml` of inject `first-sign`";
    check("missing", None, &[&format!("{inject} does not lie beside the scenario")]);
    let changed = format!("{inject} is not the file that the scenario means: its sha256 is another");
    check("changed", Some("hello"), &[&changed]);
}
