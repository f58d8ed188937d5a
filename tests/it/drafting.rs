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
fn a_notice_stops_the_clock_only_of_those_whom_it_names() {
    check_session_in(&with_profile(), "told-somebody-else");
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

/// Each change is asked for; what was emptied is "not known yet" where the form takes that, and then it is a gap again.
#[test]
fn changes_that_came_back_are_confirmed_one_by_one() {
    let env = with_profile().started("customer-db-exfiltration");
    let facts = ["aware_at=2020-11-20 10:00", "description=Orders were read.", "measures_taken=Page down"];
    assert_eq!(env.run(&[["fact", "set"].as_slice(), &facts].concat()).code, 0);
    let file = env.home().join("notice.docx");
    assert_eq!(env.run(&["draft", "gdpr-33-3", "-o", file.to_str().unwrap()]).code, 0);
    let docx = typed_over(&std::fs::read(&file).unwrap(), "Orders were read.", "");
    std::fs::write(&file, typed_over(&docx, "Page down", "The page was taken down.")).unwrap();
    let ran = env.run_with(&["draft", "read", file.to_str().unwrap(), "--ask"], "perhaps\ny\nn\n");
    assert_eq!(env.shown(&ran), ASKED);
    let draft: Json = serde_json::from_str(&env.run(&["draft", "gdpr-33-3", "--json"]).out).unwrap();
    assert_eq!(
        [&draft["payload"]["nature"], &draft["payload"]["measures"]],
        ["Not known yet. It will be given in a follow-up.", "Page down"]
    );
    let gaps: Vec<&Json> = draft["gaps"].as_array().unwrap().iter().map(|gap| &gap["field"]).collect();
    assert!(gaps.iter().any(|field| **field == "nature"), "{gaps:?}");
    let held = draft["minimum"].as_array().unwrap();
    assert!(held.iter().all(|item| item["field"] != "nature" || item["held"] == "not-known-yet"), "{held:?}");
}

const ASKED: &str = "gdpr-33-3 --stage notify, made from #10: 2 changes
#11 HH:MM KESTREL XXXX
! nature: What happened
!   went out: Orders were read.
!   came back: (nothing)
! Take it as \"not known yet\"? y yes, n no, q leave the rest: 
! y, n or q
! Take it as \"not known yet\"? y yes, n no, q leave the rest: 
! measures: Measures taken or proposed, also against harm to people
!   went out: Page down
!   came back: The page was taken down.
! Take it? y yes, n no, q leave the rest: 
";

/// Whoever approves a file approves what was known when it was made: the entry says which state of the record that was.
#[test]
fn an_approval_names_the_record_that_its_file_was_made_from() {
    let env = with_profile();
    let role = ["--role", "dpo=Dana Doyle", "--codename", "kestrel", "--no-run"];
    assert_eq!(env.run(&[["start", "customer-db-exfiltration"].as_slice(), &role].concat()).code, 0);
    let mut sizes = Vec::new();
    for format in ["md", "txt", "html", "json", "docx", "pdf"] {
        let file = env.home().join(format!("notice.{format}"));
        let file = file.to_str().unwrap();
        let made = env.run(&["draft", "gdpr-33-3", "-o", file]);
        let sign =
            ["--as", "Dana Doyle", "draft", "sign-off", file, "--form", "gdpr-33-3", "--stage", "notify"];
        assert_eq!((made.code, env.run(&sign).code), (0, 0), "{}", made.err);
        let timeline: Json = serde_json::from_str(&env.run(&["timeline", "--json"]).out).unwrap();
        let entries = timeline["entries"].as_array().unwrap();
        let signed = entries.iter().rfind(|entry| entry["kind"] == "draft_signed").unwrap();
        let details = signed["details"].as_array().unwrap();
        let made = details.iter().find(|detail| detail["name"] == "made from");
        let from = made.map_or("?", |made| made["value"].as_str().unwrap().split(' ').next().unwrap());
        let seq = signed["seq"].as_u64().unwrap();
        let before = entries.iter().filter(|entry| entry["seq"].as_u64() < Some(seq)).count();
        sizes.push(format!(
            "{format}: {}",
            if from == format!("#{before}") { "the record before" } else { from }
        ));
    }
    let expected =
        ["md", "txt", "html", "json", "docx", "pdf"].map(|format| format!("{format}: the record before"));
    assert_eq!(sizes, expected);
}

/// Nobody types at 03:00 who the organisation is: the reports take it from the profile of the incident.
#[test]
fn what_reports_ask_of_the_organisation_comes_from_its_profile() {
    let env = with_profile();
    let more = "lei = \"635400EXAMPLE0000001\"\ncurrency = \"EUR\"\nparent = \"Example Group SE\"\nparent_lei = \"529900EXAMPLE0000002\"\n";
    let more = format!(
        "{more}\n[second_contact]\nname = \"Tom Byrne\"\nmail = \"tom@example.org\"\nphone = \"+353 1 555 0101\"\n\n[[establishment]]"
    );
    let profile = PROFILE
        .replacen("\n[[establishment]]", &more, 1)
        .replace("name = \"Privacy desk\"", "name = \"Privacy desk\"\nfunction = \"Privacy manager\"");
    std::fs::write(env.home().join(".config/breachbook/organisation.toml"), profile).unwrap();
    let env = env.started("customer-db-exfiltration");
    let payload = |form: &str| -> Json {
        serde_json::from_str::<Json>(&env.run(&["draft", form, "--json"]).out).unwrap()["payload"].take()
    };
    let dora = payload("dora-initial");
    let said: Vec<&Json> = ["f_1_2", "f_1_3", "f_1_10", "f_1_11", "f_1_12", "f_1_13", "f_1_14", "f_1_15"]
        .iter()
        .map(|field| &dora[field])
        .collect();
    let expected = [
        "Example Trading plc",
        "635400EXAMPLE0000001",
        "Tom Byrne",
        "tom@example.org",
        "+353 1 555 0101",
        "Example Group SE",
        "529900EXAMPLE0000002",
        "EUR",
    ];
    assert_eq!(said, expected);
    assert_eq!(payload("gdpr-33")["field_35"], "Privacy manager");
}

/// What was sent is not at hand in a form that can be compared: the record is, as it stood.
#[test]
fn a_follow_up_says_what_changed_since_though_no_draft_was_kept() {
    let env = with_profile().started("customer-db-exfiltration");
    let facts = ["aware_at=2020-11-20 10:00", "description=Orders were read.", "subjects_count=11000"];
    assert_eq!(env.run(&[["fact", "set"].as_slice(), &facts].concat()).code, 0);
    let sent = ["sent", "gdpr-33-3", "--stage", "notify", "--at", "-1m", "--to", "DPC"];
    assert_eq!(env.run(&sent).code, 0);
    let facts = ["subjects_count=48000", "measures_taken=Page down"];
    assert_eq!(env.run(&[["fact", "set"].as_slice(), &facts].concat()).code, 0);
    let draft: Json = serde_json::from_str(&env.run(&["draft", "gdpr-33-3", "--json"]).out).unwrap();
    assert_eq!(draft["previous"]["compared_with"], "record");
    let change = |change: &Json| format!("{}: {} > {}", change["field"], change["was"], change["is"]);
    let changes: Vec<String> = draft["changes"].as_array().unwrap().iter().map(change).collect();
    assert_eq!(
        changes,
        [
            r#""people_number": "11 000" > "48 000""#,
            r#""measures": "Not known yet. It will be given in a follow-up." > "Page down""#
        ]
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
