//! The parts of the container beside the text: types, relations, properties, header and footer. Must not depend on a clock.

use super::xml::{DECLARATION, NAMES, escaped, field, paragraph, run};
use crate::report::document::dress::Dress;
use crate::report::document::furniture::DOCUMENT_FORMAT;
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
        escaped(&document.dress().name),
    )
}

/// What tells a returned document apart: which incident, form and stage, made from which record.
pub(super) fn custom(document: &Document) -> String {
    let form = document.form().into_iter();
    let form = form.flat_map(|form| [("form", form.id.clone()), ("stage", form.stage.clone())]);
    let properties = document.dress().properties.iter().cloned().chain(form);
    let properties = properties.chain([("format", DOCUMENT_FORMAT.to_owned())]);
    let lines = properties.enumerate().map(|(n, (name, value))| {
        format!(
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{}\" name=\"breachbook.{name}\">\
             <vt:lpwstr>{}</vt:lpwstr></property>",
            n + 2,
            escaped(&value)
        )
    });
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">{}</Properties>\n",
        lines.collect::<String>()
    )
}

/// What stands at the foot of each page.
pub(super) fn footer(dress: &Dress) -> String {
    let number = format!("{}{}{}{}", run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "1"));
    let lines = dress.foot_lines().into_iter().map(|line| run(&line)).chain([number]);
    let lines: String = lines.map(|line| paragraph("Footer", &line)).collect();
    format!("{DECLARATION}<w:ftr {NAMES}>{lines}</w:ftr>\n")
}

/// What stands over each page: that it is an exercise, that the record is broken. The words across the page hang on the first line.
pub(super) fn header(dress: &Dress) -> String {
    let mut wash = wash(dress);
    let banners = &dress.banners;
    let over =
        |text: &String| paragraph("HeaderBanner", &format!("{}{}", std::mem::take(&mut wash), run(text)));
    let lines: String = banners.iter().map(over).collect();
    let lines = if lines.is_empty() { paragraph("Header", "") } else { lines };
    format!("{DECLARATION}<w:hdr {NAMES}>{lines}</w:hdr>\n")
}

/// The words that stand before the title, large and pale across each page, under its text.
fn wash(dress: &Dress) -> String {
    let mark = &dress.mark;
    let words: Vec<&str> = mark.split(": ").filter(|word| !word.is_empty()).collect();
    let Some(longest) = words.iter().map(|word| word.chars().count()).max() else { return String::new() };
    let lines = words.len();
    // A word's shape is drawn into this box, in points; a letter is about as wide as two thirds of its height.
    let width = (longest * 46).min(560);
    let height = 70 * lines;
    format!(
        "<w:r><w:pict><v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" \
         path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/>\
         <v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/>\
         <v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/></v:formulas>\
         <v:path textpathok=\"t\" o:connecttype=\"rect\"/><v:textpath on=\"t\" fitshape=\"t\"/></v:shapetype>\
         <v:shape id=\"PowerPlusWaterMarkObject1\" o:spid=\"_x0000_s2049\" type=\"#_x0000_t136\" alt=\"{text}\" \
         style=\"position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;z-index:-251658752;\
         mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
         mso-position-vertical-relative:margin\" o:allowincell=\"f\" fillcolor=\"#f3dede\" stroked=\"f\">\
         <v:textpath style=\"font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold\" string=\"{text}\"/></v:shape></w:pict></w:r>",
        text = escaped(&words.join("\n")),
    )
}
