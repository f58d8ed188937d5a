//! Signing with a responder's SSH key: a key file in this process, everything else (agents, security keys, RSA) through `ssh-keygen`.
//! A passphrase is asked for on the terminal, or read as one line of standard input where there is none; it is never kept.
//! Must not know what is signed.

mod locked;
mod tool;

use std::path::{Path, PathBuf};

use crate::record::sshsig::{self, Armoured, PrivateKey, Signed, SshsigError};

/// What `--sign` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeyChoice {
    /// A private key file, or a `.pub` file whose other half the agent or a security key holds.
    File(PathBuf),
    /// A key of the agent, by its fingerprint.
    Agent(String),
}

impl KeyChoice {
    /// Reads `agent:SHA256:..` or a path.
    pub(crate) fn parse(typed: &str) -> Self {
        match typed.strip_prefix("agent:") {
            Some(fingerprint) => Self::Agent(fingerprint.to_owned()),
            None => Self::File(PathBuf::from(typed)),
        }
    }
}

/// A signature that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signature {
    /// As it is kept and handed out.
    pub(crate) armoured: String,
    /// The key that made it.
    pub(crate) signed: Signed,
}

/// Why nothing was signed or checked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SigningError {
    /// A file.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Not a key.
    #[error("{} is no SSH key: neither a private key nor a .pub file", .0.display())]
    NoKey(PathBuf),
    /// The passphrase does not open the key.
    #[cfg_attr(
        not(feature = "sign"),
        expect(dead_code, reason = "without the feature locked keys are left to ssh-keygen")
    )]
    #[error("the passphrase does not open {}", .0.display())]
    Passphrase(PathBuf),
    /// Nobody typed one.
    #[cfg_attr(
        not(feature = "sign"),
        expect(dead_code, reason = "without the feature locked keys are left to ssh-keygen")
    )]
    #[error("no passphrase for {}: {why}", key.display())]
    NoPassphrase {
        /// The key.
        key: PathBuf,
        /// What happened.
        why: std::io::Error,
    },
    /// The agent does not hold that key.
    #[error("the agent holds no key `{wanted}`; it holds {held}")]
    NotInAgent {
        /// What was asked for.
        wanted: String,
        /// What is there.
        held: String,
    },
    /// A tool of OpenSSH is not installed.
    #[error("`{0}` of OpenSSH is needed for that and is not installed")]
    NoTool(&'static str),
    /// A tool of OpenSSH said no; it has told why.
    #[error("{tool}: {said}")]
    Tool {
        /// Which.
        tool: &'static str,
        /// What it said.
        said: String,
    },
    /// The signature.
    #[error(transparent)]
    Signature(#[from] SshsigError),
    /// A file of the moment could not be made.
    #[error("a temporary file could not be made: {0}")]
    Temporary(std::io::Error),
}

/// Signs with the key that somebody chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signer {
    choice: KeyChoice,
}

impl Signer {
    /// With that key.
    pub(crate) fn new(choice: KeyChoice) -> Self {
        Self { choice }
    }

    /// Signs a message for a namespace. May ask for a passphrase, a PIN or a touch. What comes back was checked.
    pub(crate) fn sign(&self, message: &[u8], namespace: &str) -> Result<Signature, SigningError> {
        let armoured = match &self.choice {
            KeyChoice::File(path) => sign_with_file(path, message, namespace)?,
            KeyChoice::Agent(fingerprint) => tool::sign_by_agent(fingerprint, message, namespace)?,
        };
        let signed = check(&armoured, message, namespace)?;
        Ok(Signature { armoured, signed })
    }
}

/// Checks a signature; where this program cannot, ssh-keygen does.
pub(crate) fn check(armoured: &str, message: &[u8], namespace: &str) -> Result<Signed, SigningError> {
    match sshsig::verify(armoured, message, namespace) {
        Err(SshsigError::Unchecked { fingerprint, .. }) => {
            if !tool::fits(armoured, message, namespace)? {
                return Err(SshsigError::Mismatch(fingerprint).into());
            }
            Ok(Signed { key: Armoured::parse(armoured)?.key() })
        }
        other => Ok(other?),
    }
}

fn sign_with_file(path: &Path, message: &[u8], namespace: &str) -> Result<String, SigningError> {
    let bytes = std::fs::read(path).map_err(|source| SigningError::File { path: path.to_owned(), source })?;
    let text = String::from_utf8_lossy(&bytes);
    let is_public = sshsig::PublicKey::parse(&text).is_some();
    if !is_public && !text.contains("PRIVATE KEY-----") {
        return Err(SigningError::NoKey(path.to_owned()));
    }
    match PrivateKey::parse(&text)
        .filter(PrivateKey::can_sign)
        .map(|key| locked::opened(key, path))
        .transpose()?
    {
        Some(Some(key)) => Ok(key.sign(message, namespace)?),
        Some(None) | None => tool::sign(path, message, namespace),
    }
}

#[cfg(test)]
mod tests;
