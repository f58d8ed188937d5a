//! What the tests of papers share: records made by hand, and files with the exact bytes that are expected.

pub(crate) mod builder;
pub(crate) mod kestrel;

use std::path::Path;

use super::format::{FORMATS, Format};

/// The formats that are text.
pub(crate) fn text_formats() -> Vec<(Format, &'static str, &'static str)> {
    FORMATS.iter().filter(|(format, ..)| format.is_text()).copied().collect()
}

/// Compares texts with the files of `tests/golden`. What differs is kept aside, to be looked at and, if it is right, to be copied.
#[track_caller]
pub(crate) fn golden(texts: &[(String, String)]) {
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let aside = std::env::temp_dir().join("breachbook-golden");
    let mut differing = Vec::new();
    for (name, actual) in texts {
        let expected = std::fs::read_to_string(expected.join(name)).unwrap_or_default();
        if expected != *actual {
            std::fs::create_dir_all(&aside).unwrap();
            std::fs::write(aside.join(name), actual).unwrap();
            let line = expected.lines().zip(actual.lines()).position(|(one, other)| one != other);
            differing.push(format!("{name} from line {line:?} on"));
        }
    }
    assert_eq!(differing, Vec::<String>::new(), "what came out is in {}", aside.display());
}

/// A page without its style sheet, so that a matter of taste does not change the expected bytes.
pub(crate) fn without_style(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<style>\n") else { return page.to_owned() };
    let (_, after) = rest.split_once("</style>\n").unwrap();
    format!("{before}{after}")
}
