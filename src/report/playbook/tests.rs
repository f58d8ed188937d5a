//! What a kit must not leave out.

use super::kit::kit;
use super::{Subject, kit as kit_module};
use crate::base::id::PlaybookId;
use crate::fact::catalogue::Catalogue;
use crate::form::FormIndex;
use crate::playbook::library::Library;
use crate::playbook::lint::lint;
use crate::playbook::load::Ground;
use crate::playbook::role::RoleCatalogue;
use crate::regime::RegimeIndex;
use crate::report::format::{Format, Paper};

fn paper(id: &str, make: impl FnOnce(&Subject<'_>) -> Paper) -> Paper {
    let (roles, regimes, forms) = (RoleCatalogue::shipped(), RegimeIndex::shipped(), FormIndex::shipped());
    let ground = Ground { catalogue: Catalogue::shipped(), roles: &roles, regimes: &regimes, forms: &forms };
    let (set, problems) = Library::shipped().load_set(&PlaybookId::parse(id).unwrap(), &ground);
    let set = set.unwrap();
    let report = lint(&set, problems, &ground);
    make(&Subject {
        set: &set,
        roles: &roles,
        facts: ground.catalogue,
        regimes: &regimes,
        paths: &report.paths,
    })
}

/// Nothing of a playbook is missing on paper: every step, checklist item, question, option and piece of evidence has its box.
#[test]
fn a_kit_holds_every_step_of_everything_that_runs_inside_or_beside() {
    let kit = paper("customer-db-exfiltration", |subject| kit(subject).unwrap());
    let text = String::from_utf8(Format::Txt.write(&kit).unwrap()).unwrap();
    let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for row in &kit.sheet.rows {
        let title = row.get(3).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&title), "{title}");
    }
    let sections: std::collections::BTreeSet<&str> =
        kit.sheet.rows.iter().map(|row| row.get(1).unwrap().as_str()).collect();
    assert!(sections.contains("privacy-track") && sections.contains("communicate"), "{sections:?}");
}

#[test]
fn sections_go_on_behind_z() {
    let letters: Vec<String> = [1, 26, 27, 52, 53].map(kit_module::letter).to_vec();
    assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA"]);
}
