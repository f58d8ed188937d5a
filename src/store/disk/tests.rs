//! Names that appear whole or not at all.

use std::fs;

use super::*;
use crate::store::tests::Folder;

#[test]
fn a_finished_file_never_covers_another_one() {
    let folder = Folder::new();
    let target = folder.join("target");
    for (text, published) in [("first", true), ("second", false)] {
        let working = working_name(&target).unwrap();
        make_file(&working).unwrap();
        fs::write(&working, text).unwrap();
        assert_eq!(publish(&working, &target).unwrap(), published);
        assert_eq!(working.exists(), !published);
    }
    assert_eq!(fs::read_to_string(&target).unwrap(), "first");
}

#[test]
fn where_renaming_cannot_refuse_a_link_does() {
    let folder = Folder::new();
    let (working, target) = (folder.join("working"), folder.join("target"));
    fs::write(&working, "first").unwrap();
    link_and_remove(&working, &target).unwrap();
    fs::write(&working, "second").unwrap();
    let error = link_and_remove(&working, &target).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read_to_string(&target).unwrap(), "first");
}

#[test]
fn a_local_device_is_not_taken_for_a_remote_one() {
    let folder = Folder::new();
    assert_eq!(remote_kind(folder.path()), None);
}
