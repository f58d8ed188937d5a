//! The tools of OpenSSH: `ssh-keygen -Y` for what this program does not sign or check itself, `ssh-add -L` for what an agent holds.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::SigningError;
use crate::base::text::{listing, scrub};
use crate::record::sshsig::PublicKey;

const KEYGEN: &str = "ssh-keygen";
const ADD: &str = "ssh-add";

/// Signs with a key file. The tool asks for a passphrase, a PIN or a touch by itself.
pub(super) fn sign(key: &Path, message: &[u8], namespace: &str) -> Result<String, SigningError> {
    let mut command = Command::new(KEYGEN);
    command.args(["-q", "-Y", "sign", "-n", namespace, "-f"]).arg(key).stderr(Stdio::inherit());
    let output = run(KEYGEN, command, message)?;
    if !output.status.success() {
        return Err(failed(KEYGEN, "it signed nothing", &output));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Signs with a key of the agent.
pub(super) fn sign_by_agent(wanted: &str, message: &[u8], namespace: &str) -> Result<String, SigningError> {
    let mut command = Command::new(ADD);
    command.arg("-L").stderr(Stdio::piped());
    let output = run(ADD, command, &[])?;
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let keys: Vec<PublicKey> = listed.lines().filter_map(PublicKey::parse).collect();
    if keys.is_empty() {
        return Err(failed(ADD, "the agent holds no key", &output));
    }
    let prints: Vec<String> = keys.iter().map(PublicKey::fingerprint).collect();
    let found = keys.iter().find(|key| key.fingerprint().trim_start_matches("SHA256:") == bare(wanted));
    let key = found.ok_or_else(|| SigningError::NotInAgent {
        wanted: scrub(wanted).into_owned(),
        held: listing(&prints, "and"),
    })?;
    let file = Temporary::new("pub", format!("{key}\n").as_bytes())?;
    sign(&file.0, message, namespace)
}

fn bare(fingerprint: &str) -> &str {
    fingerprint.trim().trim_start_matches("SHA256:")
}

/// Whether a signature by any kind of key fits, whoever's it is.
pub(super) fn fits(armoured: &str, message: &[u8], namespace: &str) -> Result<bool, SigningError> {
    let file = Temporary::new("sig", armoured.as_bytes())?;
    let mut command = Command::new(KEYGEN);
    command.args(["-q", "-Y", "check-novalidate", "-n", namespace, "-s"]).arg(&file.0);
    command.stderr(Stdio::piped());
    Ok(run(KEYGEN, command, message)?.status.success())
}

fn run(tool: &'static str, mut command: Command, input: &[u8]) -> Result<Output, SigningError> {
    let broken = |why: std::io::Error| SigningError::Tool { tool, said: why.to_string() };
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = match spawned {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Err(SigningError::NoTool(tool)),
        other => other.map_err(broken)?,
    };
    if let Some(mut pipe) = child.stdin.take() {
        // A tool that ends before it has read all says why by itself.
        drop(pipe.write_all(input));
    }
    child.wait_with_output().map_err(broken)
}

fn failed(tool: &'static str, usual: &str, output: &Output) -> SigningError {
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    SigningError::Tool {
        tool,
        said: if said.is_empty() { usual.to_owned() } else { scrub(&said).into_owned() },
    }
}

/// A file for a tool that reads no pipe; gone when it is dropped.
struct Temporary(PathBuf);

impl Temporary {
    fn new(ending: &str, bytes: &[u8]) -> Result<Self, SigningError> {
        let failed = SigningError::Temporary;
        let mut random = [0_u8; 8];
        getrandom::fill(&mut random).map_err(|why| failed(std::io::Error::other(why)))?;
        let name = format!("breachbook-{:016x}.{ending}", u64::from_le_bytes(random));
        let path = std::env::temp_dir().join(name);
        let opened = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let (mut file, made) = (opened.map_err(failed)?, Self(path));
        file.write_all(bytes).map_err(failed)?;
        Ok(made)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // It holds nothing secret: a public key or a signature.
        drop(std::fs::remove_file(&self.0));
    }
}
