//! The command line: arguments in, words and an exit code out. The only layer that prints.

pub(crate) mod acknowledge;
mod args;
pub(crate) mod bar;
pub(crate) mod command;
pub(crate) mod complete;
pub(crate) mod context;
pub(crate) mod failure;
pub(crate) mod json;
mod linting;
mod mistake;
pub(crate) mod paper_out;
mod parse;
pub(crate) mod problem_row;
mod typed_words;
pub(crate) mod ui;
pub(crate) mod watching;

use std::process::ExitCode;

use self::context::Context;
use self::failure::Failure;
use self::mistake::Outcome;
use self::typed_words::typed_words;
use self::ui::Ui;

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    if complete::answered() {
        return ExitCode::SUCCESS;
    }
    crate::host::file_limit::outlive();
    let words: Vec<_> = std::env::args_os().collect();
    let cli = match parse::read(&words) {
        Ok(cli) => cli,
        Err(error) => match mistake::answer(&error, &words) {
            Outcome::Meant(cli) => *cli,
            Outcome::Ends(code) => return code,
        },
    };
    let ui = Ui::new(&cli.global);
    let mut context = Context::new(cli.global, ui);
    let code = command::run(cli.command, &mut context)
        .unwrap_or_else(|failure| context.ui.fail(&failure.giving_back(&typed_words(&words))));
    context.settle_mirror();
    context.ui.ending(code)
}

impl From<Failure> for ExitCode {
    fn from(failure: Failure) -> Self {
        Self::from(failure.kind.code())
    }
}
