//! The rules by which periods are counted, as values. Must not count: `count` does.

use super::model::{PeriodUnit, StagePeriod};

/// How a period is counted. The number stands in the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rule {
    /// The law names no number.
    Qualitative,
    /// Hours that a contract names; the law names none.
    ContractHours,
    /// Hours as they elapse.
    ElapsedHours,
    /// Hours, the clock hour of the event not counted: Regulation (EEC, Euratom) 1182/71 Art. 3(1).
    EuHours,
    /// Days, the day of the event not counted, to the end of a working day: Regulation (EEC, Euratom) 1182/71 Art. 3(1), (2), (4).
    EuDays,
    /// Months to the end of the day of the same number, or of the month: Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c), (4).
    EuMonths,
    /// Calendar days, the day of the event not counted, to the end of the last.
    CalendarDays(Roll),
    /// Calendar days, the day of the event counted as the first. `plan` is a shorter number to work to.
    FirstDayCounts {
        /// Days to plan with, where the law names a range.
        plan: Option<u32>,
        /// What happens to an end on a free day.
        roll: Roll,
    },
    /// Business days, the day of the event not counted, to the end of the last.
    BusinessDays,
    /// Business days to 17:30 on the last, when the filing system of the SEC closes: Form 8-K General Instruction B.1, 17 CFR
    /// 232.13(a)(2).
    SecBusinessDays,
    /// Business days of a contract that does not say whose holidays it means.
    ContractBusinessDays,
    /// Elapsed hours or months; an end on a free day moves to noon of the next working day: Delegated Regulation (EU) 2025/301 Art. 5.
    NoonRelief {
        /// Who has no such relief at this stage.
        without: Vec<EntityClass>,
    },
    /// How long something must be kept: not a deadline.
    Keep,
}

/// What happens to an end on a free day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Roll {
    /// Nothing.
    None,
    /// It moves to the next working day in the formal reading.
    NextWorkingDay,
}

/// A second limit: the stage ends at the earlier of both, unless its own moment is later than this limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cap {
    /// The moment from which it counts.
    pub(crate) anchor: String,
    /// Hours.
    pub(crate) hours: u32,
}

/// Classes of financial entities that a rule treats apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EntityClass {
    /// A bank.
    CreditInstitution,
    /// A central counterparty.
    CentralCounterparty,
    /// An operator of a trading venue.
    TradingVenue,
    /// An essential or important entity under the law that follows NIS2.
    EssentialOrImportant,
    /// Named by its authority as important to the market.
    Designated,
    /// A payment institution.
    PaymentInstitution,
    /// An e-money institution.
    EMoneyInstitution,
    /// Any other.
    Other,
}

/// Every class with its word.
const CLASSES: [(EntityClass, &str); 8] = [
    (EntityClass::CreditInstitution, "credit_institution"),
    (EntityClass::CentralCounterparty, "central_counterparty"),
    (EntityClass::TradingVenue, "trading_venue"),
    (EntityClass::EssentialOrImportant, "essential_or_important"),
    (EntityClass::Designated, "designated"),
    (EntityClass::PaymentInstitution, "payment_institution"),
    (EntityClass::EMoneyInstitution, "e_money_institution"),
    (EntityClass::Other, "other"),
];

impl EntityClass {
    /// Takes a word such as `payment_institution`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let found = CLASSES.iter().find(|(_, word)| *word == text).map(|(class, _)| *class);
        found.ok_or_else(|| format!("`{text}` is no class of financial entities"))
    }

    #[cfg(test)]
    /// All words.
    pub(crate) fn words() -> impl Iterator<Item = &'static str> {
        CLASSES.iter().map(|(_, word)| *word)
    }
}

impl Rule {
    /// The word of the documents.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Qualitative => "qualitative",
            Self::ContractHours => "contract_hours",
            Self::ElapsedHours => "elapsed_hours",
            Self::EuHours => "eu_hours",
            Self::EuDays => "eu_days",
            Self::EuMonths => "eu_months",
            Self::CalendarDays(_) => "calendar_days",
            Self::FirstDayCounts { .. } => "first_day_counts",
            Self::BusinessDays => "business_days",
            Self::SecBusinessDays => "sec_business_days",
            Self::ContractBusinessDays => "contract_business_days",
            Self::NoonRelief { .. } => "noon_relief",
            Self::Keep => "keep",
        }
    }

    /// Whether it can count a period of this unit.
    pub(super) fn fits(&self, period: StagePeriod) -> bool {
        match (self, period.unit) {
            (Self::Qualitative | Self::ContractHours, unit) => unit == PeriodUnit::Qualitative,
            (Self::ElapsedHours | Self::EuHours, unit) => unit == PeriodUnit::Hours,
            (Self::EuDays, unit) => unit == PeriodUnit::Days,
            (Self::EuMonths | Self::Keep, unit) => unit == PeriodUnit::Months,
            (Self::CalendarDays(_) | Self::FirstDayCounts { .. }, unit) => unit == PeriodUnit::CalendarDays,
            (Self::BusinessDays | Self::SecBusinessDays | Self::ContractBusinessDays, unit) => {
                unit == PeriodUnit::BusinessDays
            }
            (Self::NoonRelief { .. }, unit) => matches!(unit, PeriodUnit::Hours | PeriodUnit::Months),
        }
    }

    /// Whether it needs to know whose public holidays count.
    pub(super) fn needs_holidays(&self) -> bool {
        match self {
            Self::EuDays
            | Self::EuMonths
            | Self::CalendarDays(Roll::NextWorkingDay)
            | Self::FirstDayCounts { roll: Roll::NextWorkingDay, .. }
            | Self::BusinessDays
            | Self::SecBusinessDays
            | Self::ContractBusinessDays
            | Self::NoonRelief { .. } => true,
            Self::Qualitative
            | Self::ContractHours
            | Self::ElapsedHours
            | Self::EuHours
            | Self::CalendarDays(Roll::None)
            | Self::FirstDayCounts { roll: Roll::None, .. }
            | Self::Keep => false,
        }
    }
}
