//! What the engine wrote after an entry, in one sentence: which steps opened, fell away or were joined.

use super::Sentence;
use super::condition::verdict;
use super::scene::Scene;
use crate::base::text::count;
use crate::incident::event::progress::{Change, StepOpened};

/// One sentence for changes that followed each other.
pub(crate) fn progressed<'c>(changes: impl IntoIterator<Item = &'c Change>, scene: &Scene<'_>) -> Sentence {
    let mut tally = Tally::default();
    for change in changes {
        tally.take(change, scene);
    }
    Sentence::new(tally.text())
}

/// Titles by what happened to them.
#[derive(Default)]
struct Tally {
    runs: Vec<String>,
    phases: Vec<String>,
    opened: Vec<String>,
    fell: Vec<String>,
    awaits: Vec<String>,
    joined: Vec<String>,
    other: Vec<String>,
}

impl Tally {
    fn take(&mut self, change: &Change, scene: &Scene<'_>) {
        match change {
            Change::RunStarted(run) => {
                self.runs.push(format!("{} {}", run.playbook.id, run.playbook.version));
            }
            Change::PhaseStarted(phase) => self.phases.push(format!("“{}”", phase.title)),
            Change::PhaseFellAway(phase) => {
                let because = verdict(&phase.because, scene);
                self.other.push(format!("phase “{}” not applicable ({because})", phase.title));
            }
            Change::PhaseAwaits(phase) => {
                let facts = scene.facts(&phase.facts).join(", ");
                self.other.push(format!("phase “{}” waiting for facts ({facts})", phase.title));
            }
            Change::StepOpened(step) => self.opened.push(opened(step, scene)),
            Change::StepAwaits(step) => {
                self.awaits.push(format!("“{}” ({})", step.title, scene.facts(&step.facts).join(", ")));
            }
            Change::StepFellAway(step) => {
                let because = step.because.as_ref().map(|because| format!(" ({})", verdict(because, scene)));
                self.fell.push(format!("“{}”{}", step.title, because.unwrap_or_default()));
            }
            Change::StepJoined(step) => self.joined.push(scene.step(&step.step)),
            Change::StepResumed(step) => self.opened.push(format!("{} (again)", scene.step(&step.step))),
            Change::InstanceOpened(item) => self.other.push(match item.item {
                0 => format!("{}: begun while nothing is listed", scene.step(&item.step)),
                n => format!("{}: begun for item {n}", scene.step(&item.step)),
            }),
            Change::InstanceDropped(item) => {
                self.other.push(format!("{}: dropped for item {}", scene.step(&item.step), item.item));
            }
            Change::IterationBegan(round) => {
                self.other.push(format!("{}: round {}", scene.step(&round.step), round.iteration));
            }
            Change::IterationsUsedUp(round) => {
                self.other.push(format!("{}: rounds used up, a person is asked", scene.step(&round.step)));
            }
            Change::RunHandedOver(run) => self.other.push(format!(
                "handed over to {}; {} superseded",
                run.to,
                count(run.superseded.len(), "open step")
            )),
            Change::TargetMissing(step) => self.other.push(format!(
                "{}: the playbook {} is not at hand",
                scene.step(&step.step),
                step.target
            )),
        }
    }

    fn text(&self) -> String {
        let group = |items: &[String], what: &str| {
            (!items.is_empty()).then(|| format!("{what}: {}", items.join(", ")))
        };
        let steps =
            |items: &[String], what: &str| group(items, &format!("{} {what}", count(items.len(), "step")));
        let parts = [
            group(&self.runs, "playbook begun"),
            group(&self.phases, "phase begun"),
            steps(&self.opened, "opened"),
            steps(&self.awaits, "waiting for facts"),
            steps(&self.fell, "not applicable"),
            steps(&self.joined, "complete"),
            (!self.other.is_empty()).then(|| self.other.join(", ")),
        ];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let mut chars = text.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        format!("{first}{}", chars.as_str())
    }
}

fn opened(step: &StepOpened, scene: &Scene<'_>) -> String {
    let unknown = scene.facts(&step.unknown);
    let unknown =
        if unknown.is_empty() { String::new() } else { format!(" (on unknown: {})", unknown.join(", ")) };
    let again = if step.again { " (again)" } else { "" };
    format!("“{}”{again}{unknown}", step.title)
}
