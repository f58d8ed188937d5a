//! Legal duties on a screen: one paragraph on the status, in full on the board of duties. Must not count.

use super::{Line, Sheet, Tone};
use crate::base::text::listing;
use crate::base::time::Timestamp;
use crate::report::status::duty::{AnchorLine, DecisionLine, DutyLine, spoken};

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

/// The board of duties: those of one law stand together, what presses most in front. `why` says whether reasons are told.
pub(crate) fn duty_board(duties: &[DutyLine], why: bool, mut sheet: Sheet) -> Vec<Line> {
    let mut laws: Vec<(&str, Vec<&DutyLine>)> = Vec::new();
    for duty in duties {
        match laws.iter_mut().find(|(law, _)| *law == duty.law()) {
            Some((_, same)) => same.push(duty),
            None => laws.push((duty.law(), vec![duty])),
        }
    }
    for (_, same) in &laws {
        law(same, why, &mut sheet);
    }
    sheet.into_lines()
}

fn law(duties: &[&DutyLine], why: bool, sheet: &mut Sheet) {
    let mut before: Option<&DutyLine> = None;
    for duty in duties {
        if let Some(before) = before.filter(|before| !before.counts_as(duty)) {
            moments(before, sheet);
        }
        duty_lines(duty, sheet);
        before = Some(duty);
    }
    let Some(last) = before else { return };
    moments(last, sheet);
    sheet.paragraph(Tone::Plain, &format!("  {}; {}; {}", last.law(), last.title, last.citation));
    if why {
        let applies = match last.scope {
            "applies" => "applies",
            "perhaps" => "may apply",
            _decided => "considered because people decided so, although",
        };
        sheet.paragraph(Tone::Plain, &format!("  {applies}: {}", last.reasons.join("; ")));
    }
    if let Some(doubt) = last.doubt {
        sheet.paragraph(Tone::Plain, &format!("  how it is counted was {doubt}"));
    }
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
    if let Some(alarm) = duty.alarm.filter(|alarm| duty.strict.is_some_and(|strict| strict > *alarm)) {
        let text = format!("  the alarm stays on the earlier one until it is sent: {}", when(alarm));
        sheet.paragraph(Tone::Warning, &text);
    }
    if let Some(anchor) = &duty.anchor {
        sheet.paragraph(Tone::Plain, &format!("  counts from: {}", from(anchor)));
    }
    for old in &duty.believed {
        let text = format!("  believed until {}: due {}", when(old.until), when(old.strict));
        sheet.paragraph(Tone::Plain, &text);
    }
    if let Some(decision) = &duty.decision {
        sheet.paragraph(Tone::Plain, &decided(decision, when));
    }
    let others: Vec<String> = duty.candidates.iter().skip(1).map(from).collect();
    if !others.is_empty() {
        sheet.paragraph(Tone::Plain, &format!("  or from: {}", listing(&others, "or")));
    }
    if let Some(fact) = duty.decide_by.as_ref().filter(|_| duty.awaits_a_decision()) {
        sheet.paragraph(Tone::Plain, &format!("  decide it: breachbook fact set {fact}=TIME"));
    }
}

fn decided(decision: &DecisionLine, when: impl Fn(Timestamp) -> String) -> String {
    let what = match decision.choice {
        "waived" => "not to serve it",
        "delayed" => "to serve it later",
        _owed => "to serve it",
    };
    let at = when(decision.at);
    let until = decision.until.map(|until| format!(", until {}", when(until))).unwrap_or_default();
    let why = decision.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    let dissent = decision.dissent.as_ref().map(|name| format!(" ({name} thought otherwise)"));
    let dissent = dissent.unwrap_or_default();
    format!("  decided {what}{until}, {at} (entry #{}){why}{dissent}", decision.entry)
}
