//! The calendars that come with the program: one word a file. A test holds this list against the folder. Each is read when it is first
//! asked for.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::Calendar;
use super::load::load;
use crate::base::problem::Source;

/// Names the files of the folder and embeds them.
macro_rules! calendars {
    ($($id:literal),* $(,)?) => {
        const FILES: &[(&str, &str)] = &[$(($id, include_str!(concat!("data/", $id, ".toml")))),*];
        static READ: [OnceLock<Option<Calendar>>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    };
}

calendars![
    "AE", "AT", "AU", "BE", "BG", "BR", "CH", "CN", "CY", "CZ", "DE", "DK", "EE", "ES", "EU", "FI", "FR",
    "GB", "GR", "HR", "HU", "IE", "IN", "IS", "IT", "JP", "KR", "LI", "LT", "LU", "LV", "MT", "NL", "NO",
    "PL", "PT", "RO", "SA", "SE", "SG", "SI", "SK", "US", "US-CA", "US-CO", "US-FL", "US-NY", "US-TX",
    "US-WA",
];

/// A calendar that there is: a country, a part of one, or `EU` for the institutions of the union.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CalendarId(&'static str);

/// There is no calendar of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no calendar of public holidays with this id")]
pub(crate) struct NoCalendar;

impl CalendarId {
    /// Takes an id such as `DE` or `US-CA`.
    pub(crate) fn parse(text: &str) -> Result<Self, NoCalendar> {
        FILES.iter().find(|(id, _)| *id == text).map(|(id, _)| Self(id)).ok_or(NoCalendar)
    }

    #[cfg(test)]
    /// All that there are, in the order of their ids.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        FILES.iter().map(|(id, _)| Self(id))
    }

    /// As written.
    pub(crate) fn as_str(self) -> &'static str {
        self.0
    }

    /// The days. A test reads every shipped calendar, so this finds each.
    pub(crate) fn calendar(self) -> Option<&'static Calendar> {
        let place = FILES.iter().position(|(id, _)| *id == self.0)?;
        READ.get(place)?.get_or_init(|| load(&self.source()?).0).as_ref()
    }

    /// The file.
    pub(super) fn source(self) -> Option<Arc<Source>> {
        let (id, text) = FILES.iter().find(|(id, _)| *id == self.0)?;
        Some(Source::new(format!("{id}.toml"), *text))
    }
}

impl fmt::Debug for CalendarId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for CalendarId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
