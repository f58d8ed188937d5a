//! Times as they are typed: read in the incident's zone and said back.

use super::Context;
use crate::app::pen::Pen;
use crate::app::session::Session;
use crate::base::time::typed::{TypedTime, echo, parse_period, parse_typed_time};
use crate::base::time::{Claimed, Period, Precision, Timestamp, Zone};
use crate::cli::failure::Failure;

impl Context {
    /// Reads a time of the past as typed, and says how it was understood.
    pub(crate) fn past_time(&self, text: &str, zone: Zone) -> Result<Claimed, Failure> {
        let claimed = self.any_time(text, zone)?;
        if claimed.at > self.now() {
            return Err(Failure::usage(format!("{} lies in the future", echo(claimed, zone))));
        }
        self.ui.say(&format!("time: {}", echo(claimed, zone)));
        Ok(claimed)
    }

    /// Reads a time of the past or to come as typed.
    pub(crate) fn any_time(&self, text: &str, zone: Zone) -> Result<Claimed, Failure> {
        let read = parse_typed_time(text, self.now(), zone).map_err(|why| Failure::usage(why.to_string()))?;
        match read {
            TypedTime::At(claimed) | TypedTime::Future(claimed) => Ok(claimed),
            TypedTime::Ambiguous { earlier, later } => Err(Failure::usage(format!(
                "`{text}` happened twice: {} and {}",
                echo(earlier, zone),
                echo(later, zone)
            ))
            .hint("add the offset, such as `02:30 +01:00`")),
        }
    }

    /// Lets what follows have happened at a time, where one is given.
    pub(crate) fn happened_at(&self, pen: &mut Pen<'_>, at: Option<&str>) -> Result<(), Failure> {
        let Some(at) = at else { return Ok(()) };
        let claimed = self.past_time(at, pen.zone())?;
        pen.act_as(|identity| identity.at = Some(claimed));
        Ok(())
    }

    /// The same for a whole session.
    pub(crate) fn session_happened_at(
        &self,
        session: &mut Session<'_>,
        at: Option<&str>,
    ) -> Result<(), Failure> {
        let Some(at) = at else { return Ok(()) };
        let claimed = self.past_time(at, session.zone())?;
        session.act_as(|identity| identity.at = Some(claimed));
        Ok(())
    }

    /// Reads a time that lies ahead: `30m`, `18:00`, `tomorrow 9am`.
    pub(crate) fn coming_time(&self, text: &str, zone: Zone) -> Result<Timestamp, Failure> {
        let now = self.now();
        let wrong = |why: &str| Failure::usage(why.to_owned());
        if let Ok(period) = parse_period(text.trim().trim_start_matches('+')) {
            return Ok(now.plus(period));
        }
        let read = |now| parse_typed_time(text, now, zone).map_err(|why| wrong(&why.to_string()));
        let claimed = match read(now)? {
            TypedTime::Future(claimed) => claimed,
            TypedTime::Ambiguous { earlier, .. } if earlier.at > now => earlier,
            TypedTime::At(past) | TypedTime::Ambiguous { earlier: past, .. } => {
                match read(now.plus(Period::from_hours(24)))? {
                    TypedTime::At(next) if next.at > now && is_next_day(text, past, next) => next,
                    TypedTime::At(_) | TypedTime::Future(_) | TypedTime::Ambiguous { .. } => {
                        return Err(Failure::usage(format!("{} has passed", echo(past, zone))));
                    }
                }
            }
        };
        self.ui.say(&format!("until: {}", echo(claimed, zone)));
        Ok(claimed.at)
    }
}

/// A clock time alone means its next occurrence when a coming time is asked for; anything that names its day does not move.
fn is_next_day(text: &str, past: Claimed, next: Claimed) -> bool {
    let is_clock = text.trim().starts_with(|c: char| c.is_ascii_digit()) && !text.contains("ago");
    let hours = next.at.since(past.at).seconds() / 3600;
    is_clock && past.precision != Precision::Day && (22..=26).contains(&hours)
}
