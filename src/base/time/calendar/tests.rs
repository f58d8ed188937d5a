//! Periods as they are typed and where they end.

use super::CalendarPeriod;
use crate::base::time::Timestamp;

const DUBLIN: &str = "Europe/Dublin";

#[track_caller]
fn check(typed: &str, from: &str, expected: &str) {
    let period = CalendarPeriod::parse(typed).unwrap();
    let ends = period.after(Timestamp::parse(from).unwrap(), DUBLIN.parse().unwrap());
    assert_eq!(ends.to_seconds_text(), expected, "{typed} after {from}");
}

#[test]
fn periods_end_on_the_calendar() {
    check("0 days", "2026-11-22T02:00:00Z", "2026-11-22T02:00:00Z");
    check("24 months", "2026-11-22T02:00:00Z", "2028-11-22T02:00:00Z");
    check("1 month", "2027-01-31T12:00:00Z", "2027-02-28T12:00:00Z");
    check("2 years", "2028-02-29T12:00:00Z", "2030-02-28T12:00:00Z");
    check("90 days", "2026-11-22T02:00:00Z", "2027-02-20T02:00:00Z");
    check("6 weeks", "2026-11-22T02:00:00Z", "2027-01-03T02:00:00Z");
    // The clocks went forward in between: still ten in the morning there.
    check("1 month", "2027-03-10T10:00:00Z", "2027-04-10T09:00:00Z");
    // Half past one does not happen on 28 March 2027, and happens twice on 31 October.
    check("1 day", "2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z");
    check("1 day", "2027-10-30T00:30:00Z", "2027-10-31T01:30:00Z");
}

#[test]
fn what_is_no_period_is_refused() {
    for typed in ["", "24", "months", "-1 days", "1.5 years", "24 months or so", "2000 years", "3 fortnights"]
    {
        assert_eq!(CalendarPeriod::parse(typed), None, "{typed}");
    }
    assert_eq!(CalendarPeriod::parse("24 months").unwrap().to_string(), "24 months");
    assert_eq!(CalendarPeriod::parse("1 years").unwrap().to_string(), "1 year");
}
