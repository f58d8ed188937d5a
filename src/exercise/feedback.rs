//! What everybody is asked after the hot wash, without a name, and what the sheets said that came back.

use crate::incident::event::Event;
use crate::incident::event::exercise::{FeedbackGiven, HIGHEST_MARK};
use crate::record::entry::Entry;
use crate::scenario::model::Scenario;

/// What is asked of every exercise, to be agreed with from 1 to 5.
pub(crate) const SAID: [&str; 6] = [
    "What happened in the story could happen here.",
    "I knew what my role had to do.",
    "The playbook told me what to do next.",
    "I got from others what I needed, in time.",
    "The pace was right.",
    "For real I would now do it better than before.",
];

/// What is asked in words.
pub(crate) const ASKED: [&str; 3] =
    ["What went well and should stay?", "What should be mended, and who could do it?", "What was missing?"];

/// What is marked, in the order of the sheet: the sentences of every exercise, then the objectives of this one.
pub(crate) fn marked(scenario: &Scenario) -> impl Iterator<Item = &str> {
    SAID.into_iter().chain(scenario.objectives.iter().map(|objective| objective.text.as_str()))
}

/// How a sentence was marked by all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agreed<'s> {
    /// The sentence.
    pub(crate) text: &'s str,
    /// How many gave 1, 2, 3, 4 and 5.
    pub(crate) counts: [usize; HIGHEST_MARK as usize],
}

impl Agreed<'_> {
    /// How many gave a mark.
    pub(crate) fn answers(&self) -> usize {
        self.counts.iter().sum()
    }

    /// The mean with one digit behind the point, rounded half up; nothing where nobody gave a mark.
    pub(crate) fn mean(&self) -> Option<String> {
        let sum: usize = (1..).zip(self.counts).map(|(mark, count): (usize, usize)| mark * count).sum();
        let tenths = (sum * 20 + self.answers()).checked_div(2 * self.answers())?;
        Some(format!("{}.{}", tenths / 10, tenths % 10))
    }
}

/// The sheets that were typed in.
pub(crate) fn sheets(entries: &[Entry]) -> impl Iterator<Item = (&Entry, &FeedbackGiven)> {
    entries.iter().filter_map(|entry| {
        let Event::FeedbackGiven(body) = &entry.draft.event else { return None };
        Some((entry, body))
    })
}

/// How each sentence was marked.
pub(crate) fn agreed<'s>(scenario: &'s Scenario, entries: &[Entry]) -> Vec<Agreed<'s>> {
    let count = |(place, text): (usize, &'s str)| {
        let mut counts = [0; HIGHEST_MARK as usize];
        let marks = sheets(entries).filter_map(|(_, sheet)| sheet.marks.get(place));
        for mark in marks {
            let of_mark = usize::from(*mark).checked_sub(1).and_then(|place| counts.get_mut(place));
            if let Some(count) = of_mark {
                *count += 1;
            }
        }
        Agreed { text, counts }
    };
    marked(scenario).enumerate().map(count).collect()
}
