//! Taking a micro-exercise: the story, one question after the other, the reasons behind every answer, what is to be confirmed. Nothing is
//! written before the end: who leaves in between has not taken it.

use crate::app::asking::{self, Put};
use crate::base::text::{scrub, wrap};
use crate::host::prompter::{PromptError, Prompter, Screen};
use crate::training::lesson::Lesson;
use crate::training::marking::{Mark, mark};
use crate::training::question::{Choice, Given, Question, QuestionKind, share};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The mark.
    pub(crate) mark: Mark,
    /// Whether the person confirmed what is to be confirmed.
    pub(crate) acknowledged: bool,
}

/// Leads somebody through it.
pub(crate) fn take(prompter: &mut dyn Prompter, lesson: &Lesson) -> Result<Taken, PromptError> {
    let mut desk = Desk { prompter, lesson };
    desk.story()?;
    let mut given = Vec::new();
    for (n, question) in lesson.questions.iter().enumerate() {
        let answer = desk.ask(n + 1, question)?;
        desk.explain(n + 1, question, &answer)?;
        given.push(answer);
    }
    let mark = mark(lesson, &given);
    Ok(Taken { mark, acknowledged: desk.end(mark)? })
}

struct Desk<'d> {
    prompter: &'d mut dyn Prompter,
    lesson: &'d Lesson,
}

impl Desk<'_> {
    fn screen(&self, head: &str) -> Screen {
        let (columns, _) = self.prompter.size();
        let head = wrap(&scrub(head), columns);
        let rule = "-".repeat(columns.min(78));
        Screen { lines: head.into_iter().chain([rule]).collect(), ..Screen::default() }
    }

    fn paragraphs(&self, text: &str) -> Vec<String> {
        asking::paragraphs(text, self.prompter.size().0)
    }

    fn item(&self, lead: &str, text: &str) -> Vec<String> {
        asking::item(lead, text, self.prompter.size().0)
    }

    fn go_on(&mut self, mut screen: Screen) -> Result<(), PromptError> {
        screen.keys = vec![('g', "go on".to_owned()), ('\n', String::new())];
        self.prompter.key(&screen).map(|_| ())
    }

    fn story(&mut self) -> Result<(), PromptError> {
        let lesson = self.lesson;
        let mut screen = self.screen(&format!("{} · about {} minutes", lesson.title, lesson.minutes));
        screen.lines.extend(self.paragraphs(&lesson.story));
        let count = lesson.questions.len();
        let said = format!(
            "{count} questions. {} % pass. Nothing is written before the end, and nobody is punished.",
            lesson.pass
        );
        screen.lines.extend(self.paragraphs(&said));
        self.go_on(screen)
    }

    fn head(&self, n: usize) -> String {
        format!("{} · question {n} of {}", self.lesson.title, self.lesson.questions.len())
    }

    fn ask(&mut self, n: usize, question: &Question) -> Result<Given, PromptError> {
        let head = self.screen(&self.head(n)).lines;
        let given = Put::question(head, question).ask(self.prompter)?;
        Ok(given.unwrap_or(Given::Chosen(Vec::new())))
    }

    /// Says what is right and why, of every option.
    fn explain(&mut self, n: usize, question: &Question, given: &Given) -> Result<(), PromptError> {
        let verdict = match share(question, given) {
            100 => "Right.",
            0 => "Not this time.",
            _part => "Right in part.",
        };
        let mut screen = self.screen(&self.head(n));
        screen.lines.extend(self.paragraphs(verdict));
        if let (QuestionKind::Number(figure), Given::Figure(said)) = (&question.kind, given) {
            screen.lines.extend(
                self.paragraphs(&format!("You said {said}. It is {} {}.", figure.answer, figure.unit)),
            );
            screen.lines.extend(self.paragraphs(&figure.why));
        }
        for (digit, choice) in numbered(question.kind.choices()) {
            let chosen = matches!(given, Given::Chosen(chosen) if chosen.contains(&choice.id));
            let (mine, whose) = if chosen { (">", ", your choice") } else { (" ", "") };
            let right = if choice.right { "right" } else { "wrong" };
            let said = format!("{} ({right}{whose})", choice.text);
            screen.lines.extend(self.item(&format!("{mine}{digit}  "), &said));
            screen.lines.extend(self.item("    ", &choice.why));
        }
        self.go_on(screen)
    }

    fn end(&mut self, mark: Mark) -> Result<bool, PromptError> {
        let lesson = self.lesson;
        let came = if mark.passed { "passed" } else { "not passed; take it again whenever you like" };
        let mut screen = self.screen(&lesson.title);
        screen.lines.extend(self.paragraphs(&format!("{} %, {came}.", mark.percent)));
        screen.lines.extend(self.paragraphs(&format!("\"{}\"", lesson.acknowledgement.trim())));
        screen.keys = vec![('y', "I confirm this".to_owned()), ('n', "I do not".to_owned())];
        Ok(self.prompter.key(&screen)? == 'y')
    }
}

fn numbered(choices: &[Choice]) -> impl Iterator<Item = (char, &Choice)> {
    ('1'..='9').zip(choices)
}
