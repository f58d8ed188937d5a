//! Guided mode in two real terminals of 80 columns and 24 rows. Whole screens are compared, with placeholders of fixed width for times.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::{Env, Ran, blesses, lines, not_run, tool};

const PLAYBOOK: &str = "customer-db-exfiltration";
/// About ten seconds: a look starts a process of its own, which takes some milliseconds.
const LOOKS: usize = 3000;

/// A terminal that somebody works in; it ends with the test.
struct Terminal<'e> {
    env: &'e Env,
    tmux: PathBuf,
    server: String,
}

impl<'e> Terminal<'e> {
    /// Runs the program in a new terminal; how it ended is printed behind it.
    fn running(env: &'e Env, tmux: &Path, who: &str) -> Self {
        Self::with(env, tmux, &format!("run --as '{who}'"))
    }

    /// The same with another call of the program.
    fn with(env: &'e Env, tmux: &Path, call: &str) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let server = format!("breachbook-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let terminal = Self { env, tmux: tmux.to_owned(), server };
        let program = env!("CARGO_BIN_EXE_breachbook");
        // A process that is killed leaves the terminal as it had set it: a key pressed before it is set right would not be a line.
        let line = format!(
            "while read -r _; do clear; {program} {call}; code=$?; stty sane; echo \"ended with $code\"; done"
        );
        terminal.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", &line]);
        terminal.keys(&["Enter"]);
        terminal
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(&self.tmux);
        let program = self.env.command::<&str>(&[]);
        command.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("PATH", "/usr/bin:/bin").env("TERM", "xterm-256color").env("LC_ALL", "C.UTF-8");
        let output = command.arg("-L").arg(&self.server).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Presses keys, all at once.
    fn keys(&self, keys: &[&str]) {
        let mut arguments = vec!["send-keys"];
        arguments.extend(keys);
        self.tmux(&arguments);
    }

    /// Waits until the screen shows some words.
    #[track_caller]
    fn shows(&self, words: &str) -> String {
        let mut screen = String::new();
        for _ in 0..LOOKS {
            screen = self.tmux(&["capture-pane", "-p"]);
            if screen.contains(words) {
                return screen;
            }
        }
        panic!("`{words}` does not appear:\n{screen}");
    }

    /// Looks on for a while: a look takes some milliseconds.
    fn looks(&self, times: usize) {
        for _ in 0..times {
            self.tmux(&["capture-pane", "-p"]);
        }
    }

    /// Presses a key, again if it fell into the moment in which the screen was being drawn, until the screen shows some words.
    #[track_caller]
    fn press(&self, key: &str, words: &str) {
        for _ in 0..10 {
            self.keys(&[key]);
            for _ in 0..300 {
                if self.tmux(&["capture-pane", "-p"]).contains(words) {
                    return;
                }
            }
        }
        panic!("`{words}` does not appear after {key}:\n{}", self.tmux(&["capture-pane", "-p"]));
    }

    /// Runs the program again, and waits until the old screen is gone.
    #[track_caller]
    fn begin_again(&self) {
        self.keys(&["Enter"]);
        for _ in 0..LOOKS {
            if !self.tmux(&["capture-pane", "-p"]).contains("ended with") {
                return;
            }
        }
        panic!("it does not begin:\n{}", self.tmux(&["capture-pane", "-p"]));
    }

    /// Waits for some words and compares the whole screen.
    #[track_caller]
    fn shows_screen(&self, words: &str, name: &str) {
        let screen = self.shows(words);
        let shown = self.env.shown(&Ran { code: 0, out: screen, err: String::new() });
        let shown = lines(shown.lines().map(str::trim_end));
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/screens").join(format!("{name}.txt"));
        if blesses() {
            return std::fs::write(&file, shown).unwrap();
        }
        assert_eq!(shown, std::fs::read_to_string(&file).unwrap(), "{}", file.display());
    }

    /// The process of the program itself.
    fn program(&self) -> String {
        let shell = self.tmux(&["display-message", "-p", "#{pane_pid}"]);
        let children = format!("/proc/{0}/task/{0}/children", shell.trim());
        std::fs::read_to_string(children).unwrap().trim().to_owned()
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        drop(Command::new(&self.tmux).args(["-L", &self.server, "kill-server"]).output());
    }
}

fn begun() -> Env {
    let env = Env::new();
    let start = ["start", PLAYBOOK, "--codename", "kestrel", "--zone", "Europe/Berlin", "--no-run"];
    let ran = env.run(&[&start[..], &["--role", "incident-commander=Ana Alvarez"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    env
}

#[test]
fn one_person_works_undoes_pauses_is_killed_and_goes_on() {
    let Some(tmux) = tool("tmux") else { return not_run("guided mode of one person", "tmux") };
    let env = begun();
    let terminal = Terminal::running(&env, &tmux, "Ana Alvarez");
    terminal.shows_screen("[p] pause", "board");
    // What comes in one burst was pasted: none of it is a key, or it would complete the step.
    terminal.keys(&["1", "d", "d", "Enter", "d"]);
    terminal.shows("taken for pasted text and left out");
    terminal.keys(&["1"]);
    terminal.shows_screen("[b] back", "step");
    terminal.press("d", "open: Decide");
    terminal.shows_screen("[p] pause", "done");
    terminal.press("u", "Undo which?");
    terminal.press("1", "Why was it wrong");
    terminal.keys(&["Said in the wrong room", "Enter"]);
    terminal.shows_screen("4 open", "undone");
    terminal.keys(&["C-c"]);
    terminal.shows("ended with 130");
    terminal.begin_again();
    terminal.shows_screen("[p] pause", "resumed");
    let killed = Command::new("kill").args(["-9", &terminal.program()]).status().unwrap();
    assert!(killed.success());
    terminal.shows("ended with 137");
    terminal.begin_again();
    terminal.shows_screen("[p] pause", "resumed");
}

#[test]
fn somebody_who_was_slower_keeps_the_words() {
    let Some(tmux) = tool("tmux") else { return not_run("two people decide", "tmux") };
    let env = begun();
    assert_eq!(env.run(&["--as", "Ana Alvarez", "done", "command/take-command"]).code, 0);
    let ana = Terminal::running(&env, &tmux, "Ana Alvarez");
    ana.shows("Decide whether our usual channels can be trusted");
    ana.press("1", "[b] back");
    ana.press("3", "- why");
    ana.keys(&["-l", "Nobody has looked at the mail yet"]);
    ana.shows("Nobody has looked at t");
    let decided = env.run(&[
        "--as",
        "Bo Lund",
        "decide",
        "command/channel",
        "no",
        "--why",
        "The sign-in log is clean.",
    ]);
    assert_eq!(decided.code, 0, "{}", decided.err);
    ana.keys(&["Enter"]);
    ana.shows_screen("Your words are kept", "somebody-was-faster");
}

#[test]
fn words_of_a_note_are_kept_when_somebody_else_finished_the_step() {
    let Some(tmux) = tool("tmux") else { return not_run("two people finish a step", "tmux") };
    let env = begun();
    let ana = Terminal::running(&env, &tmux, "Ana Alvarez");
    ana.shows("[p] pause");
    ana.press("1", "[b] back");
    ana.press("n", "Note");
    ana.keys(&["-l", "Deputy is Bo, Cem writes"]);
    ana.shows("Deputy is Bo, Cem writes");
    let done = env.run(&["--as", "Bo Lund", "done", "command/take-command"]);
    assert_eq!(done.code, 0, "{}", done.err);
    ana.keys(&["Enter"]);
    ana.shows_screen("Your words are kept", "note-was-slower");
    ana.press("+", "Deputy is Bo, Cem writes");
    ana.keys(&["Enter"]);
    ana.shows_screen("#13", "note-was-kept");
    ana.press("?", "VOLATILE: lost soon");
    ana.shows_screen("[b] back", "help");
}

/// An exercise that is played.
fn played() -> Env {
    let env = Env::new();
    let start = ["exercise", "start", "shrinking-numbers", "--codename", "heron", "--zone", "UTC"];
    let ran = env.run(&start);
    assert_eq!(ran.code, 0, "{}", ran.err);
    env
}

#[test]
fn a_player_with_an_open_card_sees_the_stop_word_at_once() {
    let Some(tmux) = tool("tmux") else { return not_run("a stop on a player's screen", "tmux") };
    let env = played();
    let ana = Terminal::with(&env, &tmux, "--as Ana run");
    ana.shows("INJECT: A stranger offers your customers");
    let stopped = env.run(&["exercise", "stop", "--why", "fire alarm"]);
    assert_eq!(stopped.code, 0, "{}", stopped.err);
    let screen = ana.shows("STOPPED: fire alarm. Leave the game and do what is real.");
    assert!(screen.contains("INJECT: A stranger offers your customers"), "{screen}");
    ana.press("r", "What you have typed into a prompt is not taken now.");
    assert_eq!(env.run(&["exercise", "resume"]).code, 0);
    let board = ana.shows("[u] undo");
    assert!(!board.contains("STOPPED"), "{board}");
    ana.keys(&["1"]);
    let step = ana.shows("[b] back");
    assert!(step.contains("(command/take-command)"), "{step}");
}

#[test]
fn a_facilitator_presses_each_key_once() {
    let Some(tmux) = tool("tmux") else { return not_run("the keys of a facilitator", "tmux") };
    let env = played();
    let screen = Terminal::with(&env, &tmux, "exercise run");
    // The time on the screen goes on every second; the keys fall everywhere between.
    for pause in (0..300).step_by(27) {
        screen.shows("FACILITATOR · PLAYING");
        screen.looks(200 + pause);
        screen.keys(&["o"]);
        screen.shows("What did you see");
        screen.keys(&["Enter"]);
    }
    screen.shows("FACILITATOR · PLAYING");
    screen.looks(200);
    screen.keys(&["x"]);
    let asked = screen.shows("Why was play stopped");
    assert!(!asked.contains("Begin with +"), "{asked}");
    assert!(env.run(&["exercise", "show"]).out.contains("STOPPED: the stop word was said."));
    screen.keys(&["-l", "fire alarm"]);
    screen.keys(&["Enter"]);
    screen.shows("STOPPED: fire alarm.");
    let log = env.run(&["log"]).out;
    assert!(log.contains("real-world stop word. Reason: fire alarm"), "{log}");
    assert!(!log.contains("Observed"), "{log}");
}
