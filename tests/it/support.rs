//! A world of its own for each test: home, record, environment. Outputs are compared whole, with placeholders of fixed width for what
//! differs from run to run. A session is a file of commands with what they print; `BREACHBOOK_BLESS=1 cargo test` writes it anew.

pub(crate) mod canary;
mod normal;
mod words;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What one run gave, as it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A home with a record of its own.
#[must_use]
pub(crate) struct Env {
    home: PathBuf,
    variables: Vec<(String, String)>,
    ids: RefCell<Vec<String>>,
}

impl Env {
    /// An empty home; the account is `tess`, the zone of the machine Europe/Berlin.
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("home-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&home).unwrap();
        let own = [("USER", "tess"), ("TZ", "Europe/Berlin")];
        let own = own.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { home, variables: own.chain(another_day()).collect(), ids: RefCell::default() }
    }

    /// Sets a variable of the environment for all that follows.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The home.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// The record.
    pub(crate) fn record(&self) -> PathBuf {
        self.home.join("record.db")
    }

    /// The program with arguments, ready to run: no environment but its own, the repository as working folder, no input.
    #[must_use]
    pub(crate) fn command<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_breachbook"));
        command.env_clear().env("HOME", &self.home).env("BREACHBOOK_DB", self.record());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null()).args(arguments);
        command
    }

    /// Runs the program.
    pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Ran {
        self.run_with(arguments, "")
    }

    /// Runs the program with an input.
    pub(crate) fn run_with<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S], input: &str) -> Ran {
        self.finish(self.command(arguments), input)
    }

    fn finish(&self, mut command: Command, input: &str) -> Ran {
        use std::io::Write as _;
        if !input.is_empty() {
            command.stdin(Stdio::piped());
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        if let Some(mut pipe) = child.stdin.take() {
            // A program that ends before it has read everything is judged by what it says.
            match pipe.write_all(input.as_bytes()) {
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
                written => written.unwrap(),
            }
        }
        let output = child.wait_with_output().unwrap();
        let ran = Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        self.ids.borrow_mut().extend(normal::public_ids(&ran.out).chain(normal::public_ids(&ran.err)));
        ran
    }

    /// Runs the program with a line as it would be typed; gives what it printed in the form of a session.
    #[track_caller]
    pub(crate) fn typed(&self, line: &str) -> String {
        self.typed_with(line, "")
    }

    fn typed_with(&self, line: &str, input: &str) -> String {
        let home = |word: String| match word.strip_prefix("~/") {
            Some(rest) => self.home.join(rest).to_string_lossy().into_owned(),
            None => word,
        };
        let words: Vec<String> = words::split(line).into_iter().map(home).collect();
        let variables: Vec<(String, String)> =
            words.iter().map_while(|word| words::assignment(word)).collect();
        let mut arguments = words.into_iter().skip(variables.len());
        assert_eq!(arguments.next().as_deref(), Some("breachbook"), "a command line begins with the program");
        let mut command = self.command(&arguments.collect::<Vec<_>>());
        command.envs(variables);
        self.shown(&self.finish(command, input))
    }

    /// What a run printed: stdout, then stderr behind `! `, then the exit code unless it is 0.
    pub(crate) fn shown(&self, ran: &Ran) -> String {
        let err = lines(ran.err.lines().map(|line| format!("! {line}")));
        let code = if ran.code == 0 { String::new() } else { format!("exit {}\n", ran.code) };
        let text = format!("{}{err}{code}", ended(&ran.out));
        let text = text.replace(&*self.home.to_string_lossy(), "~");
        normal::normal(&text, &self.ids.borrow())
    }

    /// Runs a line and compares all that it prints.
    #[track_caller]
    pub(crate) fn check(&self, line: &str, expected: &str) {
        assert_eq!(self.typed(line), expected, "$ {line}");
    }

    /// Opens an incident on a playbook and says nothing about it.
    #[track_caller]
    pub(crate) fn started(self, playbook: &str) -> Self {
        let ran =
            self.run(&["start", playbook, "--codename", "kestrel", "--zone", "Europe/Berlin", "--no-run"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        self
    }
}

impl Drop for Env {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            drop(std::fs::remove_dir_all(&self.home));
        }
    }
}

/// What `scripts/other-days.sh` sets so that the program and its tests live on another day.
#[expect(clippy::disallowed_methods, reason = "tests read their own switch")]
fn another_day() -> impl Iterator<Item = (String, String)> {
    let names = ["LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC"];
    names.into_iter().filter_map(|name| Some((name.to_owned(), std::env::var(name).ok()?)))
}

fn ended(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

/// Runs the commands of `tests/it/sessions/NAME.txt` in a new home and compares all that they print.
///
/// `# ..` is a remark, `$ breachbook ..` a command, what follows is what it prints; `< text` lines right behind it are its input.
#[track_caller]
pub(crate) fn check_session(name: &str) {
    check_session_in(&Env::new(), name);
}

/// Like [`check_session`], in a home that was prepared.
#[track_caller]
pub(crate) fn check_session_in(env: &Env, name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sessions").join(format!("{name}.txt"));
    let expected = std::fs::read_to_string(&file).unwrap();
    let got = play(env, &expected);
    if blesses() {
        std::fs::write(&file, &got).unwrap();
        return;
    }
    if got != expected {
        let at = got.lines().zip(expected.lines()).take_while(|(got, wanted)| got == wanted).count();
        panic!("{}:{}: differs; got from there:\n{}", file.display(), at + 1, from_line(&got, at));
    }
}

fn from_line(text: &str, at: usize) -> String {
    lines(text.lines().skip(at).take(40))
}

#[expect(clippy::disallowed_methods, reason = "tests read their own switch")]
pub(crate) fn blesses() -> bool {
    std::env::var_os("BREACHBOOK_BLESS").is_some()
}

/// Plays the commands of a session and writes it anew with what they print now.
fn play(env: &Env, session: &str) -> String {
    let mut rest = session.lines().peekable();
    let mut played = String::new();
    while let Some(line) = rest.next() {
        if let Some(command) = line.strip_prefix("$ ") {
            let mut input = String::new();
            played.push_str(&lines([line]));
            while let Some(text) = rest.next_if(|line| line.starts_with("< ")) {
                played.push_str(&lines([text]));
                input.push_str(&lines([text.trim_start_matches("< ")]));
            }
            played.push_str(&normal::fingerprints(&env.typed_with(command, &input)));
            // A heading in Markdown is no remark: remarks stand behind an empty line.
            let mut blank = false;
            while let Some(line) =
                rest.next_if(|line| !(line.starts_with("$ ") || blank && line.starts_with("# ")))
            {
                blank = line.is_empty();
            }
            if rest.peek().is_some() {
                played.push('\n');
            }
        } else {
            played.push_str(&lines([line]));
        }
    }
    played
}

/// Lines as one text, each ended.
pub(crate) fn lines<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> String {
    lines.into_iter().fold(String::new(), |text, line| text + line.as_ref() + "\n")
}

/// Where a program of others is, if it is there.
pub(crate) fn tool(name: &str) -> Option<PathBuf> {
    ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin", "/usr/sbin", "/sbin"]
        .iter()
        .map(|folder| Path::new(folder).join(name))
        .find(|path| path.is_file())
}

/// Says that a test could not be run, so that it can be counted; with `BREACHBOOK_TEST_TOOLS=1` it fails.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "tests read their own switch")]
pub(crate) fn not_run(name: &str, missing: &str) {
    use std::io::Write as _;
    // Past the capture of the test runner: a test that passes shows nothing otherwise.
    drop(writeln!(std::io::stderr(), "NOT RUN: {name}: {missing} missing"));
    assert_ne!(std::env::var("BREACHBOOK_TEST_TOOLS").as_deref(), Ok("1"), "{missing} is needed");
}
