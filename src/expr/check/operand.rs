//! The sides of comparisons and the members of sums: what a part stands for and what type it has.

use crate::base::id::{OptionId, StepId};
use crate::base::time::Period;
use crate::expr::evaluate::micros;
use crate::expr::problem::ConditionProblem;
use crate::expr::syntax::{Node, Part, Sign};
use crate::expr::tree::{Subject, Term, Test};
use crate::fact::decimal::Decimal;
use crate::fact::fact_type::{FactType, Scalar};

use super::{Checker, Known};

/// A part that was resolved.
#[derive(Debug, Clone)]
pub(super) enum Operand<'a> {
    /// True or false.
    Test(Test),
    /// Something on a scale.
    Measure(Scale, Term),
    /// A choice, country, hash or address.
    Word(Known<'a>),
    /// Some choices.
    Choices(Known<'a>),
    /// An amount.
    Money(Subject),
    /// A list.
    List(Known<'a>),
    /// How a step ended.
    Outcome(StepId),
    /// What a decision took.
    Choice(StepId, Vec<OptionId>),
    /// A word in quotes; its type is that of the other side.
    Text(String),
    /// A list that the author wrote.
    Literals(Vec<Node>),
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// A number.
    Number,
    /// An instant.
    Time,
    /// A length of time.
    Length,
}

impl Scale {
    fn words(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Time => "a time",
            Self::Length => "a duration",
        }
    }
}

impl Operand<'_> {
    /// The type in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Test(_) => "true or false".to_owned(),
            Self::Measure(scale, _) => scale.words().to_owned(),
            Self::Word(known) | Self::Choices(known) | Self::List(known) => {
                format!("a value of type `{}`", known.fact_type)
            }
            Self::Money(_) => "an amount of money".to_owned(),
            Self::Outcome(_) => "the outcome of a step".to_owned(),
            Self::Choice(..) => "the choice of a decision".to_owned(),
            Self::Text(_) => "a word in quotes".to_owned(),
            Self::Literals(_) => "a written list".to_owned(),
        }
    }
}

impl<'a> Checker<'a> {
    /// Resolves a part of any type; nothing when a problem was reported.
    pub(super) fn operand(&mut self, node: &Node) -> Option<Operand<'a>> {
        let number = |number| Some(Operand::Measure(Scale::Number, Term::Literal(number)));
        match &node.part {
            Part::Name(name) => self.name(name, node),
            Part::Text(text) => Some(Operand::Text(text.clone())),
            Part::Bool(holds) => Some(Operand::Test(Test::Constant(*holds))),
            Part::Number(value) => number(*value),
            Part::Length(length) => self.length(*length, node),
            Part::Time(time) => {
                let value = Decimal::whole(time.micros());
                Some(Operand::Measure(Scale::Time, Term::Literal(value)))
            }
            Part::List(nodes) => Some(Operand::Literals(nodes.clone())),
            Part::Not(_) | Part::And(_) | Part::Or(_) | Part::Compare(..) => {
                self.test(node).map(Operand::Test)
            }
            Part::Sum(first, rest) => self.sum(first, rest),
            Part::Call(name, word, arguments) => self.call(name, word, arguments),
        }
    }

    fn length(&mut self, length: Period, node: &Node) -> Option<Operand<'a>> {
        let value = micros(length);
        if value.is_none() {
            self.error("condition::bad-literal", &node.range, "this duration is too long");
        }
        value.map(|value| Operand::Measure(Scale::Length, Term::Literal(value)))
    }

    /// Takes an operand where true or false must stand.
    pub(super) fn as_test(&mut self, node: &Node, operand: Operand<'a>) -> Option<Test> {
        if let Operand::Test(test) = operand {
            return Some(test);
        }
        let message = format!("true or false must stand here, not {}", operand.words());
        let problem = ConditionProblem::new("condition::wrong-type", node.range.clone(), message);
        let problem = match comparison_example(&operand) {
            Some(example) => problem.help(format!("compare it: `{} {example}`", self.written(node))),
            None => problem,
        };
        self.report(problem);
        None
    }

    fn name(&mut self, name: &str, node: &Node) -> Option<Operand<'a>> {
        if name.starts_with("step.") {
            return self.step(name, node);
        }
        let known = self.resolve(name, &node.range)?;
        if known.is_closed() {
            self.closed(&known, name, node);
            return None;
        }
        Some(open_operand(known))
    }

    fn closed(&mut self, known: &Known<'_>, name: &str, node: &Node) {
        let why = if known.fact_type.scalar().is_free_text() { "free text" } else { "sensitive" };
        let message = format!("`{name}` is {why}: its words never steer a playbook");
        let problem = ConditionProblem::new("condition::free-text", node.range.clone(), message)
            .help(format!("ask whether it is known: `known({name})`"));
        self.report(match known.fact_type {
            FactType::List(_) => problem.help(format!("or how many there are: `count({name}) > 0`")),
            FactType::One(_) => problem,
        });
    }

    fn sum(&mut self, first: &Node, rest: &[(Sign, Node)]) -> Option<Operand<'a>> {
        let mut total = self.measure(first);
        let mut terms = Vec::new();
        for (sign, node) in rest {
            let next = self.measure(node);
            let (Some((left, base)), Some((right, term))) = (total, next) else {
                total = None;
                continue;
            };
            terms.push((*sign, term));
            total = self.sum_scale(left, *sign, right, node).map(|scale| (scale, base));
        }
        total.map(|(scale, base)| Operand::Measure(scale, Term::Sum(Box::new(base), terms)))
    }

    fn measure(&mut self, node: &Node) -> Option<(Scale, Term)> {
        let operand = self.operand(node)?;
        if let Operand::Measure(scale, term) = operand {
            return Some((scale, term));
        }
        let message = format!("only numbers, times and durations can be added, not {}", operand.words());
        self.error("condition::wrong-type", &node.range, message);
        None
    }

    fn sum_scale(&mut self, left: Scale, sign: Sign, right: Scale, node: &Node) -> Option<Scale> {
        match (left, sign, right) {
            (Scale::Number, _, Scale::Number) => Some(Scale::Number),
            (Scale::Length, _, Scale::Length) | (Scale::Time, Sign::Minus, Scale::Time) => {
                Some(Scale::Length)
            }
            (Scale::Time, _, Scale::Length) | (Scale::Length, Sign::Plus, Scale::Time) => Some(Scale::Time),
            (Scale::Number | Scale::Length | Scale::Time, Sign::Plus | Sign::Minus, _) => {
                let verb = if sign == Sign::Plus { "be added to" } else { "be taken from" };
                let message = format!("{} cannot {verb} {}", right.words(), left.words());
                self.error("condition::wrong-type", &node.range, message);
                None
            }
        }
    }
}

/// What a name stands for whose values conditions may read.
pub(super) fn open_operand(known: Known<'_>) -> Operand<'_> {
    let scalar = match known.fact_type {
        FactType::List(_) => return Operand::List(known),
        FactType::One(scalar) => scalar,
    };
    let measure = |scale| Operand::Measure(scale, Term::Subject(known.subject.clone()));
    match scalar {
        Scalar::Bool => Operand::Test(Test::Fact(known.subject)),
        Scalar::Int | Scalar::Count | Scalar::Decimal | Scalar::Percent => measure(Scale::Number),
        Scalar::DateTime => measure(Scale::Time),
        Scalar::Duration => measure(Scale::Length),
        Scalar::Money => Operand::Money(known.subject),
        Scalar::Choices => Operand::Choices(known),
        Scalar::Choice
        | Scalar::Country
        | Scalar::Hash
        | Scalar::Ip
        | Scalar::Text
        | Scalar::Person
        | Scalar::Email
        | Scalar::Host
        | Scalar::Url
        | Scalar::File => Operand::Word(known),
    }
}

fn comparison_example(operand: &Operand<'_>) -> Option<String> {
    match operand {
        Operand::Word(known) => Some(format!("== '{}'", word_example(known))),
        Operand::Choices(known) => Some(format!("contains '{}'", word_example(known))),
        Operand::Measure(Scale::Number, _) => Some("> 0".to_owned()),
        Operand::Measure(Scale::Length, _) => Some("> 72h".to_owned()),
        Operand::Measure(Scale::Time, _) => Some("< 2026-11-20T16:40:00Z".to_owned()),
        Operand::Money(_) => Some("> '1000 EUR'".to_owned()),
        Operand::Outcome(_) => Some("== 'done'".to_owned()),
        Operand::Choice(_, choices) => choices.first().map(|choice| format!("== '{choice}'")),
        Operand::Test(_) | Operand::List(_) | Operand::Text(_) | Operand::Literals(_) => None,
    }
}

fn word_example(known: &Known<'_>) -> String {
    let scalar = known.fact_type.scalar();
    match known.row.choices.first() {
        Some(choice) => choice.id.to_string(),
        None if scalar == Scalar::Country => "DE".to_owned(),
        None if scalar == Scalar::Ip => "192.0.2.1".to_owned(),
        None => "...".to_owned(),
    }
}
