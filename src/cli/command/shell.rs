//! `completions` and `man`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::env::Shells;

use crate::cli::args::Cli;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook completions bash > ~/.local/share/bash-completion/completions/breachbook\n  source <(breachbook completions zsh)"
)]
pub(crate) struct CompletionsArgs {
    /// bash, zsh, fish, elvish or powershell.
    shell: String,
}

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook man | man -l -\n  breachbook man --all ~/.local/share/man/man1"
)]
pub(crate) struct ManArgs {
    /// Write one page for each command into this folder.
    #[arg(long, value_name = "DIR")]
    all: Option<PathBuf>,
}

/// Prints the script by which a shell asks this program for completions, live ids included.
pub(crate) fn completions(args: &CompletionsArgs, context: &Context) -> Result<ExitCode, Failure> {
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(&args.shell) else {
        let names: Vec<&str> = shells.names().collect();
        return Err(
            Failure::usage(format!("`{}` is no shell that is known", args.shell)).hint(names.join(", "))
        );
    };
    let program =
        std::env::current_exe().map_or_else(|_| "breachbook".to_owned(), |path| path.display().to_string());
    let mut script = Vec::new();
    shell
        .write_registration(COMPLETE, "breachbook", "breachbook", &program, &mut script)
        .map_err(|why| Failure::new(Kind::Bug, why.to_string()))?;
    context.ui.out_bytes(&script);
    Ok(ExitCode::SUCCESS)
}

/// The variable by which a shell asks.
pub(crate) const COMPLETE: &str = "BREACHBOOK_COMPLETE";

/// Prints the manual.
pub(crate) fn man(args: &ManArgs, context: &Context) -> Result<ExitCode, Failure> {
    let failed = |why: std::io::Error| Failure::new(Kind::Environment, why.to_string());
    if let Some(folder) = &args.all {
        std::fs::create_dir_all(folder).map_err(failed)?;
        clap_mangen::generate_to(Cli::command(), folder).map_err(failed)?;
        context.ui.say(&format!("{} written", folder.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page).map_err(failed)?;
    context.ui.out_bytes(&page);
    Ok(ExitCode::SUCCESS)
}
