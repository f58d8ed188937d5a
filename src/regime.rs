//! The index of notification regimes: ids, stages, citations and bare periods, so that a playbook cannot name a duty that does not
//! exist. Must not count deadlines and must not decide whether a duty applies.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::id::{RegimeId, StageId};
use crate::base::problem::{Placed, Problem, Problems, Source};
use crate::base::reader::{self, Table};
use crate::base::time::Period;

/// One regime: a law or a contract that asks for notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Regime {
    /// Its id, such as `gdpr-33-1`.
    pub(crate) id: RegimeId,
    /// For people.
    pub(crate) title: String,
    /// Where to look.
    pub(crate) citation: String,
    /// Country or union.
    pub(crate) jurisdiction: String,
    /// `in-force`, `proposal` ...
    pub(crate) status: String,
    /// Its stages in the order of the law.
    pub(crate) stages: Vec<Stage>,
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
    /// How long it has.
    pub(crate) period: StagePeriod,
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
    /// Days; how they are counted is a matter of the regime.
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

const UNITS: [(PeriodUnit, &str); 6] = [
    (PeriodUnit::Hours, "hours"),
    (PeriodUnit::Days, "days"),
    (PeriodUnit::CalendarDays, "calendar_days"),
    (PeriodUnit::BusinessDays, "business_days"),
    (PeriodUnit::Months, "months"),
    (PeriodUnit::Qualitative, "qualitative"),
];

impl StagePeriod {
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

/// February, in days.
const SHORTEST_MONTH: i64 = 28;

impl Regime {
    /// A stage by id.
    pub(crate) fn stage(&self, id: &StageId) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == *id)
    }
}

/// All regimes that the program knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RegimeIndex {
    regimes: BTreeMap<RegimeId, Regime>,
}

impl RegimeIndex {
    /// The index that comes with the program. A test asserts that it has no problem.
    pub(crate) fn shipped() -> Self {
        Self::load(&shipped_source()).0
    }

    /// Reads an index.
    pub(crate) fn load(source: &Arc<Source>) -> (Self, Problems) {
        let mut problems = Problems::default();
        let rows = reader::read(source, &mut problems, |root| {
            root.format("regimes-index/1");
            root.required_string("as_of");
            root.tables("regime", read_regime)
        });
        let mut index = Self::default();
        for regime in rows.into_iter().flatten().flatten() {
            index.regimes.insert(regime.id.clone(), regime);
        }
        (index, problems)
    }

    /// A regime by id.
    pub(crate) fn get(&self, id: &RegimeId) -> Option<&Regime> {
        self.regimes.get(id)
    }

    /// A stage of a regime.
    pub(crate) fn stage(&self, regime: &RegimeId, stage: &StageId) -> Option<&Stage> {
        self.get(regime)?.stage(stage)
    }

    /// All regimes in the order of their ids.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Regime> {
        self.regimes.values()
    }
}

fn shipped_source() -> Arc<Source> {
    Source::new("regimes.toml", include_str!("regime/index.toml"))
}

fn read_regime(table: &mut Table<'_>) -> Option<Regime> {
    let id = table.required_id("id", RegimeId::parse);
    let title = table.required_string("title");
    let citation = table.required_string("citation");
    let jurisdiction = table.required_string("jurisdiction");
    let status = table.required_string("status");
    for provenance in ["status_note", "in_force_since", "checked", "verification", "note"] {
        table.string(provenance);
    }
    let stages = table.tables("stages", read_stage);
    Some(Regime {
        id: id?.value,
        title: title?.value,
        citation: citation?.value,
        jurisdiction: jurisdiction?.value,
        status: status?.value,
        stages: stages.into_iter().flatten().collect(),
    })
}

fn read_stage(table: &mut Table<'_>) -> Option<Stage> {
    let id = table.required_id("id", StageId::parse);
    let to = table.required_string("to");
    let anchor = table.required_string("anchor");
    let value = table.integer("period_value").and_then(|value| read_number(table, &value));
    let unit = table.parsed("period_unit", read_unit);
    for flag in ["retention", "proposed"] {
        table.bool(flag);
    }
    let period = StagePeriod { value: value?, unit: unit?.value };
    Some(Stage { id: id?.value, to: to?.value, anchor: anchor?.value, period })
}

fn read_number(table: &mut Table<'_>, value: &Placed<i64>) -> Option<u32> {
    let number = u32::try_from(value.value).ok();
    if number.is_none() {
        let problem = Problem::error(table.source(), "document::bad-value", value.span, "bad `period_value`");
        table.report(problem);
    }
    number
}

fn read_unit(text: &str) -> Result<PeriodUnit, String> {
    let found = UNITS.iter().find(|(_, word)| *word == text).map(|(unit, _)| *unit);
    found.ok_or_else(|| format!("`{text}` is no unit of a period"))
}

#[cfg(test)]
mod tests;
