//! Assessments as lines for a screen: the answer first, then why, what is not known and who can say it. Must not weigh anything,
//! and must not let advice look like a decision.

mod grounds;

use std::collections::BTreeSet;

pub(crate) use self::grounds::{Basis, BasisFact, Gap, GapFact, Grounds};
use super::status::screen::{Line, Sheet, Tone};
use crate::assess::assessment::{Answer, Assessment, Effect, Reason};
use crate::assess::attribute::AttributeTable;
use crate::assess::breach::{About, BreachRules};
use crate::assess::enisa::{Band, Inputs, Quarters, Worksheet};
use crate::assess::significance::{Criteria, Finding, Verdict};
use crate::base::text::listing;

/// The reason that lists what is not known; on a screen that has a part of its own.
const NOT_KNOWN: &str = "not-known";

/// What has to be done after a breach.
pub(crate) fn breach_lines(found: &Assessment, grounds: Option<&Grounds>, mut sheet: Sheet) -> Vec<Line> {
    let rules = BreachRules::shipped();
    for about in About::ALL {
        duty(found, about, &mut sheet);
    }
    advice(rules.checked_on(), &mut sheet);
    let conditions = found.conditions.iter().map(|text| (text.as_str(), None));
    part("It depends", conditions, &mut sheet);
    let is_decision = |reason: &&Reason| rules.decisions().iter().any(|known| known.id == reason.rule);
    let told: Vec<&Reason> =
        found.reasons.iter().filter(|reason| !is_decision(reason) && reason.rule != NOT_KNOWN).collect();
    let checked = |rule: &str| {
        let rules_ = rules.rules().iter().map(|known| (&known.id, &known.checked));
        let mut all = rules_.chain(rules.remarks().iter().map(|known| (&known.id, &known.checked)));
        all.find(|(id, _)| *id == rule).map(|(_, checked)| checked.as_str())
    };
    why(&told, &checked, &mut sheet);
    gaps(&found.unknowns, rules.attributes(), grounds, &mut sheet);
    rests_on(grounds, &mut sheet);
    worksheet(&found.enisa, &mut sheet);
    sheet.into_lines()
}

/// Whether an incident is significant or major under another law.
pub(crate) fn finding_lines(
    found: &Finding,
    criteria: &'static Criteria,
    grounds: Option<&Grounds>,
    mut sheet: Sheet,
) -> Vec<Line> {
    let (tone, answer) = match found.answer {
        Verdict::Yes => (Tone::Alarm, "yes"),
        Verdict::No => (Tone::Heading, "no"),
        Verdict::Unknown => (Tone::Warning, "cannot be said yet"),
    };
    sheet.line(tone, &format!("Is the incident {} ({})? {answer}", found.asks, found.assessor));
    if let Some(follows) = found.reasons.iter().find(|reason| reason.effect == Effect::Decides) {
        sheet.paragraph(Tone::Plain, &format!("{} ({})", follows.text, follows.citation));
    }
    advice(criteria.checked_on(), &mut sheet);
    let told: Vec<&Reason> = found.reasons.iter().filter(|reason| reason.effect != Effect::Decides).collect();
    let checked = |rule: &str| {
        criteria.criteria().iter().find(|known| known.id == rule).map(|known| known.checked.as_str())
    };
    why(&told, &checked, &mut sheet);
    gaps(&found.unknowns, criteria.attributes(), grounds, &mut sheet);
    rests_on(grounds, &mut sheet);
    sheet.into_lines()
}

/// One of the three answers, with what follows from it.
fn duty(found: &Assessment, about: About, sheet: &mut Sheet) {
    let (question, answer) = match about {
        About::Document => ("Record the breach", found.internal_documentation),
        About::Notify => ("Notify the authority", found.notify_sa),
        About::Communicate => ("Tell the people", found.communicate_data_subjects),
    };
    let (tone, word) = match (answer, about) {
        (Answer::Yes, About::Document) => (Tone::Heading, "yes"),
        (Answer::Yes, About::Notify | About::Communicate) => (Tone::Alarm, "yes"),
        (Answer::Conditional, _) => (Tone::Warning, "it depends; prepare it"),
        (Answer::No, _) => (Tone::Heading, "no"),
    };
    sheet.line(tone, &format!("{question}: {word}"));
    let Some(known) = BreachRules::shipped().decisions().iter().find(|known| known.about == about) else {
        return;
    };
    if let Some(follows) = found.reasons.iter().find(|reason| reason.rule == known.id) {
        let source = source(follows, Some(&known.checked));
        sheet.paragraph(Tone::Plain, &format!("{} ({source})", follows.text));
    }
}

fn advice(checked_on: &str, sheet: &mut Sheet) {
    let text = format!(
        "This is advice by rules last checked on {checked_on}. A person decides, and may decide otherwise."
    );
    sheet.line(Tone::Plain, "");
    sheet.paragraph(Tone::Plain, &text);
}

/// A heading with paragraphs, if there are any.
fn part<'a>(heading: &str, texts: impl Iterator<Item = (&'a str, Option<String>)>, sheet: &mut Sheet) {
    let mut texts = texts.peekable();
    if texts.peek().is_some() {
        sheet.heading(heading);
    }
    for (text, source) in texts {
        let source = source.map(|source| format!(" ({source})")).unwrap_or_default();
        sheet.paragraph(Tone::Plain, &format!("{text}{source}"));
    }
}

/// The reasons by what they do.
fn why(reasons: &[&Reason], checked: &dyn Fn(&str) -> Option<&'static str>, sheet: &mut Sheet) {
    let parts = [
        (Effect::Raises, "What asks for more"),
        (Effect::Lowers, "What asks for less"),
        (Effect::Decides, "Besides"),
    ];
    for (effect, heading) in parts {
        let some = reasons.iter().filter(|reason| reason.effect == effect);
        let texts = some.map(|reason| (reason.text.as_str(), Some(source(reason, checked(&reason.rule)))));
        part(heading, texts, sheet);
    }
}

/// Where a reason comes from, and whether somebody compared it with the law.
fn source(reason: &Reason, checked: Option<&str>) -> String {
    let how = match checked {
        Some("secondary") => "; as others report it",
        Some("unverified") => "; NOT compared with its source",
        Some(_) | None => "",
    };
    format!("{}{how}", reason.citation)
}

/// What is not known and could change the answer, and how to say it.
fn gaps(unknowns: &[String], table: &AttributeTable, grounds: Option<&Grounds>, sheet: &mut Sheet) {
    if unknowns.is_empty() {
        return;
    }
    sheet.heading("Find out: it could change the answer; until then the worse case counts");
    if let Some(grounds) = grounds {
        let mut written = BTreeSet::new();
        for gap in &grounds.missing {
            gap.write(&mut written, sheet);
        }
        return;
    }
    for attribute in unknowns {
        let says = table.get(attribute).map_or("", |row| row.says.as_str());
        sheet.paragraph(Tone::Plain, &format!("{attribute}: {says}"));
    }
}

fn rests_on(grounds: Option<&Grounds>, sheet: &mut Sheet) {
    let sources = grounds.map(|grounds| grounds.sources.as_slice()).unwrap_or_default();
    if !sources.is_empty() {
        sheet.heading("What it rests on");
    }
    for basis in sources {
        sheet.paragraph(Tone::Plain, &basis.text());
    }
}

/// The worksheet beside the answer.
fn worksheet(worksheet: &Worksheet, sheet: &mut Sheet) {
    let band = match worksheet.band {
        Band::Low => "low",
        Band::Medium => "medium",
        Band::High => "high",
        Band::VeryHigh => "very high",
    };
    let inputs = match worksheet.inputs {
        Inputs::Derived => "derived from what is known",
        Inputs::Stated => "as stated",
    };
    sheet.heading("Beside it, and NOT deciding: the ENISA worksheet of 2013");
    let Worksheet { dpc, ei, cb, se, .. } = *worksheet;
    let sum = format!(
        "severity {} ({band}) = context of the data {dpc} x ease of identification {} + circumstances {}, {inputs}",
        quarters(se),
        quarters(ei),
        quarters(cb)
    );
    sheet.paragraph(Tone::Plain, &sum);
}

fn quarters(number: Quarters) -> String {
    (f64::from(number.0) / 4.0).to_string()
}

/// Words in a sentence.
fn words(all: &[String]) -> String {
    listing(all, "and")
}
