//! Every shipped form is read whole; regimes, stages, roles and covered items exist.

use std::fs;
use std::path::PathBuf;

use crate::base::problem::render::render;
use crate::base::problem::{Problems, Source};
use crate::fact::catalogue::Catalogue;
use crate::form::model::Layout;
use crate::form::{FormIndex, shipped};
use crate::regime::RegimeIndex;

fn layouts() -> Vec<Layout> {
    shipped::FORMS.iter().map(|(id, _)| Layout::shipped(id).expect("a form without problems")).collect()
}

#[test]
fn no_form_has_a_problem() {
    for (name, text) in shipped::FORMS {
        let shared = |name: &str| shipped::shared(name).map(|text| Source::new(name, text));
        let (layout, problems) = Layout::load(&Source::new(*name, *text), &shared, Catalogue::shipped());
        assert_eq!(problems, Problems::default(), "{}", render(&problems, false));
        assert_eq!(layout.expect("a form").form.id, *name);
    }
}

#[test]
fn heads_are_read_without_fields_and_are_the_same() {
    let index = FormIndex::shipped();
    let whole: Vec<_> = layouts().into_iter().map(|layout| layout.form).collect();
    assert_eq!(index.rows().cloned().collect::<Vec<_>>(), whole);
}

#[test]
fn the_list_is_the_folder() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/form/data");
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut files: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    files.sort();
    let mut listed: Vec<String> = shipped::FORMS.iter().map(|(id, _)| format!("{id}.toml")).collect();
    listed.push("dora.fields.toml".to_owned());
    listed.sort();
    assert_eq!(files, listed);
}

#[test]
fn every_regime_exists_and_has_one_of_the_stages() {
    let regimes = RegimeIndex::shipped();
    for form in FormIndex::shipped().rows() {
        for regime in &form.regimes {
            let known = form.stages.iter().filter(|stage| regimes.stage(regime, stage).is_some()).count();
            assert_ne!(known, 0, "{} names no stage of {regime}", form.id);
        }
        for stage in &form.stages {
            let known = form.regimes.iter().any(|regime| regimes.stage(regime, stage).is_some());
            assert!(known, "{}: no regime has a stage {stage}", form.id);
        }
    }
}

#[test]
fn given_values_have_no_problem_and_no_name_of_a_fact() {
    let (given, problems) = Catalogue::load(&Source::new("given.toml", shipped::GIVEN_SOURCE));
    assert_eq!(problems, Problems::default());
    let taken: Vec<_> =
        given.rows().filter(|row| Catalogue::shipped().get(row.id.as_str()).is_some()).collect();
    assert_eq!(taken, Vec::<&_>::new());
}

#[test]
fn owners_are_roles() {
    let roles = include_str!("../../playbook/roles.toml");
    for layout in layouts() {
        for field in &layout.fields {
            let known = roles.contains(&format!("\nid = \"{}\"\n", field.owner));
            assert!(known, "{} {}: no role {}", layout.form.id, field.id, field.owner);
        }
    }
}

#[test]
fn what_is_covered_is_an_item_of_the_minimum() {
    let minimum = Layout::shipped("gdpr-33-3").expect("the minimum");
    for layout in layouts() {
        for item in layout.fields.iter().flat_map(|field| &field.covers) {
            assert!(minimum.field(item.as_str()).is_some(), "{} covers {item}", layout.form.id);
        }
    }
}

/// The items of Art. 33(3) that a notice to a data protection authority must be able to tell.
#[test]
fn forms_for_data_protection_authorities_cover_the_minimum() {
    let items = [
        "nature",
        "people",
        "people_number",
        "records",
        "records_number",
        "contact",
        "consequences",
        "measures",
        "delay",
    ];
    for id in ["gdpr-33", "uk-ico"] {
        let layout = Layout::shipped(id).expect("a form");
        for item in items {
            let covered = layout.fields.iter().any(|field| field.covers.iter().any(|id| id.as_str() == item));
            assert!(covered, "{id} does not cover {item}");
        }
    }
}

#[test]
fn the_forms_of_the_template_and_of_dora_are_whole() {
    let count = |id: &str| Layout::shipped(id).expect("a form").fields.len();
    assert_eq!((count("gdpr-33"), count("dora-final")), (100, 76));
    let at = |id: &str| {
        let layout = Layout::shipped(id).expect("a form");
        let stage = layout.form.stages.first().expect("a stage").clone();
        layout.at(&stage).count()
    };
    assert_eq!(["dora-initial", "dora-intermediate", "dora-final"].map(at), [25, 60, 76]);
}
