//! The walk of a review: one passage on the screen, one key for it. Every answer is on disk before the next passage is shown, so that it
//! can be left at any moment. Must not decide what may be read: the person does.

use super::{Item, Why, answer, take_back};
use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::base::text::{count, scrub, wrap};
use crate::host::prompter::{PromptError, Prompter, Screen};
use crate::record::passage_kind::PassageKind;
use crate::record::reviewing::{ANSWERS, Answer, Reviewed};

/// Why a walk ended without being asked to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WalkError {
    /// A use case failed.
    #[error(transparent)]
    App(#[from] AppError),
    /// The person left, or the terminal failed.
    #[error(transparent)]
    Prompt(#[from] PromptError),
}

/// The keys of the answers.
const KEYS: [(char, Answer, &str); 4] = [
    ('r', Answer::Release, "release"),
    ('k', Answer::KeepBack, "keep back"),
    ('p', Answer::Personal, "personal: only on request"),
    ('v', Answer::Privileged, "privileged"),
];

/// What is said of texts in which somebody of the roster is named.
const NAMES_PEOPLE: &str =
    "Names somebody on the roster: papers for an authority show p and a number instead.";

/// Somebody going through passages.
pub(crate) struct Walk<'w, 's> {
    session: &'w mut Session<'s>,
    prompter: &'w mut dyn Prompter,
    title: String,
    items: Vec<Item>,
    answers: Vec<Option<Answer>>,
    at: usize,
    /// What was answered together, newest last.
    done: Vec<Vec<usize>>,
    why: Why,
    notice: Vec<String>,
}

impl<'w, 's> Walk<'w, 's> {
    /// Begins at the first passage. The title says for whom it is.
    pub(crate) fn new(
        session: &'w mut Session<'s>,
        prompter: &'w mut dyn Prompter,
        (title, why): (String, Why),
        items: Vec<Item>,
    ) -> Self {
        let answers = vec![None; items.len()];
        Self { session, prompter, title, items, answers, at: 0, done: Vec::new(), why, notice: Vec::new() }
    }

    /// Goes on until all were shown or the person leaves.
    pub(crate) fn run(&mut self) -> Result<(), WalkError> {
        while let Some(item) = self.items.get(self.at).cloned() {
            let screen = self.screen(&item);
            let key = self.prompter.key(&screen)?;
            if let Some((_, given, _)) = KEYS.iter().find(|(known, ..)| *known == key) {
                self.answer(vec![self.at], *given)?;
                self.at += 1;
                continue;
            }
            match key {
                'l' => self.at += 1,
                'b' => self.at = self.at.saturating_sub(1),
                'u' => self.undo()?,
                'a' => self.all_of(item.reviewed.kind)?,
                _leave => return Ok(()),
            }
        }
        Ok(())
    }

    /// How many were given each answer, and how many are left.
    pub(crate) fn summary(&self) -> String {
        let given = |answer| self.answers.iter().filter(|given| **given == Some(answer)).count();
        let parts = ANSWERS.iter().map(|(answer, word)| format!("{word} {}", given(*answer)));
        let left = self.answers.iter().filter(|given| given.is_none()).count();
        format!("{}; not answered {left}", parts.collect::<Vec<_>>().join(", "))
    }

    fn screen(&mut self, item: &Item) -> Screen {
        let (columns, _) = self.prompter.size();
        let when = item.recorded.in_zone(self.session.zone()).format("%a %-d %b %H:%M");
        let (at, all) = (self.at + 1, self.items.len());
        let given = self.answers.get(self.at).copied().flatten();
        let state = given.map_or_else(|| item.reviewed.state(), Answer::word);
        let mut lines = vec![
            format!("{} · {at} of {all}", self.title),
            format!(
                "{} {when} {} · {} · {state}",
                item.reviewed.first(),
                scrub(&item.by),
                item.reviewed.kind.name
            ),
        ];
        let around = item.step.iter().map(|step| format!("step {step}"));
        let around = around.chain((!item.lead.is_empty()).then(|| item.lead.clone()));
        lines.extend(around.flat_map(|text| wrap(&scrub(&text), columns)));
        lines.push(String::new());
        for paragraph in item.text.lines() {
            let wrapped = wrap(&scrub(paragraph), columns.saturating_sub(4));
            lines.extend(wrapped.into_iter().map(|line| format!("  | {line}")));
        }
        if item.names_people {
            lines.extend(wrap(NAMES_PEOPLE, columns));
        }
        let mut keys: Vec<(char, String)> =
            KEYS.iter().map(|(key, _, meaning)| (*key, (*meaning).to_owned())).collect();
        keys.push(('a', format!("the same for all: {}", item.reviewed.kind.name)));
        keys.push(('l', "later".to_owned()));
        keys.push(('b', "back".to_owned()));
        if !self.done.is_empty() {
            keys.push(('u', "undo the last".to_owned()));
        }
        keys.push(('q', "leave".to_owned()));
        Screen { lines, fixed: 2, keys, notice: std::mem::take(&mut self.notice) }
    }

    fn answer(&mut self, places: Vec<usize>, given: Answer) -> Result<(), WalkError> {
        let rows: Vec<&Reviewed> =
            places.iter().filter_map(|place| Some(&self.items.get(*place)?.reviewed)).collect();
        let written = answer(self.session, &rows, given, &mut self.why)?;
        let seq = written.last().map(|entry| entry.seq.to_string()).unwrap_or_default();
        let what =
            if places.len() == 1 { String::new() } else { format!("{}, ", count(places.len(), "text")) };
        self.notice.push(format!("{what}{} ({seq})", given.word()));
        self.mark(&places, Some(given));
        self.done.push(places);
        Ok(())
    }

    fn mark(&mut self, places: &[usize], given: Option<Answer>) {
        for place in places {
            if let Some(answer) = self.answers.get_mut(*place) {
                *answer = given;
            }
        }
    }

    /// Takes the last answer back and shows its passage again.
    fn undo(&mut self) -> Result<(), WalkError> {
        let Some(places) = self.done.pop() else { return Ok(()) };
        let rows: Vec<&Reviewed> =
            places.iter().filter_map(|place| Some(&self.items.get(*place)?.reviewed)).collect();
        take_back(self.session, &rows, &mut self.why)?;
        self.mark(&places, None);
        self.notice.push("taken back".to_owned());
        self.at = places.first().copied().unwrap_or(self.at);
        Ok(())
    }

    /// One answer for everything of a kind that has none yet, shown with its count and confirmed.
    fn all_of(&mut self, kind: &'static PassageKind) -> Result<(), WalkError> {
        let unanswered = |place: &usize| self.answers.get(*place).copied().flatten().is_none();
        let of_kind = |place: &usize| self.items.get(*place).is_some_and(|item| item.reviewed.kind == kind);
        let places: Vec<usize> = (0..self.items.len()).filter(unanswered).filter(of_kind).collect();
        let texts = count(places.len(), "text");
        let mut keys: Vec<(char, String)> =
            KEYS.iter().map(|(key, _, meaning)| (*key, (*meaning).to_owned())).collect();
        keys.push(('b', "back".to_owned()));
        let lines = vec![
            format!("{}: {texts} without an answer", kind.name),
            "What becomes of all of them?".to_owned(),
        ];
        let key = self.prompter.key(&Screen { lines, keys, ..Screen::default() })?;
        let Some((_, given, meaning)) = KEYS.iter().find(|(known, ..)| *known == key) else { return Ok(()) };
        if confirmed(self.prompter, &format!("{}: {meaning}, {texts}, unread?", kind.name))? {
            self.answer(places, *given)?;
            while self.answers.get(self.at).copied().flatten().is_some() {
                self.at += 1;
            }
        }
        Ok(())
    }
}

/// Asks before many things are done at once.
pub(crate) fn confirmed(prompter: &mut dyn Prompter, question: &str) -> Result<bool, PromptError> {
    let keys = vec![('y', "yes".to_owned()), ('n', "no".to_owned())];
    let key = prompter.key(&Screen { lines: vec![question.to_owned()], keys, ..Screen::default() })?;
    Ok(key == 'y')
}
