//! Weighs the rules: on each line of harm the heaviest that raises, bounded by what lowers; over all lines the heaviest.
//! What is not known counts as the worse case, and is said. Must not know any single rule.

use std::collections::BTreeSet;

use super::BreachRules;
use super::rule::{About, Line, Remark, Rule};
use crate::assess::assessment::{Answer, Assessment, Duties, Effect, Reason, VERSION};
use crate::assess::attributes::{Attributes, StrangeWord};
use crate::assess::enisa;
use crate::assess::estimate::estimate;
use crate::assess::vocabulary::{Weighed, World};
use crate::base::id::{ChoiceId, FactId};
use crate::base::text::listing;
use crate::expr::truth::Truth;
use crate::fact::value::Value;

/// A rule that counts.
struct Counted<'a> {
    rule: &'a Rule,
    weighed: Weighed,
    duties: Duties,
}

/// One line of harm, weighed.
struct Harm<'a> {
    /// What raises, each within the bound.
    raising: Vec<Counted<'a>>,
    lowering: Vec<Counted<'a>>,
    /// Rules that would lower if more were known.
    open: Vec<Counted<'a>>,
}

impl Harm<'_> {
    fn duties(&self) -> Duties {
        self.raising.iter().map(|counted| counted.duties).fold(Duties::NONE, Duties::max)
    }

    /// What would be left if only what is certain counted.
    fn certain(&self) -> Duties {
        let sure = self.raising.iter().filter(|counted| counted.weighed.truth.is_true());
        sure.map(|counted| counted.duties).fold(Duties::NONE, Duties::max)
    }

    /// The rules that lower, without those that another one goes beyond.
    fn binding(&self) -> impl Iterator<Item = &Counted<'_>> {
        let beyond = |counted: &Counted<'_>| {
            let duties = counted.duties;
            self.lowering
                .iter()
                .any(|other| other.duties != duties && other.duties.min(duties) == other.duties)
        };
        self.lowering.iter().filter(move |counted| !beyond(counted))
    }

    /// What nobody knows about rules that would make this line lighter.
    fn would_lower(&self) -> BTreeSet<FactId> {
        let duties = self.duties();
        let open = self.open.iter().filter(|counted| duties.exceeds(counted.duties));
        open.flat_map(|counted| counted.weighed.missing.clone()).collect()
    }
}

/// The whole assessment.
pub(super) fn assess(rules: &BreachRules, attributes: &Attributes) -> Assessment {
    let weights = rules.weights_of(attributes);
    let world = world(rules, attributes, &weights);
    let harms: Vec<Harm<'_>> =
        rules.lines.iter().filter_map(|line| weigh_line(rules, line, &world)).collect();
    let duties = harms.iter().map(Harm::duties).fold(Duties::NONE, Duties::max);
    let told = Told { rules, attributes, world: &world, harms: &harms, duties };
    Assessment {
        v: VERSION,
        internal_documentation: Answer::Yes,
        notify_sa: duties.notify,
        communicate_data_subjects: duties.communicate,
        risk: duties.risk(),
        conditions: told.conditions(),
        reasons: told.reasons(),
        unknowns: told.unknowns(),
        enisa: enisa::derive(attributes),
    }
}

fn world(rules: &BreachRules, attributes: &Attributes, weights: &BTreeSet<ChoiceId>) -> World {
    let mut values = attributes.values().clone();
    let exact = attributes.get("data_subjects_exact").cloned();
    let in_words = || attributes.text("data_subjects_text").and_then(estimate).map(Value::Count);
    let people = exact.or_else(in_words);
    let worked_out = [("people", people), ("weight", Some(Value::Choices(weights.clone())))];
    for (name, value) in worked_out {
        if let (Ok(name), Some(value)) = (FactId::parse(name), value) {
            values.insert(name, value);
        }
    }
    let names = [FactId::parse("people"), FactId::parse("data_subjects_exact")];
    let stands_for = match names {
        [Ok(people), Ok(exact)] => vec![(people, exact)],
        [_, _] => Vec::new(),
    };
    World::new(&rules.vocabulary, values, &stands_for)
}

fn weigh_line<'a>(rules: &'a BreachRules, line: &Line, world: &World) -> Option<Harm<'a>> {
    let hurt = world.weigh(&line.when);
    if hurt.is_out() {
        return None;
    }
    let (mut raising, mut lowering, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for rule in rules.rules.iter().filter(|rule| rule.line == line.id) {
        let weighed = world.weigh(&rule.when);
        match (rule.effect, weighed.truth) {
            (_, Truth::False) => {}
            (Effect::Lowers, Truth::True) => lowering.push(Counted { rule, weighed, duties: rule.duties }),
            (Effect::Lowers, Truth::Unknown) => open.push(Counted { rule, weighed, duties: rule.duties }),
            (Effect::Raises | Effect::Decides, Truth::True | Truth::Unknown) => {
                let duties = duties_of(rule, &weighed);
                raising.push(Counted { rule, weighed: hurt.and(&weighed), duties });
            }
        }
    }
    let cap = lowering.iter().map(|counted| counted.duties).fold(Duties::ALL, Duties::min);
    for counted in &mut raising {
        counted.duties = counted.duties.min(cap);
    }
    Some(Harm { raising, lowering, open })
}

/// What a rule asks for; less where its own subject is not known.
fn duties_of(rule: &Rule, weighed: &Weighed) -> Duties {
    match &rule.softened {
        Some(softened) if softened.by.iter().any(|id| weighed.missing.contains(id)) => softened.duties,
        Some(_) | None => rule.duties,
    }
}

/// What is told about an assessment.
struct Told<'a> {
    rules: &'a BreachRules,
    attributes: &'a Attributes,
    world: &'a World,
    harms: &'a [Harm<'a>],
    duties: Duties,
}

impl Told<'_> {
    /// Answers that rest on what is certain.
    fn certain(&self) -> Duties {
        self.harms.iter().map(Harm::certain).fold(Duties::NONE, Duties::max)
    }

    /// The rules that raise and count: those that hold, and those that are not excluded and ask for more than is certain.
    fn counted(&self) -> impl Iterator<Item = &Counted<'_>> {
        let certain = self.certain();
        let raising = self.harms.iter().flat_map(|harm| &harm.raising);
        raising.filter(move |counted| holds(counted) || counted.duties.exceeds(certain))
    }

    /// Of the rules that are not excluded, only those that carry the answer are told.
    fn carries(&self, counted: &Counted<'_>) -> bool {
        let (certain, duties) = (self.certain(), counted.duties);
        let tells = self.duties.communicate > certain.communicate;
        let same = duties.communicate == self.duties.communicate;
        let notifies = self.duties.notify > certain.notify && duties.notify == self.duties.notify;
        holds(counted) || (tells && same) || (!tells && notifies)
    }

    fn reasons(&self) -> Vec<Reason> {
        let lowering = self.harms.iter().flat_map(Harm::binding);
        let mut reasons: Vec<Reason> = lowering.map(|counted| self.reason(counted)).collect();
        let raising = self.counted().filter(|counted| self.carries(counted));
        reasons.extend(raising.map(|counted| self.reason(counted)));
        reasons.extend(self.taken_for_worse());
        reasons.extend(self.attributes.strange().iter().map(strange));
        let said = self.rules.remarks.iter().filter(|remark| self.world.weigh(&remark.when).truth.is_true());
        reasons.extend(said.map(remark));
        reasons.extend(About::ALL.into_iter().filter_map(|about| self.decided(about)));
        reasons
    }

    fn reason(&self, counted: &Counted<'_>) -> Reason {
        let rule = counted.rule;
        let missing = &counted.weighed.missing;
        let text = if missing.is_empty() {
            rule.text.clone()
        } else {
            format!("{} Not known, so not excluded: {}.", rule.text, self.says(missing))
        };
        Reason { rule: rule.id.clone(), effect: rule.effect, text, citation: rule.citation.clone() }
    }

    /// Attributes in words.
    fn says(&self, attributes: &BTreeSet<FactId>) -> String {
        let says = |id: &FactId| Some(self.rules.attributes.get(id.as_str())?.says.as_str());
        listing(&attributes.iter().filter_map(says).collect::<Vec<_>>(), "and")
    }

    /// What is not known and might speak for less. It does not count, and that is said.
    fn taken_for_worse(&self) -> Option<Reason> {
        let missing: BTreeSet<FactId> = self.harms.iter().flat_map(Harm::would_lower).collect();
        let text =
            format!("Not known, so the worse case that is not excluded counts: {}.", self.says(&missing));
        let reason = Reason {
            rule: "not-known".to_owned(),
            effect: Effect::Raises,
            text,
            citation: "GDPR Art. 33(1)".to_owned(),
        };
        (!missing.is_empty()).then_some(reason)
    }

    fn decided(&self, about: About) -> Option<Reason> {
        let answer = match about {
            About::Document => Answer::Yes,
            About::Notify => self.duties.notify,
            About::Communicate => self.duties.communicate,
        };
        let decision = self.rules.decisions.iter().find(|decision| decision.about == about)?;
        let (_, text) = decision.texts.iter().find(|(known, _)| *known == answer)?;
        Some(Reason {
            rule: decision.id.clone(),
            effect: Effect::Decides,
            text: text.clone(),
            citation: decision.citation.clone(),
        })
    }

    /// What conditional answers hang on, each once.
    fn conditions(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        let asked = |answer, all: Duties| match answer {
            About::Notify => (all.notify == Answer::Conditional).then_some("notify"),
            About::Communicate => (all.communicate == Answer::Conditional).then_some("communicate"),
            About::Document => None,
        };
        for about in [About::Notify, About::Communicate] {
            let Some(word) = asked(about, self.duties) else { continue };
            let counted = self.harms.iter().flat_map(|harm| harm.raising.iter().chain(&harm.lowering));
            for counted in counted.filter(|counted| asked(about, counted.duties).is_some()) {
                let condition = match about {
                    About::Notify => &counted.rule.condition_notify,
                    About::Communicate | About::Document => &counted.rule.condition_communicate,
                };
                let condition = condition.iter().map(|text| format!("{word}: {text}"));
                all.extend(condition.filter(|text| !all.contains(text)).collect::<Vec<_>>());
            }
        }
        all
    }

    /// Attributes that could change the answer once they are known.
    fn unknowns(&self) -> Vec<String> {
        let raising = self.counted().flat_map(|counted| counted.weighed.missing.clone());
        let lowering = self.harms.iter().flat_map(Harm::would_lower);
        let all: BTreeSet<FactId> = raising.chain(lowering).collect();
        all.iter().map(ToString::to_string).collect()
    }
}

fn holds(counted: &Counted<'_>) -> bool {
    counted.weighed.truth.is_true() && counted.duties != Duties::NONE
}

fn remark(remark: &Remark) -> Reason {
    Reason {
        rule: remark.id.clone(),
        effect: Effect::Decides,
        text: remark.text.clone(),
        citation: remark.citation.clone(),
    }
}

fn strange(word: &StrangeWord) -> Reason {
    Reason {
        rule: "word-not-known".to_owned(),
        effect: Effect::Raises,
        text: format!(
            "`{}` is no word of {} that the rules know. It lowers nothing.",
            word.word, word.attribute
        ),
        citation: "GDPR Art. 24 and 33(1)".to_owned(),
    }
}
