//! Every type says what it accepts; nothing that is typed makes it fail otherwise.

use proptest::prelude::*;

use super::{check, parse_value, row, shown, typing};
use crate::fact::fact_type::{SCALARS, Scalar};
use crate::fact::typed::TypedValue;
use crate::fact::typed::form::Form;

#[test]
fn nothing_typed_names_the_form_of_each_type() {
    for (scalar, word) in SCALARS {
        let written = if scalar == Scalar::Bool { "bool".to_owned() } else { word.to_owned() };
        let form = Form::of(scalar);
        let expected =
            format!("refused: nothing was typed; type {}, for example {}", form.what, form.example);
        check(&written, &[("", &expected), (" \n ", &expected)]);
    }
}

#[test]
fn long_texts_are_refused_and_not_repeated() {
    let long = "x".repeat(40_000);
    let expected = "refused: this is longer than 32 KiB; add it as an evidence file and say in a few words what it shows";
    check("text", &[(&long, expected)]);
    let shortened = format!("refused: `{}…` is not yes or no; type for example yes", "x".repeat(60));
    check("bool", &[(&long, &shortened)]);
}

proptest! {
    #[test]
    fn any_text_is_a_value_or_a_refusal(text in any::<String>(), list in any::<bool>(), at in 0..SCALARS.len()) {
        let (_, word) = SCALARS[at];
        let written = if list { format!("list<{word}>") } else { word.to_owned() };
        let result = parse_value(&text, &row(&written), &typing());
        if let Ok(TypedValue::Value(value)) = &result {
            prop_assert!(value.fits(row(&written).fact_type.scalar(), false));
        }
        prop_assert!(!shown(&result).is_empty());
    }

    #[test]
    fn numbers_are_read_as_they_are_written(n in 0..=9_007_199_254_740_991_u64, about in any::<bool>()) {
        let sign = if about { "~" } else { "" };
        let tail = if about { ",about:true" } else { "" };
        check("count", &[(&format!("{sign}{n}"), &format!("{{count:{{low:{n},high:{n}{tail}}}}}"))]);
    }
}
