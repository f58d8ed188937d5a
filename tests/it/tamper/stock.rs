//! A machine that has no breachbook: a folder of links to stock tools, which is all that commands find, and the commands of `VERIFY.txt`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Env, tool};

/// What `VERIFY.txt` asks for, and a shell.
pub(super) const TOOLS: [&str; 12] = [
    "sh",
    "sha256sum",
    "find",
    "cut",
    "sort",
    "uniq",
    "sed",
    "tr",
    "tail",
    "python3",
    "ssh-keygen",
    "openssl",
];

/// The folder of links.
pub(super) struct Stock(PathBuf);

impl Stock {
    pub(super) fn made(env: &Env) -> Self {
        let folder = env.home().join("tools");
        fs::create_dir(&folder).unwrap();
        for name in TOOLS {
            symlink(fs::canonicalize(tool(name).unwrap()).unwrap(), folder.join(name)).unwrap();
        }
        Self(folder)
    }

    fn shell(&self, bag: &Path, script: &str) -> String {
        let mut command = Command::new(self.0.join("sh"));
        command.args(["-c", script]).current_dir(bag).env_clear().env("PATH", &self.0);
        String::from_utf8_lossy(&command.output().unwrap().stdout).into_owned()
    }

    /// Whether each of some lines complains: by its exit code, or where it only prints by printing something.
    pub(super) fn complain(&self, bag: &Path, lines: &[String]) -> Vec<bool> {
        let judged = lines.iter().map(|line| {
            let judged = if line.starts_with("find") || line.starts_with("(cut") {
                format!("test -z \"$( {line} )\"")
            } else {
                line.clone()
            };
            format!("if {{ {judged}; }} >/dev/null 2>&1; then echo fits; else echo complains; fi\n")
        });
        let said = self.shell(bag, &judged.collect::<String>());
        let said: Vec<bool> = said.lines().map(|word| word == "complains").collect();
        assert_eq!(said.len(), lines.len());
        said
    }

    /// What a line prints.
    pub(super) fn prints(&self, bag: &Path, line: &str) -> String {
        self.shell(bag, &format!("{line} 2>/dev/null"))
    }
}

/// The commands of `VERIFY.txt`, in order; nothing else stands as far in.
pub(super) fn commands(bag: &Path) -> Vec<String> {
    let text = fs::read_to_string(bag.join("VERIFY.txt")).unwrap();
    let commands: Vec<String> =
        text.lines().filter_map(|line| line.strip_prefix("      ")).map(str::to_owned).collect();
    // The command before says who ALICE is.
    let who = |at: usize| format!("\"$({})\"", commands[at - 1]);
    let named = |(at, line): (usize, &String)| {
        if line.contains("ALICE") { line.replace("ALICE", &who(at)) } else { line.clone() }
    };
    commands.iter().enumerate().map(named).collect()
}
