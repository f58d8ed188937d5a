//! Legal duties on a screen: one paragraph on the status, in full on the board of duties. Must not count.

use super::{Line, Sheet, Tone};
use crate::base::text::listing;
use crate::base::time::Timestamp;
use crate::report::status::duty::{AnchorLine, DutyLine, spoken};

/// A duty with where it stands.
pub(crate) fn duty_lines(duty: &DutyLine, sheet: &mut Sheet) {
    let tone = match (duty.overdue, duty.status) {
        (true, _) => Tone::Alarm,
        (false, "provisional" | "uncounted") => Tone::Warning,
        (false, _) if matches!(duty.rung, Some("quarter" | "tenth")) => Tone::Warning,
        (false, _) => Tone::Plain,
    };
    let text = duty.text(sheet.zone);
    sheet.paragraph(tone, &text);
}

/// The board of duties.
pub(crate) fn duty_board(duties: &[DutyLine], mut sheet: Sheet) -> Vec<Line> {
    for duty in duties {
        duty_lines(duty, &mut sheet);
        moments(duty, &mut sheet);
        sheet.paragraph(Tone::Plain, &format!("  {}; {}; {}", duty.duty, duty.title, duty.citation));
        let applies = if duty.scope == "perhaps" { "may apply" } else { "applies" };
        sheet.paragraph(Tone::Plain, &format!("  {applies}: {}", duty.reasons.join("; ")));
        if let Some(doubt) = duty.doubt {
            sheet.paragraph(Tone::Plain, &format!("  how it is counted was {doubt}"));
        }
    }
    sheet.into_lines()
}

/// From when on, what was believed before, and how a person decides.
fn moments(duty: &DutyLine, sheet: &mut Sheet) {
    let zone = sheet.zone;
    let when = |at: Timestamp| at.in_zone(zone).format("%a %-d %b %Y %H:%M").to_string();
    let from = |anchor: &AnchorLine| {
        format!("{}, {} (entry #{})", spoken(&anchor.name), when(anchor.at), anchor.entry)
    };
    if let Some(strict) = duty.strict {
        let utc = strict.utc().format("%a %-d %b %H:%M");
        sheet.paragraph(Tone::Plain, &format!("  strict: {} {} ({utc} UTC)", when(strict), zone.name()));
    }
    if let Some(anchor) = &duty.anchor {
        sheet.paragraph(Tone::Plain, &format!("  counts from: {}", from(anchor)));
    }
    for old in &duty.believed {
        let text = format!("  believed until {}: due {}", when(old.until), when(old.strict));
        sheet.paragraph(Tone::Plain, &text);
    }
    let others: Vec<String> = duty.candidates.iter().skip(1).map(from).collect();
    if !others.is_empty() {
        sheet.paragraph(Tone::Plain, &format!("  or from: {}", listing(&others, "or")));
    }
    if let Some(fact) = duty.decide_by.as_ref().filter(|_| duty.awaits_a_decision()) {
        sheet.paragraph(Tone::Plain, &format!("  decide it: breachbook fact set {fact}=TIME"));
    }
}
