//! What the name of an anchor means: a moment that a person decides, the logged sending of a stage, or something worked out from another
//! moment. Must not look into an incident.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::civil;
use super::model::Stage;
use super::trigger::Trigger;
use crate::base::id::StageId;
use crate::base::time::Zone;

/// From what a stage begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Begins {
    /// At a moment that facts give and a person decides.
    Moment(String),
    /// When an earlier stage was sent.
    Sending(StageId),
    /// When an earlier stage was last sent.
    LastSending(StageId),
    /// At the end of the calendar year of another moment.
    YearEnd(String),
    /// Some days after another moment.
    Later(String, u32),
}

impl Begins {
    /// From what a stage begins.
    pub(crate) fn of(stage: &Stage) -> Self {
        let name = stage.anchor.as_str();
        let base = || stage.anchor_of.clone();
        if let Some(sent) = name.strip_prefix("submission:") {
            let last = sent.strip_prefix("latest_");
            let id = StageId::parse(last.unwrap_or(sent));
            return match (id, last) {
                (Ok(id), Some(_)) => Self::LastSending(id),
                (Ok(id), None) => Self::Sending(id),
                (Err(_), _) => Self::Moment(name.to_owned()),
            };
        }
        match (name, later(name), base()) {
            ("calendar_year_end", _, Some(base)) => Self::YearEnd(base),
            (_, Some((base, days)), _) => Self::Later(base, days),
            (_, None, _) => Self::Moment(name.to_owned()),
        }
    }

    /// The moment that is asked for, and what it means for the stage.
    pub(crate) fn base(&self) -> Option<&str> {
        match self {
            Self::Moment(name) | Self::YearEnd(name) | Self::Later(name, _) => Some(name),
            Self::Sending(_) | Self::LastSending(_) => None,
        }
    }

    /// The stage whose sending is asked for.
    pub(crate) fn sending(&self) -> Option<&StageId> {
        match self {
            Self::Sending(stage) | Self::LastSending(stage) => Some(stage),
            Self::Moment(_) | Self::YearEnd(_) | Self::Later(..) => None,
        }
    }

    /// The moment of the stage, worked out from the moment that is asked for.
    pub(crate) fn worked_out(&self, base: Trigger, zone: Zone) -> Trigger {
        match self {
            Self::Moment(_) | Self::Sending(_) | Self::LastSending(_) => base,
            Self::YearEnd(_) => year_end(base, zone),
            Self::Later(_, days) => Trigger::Date(civil::days_later(base.day(zone), *days)),
        }
    }

    /// The moment of the stage as somebody gave it.
    fn given(&self, own: Trigger, zone: Zone) -> Trigger {
        match self {
            Self::YearEnd(_) => year_end(own, zone),
            Self::Moment(_) | Self::Sending(_) | Self::LastSending(_) | Self::Later(..) => own,
        }
    }
}

fn year_end(at: Trigger, zone: Zone) -> Trigger {
    let day = at.day(zone);
    Trigger::Date(NaiveDate::from_ymd_opt(day.year(), 12, 31).unwrap_or(day))
}

/// `determination+30d`
fn later(name: &str) -> Option<(String, u32)> {
    let (base, days) = name.split_once('+')?;
    Some((base.to_owned(), days.strip_suffix('d')?.parse().ok()?))
}

/// Moments by name, for counting outside an incident.
pub(crate) type Moments = BTreeMap<String, Trigger>;

/// The moments from which a stage is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Start {
    /// Its own.
    pub(crate) own: Trigger,
    /// That of its second limit, where it has one and the moment is known.
    pub(crate) cap: Option<Trigger>,
}

/// The moments of a stage: its own as given, or under its name, or worked out; else the name of what is missing.
pub(crate) fn start(
    stage: &Stage,
    own: Option<Trigger>,
    others: &Moments,
    zone: Zone,
) -> Result<Start, String> {
    let begins = Begins::of(stage);
    let named = own.or_else(|| others.get(&stage.anchor).copied());
    let base = || begins.base().and_then(|base| others.get(base)).copied();
    let own = named
        .map(|named| begins.given(named, zone))
        .or_else(|| base().map(|base| begins.worked_out(base, zone)));
    let cap = stage.cap.as_ref().and_then(|cap| others.get(&cap.anchor)).copied();
    let missing = || begins.base().map_or_else(|| stage.anchor.clone(), str::to_owned);
    own.map(|own| Start { own, cap }).ok_or_else(missing)
}
