//! What a regime is: one law or contract that asks for notices, with its stages. Must not count and must not decide whether it applies.

use chrono::NaiveDate;

use super::calendar::CalendarId;
use super::condition::Condition;
use super::example::Example;
use super::rule::{Cap, Rule};
use crate::base::id::{FactId, RegimeId, StageId};
use crate::base::time::{Period, Zone};

/// One regime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Regime {
    /// Its id, such as `gdpr-33-1`.
    pub(crate) id: RegimeId,
    /// For people.
    pub(crate) title: String,
    /// For boards, such as `NIS2`.
    pub(crate) short: String,
    /// Where to look.
    pub(crate) citation: String,
    /// Country or union.
    pub(crate) jurisdiction: String,
    /// Whether it binds.
    pub(crate) status: Status,
    /// What one word does not say about that.
    pub(crate) status_note: Option<String>,
    /// Since when, or from when on.
    pub(crate) in_force_since: Option<NaiveDate>,
    /// The date of this state of the data.
    pub(crate) checked: NaiveDate,
    /// How far it was checked.
    pub(crate) verification: Verification,
    /// What has to be done, in one sentence.
    pub(crate) duty: String,
    /// Who has to do it.
    pub(crate) notifier: String,
    /// Who is told.
    pub(crate) authority: String,
    /// What sets it off, in words.
    pub(crate) trigger: String,
    /// How grave it must be.
    pub(crate) threshold: String,
    /// When it need not be done.
    pub(crate) exemptions: Vec<String>,
    /// What allows a delay.
    pub(crate) delay_grounds: Vec<String>,
    /// What else a person should know.
    pub(crate) note: Option<String>,
    /// The zone in which its days are read, where the law or the seat of the authority fixes one.
    pub(crate) zone: Option<Zone>,
    /// Whose public holidays count.
    pub(crate) holidays: Option<Holidays>,
    /// To whom it applies.
    pub(crate) applies: Condition,
    /// Decisions on facts by which people say that nothing is owed.
    pub(crate) declined: Vec<Declined>,
    /// Its stages in the order of the law.
    pub(crate) stages: Vec<Stage>,
    /// Counted by hand: a test holds the arithmetic against them.
    pub(crate) examples: Vec<Example>,
}

/// A decision that nothing is owed, as it stands in a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declined {
    /// The fact.
    pub(crate) fact: FactId,
    /// Its values that say so: choices, or `false`.
    pub(crate) values: Vec<String>,
}

/// Whether a regime binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// It is law.
    InForce,
    /// It is made, and will apply.
    NotApplicableYet,
    /// It is not made.
    Proposal,
    /// It binds those who agreed to it.
    Contract,
    /// Another one took its place.
    Superseded,
}

/// How far a text was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verification {
    /// Against the text of the law.
    Primary,
    /// Against other people's accounts.
    Secondary,
    /// Against nothing.
    Unverified,
}

/// Whose public holidays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holidays {
    /// Those of the member state of the EEA in which the act is done: Regulation (EEC, Euratom) 1182/71 Art. 2(1).
    MemberState,
    /// Those of the country where the period is read, whichever it is.
    Place,
    /// Those of one calendar.
    Of(CalendarId),
}

/// One stage of a regime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stage {
    /// Its id, such as `notify`.
    pub(crate) id: StageId,
    /// Who is told.
    pub(crate) to: String,
    /// The moment from which it counts.
    pub(crate) anchor: String,
    /// The moment from which `anchor` is worked out, where it is.
    pub(crate) anchor_of: Option<String>,
    /// How long it has.
    pub(crate) period: StagePeriod,
    /// How the period is counted.
    pub(crate) rule: Rule,
    /// A second limit, counted from another moment.
    pub(crate) cap: Option<Cap>,
    /// What the law says beside the number, such as "without undue delay".
    pub(crate) words: String,
    /// What has to be in it.
    pub(crate) content: String,
    /// Not law, although the regime is.
    pub(crate) proposed: bool,
    /// How far the counting was checked, where that differs from the regime.
    pub(crate) counting: Option<Verification>,
}

/// How long a stage has, as the law words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StagePeriod {
    /// How many; 0 when the law names no number.
    pub(crate) value: u32,
    /// Of what.
    pub(crate) unit: PeriodUnit,
}

/// The unit of a period of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PeriodUnit {
    /// Hours.
    Hours,
    /// Days; how they are counted is a matter of the rule.
    Days,
    /// Calendar days.
    CalendarDays,
    /// Business days.
    BusinessDays,
    /// Months.
    Months,
    /// The law names no number.
    Qualitative,
}

/// Words of the documents and their meanings.
macro_rules! words {
    ($($name:ident: $type:ty { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        impl $type {
            /// Reads the word of a document.
            pub(crate) fn parse(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)*
                    _unknown => Err(format!(concat!("`{}` is no ", stringify!($name)), text)),
                }
            }

            /// The word of a document.
            pub(crate) fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    )*};
}

words! {
    status: Status {
        InForce = "in-force",
        NotApplicableYet = "not-applicable-yet",
        Proposal = "proposal",
        Contract = "contract",
        Superseded = "superseded",
    }
    verification: Verification { Primary = "primary", Secondary = "secondary", Unverified = "unverified" }
    unit: PeriodUnit {
        Hours = "hours",
        Days = "days",
        CalendarDays = "calendar days",
        BusinessDays = "business days",
        Months = "months",
        Qualitative = "",
    }
}

impl Verification {
    /// For people: what the word means.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Primary => "checked against the text of the law",
            Self::Secondary => "checked against other people's accounts only",
            Self::Unverified => "not checked against anything",
        }
    }
}

impl StagePeriod {
    /// The law names no number.
    pub(crate) const NONE: Self = Self { value: 0, unit: PeriodUnit::Qualitative };

    /// Reads `72 hours`, `1 month`, `30 calendar days`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let bad = || format!("`{text}` is no period: write `72 hours`, `30 calendar days`, `1 month`");
        let (number, unit) = text.split_once(' ').ok_or_else(bad)?;
        let value = number.parse().ok().filter(|value| *value > 0).ok_or_else(bad)?;
        let plural = if value == 1 { format!("{unit}s") } else { unit.to_owned() };
        Ok(Self { value, unit: PeriodUnit::parse(&plural).map_err(|_| bad())? })
    }

    /// The shortest time that the stage can have, whatever the calendar; nothing when the law names no number.
    pub(crate) fn at_least(self) -> Option<Period> {
        let value = i64::from(self.value);
        let hours = match self.unit {
            PeriodUnit::Hours => value,
            PeriodUnit::Days | PeriodUnit::CalendarDays | PeriodUnit::BusinessDays => value * 24,
            PeriodUnit::Months => value * SHORTEST_MONTH * 24,
            PeriodUnit::Qualitative => return None,
        };
        Some(Period::from_hours(hours))
    }
}

/// `72 hours`, `1 month`; empty when the law names no number.
impl std::fmt::Display for StagePeriod {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = self.unit.word();
        match self.value {
            0 => Ok(()),
            1 => write!(f, "1 {}", unit.trim_end_matches('s')),
            value => write!(f, "{value} {unit}"),
        }
    }
}

impl Stage {
    /// The moment from which it counts, in words.
    pub(crate) fn anchor_words(&self) -> String {
        self.anchor.replace('_', " ")
    }
}

/// February, in days.
const SHORTEST_MONTH: i64 = 28;

impl Regime {
    /// A stage by id.
    pub(crate) fn stage(&self, id: &StageId) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == *id)
    }
}

/// Who is told by way of no authority: people, the public, partners, ourselves.
const NO_AUTHORITY: [&str; 17] = [
    "residents",
    "individuals",
    "data_subjects",
    "data_principals",
    "principals",
    "internal",
    "internal_register",
    "users",
    "subscribers",
    "service_recipients",
    "clients",
    "media",
    "controller",
    "covered_entity",
    "pfi",
    "acquirer",
    "visa",
];

impl Stage {
    /// Whether it is an authority that is told.
    pub(crate) fn tells_an_authority(&self) -> bool {
        !NO_AUTHORITY.contains(&self.to.as_str())
    }

    /// How far the counting of this stage was checked.
    pub(crate) fn counting_checked(&self, regime: &Regime) -> Verification {
        self.counting.unwrap_or(regime.verification)
    }
}

#[cfg(test)]
mod tests;
