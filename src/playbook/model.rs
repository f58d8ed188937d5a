//! A checked playbook. Made only by the loader: what it holds has been type-checked and names nothing that does not exist.
//! Must not hold anything of an incident.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::kind::Kind;
use crate::base::digest::Digest;
use crate::base::id::{FactId, PhaseId, PlaybookId, RegimeId, RoleId, StageId, StepId};
use crate::base::problem::{Source, Span};
use crate::base::time::Period;
pub(crate) use crate::expr::Condition;
use crate::fact::catalogue::FactRow;

/// A playbook or block that loaded without an error.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Playbook {
    /// Unique among playbooks.
    pub(crate) id: PlaybookId,
    /// For people.
    pub(crate) title: String,
    /// As the author counts.
    pub(crate) version: String,
    /// What it is for; Markdown.
    pub(crate) summary: String,
    /// Whether it is a block: made to be used by others.
    pub(crate) block: bool,
    /// Whether the case is kept in a record of its own: everybody who opens a record sees all incidents in it.
    pub(crate) own_record: bool,
    /// What typically opens it.
    pub(crate) entry: Vec<String>,
    /// Regimes whose duties it serves.
    pub(crate) serves: Vec<RegimeId>,
    /// Tags such as `attack:T1486`.
    pub(crate) tags: Vec<String>,
    /// Roles that it names, with their labels.
    pub(crate) roles: BTreeMap<RoleId, String>,
    /// Facts of its own that are not in the catalogue.
    pub(crate) facts: BTreeMap<FactId, FactRow>,
    /// The phases in file order.
    pub(crate) phases: Vec<Phase>,
    /// SHA-256 of the bytes it was loaded from.
    pub(crate) digest: Digest,
    /// Where it was written; for problems only.
    pub(crate) origin: Origin,
}

/// Where a playbook was written, and what its author waived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The file.
    pub(crate) source: Arc<Source>,
    /// Where its id stands.
    pub(crate) id: Span,
    /// Where each fact of its own is declared.
    pub(crate) facts: BTreeMap<FactId, Span>,
    /// Where the id of each phase stands.
    pub(crate) phases: BTreeMap<PhaseId, Span>,
    /// Where each served regime stands.
    pub(crate) serves: BTreeMap<RegimeId, Span>,
    /// Waived warnings.
    pub(crate) waivers: Vec<Waiver>,
}

/// A lint warning that the author weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiver {
    /// The code of the warning.
    pub(crate) code: String,
    /// The step that it is about; nothing for warnings about the file.
    pub(crate) step: Option<StepId>,
    /// Why it is right as it is.
    pub(crate) reason: String,
    /// Where the code stands.
    pub(crate) span: Span,
}

/// A phase.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Phase {
    /// Unique in its file.
    pub(crate) id: PhaseId,
    /// For people.
    pub(crate) title: String,
    /// Phases that must have ended first; empty = opens at once.
    pub(crate) after: Vec<PhaseId>,
    /// Guard.
    pub(crate) when: Option<Condition>,
    /// Steps that stand in no container, in file order; containers hold theirs.
    pub(crate) steps: Vec<Step>,
}

/// What an open guard does when a fact is not known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnUnknown {
    /// The step opens, marked.
    Open,
    /// The step is skipped until the fact is known.
    Skip,
}

/// What follows a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OnFailure {
    /// A person is asked.
    Ask,
    /// The playbook goes on; later steps may read the outcome.
    Continue,
    /// Nothing after it opens until a person settles it.
    Stop,
}

/// A step.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    /// Unique in its file.
    pub(crate) id: StepId,
    /// For people; from the id where the author gave none.
    pub(crate) title: String,
    /// What kind it is.
    pub(crate) kind: Kind,
    /// The instruction; Markdown with `{fact}` places.
    pub(crate) instruction: String,
    /// The reason; Markdown.
    pub(crate) why: String,
    /// Who does it.
    pub(crate) role: Option<RoleId>,
    /// Who is asked.
    pub(crate) consult: Vec<RoleId>,
    /// Who must approve before it is completed.
    pub(crate) authority: Option<RoleId>,
    /// When nobody needs to be asked; unknown counts as false.
    pub(crate) standing_authority_if: Option<Condition>,
    /// Guard.
    pub(crate) when: Option<Condition>,
    /// What the guard does when a fact is not known.
    pub(crate) on_unknown: OnUnknown,
    /// Stop gate; unknown counts as false.
    pub(crate) requires: Option<Condition>,
    /// What must not be done; shown first.
    pub(crate) never: Vec<String>,
    /// Evidence to take, volatile first.
    pub(crate) evidence: Vec<EvidenceWanted>,
    /// Target time.
    pub(crate) timebox: Option<Period>,
    /// Who hears when the time box is missed.
    pub(crate) escalate_to: Option<RoleId>,
    /// Facts that it is expected to settle.
    pub(crate) produces: Vec<FactId>,
    /// Whether it can be undone.
    pub(crate) reversible: bool,
    /// How.
    pub(crate) rollback: String,
    /// Whether somebody outside is told.
    pub(crate) external: bool,
    /// What follows a failure.
    pub(crate) on_failure: OnFailure,
    /// The legal duty it serves.
    pub(crate) duty: Option<DutyId>,
    /// Ready reasons.
    pub(crate) reasons: Vec<String>,
    /// Tags.
    pub(crate) tags: Vec<String>,
    /// Links.
    pub(crate) refs: Vec<String>,
    /// Commands that are shown and never run.
    pub(crate) commands: Vec<ShownCommand>,
    /// Where its id stands in the file.
    pub(crate) span: Span,
    /// Where those keys stand that are judged together with other steps.
    pub(crate) keys: BTreeMap<&'static str, Span>,
}

impl Step {
    /// Where a key stands; its id where the file does not write it.
    pub(crate) fn place_of(&self, key: &str) -> Span {
        self.keys.get(key).copied().unwrap_or(self.span)
    }
}

/// A piece of evidence that a step asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EvidenceWanted {
    /// What.
    pub(crate) what: String,
    /// How to take it.
    pub(crate) how: String,
    /// Whether it is gone soon.
    pub(crate) volatile: bool,
}

/// A command that is shown and copied, never run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownCommand {
    /// The language, which decides how a fact is quoted.
    pub(crate) lang: String,
    /// The text with `{fact}` places.
    pub(crate) run: String,
    /// A remark.
    pub(crate) note: String,
}

/// A legal duty that a step serves: `gdpr-33-1/notify`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DutyId {
    /// The regime.
    pub(crate) regime: RegimeId,
    /// Its stage.
    pub(crate) stage: StageId,
}

impl DutyId {
    /// Reads `regime/stage`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (regime, stage) = text.split_once('/')?;
        Some(Self { regime: RegimeId::parse(regime).ok()?, stage: StageId::parse(stage).ok()? })
    }
}

impl std::fmt::Display for DutyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.regime, self.stage)
    }
}

impl serde::Serialize for DutyId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for DutyId {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(source)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a duty is written regime/stage"))
    }
}

impl Step {
    /// Whether it is this step or a container around it.
    pub(crate) fn holds(&self, id: &StepId) -> bool {
        self.id == *id || self.kind.members().iter().any(|member| member.holds(id))
    }
}

impl Playbook {
    /// Finds a step anywhere in the file.
    pub(crate) fn step(&self, id: &StepId) -> Option<&Step> {
        self.phases.iter().find_map(|phase| find(&phase.steps, id))
    }

    /// The longest chain of phases that come before a phase.
    pub(crate) fn depth(&self, phase: &Phase) -> usize {
        let before = self.phases.iter().filter(|other| phase.after.contains(&other.id));
        before.map(|other| self.depth(other) + 1).max().unwrap_or(0)
    }

    /// Every step, containers before their members, in file order.
    pub(crate) fn steps(&self) -> Vec<&Step> {
        let mut all = Vec::new();
        for phase in &self.phases {
            collect(&phase.steps, &mut all);
        }
        all
    }
}

fn find<'a>(steps: &'a [Step], id: &StepId) -> Option<&'a Step> {
    steps.iter().find_map(|step| if step.id == *id { Some(step) } else { find(step.kind.members(), id) })
}

fn collect<'a>(steps: &'a [Step], all: &mut Vec<&'a Step>) {
    for step in steps {
        all.push(step);
        collect(step.kind.members(), all);
    }
}
