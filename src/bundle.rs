//! Bundles: a record that a stranger checks with stock tools, as a `BagIt` bag (RFC 8493). Writes them, and reads those that came from
//! elsewhere, of which every byte is doubted. Must not know the store, papers or a terminal: what goes in is handed over.

pub(crate) mod bag;
pub(crate) mod bag_check;
pub(crate) mod bag_log;
pub(crate) mod bag_writer;
pub(crate) mod bundle_error;
pub(crate) mod instructions;
pub(crate) mod label_file;
pub(crate) mod layout;
pub(crate) mod lines;
pub(crate) mod manifest;
mod walk;
pub(crate) mod withheld;

#[cfg(test)]
mod tests;
