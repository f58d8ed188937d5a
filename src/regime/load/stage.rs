//! Reading a stage: its period, and the rule that counts it.

use super::{required, text};
use crate::base::id::StageId;
use crate::base::problem::Placed;
use crate::base::reader::Table;
use crate::regime::model::{PeriodUnit, Stage, StagePeriod, Verification};
use crate::regime::rule::{Cap, EntityClass, Roll, Rule};

/// Reads a stage.
pub(super) fn read(table: &mut Table<'_>) -> Option<Stage> {
    let id = table.required_id("id", StageId::parse);
    if let Some(id) = &id {
        table.name(format!("stage `{}`", id.value));
    }
    let to = table.required_string("to");
    let anchor = table.required_string("anchor");
    let written = table.parsed("period", StagePeriod::parse).map(Placed::into_value);
    let is_bad = table.has("period") && written.is_none();
    let period = written.unwrap_or(StagePeriod::NONE);
    let rule = read_rule(table, Some(period).filter(|_| !is_bad));
    let anchor_of = text(table, "anchor_of");
    let cap = table.table("cap", read_cap).flatten();
    let (words, content) = (text(table, "words"), text(table, "content"));
    let proposed = table.bool("proposed").is_some_and(|flag| flag.value);
    let counting = table.parsed("counting", Verification::parse).map(Placed::into_value);
    Some(Stage {
        id: id?.value,
        to: to?.value,
        anchor: anchor?.value,
        anchor_of,
        period,
        rule: rule?,
        cap,
        words: words.unwrap_or_default(),
        content: content.unwrap_or_default(),
        proposed,
        counting,
    })
}

/// The rule; whether it fits is not said for a period that could not be read.
fn read_rule(table: &mut Table<'_>, period: Option<StagePeriod>) -> Option<Rule> {
    if !table.has("rule") && period == Some(StagePeriod::NONE) {
        return Some(Rule::Qualitative);
    }
    let word = table.required_string("rule");
    let roll = read_roll(table);
    let plan = table.integer("plan").and_then(|plan| u32::try_from(plan.value).ok());
    let without = table.strings("without");
    let without = without.iter().filter_map(|class| table.parse_placed("without", class, EntityClass::parse));
    let without = without.map(Placed::into_value).collect();
    let word = word?;
    let rule = match word.value.as_str() {
        "contract_hours" => Rule::ContractHours,
        "elapsed_hours" => Rule::ElapsedHours,
        "eu_hours" => Rule::EuHours,
        "eu_days" => Rule::EuDays,
        "eu_months" => Rule::EuMonths,
        "calendar_days" => Rule::CalendarDays(roll),
        "first_day_counts" => Rule::FirstDayCounts { plan, roll },
        "business_days" => Rule::BusinessDays,
        "sec_business_days" => Rule::SecBusinessDays,
        "contract_business_days" => Rule::ContractBusinessDays,
        "noon_relief" => Rule::NoonRelief { without },
        "keep" => Rule::Keep,
        unknown => {
            let message = format!("`{unknown}` is no rule of counting");
            table.error("regime::unknown-rule", word.span, message);
            return None;
        }
    };
    if period.is_some_and(|period| !rule.fits(period)) {
        let message = format!("the rule `{}` cannot count a period in this unit", rule.word());
        table.error("regime::rule-unit", word.span, message);
    }
    Some(rule)
}

fn read_roll(table: &mut Table<'_>) -> Roll {
    let read = |text: &str| match text {
        "next-working-day" => Ok(Roll::NextWorkingDay),
        unknown => Err(format!("`{unknown}`: write `next-working-day` or leave it out")),
    };
    table.parsed("roll", read).map_or(Roll::None, Placed::into_value)
}

fn read_cap(table: &mut Table<'_>) -> Option<Cap> {
    let anchor = table.required_string("anchor");
    let period = required(table, "period", StagePeriod::parse)?;
    if period.unit != PeriodUnit::Hours {
        table.error("regime::rule-unit", table.span(), "a second limit is counted in hours");
    }
    Some(Cap { anchor: anchor?.value, hours: period.value })
}
