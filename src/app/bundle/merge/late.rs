//! Entries of another copy, told here: notes, calls and signals as what they are, everything else as a note in words. Must not decide
//! what follows from them.

use std::collections::BTreeMap;

use crate::app::app_error::AppError;
use crate::app::bundle::import::Checked;
use crate::app::pen::{Act, Late};
use crate::app::playbook_words::PlaybookWords;
use crate::app::session::Session;
use crate::app::words::Wording;
use crate::base::id::PersonId;
use crate::base::time::Claimed;
use crate::fact::value::PassageRef;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::note::{Marker, NoteTaken, Origin, SignalRecorded, Told};
use crate::record::entry::Entry;
use crate::record::label::Label;
use crate::record::labelling::Labelling;
use crate::record::passage::MAX_TEXT;
use crate::record::via::Via;
use crate::report::describe::describe;
use crate::report::describe::scene::{Scene, Vocabulary};
use crate::report::edition::Edition;
use crate::report::words::{PassageText, Words};

/// What is needed to tell what another copy holds.
pub(super) struct Telling<'a> {
    /// The copy.
    pub(super) checked: &'a Checked,
    /// Its words.
    pub(super) texts: &'a BTreeMap<PassageRef, String>,
    /// Who its people are here.
    pub(super) people: &'a BTreeMap<PersonId, PersonId>,
}

impl Telling<'_> {
    /// The acts that bring entries in.
    pub(super) fn acts(
        &self,
        session: &Session<'_>,
        beyond: &[&Entry],
        wording: &mut Wording,
    ) -> Result<Vec<Act>, AppError> {
        let labelling = Labelling::of(&self.checked.entries, &|_| false);
        let lookup = |id| self.lookup(id);
        // Whoever merges has the other copy in the hand; labels go along with what they were put on.
        let edition = Edition::parse("counsel").unwrap_or_else(Edition::team);
        let words = Words::new(&lookup, &labelling, edition);
        let names = PlaybookWords(session);
        let own_facts = session.plans().facts().map(|row| (row.id.clone(), row.clone())).collect();
        let vocabulary = Vocabulary {
            catalogue: crate::app::ground::catalogue(),
            regimes: crate::app::ground::regimes(),
            own_facts: &own_facts,
            names: &names,
        };
        let scene = Scene::new(&self.checked.state, &words, vocabulary, session.zone());
        let mut acts = Vec::new();
        for entry in beyond {
            // What the program itself did there followed from the steps there.
            if matches!(entry.draft.event, Event::Progressed(_)) {
                continue;
            }
            let labels: Vec<Label> = labelling.entry(entry.seq).into_iter().collect();
            let event = match self.itself(entry, &labels, wording)? {
                Some(event) => event,
                None => self.in_words(entry, &labels, (&scene, wording))?,
            };
            acts.push(Act { command: Command::Write(Box::new(event)), late: Some(self.late(entry)) });
        }
        Ok(acts)
    }

    fn lookup(&self, id: PassageRef) -> PassageText {
        let erased = || {
            self.checked
                .entries
                .iter()
                .any(|entry| matches!(&entry.draft.event, Event::Erased(body) if body.passages.contains(&id)))
        };
        match self.texts.get(&id) {
            Some(text) => PassageText::Text(text.clone()),
            None if erased() => PassageText::Erased,
            None => PassageText::Missing,
        }
    }

    /// Who did it and when: as was claimed there, else when it was recorded there.
    fn late(&self, entry: &Entry) -> Late {
        let recorded = Claimed::as_recorded(entry.stamp.t);
        Late {
            at: entry.draft.at.unwrap_or(recorded),
            by: self.people.get(&entry.by()).copied(),
            via: Some(entry.draft.via.unwrap_or(Via::Document)),
        }
    }

    /// The entry as what it is; nothing where that cannot be, because its words are not at hand or its kind changes more than words.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds are told in words")]
    fn itself(
        &self,
        entry: &Entry,
        labels: &[Label],
        wording: &mut Wording,
    ) -> Result<Option<Event>, AppError> {
        let mut say = |id: PassageRef| self.texts.get(&id).map(|text| wording.say(text)).transpose();
        let mut some = |id: Option<PassageRef>| match id {
            Some(id) => say(id).map(|said| said.map(Some)),
            None => Ok(Some(None)),
        };
        let event = match &entry.draft.event {
            Event::NoteTaken(body) => some(Some(body.text))?.flatten().map(|text| {
                let (marker, labels) = (body.marker, labels.to_vec());
                NoteTaken { text, marker, answers: None, step: None, from: Some(self.origin(entry)), labels }
                    .into()
            }),
            // These hold no labels of their own: what was labelled there is told in a note that keeps them.
            Event::Told(body) if labels.is_empty() => match (some(Some(body.who))?, some(body.text)?) {
                (Some(Some(who)), Some(text)) => Some(Told { who, answered: body.answered, text }.into()),
                _withheld => None,
            },
            Event::SignalRecorded(body) if labels.is_empty() => {
                match (some(Some(body.text))?, some(body.triage)?) {
                    (Some(Some(text)), Some(triage)) => {
                        let read_by = body.read_by.and_then(|person| self.people.get(&person).copied());
                        Some(SignalRecorded { text, read_by, triage, ..body.clone() }.into())
                    }
                    _withheld => None,
                }
            }
            _other => None,
        };
        Ok(event)
    }

    fn origin(&self, entry: &Entry) -> Origin {
        Origin { incident: self.checked.bag.labels.uid, entry: entry.seq }
    }

    fn in_words(
        &self,
        entry: &Entry,
        labels: &[Label],
        (scene, wording): (&Scene<'_>, &mut Wording),
    ) -> Result<Event, AppError> {
        let sentence = describe(entry, scene);
        let details: Vec<String> =
            sentence.details.iter().map(|detail| format!("{}: {}", detail.name, detail.value)).collect();
        let details = if details.is_empty() { String::new() } else { format!(" ({})", details.join("; ")) };
        let text = format!("In the other copy, {}: {}{details}", entry.seq, sentence.text());
        let text = wording.say(cut(&text))?;
        // Nobody released these words.
        let labels = labels.iter().copied().filter(|label| *label != Label::Released).collect();
        let from = Some(self.origin(entry));
        Ok(NoteTaken { text, marker: Marker::Note, answers: None, step: None, from, labels }.into())
    }
}

/// As much as a passage holds. The whole is in the lines that are kept as evidence.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
