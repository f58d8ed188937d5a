//! Problems as text, in the manner of rustc. Must not decide where the text goes.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Problem, Problems, Severity, Span};
use crate::base::text::{count, is_hostile, scrub};

/// How wide rendered problems are: fixed, so that the same document gives the same text everywhere.
const WIDTH: usize = 120;

/// Renders all problems and a closing line; styled for a terminal that shows colours.
pub(crate) fn render(problems: &Problems, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let sorted = problems.sorted();
    let mut text = String::new();
    for problem in &sorted {
        text.push_str(&render_one(problem, &renderer));
        text.push_str("\n\n");
    }
    text.push_str(&tally(&sorted));
    text
}

fn tally(problems: &[&Problem]) -> String {
    let errors = problems.iter().filter(|p| p.severity == Severity::Error).count();
    let warnings = problems.len() - errors;
    match (errors, warnings) {
        (0, 0) => "no problems\n".to_owned(),
        (0, w) => format!("{}\n", count(w, "warning")),
        (e, 0) => format!("{}\n", count(e, "error")),
        (e, w) => format!("{}, {}\n", count(e, "error"), count(w, "warning")),
    }
}

fn render_one(problem: &Problem, renderer: &Renderer) -> String {
    let text = same_length(&problem.source.text);
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = scrub(&problem.message);
    let labels: Vec<(Span, String)> =
        problem.secondary.iter().map(|l| (l.span, scrub(&l.text).into_owned())).collect();
    let name = scrub(&problem.source.name);
    let mut snippet = Snippet::source(text.as_str()).path(name.as_ref()).annotation(
        AnnotationKind::Primary
            .span(range(problem.primary.span, text.len()))
            .label(Some(scrub(&problem.primary.text).into_owned()).filter(|label| !label.is_empty())),
    );
    for (span, label) in &labels {
        snippet =
            snippet.annotation(AnnotationKind::Context.span(range(*span, text.len())).label(label.as_str()));
    }
    let mut group: Group<'_> = level.primary_title(message.as_ref()).id(problem.code).element(snippet);
    for help in &problem.help {
        group = group.element(Level::HELP.message(scrub(help).into_owned()));
    }
    renderer.render(&[group])
}

fn range(span: Span, length: usize) -> std::ops::Range<usize> {
    let end = span.end.min(length);
    span.start.min(end)..end
}

/// Hostile characters become marks of the same number of bytes, so that spans still fit.
fn same_length(text: &str) -> String {
    text.chars()
        .map(|c| match (c, c.len_utf8()) {
            ('\n' | '\t' | '\r', _) => c,
            (c, _) if !is_hostile(c) => c,
            (_, 1) => '?',
            (_, 2) => '\u{bf}',
            (_, 3) => '\u{fffd}',
            (_, _) => '\u{1f6ab}',
        })
        .collect()
}
