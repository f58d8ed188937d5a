//! Problems of documents as programs read them: the same for every kind of document. The shape is in docs/json.md.

use serde::Serialize;

use crate::base::problem::{Problem, Problems, Severity, Span};

/// A problem of a document, for programs.
#[derive(Debug, Serialize)]
pub(crate) struct ProblemRow {
    code: &'static str,
    severity: &'static str,
    message: String,
    place: Place,
    labels: Vec<Place>,
    help: Vec<String>,
    step: Option<String>,
}

#[derive(Debug, Serialize)]
struct Place {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: String,
}

/// The problems in the order of documents and positions.
pub(crate) fn problem_rows(problems: &Problems) -> Vec<ProblemRow> {
    problems.sorted().into_iter().map(row).collect()
}

fn row(problem: &Problem) -> ProblemRow {
    ProblemRow {
        code: problem.code,
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: problem.message.clone(),
        place: place(problem, problem.primary.span, &problem.primary.text),
        labels: problem.secondary.iter().map(|label| place(problem, label.span, &label.text)).collect(),
        help: problem.help.clone(),
        step: problem.step.clone(),
    }
}

fn place(problem: &Problem, span: Span, text: &str) -> Place {
    let (line, column) = problem.source.position(span.start);
    let (end_line, end_column) = problem.source.position(span.end);
    let file = problem.source.name.clone();
    Place { file, line, column, end_line, end_column, text: text.to_owned() }
}
