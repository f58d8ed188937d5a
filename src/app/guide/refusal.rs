//! Refusals on the screen: steps by their titles, people and roles by their names, and the key that helps instead of a command.

use super::Guide;
use super::step::mark;
use crate::app::condition_words::in_words;
use crate::app::header::short_role;
use crate::app::naming::people_by_name;
use crate::base::id::{FactId, OptionId, RoleId};
use crate::base::text::{count, listing, scrub};
use crate::incident::key::StepKey;
use crate::incident::place::Place;
use crate::incident::refusal::Refusal;
use crate::playbook::kind::Kind;

const APPROVE: &str = "[v] records a yes, also one by phone; [o] goes on without, with a reason";
const EVIDENCE: &str = "[e] says what becomes of it; [o] goes on without, with a reason";
const WAIT: &str = "[o] ends the waiting, with a reason";

impl Guide<'_, '_> {
    /// Tells what was refused, and what can be done.
    pub(super) fn refused(&mut self, refusal: &Refusal) {
        let (said, instead) = self.at_the_key(refusal).unwrap_or_else(|| {
            let said = people_by_name(self.session, &refusal.to_string());
            (said, refusal.remedies())
        });
        self.notice.push(format!("Refused: {}", scrub(&said)));
        self.notice.extend(instead.iter().map(|remedy| format!("  {}", scrub(remedy))));
    }

    /// The numbers of items as the screen has them.
    pub(super) fn item_numbers(&self, key: &StepKey, items: &[OptionId]) -> String {
        let Some((_, step)) = self.model(key) else { return listing(items, "and") };
        let Kind::Checklist(all) = &step.kind else { return listing(items, "and") };
        let number = |id: &OptionId| all.iter().position(|item| item.id == *id).map(|n| mark(n).to_string());
        listing(&items.iter().filter_map(number).collect::<Vec<_>>(), "and")
    }

    /// What a key helps with: what is said, and the keys.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what no key helps with is said like on the command line"
    )]
    fn at_the_key(&self, refusal: &Refusal) -> Option<(String, Vec<String>)> {
        let (said, instead) = match refusal {
            Refusal::NotApproved { step, roles } => {
                (format!("{} needs a yes of {}", self.titled(step), role_list(roles)), APPROVE)
            }
            Refusal::Quorum { step, given, quorum } => {
                (format!("{} has {given} of {quorum} approvals", self.titled(step)), APPROVE)
            }
            Refusal::OwnApproval { step, person } => {
                let said = format!("{person} opened {}: somebody else has to say yes", self.titled(step));
                (said, "[v], and the name of who said it")
            }
            Refusal::NotInRole { step, person, roles } => {
                let may = role_list(roles);
                let said =
                    format!("{person} is none of those who may say yes to {}: {may}", self.titled(step));
                (said, "[.] then [r] gives a role")
            }
            Refusal::TooFewPieces { step, min, have } => {
                let pieces = count(usize::try_from(*min).unwrap_or(usize::MAX), "piece");
                let title = self.titled(step);
                (format!("{title} asks for at least {pieces} of evidence and has {have}"), EVIDENCE)
            }
            Refusal::EvidenceOpen { step, items } => {
                let open = items.join("; ");
                let title = self.titled(step);
                (format!("{title} asks for evidence that nothing was said about: {open}"), EVIDENCE)
            }
            Refusal::CustodyOpen { step, evidence } => {
                let title = self.titled(step);
                (format!("{title} wants place and method of each piece, and {evidence} lacks one"), EVIDENCE)
            }
            Refusal::GateNotMet { step, unknown, .. } => {
                (self.gate(step, *unknown)?, "[o] goes on all the same, with a reason")
            }
            Refusal::NotQuiet { step, left } => {
                (format!("{} waits: {left} of quiet time are missing", self.titled(step)), WAIT)
            }
            Refusal::Unanswered { step, facts } => {
                let asked = self.labels(facts);
                (format!("{} has no answer to: {asked}", self.titled(step)), "[d] asks; ? is an answer too")
            }
            Refusal::Awaits { step, facts } => {
                let asked = self.labels(facts);
                let said = format!("{} waits for: {asked}", self.titled(step));
                (said, "their questions stand on the board; ? is an answer too")
            }
            Refusal::Unticked { step, items } => {
                let numbers = self.item_numbers(step, items);
                (format!("not ticked: {numbers}"), "their keys tick them; [d] asks why they are left out")
            }
            _other => return None,
        };
        Some((people_by_name(self.session, &said), vec![instead.to_owned()]))
    }

    fn titled(&self, key: &StepKey) -> String {
        self.model(key)
            .map_or_else(|| format!("`{key}`"), |(_, step)| format!("\u{201c}{}\u{201d}", step.title))
    }

    fn gate(&self, key: &StepKey, unknown: bool) -> Option<String> {
        let (playbook, step) = self.model(key)?;
        let requires = step.requires.as_ref()?;
        let (run, (_, marks)) = (key.run(), key.tail());
        let state = self.session.state();
        let place = Place::of_step(state, &run, &playbook, (&step.id, &marks), self.session.now());
        let (_, missing) = place.evaluate(requires);
        let open = if missing.is_empty() || !unknown {
            String::new()
        } else {
            format!(". Not known: {}", self.labels(&missing))
        };
        let wanted = in_words(requires, self.session, &playbook);
        Some(format!("{} may only go on when {wanted}{open}", self.titled(key)))
    }

    fn labels(&self, facts: &[FactId]) -> String {
        let label = |fact: &FactId| {
            self.session.plans().fact(fact.as_str()).map_or_else(|| fact.to_string(), |row| row.label.clone())
        };
        facts.iter().map(label).collect::<Vec<_>>().join("; ")
    }
}

fn role_list(roles: &[RoleId]) -> String {
    listing(&roles.iter().map(short_role).collect::<Vec<_>>(), "or")
}
