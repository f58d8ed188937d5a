//! The limits of Delegated Regulation (EU) 2025/301 Art. 5: the earlier of two, unless the incident is classified late; an end on a free
//! day moves to noon of the next working day for those who have this relief.

use chrono::NaiveTime;

use super::{CountError, Counter, Ends};
use crate::base::time::{Period, Timestamp};
use crate::regime::civil;
use crate::regime::model::PeriodUnit;
use crate::regime::rule::EntityClass;

/// To when an end on a free day moves.
const NOON: NaiveTime = match NaiveTime::from_hms_opt(12, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

impl Counter<'_> {
    pub(super) fn noon_relief(&self, without: &[EntityClass]) -> Result<Ends, CountError> {
        let (first, last) = self.bounds();
        let caps = self.start.cap.map(|cap| (cap.first(self.zone), cap.last(self.zone)));
        let strict = self.limit(first, caps.map(|caps| caps.0));
        let natural = self.limit(last, caps.map(|caps| caps.1));
        let mut why =
            vec![format!("strict: {} from there: {}", self.stage.period, self.show(self.own_end(first)))];
        why.extend(self.cap_sentence(first, caps.map(|caps| caps.0)));
        if self.at.entity.is_some_and(|entity| without.contains(&entity)) {
            why.push("formal: the same; an entity of this class has no relief at this stage when the limit ends on a free day".to_owned());
            return Ok(Ends { strict, formal: natural, why });
        }
        let formal = self.relieved(natural)?;
        if formal != natural {
            why.push(format!(
                "formal: the limit ends on a free day and moves to noon of the next working day: {}",
                self.show(formal)
            ));
            why.extend(self.unless(without));
        }
        Ok(Ends { strict, formal, why })
    }

    fn unless(&self, without: &[EntityClass]) -> Option<String> {
        let open = self.at.entity.is_none() && !without.is_empty();
        open.then(|| {
            "the class of the entity is not known: some classes have no such relief at this stage".to_owned()
        })
    }

    /// The stage's own limit.
    fn own_end(&self, from: Timestamp) -> Timestamp {
        let number = self.stage.period.value;
        match self.stage.period.unit {
            PeriodUnit::Months => civil::same_time_months_later(from, number, self.zone),
            PeriodUnit::Hours
            | PeriodUnit::Days
            | PeriodUnit::CalendarDays
            | PeriodUnit::BusinessDays
            | PeriodUnit::Qualitative => from.plus(Period::from_hours(number.into())),
        }
    }

    /// The second limit.
    fn cap_end(&self, cap: Option<Timestamp>) -> Option<Timestamp> {
        Some(cap?.plus(Period::from_hours(self.stage.cap.as_ref()?.hours.into())))
    }

    /// The earlier of both; the stage's own alone when it only begins after the second has ended.
    fn limit(&self, from: Timestamp, cap: Option<Timestamp>) -> Timestamp {
        let own = self.own_end(from);
        self.cap_end(cap).filter(|end| from <= *end).map_or(own, |end| end.min(own))
    }

    fn cap_sentence(&self, from: Timestamp, at: Option<Timestamp>) -> Option<String> {
        let cap = self.stage.cap.as_ref()?;
        let (hours, name) = (cap.hours, cap.anchor.replace('_', " "));
        Some(match self.cap_end(at) {
            None => format!("the limit of {hours} hours from {name} is left out: that moment is not given"),
            Some(end) if from > end => {
                format!(
                    "the limit of {hours} hours from {name} had ended before, at {}: only the first counts",
                    self.show(end)
                )
            }
            Some(end) => format!(
                "and not later than {hours} hours from {name}: {}; the earlier counts",
                self.show(end)
            ),
        })
    }

    fn relieved(&self, end: Timestamp) -> Result<Timestamp, CountError> {
        let day = end.in_zone(self.zone).date_naive();
        let working = self.workdays().on_or_after(day)?;
        Ok(if working == day { end } else { civil::instant(working.and_time(NOON), self.zone) })
    }
}
