//! Groups of countries that laws speak of, as data. Must not know which law means which group.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::base::problem::{Problems, Source};
use crate::base::reader::{self, Table};
use crate::fact::country;

/// The groups by name, each with its members by ISO 3166-1 alpha-2.
pub(super) type Areas = BTreeMap<String, BTreeSet<String>>;

/// Where somebody is established or lives, as a condition names it: a group of countries, a country or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area(String);

/// Why a text names no area.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a group of countries nor a country or part of one by ISO 3166")]
pub(crate) struct NoArea(String);

/// How far a place that is known answers whether it lies in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lies {
    /// It lies outside.
    Outside,
    /// Only the country is known, and the area is a part of it.
    Perhaps,
    /// It lies inside.
    Inside,
}

impl Area {
    /// Takes `EU`, `DE` or `US-CA`.
    pub(crate) fn parse(text: &str) -> Result<Self, NoArea> {
        let (land, part) = text.split_once('-').map_or((text, None), |(land, part)| (land, Some(part)));
        let is_part = part.is_none_or(|part| {
            (1..=3).contains(&part.len())
                && part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        });
        let known = groups().contains_key(text) || (country::is_code(land) && is_part);
        if known { Ok(Self(text.to_owned())) } else { Err(NoArea(text.to_owned())) }
    }

    /// As written.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a place, a country or a part of one, lies in the area.
    pub(crate) fn holds(&self, place: &str) -> Lies {
        let land = place.split('-').next().unwrap_or(place);
        if let Some(members) = groups().get(&self.0) {
            return if members.contains(land) { Lies::Inside } else { Lies::Outside };
        }
        let area_land = self.0.split('-').next().unwrap_or(&self.0);
        match (self.0 == place || self.0 == land, area_land == place) {
            (true, _) => Lies::Inside,
            (false, true) => Lies::Perhaps,
            (false, false) => Lies::Outside,
        }
    }
}

/// Whether a country belongs to a group.
pub(crate) fn is_member(group: &str, land: &str) -> bool {
    groups().get(group).is_some_and(|members| members.contains(land))
}

fn groups() -> &'static Areas {
    static GROUPS: OnceLock<Areas> = OnceLock::new();
    GROUPS.get_or_init(|| read(&shipped()).0)
}

/// The groups that come with the program. A test asserts that they have no problem.
pub(super) fn shipped() -> Arc<Source> {
    Source::new("areas.toml", include_str!("areas.toml"))
}

/// Reads the groups.
pub(super) fn read(source: &Arc<Source>) -> (Areas, Problems) {
    let mut problems = Problems::default();
    let areas = reader::read(source, &mut problems, |root| {
        root.format("areas/1");
        root.tables("area", group).into_iter().flatten().collect()
    });
    (areas.unwrap_or_default(), problems)
}

fn group(table: &mut Table<'_>) -> Option<(String, BTreeSet<String>)> {
    let id = table.required_string("id");
    let members = table.strings("members");
    table.required_string("checked");
    let mut codes = BTreeSet::new();
    for code in &members {
        if country::is_code(&code.value) {
            codes.insert(code.value.clone());
        } else {
            table.error("regime::area", code.span, format!("`{}` is not a country code", code.value));
        }
    }
    Some((id?.value, codes))
}

#[cfg(test)]
mod tests;
