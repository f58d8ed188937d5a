//! Files that come with injects. They lie beside the scenario, which names each with its hash; who facilitates hands them out.

use std::path::Path;

use crate::app::app_error::AppError;
use crate::base::problem::{Problem, Problems};
use crate::incident::event::evidence::CheckResult;
use crate::scenario::model::Scenario;
use crate::store::evidence::check_in_place;

/// Whether every file lies in the folder of the scenario and is the one that is meant.
pub(crate) fn look(scenario: &Scenario, folder: &Path) -> Result<Problems, AppError> {
    let mut problems = Problems::default();
    for inject in &scenario.injects {
        for file in &inject.attachments {
            let wrong = match check_in_place(&folder.join(&file.file), file.sha256, &mut |_| ())? {
                CheckResult::Unchanged => continue,
                CheckResult::Changed => "is not the file that the scenario means: its sha256 is another",
                CheckResult::Missing | CheckResult::NotCheckable => "does not lie beside the scenario",
            };
            let message = format!("attachment `{}` of inject `{}` {wrong}", file.file, inject.id);
            let problem = Problem::error(&scenario.source, "scenario::attachment", inject.span, message);
            problems.push(problem.help("`sha256sum FILE` prints what belongs into `sha256`"));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests;
