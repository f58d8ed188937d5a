//! Random small playbooks, made as values that a loader could have made. Must not run anything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::tape::Tape;
use super::world::{FACTS, FILES, Files, LISTS, Sight, choice, fact, option, playbook, role};
use crate::base::digest::Digest;
use crate::base::id::{PhaseId, StepId};
use crate::base::problem::{Placed, Source, Span};
use crate::base::time::Period;
use crate::fact::value::Value;
use crate::playbook::kind::{
    Approval, ChecklistItem, Decision, DecisionOption, Each, EvidenceIntake, GroupMode, Kind, KindWord,
    Notice, NoticeText, Repeat, Use, UseMode, Wait,
};
use crate::playbook::model::{
    Condition, EvidenceWanted, OnFailure, OnUnknown, Origin, Phase, Playbook, Step,
};

/// Makes all files of a case.
pub(super) fn files(bytes: &[Vec<u8>]) -> Files {
    let empty = Vec::new();
    let file = |(number, id): (usize, &&str)| {
        let tape = Tape::new(bytes.get(number).unwrap_or(&empty));
        (
            (*id).to_owned(),
            Arc::new(
                Author { tape, number, next: 0, named: BTreeSet::new(), sight: Sight::new(), rivals: false }
                    .file(id),
            ),
        )
    };
    Files(FILES.iter().enumerate().map(file).collect::<BTreeMap<_, _>>())
}

/// Writes one file.
struct Author<'a> {
    tape: Tape<'a>,
    number: usize,
    next: usize,
    /// Targets that gave a step its id.
    named: BTreeSet<String>,
    /// Steps that were written before and whose outcome has one meaning wherever conditions stand now.
    sight: Sight,
    /// Whether the step that is written next is a pivot.
    rivals: bool,
}

impl Author<'_> {
    fn file(mut self, id: &str) -> Playbook {
        let most = if self.number == 0 { 3 } else { 2 };
        let phases = (0..=self.tape.below(most)).map(|number| self.phase(number)).collect();
        Playbook {
            id: playbook(id),
            title: id.to_owned(),
            version: "1".to_owned(),
            summary: String::new(),
            block: false,
            own_record: false,
            entry: Vec::new(),
            serves: Vec::new(),
            tags: Vec::new(),
            roles: BTreeMap::new(),
            facts: BTreeMap::new(),
            phases,
            digest: Digest::of(id.as_bytes()),
            origin: Origin {
                source: Source::new(id, ""),
                id: Span::default(),
                facts: BTreeMap::new(),
                phases: BTreeMap::new(),
                serves: BTreeMap::new(),
                waivers: Vec::new(),
            },
        }
    }

    fn phase(&mut self, number: usize) -> Phase {
        let id = |number: usize| PhaseId::parse(&format!("ph{number}")).expect("a phase id");
        let after = match (number, self.tape.below(4)) {
            (0, _) | (_, 3) => Vec::new(),
            (2, 2) => vec![id(0), id(1)],
            (2, 1) => vec![id(0)],
            (before, _) => vec![id(before - 1)],
        };
        let when = self.tape.chance(25).then(|| self.condition());
        let most = if self.number == 0 { 4 } else { 3 };
        let steps = (0..=self.tape.below(most)).map(|_| self.step(0)).collect();
        Phase { id: id(number), title: format!("Phase {number}"), after, when, steps }
    }

    fn step(&mut self, depth: usize) -> Step {
        let id = StepId::parse(&format!("s{}", self.next)).expect("a step id");
        self.next += 1;
        let when = self.tape.chance(45).then(|| self.condition());
        let on_unknown = if self.tape.chance(30) { OnUnknown::Skip } else { OnUnknown::Open };
        let word = self.kind_word(depth);
        let plain = !word.is_container() && word != KindWord::Playbook;
        let requires = (plain && self.tape.chance(20)).then(|| self.condition());
        let authority = (plain && word != KindWord::Approval && self.tape.chance(12)).then(|| role("lead"));
        let standing_authority_if = (authority.is_some() && self.tape.chance(40)).then(|| self.condition());
        let evidence = if plain && self.tape.chance(8) { vec![wanted()] } else { Vec::new() };
        let on_failure = self.tape.one(&[OnFailure::Ask, OnFailure::Continue, OnFailure::Stop]);
        let reversible = !(plain && self.tape.chance(8));
        let kind = self.kind(word, depth);
        let id = self.named_for_target(&kind).unwrap_or(id);
        self.sight.steps.insert(id.as_str().to_owned(), options_of(&kind));
        Step {
            keys: std::collections::BTreeMap::new(),
            title: format!("Step {id}"),
            id,
            kind,
            instruction: String::new(),
            why: String::new(),
            role: None,
            consult: Vec::new(),
            authority,
            standing_authority_if,
            when,
            on_unknown,
            requires,
            never: Vec::new(),
            evidence,
            timebox: None,
            escalate_to: None,
            produces: Vec::new(),
            reversible,
            rollback: String::new(),
            external: false,
            on_failure,
            duty: None,
            reasons: Vec::new(),
            tags: Vec::new(),
            refs: Vec::new(),
            commands: Vec::new(),
            span: Span::default(),
        }
    }

    /// Authors like to call a step as the playbook that it uses.
    fn named_for_target(&mut self, kind: &Kind) -> Option<StepId> {
        let Kind::Playbook(used) = kind else { return None };
        let name = used.target.value.as_str();
        let first = self.tape.chance(30) && self.named.insert(name.to_owned());
        first.then(|| StepId::parse(name).expect("a step id"))
    }

    fn kind_word(&self, depth: usize) -> KindWord {
        if self.rivals {
            return KindWord::Playbook;
        }
        let mut words = vec![
            (8, KindWord::Task),
            (3, KindWord::Decision),
            (3, KindWord::Question),
            (2, KindWord::Wait),
            (1, KindWord::Checklist),
            (2, KindWord::Approval),
            (5, KindWord::Playbook),
            (1, KindWord::Evidence),
            (1, KindWord::Notify),
        ];
        if depth < 2 {
            words.extend([(3, KindWord::Group), (4, KindWord::Each), (2, KindWord::Repeat)]);
        }
        self.tape.weighted(&words)
    }

    fn kind(&mut self, word: KindWord, depth: usize) -> Kind {
        match word {
            KindWord::Question => Kind::Question(self.asked()),
            KindWord::Decision => Kind::Decision(self.decision()),
            KindWord::Wait => Kind::Wait(self.wait()),
            KindWord::Checklist => Kind::Checklist(vec![
                ChecklistItem { id: option("item-1"), text: "One".to_owned(), when: None },
                ChecklistItem { id: option("item-2"), text: "Two".to_owned(), when: Some(self.condition()) },
            ]),
            KindWord::Approval => Kind::Approval(Approval {
                by: if self.tape.chance(50) { vec![role("lead"), role("dpo")] } else { vec![role("dpo")] },
                quorum: if self.tape.chance(20) { 2 } else { 1 },
                not_actor: self.tape.chance(50),
            }),
            KindWord::Playbook => Kind::Playbook(self.used()),
            KindWord::Group => {
                let mode = if self.tape.chance(30) { GroupMode::AnyOrder } else { GroupMode::Parallel };
                let rivals = self.tape.chance(15);
                Kind::Group(mode, if rivals { self.rivals(depth) } else { self.members(depth) })
            }
            KindWord::Each => Kind::Each(self.each(depth)),
            KindWord::Repeat => Kind::Repeat(self.repeat(depth)),
            KindWord::Evidence => {
                let min = u32::try_from(1 + self.tape.below(2)).expect("small");
                Kind::Evidence(EvidenceIntake { accept: Vec::new(), min, custody: false })
            }
            KindWord::Notify => Kind::Notify(Notice {
                to: "Them".to_owned(),
                channel: None,
                text: NoticeText::Free,
                stage: None,
            }),
            KindWord::Task => Kind::Task,
        }
    }

    fn members(&mut self, depth: usize) -> Vec<Step> {
        (0..=self.tape.below(3)).map(|_| self.step(depth + 1)).collect()
    }

    /// Pivots whose turn comes together: only one can hand over.
    fn rivals(&mut self, depth: usize) -> Vec<Step> {
        self.rivals = true;
        let members = (0..2).map(|_| self.step(depth + 1)).collect();
        self.rivals = false;
        members
    }

    /// The members see the item; what stands behind the container does not see the members.
    fn each(&mut self, depth: usize) -> Each {
        let (over, name) = self.tape.one(&LISTS);
        let outside = self.sight.clone();
        self.sight = outside.clone().with_item(over);
        let members = self.members(depth);
        self.sight = outside;
        Each { over: fact(over), name: fact(name), members }
    }

    fn repeat(&mut self, depth: usize) -> Repeat {
        let outside = self.sight.clone();
        let members = self.members(depth);
        let until = self.condition();
        self.sight = outside;
        Repeat { until, max: u32::try_from(1 + self.tape.below(2)).expect("small"), members }
    }

    /// A pivot or track may go back to a file that runs already; inline uses and second runs only go forward.
    fn used(&self) -> Use {
        let mode = if self.rivals {
            UseMode::Pivot
        } else {
            self.tape.one(&[UseMode::Inline, UseMode::Track, UseMode::Pivot])
        };
        let again = self.tape.chance(15);
        let forward = mode == UseMode::Inline || again;
        let others: Vec<&str> = FILES
            .iter()
            .enumerate()
            .filter(|(number, _)| if forward { *number > self.number } else { *number != self.number })
            .map(|(_, id)| *id)
            .collect();
        let target = if others.is_empty() { "elsewhere" } else { self.tape.one(&others) };
        let with = self.tape.chance(25).then(|| self.setting());
        let target = Placed::new(playbook(target), Span::default());
        Use { target, mode, with: with.into_iter().collect(), again }
    }

    fn asked(&self) -> Vec<crate::base::id::FactId> {
        let first = self.tape.below(6);
        let mut asked = vec![fact(FACTS[first].0)];
        if self.tape.chance(30) {
            asked.push(fact(FACTS[(first + 1) % 6].0));
        }
        asked
    }

    fn decision(&self) -> Decision {
        let plain = |id: &str| DecisionOption {
            id: option(id),
            label: id.to_owned(),
            set: Vec::new(),
            set_unknown: Vec::new(),
            recheck: None,
        };
        let (set, unknown) = (self.setting(), self.setting().0);
        let options = vec![
            DecisionOption { set: vec![set], ..plain("yes") },
            DecisionOption { set: vec![self.setting()], ..plain("no") },
            if self.tape.chance(50) {
                DecisionOption { set_unknown: vec![unknown], ..plain("cannot-tell") }
            } else {
                DecisionOption { recheck: Some(Period::from_hours(1)), ..plain("unknown") }
            },
        ];
        Decision { question: "Which?".to_owned(), options }
    }

    fn setting(&self) -> (crate::base::id::FactId, Value) {
        match self.tape.below(5) {
            3 => (fact("level"), Value::Choice(choice(self.tape.one(&["low", "high"])))),
            4 => (fact("c"), Value::Bool(true)),
            name => (fact(FACTS[name].0), Value::Bool(self.tape.chance(60))),
        }
    }

    fn wait(&mut self) -> Wait {
        let timed = self.tape.chance(70);
        let quiet = timed.then(|| Period::from_seconds(3600));
        let poll = (timed && self.tape.chance(60)).then(|| Period::from_seconds(1800));
        let until = (!timed || self.tape.chance(25)).then(|| self.condition());
        Wait { quiet, until, poll }
    }

    fn condition(&mut self) -> Condition {
        let first = self.atom();
        let text = match self.tape.below(8) {
            5 => format!("{first} and {}", self.atom()),
            6 => format!("{first} or {}", self.atom()),
            7 => format!("not ({first})"),
            _ => first,
        };
        self.sight.condition(&text)
    }

    fn atom(&self) -> String {
        let steps: Vec<(&String, &Option<Vec<_>>)> = self.sight.steps.iter().collect();
        if !steps.is_empty() && self.tape.chance(25) {
            let (id, choices) = self.tape.one(&steps);
            return if choices.is_some() && self.tape.chance(60) {
                format!("step.{id}.choice == '{}'", self.tape.one(&["yes", "no"]))
            } else {
                let outcomes = ["done", "failed", "skipped", "not-applicable", "superseded"];
                format!("step.{id}.outcome == '{}'", self.tape.one(&outcomes))
            };
        }
        let items = self.sight.item_names();
        if !items.is_empty() && self.tape.chance(30) {
            let item = self.tape.one(&items);
            return if item == "this_flag" { item.to_owned() } else { format!("known({item})") };
        }
        let atoms = [
            "a",
            "b",
            "a",
            "not b",
            "c",
            "maybe(a)",
            "maybe(b)",
            "known(c)",
            "level == 'high'",
            "level != 'low'",
            "count(hosts) > 1",
            "any(flags, x, x)",
            "elapsed(seen_at) > 1h",
        ];
        self.tape.one(&atoms).to_owned()
    }
}

fn wanted() -> EvidenceWanted {
    EvidenceWanted { what: "Log".to_owned(), how: String::new(), volatile: false }
}

fn options_of(kind: &Kind) -> Option<Vec<crate::base::id::OptionId>> {
    if let Kind::Decision(decision) = kind {
        Some(decision.options.iter().map(|option| option.id.clone()).collect())
    } else {
        None
    }
}
