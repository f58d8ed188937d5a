//! Conditions that nobody thought of: both evaluators agree, hostile text is refused, printing loses nothing.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::expr::truth::Truth;

use super::naive::{Form, Number};
use super::world::{World, checked, world};

/// The ways in which the world may stand for each fact that the forms name.
const VALUES: [(&str, &[&str]); 18] = [
    ("a", &["true", "false"]),
    ("b", &["true", "false"]),
    ("c", &["true", "false"]),
    ("n", &["0", "3", "-2"]),
    ("m", &["0", "4"]),
    ("people", &["0", "3", "~4", "1..5", "2..", "0.."]),
    ("records", &["2", "3..4", "1.."]),
    ("ratio", &["0.5", "2", "-1.5"]),
    ("share", &["0", "2.50"]),
    ("severity", &["P1", "P2", "P3"]),
    ("kinds", &["theft", "theft,loss", "fraud"]),
    ("seen_at", &["2026-11-22T10:00:00Z", "2026-11-20T12:00:00Z"]),
    ("told_at", &["2026-11-22T11:00:00Z", "2026-11-22T14:00:00+01:00"]),
    ("outage", &["0m", "60m", "120m"]),
    ("home", &["DE", "FR", "IE"]),
    ("host_country", &["DE", "US"]),
    ("countries", &["", "DE", "DE,FR"]),
    ("flags", &["", "true", "false", "true,false", "false,false"]),
];

fn worlds() -> impl Strategy<Value = World> {
    let fact = (0..VALUES.len(), any::<prop::sample::Index>());
    let step =
        (select(vec!["reset", "re-image", "exposed"]), select(vec!["done", "failed", "done:yes", "done:no"]));
    (vec(fact, 0..40), vec(step, 0..3)).prop_map(|(facts, steps)| {
        let facts = facts.into_iter().map(|(at, index)| {
            let (name, values) = VALUES[at];
            format!("{name}={}", values[index.index(values.len())])
        });
        let steps = steps.into_iter().map(|(step, ended)| format!("step.{step}={ended}"));
        world(&facts.chain(steps).collect::<Vec<_>>().join("; "))
    })
}

/// A world in which every fact of the forms has a value.
fn full_worlds() -> impl Strategy<Value = World> {
    vec(any::<prop::sample::Index>(), VALUES.len()).prop_map(|indices| {
        let statements = VALUES.iter().zip(indices);
        let statements =
            statements.map(|((name, values), index)| format!("{name}={}", values[index.index(values.len())]));
        world(&statements.collect::<Vec<_>>().join("; "))
    })
}

fn numbers() -> impl Strategy<Value = Number> {
    let leaf = prop_oneof![
        (-4..10).prop_map(Number::Halves),
        select(vec!["n", "m", "people", "records", "ratio", "share"]).prop_map(Number::Fact),
        select(vec!["flags", "countries"]).prop_map(Number::Count),
    ];
    sums(leaf)
}

fn spans() -> impl Strategy<Value = Number> {
    let leaf = prop_oneof![
        select(vec![-48, -1, 0, 1, 2, 48]).prop_map(Number::Hours),
        Just(Number::Fact("outage")),
        select(vec!["seen_at", "told_at"]).prop_map(Number::Elapsed),
        Just(Number::Between("seen_at", "told_at")),
    ];
    sums(leaf)
}

fn sums(leaf: impl Strategy<Value = Number> + 'static) -> impl Strategy<Value = Number> {
    leaf.prop_recursive(2, 6, 3, |inner| {
        (inner.clone(), vec((any::<bool>(), inner), 1..3))
            .prop_map(|(first, rest)| Number::Sum(Box::new(first), rest))
    })
}

fn words(of: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(of, 1..=of.len())
}

fn leaves() -> impl Strategy<Value = Form> {
    let signs = || select(vec!["<", "<=", ">", ">=", "==", "!="]);
    let compared =
        (signs(), numbers(), numbers()).prop_map(|(sign, a, b)| Form::Compare(sign, Box::new((a, b))));
    let timed =
        (signs(), spans(), spans()).prop_map(|(sign, a, b)| Form::CompareSpans(sign, Box::new((a, b))));
    prop_oneof![
        4 => compared,
        2 => timed,
        1 => any::<bool>().prop_map(Form::Constant),
        1 => select(vec!["a", "b", "c"]).prop_map(Form::Flag),
        1 => (0..3_usize).prop_map(Form::Item),
        1 => select(VALUES.map(|(name, _)| name).to_vec()).prop_map(Form::Known),
        1 => (words(&["P1", "P2", "P3"]), any::<bool>()).prop_map(|(words, equal)| Form::Severity(words, equal)),
        1 => select(vec!["theft", "loss", "fraud"]).prop_map(Form::Kinds),
        1 => (words(&["DE", "FR", "US"]), any::<bool>()).prop_map(|(words, equal)| Form::Home(words, equal)),
        1 => Just(Form::Neighbours),
        1 => select(vec!["DE", "FR"]).prop_map(Form::Countries),
        1 => (select(vec!["reset", "re-image", "exposed"]), words(&["done", "failed", "skipped"]), any::<bool>())
            .prop_map(|(step, words, equal)| Form::Outcome(step, words, equal)),
        1 => (words(&["yes", "no"]), any::<bool>()).prop_map(|(words, equal)| Form::Choice(words, equal)),
    ]
}

fn forms() -> impl Strategy<Value = Form> {
    let whole = leaves().prop_recursive(4, 20, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|form| Form::Not(Box::new(form))),
            vec(inner.clone(), 2..4).prop_map(Form::And),
            vec(inner.clone(), 2..4).prop_map(Form::Or),
            inner.clone().prop_map(|form| Form::Maybe(Box::new(form))),
            (inner.clone(), inner.clone(), any::<bool>())
                .prop_map(|(a, b, equal)| Form::Same(Box::new((a, b)), equal)),
            (select(vec!["any", "all"]), inner).prop_map(|(word, form)| Form::Items(word, Box::new(form))),
        ]
    });
    whole.prop_map(|mut form| {
        bind(&mut form, 0);
        form
    })
}

/// Ties each item to an enclosing `any` or `all`; where there is none, a fact takes its place.
fn bind(form: &mut Form, depth: usize) {
    match form {
        Form::Item(_) if depth == 0 => *form = Form::Flag("a"),
        Form::Item(n) => *n %= depth,
        Form::Not(inner) | Form::Maybe(inner) => bind(inner, depth),
        Form::And(forms) | Form::Or(forms) => forms.iter_mut().for_each(|form| bind(form, depth)),
        Form::Same(sides, _) => {
            bind(&mut sides.0, depth);
            bind(&mut sides.1, depth);
        }
        Form::Items(_, body) => bind(body, depth + 1),
        Form::Constant(_)
        | Form::Flag(_)
        | Form::Known(_)
        | Form::Severity(..)
        | Form::Kinds(_)
        | Form::Home(..)
        | Form::Neighbours
        | Form::Countries(_)
        | Form::Outcome(..)
        | Form::Choice(..)
        | Form::Compare(..)
        | Form::CompareSpans(..) => {}
    }
}

fn in_three_values(truth: Option<bool>) -> Truth {
    match truth {
        Some(true) => Truth::True,
        Some(false) => Truth::False,
        None => Truth::Unknown,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn both_evaluators_agree(form in forms(), world in worlds()) {
        let text = form.print(0);
        prop_assume!(text.len() <= 2000);
        let evaluation = checked(&text).expect(&text).evaluate(&world);
        prop_assert_eq!(evaluation.truth, in_three_values(form.truth(&world, &mut Vec::new())), "{}", text);
        let mut names = form.names();
        names.sort();
        names.dedup();
        let read: Vec<String> = evaluation.reads.into_iter().map(|read| read.name).collect();
        prop_assert_eq!(read, names, "{}", text);
    }

    #[test]
    fn what_is_not_listed_as_missing_changes_nothing(form in forms(), known in worlds(), full in full_worlds()) {
        let text = form.print(0);
        prop_assume!(text.len() <= 2000);
        let condition = checked(&text).expect(&text);
        let before = condition.evaluate(&known);
        if before.truth != Truth::Unknown {
            prop_assert_eq!(before.missing, Vec::new(), "{}", text);
            return Ok(());
        }
        let mut learned = known.clone();
        for (id, value) in full.facts {
            if !before.missing.contains(&id) {
                learned.facts.entry(id).or_insert(value);
            }
        }
        prop_assert_eq!(condition.evaluate(&learned).truth, Truth::Unknown, "{}", text);
        for id in &before.missing {
            prop_assert!(!known.facts.contains_key(id) && condition.facts().contains(id), "{}", text);
        }
    }

    #[test]
    fn any_text_is_checked_without_a_panic(text in any::<String>()) {
        prop_assert!(checked(&text).is_ok() || checked(&text).is_err_and(|problems| !problems.is_empty()));
    }

    #[test]
    fn any_row_of_words_is_checked_without_a_panic(words in vec(select(WORDS.to_vec()), 0..40)) {
        for text in [words.join(" "), words.concat()] {
            for problem in checked(&text).err().unwrap_or_default() {
                prop_assert!(text.get(problem.range.clone()).is_some(), "{text}: {problem:?}");
            }
        }
    }
}

/// Words that make nearly good conditions.
const WORDS: [&str; 46] = [
    "a",
    "n",
    "loss",
    "severity",
    "kinds",
    "seen_at",
    "outage",
    "home",
    "flags",
    "countries",
    "story",
    "x",
    "é",
    "step.reset.outcome",
    "step.exposed.choice",
    "step.x",
    "'P1'",
    "'DE'",
    "'1 EUR'",
    "\"",
    "'",
    "3",
    "-3",
    "72h",
    "1.5",
    "2026-11-20T16:40:00Z",
    "true",
    "and",
    "or",
    "not",
    "==",
    "!=",
    "<",
    ">=",
    "in",
    "contains",
    "+",
    "-",
    "(",
    ")",
    "[",
    "]",
    ",",
    "known(",
    "any(",
    "elapsed(",
];
