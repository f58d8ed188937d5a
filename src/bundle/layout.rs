//! Which files a bundle has and how they are called. A name that is not in here is in no bundle of this format.
//! Must not read or write anything.

use crate::base::digest::Digest;

/// The format of bundles that this program writes, and the newest that it reads.
pub(crate) const FORMAT: u64 = 1;

/// The declaration that RFC 8493 asks for, section 2.1.1.
pub(crate) const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The file of the declaration.
pub(crate) const BAGIT: &str = "bagit.txt";
/// What the bundle is.
pub(crate) const BAG_INFO: &str = "bag-info.txt";
/// Hash and name of each file below `data/`.
pub(crate) const MANIFEST: &str = "manifest-sha256.txt";
/// Hash and name of each other file.
pub(crate) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// How to check all this.
pub(crate) const INSTRUCTIONS: &str = "VERIFY.txt";
/// A signature over the manifest.
pub(crate) const MANIFEST_SIGNATURE: &str = "manifest-sha256.txt.sig";

/// All lines of the record.
pub(crate) const LOG: &str = "data/log.jsonl";
/// The words that the edition may read.
pub(crate) const WORDS: &str = "data/passages.jsonl";
/// What the edition may not read, by code.
pub(crate) const WITHHELD: &str = "data/withheld.jsonl";
/// The newest checkpoint.
pub(crate) const CHECKPOINT: &str = "data/checkpoint";
/// Whose keys count, for `ssh-keygen -Y verify`.
pub(crate) const SIGNERS: &str = "data/allowed_signers";
/// The verifier that needs no breachbook.
pub(crate) const VERIFIER: &str = "data/verify_log.py";
/// Its text.
pub(crate) const VERIFIER_TEXT: &str = include_str!("verify_log.py");
/// Says where a record is broken of which only the good part is here.
pub(crate) const BROKEN: &str = "data/BROKEN.txt";

/// The documents that entries name, each under its hash.
pub(crate) const SOURCES: &str = "data/sources";
/// Chosen evidence, each file under its hash.
pub(crate) const EVIDENCE: &str = "data/evidence";
/// Checkpoints that were signed or stamped, each under its number of entries.
pub(crate) const CHECKPOINTS: &str = "data/checkpoints";
/// Signatures and replies of time-stamping authorities: `<size>.<entry>.sig` and `.tsr`.
pub(crate) const SIGNATURES: &str = "data/signatures";

/// Formats of the timeline that a bundle holds.
pub(crate) const PAPERS: [&str; 4] = ["html", "md", "csv", "json"];

/// The name of the timeline in a format. That of a broken record cannot be taken for one of a whole record.
pub(crate) fn paper(format: &str, broken: bool) -> String {
    let mark = if broken { "BROKEN-" } else { "" };
    format!("data/{mark}timeline.{format}")
}

/// The name of a file that is called by its hash.
pub(crate) fn hashed(folder: &str, sha256: Digest) -> String {
    format!("{folder}/{sha256}")
}

/// Whether a bundle of this format can have a file of this name.
pub(crate) fn is_known(name: &str) -> bool {
    let fixed = [BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, INSTRUCTIONS, MANIFEST_SIGNATURE];
    let data = [LOG, WORDS, WITHHELD, CHECKPOINT, SIGNERS, VERIFIER, BROKEN];
    let is_paper = || PAPERS.iter().any(|format| [false, true].iter().any(|b| name == paper(format, *b)));
    fixed.contains(&name) || data.contains(&name) || is_paper() || is_numbered(name)
}

fn is_numbered(name: &str) -> bool {
    let Some((folder, file)) = name.rsplit_once('/') else { return false };
    let number =
        |text: &str| !text.is_empty() && text.len() <= 16 && text.bytes().all(|b| b.is_ascii_digit());
    match folder {
        SOURCES | EVIDENCE => Digest::parse(file).is_some(),
        CHECKPOINTS => number(file),
        SIGNATURES => match file.split('.').collect::<Vec<_>>().as_slice() {
            [size, entry, "sig" | "tsr"] => number(size) && number(entry),
            _other => false,
        },
        _other => false,
    }
}

/// Whether a name lies below `data/`.
pub(crate) fn is_payload(name: &str) -> bool {
    name.starts_with("data/")
}

/// The files without which a bundle is none.
pub(crate) const NEEDED: [&str; 10] =
    [BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, INSTRUCTIONS, LOG, WORDS, WITHHELD, CHECKPOINT, VERIFIER];
