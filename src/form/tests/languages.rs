//! The string tables: each language has every word; the shipped proof covers the Art. 33 draft and the Art. 34 letter whole.

use std::collections::BTreeSet;

use super::sample::{ALL, FEW, facts, layout, organisation, request, stage};
use crate::base::problem::{Problems, Source};
use crate::fact::catalogue::Catalogue;
use crate::form::answer::Answer;
use crate::form::fill::{Request, Sources, fill};
use crate::form::model::{Field, Fill};
use crate::form::show::Manner;
use crate::form::strings::{LANGUAGES, Strings};

fn german() -> Strings {
    Strings::shipped("de").expect("a language")
}

#[test]
fn every_language_loads_and_has_every_word() {
    assert_eq!(Strings::languages().collect::<Vec<_>>(), ["en", "de"]);
    for (code, text) in LANGUAGES {
        let (strings, problems) = Strings::load(&Source::new(*code, *text));
        assert_eq!(problems, Problems::default());
        let strings = strings.expect("a table");
        assert_eq!(&strings.code, code);
        assert_eq!(strings.words().collect::<Vec<_>>(), Strings::english().words().collect::<Vec<_>>());
    }
}

/// What a field shows that is not translated.
fn missing(form: &crate::form::model::Layout, field: &Field, strings: &Strings) -> Vec<String> {
    let same = |own: &str, english: &str| own == english && !english.is_empty();
    let mut missing = Vec::new();
    if same(strings.label(&form.form, field), &field.label) {
        missing.push(format!("{} label", field.id));
    }
    if same(strings.lead(&form.form, field), &field.lead) {
        missing.push(format!("{} lead", field.id));
    }
    for option in &field.options {
        if same(strings.option(&form.form, field, option), &option.label) {
            missing.push(format!("{} {}", field.id, option.id));
        }
    }
    if let Fill::Join(parts) = &field.fill {
        for part in parts.iter().filter(|part| same(strings.prefix(&form.form, field, part), &part.prefix)) {
            missing.push(format!("{} {}", field.id, part.from));
        }
    }
    missing
}

#[test]
fn german_covers_the_notice_and_the_letter() {
    let strings = german();
    for id in ["gdpr-33", "gdpr-33-3", "gdpr-34"] {
        let layout = layout(id);
        assert_ne!(strings.title(&layout.form), layout.form.title);
        let missing: Vec<String> =
            layout.fields.iter().flat_map(|field| missing(layout, field, &strings)).collect();
        // The same word in both languages.
        let same = ["field_21 label"];
        let missing: Vec<&String> = missing.iter().filter(|text| !same.contains(&text.as_str())).collect();
        assert_eq!(missing, Vec::<&String>::new(), "{id}");
        for (n, section) in
            layout.sections.iter().enumerate().filter(|(_, section)| !section.title.is_empty())
        {
            assert_ne!(strings.section(layout, n), section.title, "{id} {}", section.id);
        }
    }
}

#[test]
fn german_has_the_choices_that_stand_in_the_texts() {
    let strings = german();
    let texts = ["gdpr-33", "gdpr-33-3", "gdpr-34"].map(layout).into_iter().flat_map(|layout| &layout.fields);
    let texts = texts.filter(|field| field.options.is_empty() && field.cases.is_empty());
    let taken: BTreeSet<_> = texts.flat_map(|field| field.fill.takes()).collect();
    let rows = taken.iter().filter_map(|id| Catalogue::shipped().get(id.as_str()));
    let mut missing = Vec::new();
    for row in rows {
        let own = row.choices.iter().filter(|choice| strings.choice(row, &choice.id) == choice.label);
        missing.extend(own.map(|choice| format!("{} {}", row.id, choice.id)));
    }
    // The same word in both languages.
    let same = ["data_categories name", "impact_nature discrimination"];
    missing.retain(|choice| !same.contains(&choice.as_str()));
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_notice_in_german_says_the_same_codes() {
    let (stage, given, strings) = (stage("notify"), organisation(), german());
    let (few, all) = (facts(&FEW), facts(&ALL));
    let layout = layout("gdpr-33");
    let told = |known, name: &str| {
        let request = Request { strings: &strings, ..request(&stage, "2026-11-21T10:00:00Z") };
        let sources = Sources { facts: known, given: &given, wordings: &[], previous: None };
        let filled = fill(layout, &request, sources);
        let answer = filled.field(name).and_then(|field| field.answered.clone()).expect("an answer").answer;
        let shown = Manner { strings: &strings, zone: crate::base::time::Zone::UTC };
        shown.answer(layout, layout.field(name).expect("a field"), &answer)
    };
    assert_eq!(told(&few, "field_62"), "Noch nicht bekannt. Die Angabe wird nachgereicht.");
    assert_eq!(told(&all, "field_87"), "Mittel");
    assert_eq!(told(&all, "field_48"), "20.11.2026, 10:00 Uhr UTC (2026-11-20 10:00 UTC)");
    assert_eq!(
        told(&all, "field_66"),
        "Customers with orders since 2024.\nGruppen: Kunden; Beschäftigte, frühere und jetzige\nZahl: 40 000 bis 42 000"
    );
}

#[test]
fn numbers_read_as_exactly_as_they_are_known() {
    let shown = Manner { strings: Strings::english(), zone: crate::base::time::Zone::UTC };
    let count = |low, high, about| shown.count(crate::fact::value::Count { low, high, about });
    assert_eq!(
        [count(900, Some(900), true), count(0, Some(500), false), count(1000, None, false)],
        ["about 900", "at most 500", "at least 1 000"]
    );
    assert_eq!(
        shown.answer(layout("gdpr-33"), &layout("gdpr-33").fields[0], &Answer::Number(1_234_567)),
        "1 234 567"
    );
}

#[test]
fn labels_of_a_returned_paper_are_read_in_its_language() {
    let strings = german();
    let layout = layout("gdpr-33");
    let read = |name: &str, text: &str| {
        let field = layout.field(name).expect("a field");
        Answer::typed(text, &layout.form, field, &strings)
    };
    let code = |text: &str| crate::base::id::ChoiceId::parse(text).expect("a code");
    assert_eq!(read("field_87", "schwer"), Some(Answer::Choice(code("c"))));
    assert_eq!(read("field_85", "Betrug; Rufschädigung"), Some(Answer::Choices(vec![code("e"), code("h")])));
    assert_eq!(read("field_45", "ja"), Some(Answer::Bool(true)));
    assert_eq!(read("field_68", "1 200"), Some(Answer::Number(1200)));
    assert_eq!(read("field_68", "viele"), None);
    assert_eq!(read("field_62", "  "), None);
}

#[test]
fn help_that_is_not_translated_stands_in_english() {
    let (strings, layout) = (german(), layout("gdpr-33"));
    let help = |name: &str| strings.help(&layout.form, layout.field(name).expect("a field"));
    assert_eq!(help("field_49"), "Gefragt, sobald seit der Kenntnis mehr als 72 Stunden vergangen sind.");
    assert_eq!(help("field_90"), "The method, and what was weighed.");
}
