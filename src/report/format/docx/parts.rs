//! The parts of the container beside the text: types, relations, properties, header and footer. Must not depend on a clock.

use super::xml::{DECLARATION, NAMES, escaped, field, paragraph, run};
use crate::report::document::furniture::{DOCUMENT_FORMAT, Furniture};
use crate::report::document::{Document, LANGUAGE};

pub(super) const CONTENT_TYPES: &str = include_str!("content_types.xml");
pub(super) const RELATIONS: &str = include_str!("relations.xml");
pub(super) const DOCUMENT_RELATIONS: &str = include_str!("document_relations.xml");
pub(super) const SETTINGS: &str = include_str!("settings.xml");

/// Title and language; no dates and no author.
pub(super) fn core(document: &Document) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:language>{LANGUAGE}</dc:language></cp:coreProperties>\n",
        escaped(document.title()),
        escaped(&document.furniture().name()),
    )
}

/// What tells a returned document apart: which incident, form and stage, made from which record.
pub(super) fn custom(document: &Document) -> String {
    let furniture = document.furniture();
    let form = document.form();
    let properties = [
        ("incident", Some(furniture.incident.clone())),
        ("form", form.map(|form| form.id.clone())),
        ("stage", form.map(|form| form.stage.clone())),
        ("size", Some(furniture.size.0.to_string())),
        ("head", Some(furniture.head.to_string())),
        ("format", Some(DOCUMENT_FORMAT.to_owned())),
    ];
    let known = properties.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
    let lines = known.enumerate().map(|(n, (name, value))| {
        format!(
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{}\" name=\"breachbook.{name}\">\
             <vt:lpwstr>{}</vt:lpwstr></property>",
            n + 2,
            escaped(value)
        )
    });
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">{}</Properties>\n",
        lines.collect::<String>()
    )
}

/// What stands at the foot of each page.
pub(super) fn footer(furniture: &Furniture) -> String {
    let hash = format!("SHA-256 of entry {}: {}", furniture.size, furniture.head);
    let number = format!("{}{}{}{}", run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "1"));
    let lines = [run(&furniture.foot()), run(&hash), number].map(|line| paragraph("Footer", &line));
    format!("{DECLARATION}<w:ftr {NAMES}>{}</w:ftr>\n", lines.concat())
}

/// What stands over each page: that it is an exercise, that the record is broken.
pub(super) fn header(furniture: &Furniture) -> String {
    let banners = furniture.banners();
    let lines: String = banners.iter().map(|text| paragraph("HeaderBanner", &run(text))).collect();
    let lines = if lines.is_empty() { paragraph("Header", "") } else { lines };
    format!("{DECLARATION}<w:hdr {NAMES}>{lines}</w:hdr>\n")
}
