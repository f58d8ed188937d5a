//! What the tests of papers share: records made by hand, and files with the exact bytes that are expected.

pub(crate) mod builder;
pub(crate) mod kestrel;

use std::path::Path;

/// Compares with `tests/golden/NAME`. On a difference what came out is kept aside, to be looked at and, if it is right, to be copied.
#[track_caller]
pub(crate) fn golden(name: &str, actual: &str) {
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let expected = std::fs::read_to_string(&expected).unwrap_or_default();
    if expected == actual {
        return;
    }
    let aside = std::env::temp_dir().join("breachbook-golden").join(name);
    std::fs::create_dir_all(aside.parent().unwrap()).unwrap();
    std::fs::write(&aside, actual).unwrap();
    let differs = expected.lines().zip(actual.lines()).position(|(one, other)| one != other);
    panic!("tests/golden/{name} differs at line {differs:?}; what came out is in {}", aside.display());
}

/// A page without its style sheet, so that a matter of taste does not change the expected bytes.
pub(crate) fn without_style(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<style>\n") else { return page.to_owned() };
    let (_, after) = rest.split_once("</style>\n").unwrap();
    format!("{before}{after}")
}
