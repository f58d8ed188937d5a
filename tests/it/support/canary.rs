//! A record in which every kind of text holds a word that stands nowhere else, and who may read which: whatever makes outputs is tried
//! on it.

use super::{Env, lines};

/// Who may read a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// The counsel edition alone.
    Counsel,
    /// Those who work on it, and counsel.
    Team,
    /// These, and an authority that asked for personal texts.
    OnRequest,
    /// Everybody.
    Everybody,
    /// Nobody: it is in no paper at all.
    Nobody,
}

/// Every canary with who may read it.
pub(crate) const CANARIES: [(&str, Reader); 55] = [
    ("zqtitle", Reader::Team),
    ("zqunreleased", Reader::Team),
    ("zqkept", Reader::Team),
    ("zqprivnote", Reader::Counsel),
    ("zqprivcorr", Reader::Counsel),
    ("zqprivwhy", Reader::Counsel),
    ("zqlabelled", Reader::Counsel),
    ("zqlabelwhy", Reader::Team),
    ("zqbasis", Reader::Team),
    ("zqreviewwhy", Reader::Team),
    ("zqpersonal", Reader::Team),
    ("zqasked", Reader::OnRequest),
    ("zqreleased", Reader::Everybody),
    ("zqcorrected", Reader::Team),
    ("zqcorrwhy", Reader::Team),
    ("Zqnora", Reader::Team),
    ("Zqbrandt", Reader::Team),
    ("zqphone", Reader::Nobody),
    ("zqmail", Reader::Nobody),
    ("zqfirm", Reader::Nobody),
    ("Zqdora", Reader::Team),
    ("zqaccount", Reader::Team),
    ("zqwho", Reader::Team),
    ("zqtold", Reader::Team),
    ("zqprivwho", Reader::Counsel),
    ("zqprivtold", Reader::Counsel),
    ("zqunreached", Reader::Counsel),
    ("zqsignal", Reader::Team),
    ("zqtriage", Reader::Team),
    ("zqprivsignal", Reader::Counsel),
    ("zqtask", Reader::Team),
    ("zqprivtask", Reader::Counsel),
    ("zqquestion", Reader::Team),
    ("zqprivquestion", Reader::Counsel),
    ("zqfile", Reader::Everybody),
    ("zqsource", Reader::Everybody),
    ("zqmethod", Reader::Everybody),
    ("zqprivfile", Reader::Counsel),
    ("zqprivsource", Reader::Counsel),
    ("zqcustodian", Reader::Team),
    ("zqhost", Reader::Counsel),
    ("zqreason", Reader::Everybody),
    ("zqdissent", Reader::Team),
    ("zqfailure", Reader::Team),
    ("zqbrief", Reader::Team),
    ("zqauthority", Reader::Everybody),
    ("zqreference", Reader::Everybody),
    ("zqmoved", Reader::Team),
    ("zqmovewhy", Reader::Team),
    ("zqrecipient", Reader::Team),
    ("zqholdwhy", Reader::Team),
    ("zqerased", Reader::Nobody),
    ("zqerasewhy", Reader::Team),
    ("zqplace", Reader::Team),
    ("zqorganisation", Reader::Nobody),
];

/// The incident that holds them.
pub(crate) const INCIDENT: &str = "kestrel";

/// What the organisation profile says.
const PROFILE: &str = "format = \"organisation/1\"\nzone = \"Europe/Berlin\"\n\
    [entity]\nlegal_name = \"zqorganisation plc\"\n[dpo]\nname = \"zqorganisation dpo\"\n";

/// The record, with a file of evidence for each kind.
pub(crate) fn record() -> Env {
    let env = Env::new().with("USER", "zqaccount");
    let folder = env.home().join(".config/breachbook");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("organisation.toml"), PROFILE).unwrap();
    for name in ["zqfile.log", "zqprivfile.log"] {
        std::fs::write(env.home().join(name), name).unwrap();
    }
    let start = |codename: &str, title: &str| {
        let ran = env.run(&[
            "start",
            "tests/it/playbooks/odd-logins.toml",
            "--codename",
            codename,
            "--title",
            title,
            "--zone",
            "Europe/Berlin",
            "--no-run",
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    start(INCIDENT, "zqtitle: odd logins");
    start("heron", "another one");
    people(&env);
    notes(&env);
    words_of_work(&env);
    keeping(&env);
    env
}

/// Runs a command on the incident; gives the number of its entry.
#[track_caller]
fn act(env: &Env, arguments: &[&str]) -> String {
    act_with(env, arguments, "")
}

#[track_caller]
fn act_with(env: &Env, arguments: &[&str], input: &str) -> String {
    let all: Vec<&str> = ["-i", INCIDENT, "--json"].iter().chain(arguments).copied().collect();
    let ran = env.run_with(&all, input);
    assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.err, ran.out);
    let acknowledged = ran.out.lines().find(|line| line.contains("\"seq\"")).unwrap_or_default();
    let read: serde_json::Value = serde_json::from_str(acknowledged).unwrap_or_default();
    read["seq"].to_string()
}

#[track_caller]
fn label(env: &Env, entry: &str, label: &str) {
    act(env, &["label", entry, label, "--why", "zqlabelwhy"]);
}

fn people(env: &Env) {
    let card = ["--phone", "zqphone", "--mail", "zqmail@example.org", "--organisation", "zqfirm"];
    let add: Vec<&str> = ["people", "add", "Zqnora Zqbrandt"].iter().chain(&card).copied().collect();
    act(env, &add);
    act(env, &["role", "set", "ic", "Zqnora Zqbrandt"]);
    act(env, &["role", "set", "dpo", "Zqdora Zqdahl"]);
}

fn notes(env: &Env) {
    act(env, &["note", "zqunreleased: egress stopped"]);
    let kept = act(env, &["note", "zqkept: asked Zqnora Zqbrandt"]);
    act(env, &["label", &kept, "none", "--why", "zqreviewwhy"]);
    let advice = act(env, &["note", "zqprivnote: advice", "--label", "privileged"]);
    act(env, &["correct", &advice, "zqprivcorr: advice", "--why", "zqprivwhy"]);
    let advice = act(env, &["note", "zqlabelled: advice"]);
    let basis = "zqbasis: advice of Zqnora Zqbrandt to the board";
    act(env, &["label", &advice, "privileged", "--basis", basis, "--why", "zqlabelwhy"]);
    act(env, &["note", "zqpersonal: flu", "--label", "personal"]);
    act(env, &["note", "zqasked: flu", "--label", "personal", "--label", "released"]);
    let released =
        act(env, &["note", "zqreleased: Zqnora and ZQNORA ZQBRANDT agreed", "--label", "released"]);
    act(env, &["correct", &released, "zqcorrected: all agreed", "--why", "zqcorrwhy"]);
    let moved = act(env, &["note", "zqmoved: wrong window"]);
    act(env, &["move", &moved, "--to", "heron", "--why", "zqmovewhy"]);
    act(env, &["told", "zqwho", "zqtold"]);
    let told = act(env, &["told", "zqprivwho", "zqprivtold"]);
    label(env, &told, "privileged");
    let told = act(env, &["told", "zqunreached", "--no-answer"]);
    label(env, &told, "privileged");
    let signal = ["signal", "add", "--from", "customer", "--received", "20 Nov 2020 10:00"];
    act(env, &[&signal[..], &["zqsignal", "--triage", "zqtriage"]].concat());
    let signal = act(env, &[&signal[..], &["zqprivsignal"]].concat());
    label(env, &signal, "privileged");
}

fn words_of_work(env: &Env) {
    act(env, &["task", "add", "zqtask: call back"]);
    let task = act(env, &["task", "add", "zqprivtask: ask counsel"]);
    label(env, &task, "privileged");
    act_with(env, &["scribe"], &lines(["?zqquestion: who knew"]));
    act_with(env, &["scribe"], &lines(["?zqprivquestion: are we liable"]));
    let found = env.run(&["-i", INCIDENT, "find", "zqprivquestion", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    label(env, &found["entries"][0]["seq"].to_string(), "privileged");
    let home = env.home().to_string_lossy().into_owned();
    let (file, secret) = (format!("{home}/zqfile.log"), format!("{home}/zqprivfile.log"));
    act(env, &["evidence", "add", &file, "--source", "zqsource", "--method", "zqmethod"]);
    let piece = act(env, &["evidence", "add", &secret, "--source", "zqprivsource"]);
    label(env, &piece, "privileged");
    act(env, &["evidence", "transfer", "e1", "--to", "zqcustodian", "--why", "seized"]);
    let hosts = ["answer", "scope", "personal_data_involved=yes", "affected_hosts=zqhost-1; zqhost-2"];
    let hosts = act(env, &[&hosts[..], &["--unknown", "first_signal_at=30m"]].concat());
    let until = hosts.parse::<u64>().unwrap() + 2;
    label(env, &format!("{hosts}..{until}"), "privileged");
    let why = "zqreason: Zqnora Zqbrandt read the log";
    let dissent = "Zqdora Zqdahl=zqdissent";
    act(env, &["decide", "active", "cannot-tell", "--why", why, "--dissent", dissent]);
    act(env, &["fail", "reset", "--why", "zqfailure"]);
    let sent = ["sent", "gdpr-33", "--stage", "notify", "--at", "20 Nov 2020 11:00"];
    act(env, &[&sent[..], &["--to", "zqauthority", "--ref", "zqreference"]].concat());
    act(
        env,
        &[
            "handover",
            "offer",
            "--to",
            "Zqdora Zqdahl",
            "--role",
            "ic",
            "--brief",
            "zqbrief",
            "--by",
            "Zqnora Zqbrandt",
        ],
    );
}

fn keeping(env: &Env) {
    let paper = env.home().join("paper.txt").to_string_lossy().into_owned();
    act(env, &["timeline", "--edition", "regulator", "-o", &paper, "--to", "zqrecipient"]);
    act(env, &["hold", "set", "--why", "zqholdwhy"]);
    act(env, &["hold", "lift", "--why", "zqholdwhy"]);
    let brief = env.run(&["-i", INCIDENT, "status", "--brief"]).out;
    let code = brief.trim().rsplit("Checkpoint: ").next().unwrap();
    act(env, &["anchor", "add", "--seen", "zqplace", code]);
    let erased = act(env, &["note", "zqerased: 4711"]);
    act(env, &["redact", &erased, "--why", "zqerasewhy"]);
}
