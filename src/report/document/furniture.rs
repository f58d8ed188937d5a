//! What every page carries: which incident, how real, which edition, made from which record. Must not depend on a clock.

use super::literal::one_line;
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::incident::event::lifecycle::Mode;
use crate::record::chain::{Break, BrokenAt};
use crate::record::verified::VerifiedEntries;
use crate::report::describe::scene::Scene;
use crate::report::timeline::ReportError;

/// The version of the papers' layout. A change of what a paper says or how raises it.
pub(crate) const DOCUMENT_FORMAT: &str = "breachbook-document/1";

/// The words over each page of an exercise.
pub(crate) const EXERCISE_BANNER: &str =
    "EXERCISE. Everything on this page is part of an exercise. No real incident is described.";

/// The words over each page of a record of training.
const TRAINING_BANNER: &str = "TRAINING RECORD. It says who was taught what. No incident is described.";

/// How many texts an edition leaves out, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Withholding {
    /// The reason, as it stands in the place of the text.
    pub(crate) code: &'static str,
    /// How many texts.
    pub(crate) count: usize,
}

/// Where a record breaks that a paper was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The first entry that is not whole.
    pub(crate) at: Seq,
    /// What is wrong with it.
    pub(crate) why: String,
    /// Whether only words of it are wrong, so that what comes behind it is shown.
    pub(crate) goes_on: bool,
}

impl Broken {
    /// In the words of the check.
    pub(crate) fn of(broken: &BrokenAt) -> Self {
        let goes_on = matches!(broken.why, Break::Words);
        Self { at: broken.at, why: one_line(&broken.why.to_string()), goes_on }
    }

    /// The words over everything that is made from such a record.
    pub(crate) fn watermark(&self) -> String {
        let shown =
            if self.goes_on { "Such a text is not shown." } else { "Nothing from there on is shown." };
        format!("BROKEN AT {}: {}. {shown}", self.at, self.why)
    }
}

/// What every page carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Furniture {
    /// Public id of the incident.
    pub(crate) incident: String,
    /// Its codename.
    pub(crate) codename: String,
    /// Whether it is real.
    pub(crate) mode: Mode,
    /// The edition, by its word.
    pub(crate) edition: &'static str,
    /// What the edition leaves out.
    pub(crate) withheld: Vec<Withholding>,
    /// Which part of the record the paper shows, in words.
    pub(crate) selection: String,
    /// Number of entries that it was made from.
    pub(crate) size: Seq,
    /// Hash of the last of them.
    pub(crate) head: Digest,
    /// The zone that times are shown in beside UTC.
    pub(crate) zone: String,
    /// Where the record breaks, if it does.
    pub(crate) broken: Option<Broken>,
}

impl Furniture {
    /// What a paper carries that shows something of a whole record. To be made after its body: it counts what the body could not show.
    pub(crate) fn of_record(
        log: &VerifiedEntries,
        scene: &Scene<'_>,
        edition: &'static str,
        selection: String,
    ) -> Result<Self, ReportError> {
        let (opening, _) = scene.state.opening().ok_or(ReportError::NoOpening)?;
        Ok(Self {
            incident: opening.id.clone(),
            codename: opening.codename.clone(),
            mode: opening.mode,
            edition,
            withheld: scene.words.withheld(),
            selection,
            size: log.head().seq,
            head: log.head().hash,
            zone: scene.zone.name().to_owned(),
            broken: log.broken().map(Broken::of),
        })
    }

    /// What stands over and under every paper, and on each printed page.
    pub(crate) fn banners(&self) -> Vec<String> {
        let unreal = self.unreal_banner().map(str::to_owned);
        self.broken.as_ref().map(Broken::watermark).into_iter().chain(unreal).collect()
    }

    /// What stands before the title.
    pub(crate) fn title_mark(&self) -> String {
        let broken = if self.broken.is_some() { "BROKEN RECORD: " } else { "" };
        let unreal = self.unreal_banner().map(|_| format!("{}: ", self.mode.mark())).unwrap_or_default();
        format!("{broken}{unreal}")
    }

    /// The record's size and head, and where it breaks.
    pub(crate) fn record_words(&self) -> String {
        match &self.broken {
            Some(broken) => format!("{}; {}", self.short_head(), broken.watermark()),
            None => self.short_head(),
        }
    }

    /// The words over what is no real incident.
    fn unreal_banner(&self) -> Option<&'static str> {
        match self.mode {
            Mode::Live => None,
            Mode::Exercise => Some(EXERCISE_BANNER),
            Mode::Training => Some(TRAINING_BANNER),
        }
    }

    /// `LIVE`, `EXERCISE` or `TRAINING RECORD`.
    pub(crate) fn mode_word(&self) -> &'static str {
        self.mode.mark()
    }

    /// `KESTREL INC-2026-K7QD`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", one_line(&self.codename).to_uppercase(), one_line(&self.incident))
    }

    /// The record's size and head for a phone: `#700 c4d8-23dc-acdd-4e45`.
    pub(crate) fn short_head(&self) -> String {
        format!("{} {}", self.size, self.head.short())
    }

    /// What is left out: `nothing`, or reasons with counts.
    pub(crate) fn withheld_words(&self) -> String {
        withheld_words(&self.withheld)
    }

    /// The zones that times are shown in.
    pub(crate) fn times_words(&self) -> String {
        zones_words(&self.zone)
    }

    /// One line for the foot of a page.
    pub(crate) fn foot(&self) -> String {
        format!(
            "{} · {} · {} edition, withheld: {} · {} · {DOCUMENT_FORMAT}",
            self.name(),
            self.mode_word(),
            self.edition,
            self.withheld_words(),
            self.record_words(),
        )
    }
}

/// What is left out: `nothing`, or reasons with counts.
pub(crate) fn withheld_words(withheld: &[Withholding]) -> String {
    if withheld.is_empty() {
        return "nothing".to_owned();
    }
    let parts: Vec<String> = withheld.iter().map(|w| format!("{} {}", w.code, w.count)).collect();
    parts.join(", ")
}

/// The zones of a paper whose local times are those of a zone.
pub(crate) fn zones_words(zone: &str) -> String {
    if zone == "UTC" { "UTC".to_owned() } else { format!("UTC and {zone}") }
}
