//! The board: what is open, by track, with owner and time.

use unicode_width::UnicodeWidthStr as _;

use super::{Go, Guide, GuideError};
use crate::app::guard::Caught;
use crate::app::header::{header, short_role};
use crate::app::step_name::item_of;
use crate::base::text::{count, fit, fit_before, scrub};
use crate::base::time::Timestamp;
use crate::host::prompter::Screen;
use crate::incident::board::{Board, BoardLine, Work};
use crate::incident::key::RunKey;

/// Rows that the header, the notices and the menu take.
const FURNITURE: usize = 11;

/// A screen of fewer columns has no room for title and mark in one line.
const NARROW: usize = 60;

impl Guide<'_, '_> {
    /// Shows the board and reads one key.
    pub(super) fn board(&mut self, board: &Board) -> Result<Go, GuideError> {
        let (columns, rows) = self.prompter.size();
        let lines = self.offered(board);
        let lines_each = if columns < NARROW { 2 } else { 1 };
        let page = (rows.saturating_sub(FURNITURE + self.notice.len()) / lines_each).clamp(3, 9);
        self.first_shown = self.first_shown.min(lines.len().saturating_sub(1) / page * page);
        let shown: Vec<BoardLine> = lines.iter().skip(self.first_shown).take(page).cloned().collect();
        let mut screen = Screen { lines: header(self.session, columns), ..Screen::default() };
        screen.lines.push("-".repeat(columns.min(78)));
        screen.lines.extend(self.listing(&shown, columns));
        screen.lines.extend(self.beside(board, lines.len(), page));
        screen.keys = menu(&shown, lines.len() > page, !board.tasks.is_empty());
        self.notice.extend(self.session.take_caught().into_iter().map(Caught::text));
        let Some(key) = self.key_soon(screen)? else { return Ok(Go::Stay) };
        self.follow(key, &shown, (page, lines.len()))
    }

    fn follow(
        &mut self,
        key: char,
        shown: &[BoardLine],
        (page, all): (usize, usize),
    ) -> Result<Go, GuideError> {
        match key {
            'p' => return Ok(Go::Leave),
            '.' => self.side_menu()?,
            '+' => self.ask_note()?,
            'u' => self.ask_undo()?,
            'v' => self.ask_review()?,
            't' => self.ask_tasks()?,
            '>' if self.first_shown + page < all => self.first_shown += page,
            '<' => self.first_shown = self.first_shown.saturating_sub(page),
            '\n' => return Ok(shown.first().map_or(Go::Stay, |line| Go::Open(line.step.clone()))),
            digit => {
                let index = digit.to_digit(10).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                let line = index.checked_sub(1).and_then(|index| shown.get(index));
                return Ok(line.map_or(Go::Stay, |line| Go::Open(line.step.clone())));
            }
        }
        Ok(Go::Stay)
    }

    /// Own roles first; what waits comes last. In between the track whose time runs out first, and in it the step that is due first: times
    /// do not move while one works, so neither do the lines. Without a time box the order of the playbook stays.
    fn offered(&self, board: &Board) -> Vec<BoardLine> {
        let mine = |line: &BoardLine| line.role.as_ref().is_some_and(|role| self.roles.contains(role));
        let waits = |line: &BoardLine| matches!(line.work, Work::Wait(_) | Work::Until);
        let state = self.session.state();
        let track = |line: &BoardLine| crate::incident::board::track(state, &line.step.run()).1;
        let first = |of: &RunKey| {
            let dues = board.lines.iter().filter(|line| !waits(line) && track(line) == *of);
            dues.filter_map(|line| line.due).min()
        };
        let late = |due: Option<Timestamp>| (due.is_none(), due);
        let mut lines = board.lines.clone();
        lines.sort_by_cached_key(|line| {
            let of = track(line);
            let group = (waits(line), !self.roles.is_empty() && !mine(line));
            (group, late(first(&of)), of, late(line.due))
        });
        lines
    }

    fn listing(&self, shown: &[BoardLine], columns: usize) -> Vec<String> {
        let state = self.session.state();
        let now = self.session.now();
        let mut last_track: Option<RunKey> = None;
        let mut lines = Vec::new();
        for (n, line) in shown.iter().enumerate() {
            let track = crate::incident::board::track(state, &line.step.run()).1;
            if last_track.as_ref() != Some(&track) {
                lines.push(format!("{}:", self.track_name(&track)));
                last_track = Some(track);
            }
            let item = item_of(self.session, &line.step);
            lines.extend(row(n + 1, (line, item.as_deref()), now, columns));
        }
        lines
    }

    /// The playbook. A case that has a record of its own goes by its codename: whoever looks over a shoulder learns nothing.
    fn track_name(&self, track: &RunKey) -> String {
        let Some(run) = self.session.state().runs().get(track) else { return String::new() };
        let own = self.session.plans().of(run).is_some_and(|playbook| playbook.own_record);
        match self.session.state().opening().filter(|_| own) {
            Some((opening, _)) => opening.codename.to_uppercase(),
            None => run.playbook.id.to_string(),
        }
    }

    fn beside(&self, board: &Board, all: usize, page: usize) -> Vec<String> {
        let mut parts = Vec::new();
        if all > page {
            parts.push(format!("{}-{} of {all}", self.first_shown + 1, (self.first_shown + page).min(all)));
        }
        let due = board.rechecks.iter().filter(|recheck| recheck.at <= self.session.now()).count();
        let told =
            [(due, "re-check due"), (board.reviews.len(), "step to review"), (board.tasks.len(), "task")];
        for (n, noun) in told.into_iter().filter(|(n, _)| *n > 0) {
            parts.push(if noun == "re-check due" {
                format!("{n} re-checks due")
            } else {
                count(n, noun).replace("step to reviews", "steps to review")
            });
        }
        let mut lines = if parts.is_empty() { Vec::new() } else { vec![parts.join(" · ")] };
        if all == 0 && board.tasks.is_empty() {
            lines.push("Nothing is open. `breachbook close` closes the incident.".to_owned());
        }
        lines
    }
}

fn row(n: usize, (line, item): (&BoardLine, Option<&str>), now: Timestamp, columns: usize) -> Vec<String> {
    let role = line.role.as_ref().map(short_role).unwrap_or_default();
    let item = item.map(|item| format!(" [{}]", scrub(item))).unwrap_or_default();
    laid_out(&format!(" {n} {role:<4} "), (&scrub(&line.title), &item), &mark(line, now), columns)
}

/// Title and mark side by side; on a narrow screen the mark stands below, so that the title can be read.
fn laid_out(start: &str, (title, item): (&str, &str), mark: &str, columns: usize) -> Vec<String> {
    let room = columns.saturating_sub(start.width());
    if columns >= NARROW {
        let room = room.saturating_sub(mark.width() + 2).max(12);
        let line = format!("{start}{}  {mark}", fit_before(title, item, room));
        return vec![line.trim_end().to_owned()];
    }
    let below = (!mark.is_empty()).then(|| format!("{:1$}{2}", "", start.width(), fit(mark, room)));
    std::iter::once(format!("{start}{}", fit_before(title, item, room))).chain(below).collect()
}

/// How much time is left, or how long there has been none.
pub(super) fn time_left(due: Timestamp, now: Timestamp) -> String {
    let left = due.since(now);
    if left.is_negative() { format!("OVERDUE {}", now.since(due)) } else { format!("{left} left") }
}

/// Why it is here, and how much time is left.
fn mark(line: &BoardLine, now: Timestamp) -> String {
    let left = line.due.map(|due| time_left(due, now));
    let work = match &line.work {
        Work::Do => String::new(),
        Work::Ask(_) => "a question first".to_owned(),
        Work::AfterFailure => "FAILED".to_owned(),
        Work::GoOn => "go on?".to_owned(),
        Work::ByHand => "by hand".to_owned(),
        Work::Wait(left) => format!("quiet for {left} more"),
        Work::Until => "not true yet".to_owned(),
        Work::Confirm => "confirm".to_owned(),
    };
    let unknown = if line.unknown.is_empty() { "" } else { "on unknown" };
    let volatile = if line.volatile > 0 { "VOLATILE" } else { "" };
    let parts = [volatile, unknown, &work, &left.unwrap_or_default()];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// What the first of some digits says for all of them.
pub(super) fn opens(digits: usize) -> String {
    if digits == 1 { "open".to_owned() } else { format!("..{digits} open") }
}

fn menu(shown: &[BoardLine], pages: bool, tasks: bool) -> Vec<(char, String)> {
    let mut keys: Vec<(char, String)> = Vec::new();
    for n in 1..=shown.len() {
        let digit = u32::try_from(n).ok().and_then(|n| char::from_digit(n, 10)).unwrap_or('0');
        keys.push((digit, if n == 1 { opens(shown.len()) } else { String::new() }));
    }
    keys.push(('\n', String::new()));
    keys.push(('+', "note".to_owned()));
    keys.push(('.', "more".to_owned()));
    keys.push(('u', "undo".to_owned()));
    keys.push(('v', "review".to_owned()));
    if tasks {
        keys.push(('t', "tasks".to_owned()));
    }
    if pages {
        keys.push(('>', "next page".to_owned()));
        keys.push(('<', "back".to_owned()));
    }
    keys.push(('p', "pause".to_owned()));
    keys
}

#[cfg(test)]
mod tests;
