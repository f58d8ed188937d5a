//! What was recorded of an incident, fact by fact, with who said so when and what had been said before. Must not weigh it.

use super::About;
use crate::base::id::{FactId, PersonId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::Value;
use crate::incident::facts::{FactChange, FactState};
use crate::record::entry::{Entry, entry_at};
use crate::report::dispute::Against;

/// Facts under a heading.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Group {
    /// `times`, `facts`, `effects`, `remedial_action` or `assessment`.
    #[serde(rename = "group")]
    pub(crate) id: &'static str,
    /// For people.
    #[serde(skip)]
    pub(crate) heading: &'static str,
    /// What was recorded.
    pub(crate) items: Vec<Item>,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Item {
    /// Id of the fact.
    pub(crate) fact: String,
    /// For people.
    pub(crate) label: String,
    /// The value in words; nothing while it is not known.
    pub(crate) value: Option<String>,
    /// The same where it is an instant.
    pub(crate) instant: Option<Timestamp>,
    /// The entry that said so last.
    pub(crate) entry: Seq,
    /// When it was said, as it was claimed.
    pub(crate) said: Timestamp,
    /// When that was recorded.
    pub(crate) recorded: Timestamp,
    /// Who said it.
    pub(crate) by: String,
    /// What another person says.
    pub(crate) against: Option<Against>,
    /// What had been said before, the oldest first.
    pub(crate) before: Vec<Before>,
}

/// What was believed before.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Before {
    /// The value in words.
    pub(crate) value: String,
    /// The entry.
    pub(crate) entry: Seq,
    /// When it was recorded.
    pub(crate) recorded: Timestamp,
    /// Who said it.
    pub(crate) by: String,
}

/// The facts of a register by group, in the order in which they are told.
const GROUPS: [(&str, &str, &[&str]); 5] = [
    (
        "times",
        "Times",
        &[
            "first_signal_at",
            "occurred_at",
            "window_start",
            "window_end",
            "detected_at",
            "personal_data_known_at",
            "processor_told_us_at",
            "aware_at",
            "awareness_basis",
            "dpo_told_at",
            "contained_at",
            "recovered_at",
            "handled_at",
        ],
    ),
    (
        "facts",
        "Facts",
        &[
            "description",
            "personal_data_involved",
            "incident_type",
            "breach_types",
            "controller_or_processor",
            "discovered_by",
            "discovered_text",
            "entry_path",
            "root_cause",
            "root_cause_text",
            "intent",
            "recurring",
            "systems",
            "supplier",
            "exfil_state",
            "disclosed",
            "data_categories",
            "data_text",
            "records_count",
            "subject_categories",
            "subjects_text",
            "subjects_count",
            "countries",
            "encrypted_strong",
            "key_compromised",
        ],
    ),
    (
        "effects",
        "Effects",
        &[
            "consequence_conf",
            "consequence_integ",
            "consequence_avail",
            "consequence_text",
            "impact_nature",
            "impact_text",
            "impact_severity",
            "integrity_outcome",
            "altered_what",
            "availability_outcome",
            "availability_impact",
            "misuse_seen",
            "people_harmed",
            "loss_direct",
        ],
    ),
    (
        "remedial_action",
        "Remedial action",
        &[
            "measures_taken",
            "measures_prevent",
            "measures_prevent_text",
            "entry_closed",
            "exposure_closed",
            "recipient_deleted",
            "device_wiped_at",
            "people_advice",
        ],
    ),
    (
        "assessment",
        "Assessment",
        &[
            "risk_outcome",
            "risk_rationale",
            "high_risk_at",
            "authority_decision",
            "late_reason",
            "police_asks_delay",
            "people_decision",
            "people_exemption",
            "people_exemption_why",
            "authority_told_at",
            "people_told_at",
            "people_told_count",
            "people_not_told_why",
        ],
    ),
];

/// All groups, with what was mentioned.
pub(super) fn groups(about: &About<'_>) -> Vec<Group> {
    let group = |(id, heading, facts): &(&'static str, &'static str, &[&str])| Group {
        id,
        heading,
        items: facts.iter().filter_map(|fact| item(about, fact)).collect(),
    };
    GROUPS.iter().map(group).collect()
}

fn item(about: &About<'_>, id: &str) -> Option<Item> {
    let (scene, id) = (about.scene, FactId::parse(id).ok()?);
    let fact = scene.state.facts().get(&id).filter(|fact| fact.last != Seq::NONE)?;
    let known = fact.known.as_ref();
    let entry = known.map_or(fact.last, |known| known.seq);
    let said = entry_at(about.entries, entry)?;
    let instant = known.and_then(|known| {
        let Value::Datetime(claimed) = &known.value else { return None };
        Some(claimed.at)
    });
    Some(Item {
        label: scene.fact(&id),
        value: known.map(|known| scene.value(&id, &known.value)),
        instant,
        entry,
        said: said.happened(),
        recorded: said.stamp.t,
        by: scene.person(known.map_or_else(|| said.by(), |known| known.by)),
        against: Against::of(scene, &id, fact),
        before: before(about, &id, fact, entry),
        fact: id.to_string(),
    })
}

/// Values that stood before the entry and say something else than what followed them.
fn before(about: &About<'_>, id: &FactId, fact: &FactState, entry: Seq) -> Vec<Before> {
    let by = |seq: Seq| -> Option<PersonId> { entry_at(about.entries, seq).map(Entry::by) };
    let moves = fact.history.iter().filter(|change| change.moves() && change.seq < entry);
    let said = |change: &FactChange| {
        Some(Before {
            value: about.scene.value(id, change.value()?),
            entry: change.seq,
            recorded: change.t,
            by: about.scene.person(by(change.seq)?),
        })
    };
    let mut before: Vec<Before> = moves.filter_map(said).collect();
    before.dedup_by(|later, earlier| later.value == earlier.value);
    let now = fact.known.as_ref().map(|known| about.scene.value(id, &known.value));
    if before.last().map(|last| &last.value) == now.as_ref() {
        before.pop();
    }
    before
}

/// What Art. 33(5) asks for, and the facts that say it: one of them is enough.
const ASKED: [(&str, &[&str]); 7] = [
    ("when we were aware", &["aware_at"]),
    ("what happened", &["description"]),
    ("which data", &["data_categories", "data_text"]),
    ("how many people", &["subjects_count"]),
    (
        "effects",
        &[
            "consequence_conf",
            "consequence_integ",
            "consequence_avail",
            "consequence_text",
            "impact_nature",
            "impact_text",
        ],
    ),
    ("remedial action", &["measures_taken", "measures_prevent", "measures_prevent_text"]),
    ("the risk to people and the reasons for it", &["risk_rationale"]),
];

/// What is not recorded and would be asked for. Of an incident without personal data nothing is.
pub(super) fn missing(about: &About<'_>, groups: &[Group], is_decided: bool) -> Vec<&'static str> {
    let book = about.scene.state.facts();
    if book.value_of("personal_data_involved") == Some(&Value::Bool(false)) {
        return Vec::new();
    }
    let known = |fact: &&str| -> bool {
        groups.iter().flat_map(|group| &group.items).any(|item| item.fact == **fact && item.value.is_some())
    };
    let asked = ASKED.iter().filter(|(_, facts)| !facts.iter().any(known));
    let decision = (!is_decided).then_some("the decision whether to notify the authority");
    asked.map(|(what, _)| *what).chain(decision).collect()
}
