//! Values of facts as the engine and the record hold them. Free text and sensitive values are only the hash of a passage here:
//! the engine can be rebuilt when the words are gone. Must not read or show passages.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::decimal::Decimal;
use super::fact_type::Scalar;
use crate::base::digest::Digest;
use crate::base::id::ChoiceId;
use crate::base::time::{Claimed, Period};

/// The hash of a passage: words that can be withheld or erased without breaking the proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct PassageRef(pub(crate) Digest);

/// A number of people or records, as exactly as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Count {
    /// At least this many.
    pub(crate) low: u64,
    /// At most this many; nothing = no upper bound is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) high: Option<u64>,
    /// Whether it was given as "about".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) about: bool,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    /// How much.
    pub(crate) amount: Decimal,
    /// ISO 4217, three capital letters.
    pub(crate) currency: String,
}

/// One item of a list. The number is that of the nth item ever listed and is never given to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListItem {
    /// The number, from 1.
    pub(crate) n: u32,
    /// The value.
    pub(crate) v: Value,
}

/// A known value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Value {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number of people or records.
    Count(Count),
    /// A decimal number.
    Decimal(Decimal),
    /// A percentage.
    Percent(Decimal),
    /// An amount.
    Money(Money),
    /// One choice.
    Choice(ChoiceId),
    /// Several choices.
    Choices(BTreeSet<ChoiceId>),
    /// A claimed instant.
    Datetime(Claimed),
    /// A length of time, in seconds.
    Duration(Period),
    /// ISO 3166-1 alpha-2, capital letters.
    Country(String),
    /// A digest in lower-case hex.
    Hash(String),
    /// An IP address.
    Ip(IpAddr),
    /// Free text, or a sensitive value of any type: the hash of a passage.
    Words(PassageRef),
    /// The items of a list that stand now, in the order of their numbers.
    List(Vec<ListItem>),
}

impl Value {
    /// Whether a value may stand for a fact whose items have this type; sensitive values are words whatever their type.
    pub(crate) fn fits(&self, scalar: Scalar, sensitive: bool) -> bool {
        match self {
            Self::Words(_) => sensitive || scalar.is_free_text(),
            Self::List(_) => false,
            Self::Bool(_) => scalar == Scalar::Bool,
            Self::Int(_) => scalar == Scalar::Int,
            Self::Count(_) => scalar == Scalar::Count,
            Self::Decimal(_) => scalar == Scalar::Decimal,
            Self::Percent(_) => scalar == Scalar::Percent,
            Self::Money(_) => scalar == Scalar::Money,
            Self::Choice(_) => scalar == Scalar::Choice,
            Self::Choices(_) => scalar == Scalar::Choices,
            Self::Datetime(_) => scalar == Scalar::DateTime,
            Self::Duration(_) => scalar == Scalar::Duration,
            Self::Country(_) => scalar == Scalar::Country,
            Self::Hash(_) => scalar == Scalar::Hash,
            Self::Ip(_) => scalar == Scalar::Ip,
        }
    }

    /// True or false, if it is that.
    pub(crate) fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(holds) = self { Some(*holds) } else { None }
    }

    /// Several choices, if it is that.
    pub(crate) fn as_choices(&self) -> Option<&BTreeSet<ChoiceId>> {
        if let Self::Choices(choices) = self { Some(choices) } else { None }
    }

    /// An amount, if it is that.
    pub(crate) fn as_money(&self) -> Option<&Money> {
        if let Self::Money(money) = self { Some(money) } else { None }
    }

    /// The items of a list, if it is that.
    pub(crate) fn as_list(&self) -> Option<&[ListItem]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }
}
