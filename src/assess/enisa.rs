//! The worksheet of ENISA's severity methodology of 2013: SE = DPC x EI + CB. It stands beside the assessment and never decides:
//! as a cut-off it would leave out breaches that the guidelines want notified.

mod derive;

use serde::{Serialize, Serializer};

pub(crate) use self::derive::derive;

/// A number of quarters, so that scores are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Quarters(pub(crate) u16);

impl Serialize for Quarters {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(f64::from(self.0) / 4.0)
    }
}

/// What a score means for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Band {
    /// Below 2: no effect, or a few inconveniences.
    Low,
    /// From 2: inconveniences that are overcome with some difficulty.
    Medium,
    /// From 3: consequences that are overcome with serious difficulty.
    High,
    /// From 4: consequences that may not be overcome.
    VeryHigh,
}

/// Where the inputs come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Inputs {
    /// From the attributes, by this program.
    Derived,
    /// By a person.
    Stated,
}

/// The worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Worksheet {
    /// Context of the data, 1 to 4.
    pub(crate) dpc: u16,
    /// Ease of identification, 0.25 to 1.
    pub(crate) ei: Quarters,
    /// Circumstances of the breach, 0 to 2.
    pub(crate) cb: Quarters,
    /// The score, 0.25 to 6.
    pub(crate) se: Quarters,
    /// What it means.
    pub(crate) band: Band,
    /// Where the inputs come from.
    pub(crate) inputs: Inputs,
}

/// Why a worksheet cannot be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WorksheetError {
    /// The context of the data is out of range.
    #[error("the context of the data is 1 to 4")]
    Context,
    /// The ease of identification is out of range.
    #[error("the ease of identification is 0.25, 0.5, 0.75 or 1")]
    Ease,
    /// The circumstances are out of range.
    #[error("the circumstances are 0 to 2, in quarters")]
    Circumstances,
}

impl Worksheet {
    /// From what a person stated.
    pub(crate) fn stated(dpc: u16, ei: Quarters, cb: Quarters) -> Result<Self, WorksheetError> {
        match (dpc, ei.0, cb.0) {
            (1..=4, 1..=4, 0..=8) => Ok(Self::of(dpc, ei, cb, Inputs::Stated)),
            (1..=4, 1..=4, _) => Err(WorksheetError::Circumstances),
            (1..=4, _, _) => Err(WorksheetError::Ease),
            (_, _, _) => Err(WorksheetError::Context),
        }
    }

    fn of(dpc: u16, ei: Quarters, cb: Quarters, inputs: Inputs) -> Self {
        let se = Quarters(dpc * ei.0 + cb.0);
        let band = match se.0 {
            0..=7 => Band::Low,
            8..=11 => Band::Medium,
            12..=15 => Band::High,
            _ => Band::VeryHigh,
        };
        Self { dpc, ei, cb, se, band, inputs }
    }
}
