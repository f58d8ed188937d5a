//! The timeline of a record that was made by hand, as exact bytes in every format, and what must hold for any record.

mod builder;
mod kestrel;

use crate::report::format::{FORMATS, Format};

#[test]
fn look() {
    let live = kestrel::kestrel("live");
    let exercise = kestrel::kestrel("exercise");
    for (format, word, _) in FORMATS {
        std::fs::write(format!("/tmp/look/kestrel.{word}"), live.write(*format, |_| {})).unwrap();
        std::fs::write(
            format!("/tmp/look/key.{word}"),
            live.write(*format, |o| o.detail = super::Detail::Key),
        )
        .unwrap();
        std::fs::write(
            format!("/tmp/look/exercise.{word}"),
            exercise
                .write(*format, |o| o.edition = crate::report::edition::Edition::parse("regulator").unwrap()),
        )
        .unwrap();
    }
    let _ = Format::Md;
}
