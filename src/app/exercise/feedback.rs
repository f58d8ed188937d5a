//! Sheets of feedback on paper come into the record of the exercise: typed in one by one, without a name.

use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::exercise::feedback::{ASKED, marked};
use crate::host::prompter::{Ask, PromptError, Prompter};
use crate::incident::command::Command;
use crate::incident::event::exercise::{FeedbackGiven, HIGHEST_MARK};
use crate::record::entry::Entry;
use crate::scenario::model::Scenario;

/// What stands on a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FilledSheet {
    /// A mark for each sentence; 0 where it was left out.
    pub(crate) marks: Vec<u8>,
    /// What was written to each question.
    pub(crate) words: [Option<String>; ASKED.len()],
}

/// Writes a sheet into the record.
pub(crate) fn give(session: &mut Session<'_>, sheet: FilledSheet) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let [well, mend, missing] = &sheet.words;
    let event = FeedbackGiven {
        well: wording.say_some(well.as_deref())?,
        mend: wording.say_some(mend.as_deref())?,
        missing: wording.say_some(missing.as_deref())?,
        marks: sheet.marks,
    };
    session.act(Command::Write(Box::new(event.into())), wording)
}

/// Reads marks as people type them: `4 5 - 3`, with blanks or commas between. What is left out is `-`.
pub(crate) fn marks(typed: &str, scenario: &Scenario) -> Result<Vec<u8>, String> {
    let words = typed.split(|sign: char| sign == ',' || sign.is_whitespace()).filter(|word| !word.is_empty());
    let marks: Vec<u8> = words.map(mark).collect::<Result<_, _>>()?;
    let asked = marked(scenario).count();
    if marks.len() == asked {
        return Ok(marks);
    }
    Err(format!(
        "the sheet of {} has {asked} sentences to mark, {} came; - leaves one out",
        scenario.id,
        marks.len()
    ))
}

fn mark(word: &str) -> Result<u8, String> {
    if word == "-" {
        return Ok(0);
    }
    let read = word.parse().ok().filter(|mark| (1..=HIGHEST_MARK).contains(mark));
    read.ok_or_else(|| format!("`{word}` is no mark: from 1 to {HIGHEST_MARK}, or - for what was left out"))
}

/// Asks for a sheet, line by line. Nothing when there are no more sheets.
pub(crate) fn ask(
    prompter: &mut dyn Prompter,
    scenario: &Scenario,
    number: usize,
) -> Result<Option<FilledSheet>, PromptError> {
    let mut sheet = FilledSheet::default();
    for (place, text) in marked(scenario).enumerate() {
        let first = if place == 0 { format!("Sheet {number} (q = no more sheets). ") } else { String::new() };
        let ask = Ask { prompt: format!("{first}{text} 1 to 5, empty = left out"), ..Ask::default() };
        loop {
            let typed = prompter.line(&ask)?;
            match typed.as_str() {
                "q" if place == 0 => return Ok(None),
                "" => sheet.marks.push(0),
                word => match mark(word) {
                    Ok(mark) => sheet.marks.push(mark),
                    Err(why) => {
                        prompter.say(&why);
                        continue;
                    }
                },
            }
            break;
        }
    }
    for (words, text) in sheet.words.iter_mut().zip(ASKED) {
        let typed = prompter.line(&Ask { prompt: text.to_owned(), ..Ask::default() })?;
        *words = Some(typed).filter(|typed| !typed.is_empty());
    }
    Ok(Some(sheet))
}
