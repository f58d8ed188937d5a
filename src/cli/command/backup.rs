//! `backup` and `restore`: copies of the record.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::base::text::{count, scrub};
use crate::cli::bar::Bar;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::incident::command::Command;
use crate::incident::event::keeping::Restored;
use crate::store::evidence::EvidenceFolder;
use crate::store::restore;

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  breachbook backup /media/stick/2026-11-22")]
pub(crate) struct BackupArgs {
    /// A folder that does not exist yet, or is empty.
    folder: PathBuf,
}

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook restore /media/stick/2026-11-22 --db new.db\n  breachbook restore --from-mirror /mnt/mirror --db new.db"
)]
pub(crate) struct RestoreArgs {
    /// The folder of a backup.
    #[arg(required_unless_present = "from_mirror", conflicts_with = "from_mirror")]
    folder: Option<PathBuf>,
    /// The folder of a mirror instead.
    #[arg(long, value_name = "DIR")]
    from_mirror: Option<PathBuf>,
}

/// Makes a backup and reads it again.
pub(crate) fn backup(args: &BackupArgs, context: &Context) -> Result<ExitCode, Failure> {
    let store = context.store(false)?;
    let bar = Bar::bytes(&context.ui, "evidence", evidence_size(store.path()));
    let made = store.back_up(&args.folder, &mut |read| bar.reach(read))?;
    drop(bar);
    context.note_copy("backup", &args.folder);
    let folder = args.folder.display().to_string();
    context.ui.line(&format!(
        "{}: {}, {}; written and read back",
        scrub(&folder),
        count(made.incidents.len(), "incident"),
        count(made.evidence, "evidence file")
    ));
    if made.changed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let lost: Vec<String> = made.changed.iter().map(ToString::to_string).collect();
    Err(Failure::new(
        Kind::Broken,
        format!("evidence is no longer what was taken and is not in the backup: {}", lost.join(", ")),
    )
    .hint("breachbook evidence check    records what is wrong"))
}

fn evidence_size(record: &Path) -> u64 {
    let folder = EvidenceFolder::beside(record);
    let hashes = folder.all().unwrap_or_default();
    hashes
        .iter()
        .filter_map(|sha256| std::fs::metadata(folder.path_of(*sha256)).ok())
        .map(|meta| meta.len())
        .sum()
}

/// Brings a record back; each incident gets an entry that says so.
pub(crate) fn restore(args: &RestoreArgs, context: &Context) -> Result<ExitCode, Failure> {
    let record = context.record_path()?;
    let (back, from) = match (&args.folder, &args.from_mirror) {
        (_, Some(mirror)) => (restore::from_mirror(mirror, &record)?, mirror),
        (Some(folder), None) => {
            let bar = Bar::bytes(&context.ui, "evidence", evidence_size(&folder.join("record.db")));
            (restore::from_backup(folder, &record, &mut |read| bar.reach(read))?, folder)
        }
        (None, None) => return Err(Failure::usage("name the folder of a backup, or --from-mirror DIR")),
    };
    context.note_copy(if args.from_mirror.is_some() { "mirror" } else { "backup" }, from);
    let mut store = context.store(false)?;
    for whole in &back.incidents {
        if store.imported(whole.uid)?.is_some() {
            context
                .ui
                .say(&format!("an imported incident came back up to {}; nothing is added to it", whole.head));
            continue;
        }
        let before = context.outside().new_baseline(whole.uid);
        let mut session = context.session_on(&mut store, whole.uid)?;
        let mut wording = session.wording();
        let from = wording.say(&from.display().to_string())?;
        let body = Restored { size: whole.head.seq, from };
        let entries = session.act(Command::Write(Box::new(body.into())), wording)?;
        context.acknowledge(&session, &entries);
        let torn =
            if back.torn.contains(&whole.uid) { "; its last line was torn and is left out" } else { "" };
        context.detail(&format!("  came back up to {}{torn}", whole.head));
        if let Some(seen) = before.filter(|seen| seen.head.seq > whole.head.seq) {
            context.detail(&format!(
                "  {} was seen here before: what came after {} is not in this copy",
                seen.head, whole.head.seq
            ));
        }
    }
    if back.missing > 0 {
        context.ui.warn(&format!("{} texts are not in the copy; their entries are", back.missing));
    }
    let evidence =
        if args.from_mirror.is_some() { "a mirror holds no evidence files" } else { "with its evidence" };
    context.ui.say(&format!("restored to {}, {evidence}", scrub(&record.display().to_string())));
    Ok(ExitCode::SUCCESS)
}
