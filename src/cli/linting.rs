//! Checking documents: the same arguments, lines and exit codes for every kind of them. Must not look for problems itself.

use std::process::ExitCode;

use super::context::Context;
use super::failure::Kind;
use crate::base::problem::Problems;
use crate::base::text::scrub;

/// Arguments of a command that checks documents.
#[derive(Debug, clap::Args)]
pub(crate) struct LintArgs {
    /// Files, or ids that the program knows.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Warnings count like errors.
    #[arg(long)]
    strict: bool,
}

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Found {
    wrong: bool,
    warned: bool,
}

impl Found {
    /// Counts the problems of a file, and shows them to people.
    pub(crate) fn take(&mut self, file: &str, problems: &Problems, context: &Context) {
        self.wrong |= problems.has_errors();
        self.warned |= !problems.is_empty();
        if context.ui.json {
            return;
        }
        if problems.is_empty() {
            context.ui.line(&format!("{}: no problems", scrub(file)));
        } else {
            context.ui.show_problems(problems);
        }
    }

    /// How the command ends: errors fail it, warnings only where that was asked for.
    pub(crate) fn exit_code(&self, args: &LintArgs) -> ExitCode {
        let fails = self.wrong || (args.strict && self.warned);
        if fails { ExitCode::from(Kind::Document.code()) } else { ExitCode::SUCCESS }
    }
}
