//! Counting deadlines. Every end is an instant in UTC; days and clock hours are read in the zone of the authority. There are two ends:
//! the strict one to plan and alarm on, and the formal one, the latest reading with respectable authority. Must not know any law: rules,
//! numbers and calendars are data. Must not ask any clock.

mod days;
mod hours;
mod noon;

use super::anchor::Start;
use super::area;
use super::calendar::{self, CalendarError, CalendarId, Closures, Workdays};
use super::civil;
use super::model::{Holidays, Regime, Stage, Verification};
use super::rule::{EntityClass, Rule};
use super::trigger::Trigger;
use crate::base::time::{Timestamp, Zone};

/// What a count needs to know besides the moments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Circumstances {
    /// Where we read the clock.
    pub(crate) zone: Zone,
    /// Where the authority reads it, when that differs.
    pub(crate) authority_zone: Option<Zone>,
    /// Whose public holidays count, where the zone does not say it.
    pub(crate) country: Option<CalendarId>,
    /// What kind of financial entity we are.
    pub(crate) entity: Option<EntityClass>,
    /// Hours that our contract names.
    pub(crate) contract_hours: Option<u32>,
    /// Days on which offices were closed beyond their calendars.
    pub(crate) closures: Closures,
}

impl Circumstances {
    /// Nothing but the zone is known.
    pub(crate) fn of(zone: Zone) -> Self {
        let closures = Closures::new();
        Self { zone, authority_zone: None, country: None, entity: None, contract_hours: None, closures }
    }
}

/// When a stage is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Due {
    /// The instant to plan against and to alarm on. Never after `formal`.
    pub(crate) strict: Timestamp,
    /// The latest reading with respectable authority: for a statement of lateness, not for planning.
    pub(crate) formal: Timestamp,
    /// A reading that authorities have rejected, when it would be later still: Regulation (EEC, Euratom) 1182/71 Art. 3(5) for periods
    /// in hours. Only for a paragraph that justifies a delay.
    pub(crate) disputed: Option<Timestamp>,
    /// How both were found, step by step.
    pub(crate) explanation: Vec<String>,
    /// The calendar that was used, with the date of its data.
    pub(crate) calendar_version: Option<String>,
    /// In which zone days were read.
    pub(crate) zone: Zone,
}

/// What a rule gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Counted {
    /// A deadline.
    Due(Due),
    /// No deadline: how long something must be kept at least.
    Keep(Timestamp),
    /// The law names no number; its words.
    Qualitative(String),
}

/// Why a stage cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CountError {
    /// A day that the calendar does not know.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

/// Counts a stage from its moments.
pub(crate) fn count(
    regime: &Regime,
    stage: &Stage,
    start: Start,
    at: &Circumstances,
) -> Result<Counted, CountError> {
    Counter { regime, stage, start, at, zone: zone_of(regime, at) }.count()
}

/// The zone in which days and clock hours are read: the law's, else the authority's, else ours.
pub(crate) fn zone_of(regime: &Regime, at: &Circumstances) -> Zone {
    regime.zone.or(at.authority_zone).unwrap_or(at.zone)
}

/// One count.
struct Counter<'a> {
    regime: &'a Regime,
    stage: &'a Stage,
    start: Start,
    at: &'a Circumstances,
    zone: Zone,
}

/// Both ends, with the sentences that say how they came about.
struct Ends {
    strict: Timestamp,
    formal: Timestamp,
    why: Vec<String>,
}

impl Counter<'_> {
    fn count(&self) -> Result<Counted, CountError> {
        let number = self.stage.period.value;
        let ends = match &self.stage.rule {
            Rule::Qualitative => return Ok(self.words()),
            Rule::ContractHours => match self.at.contract_hours {
                None => return Ok(self.words()),
                Some(hours) => self.elapsed_hours(hours),
            },
            Rule::Keep => {
                let last = civil::months_later(self.day(), number);
                return Ok(Counted::Keep(civil::end_of(last, self.zone)));
            }
            Rule::ElapsedHours => self.elapsed_hours(number),
            Rule::EuHours => self.eu_hours(number),
            Rule::EuDays => self.eu_days(number)?,
            Rule::EuMonths => self.eu_months(number)?,
            Rule::CalendarDays(roll) => self.calendar_days(number, *roll)?,
            Rule::FirstDayCounts { plan, roll } => self.first_day_counts(number, *plan, *roll)?,
            Rule::BusinessDays => self.business_days(number)?,
            Rule::SecBusinessDays => self.sec_business_days(number)?,
            Rule::ContractBusinessDays => self.contract_business_days(number)?,
            Rule::NoonRelief { without } => self.noon_relief(without)?,
        };
        Ok(Counted::Due(self.due(ends)))
    }

    fn words(&self) -> Counted {
        Counted::Qualitative(self.stage.words.clone())
    }

    fn due(&self, ends: Ends) -> Due {
        let disputed = self.two_working_days(ends.formal);
        let used = self.stage.rule.needs_holidays() || disputed.is_some();
        let calendar = self.workdays().calendar().filter(|_| used);
        let mut explanation = vec![self.beginning()];
        explanation.extend(ends.why);
        explanation.extend(self.remarks());
        Due {
            strict: ends.strict.min(ends.formal),
            formal: ends.formal,
            disputed,
            explanation,
            calendar_version: calendar.map(calendar::Calendar::version),
            zone: self.zone,
        }
    }

    fn beginning(&self) -> String {
        let (anchor, zone) = (self.stage.anchor.replace('_', " "), self.zone);
        match self.start.own {
            Trigger::Instant(at) => format!("{anchor}: {}", civil::show(at, zone)),
            Trigger::Date(day) => format!(
                "{anchor}: {}, the time is not known; strict counts from its first instant, formal from its last",
                day.format("%a %-d %b %Y")
            ),
        }
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.stage.rule.needs_holidays() && self.workdays().calendar().is_none() {
            remarks
                .push("no calendar of public holidays fits the zone: only weekends are left out".to_owned());
        }
        let checked = self.stage.counting_checked(self.regime);
        if checked != Verification::Primary {
            remarks.push(format!("this way of counting is {}", checked.meaning()));
        }
        if !self.stage.words.is_empty() {
            remarks.push(format!("beside the period the law says: {}", self.stage.words));
        }
        remarks
    }

    /// The day of the moment, where the authority reads it.
    fn day(&self) -> chrono::NaiveDate {
        self.start.own.day(self.zone)
    }

    /// The earliest and the latest instant of the moment.
    fn bounds(&self) -> (Timestamp, Timestamp) {
        (self.start.own.first(self.zone), self.start.own.last(self.zone))
    }

    fn workdays(&self) -> Workdays<'_> {
        let here = || self.at.country.or_else(|| calendar::of_zone(self.zone.name()));
        let id = match self.regime.holidays {
            None => None,
            Some(Holidays::Of(id)) => Some(id),
            Some(Holidays::Place) => here(),
            Some(Holidays::MemberState) => here().filter(|id| is_of_union(*id)),
        };
        Workdays::new(id, &self.at.closures)
    }

    fn show(&self, at: Timestamp) -> String {
        civil::show(at, self.zone)
    }

    fn show_end(&self, at: Timestamp) -> String {
        civil::show_end(at, self.zone)
    }
}

/// Calendars that Regulation (EEC, Euratom) 1182/71 Art. 2(1) speaks of: those of the member states and that of the institutions.
fn is_of_union(id: CalendarId) -> bool {
    area::is_member("EEA", id.as_str()) || id.as_str() == "EU"
}

#[cfg(test)]
mod tests;
