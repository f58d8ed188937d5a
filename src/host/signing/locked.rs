//! Key files under a passphrase: opened here, or left to ssh-keygen where this build cannot. The passphrase is never kept.

use std::path::Path;

use super::SigningError;
use crate::record::sshsig::PrivateKey;

/// How often a passphrase may be typed on a terminal.
#[cfg(feature = "sign")]
const TRIES: usize = 3;

/// The key, opened; nothing where this build leaves it to ssh-keygen.
#[cfg(feature = "sign")]
pub(super) fn opened(key: PrivateKey, path: &Path) -> Result<Option<PrivateKey>, SigningError> {
    use std::io::IsTerminal as _;
    if !key.is_locked() {
        return Ok(Some(key));
    }
    let tries = if std::io::stdin().is_terminal() { TRIES } else { 1 };
    for _ in 0..tries {
        let typed =
            passphrase(path).map_err(|why| SigningError::NoPassphrase { key: path.to_owned(), why })?;
        if let Some(open) = key.unlock(&typed) {
            return Ok(Some(open));
        }
    }
    Err(SigningError::Passphrase(path.to_owned()))
}

#[cfg(not(feature = "sign"))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape as with the feature")]
pub(super) fn opened(key: PrivateKey, _path: &Path) -> Result<Option<PrivateKey>, SigningError> {
    Ok(Some(key).filter(|key| !key.is_locked()))
}

/// One line, not shown.
#[cfg(feature = "sign")]
fn passphrase(key: &Path) -> std::io::Result<String> {
    use std::io::IsTerminal as _;
    if std::io::stdin().is_terminal() {
        let term = console::Term::stderr();
        let shown = key.display().to_string();
        term.write_str(&format!("Passphrase for {}: ", crate::base::text::scrub(&shown)))?;
        return term.read_secure_line();
    }
    let mut line = String::new();
    if std::io::stdin().read_line(&mut line)? == 0 {
        return Err(std::io::Error::other("there is no terminal, and standard input is empty"));
    }
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}
