//! The words of a record as an edition may show them: text, or a mark that says why there is none. Counts what is withheld, so that
//! a paper can say it. Must not know where passages are kept.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::document::furniture::Withholding;
use super::edition::Edition;
use crate::fact::value::PassageRef;
use crate::record::labelling::Labelling;

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
}

impl<'a> Words<'a> {
    /// Words for an edition.
    pub(crate) fn new(lookup: Lookup<'a>, labelling: &'a Labelling, edition: &'static Edition) -> Self {
        Self { lookup, labelling, edition, unshown: RefCell::default() }
    }

    /// The text, or a mark in brackets.
    pub(crate) fn read(&self, passage: PassageRef) -> String {
        self.text(passage).unwrap_or_else(|code| match code {
            ERASED => "[erased]".to_owned(),
            MISSING => "[not in this copy]".to_owned(),
            code => format!("[withheld: {code}]"),
        })
    }

    /// The text, or the code of the reason why it is not shown.
    pub(crate) fn text(&self, passage: PassageRef) -> Result<String, &'static str> {
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
const MISSING: &str = "missing";

#[cfg(test)]
mod tests;
