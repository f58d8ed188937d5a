//! What an author of a scenario should look at though it loads: objectives that nothing shows, injects that nobody is expected to answer.

use crate::base::problem::{Problem, Problems};
use crate::base::time::Period;

use super::model::Scenario;
use super::release::{Release, Start};

/// Looks at a scenario that loaded.
pub(crate) fn lint(scenario: &Scenario) -> Problems {
    let mut problems = Problems::default();
    objectives(scenario, &mut problems);
    injects(scenario, &mut problems);
    modules(scenario, &mut problems);
    problems
}

fn objectives(scenario: &Scenario, problems: &mut Problems) {
    for objective in &scenario.objectives {
        if objective.tasks.is_empty() {
            let message =
                format!("objective `{}` has no critical task, so nothing can be rated", objective.id);
            problems.push(Problem::warning(&scenario.source, "scenario::no-task", objective.span, message));
        }
    }
    for task in scenario.tasks() {
        let shown = scenario.expectations.iter().any(|aim| aim.task.as_ref() == Some(&task.id));
        if !shown {
            let message = format!("no expectation shows critical task `{}`", task.id);
            let problem = Problem::warning(&scenario.source, "scenario::not-shown", task.span, message);
            problems.push(problem.help("an `observed` expectation lets an evaluator say it"));
        }
    }
}

fn injects(scenario: &Scenario, problems: &mut Problems) {
    for inject in &scenario.injects {
        let answered = scenario.expectations.iter().any(|aim| aim.inject.as_ref() == Some(&inject.id));
        if !answered && inject.expected.is_empty() && inject.questions.is_empty() {
            let message = format!("inject `{}` asks nothing of anybody", inject.id);
            let problem = Problem::warning(&scenario.source, "scenario::no-answer", inject.span, message);
            problems.push(problem.help("give `expected`, `questions` or an expectation"));
        }
        let late = match &inject.release {
            Release::Rule { start: Start::Module(at), .. } => *at > scenario.duration,
            Release::Rule { start: Start::Inject(..), .. } | Release::Manual | Release::OnRequest(_) => false,
        };
        if late {
            let message = format!("inject `{}` comes when the exercise is over", inject.id);
            problems.push(Problem::warning(&scenario.source, "scenario::too-late", inject.span, message));
        }
    }
}

fn modules(scenario: &Scenario, problems: &mut Problems) {
    let planned = scenario.modules.iter().filter_map(|module| module.duration);
    let planned = Period::from_seconds(planned.map(Period::seconds).sum());
    if planned > scenario.duration {
        let span = scenario.modules.last().map(|module| module.span).unwrap_or_default();
        let message = format!("its modules take {planned}, the exercise {}", scenario.duration);
        problems.push(Problem::warning(&scenario.source, "scenario::too-long", span, message));
    }
    for module in &scenario.modules {
        if !scenario.injects.iter().any(|inject| inject.module.as_ref() == Some(&module.id)) {
            let message = format!("nothing happens in module `{}`", module.id);
            problems.push(Problem::warning(&scenario.source, "scenario::empty-module", module.span, message));
        }
    }
}
