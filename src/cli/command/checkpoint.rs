//! `checkpoint`: where the record stands, in three lines that can be kept, signed and stamped elsewhere.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use crate::app::checkpoint::{Made, make};
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::context::proof::must_be_free;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::incident::event::proof::Occasion;
use crate::record::checkpoint::NAMESPACE;
use crate::record::signers::{Verdict, line_for};
use crate::record::sshsig::PublicKey;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook checkpoint\n  breachbook checkpoint --sign ~/.ssh/id_ed25519 -o checkpoint.txt\n  breachbook checkpoint --sign agent:SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8 -o checkpoint.txt\n\nCheck a signature without breachbook:\n  ssh-keygen -Y verify -f allowed_signers -I NAME -n breachbook-checkpoint@v1 -s checkpoint.txt.sig < checkpoint.txt"
)]
pub(crate) struct Args {
    /// Sign it with an SSH key: a private key file, the .pub file of a security key or of a key in the agent, or
    /// agent:FINGERPRINT. Without KEY: the one that `BREACHBOOK_KEY` names.
    #[arg(long, value_name = "KEY", num_args = 0..=1, default_missing_value = "")]
    sign: Option<String>,
    /// Write it into FILE, and the signature into FILE.sig.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the files if there are such.
    #[arg(long, requires = "output")]
    force: bool,
}

#[derive(Debug, Serialize)]
struct Shown {
    incident: String,
    size: u64,
    head: String,
    short: String,
    text: String,
    entry: Option<u64>,
    signature: Option<String>,
    key: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let signer = context.signer(args.sign.as_deref())?;
    if let Some(path) = &args.output {
        let signature = signer.as_ref().map(|_| beside(path));
        must_be_free(
            &[Some(path.as_path()), signature.as_deref()].into_iter().flatten().collect::<Vec<_>>(),
            args.force,
        )?;
    }
    let mut store = context.store(false)?;
    let mut session = context.session_past(&mut store)?;
    let made = make(&mut session, Occasion::Demand, signer.as_ref())?;
    if context.ui.json {
        json::print_object(&context.ui, &shown(&made))?;
    } else {
        context.ui.out(&made.checkpoint.to_string());
    }
    if let Some(path) = &args.output {
        write(&made, path, args.force, context)?;
    }
    context.ui.say(&format!("short form, to read aloud or to paste: {}", made.short()));
    if let Some(signature) = &made.signature {
        context.ui.say(&format!(
            "signed by {} {}",
            signature.signed.key.algorithm(),
            signature.signed.fingerprint()
        ));
    }
    context.acknowledge_beside(&session, &made.entries, true);
    if let Some(signature) = &made.signature {
        introduce(&signature.signed.key, session.identity().actor.as_str(), context)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Whoever checks the signature needs to know whose key it is.
fn introduce(key: &PublicKey, name: &str, context: &Context) -> Result<(), Failure> {
    let signers = context.allowed_signers(None)?;
    let verdict = signers.map(|signers| signers.judge(key, NAMESPACE, context.wall()));
    match verdict {
        Some(Verdict::Allowed(_)) => {}
        Some(Verdict::OtherUse(_) | Verdict::NotYet { .. } | Verdict::Expired { .. }) => {
            context.ui.warn(
                "the list of allowed signers does not allow this key now: others will refuse the signature",
            );
        }
        None | Some(Verdict::Unknown) => {
            context.ui.say(&format!("for a list of allowed signers:\n  {}", scrub(&line_for(name, key))));
        }
    }
    Ok(())
}

fn write(made: &Made, path: &Path, force: bool, context: &Context) -> Result<(), Failure> {
    context.write_file(path, made.checkpoint.to_string().as_bytes(), force)?;
    let Some(signature) = &made.signature else { return Ok(()) };
    context.write_file(&beside(path), signature.armoured.as_bytes(), force)
}

/// Where the signature over a file lies, as for ssh-keygen.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sig");
    PathBuf::from(name)
}

fn shown(made: &Made) -> Shown {
    Shown {
        incident: made.checkpoint.uid.to_string(),
        size: made.checkpoint.head.seq.0,
        head: made.checkpoint.head.hash.to_string(),
        short: made.short().to_string(),
        text: made.checkpoint.to_string(),
        entry: made.entries.last().map(|entry| entry.seq.0),
        signature: made.signature.as_ref().map(|signature| signature.armoured.clone()),
        key: made.signature.as_ref().map(|signature| signature.signed.fingerprint()),
    }
}
