//! `doctor`: whether this machine is ready for an incident. Changes nothing.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use crate::base::text::{count, listing, scrub};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::ui::Role;
use crate::host::clock::Clock;
use crate::host::organisation::Profile;
use crate::incident::event::lifecycle::TimeSync;
use crate::store::Store;
use crate::store::open::{Access, OpenOptions};
use crate::store::settings::Journal;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  breachbook doctor")]
pub(crate) struct Args {}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Good,
    Look,
    Bad,
}

#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    verdict: Verdict,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
}

fn finding(what: &'static str, verdict: Verdict, text: impl Into<String>) -> Finding {
    Finding { what, verdict, text: text.into(), remedy: None }
}

impl Finding {
    fn remedy(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }
}

/// Runs it. A finding is a finding, not a failure; exit 7 only when the record cannot be used.
pub(crate) fn run(_args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let path = context.record_path()?;
    let mut findings = record(&path);
    findings.extend([clock(&context.clock), profile(context), mirror(context), zone(context)]);
    findings.extend(space(&path));
    findings.push(playbooks(context));
    findings.extend(outside(&path, context));
    if context.ui.json {
        json::print(&context.ui, "findings", &findings)?;
    } else {
        for finding in &findings {
            show(finding, context);
        }
    }
    let bad = findings.iter().any(|finding| finding.verdict == Verdict::Bad);
    Ok(if bad { ExitCode::from(crate::cli::failure::Kind::Environment.code()) } else { ExitCode::SUCCESS })
}

fn show(finding: &Finding, context: &Context) {
    let (role, word) = match finding.verdict {
        Verdict::Good => (Role::Good, "good"),
        Verdict::Look => (Role::Warning, "look"),
        Verdict::Bad => (Role::Alarm, "BAD "),
    };
    context.ui.line(&format!("{} {}: {}", context.ui.paint(role, word), finding.what, scrub(&finding.text)));
    if let Some(remedy) = &finding.remedy {
        remedy.lines().for_each(|line| context.ui.line(&format!("     {}", scrub(line))));
    }
}

fn record(path: &Path) -> Vec<Finding> {
    if !path.exists() {
        let text = format!("{} does not exist yet; the first incident makes it", path.display());
        return vec![finding("record", Verdict::Good, text)];
    }
    let opened = match Store::open(path, OpenOptions::default()) {
        Ok(opened) => opened,
        Err(why) => {
            let finding = finding("record", Verdict::Bad, format!("{}: {why}", path.display()));
            return vec![match why.advice() {
                Some(advice) => finding.remedy(advice),
                None => finding,
            }];
        }
    };
    let store = opened.store;
    let mut findings = vec![whole(&store), settings(&store)];
    findings
        .extend(opened.warnings.iter().map(|warning| finding("record", Verdict::Look, warning.to_string())));
    findings.extend(permissions(path));
    findings
}

fn whole(store: &Store) -> Finding {
    let path = store.path().display();
    match store.check_all() {
        Ok(incidents) => {
            let many = count(incidents.len(), "incident");
            finding("record", Verdict::Good, format!("{path}: {many}, each whole in itself"))
        }
        Err(why) => finding("record", Verdict::Bad, format!("{path}: {why}")).remedy(
            "keep the file as it is, copy it before anything else; `breachbook restore` brings a copy back",
        ),
    }
}

/// What SQLite read back when the record was opened.
fn settings(store: &Store) -> Finding {
    let journal = match store.journal() {
        Journal::Wal => "write-ahead log, synchronous=FULL",
        Journal::Rollback => "rollback journal, synchronous=EXTRA",
        Journal::None => "not written to",
    };
    let sqlite = crate::store::sqlite_version();
    let text = format!("SQLite {sqlite}, {journal}, secure_delete, defensive: read back as set");
    match store.access() {
        Access::Write => finding("settings", Verdict::Good, text),
        Access::Read(why) => finding("settings", Verdict::Bad, format!("read only: {why}")),
        Access::Newer(found) => {
            finding("settings", Verdict::Bad, format!("read only: the record has the newer format {found}"))
        }
    }
}

fn permissions(path: &Path) -> Option<Finding> {
    let folder = path.parent()?;
    let mode = std::fs::metadata(folder).ok()?.mode() & 0o7777;
    let file = std::fs::metadata(path).ok()?.mode() & 0o777;
    let text = format!("folder {mode:o}, file {file:o}");
    let shared = mode & 0o2020 == 0o2020;
    if file & 0o007 != 0 || (file & 0o070 != 0 && !shared) {
        let remedy = format!(
            "chmod 600 {0}\nfor a team on one host: chgrp TEAM {1}; chmod 2770 {1}; chmod 660 {0}",
            path.display(),
            folder.display()
        );
        return Some(
            finding("permissions", Verdict::Look, format!("{text}: others can read the record"))
                .remedy(remedy),
        );
    }
    let who = if shared { "the group shares it" } else { "for you alone" };
    Some(finding("permissions", Verdict::Good, format!("{text}: {who}")))
}

fn clock(clock: &dyn Clock) -> Finding {
    match clock.time_sync() {
        TimeSync::Synchronised => finding("clock", Verdict::Good, "kept by a time service"),
        TimeSync::Unsynchronised => {
            finding("clock", Verdict::Look, "a time service runs and is not synchronised")
                .remedy("timedatectl status")
        }
        TimeSync::Unknown => {
            finding("clock", Verdict::Look, "the system does not tell whether a time service keeps it")
                .remedy("compare it with a clock that you trust and take a note of the difference")
        }
    }
}

fn profile(context: &Context) -> Finding {
    match context.profile() {
        Ok(Some(profile)) => gaps(&profile),
        Ok(None) => finding("profile", Verdict::Look, "there is no organisation profile")
            .remedy("breachbook config init"),
        Err(failure) => finding("profile", Verdict::Bad, failure.message).remedy("breachbook config show"),
    }
}

fn gaps(profile: &Profile) -> Finding {
    let gaps: Vec<String> = profile.missing().iter().map(ToString::to_string).collect();
    if gaps.is_empty() {
        let name = profile.entity.legal_name.as_deref().unwrap_or_default();
        return finding("profile", Verdict::Good, format!("{name}: complete"));
    }
    finding("profile", Verdict::Look, format!("{} missing", count(gaps.len(), "thing")))
        .remedy(gaps.join("\n"))
}

fn mirror(context: &Context) -> Finding {
    match &context.global.mirror {
        None => finding("mirror", Verdict::Look, "none: this machine may be the one that is lost")
            .remedy("--mirror DIR, on a stick or another host"),
        Some(root) if root.is_dir() => finding("mirror", Verdict::Good, root.display().to_string()),
        Some(root) => finding("mirror", Verdict::Bad, format!("{} is not there", root.display())),
    }
}

fn zone(context: &Context) -> Finding {
    match context.default_zone() {
        Ok(zone) => finding("zone", Verdict::Good, zone.name()),
        Err(failure) => finding("zone", Verdict::Bad, failure.message),
    }
}

/// Whether a cut end of a record would show: something has to be known of it outside its file.
fn outside(path: &Path, context: &Context) -> Option<Finding> {
    let opened = Store::open(path, OpenOptions { create: false, read_only: true }).ok()?;
    let incidents = opened.store.incidents().ok()?;
    let blind = incidents.iter().filter(|row| context.outside().known(row.uid).is_empty());
    let blind: Vec<&str> = blind.map(|row| row.id.as_str()).collect();
    if incidents.is_empty() {
        return None;
    }
    Some(if blind.is_empty() {
        finding("outside", Verdict::Good, "a newest entry of each incident is known outside the record")
    } else {
        let text = format!(
            "nothing is known outside the record of {}: a cut end would not show",
            listing(&blind, "and")
        );
        finding("outside", Verdict::Look, text)
            .remedy("breachbook checkpoint -o FILE, and keep FILE elsewhere")
    })
}

/// Less than this is little for evidence, in bytes.
const LITTLE: u64 = 1 << 30;

fn space(path: &Path) -> Option<Finding> {
    let folder = path.ancestors().skip(1).find(|folder| folder.is_dir())?;
    let stat = rustix::fs::statvfs(folder).ok()?;
    let free = stat.f_bavail.saturating_mul(stat.f_frsize);
    let text = format!("{} MiB free", free >> 20);
    Some(if free < LITTLE {
        finding("space", Verdict::Look, format!("{text}: little for evidence"))
            .remedy("evidence add --in-place copies nothing")
    } else {
        finding("space", Verdict::Good, text)
    })
}

fn playbooks(context: &Context) -> Finding {
    match context.library() {
        Ok(library) => finding("playbooks", Verdict::Good, count(library.headings().len(), "playbook")),
        Err(failure) => finding("playbooks", Verdict::Bad, failure.message),
    }
}
