//! Kind `notify`: somebody is told.

use super::{Notice, NoticeText};
use crate::base::id::StageId;
use crate::base::problem::{Placed, Problem};
use crate::base::reader::Table;
use crate::form::Form;
use crate::playbook::key::{IdRule, Key, Keys, Shape};
use crate::playbook::load::reading::StepReading;
use crate::playbook::model::DutyId;

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "a notify step",
    keys: &[
        Key::required("to", Shape::Text, "To whom, in words."),
        Key::new("channel", Shape::Text, "By which way."),
        Key::new("form", Shape::Id(IdRule::Kebab), "An authority's form. Not together with `template`."),
        Key::new("template", Shape::Places, "The message."),
        Key::new(
            "stage",
            Shape::Id(IdRule::KebabOrDigit),
            "The stage of the form's regime, or of the duty's.",
        ),
    ],
};

/// Reads the notice.
pub(super) fn read(table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Notice> {
    let to = table.required_string("to");
    let channel = table.string("channel").map(Placed::into_value);
    let form = read_form(table, step);
    let template = table.has("template").then(|| step.places(table, "template"));
    if let (true, Some(span)) = (table.has("form"), table.key_span("template")) {
        table.error("playbook::form-and-template", span, "a notice has a `form` or a `template`, not both");
    }
    let stage = table.parsed("stage", StageId::parse);
    if let Some(stage) = &stage {
        check_stage(table, step, form, stage);
    }
    let text = match (form, template) {
        (Some(form), _) => NoticeText::Form(form.id.clone()),
        (None, Some(template)) => NoticeText::Template(template),
        (None, None) => NoticeText::Free,
    };
    Some(Notice { to: to?.value, channel, text, stage: stage.map(Placed::into_value) })
}

fn read_form<'a>(table: &mut Table<'_>, step: &StepReading<'a>) -> Option<&'a Form> {
    let text = table.string("form")?;
    let forms = step.file.ground.forms;
    let form = forms.get(&text.value);
    if form.is_none() {
        let message = format!("there is no form `{}`", text.value);
        let problem = Problem::error(table.source(), "playbook::unknown-form", text.span, message);
        let known: Vec<&str> = forms.rows().map(|form| form.id.as_str()).collect();
        let listed = known.join(", ");
        table.report(problem.suggest(&text.value, known).help(format!("forms are {listed}")));
    }
    form
}

fn check_stage(table: &mut Table<'_>, step: &StepReading<'_>, form: Option<&Form>, stage: &Placed<StageId>) {
    let duty = table.string("duty").and_then(|duty| DutyId::parse(&duty.value));
    let regime = duty.as_ref().and_then(|duty| step.file.ground.regimes.get(&duty.regime));
    let (whose, known): (String, Vec<&StageId>) = match (form, regime) {
        (Some(form), _) => (format!("form `{}`", form.id), form.stages.iter().collect()),
        (None, Some(regime)) => {
            (format!("regime `{}`", regime.id), regime.stages.iter().map(|stage| &stage.id).collect())
        }
        (None, None) if table.has("form") || table.has("duty") => return,
        (None, None) => {
            let message = "`stage` needs a `form` or a `duty`, whose stage it is";
            table.error("playbook::stray-stage", stage.span, message);
            return;
        }
    };
    if !known.contains(&&stage.value) {
        let message = format!("{whose} has no stage `{}`", stage.value);
        let problem = Problem::error(table.source(), "playbook::unknown-stage", stage.span, message);
        let listed: Vec<String> = known.iter().map(|stage| format!("`{stage}`")).collect();
        table.report(
            problem
                .suggest(stage.value.as_str(), known.iter().map(|stage| stage.as_str()))
                .help(format!("its stages are {}", crate::base::text::listing(&listed, "and"))),
        );
    }
}
