//! `VERIFY.txt`: the exact commands with which a stranger checks a bundle, and what they prove. Must not name a file that the bundle does
//! not have.

use std::fmt;

use super::label_file::LabelFile;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::record::checkpoint::NAMESPACE;
use crate::record::signers::MANIFEST_NAMESPACE;

/// A signature or stamp over a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sealed {
    /// Number of entries of the checkpoint.
    pub(crate) size: Seq,
    /// The entry that recorded it.
    pub(crate) entry: Seq,
    /// When that was, by the clock of the machine.
    pub(crate) at: Timestamp,
    /// Whether it is a reply of a time-stamping authority.
    pub(crate) stamped: bool,
}

impl Sealed {
    /// The name of its file.
    pub(crate) fn name(&self) -> String {
        let ending = if self.stamped { "tsr" } else { "sig" };
        format!("{}/{}.{}.{ending}", super::layout::SIGNATURES, self.size.0, self.entry.0)
    }
}

/// A code that somebody else holds, as the record tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    /// `#700 c4d8-23dc-acdd-4e45`.
    pub(crate) code: String,
    /// The entry that tells it.
    pub(crate) entry: Seq,
    /// How it is held, for people.
    pub(crate) how: &'static str,
}

/// What the instructions depend on.
#[derive(Debug)]
pub(crate) struct Instructions<'a> {
    /// What the bundle is.
    pub(crate) labels: &'a LabelFile,
    /// Over everything that was made from a broken record, of which only the good part is here.
    pub(crate) broken: Option<&'a str>,
    /// What seals checkpoints.
    pub(crate) seals: &'a [Sealed],
    /// What others hold.
    pub(crate) held: &'a [Held],
    /// Whether the keys of those who may sign are here.
    pub(crate) signers: bool,
    /// Whether the manifest was signed.
    pub(crate) signed: bool,
    /// When the newest entry was recorded, by the clock of the machine.
    pub(crate) newest: Timestamp,
}

impl fmt::Display for Instructions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.title(f)?;
        self.files(f)?;
        self.record(f)?;
        self.seals(f)?;
        self.held(f)?;
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
        if let Some(watermark) = self.broken {
            writeln!(f, "{watermark}")?;
            writeln!(f, "Only what fits is here. It proves nothing about the rest.\n")?;
        }
        writeln!(f, "Entries:   {}", head.seq.0)?;
        writeln!(f, "Code:      {head}")?;
        writeln!(f, "Edition:   {edition}; withheld: {withheld}")?;
        writeln!(f, "Evidence:  {evidence}\n")?;
        f.write_str(ABOUT)
    }

    fn files(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "1. The files are those that were listed.\n")?;
        if self.signed {
            f.write_str(SIGNED)?;
            signature(
                f,
                self.newest,
                MANIFEST_NAMESPACE,
                ("manifest-sha256.txt.sig", "manifest-sha256.txt"),
            )?;
        }
        f.write_str(FILES)
    }

    fn record(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(RECORD)?;
        writeln!(
            f,
            "      sed -n {}p data/log.jsonl | tr -d '\\n' | sha256sum | cut -c1-16\n",
            self.labels.head.seq.0
        )
    }

    fn seals(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.seals.is_empty() {
            return writeln!(f, "3. No checkpoint in this bundle was signed or stamped.\n");
        }
        f.write_str(SEALS)?;
        if self.signers {
            writeln!(f, "   The keys that the sender named are in {}.\n", super::layout::SIGNERS)?;
        }
        self.seals.iter().try_for_each(|seal| seal.write(f))
    }

    fn held(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.held.is_empty() {
            return writeln!(f, "4. The record does not say that anybody else holds a code of it.\n");
        }
        f.write_str(HELD)?;
        for Held { code, entry, how } in self.held {
            writeln!(f, "   - {code}: {how} (entry {})", entry.0)?;
        }
        writeln!(f)
    }
}

impl Sealed {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, name) = (self.size.0, self.name());
        let checkpoint = format!("{}/{size}", super::layout::CHECKPOINTS);
        let what = if self.stamped { "Time stamp" } else { "Signature" };
        writeln!(f, "   {what} of entry {}, over {size} entries:\n", self.entry.0)?;
        writeln!(
            f,
            "      test \"$(sed -n {size}p data/log.jsonl | tr -d '\\n' | sha256sum | cut -c1-64)\" = \"$(tail -n 1 {checkpoint})\" && echo fits"
        )?;
        if self.stamped {
            writeln!(f, "      openssl ts -verify -data {checkpoint} -in {name} -CAfile ../tsa-ca.pem")?;
            return writeln!(f, "      openssl ts -reply -in {name} -text\n");
        }
        signature(f, self.at, NAMESPACE, (&name, &checkpoint))
    }
}

/// Whose key it is, and whether the signature fits. A time is one of UTC.
fn signature(
    f: &mut fmt::Formatter<'_>,
    at: Timestamp,
    namespace: &str,
    (signature, signed): (&str, &str),
) -> fmt::Result {
    let time = at.utc().format("%Y%m%d%H%M%S");
    writeln!(
        f,
        "      TZ=UTC ssh-keygen -Y find-principals -O verify-time={time} -f ../allowed_signers -s {signature}"
    )?;
    writeln!(
        f,
        "      TZ=UTC ssh-keygen -Y verify -O verify-time={time} -f ../allowed_signers -I ALICE -n {namespace} -s {signature} < {signed}\n"
    )
}

/// What is needed, and how to read what follows.
const ABOUT: &str = "\
Run the commands, which stand further in, in the folder of this file. They need no breachbook: coreutils, Python 3, and OpenSSH 8.9
or OpenSSL where something was signed or stamped. On macOS, `shasum -a 256` stands for `sha256sum`.

What you hold from elsewhere goes into the folder above this one: ../allowed_signers, the keys of those who may sign (ssh-keygen(1),
\"ALLOWED SIGNERS\"); ../tsa-ca.pem, the certificate of a time-stamping authority; ../checkpoint, three lines that came in a mail.
Get them from somebody you trust. What lies in this folder was put there by whoever gave it to you.

";

/// What a signed manifest is good for.
const SIGNED: &str = "   \
   The list was signed: that comes first, since all else rests on it. The first command says whose key it is; put that name in the
   place of ALICE. A signature has no time of its own: this one was made behind the newest entry, and the key counts as of that time,
   by the clock of the responder's machine. Where the key became valid later, put that day into verify-time.

";

/// Whether the files are those that were listed.
const FILES: &str = "   \
   No complaint, no link, no name may be printed.

      sha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt
      find . -type l
      (cut -c67- manifest-sha256.txt; find data ! -type d) | LC_ALL=C sort | uniq -u

";

/// Whether the record fits together, and is the one that was seen elsewhere.
const RECORD: &str = "\
2. The lines form one chain, and texts and documents belong to them. The program is short and meant to be read first.

      python3 data/verify_log.py data

   It cannot tell whether the end was cut off or all was written anew. A code that you hold from elsewhere can, as it stands on
   papers, in chats, in our reference of a notice: put it in the place of #NUMBER CODE, not the one printed above. So can a checkpoint.

      python3 data/verify_log.py data --code \"#NUMBER CODE\"
      python3 data/verify_log.py data --checkpoint ../checkpoint

   By hand, the sixteen digits of a code:

";

/// What a signature or a stamp is good for.
const SEALS: &str = "\
3. Checkpoints were signed or stamped: three lines that name the incident, the number of entries and the hash of the last. The first
   command of each says whether the lines here lead to that hash, and prints `fits`. For a signature the next one says whose key it is;
   put that name in the place of ALICE. A key counts as of the time at which the record says that it signed, by the clock of the
   responder's machine. For a stamp the last command prints when it was given, by the clock of the authority.

";

/// What can be asked for elsewhere.
const HELD: &str = "\
4. The record says that these codes were known elsewhere. Ask for them there, and check what you are told as in step 2.

";

/// What is proven, and what is not.
const MEANING: &str = "\
What this proves

- Step 1: the files are those that the manifest lists. Whoever can change a file can change the manifest too, unless it was signed:
  then whoever holds that key listed these files, papers and evidence among them.
- Step 2: no line was changed, taken out, added or moved within the lines that are here, and each text is the one its entry names.
- A code or checkpoint that you hold from elsewhere: everything up to that entry is as it was when you received it.
- Step 3: whoever holds the key saw that checkpoint; a stamped one existed at that time. What came after it is not covered.

What it does not prove

- Without a code, checkpoint, signature or stamp that you can judge from elsewhere nobody can tell whether the end was cut off, an
  older copy was handed over, or everything was written anew. This includes the codes in this file.
- Without a signed manifest nobody can tell whether the timeline in this folder is the one that was written with the record, or
  whether texts or evidence were left out that should be here.
- That what was written is true, or that everything that happened was written. The clock is that of the responder's machine.
- That withheld texts were rightly withheld; only that their entries are here, with the hash that each text must have.
- Everything in this folder comes from whoever gave it to you, this text and the verifier included. Compare the hash of
  data/verify_log.py with that of the same version from its project, or write your own from docs/record-format.md there.
";
