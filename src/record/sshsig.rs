//! SSH signatures (OpenSSH's PROTOCOL.sshsig): whether one fits a message and a namespace, and by which key. Says nothing about whose key
//! it is: that is for the list of allowed signers. Must not read files or ask anybody.

use std::fmt;

use ssh_key::public::KeyData;
use ssh_key::{Algorithm, EcdsaCurve, HashAlg, SshSig};

/// A public key.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PublicKey(ssh_key::PublicKey);

/// Like the line of a `.pub` file, without its comment.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bare = ssh_key::PublicKey::new(self.0.key_data().clone(), "");
        f.write_str(bare.to_openssh().map_err(|_bad| fmt::Error)?.trim_end())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fingerprint())
    }
}

impl PublicKey {
    /// Reads the line of a `.pub` file.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        ssh_key::PublicKey::from_openssh(line.trim()).ok().map(Self)
    }

    /// `SHA256:` and 43 characters, as `ssh-keygen -l` shows it.
    pub(crate) fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    /// The name of its kind, such as `ssh-ed25519`.
    pub(crate) fn algorithm(&self) -> String {
        self.0.algorithm().to_string()
    }

    /// Whether it is the same key, whatever its comment.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.0.key_data() == other.0.key_data()
    }

    /// Whether this program can check signatures by such a key.
    pub(crate) fn is_checkable(&self) -> bool {
        match self.0.key_data() {
            KeyData::Ed25519(_) | KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_) => true,
            KeyData::Ecdsa(key) => key.curve() == EcdsaCurve::NistP256,
            KeyData::Dsa(_) | KeyData::Rsa(_) | KeyData::Other(_) | _ => false,
        }
    }
}

/// Why a signature proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SshsigError {
    /// Not the armoured form.
    #[error("not an SSH signature: such a file begins with `-----BEGIN SSH SIGNATURE-----`")]
    Form,
    /// Made for something else.
    #[error("the signature was made for the namespace `{found}`, not for `{wanted}`")]
    Namespace {
        /// What it was made for.
        found: String,
        /// What it has to be made for.
        wanted: String,
    },
    /// By that key, but not over these bytes.
    #[error("the signature by {0} does not fit these bytes")]
    Mismatch(String),
    /// By a kind of key that is not checked here.
    #[error("signatures by {algorithm} keys are not checked here ({fingerprint}); ssh-keygen does it")]
    Unchecked {
        /// The kind.
        algorithm: String,
        /// The key.
        fingerprint: String,
    },
    /// The key cannot make one.
    #[error("this key cannot sign here: {0}")]
    Key(String),
}

/// A signature, read but not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Armoured(SshSig);

impl Armoured {
    /// Reads the armoured form; line ends and blanks around it do not matter.
    pub(crate) fn parse(text: &str) -> Result<Self, SshsigError> {
        let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
        let text = lines.join("\n") + "\n";
        let read = SshSig::from_pem(&text).map_err(|_bad| SshsigError::Form)?;
        // The crate overlooks wrong lengths and reads version 0; what would not be written so is refused, as by ssh-keygen.
        let written = read.to_pem(ssh_key::LineEnding::LF).map_err(|_bad| SshsigError::Form)?;
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let is_same = bare(&written) == bare(&text) && read.version() == SshSig::VERSION;
        if is_same { Ok(Self(read)) } else { Err(SshsigError::Form) }
    }

    /// The key that the signature names. It is proven only by [`verify`].
    pub(crate) fn key(&self) -> PublicKey {
        PublicKey(ssh_key::PublicKey::from(self.0.public_key().clone()))
    }
}

/// A signature that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    /// The key that made it.
    pub(crate) key: PublicKey,
}

impl Signed {
    /// The key as `ssh-keygen -l` shows it.
    pub(crate) fn fingerprint(&self) -> String {
        self.key.fingerprint()
    }
}

/// Checks an armoured signature over a message.
pub(crate) fn verify(armoured: &str, message: &[u8], namespace: &str) -> Result<Signed, SshsigError> {
    let read = Armoured::parse(armoured)?;
    let key = read.key();
    if read.0.namespace() != namespace {
        let (found, wanted) = (read.0.namespace().to_owned(), namespace.to_owned());
        return Err(SshsigError::Namespace { found, wanted });
    }
    if !key.is_checkable() {
        return Err(SshsigError::Unchecked { algorithm: key.algorithm(), fingerprint: key.fingerprint() });
    }
    match key.0.verify(namespace, message, &read.0) {
        Ok(()) => Ok(Signed { key }),
        Err(_why) => Err(SshsigError::Mismatch(key.fingerprint())),
    }
}

/// A private key in the memory of this process.
pub(crate) struct PrivateKey(ssh_key::PrivateKey);

/// Shows no secret.
impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.fingerprint(HashAlg::Sha256).to_string())
    }
}

impl PrivateKey {
    /// Reads OpenSSH's form of a private key; one under a passphrase is read, and is of no use until it is unlocked.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        ssh_key::PrivateKey::from_openssh(text).ok().map(Self)
    }

    /// Whether a passphrase protects it.
    pub(crate) fn is_locked(&self) -> bool {
        self.0.is_encrypted()
    }

    /// Unlocks it; nothing when the passphrase is another one.
    #[cfg(feature = "sign")]
    pub(crate) fn unlock(&self, passphrase: &str) -> Option<Self> {
        self.0.decrypt(passphrase).ok().map(Self)
    }

    /// Whether [`PrivateKey::sign`] can use it: keys on hardware and RSA keys are left to ssh-keygen.
    pub(crate) fn can_sign(&self) -> bool {
        match self.0.algorithm() {
            Algorithm::Ed25519 | Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 } => true,
            Algorithm::Ecdsa { curve: EcdsaCurve::NistP384 | EcdsaCurve::NistP521 }
            | Algorithm::Dsa
            | Algorithm::Rsa { .. }
            | Algorithm::SkEcdsaSha2NistP256
            | Algorithm::SkEd25519
            | Algorithm::Other(_)
            | _ => false,
        }
    }

    /// Signs a message, as `ssh-keygen -Y sign -n NAMESPACE` does.
    pub(crate) fn sign(&self, message: &[u8], namespace: &str) -> Result<String, SshsigError> {
        let failed = |why: ssh_key::Error| SshsigError::Key(why.to_string());
        let signature = self.0.sign(namespace, HashAlg::Sha512, message).map_err(failed)?;
        signature.to_pem(ssh_key::LineEnding::LF).map_err(failed)
    }
}

#[cfg(test)]
mod tests;
