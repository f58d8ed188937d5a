//! The demonstration incident goes out with every kind of anchor, is spoiled in every way that people have tried, and is checked where
//! there is no breachbook, by the command lines of its own `VERIFY.txt` alone: what each of them finds is in `tamper/found.txt`, also what
//! none can find without something that is held elsewhere.
//! A new kind of harm is a line of [`harm::HARMS`]; a new kind of check is a line of [`CHECKS`].

pub(crate) mod bag;
pub(crate) mod harm;
mod stock;

use std::path::Path;

use crate::support::{blesses, lines, not_run, tool};
use bag::Good;
use stock::{Stock, commands};

/// What somebody can look at: some of the printed commands, with what they hold from elsewhere. For all but the first the manifests are
/// made anew by the forger.
struct Check {
    name: &'static str,
    asks: fn(&[String], &Good) -> Vec<String>,
}

const CHECKS: [Check; 15] = [
    Check { name: "files", asks: files },
    Check { name: "files remade", asks: files },
    Check { name: "signed files", asks: |all, _| having(all, "manifest-sha256.txt.sig") },
    Check { name: "verify_log.py", asks: |all, _| ending(all, "verify_log.py data") },
    Check { name: "seen", asks: |all, good| coded(all, &good.code) },
    Check { name: "reference", asks: |all, good| coded(all, &good.reference) },
    Check { name: "checkpoint", asks: |all, _| ending(all, "--checkpoint ../checkpoint") },
    Check { name: "last seen", asks: last_seen },
    Check { name: "signature", asks: |all, good| sealed(all, &good.signature) },
    Check { name: "countersigned", asks: countersigned },
    Check { name: "time stamp", asks: |all, _| sealed(all, ".tsr") },
    Check { name: "by hand", asks: by_hand },
    Check { name: "bundle import", asks: |_, _| Vec::new() },
    Check { name: "verify BAG", asks: |_, _| Vec::new() },
    Check { name: "... with all that is held", asks: |_, _| Vec::new() },
];
const VERIFIER: usize = 3;
/// What is held elsewhere, and needs the record to fit together in any case.
const HELD: std::ops::Range<usize> = 4..8;
const ANCHORS: std::ops::Range<usize> = 4..11;
const IMPORT: usize = 12;

fn having(all: &[String], word: &str) -> Vec<String> {
    all.iter().filter(|line| line.contains(word)).cloned().collect()
}

fn ending(all: &[String], end: &str) -> Vec<String> {
    all.iter().filter(|line| line.ends_with(end)).cloned().collect()
}

fn files(all: &[String], _: &Good) -> Vec<String> {
    all.iter()
        .filter(|line| ["sha256sum", "find", "(cut"].iter().any(|begin| line.starts_with(begin)))
        .cloned()
        .collect()
}

fn coded(all: &[String], code: &str) -> Vec<String> {
    having(all, "#NUMBER CODE").iter().map(|line| line.replace("#NUMBER CODE", code)).collect()
}

/// The responder's machine notes the same three lines beside the database.
fn last_seen(all: &[String], _: &Good) -> Vec<String> {
    let line = |line: &String| line.replace("../checkpoint", "../last-seen");
    ending(all, "--checkpoint ../checkpoint").iter().map(line).collect()
}

/// The commands of a signature or stamp, and the one before them that compares the lines.
fn sealed(all: &[String], file: &str) -> Vec<String> {
    let first = all.iter().position(|line| line.contains(file)).unwrap();
    let mut lines = having(all, file);
    lines.insert(0, all[first - 1].clone());
    lines
}

/// The first signature behind that of the record's own.
fn countersigned(all: &[String], good: &Good) -> Vec<String> {
    let own = all.iter().rposition(|line| line.contains(&good.signature)).unwrap();
    let next = all[own + 1..].iter().find_map(|line| line.split_once(" -s ")).unwrap().1;
    sealed(all, next.split(' ').next().unwrap())
}

fn by_hand(all: &[String], good: &Good) -> Vec<String> {
    let line = all.iter().find(|line| line.starts_with("sed")).unwrap();
    let digits = good.code.split_once(' ').unwrap().1.replace('-', "");
    vec![format!("test \"$({line})\" = {digits}")]
}

/// A signature that no longer fits is left out by whoever knows that it is there.
fn unsign(bag: &Path) {
    if std::fs::remove_file(bag.join("manifest-sha256.txt.sig")).is_ok() {
        bag::remake(bag);
    }
}

fn import(bag: &Path, good: &Good) -> bool {
    let db = bag.with_extension("db");
    let ran = good.env.run(&["bundle", "import", bag.to_str().unwrap(), "--db", db.to_str().unwrap()]);
    drop(std::fs::remove_file(db));
    ran.code != 0
}

/// What our own check finds in the bundle where it lies, with nothing from elsewhere and with everything.
fn verify(bag: &Path, good: &Good) -> [bool; 2] {
    let path = |name: &str| good.env.home().join(name).to_str().unwrap().to_owned();
    let (signers, checkpoint) = (path("allowed_signers"), path("checkpoint"));
    let held =
        ["--signers", &signers, "--checkpoint", &checkpoint, "--code", &good.code, "--code", &good.reference];
    [&[][..], &held].map(|more| {
        let ran = good.env.run(&[&["verify", bag.to_str().unwrap()], more].concat());
        assert!([0, 5].contains(&ran.code), "{}", ran.err);
        ran.code == 5
    })
}

/// What each check finds.
fn found(good: &Good, stock: &Stock, harm: &harm::Harm) -> Vec<bool> {
    let all = commands(&good.bag);
    let bag = good.copy();
    (harm.spoil)(&bag, good);
    let find = |checks: std::ops::Range<usize>| {
        let asked: Vec<Vec<String>> = CHECKS[checks].iter().map(|check| (check.asks)(&all, good)).collect();
        let said = stock.complain(&bag, &asked.concat());
        let mut said = said.iter();
        asked.iter().map(|lines| said.by_ref().take(lines.len()).any(|one| *one)).collect::<Vec<_>>()
    };
    let mut found = find(0..1);
    bag::remake(&bag);
    found.extend(find(1..HELD.start));
    // A code or checkpoint is looked at after everything else: what does not fit without does not fit with it.
    if found[VERIFIER] {
        found.extend(HELD.map(|_| true));
    } else {
        found.extend(find(HELD));
    }
    found.extend(find(HELD.end..IMPORT));
    unsign(&bag);
    found.push(import(&bag, good));
    found.extend(verify(&bag, good));
    if !found[VERIFIER] && harm.name != "the verifier replaced" {
        admits(
            &stock.prints(
                &bag,
                &all[all.iter().position(|line| line.ends_with("verify_log.py data")).unwrap()],
            ),
        );
    }
    std::fs::remove_dir_all(&bag).unwrap();
    found
}

/// What could not be looked at is said in words.
#[track_caller]
fn admits(said: &str) {
    for words in [
        "not known: whether the end was cut off or all was written anew",
        "not looked at: papers, keys behind signatures and stamps, whether what is withheld or not in this bundle ought to be here",
    ] {
        assert!(said.contains(words), "{said}");
    }
}

/// What it takes to find a harm that was covered up as well as it can be.
fn takes(found: &[bool]) -> &'static str {
    if found.iter().all(|found| !found) {
        ""
    } else if found[1..].iter().all(|found| !found) {
        "undone by making the manifests anew"
    } else if found[1] || found[VERIFIER] {
        "anybody finds it"
    } else if found[ANCHORS].iter().any(|found| *found) {
        "not known without an anchor"
    } else {
        "not known without a signed manifest"
    }
}

fn row(good: &Good, stock: &Stock, harm: &harm::Harm) -> String {
    let found = found(good, stock, harm);
    let cells = CHECKS.iter().zip(&found).map(|(check, found)| {
        let word = if *found { "found" } else { "-" };
        format!("{word:<w$}", w = check.name.len())
    });
    let cells = cells.collect::<Vec<_>>().join("  ");
    format!("{:<42} {cells}  {}", harm.name, takes(&found)).trim_end().to_owned()
}

#[track_caller]
fn check_file(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/tamper").join(name);
    if blesses() {
        std::fs::write(&file, text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(&file).unwrap(), "{name}");
}

/// Numbers and times differ from run to run.
fn normal(line: &str) -> String {
    let mut text = String::new();
    for c in line.replace("sha256", "SHA-TWO").chars() {
        let c = if c.is_ascii_digit() { 'N' } else { c };
        if c != 'N' || !text.ends_with('N') {
            text.push(c);
        }
    }
    text.replace("SHA-TWO", "sha256")
}

#[test]
fn every_harm_is_found_by_what_ought_to_find_it() {
    for name in stock::TOOLS {
        if tool(name).is_none() {
            return not_run("tampering", name);
        }
    }
    let good = Good::made(tool("ssh-keygen").unwrap(), &tool("openssl").unwrap());
    let stock = Stock::made(&good.env);
    let text = std::fs::read_to_string(good.bag.join("VERIFY.txt")).unwrap();
    check_file(
        "commands.txt",
        &lines(text.lines().filter_map(|line| line.strip_prefix("      ")).map(normal)),
    );
    let heading: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
    let heading = format!("{:<42} {}", "", heading.join("  "));
    let rows = harm::HARMS.iter().map(|harm| row(&good, &stock, harm));
    check_file("found.txt", &lines(std::iter::once(heading).chain(rows)));
}
