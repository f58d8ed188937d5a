//! A letter as it goes out: the sender, the day, a salutation, what there is to say in whole sentences, a closing. Must not fill anything in.

use super::DraftView;
use crate::form::fill::Answered;
use crate::form::model::Field;
use crate::report::document::{Block, line};

impl DraftView<'_> {
    /// Its body.
    pub(super) fn letter(&self) -> Vec<Block> {
        let (form, strings) = (&self.layout.form, self.manner.strings);
        let day = self.filled.now.in_zone(self.manner.zone).format(&strings.date).to_string();
        let part = |key: &str| strings.letter(form, key).map(|text| Block::Paragraph(line(text)));
        let mut said = self.said();
        // The sender stands over the day, and under the closing.
        let sender = if said.is_empty() { None } else { Some(said.remove(0)) };
        let name = sender.as_ref().and_then(|(_, text)| text.lines().next().map(str::to_owned));
        let mut blocks = Vec::new();
        blocks.extend(sender.map(|(_, text)| Block::Paragraph(line(&text.replace('\n', ", ")))));
        blocks.push(Block::Paragraph(line(&day)));
        blocks.extend(part("salutation"));
        let headings = strings.letter(form, "headings").is_some();
        blocks.extend(said.iter().flat_map(|(lead, text)| told(lead, text, headings)));
        blocks.extend(part("closing"));
        blocks.extend(name.map(|name| Block::Paragraph(line(&name))));
        blocks
    }

    /// What leads to each answer, and the answer.
    fn said(&self) -> Vec<(String, String)> {
        // A titled section of a letter is for its sender, unless the whole letter has titles.
        let untitled = self.layout.sections.iter().any(|section| section.title.is_empty());
        let sections = self.layout.sections.iter().enumerate();
        let places =
            sections.filter(|(_, section)| !untitled || section.title.is_empty()).map(|(place, _)| place);
        places
            .flat_map(|place| self.shown(place))
            .filter_map(|(field, filled)| Some(self.sentence(field, filled.answered.as_ref()?)))
            .collect()
    }

    fn sentence(&self, field: &Field, answered: &Answered) -> (String, String) {
        let lead = self.manner.strings.lead(&self.layout.form, field).to_owned();
        (lead, self.manner.answer(self.layout, field, &answered.answer))
    }
}

/// A short answer ends the sentence that leads to it; several lines are a list.
fn told(lead: &str, text: &str, headings: bool) -> Vec<Block> {
    let is_label = lead.ends_with(':');
    let lines: Vec<&str> = text.lines().collect();
    let body = match lines.as_slice() {
        [one] if headings && !is_label => Block::Paragraph(line(one)),
        [one] => {
            let stop = if is_label || one.ends_with('.') { "" } else { "." };
            return vec![Block::Paragraph(line(&format!("{lead} {one}{stop}")))];
        }
        several => Block::Items(several.iter().map(|text| line(text)).collect()),
    };
    let lead =
        if headings && !is_label { Block::Heading(2, line(lead)) } else { Block::Paragraph(line(lead)) };
    vec![lead, body]
}
