//! `draft`: what a data protection officer gets from what the responders wrote down.

use serde_json::Value as Json;

use crate::support::{Env, check_session_in};

const PROFILE: &str = r#"format = "organisation/1"
zone = "Europe/Berlin"

[entity]
legal_name = "Example Trading plc"
id_type = "vat"
id = "IE6388047V"
address = "1 Quay, Dublin"
mail = "privacy@example.org"
country = "IE"
ownership = "private"
size = "large"
sector = "retail"

[[establishment]]
country = "DE"
name = "Example GmbH, Berlin"

[dpo]
designated = true
name = "Dana Doyle"
mail = "dpo@example.org"

[contact_point]
name = "Privacy desk"
mail = "privacy@example.org"
phone = "+353 1 555 0100"

[[authority]]
name = "Data Protection Commission"
country = "IE"
regimes = ["gdpr-33-1"]
"#;

/// A home with a profile of the organisation.
fn with_profile() -> Env {
    let env = Env::new();
    let folder = env.home().join(".config/breachbook");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("organisation.toml"), PROFILE).unwrap();
    env
}

#[test]
fn a_notice_is_drafted_sent_and_followed_up() {
    check_session_in(&with_profile(), "drafts");
}

#[test]
fn own_words_and_approvals_are_kept() {
    check_session_in(&with_profile(), "drafts-approved");
}

/// The same file after somebody typed over a text in it.
fn typed_over(docx: &[u8], before: &str, after: &str) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut read = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..read.len() {
        let mut part = read.by_index(n).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(text.replace(before, after).as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// Three values where the fact has moved meanwhile; what is no answer is said.
const CAME_BACK: &str = "gdpr-33-3 --stage notify, made from #10: 3 changes
aware: When we became aware
  went out: 20 November 2020, HH:MM Europe/Berlin (2020-11-20 HH:MM UTC)
  came back: yesterday Europe/Berlin (2020-11-20 HH:MM UTC)
    no answer to this field: breachbook draft word aware .. --form gdpr-33-3
nature: What happened
  went out: Orders were read.
  by now: Orders were read and copied.
  came back: Somebody read orders.
    breachbook draft read ~/notice.docx --take nature
measures: Measures taken or proposed, also against harm to people
  went out: Page down
  came back: The page was taken down.
    breachbook draft read ~/notice.docx --take measures
";

#[test]
fn what_was_typed_into_a_docx_comes_back_one_by_one() {
    let env = with_profile().started("customer-db-exfiltration");
    let facts = ["aware_at=2020-11-20 10:00", "description=Orders were read.", "measures_taken=Page down"];
    assert_eq!(env.run(&[["fact", "set"].as_slice(), &facts].concat()).code, 0);
    let file = env.home().join("notice.docx");
    assert_eq!(env.run(&["draft", "gdpr-33-3", "-o", file.to_str().unwrap()]).code, 0);
    env.check("breachbook draft read ~/notice.docx", "gdpr-33-3 --stage notify, made from #10: 0 changes\n");
    let docx = std::fs::read(&file).unwrap();
    let docx = typed_over(&docx, "Orders were read.", "Somebody read orders.");
    let docx = typed_over(&docx, "20 November 2020, 10:00", "yesterday");
    std::fs::write(&file, typed_over(&docx, "Page down", "The page was taken down.")).unwrap();
    assert_eq!(env.run(&["fact", "set", "description=Orders were read and copied."]).code, 0);
    let line = "breachbook draft read ~/notice.docx";
    env.check(line, CAME_BACK);
    env.check(
        &format!("{line} --take aware"),
        "! error: what came back for aware is no answer to it; `draft word` takes one\nexit 4\n",
    );
    let taken = "#12 HH:MM KESTREL XXXX\n#13 HH:MM KESTREL XXXX\n";
    env.check(&format!("{line} --take nature --take measures"), taken);
    env.check(
        &format!("{line} --take people"),
        "! error: there is no change `people`\n!   hint: there is aware, nature and measures\nexit 4\n",
    );
    let draft: Json = serde_json::from_str(&env.run(&["draft", "gdpr-33-3", "--json"]).out).unwrap();
    let said = |field: &str| draft["payload"][field].as_str().unwrap().to_owned();
    assert_eq!(
        (said("nature"), said("measures")),
        ("Somebody read orders.".to_owned(), "The page was taken down.".to_owned())
    );
}

#[test]
fn the_payload_of_a_draft_is_valid_under_its_schema() {
    let env = with_profile().started("customer-db-exfiltration");
    let facts =
        ["aware_at=2020-11-20 10:00", "description=Somebody read orders", "breach_types=confidentiality"];
    assert_eq!(env.run(&[["fact", "set"].as_slice(), &facts].concat()).code, 0);
    for form in ["gdpr-33", "gdpr-33-3", "gdpr-34", "nis2-final", "dora-final", "uk-ico"] {
        let json = |arguments: &[&str]| -> Json {
            let ran = env.run(arguments);
            assert_eq!(ran.code, 0, "{}", ran.err);
            serde_json::from_str(&ran.out).unwrap()
        };
        let draft = json(&["draft", form, "--json"]);
        let stage = draft["stage"].as_str().unwrap();
        let schema = json(&["draft", "schema", form, "--stage", stage]);
        let errors = jsonschema::validator_for(&schema).unwrap();
        let lacking: Vec<&str> = draft["gaps"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|gap| gap["blocks"] == true)
            .map(|gap| gap["field"].as_str().unwrap())
            .collect();
        let mut wrong: Vec<String> =
            errors.iter_errors(&draft["payload"]).map(|error| error.to_string()).collect();
        wrong.retain(|error| {
            !lacking.iter().any(|field| error.contains(&format!("\"{field}\" is a required property")))
        });
        assert_eq!(wrong, Vec::<String>::new(), "{form}");
    }
}
