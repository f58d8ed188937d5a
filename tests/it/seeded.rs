//! The defects that the engine's property test has to find: they must still fit the code. `scripts/seeded-bugs.sh` tries each of them.

use std::path::Path;
use std::process::Command;

use crate::support::{not_run, tool};

const DEFECTS: [&str; 10] = [
    "double-pivot",
    "early-join",
    "gate-passed-on-unknown",
    "guard-not-read-again",
    "late-item-forgotten",
    "lost-track",
    "no-reopen-on-corrected-fact",
    "second-use-runs-twice",
    "undo-forgets-followers",
    "wait-completed-by-itself",
];

/// How the patch is tried without changing anything.
fn trial() -> Option<Command> {
    let root = env!("CARGO_MANIFEST_DIR");
    let (program, arguments): (_, &[&str]) = match (tool("git"), tool("patch")) {
        (Some(git), _) => (git, &["apply", "--check"]),
        (None, Some(patch)) => (patch, &["--dry-run", "--silent", "--force", "-p1", "-i"]),
        (None, None) => return None,
    };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root);
    Some(command)
}

#[test]
fn every_seeded_defect_fits_the_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeded-bugs");
    let mut patches: Vec<String> = folder
        .read_dir()
        .unwrap()
        .map(|item| item.unwrap().file_name().into_string().unwrap().replace(".patch", ""))
        .collect();
    patches.sort();
    assert_eq!(patches, DEFECTS);
    for name in patches {
        let Some(mut trial) = trial() else {
            return not_run("every seeded defect fits the code", "git or patch");
        };
        let output = trial.arg(folder.join(format!("{name}.patch"))).output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
