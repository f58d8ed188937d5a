//! Profiles: what is read, what is refused, what is missing.

use super::load::Words;
use super::*;
use crate::base::problem::Source;
use crate::base::time::zone::tests::zone;
use crate::playbook::role::RoleCatalogue;
use crate::regime::RegimeIndex;

fn load(text: &str) -> (Option<Profile>, Vec<String>) {
    let source = Source::new("organisation.toml", text);
    let (roles, regimes) = (RoleCatalogue::shipped(), RegimeIndex::shipped());
    let (profile, problems) = Profile::load(&source, Words { roles: &roles, regimes: &regimes });
    let shown = problems.sorted().into_iter().map(|problem| {
        let (line, column) = problem.source.position(problem.primary.span.start);
        let said = format!("{line}:{column} {}: {}", problem.code, problem.message);
        problem.help.iter().fold(said, |said, help| format!("{said} ({help})"))
    });
    (profile, shown.collect())
}

fn missing(profile: &Profile) -> Vec<&'static str> {
    profile.missing().iter().map(|missing| missing.key).collect()
}

#[test]
fn the_template_is_an_empty_profile_that_knows_what_it_lacks() {
    let (profile, problems) = load(&template(zone("Europe/Dublin")));
    let empty = Profile { zone: Some(zone("Europe/Dublin")), ..Profile::default() };
    assert_eq!((profile.as_ref(), problems), (Some(&empty), vec![]));
    let keys = [
        "call",
        "out_of_band",
        "entity.legal_name",
        "entity.id",
        "entity.address",
        "entity.country",
        "entity.ownership",
        "entity.size",
        "dpo",
        "contact_point",
        "authority",
        "scope.customers",
        "scope",
        "insurer",
        "counsel",
        "acquirer",
    ];
    assert_eq!(missing(&profile.unwrap()), keys);
}

/// What is only hinted at in comments of the template must be readable too.
#[test]
fn the_examples_of_the_template_can_be_used() {
    let text = template(Zone::UTC);
    let is_example = |line: &str| {
        let word = line.trim_start_matches("# ");
        line.starts_with("# [[") || word.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '))
    };
    let lines: Vec<&str> = text
        .lines()
        .map(|line| if is_example(line) { line.trim_start_matches("# ") } else { line })
        .collect();
    let (profile, problems) = load(&lines.join("\n"));
    assert_eq!(problems, Vec::<String>::new());
    let profile = profile.unwrap();
    let counted = (
        profile.establishments.len(),
        profile.controllers.len(),
        profile.authorities.len(),
        profile.calls.len(),
        profile.dpo.designated,
        profile.scope.is_known(),
    );
    assert_eq!(counted, (1, 1, 0, 0, Some(true), true));
}

const FULL: &str = r#"
format = "organisation/1"
zone = "Europe/Dublin"
out_of_band = "Signal group, see the red card"
[entity]
legal_name = " Example Ltd "
id_type = "lei"
id = "635400EXAMPLE"
address = "1 Main Street, Dublin"
country = "IE"
ownership = "private"
size = "sme"
currency = "EUR"
parent = "Example Group SE"
parent_lei = "529900EXAMPLE"
[dpo]
name = "Una Ryan"
mail = "dpo@example.org"
[contact_point]
name = "Privacy desk"
phone = "+353 1 000 0000"
function = "Privacy manager"
[second_contact]
name = "Tom Byrne"
mail = "tom@example.org"
[[authority]]
name = "Data Protection Commission"
country = "IE"
regimes = ["gdpr-33-1", "gdpr-34"]
[scope]
customers = ["IE", "DE"]
listed = false
payment_institution = false
financial_entity = true
marketplace = true
essential_or_important = true
card_data = false
health_data = false
processor = false
digital_products = false
telecommunications = false
trust_services = false
[[call]]
role = "incident-commander"
name = "Aoife Byrne"
phone = "+353 1 000 0001"
deputy = "Jonas Weber"
[insurer]
name = "Cover plc"
phone = "+353 1 000 0002"
[counsel]
name = "Lex & Co"
phone = "+353 1 000 0003"
"#;

#[test]
fn a_full_profile_lacks_nothing() {
    let (profile, problems) = load(FULL);
    assert_eq!(problems, Vec::<String>::new());
    let profile = profile.unwrap();
    assert_eq!(missing(&profile), Vec::<&str>::new());
    assert_eq!(profile.zone, Some(zone("Europe/Dublin")));
    assert_eq!(profile.entity.legal_name.as_deref(), Some("Example Ltd"));
    assert_eq!(profile.authorities[0].regimes.len(), 2);
    assert_eq!(profile.entity.legal_entity_identifier(), Some("635400EXAMPLE"));
    let second = Contact {
        name: Some("Tom Byrne".to_owned()),
        mail: Some("tom@example.org".to_owned()),
        ..Contact::default()
    };
    assert_eq!(profile.second_contact, second);
    assert_eq!(profile.scope.marketplace, Some(true));
    let reached: Vec<_> =
        profile.reachable().into_iter().map(|one| (one.what, one.name, one.deputy)).collect();
    assert_eq!(
        reached,
        [
            ("incident-commander", "Aoife Byrne", Some("Jonas Weber")),
            ("dpo", "Una Ryan", None),
            ("contact_point", "Privacy desk", None),
            ("second_contact", "Tom Byrne", None),
            ("insurer", "Cover plc", None),
            ("counsel", "Lex & Co", None),
        ]
    );
}

#[test]
fn all_problems_come_at_once_with_their_places() {
    let text = FULL
        .replace("organisation/1", "organisation/2")
        .replace("Europe/Dublin", "Europe/Dubln")
        .replace("\"lei\"", "\"lie\"")
        .replace("country = \"IE\"\nownership", "country = \"Ireland\"\nownership")
        .replace("\"gdpr-34\"", "\"gdpr-43\"")
        .replace("\"DE\"]", "\"de\"]")
        .replace("listed = false", "listed = \"no\"")
        .replace("incident-commander", "incident-comander")
        .replace("name = \"Aoife Byrne\"", "name = \"\"")
        .replace("[insurer]", "[insurance]");
    let (profile, problems) = load(&text);
    assert_eq!(profile, None);
    assert_eq!(
        problems,
        [
            "2:10 document::format: this is not a document of format `organisation/1` (write `format = \"organisation/1\"`)",
            "3:8 organisation::zone: `Europe/Dubln` is not a zone of the IANA database (name a place, such as `Europe/Dublin`) (did you mean `Europe/Dublin`?)",
            "7:11 organisation::unknown-word: `id_type` must be company-id, organisation-number, vat, lei or euid (did you mean `lei`?)",
            "10:11 organisation::country: `Ireland` is not a country code (two capital letters of ISO 3166-1, such as `IE`)",
            "29:25 organisation::unknown-regime: there is no regime `gdpr-43` (did you mean `gdpr-34`?)",
            "31:20 organisation::country: `de` is not a country code (two capital letters of ISO 3166-1, such as `IE`)",
            "32:10 document::wrong-type: `listed` must be true or false, not a text",
            "43:1 organisation::no-name: `name` is empty here (fill it in, or empty the whole block)",
            "44:8 organisation::unknown-role: no role of the shared catalogue is called `incident-comander` (did you mean `incident-commander`?)",
            "48:2 document::unknown-key: unknown key `insurance` in document",
        ]
    );
}

#[test]
fn a_financial_entity_is_told_what_its_reports_ask_for() {
    let bare =
        "format = \"organisation/1\"\n[scope]\nfinancial_entity = true\n[entity]\ncurrency = \"euro\"\n";
    let help = "`euro` is not a currency code (three capital letters of ISO 4217, such as `EUR`)";
    assert_eq!(load(bare).1, [format!("5:12 organisation::currency: {help}")]);
    let (profile, _) = load(&bare.replace("currency = \"euro\"\n", ""));
    let financial = ["entity.lei", "entity.currency", "second_contact"];
    let told = missing(&profile.unwrap()).into_iter().filter(|key| financial.contains(key));
    assert_eq!(told.collect::<Vec<_>>(), financial);
}
