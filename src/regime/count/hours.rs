//! Periods in hours: real hours, counted in UTC, weekends and holidays among them.

use super::{Counter, Ends};
use crate::base::time::{Period, Timestamp};
use crate::regime::civil;
use crate::regime::model::{Holidays, PeriodUnit};
use crate::regime::rule::Rule;

/// From this length on somebody could claim two working days.
const TWO_DAYS: i64 = 48 * 3600;

impl Counter<'_> {
    pub(super) fn elapsed_hours(&self, hours: u32) -> Ends {
        let period = Period::from_hours(hours.into());
        let (first, last) = self.bounds();
        let (strict, formal) = (first.plus(period), last.plus(period));
        Ends { strict, formal, why: vec![self.hours_sentence("strict", hours, strict)] }
    }

    pub(super) fn eu_hours(&self, hours: u32) -> Ends {
        let period = Period::from_hours(hours.into());
        let (first, last) = self.bounds();
        let begins = civil::next_clock_hour(last, self.zone);
        let (strict, formal) = (first.plus(period), begins.plus(period));
        let dropped = format!(
            "formal: the clock hour of the event is not counted (Regulation 1182/71 Art. 3(1)): from {} to {}; an end in hours stays \
             where it falls, also on a free day",
            self.show(begins),
            self.show(formal)
        );
        Ends { strict, formal, why: vec![self.hours_sentence("strict", hours, strict), dropped] }
    }

    fn hours_sentence(&self, what: &str, hours: u32, end: Timestamp) -> String {
        format!(
            "{what}: {hours} hours as they elapse, nights, weekends and holidays among them: {}",
            self.show(end)
        )
    }

    /// The end of the second whole working day, if that is later than the formal end. Nothing beyond what the calendar knows.
    pub(super) fn two_working_days(&self, formal: Timestamp) -> Option<Timestamp> {
        let is_of_union = self.regime.holidays == Some(Holidays::MemberState);
        let is_long = self.stage.period.at_least()?.seconds() >= TWO_DAYS;
        let unit = self.stage.period.unit;
        let is_counted =
            matches!(self.stage.rule, Rule::EuHours | Rule::EuDays) && unit != PeriodUnit::Months;
        let workdays = self.workdays();
        if !(is_of_union && is_long && is_counted && workdays.calendar().is_some()) {
            return None;
        }
        let second = workdays.nth_after(self.day(), 2).ok()?;
        Some(civil::end_of(second, self.zone)).filter(|end| *end > formal)
    }
}
