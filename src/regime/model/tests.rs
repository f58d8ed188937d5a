//! The words of the documents are read as they are written.

use super::*;
use crate::regime::rule::EntityClass;

#[track_caller]
fn check(period: &str, expected: Result<StagePeriod, &str>) {
    assert_eq!(StagePeriod::parse(period), expected.map_err(str::to_owned));
    if let Ok(read) = expected {
        assert_eq!(read.to_string(), period);
    }
}

#[test]
fn periods_are_read_and_written() {
    check("72 hours", Ok(StagePeriod { value: 72, unit: PeriodUnit::Hours }));
    check("1 month", Ok(StagePeriod { value: 1, unit: PeriodUnit::Months }));
    check("30 calendar days", Ok(StagePeriod { value: 30, unit: PeriodUnit::CalendarDays }));
    for bad in ["0 hours", "hours", "3 weeks", "-1 days", "4  hours"] {
        let said = format!("`{bad}` is no period: write `72 hours`, `30 calendar days`, `1 month`");
        check(bad, Err(&said));
    }
    assert_eq!(StagePeriod::NONE.to_string(), "");
}

#[test]
fn every_word_reads_back() {
    for word in ["in-force", "not-applicable-yet", "proposal", "contract", "superseded"] {
        assert_eq!(Status::parse(word).map(Status::word), Ok(word));
    }
    for word in ["primary", "secondary", "unverified"] {
        assert_eq!(Verification::parse(word).map(Verification::word), Ok(word));
    }
    for word in EntityClass::words() {
        assert!(EntityClass::parse(word).is_ok(), "{word}");
    }
    assert_eq!(Status::parse("law"), Err("`law` is no status".to_owned()));
}
