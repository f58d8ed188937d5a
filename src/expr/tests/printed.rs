//! Printing a tree and parsing it again gives the same tree.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::base::time::{Period, Timestamp};
use crate::expr::parser::parse;
use crate::expr::syntax::{COMPARISONS, Node, Part, Sign};
use crate::fact::decimal::Decimal;

fn print(node: &Node) -> String {
    let all = |nodes: &[Node], joint: &str| nodes.iter().map(print_inner).collect::<Vec<_>>().join(joint);
    match &node.part {
        Part::Name(name) => name.clone(),
        Part::Text(text) if text.contains('\'') => format!("\"{text}\""),
        Part::Text(text) => format!("'{text}'"),
        Part::Bool(holds) => holds.to_string(),
        Part::Number(number) => number.to_string(),
        Part::Length(length) => format!("{}s", length.seconds()),
        Part::Time(time) => time.to_string(),
        Part::List(nodes) => format!("[{}]", all(nodes, ", ")),
        Part::Not(inner) => format!("not {}", print_inner(inner)),
        Part::And(nodes) => all(nodes, " and "),
        Part::Or(nodes) => all(nodes, " or "),
        Part::Compare(comparison, sides) => {
            format!("{} {} {}", print_inner(&sides.0), comparison.sign(), print_inner(&sides.1))
        }
        Part::Sum(first, rest) => {
            let signed = |(sign, node): &(Sign, Node)| {
                format!(" {} {}", if *sign == Sign::Plus { "+" } else { "-" }, print_inner(node))
            };
            print_inner(first) + &rest.iter().map(signed).collect::<String>()
        }
        Part::Call(name, _, arguments) => format!("{name}({})", all(arguments, ", ")),
    }
}

fn print_inner(node: &Node) -> String {
    let nests =
        matches!(node.part, Part::Not(_) | Part::And(_) | Part::Or(_) | Part::Compare(..) | Part::Sum(..));
    if nests { format!("({})", print(node)) } else { print(node) }
}

/// The tree without places.
fn bare(node: &Node) -> Node {
    let all = |nodes: &[Node]| nodes.iter().map(bare).collect();
    let part = match &node.part {
        Part::List(nodes) => Part::List(all(nodes)),
        Part::Not(inner) => Part::Not(Box::new(bare(inner))),
        Part::And(nodes) => Part::And(all(nodes)),
        Part::Or(nodes) => Part::Or(all(nodes)),
        Part::Compare(comparison, sides) => {
            Part::Compare(*comparison, Box::new((bare(&sides.0), bare(&sides.1))))
        }
        Part::Sum(first, rest) => {
            Part::Sum(Box::new(bare(first)), rest.iter().map(|(sign, node)| (*sign, bare(node))).collect())
        }
        Part::Call(name, _, arguments) => Part::Call(name.clone(), 0..0, all(arguments)),
        leaf @ (Part::Name(_)
        | Part::Text(_)
        | Part::Bool(_)
        | Part::Number(_)
        | Part::Length(_)
        | Part::Time(_)) => leaf.clone(),
    };
    plain(part)
}

fn plain(part: Part) -> Node {
    Node { part, range: 0..0 }
}

fn leaves() -> impl Strategy<Value = Node> {
    let names = vec![
        "a",
        "severity",
        "step.re-image.outcome",
        "step.x",
        "n-m",
        "_x",
        "A1",
        "notable",
        "order",
        "inner",
    ];
    prop_oneof![
        select(names).prop_map(|name| Part::Name(name.to_owned())),
        "[^']{0,8}".prop_map(Part::Text),
        "[^\"]{0,8}".prop_map(Part::Text),
        any::<bool>().prop_map(Part::Bool),
        (any::<i32>(), 0..1_000_u32).prop_map(|(whole, fraction)| {
            Part::Number(Decimal::parse(&format!("{whole}.{fraction:03}")).expect("a number"))
        }),
        any::<i32>().prop_map(|whole| Part::Number(Decimal::whole(i64::from(whole)))),
        (-3_000_000_000..3_000_000_000_i64).prop_map(|seconds| Part::Length(Period::from_seconds(seconds))),
        (-62_167_219_200_000_000..253_402_300_799_999_999_i64)
            .prop_map(|micros| Part::Time(Timestamp::from_micros(micros).expect("a time"))),
    ]
    .prop_map(plain)
}

fn nodes() -> impl Strategy<Value = Node> {
    leaves().prop_recursive(6, 40, 4, |inner| {
        let comparisons = COMPARISONS.map(|(comparison, _)| comparison).to_vec();
        let signs = select(vec![Sign::Plus, Sign::Minus]);
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Part::List),
            inner.clone().prop_map(|node| Part::Not(Box::new(node))),
            vec(inner.clone(), 2..4).prop_map(Part::And),
            vec(inner.clone(), 2..4).prop_map(Part::Or),
            (select(comparisons), inner.clone(), inner.clone())
                .prop_map(|(comparison, a, b)| Part::Compare(comparison, Box::new((a, b)))),
            (inner.clone(), vec((signs, inner.clone()), 1..4))
                .prop_map(|(first, rest)| Part::Sum(Box::new(first), rest)),
            (select(vec!["known", "any", "f"]), vec(inner, 0..4)).prop_map(|(name, arguments)| Part::Call(
                name.to_owned(),
                0..0,
                arguments
            )),
        ]
        .prop_map(plain)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_printed_tree_is_parsed_again(node in nodes()) {
        let text = print(&node);
        prop_assume!(text.len() <= 2000);
        let parsed = parse(&text).map_err(|problem| TestCaseError::fail(format!("{text}: {problem:?}")))?;
        prop_assert_eq!(bare(&parsed), node, "{}", text);
    }
}
