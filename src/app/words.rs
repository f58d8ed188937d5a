//! Words on their way into the record, and the words of a record for reading.

use std::collections::{BTreeMap, BTreeSet};

use super::app_error::AppError;
use super::guard::{Caught, Secrets, pass};
use crate::base::digest::Digest;
use crate::base::id::{EvidenceId, IncidentUid};
use crate::fact::value::PassageRef;
use crate::host::random;
use crate::incident::event::evidence::{EvidenceTaken, Holding};
use crate::record::entry::{Entry, passages_of};
use crate::record::passage::{MAX_TEXT, Passage};
use crate::store::Store;
use crate::store::tray::Tray;

/// What people said, made into passages that wait for their entry.
#[derive(Debug, Default)]
pub(crate) struct Wording {
    tray: Tray,
    secrets: Secrets,
    caught: Vec<Caught>,
    long: Vec<LongText>,
}

/// A text that no passage can hold. Its beginning stands where it was said; the whole of it is evidence.
#[derive(Debug)]
pub(crate) struct LongText {
    text: String,
    name: PassageRef,
}

/// How much of a long text stands where it was said, in bytes.
const BEGINNING: usize = 2000;

impl LongText {
    /// All of it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// That it was taken, under a number.
    pub(super) fn taken(&self, evidence: EvidenceId) -> EvidenceTaken {
        EvidenceTaken {
            evidence,
            holding: Holding::Copied,
            name: self.name,
            sha256: Some(Digest::of(self.text.as_bytes())),
            size: u64::try_from(self.text.len()).ok(),
            source: None,
            method: None,
            place: None,
            collector: None,
            collected: None,
            step: None,
            item: None,
            claimed_hash: false,
        }
    }
}

impl Wording {
    /// Words of which secrets are masked or kept.
    pub(crate) fn with(secrets: Secrets) -> Self {
        Self { secrets, ..Self::default() }
    }

    /// Takes words and gives the reference that an entry holds. What looks like a secret is masked first. Of a long text the entry holds
    /// the beginning and says under which hash the whole is kept.
    pub(crate) fn say(&mut self, text: &str) -> Result<PassageRef, AppError> {
        let (text, caught) = pass(text, self.secrets);
        self.caught.extend(caught);
        if text.len() <= MAX_TEXT {
            return self.put(&text);
        }
        let (digest, bytes) = (Digest::of(text.as_bytes()), text.len());
        let name = self.put(&format!("long-text-{}.txt", digest.short()))?;
        let whole = format!("[the whole text, {bytes} bytes, is kept as evidence, sha256 {digest}]");
        self.caught.push(Caught::Long { bytes });
        let begins = self.put(&format!("{} ...\n\n{whole}", beginning(&text)))?;
        self.long.push(LongText { text: text.into_owned(), name });
        Ok(begins)
    }

    /// The same for words that are of use only whole: the card of a person, where somebody sits.
    pub(crate) fn say_whole(&mut self, text: &str) -> Result<PassageRef, AppError> {
        if text.len() > MAX_TEXT { Err(AppError::TooLong(text.len())) } else { self.say(text) }
    }

    fn put(&mut self, text: &str) -> Result<PassageRef, AppError> {
        let passage = Passage::write(text, random::salt()?)?;
        let id = passage.id();
        self.tray.passages.push(passage);
        Ok(id)
    }

    /// Takes words where there are some.
    pub(crate) fn say_some(&mut self, text: Option<&str>) -> Result<Option<PassageRef>, AppError> {
        text.map(|text| self.say(text)).transpose()
    }

    /// Takes a document.
    pub(crate) fn put_source(&mut self, bytes: Vec<u8>) -> crate::base::digest::Digest {
        self.tray.put_source(bytes)
    }

    /// What looked like a secret so far.
    pub(crate) fn caught(&self) -> &[Caught] {
        &self.caught
    }

    /// Texts that no passage can hold.
    pub(super) fn long(&self) -> &[LongText] {
        &self.long
    }

    /// What waits for its entry.
    pub(crate) fn tray(&self) -> &Tray {
        &self.tray
    }
}

/// The beginning of a text, ending between two words where it has some.
fn beginning(text: &str) -> &str {
    let cut = text.floor_char_boundary(BEGINNING);
    let cut = text.get(..cut).unwrap_or_default();
    cut.rsplit_once(char::is_whitespace).map_or(cut, |(whole, _)| whole)
}

/// The words of an incident.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    texts: BTreeMap<PassageRef, String>,
    altered: BTreeSet<PassageRef>,
}

/// What stands in for words that are not those that were recorded.
const ALTERED: &str = "[not the text that was recorded]";
/// What stands in for words that were erased.
pub(crate) const ERASED: &str = "[erased]";

impl Words {
    /// Reads all words of an incident.
    pub(crate) fn read(store: &Store, uid: IncidentUid) -> Result<Self, AppError> {
        // They come in order: a map made of all of them at once looks for no place.
        let (mut words, mut altered) = (Vec::new(), BTreeSet::new());
        store.visit_passages::<AppError>(uid, |id, line| {
            match text_of(id, line) {
                Some(text) => words.push((id, text)),
                None => drop(altered.insert(id)),
            }
            Ok(())
        })?;
        Ok(Self { texts: words.into_iter().collect(), altered })
    }

    /// Reads the words that newer entries name; those that they erased go.
    pub(super) fn follow(
        &mut self,
        store: &Store,
        uid: IncidentUid,
        named: &[PassageRef],
    ) -> Result<(), AppError> {
        for id in named {
            let line = store.passage(uid, *id)?;
            let text = line.as_ref().and_then(|line| text_of(*id, line.as_bytes()));
            if line.is_some() && text.is_none() {
                self.altered.insert(*id);
            } else {
                self.altered.remove(id);
            }
            match text {
                Some(text) => self.texts.insert(*id, text),
                None => self.texts.remove(id),
            };
        }
        Ok(())
    }

    /// The words, unless they were erased.
    pub(crate) fn get(&self, id: PassageRef) -> Option<&str> {
        self.texts.get(&id).map(String::as_str)
    }

    /// The words, or why there are none.
    pub(crate) fn text(&self, id: PassageRef) -> &str {
        self.get(id).unwrap_or(if self.altered.contains(&id) { ALTERED } else { ERASED })
    }

    /// Whether words are here that are not those that were recorded.
    pub(crate) fn is_altered(&self, id: PassageRef) -> bool {
        self.altered.contains(&id)
    }

    /// Whether words that an entry holds are not those that were recorded.
    pub(super) fn are_altered(&self, entry: &Entry) -> bool {
        let is_altered = |(_, words): &(String, PassageRef)| self.altered.contains(words);
        !self.altered.is_empty() && passages_of(&entry.draft.event).iter().any(is_altered)
    }
}

/// The text of words, if they are those of their hash.
fn text_of(id: PassageRef, line: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(line).ok().and_then(Passage::text_of)?;
    (Digest::of(line) == id.0).then_some(text)
}
