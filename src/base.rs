//! Words that every layer uses: ids, time, digests, text, problems in documents. No I/O and no policy.

pub(crate) mod canonical;
pub(crate) mod digest;
pub(crate) mod id;
pub(crate) mod outcome;
pub(crate) mod problem;
pub(crate) mod reader;
pub(crate) mod shared;
pub(crate) mod text;
pub(crate) mod text_form;
pub(crate) mod time;
