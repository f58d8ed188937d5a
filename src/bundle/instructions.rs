//! `VERIFY.txt`: the exact commands with which a stranger checks a bundle, and what they prove. Must not name a file that the bundle does
//! not have.

use std::fmt;

use super::label_file::LabelFile;
use crate::base::id::Seq;
use crate::record::checkpoint::NAMESPACE;

/// What a signature over a manifest is made for: OpenSSH's namespace.
pub(crate) const MANIFEST_NAMESPACE: &str = "breachbook-manifest@v1";

/// A signature or stamp over a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sealed {
    /// Number of entries of the checkpoint.
    pub(crate) size: Seq,
    /// The entry that recorded it.
    pub(crate) entry: Seq,
    /// Whether it is a reply of a time-stamping authority.
    pub(crate) stamped: bool,
}

impl Sealed {
    /// Reads the name of its file.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let file = name.strip_prefix(super::layout::SIGNATURES)?.strip_prefix('/')?;
        let (size, rest) = file.split_once('.')?;
        let (entry, ending) = rest.split_once('.')?;
        let number = |text: &str| text.parse().ok().map(Seq);
        Some(Self { size: number(size)?, entry: number(entry)?, stamped: ending == "tsr" })
    }

    /// The name of its file.
    pub(crate) fn name(&self) -> String {
        let ending = if self.stamped { "tsr" } else { "sig" };
        format!("{}/{}.{}.{ending}", super::layout::SIGNATURES, self.size.0, self.entry.0)
    }
}

/// What the instructions depend on.
#[derive(Debug)]
pub(crate) struct Instructions<'a> {
    /// What the bundle is.
    pub(crate) labels: &'a LabelFile,
    /// Why the record is broken, where only its good part is here.
    pub(crate) broken: Option<&'a str>,
    /// What seals checkpoints.
    pub(crate) seals: &'a [Sealed],
    /// Whether the keys of those who may sign are here.
    pub(crate) signers: bool,
    /// Whether the manifest was signed.
    pub(crate) signed: bool,
}

impl fmt::Display for Instructions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.title(f)?;
        f.write_str(FILES)?;
        self.record(f)?;
        self.seals(f)?;
        f.write_str(MEANING)
    }
}

impl Instructions<'_> {
    fn title(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LabelFile { id, edition, head, withheld, evidence, mode, .. } = self.labels;
        writeln!(f, "How to check the record of {id}\n")?;
        if mode == "exercise" {
            writeln!(f, "EXERCISE. Nothing in this bundle describes a real incident.\n")?;
        }
        if let Some(why) = self.broken {
            writeln!(f, "BROKEN RECORD. {why}.")?;
            writeln!(
                f,
                "Only the part before that place is here. It proves nothing about what came after.\n"
            )?;
        }
        writeln!(f, "Entries:   {}", head.seq.0)?;
        writeln!(f, "Code:      {head}")?;
        writeln!(f, "Edition:   {edition}; withheld: {withheld}")?;
        writeln!(f, "Evidence:  {evidence}\n")?;
        writeln!(
            f,
            "Run the commands in the folder of this file. They need no breachbook: coreutils, Python 3,"
        )?;
        writeln!(f, "and OpenSSH or OpenSSL where something was signed or stamped.\n")
    }

    fn record(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = self.labels.head;
        writeln!(
            f,
            "2. The lines form one chain, the texts and documents belong to them. The program is short and meant to"
        )?;
        writeln!(
            f,
            "   be read first. Give it the code that you hold from elsewhere, not the one printed above.\n"
        )?;
        writeln!(f, "   python3 data/verify_log.py data")?;
        writeln!(f, "   python3 data/verify_log.py data --code \"{head}\"\n")?;
        writeln!(f, "   By hand, for the last line: the first 16 digits are the code.\n")?;
        writeln!(f, "   sed -n {}p data/log.jsonl | tr -d '\\n' | sha256sum\n", head.seq.0)
    }

    fn seals(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.signed {
            writeln!(
                f,
                "   The manifest was signed, which speaks for every file below data/. ALICE is who signed, as the file of keys"
            )?;
            writeln!(f, "   has her; take that file from somebody you trust, not from here.\n")?;
            writeln!(
                f,
                "   ssh-keygen -Y verify -f allowed_signers -I ALICE -n {MANIFEST_NAMESPACE} -s manifest-sha256.txt.sig < manifest-sha256.txt\n"
            )?;
        }
        if self.seals.is_empty() {
            return writeln!(f, "3. No checkpoint in this bundle was signed or stamped.\n");
        }
        writeln!(
            f,
            "3. Checkpoints were signed or stamped: three lines that name the incident, the number of entries and the"
        )?;
        writeln!(
            f,
            "   hash of the last. ALICE is who signed, as the file of keys has her; take that file, and the"
        )?;
        writeln!(f, "   certificate of the authority, from somebody you trust, not from here.\n")?;
        if self.signers {
            writeln!(f, "   The keys that the sender named are in {}.\n", super::layout::SIGNERS)?;
        }
        for seal in self.seals {
            let (size, name) = (seal.size.0, seal.name());
            let checkpoint = format!("{}/{size}", super::layout::CHECKPOINTS);
            writeln!(
                f,
                "   sed -n {size}p data/log.jsonl | tr -d '\\n' | sha256sum; tail -n 1 {checkpoint}"
            )?;
            if seal.stamped {
                writeln!(f, "   openssl ts -verify -data {checkpoint} -in {name} -CAfile tsa-ca.pem\n")?;
            } else {
                writeln!(
                    f,
                    "   ssh-keygen -Y verify -f allowed_signers -I ALICE -n {NAMESPACE} -s {name} < {checkpoint}\n"
                )?;
            }
        }
        Ok(())
    }
}

/// Whether the files are those that were listed.
const FILES: &str = "\
1. The files are those that were listed: no complaint, no link, no name printed.

   sha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt
   find . -type l
   (cut -c67- manifest-sha256.txt; find data ! -type d) | LC_ALL=C sort | uniq -u

   On macOS, `shasum -a 256` stands for `sha256sum`.

";

/// What is proven, and what is not.
const MEANING: &str = "\
What this proves

- Step 1: the files are those that the manifest lists. Whoever can change a file can change the manifest too.
- Step 2: no line was changed, taken out, added or moved within the lines that are here, and each text is the one its entry names.
- A code or checkpoint that you hold from elsewhere: everything up to that entry is as it was when you received it.
- A signature: whoever holds the key saw that checkpoint. A time stamp: it existed at that time.

What it does not prove

- Without a code, checkpoint, signature or stamp from elsewhere nobody can tell whether the end was cut off, an older copy was
  handed over, or everything was written anew. This includes the codes in this file.
- That what was written is true, or that everything that happened was written. The clock is that of the responder's machine.
- That withheld texts were rightly withheld; only that their entries are here, with the hash that each text must have.
- Everything in this folder comes from whoever gave it to you, this text and the verifier included. Compare the hash of
  data/verify_log.py with that of the same version from its project, or write your own from docs/record-format.md there, and take
  keys and certificates from elsewhere.
";
