//! The types of facts.

use std::fmt;

/// The type of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scalar {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// A number of people or records: exact, about, a range or a lower bound.
    Count,
    /// A decimal number.
    Decimal,
    /// A percentage.
    Percent,
    /// An amount and a currency.
    Money,
    /// One of the choices of the fact.
    Choice,
    /// Some of the choices of the fact.
    Choices,
    /// An instant that somebody claims.
    DateTime,
    /// A length of time.
    Duration,
    /// A country, ISO 3166-1 alpha-2.
    Country,
    /// A digest in hex.
    Hash,
    /// An IP address.
    Ip,
    /// Free text.
    Text,
    /// A person's name.
    Person,
    /// An e-mail address.
    Email,
    /// A host name.
    Host,
    /// A link.
    Url,
    /// A file name.
    File,
}

/// Every type with the word that documents use for it.
pub(crate) const SCALARS: [(Scalar, &str); 19] = [
    (Scalar::Bool, "bool"),
    (Scalar::Int, "int"),
    (Scalar::Count, "count"),
    (Scalar::Decimal, "decimal"),
    (Scalar::Percent, "percent"),
    (Scalar::Money, "money"),
    (Scalar::Choice, "choice"),
    (Scalar::Choices, "choices"),
    (Scalar::DateTime, "datetime"),
    (Scalar::Duration, "duration"),
    (Scalar::Country, "country"),
    (Scalar::Hash, "hash"),
    (Scalar::Ip, "ip"),
    (Scalar::Text, "text"),
    (Scalar::Person, "person"),
    (Scalar::Email, "email"),
    (Scalar::Host, "host"),
    (Scalar::Url, "url"),
    (Scalar::File, "file"),
];

impl Scalar {
    /// The word that documents use.
    pub(crate) fn word(self) -> &'static str {
        SCALARS.iter().find(|(scalar, _)| *scalar == self).map_or("", |(_, word)| word)
    }

    /// Whether its values are free text: kept as passages that can be erased, never read by a condition.
    pub(crate) fn is_free_text(self) -> bool {
        matches!(self, Self::Text | Self::Person | Self::Email | Self::Host | Self::Url | Self::File)
    }
}

/// The type of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FactType {
    /// One value.
    One(Scalar),
    /// Several values, each with a number that it keeps.
    List(Scalar),
}

impl FactType {
    /// Reads `bool`, `list<host>` ...
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let scalar = |word: &str| SCALARS.iter().find(|(_, w)| *w == word).map(|(scalar, _)| *scalar);
        match text.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')) {
            Some(inner) => scalar(inner).map(Self::List),
            None => scalar(text).map(Self::One),
        }
    }

    /// The type of the value or of each item.
    pub(crate) fn scalar(self) -> Scalar {
        match self {
            Self::One(scalar) | Self::List(scalar) => scalar,
        }
    }
}

impl fmt::Display for FactType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(scalar) => f.pad(scalar.word()),
            Self::List(scalar) => write!(f, "list<{}>", scalar.word()),
        }
    }
}
