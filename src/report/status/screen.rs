//! The status as lines for a screen of some width. Must not know colours: each line says what it is.

mod duties;

use unicode_width::UnicodeWidthStr as _;

use super::work::StepLine;
use super::{Named, Status};
use crate::base::text::{count, fit, fit_before, listing, wrap};
use crate::base::time::{Period, Timestamp, Zone};
use crate::incident::story::Play;
use crate::report::moment::clock;

pub(crate) use duties::{duty_board, duty_lines};

/// What a line is, from which its look follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A heading.
    Heading,
    /// Needs attention now.
    Alarm,
    /// Needs attention.
    Warning,
    /// Nothing special.
    Plain,
}

/// A line of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// What it is.
    pub(crate) tone: Tone,
    /// Its text, harmless and within the width.
    pub(crate) text: String,
}

/// Lines being laid out.
pub(crate) struct Sheet {
    columns: usize,
    zone: Zone,
    lines: Vec<Line>,
}

impl Sheet {
    /// An empty one.
    pub(crate) fn new(columns: usize, zone: Zone) -> Self {
        Self { columns: columns.max(40), zone, lines: Vec::new() }
    }

    /// What was laid out.
    pub(crate) fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    /// One line, cut to the width.
    pub(in crate::report) fn line(&mut self, tone: Tone, text: &str) {
        let text = fit(&crate::base::text::scrub(text), self.columns);
        self.lines.push(Line { tone, text });
    }

    /// A heading after an empty line.
    pub(in crate::report) fn heading(&mut self, text: &str) {
        self.lines.push(Line { tone: Tone::Plain, text: String::new() });
        self.line(Tone::Heading, text);
    }

    /// A paragraph under another one, all lines indented.
    pub(in crate::report) fn detail(&mut self, tone: Tone, text: &str) {
        let text = crate::base::text::scrub(text);
        for line in wrap(&text, self.columns.saturating_sub(6)) {
            self.lines.push(Line { tone, text: format!("      {line}") });
        }
    }

    /// A paragraph, further lines indented.
    pub(in crate::report) fn paragraph(&mut self, tone: Tone, text: &str) {
        let text = crate::base::text::scrub(text);
        for (at, line) in wrap(&text, self.columns - 4).into_iter().enumerate() {
            let indent = if at == 0 { "  " } else { "    " };
            self.line(tone, &format!("{indent}{line}"));
        }
    }

    fn clock(&self, at: Timestamp, now: Timestamp) -> String {
        clock(at, now, self.zone)
    }
}

/// From this width on the header can hold a duty in full.
const WIDE: usize = 90;

/// The whole status; the header comes first.
pub(crate) fn screen(status: &Status, header: &[String], mut sheet: Sheet) -> Vec<Line> {
    // What everybody has to know of an exercise that rests stands above the incident.
    let name = status.codename.to_uppercase();
    let first = header.iter().position(|line| line.starts_with(&name)).unwrap_or_default();
    for (at, line) in header.iter().enumerate() {
        let is_overdue = at == first + 1 && status.is_overdue();
        let is_stopped = at < first && status.play == Some(Play::Stopped.word());
        sheet.line(
            if is_overdue || is_stopped {
                Tone::Alarm
            } else if at <= first {
                Tone::Heading
            } else {
                Tone::Plain
            },
            line,
        );
    }
    duties(status, &mut sheet);
    outdated(status, &mut sheet);
    command(status, &mut sheet);
    work(status, &mut sheet);
    later(status, &mut sheet);
    sheet.into_lines()
}

/// How many duties a screen shows that shows other things, too.
const MOST_DUTIES: usize = 6;

fn duties(status: &Status, sheet: &mut Sheet) {
    // A single one stands in the header, unless that had to be cut.
    if status.duties.is_empty() || (status.duties.len() == 1 && sheet.columns >= WIDE) {
        return;
    }
    sheet.heading("Duties");
    let (met, open): (Vec<_>, Vec<_>) = status.duties.iter().partition(|duty| duty.met.is_some());
    for duty in open.iter().chain(&met).take(MOST_DUTIES) {
        duty_lines(duty, sheet);
    }
    let more = status.duties.len().saturating_sub(MOST_DUTIES);
    if more > 0 {
        sheet.paragraph(Tone::Plain, &format!("and {more} more: breachbook deadlines"));
    }
}

/// Whoever got it may have to be told again.
fn outdated(status: &Status, sheet: &mut Sheet) {
    if status.outdated.is_empty() {
        return;
    }
    sheet.heading("Sent, and changed since");
    for one in &status.outdated {
        sheet.paragraph(Tone::Warning, &one.text(sheet.zone));
        sheet
            .paragraph(Tone::Plain, &format!("breachbook draft {}    shows what it would say now", one.form));
    }
}

fn command(status: &Status, sheet: &mut Sheet) {
    sheet.heading("Command");
    if !status.command.iter().any(|line| line.role == "incident-commander") {
        sheet.paragraph(Tone::Warning, "no incident commander: breachbook role set lead NAME");
    }
    let roles: Vec<String> = status
        .command
        .iter()
        .map(|line| format!("{} {}", line.role.replace('-', " "), line.person))
        .collect();
    if !roles.is_empty() {
        sheet.paragraph(Tone::Plain, &roles.join(" · "));
    }
    for line in &status.not_reached {
        let tried: Vec<String> = line.tried.iter().map(|at| sheet.clock(*at, status.now)).collect();
        sheet.paragraph(Tone::Warning, &format!("{} not reached ({})", line.who, tried.join(", ")));
    }
}

fn work(status: &Status, sheet: &mut Sheet) {
    if status.steps().next().is_none() {
        sheet.heading(if status.closed { "Closed" } else { "Nothing is open" });
    }
    for track in &status.tracks {
        let own = if status.is_played_out() { "Left open in play" } else { "Open steps" };
        let name = if track.run.is_empty() { own.to_owned() } else { format!("Track {}", track.playbook) };
        sheet.heading(&name);
        for step in &track.steps {
            step_lines(step, &track.run, status.now, sheet);
        }
    }
}

/// Columns of a key that has its title beside it.
const LONGEST_KEY: usize = 28;

/// An open step: key and title, then whose it is and until when. Under the heading of its track the key goes without the name of the run:
/// any tail of a key names the step. A key that is too long for a column has a line of its own.
pub(crate) fn step_lines(step: &StepLine, run: &str, now: Timestamp, sheet: &mut Sheet) {
    let tone = if step.overdue || step.work == "after-failure" { Tone::Warning } else { Tone::Plain };
    let who = whose(step, now, sheet);
    let item = step.item.as_ref().map(|item| format!(" ({item})")).unwrap_or_default();
    let key = step.step.strip_prefix(run).and_then(|rest| rest.strip_prefix('/')).unwrap_or(&step.step);
    let what = if key.width() > LONGEST_KEY {
        sheet.line(tone, &fit_before(&format!("  {key}"), "", sheet.columns));
        format!("      {}", step.title)
    } else {
        format!("  {key:<20} {}", step.title)
    };
    let room = sheet.columns.saturating_sub(who.width() + 2);
    if room >= 48 || who.is_empty() {
        let what = fit_before(&what, &item, if who.is_empty() { sheet.columns } else { room });
        let gap = room.saturating_sub(what.width());
        let gap = if who.is_empty() { 0 } else { gap + 2 };
        sheet.line(tone, &format!("{what}{}{who}", " ".repeat(gap)));
    } else {
        sheet.line(tone, &fit_before(&what, &item, sheet.columns));
        sheet.line(tone, &format!("      {who}"));
    }
}

/// `SEC Ana, by 03:40 (12 min)`.
fn whose(step: &StepLine, now: Timestamp, sheet: &Sheet) -> String {
    let owner = match (&step.role_label, &step.holder) {
        (Some(role), Some(holder)) => Some(format!("{role} {holder}")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    };
    let due = step.due.map(|due| {
        let left = due.since(now);
        let left = if left.is_negative() {
            format!("OVERDUE {}", Period::from_seconds(-left.seconds()))
        } else {
            left.to_string()
        };
        format!("by {} ({left})", sheet.clock(due, now))
    });
    let state = match (step.work, step.wait_seconds) {
        ("ask", _) => Some(format!("needs {}", listing(&step.unknown, "and"))),
        ("after-failure", _) => Some("FAILED: retry, continue or stop?".to_owned()),
        ("go-on", _) => Some("rounds used up: go on?".to_owned()),
        ("by-hand", _) => Some("playbook not at hand".to_owned()),
        ("wait", Some(left)) => Some(format!("quiet for {} more", Period::from_seconds(left))),
        ("wait", None) => Some("quiet for long enough, but its condition is not true".to_owned()),
        ("confirm", _) => Some("waited long enough: confirm".to_owned()),
        (_, _) => None,
    };
    let volatile = (step.volatile > 0).then(|| format!("{} volatile", count(step.volatile, "piece")));
    let parts: Vec<String> = [owner, due, state, volatile].into_iter().flatten().collect();
    parts.join(", ")
}

fn later(status: &Status, sheet: &mut Sheet) {
    if !status.rechecks.is_empty() {
        sheet.heading("Ask again");
    }
    for line in &status.rechecks {
        let (tone, word) = if line.due { (Tone::Warning, "DUE") } else { (Tone::Plain, "at") };
        let at = sheet.clock(line.at, status.now);
        sheet.paragraph(tone, &format!("{} ({}) {word} {at}", line.id, line.label));
    }
    named("Not known yet", &status.gaps, Tone::Plain, sheet);
    if !status.disputed.is_empty() {
        sheet.heading("Disputed: breachbook fact confirm, or fact correct");
    }
    for fact in &status.disputed {
        sheet.paragraph(Tone::Warning, &format!("{}: {}", fact.id, fact.sides()));
    }
    named("Look at again: breachbook reviewed, undo or reopen", &status.reviews, Tone::Warning, sheet);
    if !status.tasks.is_empty() {
        sheet.heading("Tasks");
    }
    for task in &status.tasks {
        let owner = task.owner.as_ref().map(|owner| format!(", {owner}")).unwrap_or_default();
        let due = task.due.map(|due| format!(", by {}", sheet.clock(due, status.now))).unwrap_or_default();
        let late = task.due.is_some_and(|due| due < status.now);
        let tone = if late { Tone::Warning } else { Tone::Plain };
        sheet.paragraph(tone, &format!("{} {}{owner}{due}", task.id, task.text));
    }
    if !status.questions.is_empty() {
        sheet.heading("Open questions");
    }
    for question in &status.questions {
        sheet.paragraph(Tone::Plain, &format!("#{} {}", question.entry, question.text));
    }
}

fn named(heading: &str, items: &[Named], tone: Tone, sheet: &mut Sheet) {
    if items.is_empty() {
        return;
    }
    sheet.heading(heading);
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    sheet.paragraph(tone, &ids.join(", "));
}

/// What is to be done now: the first step in full, then the others by name.
pub(crate) fn next_steps(steps: &[StepLine], now: Timestamp, mut sheet: Sheet) -> Vec<Line> {
    let Some((first, others)) = steps.split_first() else { return sheet.into_lines() };
    let item = first.item.as_ref().map(|item| format!(" ({item})")).unwrap_or_default();
    sheet.line(Tone::Heading, &format!("{}{item}", first.title));
    let who = whose(first, now, &sheet);
    let kind = if who.is_empty() { first.kind.to_owned() } else { format!("{}, {who}", first.kind) };
    sheet.paragraph(if first.overdue { Tone::Warning } else { Tone::Plain }, &kind);
    if let Some(obstacle) = &first.obstacle {
        sheet.paragraph(Tone::Warning, &format!("first: {obstacle}"));
    }
    sheet.paragraph(Tone::Plain, &format!("breachbook {}", first.command));
    if !others.is_empty() {
        sheet.heading("Then");
    }
    for step in others.iter().take(MOST_NEXT) {
        step_lines(step, "", now, &mut sheet);
    }
    if others.len() > MOST_NEXT {
        sheet.line(Tone::Plain, &format!("  and {} more: breachbook status", others.len() - MOST_NEXT));
    }
    sheet.into_lines()
}

/// How many steps follow the first.
const MOST_NEXT: usize = 6;
