//! Pure views of the record: one document model, templates, output formats, and the papers made with them. Bytes out, no I/O.
//! Must not change the record or ask any clock.

pub(crate) mod actions;
pub(crate) mod after_action;
pub(crate) mod assessment;
pub(crate) mod describe;
pub(crate) mod dispute;
pub(crate) mod document;
pub(crate) mod draft;
pub(crate) mod edition;
pub(crate) mod exercise;
pub(crate) mod facts;
pub(crate) mod format;
pub(crate) mod lessons;
pub(crate) mod moment;
pub(crate) mod playbook;
pub(crate) mod privilege;
pub(crate) mod productions;
pub(crate) mod register;
pub(crate) mod status;
pub(crate) mod template;
pub(crate) mod timeline;
pub(crate) mod training;
pub(crate) mod verification;
pub(crate) mod words;

#[cfg(test)]
pub(crate) mod tests;
