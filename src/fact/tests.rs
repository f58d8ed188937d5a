//! The data files beside the catalogue, held against it.

mod derived;
mod mapped;

use std::sync::Arc;

use crate::base::problem::{Problems, Source};
use crate::base::reader::{self, Table};

/// Reads a data file that has no problem; keys that `body` does not read would be one.
#[track_caller]
fn read<T>(name: &str, text: &str, body: impl FnOnce(&mut Table<'_>) -> T) -> T {
    let source: Arc<Source> = Source::new(name, text);
    let mut problems = Problems::default();
    let value = reader::read(&source, &mut problems, body);
    assert_eq!(problems, Problems::default());
    value.expect("a document")
}
