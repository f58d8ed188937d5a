//! A good bundle is spoiled in every way that people have tried, and checked with the commands of its own `VERIFY.txt`: what each of them
//! finds is in `tamper/found.txt`, also what none can find without something that is held elsewhere.
//! A new kind of harm is a line of [`harm::HARMS`]; a new kind of check, such as a signature, is a line of [`CHECKS`].

mod bag;
mod harm;

use std::path::Path;
use std::process::Command;

use crate::support::{blesses, lines, not_run, tool};
use bag::Good;

/// Something that a stranger can run, with what they hold from elsewhere.
struct Check {
    name: &'static str,
    /// Whether the bundle is as its sender, who may be the forger, made its manifests.
    remade: bool,
    finds: fn(&Path, &Good) -> bool,
}

const CHECKS: [Check; 7] = [
    Check { name: "files", remade: false, finds: files },
    Check { name: "files, manifests remade", remade: true, finds: files },
    Check { name: "verify_log.py", remade: true, finds: verifier },
    Check { name: "with a code", remade: true, finds: verifier_with_code },
    Check { name: "with a checkpoint", remade: true, finds: verifier_with_checkpoint },
    Check { name: "sed, sha256sum", remade: true, finds: by_hand },
    Check { name: "bundle import", remade: true, finds: import },
];

/// Runs a line of `VERIFY.txt` in the bundle. What it prints counts as a finding too: some commands only print.
fn finds(bag: &Path, line: &str) -> bool {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", line]).current_dir(bag).env_clear().env("PATH", "/usr/bin:/bin:/usr/local/bin");
    let output = command.output().unwrap();
    !output.status.success()
}

fn prints(bag: &Path, line: &str) -> bool {
    finds(bag, &format!("test -z \"$( {line} )\""))
}

/// The commands of a step of `VERIFY.txt`, by what they begin with.
#[track_caller]
fn command(good: &Good, begin: &str) -> String {
    let text = std::fs::read_to_string(good.bag.join("VERIFY.txt")).unwrap();
    let line = text.lines().map(str::trim).find(|line| line.starts_with(begin));
    line.unwrap_or_else(|| panic!("no `{begin}` in\n{text}")).to_owned()
}

fn files(bag: &Path, good: &Good) -> bool {
    finds(bag, &command(good, "sha256sum"))
        || prints(bag, &command(good, "find . -type l"))
        || prints(bag, &command(good, "(cut"))
}

/// The verifier comes from elsewhere: that of the bundle may have been replaced.
fn python(bag: &Path, good: &Good, more: &str) -> bool {
    let script = good.bag.join("data/verify_log.py");
    finds(bag, &format!("python3 -B {} data {more}", script.display()))
}

fn verifier(bag: &Path, good: &Good) -> bool {
    python(bag, good, "")
}

fn verifier_with_code(bag: &Path, good: &Good) -> bool {
    python(bag, good, &format!("--code \"{}\"", good.code))
}

fn verifier_with_checkpoint(bag: &Path, good: &Good) -> bool {
    python(bag, good, &format!("--checkpoint {}", good.checkpoint.display()))
}

fn by_hand(bag: &Path, good: &Good) -> bool {
    let line = command(good, "sed");
    let (_, code) = good.code.split_once(' ').unwrap();
    finds(bag, &format!("test \"$({line} | cut -c1-16)\" = {}", code.replace('-', "")))
}

fn import(bag: &Path, good: &Good) -> bool {
    let db = bag.with_extension("db");
    let ran = good.env.run(&["bundle", "import", bag.to_str().unwrap(), "--db", db.to_str().unwrap()]);
    drop(std::fs::remove_file(db));
    ran.code != 0
}

/// What it takes to find a harm that was covered up as well as it can be.
fn takes(found: &[bool]) -> &'static str {
    let by = |name: &str| CHECKS.iter().zip(found).any(|(check, found)| check.name == name && *found);
    if by("verify_log.py") || by("files, manifests remade") {
        "anybody finds it"
    } else if by("with a code") && by("with a checkpoint") {
        "cannot be known without an anchor from elsewhere"
    } else {
        "cannot be known without a manifest from elsewhere"
    }
}

fn row(good: &Good, harm: &harm::Harm) -> String {
    let found: Vec<bool> = CHECKS.iter().map(|check| is_found(good, harm, check)).collect();
    let cells = CHECKS.iter().zip(&found).map(|(check, found)| {
        let word = if *found { "found" } else { "-" };
        format!("{word:<w$}", w = check.name.len())
    });
    let cells = cells.collect::<Vec<_>>().join("  ");
    let takes = if found.iter().any(|found| *found) { takes(&found) } else { "" };
    format!("{:<42} {cells}  {takes}", harm.name).trim_end().to_owned()
}

fn is_found(good: &Good, harm: &harm::Harm, check: &Check) -> bool {
    let bag = good.copy();
    (harm.spoil)(&bag, good);
    if check.remade {
        bag::remake(&bag);
    }
    let found = (check.finds)(&bag, good);
    std::fs::remove_dir_all(&bag).unwrap();
    found
}

#[test]
fn every_harm_is_found_by_what_ought_to_find_it() {
    for name in ["python3", "sha256sum"] {
        if tool(name).is_none() {
            return not_run("tampering", name);
        }
    }
    let good = Good::made();
    let heading: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
    let heading = format!("{:<42} {}", "", heading.join("  "));
    let rows = harm::HARMS.iter().map(|harm| row(&good, harm));
    let table = lines(std::iter::once(heading).chain(rows));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/tamper/found.txt");
    if blesses() {
        std::fs::write(&file, &table).unwrap();
    }
    assert_eq!(table, std::fs::read_to_string(&file).unwrap());
}
