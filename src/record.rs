//! The record: lines, passages, labels. What is hashed is settled here and cannot change. Pure; must not know SQLite.

pub(crate) mod chain;
pub(crate) mod checkpoint;
pub(crate) mod document;
pub(crate) mod entry;
pub(crate) mod glimpse;
pub(crate) mod inject_card;
pub(crate) mod label;
pub(crate) mod labelling;
pub(crate) mod passage;
pub(crate) mod passage_kind;
pub(crate) mod reviewing;
pub(crate) mod secret;
pub(crate) mod signers;
pub(crate) mod sshsig;
pub(crate) mod stamp;
pub(crate) mod verified;
pub(crate) mod verify;
pub(crate) mod via;
