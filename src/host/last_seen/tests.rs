//! What is kept comes back; what is not ours does not.

use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::record::chain::Head;

fn checkpoint(seq: u64) -> Checkpoint {
    Checkpoint {
        uid: IncidentUid([7; 16]),
        head: Head { seq: Seq(seq), hash: Digest::of(&seq.to_be_bytes()) },
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("breachbook-seen-{name}-{}", std::process::id()));
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    folder
}

#[test]
fn the_newest_is_kept_for_its_owner_alone() {
    let folder = folder("kept");
    let seen = LastSeen::below(&folder);
    let uid = checkpoint(1).uid;
    assert_eq!(seen.read(uid), None);
    for seq in [1, 700] {
        seen.keep(&checkpoint(seq)).unwrap();
        assert_eq!(seen.read(uid), Some(checkpoint(seq)));
    }
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&seen.file(uid)), mode(&folder.join("seen"))), (0o600, 0o700));
    assert_eq!(fs::read_dir(folder.join("seen")).unwrap().count(), 1);
    seen.forget(uid).unwrap();
    seen.forget(uid).unwrap();
    assert_eq!(seen.read(uid), None);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_file_that_is_not_ours_says_nothing() {
    let folder = folder("foreign");
    let seen = LastSeen::below(&folder);
    seen.keep(&checkpoint(1)).unwrap();
    let other = IncidentUid([8; 16]);
    fs::copy(seen.file(checkpoint(1).uid), seen.file(other)).unwrap();
    assert_eq!(seen.read(other), None);
    fs::write(seen.file(checkpoint(1).uid), "").unwrap();
    assert_eq!(seen.read(checkpoint(1).uid), None);
    fs::remove_dir_all(folder).unwrap();
}
