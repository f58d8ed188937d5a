//! Reading an inject with its release rule and its expectations.

use super::{Known, aim, condition, period, required, roles, text, texts};
use crate::base::digest::Digest;
use crate::base::id::{InjectId, ModuleId};
use crate::base::problem::{Placed, Problem};
use crate::base::reader::Table;
use crate::base::time::Period;
use crate::scenario::expectation::Expectation;
use crate::scenario::model::{Attachment, Inject};
use crate::scenario::release::{Release, Start};

/// Reads an inject.
pub(super) fn read(table: &mut Table<'_>, known: &Known<'_>) -> Option<(Inject, Vec<Expectation>)> {
    let id = table.required_id("id", InjectId::parse);
    let title = required(table, "title");
    let module = table.parsed("module", ModuleId::parse).map(Placed::into_value);
    let release = release(table, known);
    let (from, channel) = (text(table, "from"), text(table, "channel"));
    let to = roles(table, "to", known);
    let (body, hidden) = (required(table, "body"), text(table, "hidden"));
    let (expected, questions) = (texts(table, "expected"), texts(table, "questions"));
    let observe = text(table, "observe");
    let attachments = table.tables("attachment", attachment).into_iter().flatten().collect();
    let of = id.as_ref().map(|id| id.value.clone());
    let mut count = 0;
    let expectations = table.tables("expect", |inner| {
        count += 1;
        of.as_ref().and_then(|of| aim::read(inner, Some((of, count)), known))
    });
    let id = id?;
    let inject = Inject {
        id: id.value,
        title: title?,
        module,
        release: release?,
        from,
        channel,
        to,
        body: body?,
        hidden,
        expected,
        questions,
        observe,
        attachments,
        span: id.span,
    };
    Some((inject, expectations.into_iter().flatten().collect()))
}

/// One of `at`, `after`, `manual`, `on_request` says when; `when` and `unless` narrow the first two.
fn release(table: &mut Table<'_>, known: &Known<'_>) -> Option<Release> {
    let at = period(table, "at");
    let after = table.parsed("after", InjectId::parse).map(Placed::into_value);
    let delay = period(table, "delay");
    let (when, unless) = (condition(table, "when", known), condition(table, "unless", known));
    let manual = table.bool("manual").is_some_and(|manual| manual.value);
    let on_request = table.string("on_request").map(Placed::into_value);
    let ways: Vec<&str> = ["at", "after", "manual", "on_request"]
        .into_iter()
        .filter(|key| table.has(key) && (*key != "manual" || manual))
        .collect();
    let narrowed = when.is_some() || unless.is_some();
    match (ways.as_slice(), narrowed) {
        ([], false) => {
            let problem = Problem::error(
                table.source(),
                "scenario::no-release",
                table.span(),
                "nothing says when this inject comes",
            );
            table.report(problem.help("give `at`, `after`, `when`, `manual` or `on_request`"));
            None
        }
        ([], true) => Some(rule(Start::Module(Period::from_seconds(0)), (when, unless))),
        (["at"], _) => Some(rule(Start::Module(at?), (when, unless))),
        (["after"], _) => {
            let start = Start::Inject(after?, delay.unwrap_or(Period::from_seconds(0)));
            Some(rule(start, (when, unless)))
        }
        (["manual"], false) => Some(Release::Manual),
        (["on_request"], false) => on_request.map(Release::OnRequest),
        (several, _) => {
            let message = format!("these do not go together: {}", several.join(", "));
            let problem = Problem::error(table.source(), "scenario::two-releases", table.span(), message);
            table.report(problem.help("`when` and `unless` go with `at` and `after` only"));
            None
        }
    }
}

fn rule(
    start: Start,
    (when, unless): (Option<crate::expr::Condition>, Option<crate::expr::Condition>),
) -> Release {
    Release::Rule { start, when: when.map(Box::new), unless: unless.map(Box::new) }
}

fn attachment(table: &mut Table<'_>) -> Option<Attachment> {
    let file = table.required_string("file");
    let sha256 = table.required_string("sha256");
    let bad = |name: &str| name.contains(['/', '\\']) || name.starts_with('.');
    if let Some(file) = file.as_ref().filter(|file| bad(&file.value)) {
        let message = "`file` is a name beside the scenario, without a folder";
        table.error("scenario::attachment-path", file.span, message);
    }
    let parse = |text: &str| Digest::parse(text).ok_or("64 hexadecimal digits of SHA-256");
    let sha256 = sha256.and_then(|text| table.parse_placed("sha256", &text, parse));
    Some(Attachment { file: file?.value, sha256: sha256?.value })
}
