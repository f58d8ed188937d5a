//! Words in quotes: checked against the choices, options, outcomes or forms that the other side allows.

use crate::base::id::{ChoiceId, OptionId};
use crate::base::outcome::{OUTCOMES, Outcome};
use crate::base::text::listing;
use crate::expr::problem::ConditionProblem;
use crate::expr::syntax::Node;
use crate::fact::country;
use crate::fact::fact_type::Scalar;
use crate::fact::hash;
use crate::fact::money;
use crate::fact::value::{Money, Value};

use super::{Checker, Known};

impl Checker<'_> {
    /// A literal of the type of a choice, country, hash or address.
    pub(super) fn word(&mut self, known: &Known<'_>, text: &str, node: &Node) -> Option<Value> {
        let scalar = known.fact_type.scalar();
        if scalar == Scalar::Choice {
            return self.choice(known, text, node).map(Value::Choice);
        }
        let (value, what, example) = if scalar == Scalar::Country {
            let value = country::is_code(text).then(|| Value::Country(text.to_owned()));
            (value, "a country", "two capital letters: 'DE'")
        } else if scalar == Scalar::Hash {
            (hash::parse(text).map(Value::Hash), "a hash", "an MD5, SHA-1 or SHA-256 in hex")
        } else {
            (text.parse().ok().map(Value::Ip), "an IP address", "it as '192.0.2.1' or '2001:db8::1'")
        };
        if value.is_none() {
            self.bad_word(text, (what, example), node);
        }
        value
    }

    /// A choice that the fact has.
    pub(super) fn choice(&mut self, known: &Known<'_>, text: &str, node: &Node) -> Option<ChoiceId> {
        let choices: Vec<&str> = known.row.choices.iter().map(|choice| choice.id.as_str()).collect();
        let found = known.row.choices.iter().find(|choice| choice.id.as_str() == text);
        if found.is_none() {
            let message = format!("`{}` has no choice '{text}'", known.row.id);
            self.report(unknown_word("condition::unknown-choice", message, text, &choices, node));
        }
        found.map(|choice| choice.id.clone())
    }

    /// An option that the decision offers.
    pub(super) fn option(&mut self, options: &[OptionId], text: &str, node: &Node) -> Option<OptionId> {
        let words: Vec<&str> = options.iter().map(OptionId::as_str).collect();
        let found = options.iter().find(|option| option.as_str() == text);
        if found.is_none() {
            let message = format!("this decision has no option '{text}'");
            self.report(unknown_word("condition::unknown-choice", message, text, &words, node));
        }
        found.cloned()
    }

    /// One of the ways in which steps end.
    pub(super) fn outcome(&mut self, text: &str, node: &Node) -> Option<Outcome> {
        let found = Outcome::parse(text);
        if found.is_none() {
            let message = format!("no step ends as '{text}'");
            let words = OUTCOMES.map(|(_, word)| word);
            self.report(unknown_word("condition::unknown-outcome", message, text, &words, node));
        }
        found
    }

    /// An amount with its currency.
    pub(super) fn amount(&mut self, text: &str, node: &Node) -> Option<Money> {
        let found = money::parse(text);
        if found.is_none() {
            self.bad_word(text, ("an amount with its currency", "it as '1200.50 EUR'"), node);
        }
        found
    }

    fn bad_word(&mut self, text: &str, (what, example): (&str, &str), node: &Node) {
        let message = format!("'{text}' is not {what}");
        let problem = ConditionProblem::new("condition::bad-literal", node.range.clone(), message);
        self.report(problem.help(format!("write {example}")));
    }
}

fn unknown_word(
    code: &'static str,
    message: String,
    text: &str,
    words: &[&str],
    node: &Node,
) -> ConditionProblem {
    ConditionProblem::new(code, node.range.clone(), message)
        .suggest(text, words.iter().copied())
        .help(format!("known are {}", quoted_listing(words)))
}

/// How a fact with choices is compared.
pub(super) fn choices_help(known: &Known<'_>) -> String {
    let words: Vec<&str> = known.row.choices.iter().map(|choice| choice.id.as_str()).collect();
    format!("compare it with one of its choices: {}", quoted_listing(&words))
}

fn quoted_listing(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    listing(&quoted, "and")
}
