//! How long words are kept once an incident is closed, by label. Without a rule nothing is ever due.

use super::load;
use crate::base::problem::Problem;
use crate::base::reader::Table;
use crate::base::time::calendar::CalendarPeriod;
use crate::record::label::Label;
use crate::record::labelling::Labels;

/// The key for words that have no label.
const UNLABELLED: &str = "unlabelled";

/// Every key of the table with the label that it speaks of.
const KEYS: [(&str, Option<Label>); 4] = [
    ("personal", Some(Label::Personal)),
    ("privileged", Some(Label::Privileged)),
    ("released", Some(Label::Released)),
    (UNLABELLED, None),
];

/// A rule: words with a label, or without any, are kept for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    /// The key, as it is typed.
    pub(crate) key: &'static str,
    /// The label; nothing for words that have none.
    label: Option<Label>,
    /// For how long.
    pub(crate) period: CalendarPeriod,
}

/// All rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Retention {
    rules: Vec<Rule>,
}

impl Retention {
    pub(super) fn read(table: &mut Table<'_>) -> Self {
        let rules = KEYS.iter().filter_map(|(key, label)| {
            let text = load::filled(table, key)?;
            let Some(period) = CalendarPeriod::parse(&text.value) else {
                let message = format!("`{}` is no period", text.value);
                let problem = Problem::error(table.source(), "organisation::retention", text.span, message);
                table.report(problem.help("write it as `24 months`, `2 years`, `90 days`"));
                return None;
            };
            Some(Rule { key, label: *label, period })
        });
        Self { rules: rules.collect() }
    }

    /// All rules.
    pub(crate) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules that speak of words with these labels.
    pub(crate) fn of<'r>(&'r self, labels: &'r Labels) -> impl Iterator<Item = &'r Rule> {
        self.rules.iter().filter(|rule| rule.label.map_or(labels.is_empty(), |label| labels.contains(&label)))
    }
}
