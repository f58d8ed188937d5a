//! One step as a shape: what kind it is, who does it, how long it may take, when it applies.

use super::svg::{Area, GUARD, Pixels, SMALL, STRONG, Svg, TITLE};
use crate::base::text::count;
use crate::playbook::kind::{GroupMode, Kind, NoticeText, UseMode};
use crate::playbook::model::{Playbook, Step};
use crate::playbook::role::RoleCatalogue;

/// Space inside a shape.
const PAD: Pixels = 12;

/// Space between shapes.
const GAP: Pixels = 10;

/// Draws steps one under the other; returns the height that they took.
pub(super) fn draw_steps(svg: &mut Svg, steps: &[Step], at: Area, cast: &Cast<'_>) -> Pixels {
    let mut used = 0;
    for step in steps {
        used += draw_step(svg, step, Area { y: at.y + used, ..at }, cast) + GAP;
    }
    used.saturating_sub(GAP)
}

/// Who the roles are.
pub(super) struct Cast<'a> {
    /// The file, for its own roles.
    pub(super) playbook: &'a Playbook,
    /// The shared catalogue, for short forms.
    pub(super) roles: &'a RoleCatalogue,
}

/// Draws one step with its members; returns its height.
fn draw_step(svg: &mut Svg, step: &Step, at: Area, cast: &Cast<'_>) -> Pixels {
    let mut inner = Svg::default();
    let left = at.x + PAD + if shape_of(step).indents() { 8 } else { 0 };
    let width = at.x + at.width - PAD - left - if shape_of(step).indents() { 8 } else { 0 };
    inner.text_end(kind_label(step), (left + width, at.y + 15), "k");
    let mut used = 20;
    used += inner.text(&step.title, (left, at.y + used), width, TITLE);
    for (text, style) in details(step, cast) {
        used += inner.text(&text, (left, at.y + used), width, style);
    }
    let members = step.kind.members();
    if !members.is_empty() {
        used += 6;
        let area = Area { x: at.x + 8, y: at.y + used, width: at.width - 16, height: 0 };
        used += draw_steps(&mut inner, members, area, cast);
    }
    used += PAD - 2;
    draw_shape(svg, step, Area { height: used, ..at });
    svg.append(&inner);
    used
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Box,
    Decision,
    Wait,
    Notice,
    Container,
    Inline,
    Track,
    Pivot,
}

impl Shape {
    /// Whether its sides are not straight, so that text keeps away from them.
    fn indents(self) -> bool {
        match self {
            Self::Decision | Self::Inline | Self::Pivot => true,
            Self::Box | Self::Wait | Self::Notice | Self::Container | Self::Track => false,
        }
    }
}

fn shape_of(step: &Step) -> Shape {
    match &step.kind {
        Kind::Task | Kind::Checklist(_) | Kind::Question(_) | Kind::Evidence(_) | Kind::Approval(_) => {
            Shape::Box
        }
        Kind::Decision(_) => Shape::Decision,
        Kind::Wait(_) => Shape::Wait,
        Kind::Notify(_) => Shape::Notice,
        Kind::Group(..) | Kind::Each(_) | Kind::Repeat(_) => Shape::Container,
        Kind::Playbook(used) => match used.mode {
            UseMode::Inline | UseMode::Root => Shape::Inline,
            UseMode::Track => Shape::Track,
            UseMode::Pivot => Shape::Pivot,
        },
    }
}

fn draw_shape(svg: &mut Svg, step: &Step, area: Area) {
    let Area { x, y, width, height } = area;
    let (right, bottom, middle) = (x + width, y + height, y + height / 2);
    let out = |class: &str| if step.external { format!("{class} out") } else { class.to_owned() };
    match shape_of(step) {
        Shape::Box => svg.rect(area, &out("box"), 4),
        Shape::Container => svg.rect(area, "cont", 6),
        Shape::Wait => svg.rect(area, &out("wait"), 18),
        Shape::Track => svg.rect(area, "track", 4),
        Shape::Notice => {
            let fold = 14;
            svg.polygon(
                &[(x, y), (right - fold, y), (right, y + fold), (right, bottom), (x, bottom)],
                &out("note"),
            );
        }
        Shape::Decision => {
            let cut = 10;
            let points = [
                (x, middle),
                (x + cut, y),
                (right - cut, y),
                (right, middle),
                (right - cut, bottom),
                (x + cut, bottom),
            ];
            svg.polygon(&points, &out("dec"));
        }
        Shape::Inline => {
            svg.rect(area, "use", 0);
            svg.line((x + 7, y), (x + 7, bottom), "bar");
            svg.line((right - 7, y), (right - 7, bottom), "bar");
        }
        Shape::Pivot => {
            let tip = 14;
            svg.polygon(
                &[(x, y), (right - tip, y), (right, middle), (right - tip, bottom), (x, bottom)],
                "pivot",
            );
        }
    }
}

fn kind_label(step: &Step) -> &'static str {
    match &step.kind {
        Kind::Group(GroupMode::Parallel, _) => "AT ONCE",
        Kind::Group(GroupMode::AnyOrder, _) => "IN ANY ORDER",
        Kind::Each(_) => "FOR EACH",
        Kind::Repeat(_) => "REPEAT",
        Kind::Playbook(used) => match used.mode {
            UseMode::Inline | UseMode::Root => "RUN, THEN GO ON",
            UseMode::Track => "RUN BESIDE",
            UseMode::Pivot => "HAND OVER",
        },
        Kind::Task => "TASK",
        Kind::Checklist(_) => "CHECKLIST",
        Kind::Question(_) => "QUESTION",
        Kind::Decision(_) => "DECISION",
        Kind::Evidence(_) => "EVIDENCE",
        Kind::Notify(_) => "NOTICE",
        Kind::Approval(_) => "APPROVAL",
        Kind::Wait(_) => "WAIT",
    }
}

fn details(step: &Step, cast: &Cast<'_>) -> Vec<(String, super::svg::Style)> {
    let mut lines = Vec::new();
    let role = step.role.as_ref().map(|role| cast.name(role));
    let timebox = step.timebox.map(|period| period.to_string());
    let who: Vec<String> = role.into_iter().chain(timebox).collect();
    if !who.is_empty() {
        lines.push((who.join(" · "), STRONG));
    }
    lines.extend(of_kind(&step.kind, cast).into_iter().map(|line| (line, SMALL)));
    if let Some(role) = &step.authority {
        lines.push((format!("needs approval: {}", cast.name(role)), SMALL));
    }
    if let Some(duty) = &step.duty {
        lines.push((format!("duty {duty}"), SMALL));
    }
    if !step.evidence.is_empty() {
        lines.push((format!("keep {}", count(step.evidence.len(), "piece")) + " of evidence", SMALL));
    }
    if let Some(condition) = &step.when {
        lines.push((format!("when {}", condition.text()), GUARD));
    }
    if let Some(condition) = &step.requires {
        lines.push((format!("not before {}", condition.text()), GUARD));
    }
    lines
}

fn of_kind(kind: &Kind, cast: &Cast<'_>) -> Vec<String> {
    match kind {
        Kind::Task | Kind::Group(..) => Vec::new(),
        Kind::Checklist(items) => vec![count(items.len(), "item")],
        Kind::Question(asked) => {
            let names: Vec<&str> = asked.iter().map(AsRef::as_ref).collect();
            vec![format!("asks {}", names.join(", "))]
        }
        Kind::Decision(decision) => {
            decision.options.iter().map(|option| format!("\u{2192} {}", option.label)).collect()
        }
        Kind::Evidence(intake) => {
            vec![format!("at least {}", count(usize::try_from(intake.min).unwrap_or(1), "piece"))]
        }
        Kind::Notify(notice) => {
            let form = match &notice.text {
                NoticeText::Form(form) => Some(format!("form {form}")),
                NoticeText::Template(_) | NoticeText::Free => None,
            };
            std::iter::once(format!("to {}", notice.to)).chain(form).collect()
        }
        Kind::Approval(approval) => {
            let roles: Vec<String> = approval.by.iter().map(|role| cast.name(role)).collect();
            vec![format!("{} of {}", approval.quorum, roles.join(", "))]
        }
        Kind::Wait(wait) => {
            let quiet = wait.quiet.map(|period| format!("for {period} of quiet"));
            let until = wait.until.as_ref().map(|condition| format!("until {}", condition.text()));
            quiet.into_iter().chain(until).collect()
        }
        Kind::Each(each) => vec![format!("{} in {}", each.name, each.over)],
        Kind::Repeat(repeat) => vec![format!("until {}, at most {} times", repeat.until.text(), repeat.max)],
        Kind::Playbook(used) => vec![format!("playbook {}", used.target.value)],
    }
}

impl Cast<'_> {
    fn name(&self, role: &crate::base::id::RoleId) -> String {
        let short = self.roles.get(role).map(|role| role.short.clone());
        short.or_else(|| self.playbook.roles.get(role).cloned()).unwrap_or_else(|| role.to_string())
    }
}
