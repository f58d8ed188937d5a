//! What each type accepts, in words and with an example: for prompts and for refusals.

use crate::fact::fact_type::Scalar;

/// How a value of a type is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Form {
    /// What is wanted, with its article.
    pub(crate) what: &'static str,
    /// What may be typed.
    pub(crate) example: &'static str,
}

impl Form {
    /// The form of a type.
    pub(crate) fn of(scalar: Scalar) -> Self {
        let (what, example) = match scalar {
            Scalar::Bool => ("yes or no", "yes"),
            Scalar::Int => ("a whole number", "12"),
            Scalar::Count => ("a number of people or things", "40000, ~40k, 10k..400k or >=10k"),
            Scalar::Decimal => ("a number", "12.5"),
            Scalar::Percent => ("a percentage", "12.5%"),
            Scalar::Money => ("an amount with its currency", "1200.50 EUR"),
            Scalar::Choice => ("one of the choices", "1 for the first"),
            Scalar::Choices => ("some of the choices", "1, 3"),
            Scalar::DateTime => ("a time", "14:32, yesterday 9am or -20m"),
            Scalar::Duration => ("a length of time", "30m, 72h or 14d"),
            Scalar::Country => ("a country in two letters", "DE"),
            Scalar::Hash => ("an MD5, SHA-1 or SHA-256 in hex", "d41d8cd98f00b204e9800998ecf8427e"),
            Scalar::Ip => ("an IP address", "192.0.2.7 or 2001:db8::7"),
            Scalar::Text => ("a text", "what you know"),
            Scalar::Person => ("a name", "Ana Alvarez"),
            Scalar::Email => ("an e-mail address", "ana@example.org"),
            Scalar::Host => ("the name or address of a machine", "web-01.example.org"),
            Scalar::Url => ("a link", "https://example.org/page"),
            Scalar::File => ("the name of a file", "export.csv"),
        };
        Self { what, example }
    }
}
