//! Periods in days and months: they end with the last hour of a day, which is written as 00:00 of the next.

use chrono::{NaiveDate, NaiveTime};

use super::{CountError, Counter, Ends};
use crate::base::time::{Period, Timestamp};
use crate::regime::calendar::Workdays;
use crate::regime::civil;
use crate::regime::rule::Roll;

/// When the filing system of the SEC closes: 17 CFR 232.13(a)(2).
const CLOSES: NaiveTime = match NaiveTime::from_hms_opt(17, 30, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

impl Counter<'_> {
    pub(super) fn eu_days(&self, days: u32) -> Result<Ends, CountError> {
        let formal = self.working_end(civil::days_later(self.day(), days))?;
        let strict = self.bounds().0.plus(Period::from_hours(i64::from(days) * 24)).min(formal);
        let sentence = format!("strict: {days} times 24 hours: {}", self.show_end(strict));
        Ok(Ends { strict, formal, why: vec![sentence, self.eu_sentence(formal)] })
    }

    pub(super) fn eu_months(&self, months: u32) -> Result<Ends, CountError> {
        let formal = self.working_end(civil::months_later(self.day(), months))?;
        let strict = civil::same_time_months_later(self.bounds().0, months, self.zone).min(formal);
        let noun = crate::base::text::count(usize::try_from(months).unwrap_or(usize::MAX), "month");
        let sentence = format!(
            "strict: {noun} later at the same time, in a month that is too short on its last day: {}",
            self.show_end(strict)
        );
        Ok(Ends { strict, formal, why: vec![sentence, self.eu_sentence(formal)] })
    }

    fn eu_sentence(&self, formal: Timestamp) -> String {
        format!(
            "formal: the day of the event is not counted and the last day must be a working day (Regulation 1182/71 Art. 3(1), (2), (4)): \
             {}",
            self.show_end(formal)
        )
    }

    pub(super) fn calendar_days(&self, days: u32, roll: Roll) -> Result<Ends, CountError> {
        let last = civil::days_later(self.day(), days);
        let sentence = format!("strict: {days} calendar days, the day of the event not counted");
        self.whole_days((last, last), roll, &sentence)
    }

    pub(super) fn first_day_counts(
        &self,
        days: u32,
        plan: Option<u32>,
        roll: Roll,
    ) -> Result<Ends, CountError> {
        let nth = |n: u32| civil::days_later(self.day(), n.saturating_sub(1));
        let planned = plan.unwrap_or(days).min(days);
        let sentence = format!("strict: {planned} calendar days, the day of the event is the first");
        self.whole_days((nth(planned), nth(days)), roll, &sentence)
    }

    /// To the end of the first day for planning; to the end of the second, or of the working day after it, in the formal reading.
    fn whole_days(
        &self,
        last: (NaiveDate, NaiveDate),
        roll: Roll,
        sentence: &str,
    ) -> Result<Ends, CountError> {
        let strict = civil::end_of(last.0, self.zone);
        let mut why = vec![format!("{sentence}: {}", self.show_end(strict))];
        let formal = match roll {
            Roll::None => civil::end_of(last.1, self.zone),
            Roll::NextWorkingDay => self.working_end(last.1)?,
        };
        if formal != strict {
            why.push(format!("formal: {}", self.show_end(formal)));
        }
        Ok(Ends { strict, formal, why })
    }

    pub(super) fn business_days(&self, days: u32) -> Result<Ends, CountError> {
        let end = self.business_end(self.workdays(), days)?;
        let sentence =
            format!("{days} business days, the day of the event not counted: {}", self.show_end(end));
        Ok(Ends { strict: end, formal: end, why: vec![sentence] })
    }

    pub(super) fn sec_business_days(&self, days: u32) -> Result<Ends, CountError> {
        let last = self.workdays().nth_after(self.day(), days)?;
        let end = civil::instant(last.and_time(CLOSES), self.zone);
        let sentence = format!(
            "{days} business days after the day of the event; one on a free day counts from the next business day, which is the first \
             (Form 8-K General Instruction B.1); what comes after 17:30 has the date of the next: {}",
            self.show(end)
        );
        Ok(Ends { strict: end, formal: end, why: vec![sentence] })
    }

    pub(super) fn contract_business_days(&self, days: u32) -> Result<Ends, CountError> {
        let strict = self.business_end(Workdays::WEEK, days)?;
        let formal = self.business_end(self.workdays(), days)?;
        let why = vec![
            format!("strict: {days} days from Monday to Friday: {}", self.show_end(strict.min(formal))),
            format!(
                "formal: without the public holidays of the place, if the contract means them: {}",
                self.show_end(formal)
            ),
        ];
        Ok(Ends { strict, formal, why })
    }

    fn business_end(&self, workdays: Workdays<'_>, days: u32) -> Result<Timestamp, CountError> {
        Ok(civil::end_of(workdays.nth_after(self.day(), days)?, self.zone))
    }

    /// The end of a day, or of the next working day when it is a free one.
    fn working_end(&self, day: NaiveDate) -> Result<Timestamp, CountError> {
        Ok(civil::end_of(self.workdays().on_or_after(day)?, self.zone))
    }
}
