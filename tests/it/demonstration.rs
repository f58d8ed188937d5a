//! The run that the README shows, from the first alert to its papers: a stranger who has only the timeline answers twelve questions.
//! Beside it the same playbook without a single answer, and a playbook of somebody else.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Env, check_session, lines};

const FORMATS: [&str; 6] = ["html", "md", "csv", "json", "jsonl", "txt"];

/// What the script leaves behind.
struct Papers {
    _env: Env,
    folder: PathBuf,
}

impl Papers {
    fn made() -> Self {
        let env = Env::new();
        let folder = env.home().join("papers");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/demonstration.sh");
        let mut command = Command::new("/bin/sh");
        command.arg(script).arg(&folder).env_clear().env("PATH", "/usr/bin:/bin").env("HOME", env.home());
        command
            .env("USER", "tess")
            .env("TZ", "Europe/Berlin")
            .env("BREACHBOOK", env!("CARGO_BIN_EXE_breachbook"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { _env: env, folder }
    }

    fn read(&self, detail: &str, format: &str) -> String {
        std::fs::read_to_string(self.folder.join(format!("timeline-{detail}.{format}"))).unwrap()
    }

    /// Every entry of the full table as `happened · who, how, typed by whom · text · details · corrections`.
    fn rows(&self) -> String {
        let table = self.read("full", "csv");
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let names = reader.headers().unwrap().clone();
        let rows = reader.records().map(|record| row(&names, &record.unwrap()));
        lines(rows)
    }

    /// What stands beside a name in the first table of the paper.
    fn glance(&self, name: &str) -> String {
        let paper = self.read("key", "md").replace('\\', "");
        let line = paper.lines().find(|line| line.starts_with(&format!("| **{name}** |"))).unwrap();
        line.split('|').nth(2).unwrap().trim().replace("**", "")
    }
}

fn row(names: &csv::StringRecord, record: &csv::StringRecord) -> String {
    let field = |name: &str| {
        let at = names.iter().position(|known| known == name).unwrap();
        record.get(at).unwrap().to_owned()
    };
    let (by, typed) = (field("acted_by"), field("typed_by"));
    let typed = if by == typed { String::new() } else { format!("typed by {typed}") };
    let who: Vec<String> = [by, field("via"), typed].into_iter().filter(|part| !part.is_empty()).collect();
    let late = if field("late_minutes").is_empty() { "" } else { " late" };
    let parts = [
        format!("{}{late}", field("happened_local")),
        who.join(", "),
        field("text"),
        field("details"),
        field("corrections"),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[track_caller]
fn answers(question: &str, rows: &str, expected: &[&str]) {
    for expected in expected {
        assert!(
            rows.lines().any(|row| fits(row, expected)),
            "{question}\nmissing: {expected}\n{}",
            nearest(rows, expected)
        );
    }
}

/// Whether a row is as expected; `*` stands for what differs from run to run: times of recording, places in the record.
fn fits(row: &str, expected: &str) -> bool {
    let mut parts = expected.split('*');
    let Some(mut rest) = parts.next().and_then(|begin| row.strip_prefix(begin)) else { return false };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || expected.ends_with('*')
}

/// The rows that say something near, so that a changed word is seen at once.
fn nearest(rows: &str, expected: &str) -> String {
    let wanted = expected.split(" · ").nth(2).unwrap_or(expected);
    let begin: String = wanted.chars().take(20).collect();
    lines(rows.lines().filter(|row| row.contains(&begin)).map(|row| format!("there is: {row}")))
}

#[test]
fn a_stranger_answers_twelve_questions_from_the_timeline_alone() {
    let papers = Papers::made();
    first_glance(&papers);
    let rows = papers.rows();
    who_knew_and_decided(&rows);
    what_left_and_who_was_told(&rows);
    what_was_wrong(&rows);
    who_commanded(&papers);
    the_papers_agree(&papers);
    the_notices_lack_nothing(&papers);
}

/// An officer finds wording to correct in the notices, and no fact to hunt for.
fn the_notices_lack_nothing(papers: &Papers) {
    let json = |name: &str| -> serde_json::Value {
        let text = std::fs::read_to_string(papers.folder.join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let fields = |rows: &serde_json::Value, only: &dyn Fn(&serde_json::Value) -> bool| -> Vec<String> {
        let rows = rows.as_array().unwrap().iter().filter(|row| only(row));
        rows.map(|row| row["field"].as_str().unwrap().to_owned()).collect()
    };
    let blocks = |row: &serde_json::Value| row["blocks"] == true;
    let (notice, next) = (json("notice.json"), json("follow-up.json"));
    assert_eq!(fields(&notice["gaps"], &blocks), Vec::<String>::new());
    assert_eq!(notice["payload"]["field_12"], "Lindenhof Versand GmbH");
    assert_eq!(notice["payload"]["field_22"], "datenschutz@lindenhof.example, +49 30 555 0111");
    assert_eq!(fields(&next["gaps"], &blocks), Vec::<String>::new());
    assert_eq!(next["payload"]["field_6"], "26-11-4402", "as its receipt says");
    let changed = [
        "field_70",
        "field_71",
        "field_97",
        "field_98",
        "field_102",
        "field_103",
        "field_104",
        "field_105",
        "field_106",
        "field_110",
    ];
    assert_eq!(fields(&next["changes"], &|_row| true), changed);
    let register = std::fs::read_to_string(papers.folder.join("register.csv")).unwrap();
    let mut register = csv::Reader::from_reader(register.as_bytes());
    let names = register.headers().unwrap().clone();
    let row = register.records().next().unwrap().unwrap();
    let said: Vec<&str> =
        ["class", "first_signal_utc", "aware_utc", "authority_told_utc", "people_told_utc", "not_recorded"]
            .iter()
            .map(|name| row.get(names.iter().position(|known| known == *name).unwrap()).unwrap())
            .collect();
    let expected = [
        "personal_data_breach",
        "2026-11-05T18:42:00Z",
        "2026-11-10T02:05:00Z",
        "2026-11-11T08:10:00Z",
        "2026-11-12T08:00:00Z",
        "",
    ];
    assert_eq!(said, expected);
}

fn first_glance(papers: &Papers) {
    let check = |name: &str, expected: &str| {
        assert!(fits(&papers.glance(name), expected), "{name}: {}", papers.glance(name));
    };
    check(
        "First signal",
        "5 Nov 2026 19:42:00 (18:42:00 UTC), from monitoring: Alert: a reporting account reads far more than usual #*",
    );
    check(
        "Aware of a breach",
        "Tue 10 Nov 2026 03:05:00 Europe/Berlin (02:05:00 UTC), said by Katja Sommer at 10 Nov 2026 04:00 (03:00 UTC) #*",
    );
    check(
        "Contained",
        "Tue 10 Nov 2026 07:05:00 Europe/Berlin (06:05:00 UTC), said by Mira Albrecht at 17 Nov 2026 14:00 (13:00 UTC) #*",
    );
    check(
        "Notice to the authority",
        "due 13 Nov 2026 03:05 (02:05 UTC), 72 hours after awareness (GDPR Article 33(1))<br>sent to Data Protection Authority of Musterland \
         11 Nov 2026 09:10:00 (08:10:00 UTC) #*, in time by 41 h 55",
    );
}

fn who_knew_and_decided(rows: &str) {
    answers(
        "1, what was the first signal",
        rows,
        &[
            "2026-11-10T02:45:00+01:00 late · Nia Okafor, voice, typed by Ines Brandt · When was the first signal? Thu 5 Nov 2026 19:42:00 Europe/Berlin (18:42:00 UTC)",
        ],
    );
    answers(
        "2, who knew what when",
        rows,
        &[
            "2026-11-10T03:12:00+01:00 late · Katja Sommer, phone, typed by Tomasz Keller · When was the data protection officer told? Tue 10 Nov 2026 03:12:00 Europe/Berlin (02:12:00 UTC)",
            "2026-11-10T04:00:00+01:00 late · Katja Sommer · When were we aware of a personal data breach? Tue 10 Nov 2026 03:05:00 Europe/Berlin (02:05:00 UTC)",
        ],
    );
    answers(
        "3, what was decided, on what basis",
        rows,
        &[
            "2026-11-10T02:29:00+01:00 late · Mira Albrecht · Decided “Do we cut the path now?”: Now. Reason: Data is leaving. No order of counsel, and nobody would give one. · instead of: Watch first: written order of counsel, with an end / Nobody can decide: then it is now",
            "2026-11-10T18:30:00+01:00 late · Ruben Falk, phone, typed by Ines Brandt · Approved as Executive sponsor: “Decide whether the authority is notified”. Reason: By phone: Ruben heard the reasons and agreed. · relayed: typed by somebody else; same account: typed where the request or another approval was",
        ],
    );
    answers(
        "4, what was not known, and is not",
        rows,
        &[
            "2026-11-10T02:58:00+01:00 late · Hanna Roth · Done: “Prove that nothing leaves any more”. Note: Quiet on the database. The storage network has no flow log here, so nobody can say that it is over.",
        ],
    );
}

fn what_left_and_who_was_told(rows: &str) {
    answers(
        "5, what left",
        rows,
        &[
            "2026-11-10T03:05:00+01:00 late · Jonas Thiel · Has data been taken? Confirmed",
            "2026-11-10T09:30:00+01:00 late · Aylin Demir · How much data left? 1.9 GB",
        ],
    );
    answers(
        "6 and 7, when was it contained, and who said it",
        rows,
        &[
            "2026-11-17T14:00:00+01:00 late · Mira Albrecht · When was it contained? Tue 10 Nov 2026 07:05:00 Europe/Berlin (06:05:00 UTC) · before: not known (#*)",
        ],
    );
    answers(
        "8, who was told",
        rows,
        &[
            "2026-11-11T09:10:00+01:00 late · Katja Sommer · Sent to Data Protection Authority of Musterland (gdpr-33-1/notify), 11 Nov 2026 09:10:00 (08:10:00 UTC). · law: Regulation (EU) 2016/679 Art. 33(1),(3),(4); channel: the portal of the authority; by mail with receipt if it is down; receipt: 26-11-4402",
            "2026-11-12T09:00:00+01:00 late · Lena Oster · Sent to Each affected person (gdpr-34/communicate), 12 Nov 2026 09:00:00 (08:00:00 UTC). · law: Regulation (EU) 2016/679 Art. 34; channel: directly, by the means that reaches them; public notice only in addition",
        ],
    );
}

fn what_was_wrong(rows: &str) {
    answers(
        "9, what is late or corrected",
        rows,
        &[
            "2026-11-10T02:52:00+01:00 late · Ines Brandt · Hanna: the storage network had 40 GB of flows tonight. · text in #* by Hanna Roth *Z: Hanna: the storage network has no flow log, so nobody can say how much went there. (why: I said that the log does not exist; 40 GB is its size on the other site.)",
            "2026-11-10T02:55:00+01:00 late · Jonas Thiel · Decided “Could full card numbers or security codes be stored on, or pass through, the systems concerned?”: Cannot tell yet: treat them as if it were so. Reason: Noor says truncated, nobody has looked yet. · instead of: No: masked, truncated or tokens only, and somebody checked / Yes, or it was so at some time; leaves open: Could card numbers or security codes be touched?; decide again: * · replaced in #* by Jonas Thiel *Z: No: masked, truncated or tokens only, and somebody checked",
        ],
    );
    answers(
        "10, what evidence is there, and where",
        rows,
        &[
            "2026-11-10T02:41:00+01:00 late · Aylin Demir · Evidence e3, held by somebody else: vault:kestrel/03-sessions-before-kill.txt",
        ],
    );
    answers(
        "11, what was overridden, and why",
        rows,
        &[
            "2026-11-13T09:00:00+01:00 late · Mira Albrecht · OVERRIDDEN: the waiting time of “Wait for 72 hours without the indicator”. Reason: Quiet for 60 hours by the logs of the provider; the key is dead and the destination was shut down by its host. Jonas agrees. · met: “Is the way in closed, and has that been tested?”: yes",
        ],
    );
}

fn who_commanded(papers: &Papers) {
    let paper = papers.read("key", "md").replace('\\', "");
    let of_command = paper.lines().filter(|line| line.starts_with("| Incident commander"));
    let of_command: Vec<&str> = of_command.collect();
    let expected = [
        "| Incident commander (IC) | 10 Nov 02:20 (01:20 UTC) #* | 19 Nov 16:30 (15:30 UTC) #* | Mira Albrecht |",
        "| Incident commander (IC) | 19 Nov 16:30 (15:30 UTC) #* | still | Tomasz Keller |",
    ];
    let all =
        of_command.len() == 2 && of_command.iter().zip(expected).all(|(line, expected)| fits(line, expected));
    assert!(all, "12, who commanded when: {of_command:?}");
    let corrected = "~~Hanna: the storage network had 40 GB of flows tonight.~~ Hanna: the storage network has no flow log";
    assert!(paper.contains(corrected), "what is counted as corrected is shown");
}

fn the_papers_agree(papers: &Papers) {
    let head = papers.read("key", "txt").lines().last().unwrap().to_owned();
    assert_eq!(head.len(), 64, "{head}");
    for detail in ["key", "full"] {
        for format in FORMATS {
            let paper = papers.read(detail, format);
            assert!(
                paper.contains(&head) || format == "csv",
                "{detail} {format} names the state of the record"
            );
            let paper = paper.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                paper.contains("Data is leaving. No order of counsel, and nobody would give one."),
                "{detail} {format}"
            );
        }
        let html = papers.read(detail, "html");
        assert!(!html.contains("src=\"http") && !html.contains("<link") && !html.contains("@import"));
    }
}

#[test]
fn nothing_known_leads_to_the_end_too() {
    let env = Env::new();
    let mut start =
        vec!["start", "customer-db-exfiltration", "--codename", "barn-owl", "--zone", "Europe/Berlin"];
    start.extend(["--as", "Sam Stone"]);
    for role in ["incident-commander=Sam Stone", "executive=Sam Stone", "counsel=Sam Stone", "dpo=Sam Stone"]
    {
        start.extend(["--role", role]);
    }
    start.extend(["--answers", "tests/answers/all-unknown.toml"]);
    let ran = env.run(&start);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("All steps have an outcome"), "{}", ran.err);
    let ran = env.run(&["--as", "Sam Stone", "close", "--why", "Nothing more can be found out."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("not known at the end: "), "{}", ran.out);
}

#[test]
fn the_playbook_of_a_stranger_runs() {
    check_session("robots");
}
