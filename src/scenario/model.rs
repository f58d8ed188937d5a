//! A checked scenario. Made only by the loader. What players may see of it is the card of an inject, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::expectation::Expectation;
use super::moment::StoryMoment;
use super::release::Release;
use crate::base::digest::Digest;
use crate::base::id::{
    CriticalTaskId, FactId, InjectId, ModuleId, ObjectiveId, PlaybookId, RoleId, ScenarioId, StepId,
};
use crate::base::problem::{Source, Span};
use crate::base::time::Period;
use crate::expr::Condition;

/// A scenario that loaded without an error.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scenario {
    /// Unique among scenarios.
    pub(crate) id: ScenarioId,
    /// For people.
    pub(crate) title: String,
    /// As the author counts. A run is compared with runs of the same version only.
    pub(crate) version: String,
    /// What it is about, for facilitators; Markdown.
    pub(crate) summary: String,
    /// What players are told before play begins; Markdown.
    pub(crate) briefing: String,
    /// The playbook that is played.
    pub(crate) playbook: PlaybookId,
    /// How long it is planned to take, in minutes of play.
    pub(crate) duration: Period,
    /// When the story begins.
    pub(crate) starts: StoryMoment,
    /// How many minutes of the story pass in a minute of play.
    pub(crate) rate: u32,
    /// Threats, by the name of the organisation's model.
    pub(crate) threats: Vec<String>,
    /// Tags such as `pci:12.10.2`.
    pub(crate) tags: Vec<String>,
    /// Who has to play.
    pub(crate) roles: Vec<RoleId>,
    /// What is to be learned.
    pub(crate) objectives: Vec<Objective>,
    /// Its parts in order.
    pub(crate) modules: Vec<Module>,
    /// In file order.
    pub(crate) injects: Vec<Inject>,
    /// All expectations in file order, those of injects among them.
    pub(crate) expectations: Vec<Expectation>,
    /// What is taken as done when play begins at a later module.
    pub(crate) assumes: Vec<Assumption>,
    /// Its conditions as sentences, by their text.
    pub(crate) sentences: BTreeMap<String, String>,
    /// SHA-256 of the bytes it was loaded from.
    pub(crate) digest: Digest,
    /// Where it was written.
    pub(crate) source: Arc<Source>,
}

/// An objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Objective {
    /// Unique in its scenario.
    pub(crate) id: ObjectiveId,
    /// What is to be achieved.
    pub(crate) text: String,
    /// The capability that it tests.
    pub(crate) capability: String,
    /// What has to be done for it.
    pub(crate) tasks: Vec<CriticalTask>,
    /// Where its id stands.
    pub(crate) span: Span,
}

/// A critical task of an objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CriticalTask {
    /// Unique in its scenario.
    pub(crate) id: CriticalTaskId,
    /// What has to be done.
    pub(crate) text: String,
    /// How well: the standard that an evaluator holds it against.
    pub(crate) standard: String,
    /// Steps of the playbook that do it.
    pub(crate) steps: Vec<StepId>,
    /// Where its id stands.
    pub(crate) span: Span,
}

/// A part of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Module {
    /// Unique in its scenario.
    pub(crate) id: ModuleId,
    /// For people.
    pub(crate) title: String,
    /// Where the story jumps to when it begins.
    pub(crate) story: Option<StoryMoment>,
    /// What must have been decided before it begins; the facilitator can go on without.
    pub(crate) gate: Option<Condition>,
    /// How long it is planned to take, in minutes of play.
    pub(crate) duration: Option<Period>,
    /// Where its id stands.
    pub(crate) span: Span,
}

/// Something that players are told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Inject {
    /// Unique in its scenario; never used again for another one.
    pub(crate) id: InjectId,
    /// What it is, one line.
    pub(crate) title: String,
    /// The module that it belongs to.
    pub(crate) module: Option<ModuleId>,
    /// When it comes.
    pub(crate) release: Release,
    /// Who sends it in the story.
    pub(crate) from: String,
    /// How it comes.
    pub(crate) channel: String,
    /// Who gets it; everybody, when empty.
    pub(crate) to: Vec<RoleId>,
    /// What players read or hear; Markdown.
    pub(crate) body: String,
    /// What is behind it, for the facilitator alone; Markdown.
    pub(crate) hidden: String,
    /// What players are expected to do, for the facilitator.
    pub(crate) expected: Vec<String>,
    /// Questions to discuss.
    pub(crate) questions: Vec<String>,
    /// What observers are to look at.
    pub(crate) observe: String,
    /// What comes with it.
    pub(crate) attachments: Vec<Attachment>,
    /// Where its id stands.
    pub(crate) span: Span,
}

/// A file that comes with an inject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attachment {
    /// Its name beside the scenario.
    pub(crate) file: String,
    /// The SHA-256 that it must have.
    pub(crate) sha256: Digest,
}

/// What is taken as known when play begins at a later module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assumption {
    /// The module from which on it may be taken as known.
    pub(crate) module: ModuleId,
    /// Facts with their values as people type them.
    pub(crate) facts: Vec<(FactId, String)>,
    /// What players are told of it.
    pub(crate) told: String,
}

impl Scenario {
    /// A condition as a sentence; as it is written where it has no plain words.
    pub(crate) fn say(&self, condition: &Condition) -> String {
        let said = self.sentences.get(condition.text());
        said.cloned().unwrap_or_else(|| condition.text().to_owned())
    }

    /// An inject.
    pub(crate) fn inject(&self, id: &InjectId) -> Option<&Inject> {
        self.injects.iter().find(|inject| inject.id == *id)
    }

    /// A module.
    pub(crate) fn module(&self, id: &ModuleId) -> Option<&Module> {
        self.modules.iter().find(|module| module.id == *id)
    }

    /// All critical tasks in file order.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = &CriticalTask> {
        self.objectives.iter().flat_map(|objective| &objective.tasks)
    }
}
