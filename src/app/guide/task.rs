//! Tasks that no playbook has, at the keys: a list to add to, and each of them done or dropped.

use super::board::{opens, time_left};
use super::{Guide, GuideError};
use crate::base::id::TaskId;
use crate::base::text::{fit, scrub, wrap};
use crate::host::prompter::Screen;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::note::{TaskAdded, TaskEnd, TaskSettled};
use crate::incident::state::Task;

/// Keys of the tasks of one page.
const DIGITS: [char; 9] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

impl Guide<'_, '_> {
    /// Lists the open tasks, due ones first, and opens one of them; without any a new one is asked for.
    pub(super) fn ask_tasks(&mut self) -> Result<(), GuideError> {
        let (columns, _) = self.prompter.size();
        let (open, more) = self.open_tasks();
        if open.is_empty() {
            return self.add_task();
        }
        let now = self.session.now();
        let mut lines = vec!["Tasks".to_owned()];
        let mut keys = Vec::new();
        for (digit, id) in DIGITS.into_iter().zip(&open) {
            let due = self.task(*id).and_then(|task| task.added.due);
            let left = due.map(|due| format!("  {}", time_left(due, now))).unwrap_or_default();
            let words = self.task_words(*id);
            let room = columns.min(78).saturating_sub(4 + left.chars().count());
            lines.push(format!(" {digit}  {}{left}", fit(&scrub(&words), room)));
            keys.push((digit, if digit == '1' { opens(open.len()) } else { String::new() }));
        }
        if more > 0 {
            lines.push(format!("    and {more} more: breachbook task list"));
        }
        keys.extend([('a', "add".to_owned()), ('b', "back".to_owned())]);
        match self.key(Screen { lines, keys, ..Screen::default() })? {
            'a' => self.add_task(),
            key => match DIGITS.iter().position(|digit| *digit == key).and_then(|at| open.get(at)) {
                Some(id) => self.end_task(*id),
                None => Ok(()),
            },
        }
    }

    fn add_task(&mut self) -> Result<(), GuideError> {
        let task = self.session.state().next_task();
        self.ask_words("Task", move |text| {
            Event::TaskAdded(TaskAdded { task, text, role: None, person: None, due: None })
        })
    }

    fn end_task(&mut self, task: TaskId) -> Result<(), GuideError> {
        let (columns, _) = self.prompter.size();
        let lines = wrap(&format!("{task}: {}", scrub(&self.task_words(task))), columns);
        let keys = [('d', "done"), ('n', "done with a note"), ('x', "no longer wanted"), ('b', "back")];
        let keys = keys.into_iter().map(|(key, meaning)| (key, meaning.to_owned())).collect();
        let (end, prompt) = match self.key(Screen { lines, keys, ..Screen::default() })? {
            'd' => (TaskEnd::Done, None),
            'n' => (TaskEnd::Done, Some("Remark")),
            'x' => (TaskEnd::Dropped, Some("Why")),
            _back => return Ok(()),
        };
        let said = prompt.map(|prompt| self.reason(prompt, &[], false)).transpose()?.flatten();
        let mut wording = self.session.wording();
        let note = wording.say_some(said.as_deref())?;
        self.act(Command::Write(Box::new(TaskSettled { task, end, note }.into())), wording)?;
        Ok(())
    }

    /// As many as there are keys, and how many more there are.
    fn open_tasks(&self) -> (Vec<TaskId>, usize) {
        let mut open = self.read_board().tasks;
        open.sort_by_key(|id| {
            let due = self.task(*id).and_then(|task| task.added.due);
            (due.is_none(), due, *id)
        });
        let more = open.len().saturating_sub(DIGITS.len());
        open.truncate(DIGITS.len());
        (open, more)
    }

    fn task(&self, id: TaskId) -> Option<&Task> {
        self.session.state().tasks().get(&id)
    }

    fn task_words(&self, id: TaskId) -> String {
        let words = self.task(id).and_then(|task| self.session.shown(task.added.text));
        words.unwrap_or_else(|| "its words cannot be shown".to_owned())
    }
}
