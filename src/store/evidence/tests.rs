//! Taking, checking and handing out evidence.

use std::os::unix::fs::symlink;

use super::*;
use crate::store::tests::Folder;

fn quiet() -> impl FnMut(u64) {
    |_| ()
}

fn evidence(folder: &Folder) -> EvidenceFolder {
    EvidenceFolder::beside(&folder.join("kept/record.db"))
}

fn cut(folder: &Folder, error: &EvidenceError) -> String {
    error.to_string().replace(&folder.path().display().to_string(), "DIR")
}

#[test]
fn a_file_is_copied_under_its_hash_once() {
    let folder = Folder::new();
    let evidence = evidence(&folder);
    let bytes = vec![42_u8; PIECE * 2 + 17];
    for name in ["first", "second"] {
        fs::write(folder.join(name), &bytes).unwrap();
    }
    let sha256 = Digest::of(&bytes);
    let mut seen = Vec::new();
    let taken = evidence.take(&folder.join("first"), &mut |done| seen.push(done)).unwrap();
    let size = bytes.len() as u64;
    assert_eq!(taken, Taken { sha256, size, known: false, remarks: vec![] });
    assert_eq!(seen, [PIECE as u64, 2 * PIECE as u64, size]);
    let again = evidence.take(&folder.join("second"), &mut quiet()).unwrap();
    assert_eq!(again, Taken { sha256, size, known: true, remarks: vec![] });
    let name = format!("kept/evidence/sha256/{}/{sha256}", &sha256.to_string()[..2]);
    assert_eq!(folder.names(), ["first".to_owned(), name.clone(), "second".to_owned()]);
    let mode = |name: &str| fs::metadata(folder.join(name)).unwrap().mode() & 0o777;
    assert_eq!((mode(&name), mode("kept/evidence")), (0o600, 0o700));
    assert_eq!(evidence.all().unwrap(), [sha256]);
}

#[test]
fn a_long_text_is_kept_like_a_file() {
    let folder = Folder::new();
    let text = "line\n".repeat(9000);
    let sha256 = Digest::of(text.as_bytes());
    let taken = |known| Taken { sha256, size: 45_000, known, remarks: vec![] };
    assert_eq!(evidence(&folder).take_text(&text).unwrap(), taken(false));
    assert_eq!(evidence(&folder).take_text(&text).unwrap(), taken(true));
    assert_eq!(fs::read_to_string(evidence(&folder).path_of(sha256)).unwrap(), text);
}

#[track_caller]
fn check_refused(prepare: impl FnOnce(&Path), said: &str) {
    let folder = Folder::new();
    let path = folder.join("thing");
    prepare(&path);
    let error = evidence(&folder).take(&path, &mut quiet()).unwrap_err();
    assert_eq!(cut(&folder, &error), said);
    assert!(!folder.join("kept").exists());
}

#[test]
fn links_folders_and_devices_are_refused_before_anything_is_written() {
    check_refused(|_| (), "DIR/thing: No such file or directory (os error 2)");
    check_refused(
        |path| symlink("/etc/hostname", path).unwrap(),
        "DIR/thing is a symbolic link; name the file that it points to",
    );
    check_refused(
        |path| fs::create_dir(path).unwrap(),
        "DIR/thing is a folder; pack it into one file first, so that it has one hash",
    );
    let pipe = |path: &Path| {
        rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, Mode::RUSR, 0).unwrap();
    };
    check_refused(pipe, "DIR/thing is a device, pipe or socket; write its content to a file first");
    let socket = |path: &Path| drop(std::os::unix::net::UnixListener::bind(path).unwrap());
    check_refused(socket, "DIR/thing is a device, pipe or socket; write its content to a file first");
}

/// Changes the file after its first bytes were read.
#[track_caller]
fn check_remarks(bytes: &[u8], meanwhile: impl Fn(&Path), remarks: &[Remark]) {
    let folder = Folder::new();
    let path = folder.join("thing");
    fs::write(&path, bytes).unwrap();
    let mut calls = 0;
    let taken = evidence(&folder)
        .take(&path, &mut |_| {
            calls += 1;
            if calls == 1 {
                meanwhile(&path);
            }
        })
        .unwrap();
    assert_eq!(taken.remarks, remarks);
    let copy = fs::read(evidence(&folder).path_of(taken.sha256)).unwrap();
    assert_eq!((copy.len() as u64, Digest::of(&copy)), (taken.size, taken.sha256));
}

#[test]
fn what_happens_to_a_file_while_it_is_read_is_told() {
    let large = vec![1_u8; PIECE * 3];
    let append = |path: &Path| {
        let mut file = fs::OpenOptions::new().append(true).open(path).unwrap();
        file.write_all(b"more").unwrap();
    };
    check_remarks(&large, |_| (), &[]);
    check_remarks(b"", |_| (), &[Remark::Empty]);
    check_remarks(&large, append, &[Remark::Altered]);
    check_remarks(&large, |path| fs::write(path, "cut").unwrap(), &[Remark::Altered]);
    check_remarks(&large, |path| fs::remove_file(path).unwrap(), &[Remark::Vanished]);
    let replace = |path: &Path| {
        fs::rename(path, path.with_extension("1")).unwrap();
        fs::write(path, "new").unwrap();
    };
    check_remarks(&large, replace, &[Remark::Vanished]);
}

#[test]
fn a_check_tells_unchanged_changed_and_missing_apart() {
    let folder = Folder::new();
    let evidence = evidence(&folder);
    let sha256 = evidence.take_text("taken").unwrap().sha256;
    let check = || evidence.check(sha256, &mut quiet()).unwrap();
    assert_eq!(check(), CheckResult::Unchanged);
    fs::write(evidence.path_of(sha256), "other").unwrap();
    assert_eq!(check(), CheckResult::Changed);
    fs::remove_file(evidence.path_of(sha256)).unwrap();
    assert_eq!(check(), CheckResult::Missing);
    symlink(folder.join("elsewhere"), evidence.path_of(sha256)).unwrap();
    assert_eq!(check(), CheckResult::Changed);
}

#[test]
fn evidence_is_handed_out_whole_and_over_nothing() {
    let folder = Folder::new();
    let evidence = evidence(&folder);
    let sha256 = evidence.take_text("taken").unwrap().sha256;
    let out = folder.join("out");
    evidence.get(sha256, &out, &mut quiet()).unwrap();
    assert_eq!(fs::read_to_string(&out).unwrap(), "taken");
    let refused = |digest, to: &Path| cut(&folder, &evidence.get(digest, to, &mut quiet()).unwrap_err());
    assert_eq!(refused(sha256, &out), "DIR/out is there already and is not overwritten");
    let unknown = Digest::of(b"unknown");
    assert_eq!(refused(unknown, &folder.join("new")), format!("the evidence folder holds no file {unknown}"));
    fs::write(evidence.path_of(sha256), "other").unwrap();
    let other = Digest::of(b"other");
    assert_eq!(
        refused(sha256, &folder.join("new")),
        format!("the copy of {sha256} was changed: its hash is now {other}")
    );
    assert!(!folder.names().iter().any(|name| name.contains("part") || name == "new"));
}

#[test]
fn what_a_killed_program_left_is_cleared_and_what_another_one_writes_is_not() {
    let folder = Folder::new();
    let evidence = evidence(&folder);
    disk::make_folder(&evidence.root).unwrap();
    let (left, file) = evidence.working_copy().unwrap();
    let (busy, held) = evidence.working_copy().unwrap();
    drop(file);
    fs::write(folder.join("thing"), "x").unwrap();
    evidence.take(&folder.join("thing"), &mut quiet()).unwrap();
    assert_eq!((left.exists(), busy.exists()), (false, true));
    drop(held);
}

#[test]
fn an_unreadable_folder_is_an_error() {
    let folder = Folder::new();
    fs::write(folder.join("kept"), "no folder").unwrap();
    fs::write(folder.join("thing"), "x").unwrap();
    let error = evidence(&folder).take(&folder.join("thing"), &mut quiet()).unwrap_err();
    assert_eq!(cut(&folder, &error), "DIR/kept: File exists (os error 17)");
}
