//! Where a paper goes and in which format: the same for every command that makes one. Must not make papers.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::failure::Failure;
use crate::app::app_error::AppError;
use crate::base::text::scrub;
use crate::report::format::{Format, Paper};

/// Arguments of a command that makes a paper.
#[derive(Debug, clap::Args)]
pub(crate) struct PaperOut {
    /// md, txt, html, pdf, docx, csv, json or jsonl; by default the ending of the output file, else txt (json with --json).
    #[arg(long, value_parser = Format::named)]
    format: Option<Format>,
    /// The file to make; by default standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file if there is one.
    #[arg(long, requires = "output")]
    force: bool,
}

impl PaperOut {
    /// The format that was asked for, by word or by the ending of the file. An ending that is none is refused: the file would hold
    /// something else than its name says.
    pub(crate) fn format(&self, context: &Context) -> Result<Format, Failure> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let usual = if context.ui.json { Format::Json } else { Format::Txt };
        let Some(ending) = self.output.as_deref().and_then(Path::extension) else { return Ok(usual) };
        let ending = ending.to_string_lossy().to_lowercase();
        Format::named(&ending).map_err(|why| {
            Failure::usage(format!("`.{}` is no ending of a paper: {why}", scrub(&ending)))
                .hint("--format FORMAT writes it under any name")
        })
    }

    /// Whether a paper was asked for, where a command shows lines otherwise.
    pub(crate) fn is_wanted(&self) -> bool {
        self.format.is_some() || self.output.is_some()
    }

    /// Whether the paper takes the place of what a command says.
    pub(crate) fn is_on_standard_output(&self) -> bool {
        self.output.is_none()
    }

    /// Writes it, and gives what was written.
    pub(crate) fn give(&self, paper: &Paper, context: &Context) -> Result<Vec<u8>, Failure> {
        let format = self.format(context)?;
        let bytes = format.write(paper).map_err(AppError::from)?;
        match &self.output {
            Some(path) => context.write_file(path, &bytes, self.force)?,
            None => context.out_paper(format, &bytes)?,
        }
        Ok(bytes)
    }

    /// The same for a paper that holds words of the record: an erasure names the file as a copy that it cannot reach.
    pub(crate) fn give_copy(&self, paper: &Paper, what: &str, context: &Context) -> Result<Vec<u8>, Failure> {
        let bytes = self.give(paper, context)?;
        if let Some(path) = &self.output {
            context.note_copy(what, path);
        }
        Ok(bytes)
    }
}
