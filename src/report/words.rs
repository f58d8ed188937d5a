//! The words of a record as an edition may show them: text, or a mark that says why there is none. Counts what is withheld, so that
//! a paper can say it. Must not know where passages are kept.

mod mask;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use super::document::furniture::Withholding;
use super::edition::Edition;
use crate::fact::value::PassageRef;
use crate::record::label::Label;
use crate::record::labelling::Labelling;
use mask::Masks;

/// What the store has of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PassageText {
    /// Its text.
    Text(String),
    /// It was erased; an entry says why.
    Erased,
    /// It is not in this copy.
    Missing,
}

/// Looks up a passage.
pub(crate) type Lookup<'a> = &'a dyn Fn(PassageRef) -> PassageText;

/// Passages as an edition shows them.
pub(crate) struct Words<'a> {
    lookup: Lookup<'a>,
    labelling: &'a Labelling,
    edition: &'static Edition,
    unshown: RefCell<BTreeMap<PassageRef, &'static str>>,
    masks: OnceCell<Masks>,
}

impl<'a> Words<'a> {
    /// Words for an edition.
    pub(crate) fn new(lookup: Lookup<'a>, labelling: &'a Labelling, edition: &'static Edition) -> Self {
        Self { lookup, labelling, edition, unshown: RefCell::default(), masks: OnceCell::new() }
    }

    /// The text, or a mark in brackets.
    pub(crate) fn read(&self, passage: PassageRef) -> String {
        self.text(passage).unwrap_or_else(|code| match code {
            ERASED => "[erased]".to_owned(),
            MISSING => "[not in this copy]".to_owned(),
            code => format!("[withheld: {code}]"),
        })
    }

    /// The text, or the code of the reason why it is not shown. People whose cards are withheld are named by their numbers in it.
    pub(crate) fn text(&self, passage: PassageRef) -> Result<String, &'static str> {
        self.stored(passage).map(|text| self.masks().apply(&text))
    }

    /// The text as it was written, for copies that must keep every byte; a text that names people whose cards are withheld is not shown.
    pub(crate) fn exact(&self, passage: PassageRef) -> Result<String, &'static str> {
        let text = self.stored(passage)?;
        if self.masks().apply(&text) == text {
            return Ok(text);
        }
        let code = Label::Personal.word();
        self.unshown.borrow_mut().insert(passage, code);
        Err(code)
    }

    /// Words that are shown though they are withheld elsewhere, such as the basis of a claim, without the names of people.
    pub(crate) fn without_names(&self, text: &str) -> String {
        self.masks().apply(text)
    }

    /// The names on cards that this edition withholds.
    fn masks(&self) -> &Masks {
        self.masks.get_or_init(|| {
            let withheld = |card: PassageRef| self.edition.withholds(&self.labelling.passage(card)).is_some();
            let cards = self.labelling.cards().iter().filter(|(_, card)| withheld(*card));
            Masks::of(cards.filter_map(|(person, card)| match (self.lookup)(*card) {
                PassageText::Text(text) => Some((*person, text)),
                PassageText::Erased | PassageText::Missing => None,
            }))
        })
    }

    fn stored(&self, passage: PassageRef) -> Result<String, &'static str> {
        let found = match self.edition.withholds(&self.labelling.passage(passage)) {
            Some(code) => Err(code),
            None => match (self.lookup)(passage) {
                PassageText::Text(text) => Ok(text),
                PassageText::Erased => Err(ERASED),
                PassageText::Missing => Err(MISSING),
            },
        };
        if let Err(code) = found {
            self.unshown.borrow_mut().insert(passage, code);
        }
        found
    }

    /// What was asked for so far and not shown, by reason.
    pub(crate) fn withheld(&self) -> Vec<Withholding> {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for code in self.unshown.borrow().values() {
            *counts.entry(code).or_default() += 1;
        }
        counts.into_iter().map(|(code, count)| Withholding { code, count }).collect()
    }
}

const ERASED: &str = "erased";
/// The code of words that are not in this copy.
pub(crate) const MISSING: &str = "missing";

#[cfg(test)]
mod tests;
