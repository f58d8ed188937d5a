//! The list of allowed signers in OpenSSH's form (`ssh-keygen(1)`, ALLOWED SIGNERS): whose key is whose, for what and from when until
//! when. What the list says is what somebody wrote into it; where it came from has to be known from elsewhere. Must not read files.

mod line;

use super::sshsig::PublicKey;
use crate::base::time::{Timestamp, Zone};
use line::Line;

/// A list, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AllowedSigners {
    lines: Vec<Line>,
}

/// Why a list cannot be used. One bad line spoils it, as it does for ssh-keygen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {number} of the allowed signers: {why}")]
pub(crate) struct SignersError {
    /// From 1.
    pub(crate) number: usize,
    /// What is wrong with it.
    pub(crate) why: LineError,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LineError {
    /// A quotation without its end.
    #[error("a quotation mark is missing")]
    Quote,
    /// No key where one has to be.
    #[error("there is no public key behind the principals and options")]
    Key,
    /// An option that OpenSSH does not have.
    #[error("unknown option `{0}`")]
    Option(String),
    /// An option twice.
    #[error("the option `{0}` stands twice")]
    Twice(String),
    /// Not a time in OpenSSH's form.
    #[error("`{0}` is no time: YYYYMMDD or YYYYMMDDHHMM[SS], with Z for UTC")]
    Time(String),
    /// Never valid.
    #[error("valid-before lies before valid-after")]
    Never,
}

/// What a list says of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It belongs to these principals and was valid.
    Allowed(String),
    /// The list does not have it.
    Unknown,
    /// It is these principals', but not for this namespace.
    OtherUse(String),
    /// It is these principals', but was not valid yet.
    NotYet {
        /// Whose it is.
        principals: String,
        /// From when on.
        from: Timestamp,
    },
    /// It is these principals', but was no longer valid.
    Expired {
        /// Whose it is.
        principals: String,
        /// Until when.
        until: Timestamp,
    },
}

impl AllowedSigners {
    /// Reads a list. Times without `Z` are meant in `zone`, which for OpenSSH is that of the machine.
    pub(crate) fn parse(text: &str, zone: Zone) -> Result<Self, SignersError> {
        let mut lines = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            lines.push(Line::parse(line, zone).map_err(|why| SignersError { number, why })?);
        }
        Ok(Self { lines })
    }

    /// Whether a key was allowed to sign for a namespace at a time. Of several lines with the key the first that allows it counts.
    pub(crate) fn judge(&self, key: &PublicKey, namespace: &str, at: Timestamp) -> Verdict {
        let mut verdict = Verdict::Unknown;
        for line in self.lines.iter().filter(|line| !line.authority && line.key.is_same(key)) {
            let said = line.judge(namespace, at);
            if matches!(said, Verdict::Allowed(_)) {
                return said;
            }
            if verdict == Verdict::Unknown {
                verdict = said;
            }
        }
        verdict
    }
}

/// What a signature over the manifest of a bundle is made for: OpenSSH's namespace.
pub(crate) const MANIFEST_NAMESPACE: &str = "breachbook-manifest@v1";

/// A line for a list, for what this program signs alone.
pub(crate) fn line_for(principal: &str, key: &PublicKey) -> String {
    let principal = principal.split_whitespace().collect::<Vec<_>>().join("-");
    let checkpoints = super::checkpoint::NAMESPACE;
    format!("{principal} namespaces=\"{checkpoints},{MANIFEST_NAMESPACE}\" {key}")
}

#[cfg(test)]
mod tests;
