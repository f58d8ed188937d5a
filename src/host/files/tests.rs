//! Whole files or none, and readable documents only.

use std::os::unix::fs::{MetadataExt as _, symlink};

use super::*;

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let mut random = [0_u8; 8];
        getrandom::fill(&mut random).unwrap();
        let path = std::env::temp_dir().join(format!("files-{:016x}", u64::from_le_bytes(random)));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Reads what `prepare` left; gives the text, or what is said.
#[track_caller]
fn check(prepare: impl FnOnce(&Path), expected: Result<&str, &str>) {
    let folder = Folder::new();
    let path = folder.0.join("document.toml");
    prepare(&path);
    let read = read_document(&path).map(|source| source.text.clone()).map_err(|error| {
        if let FileError::Problems(problems) = &error {
            let problem = problems.sorted()[0].clone();
            let (line, column) = problem.source.position(problem.primary.span.start);
            return format!("{}:{line}:{column}: {}", problem.code, problem.message);
        }
        error.to_string().replace(&folder.0.display().to_string(), "DIR")
    });
    assert_eq!(read.as_deref().map_err(String::as_str), expected);
}

#[test]
fn documents_are_text_in_regular_files() {
    check(|path| fs::write(path, "a = 'ä'\n").unwrap(), Ok("a = 'ä'\n"));
    check(
        |path| {
            fs::write(path.with_extension("other"), "linked").unwrap();
            symlink(path.with_extension("other"), path).unwrap();
        },
        Ok("linked"),
    );
    check(|_| (), Err("DIR/document.toml: No such file or directory (os error 2)"));
    check(|path| fs::create_dir(path).unwrap(), Err("DIR/document.toml is not a regular file"));
    check(
        |path| rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, Mode::RUSR, 0).unwrap(),
        Err("DIR/document.toml is not a regular file"),
    );
    check(
        |path| drop(std::os::unix::net::UnixListener::bind(path).unwrap()),
        Err("DIR/document.toml is not a regular file"),
    );
    check(
        |path| fs::write(path, b"title = \"first\"\nname = \"M\xfcller\"\n").unwrap(),
        Err("document::not-utf8:2:10: the text is not UTF-8"),
    );
}

#[test]
fn of_a_document_without_end_little_is_read() {
    let folder = Folder::new();
    let path = folder.0.join("long.toml");
    fs::write(&path, "ä".repeat(MAX_DOCUMENT)).unwrap();
    let read = read_document(&path).unwrap();
    assert!((MAX_DOCUMENT + 1..MAX_DOCUMENT + 10).contains(&read.text.len()));
}

#[test]
fn files_appear_whole_and_private() {
    let folder = Folder::new();
    let path = folder.0.join("out.md");
    write_whole(&path, b"first", false).unwrap();
    assert_eq!(write_whole(&path, b"second", false).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), b"first");
    write_whole(&path, b"third", true).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"third");
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    assert_eq!(folder.names(), ["out.md"]);
}

#[test]
fn what_is_written_to_a_pipe_goes_through_it_and_leaves_it_there() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = Folder::new();
    let pipe = folder.0.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read(pipe).unwrap()
    });
    write_whole(&pipe, b"whole", true).unwrap();
    assert_eq!(reader.join().unwrap(), b"whole");
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(folder.names(), ["pipe"]);
}

#[test]
fn a_name_that_is_taken_meanwhile_is_not_covered() {
    let folder = Folder::new();
    let (working, path) = (folder.0.join("working"), folder.0.join("out"));
    fs::write(&working, "mine").unwrap();
    fs::write(&path, "theirs").unwrap();
    assert_eq!(name_once(&working, &path).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
}

#[test]
fn a_failure_leaves_nothing_behind() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("out")).unwrap();
    let kind = |path: &str, overwrite| write_whole(&folder.0.join(path), b"x", overwrite).unwrap_err().kind();
    assert_eq!(kind("out", true), io::ErrorKind::IsADirectory);
    assert_eq!(kind("out", false), io::ErrorKind::AlreadyExists);
    assert_eq!(kind("missing/out", true), io::ErrorKind::NotFound);
    assert_eq!(folder.names(), ["out"]);
}
