//! A deadline that was counted by hand, kept beside the regime that it is of. Must not count.

use std::collections::BTreeMap;

use super::rule::EntityClass;
use super::trigger::Trigger;
use crate::base::id::StageId;
use crate::base::time::{Timestamp, Zone};

/// A deadline that was counted by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Example {
    /// Of which stage.
    pub(crate) stage: StageId,
    /// The moment of the stage itself; nothing where it is worked out from another.
    pub(crate) from: Option<Trigger>,
    /// Other moments by name.
    pub(crate) anchors: BTreeMap<String, Trigger>,
    /// Where times are read.
    pub(crate) zone: Zone,
    /// Where the authority reads them.
    pub(crate) authority_zone: Option<Zone>,
    /// What kind of financial entity it is.
    pub(crate) entity: Option<EntityClass>,
    /// The instant to plan against.
    pub(crate) strict: Timestamp,
    /// The latest reading.
    pub(crate) formal: Timestamp,
}
