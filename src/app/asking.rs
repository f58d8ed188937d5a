//! Puts a question with a right answer to somebody: in a micro-exercise, or with an inject. Must not say what is right.

use crate::base::id::OptionId;
use crate::base::text::{flowed, scrub, wrap};
use crate::host::prompter::{Ask, PromptError, Prompter, Screen};
use crate::record::inject_card::{AnsweredBy, CardQuestion};
use crate::training::question::{Given, Question, QuestionKind};

/// A question as it is put.
#[derive(Debug, Clone)]
pub(crate) struct Put<'q> {
    /// Lines above it.
    pub(crate) head: Vec<String>,
    /// How many of them stay when the rest is turned over.
    pub(crate) fixed: usize,
    /// What is asked.
    pub(crate) text: &'q str,
    /// How it is answered.
    pub(crate) kind: AnsweredBy,
    /// What can be chosen.
    pub(crate) options: Vec<(&'q OptionId, &'q str)>,
    /// Of what, where a figure is asked.
    pub(crate) unit: &'q str,
    /// Whether it can be left to somebody else.
    pub(crate) can_be_left: bool,
}

impl<'q> Put<'q> {
    /// A question of a micro-exercise.
    pub(crate) fn question(head: Vec<String>, question: &'q Question) -> Self {
        let (kind, unit) = match &question.kind {
            QuestionKind::Single(_) => (AnsweredBy::Single, ""),
            QuestionKind::Multi(_) => (AnsweredBy::Multi, ""),
            QuestionKind::Number(figure) => (AnsweredBy::Number, figure.unit.as_str()),
        };
        let options = question.kind.choices().iter().map(|choice| (&choice.id, choice.text.as_str()));
        let options = options.collect();
        Self { head, fixed: 0, text: &question.text, kind, options, unit, can_be_left: false }
    }

    /// A question of an inject.
    pub(crate) fn on_card(head: Vec<String>, question: &'q CardQuestion) -> Self {
        let options = question.options.iter().map(|(id, text)| (id, text.as_str())).collect();
        let (fixed, text, unit) = (head.len(), &question.text, &question.unit);
        Self { head, fixed, text, kind: question.kind, options, unit, can_be_left: true }
    }

    /// Asks until there is an answer; nothing where it is left to somebody else.
    pub(crate) fn ask(&self, prompter: &mut dyn Prompter) -> Result<Option<Given>, PromptError> {
        match self.kind {
            AnsweredBy::Single => self.ask_one(prompter),
            AnsweredBy::Multi => self.ask_several(prompter),
            AnsweredBy::Number => self.ask_figure(prompter).map(Some),
        }
    }

    fn screen(&self, columns: usize, chosen: Option<&[OptionId]>) -> Screen {
        let mut screen = Screen { lines: self.head.clone(), fixed: self.fixed, ..Screen::default() };
        screen.lines.extend(paragraphs(self.text, columns));
        for (digit, (id, text)) in self.numbered() {
            let lead = chosen.map_or_else(
                || format!(" {digit}  "),
                |chosen| format!(" {digit} [{}] ", if chosen.contains(id) { "x" } else { " " }),
            );
            screen.lines.extend(item(&lead, text, columns));
        }
        let meaning = if chosen.is_some() { "on or off" } else { "your answer" };
        let last = self.options.len();
        let key = |digit: char| if digit == '1' { format!("..{last} {meaning}") } else { String::new() };
        screen.keys = self.numbered().map(|(digit, _)| (digit, key(digit))).collect();
        if let Some(chosen) = chosen {
            screen.keys.push(('d', "done".to_owned()));
            // A slip on the Enter key is no answer: that nothing is right has to be said.
            screen.keys.extend((!chosen.is_empty()).then_some(('\n', String::new())));
        }
        if self.can_be_left {
            screen.keys.push(('l', "leave it to somebody else".to_owned()));
        }
        screen
    }

    fn ask_one(&self, prompter: &mut dyn Prompter) -> Result<Option<Given>, PromptError> {
        let (columns, _) = prompter.size();
        let key = prompter.key(&self.screen(columns, None))?;
        Ok(self.of_key(key).map(|id| Given::Chosen(vec![id.clone()])))
    }

    fn ask_several(&self, prompter: &mut dyn Prompter) -> Result<Option<Given>, PromptError> {
        let mut chosen: Vec<OptionId> = Vec::new();
        loop {
            let (columns, _) = prompter.size();
            let key = prompter.key(&self.screen(columns, Some(&chosen)))?;
            if key == 'l' {
                return Ok(None);
            }
            let Some(id) = self.of_key(key) else { return Ok(Some(Given::Chosen(chosen))) };
            match chosen.iter().position(|known| known == id) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(id.clone()),
            }
        }
    }

    fn ask_figure(&self, prompter: &mut dyn Prompter) -> Result<Given, PromptError> {
        let (columns, _) = prompter.size();
        let mut help = self.head.clone();
        help.extend(paragraphs(self.text, columns));
        loop {
            let unit = if self.unit.is_empty() { "a figure" } else { self.unit };
            let ask = Ask { prompt: format!("How many ({})", scrub(unit)), help, initial: String::new() };
            match prompter.line(&ask)?.trim().parse() {
                Ok(figure) => return Ok(Given::Figure(figure)),
                Err(_no_figure) => help = vec!["A whole number, in digits.".to_owned()],
            }
        }
    }

    fn of_key(&self, key: char) -> Option<&'q OptionId> {
        self.numbered().find(|(digit, _)| *digit == key).map(|(_, (id, _))| id)
    }

    fn numbered(&self) -> impl Iterator<Item = (char, (&'q OptionId, &'q str))> {
        ('1'..='9').zip(self.options.iter().copied())
    }
}

/// A text in lines, with an empty one after it.
pub(crate) fn paragraphs(text: &str, columns: usize) -> Vec<String> {
    let flowed = flowed(text);
    let paragraphs = flowed.split('\n').flat_map(|paragraph| wrap(&scrub(paragraph), columns));
    paragraphs.chain([String::new()]).collect()
}

/// A text behind a lead, its further lines below its first word.
pub(crate) fn item(lead: &str, text: &str, columns: usize) -> Vec<String> {
    let indent = " ".repeat(lead.len());
    let lines = wrap(&scrub(&flowed(text)), columns.saturating_sub(lead.len()).max(20));
    let line = |(n, line): (usize, String)| format!("{}{line}", if n == 0 { lead } else { &indent });
    lines.into_iter().enumerate().map(line).collect()
}
