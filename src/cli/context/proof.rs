//! What proofs need of this machine: the key to sign with, the list of allowed signers, and the checkpoint behind an act.

use std::path::Path;

use super::Context;
use crate::app::app_error::AppError;
use crate::app::checkpoint;
use crate::app::session::Session;
use crate::base::text::scrub;
use crate::cli::failure::{Failure, Kind};
use crate::host::signing::{KeyChoice, Signer};
use crate::incident::event::proof::Occasion;
use crate::record::chain::Head;
use crate::record::signers::AllowedSigners;

/// No checkpoint, signature, reply or list is longer, in bytes.
const LONGEST: u64 = 1 << 20;

impl Context {
    /// Who signs, where that was asked for; `--sign` without a key means the one of the environment.
    pub(crate) fn signer(&self, typed: Option<&str>) -> Result<Option<Signer>, Failure> {
        let usual = || {
            self.environment.key.clone().ok_or_else(|| {
                Failure::usage("--sign names no key, and BREACHBOOK_KEY is not set").hint(
                    "--sign ~/.ssh/id_ed25519, --sign ~/.ssh/id_ed25519_sk.pub or --sign agent:SHA256:..",
                )
            })
        };
        let key = match typed {
            None => return Ok(None),
            Some("") => usual()?,
            Some(key) => key.to_owned(),
        };
        Ok(Some(Signer::new(KeyChoice::parse(&key))))
    }

    /// The list of allowed signers: the one that is named, else the one beside the organisation profile, where there is one.
    pub(crate) fn allowed_signers(&self, named: Option<&Path>) -> Result<Option<AllowedSigners>, Failure> {
        let usual = || {
            self.config_folder().map(|folder| folder.join("allowed_signers")).filter(|path| path.is_file())
        };
        let Some(path) = named.map(Path::to_owned).or_else(usual) else { return Ok(None) };
        let text = read_text(&path)?;
        Ok(Some(AllowedSigners::parse(&text, self.system_zone()).map_err(AppError::from)?))
    }

    /// Makes an unsigned checkpoint behind an act; gives the head to read aloud. The act stands even where this fails.
    pub(crate) fn checkpoint_after(&self, session: &mut Session<'_>, occasion: Occasion) -> Head {
        match checkpoint::make(session, occasion, None) {
            Ok(made) => made.checkpoint.head,
            Err(why) => {
                self.ui.warn(&format!("no checkpoint could be made: {}", Failure::from(why).message));
                session.head()
            }
        }
    }
}

/// Refuses to begin where a file is in the way: nothing should be recorded of what then cannot be handed out.
pub(crate) fn must_be_free(paths: &[&Path], force: bool) -> Result<(), Failure> {
    match paths.iter().find(|path| !force && path.symlink_metadata().is_ok()) {
        Some(path) => {
            let shown = scrub(&path.display().to_string()).into_owned();
            Err(Failure::usage(format!("{shown} is there already and is not overwritten"))
                .hint("give another name, or --force"))
        }
        None => Ok(()),
    }
}

/// Reads a small file.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = scrub(&path.display().to_string()).into_owned();
    let failed = |why: std::io::Error| Failure::new(Kind::Environment, format!("{shown}: {why}"));
    let about = std::fs::metadata(path).map_err(failed)?;
    if !about.is_file() || about.len() > LONGEST {
        return Err(Failure::usage(format!("{shown} is not what is asked for here")));
    }
    std::fs::read(path).map_err(failed)
}

/// Reads a small text.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    let shown = scrub(&path.display().to_string()).into_owned();
    String::from_utf8(read_bytes(path)?)
        .map_err(|_bad| Failure::new(Kind::Document, format!("{shown} is no text")))
}
