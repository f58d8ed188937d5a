//! One step: `never` first, then what to do, what to take along, what to copy; then one key.

mod lines_and_keys;

pub(super) use self::lines_and_keys::mark;
use self::lines_and_keys::{
    Texts, gate_lines, gates, kind_lines, menu, nth, owner, waiting_lines, wanted_lines,
};
use super::text::{filled, for_command, lines, outgoing, value};
use super::{Guide, GuideError};
use crate::app::condition_words::in_words;
use crate::app::header::{header, short_role};
use crate::app::sent::{Sent, record};
use crate::base::text::scrub;
use crate::base::time::{Claimed, Precision};
use crate::expr::Condition;
use crate::host::prompter::{Ask, Screen};
use crate::incident::board::{BoardLine, Work};
use crate::incident::command::{Shown, StepAct};
use crate::incident::key::StepKey;
use crate::incident::place::Place;
use crate::incident::steps::StepState;
use crate::playbook::kind::Kind;
use crate::playbook::model::{Playbook, Step};

/// What a step shows: the parts that must be seen, and those behind a key.
struct Parts {
    /// How many lines of the first part are the title.
    title: usize,
    first: Vec<String>,
    rest: Vec<String>,
}

impl Guide<'_, '_> {
    /// Stays at a step until it is left or no longer open.
    pub(super) fn visit(&mut self, key: &StepKey) -> Result<(), GuideError> {
        let mut more = false;
        loop {
            let Some(line) = self.line_of(key) else { return Ok(()) };
            if let Work::Ask(facts) = &line.work {
                for fact in facts {
                    if !self.ask_fact(fact, None)? {
                        return Ok(());
                    }
                }
                return Ok(());
            }
            let Some((playbook, step)) = self.model(key) else {
                self.notice.push(
                    "The playbook of this step is not at hand; it can be skipped with a reason.".to_owned(),
                );
                return Ok(());
            };
            let shown = self.shown(&step);
            let screen = self.screen((key, &step, &playbook), &line, more);
            match self.key(screen)? {
                'b' => return Ok(()),
                'w' => more = !more,
                pressed => self.pressed(pressed, (key, &step), shown)?,
            }
        }
    }

    /// The step as its playbook has it.
    pub(super) fn model(&self, key: &StepKey) -> Option<(std::sync::Arc<Playbook>, Step)> {
        let run = self.session.state().runs().get(&key.run())?;
        let playbook = std::sync::Arc::clone(self.session.plans().of(run)?);
        let id = crate::base::id::StepId::parse(key.id()).ok()?;
        let step = playbook.step(&id)?.clone();
        Some((playbook, step))
    }

    /// What the screen shows, for asking again only if it changes.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    pub(super) fn shown(&self, step: &Step) -> Shown {
        let facts = match &step.kind {
            Kind::Decision(decision) => {
                decision.options.iter().flat_map(|o| o.set.iter().map(|(fact, _)| fact.clone())).collect()
            }
            _other => Vec::new(),
        };
        Shown { head: self.session.state().head(), facts }
    }

    fn pressed(
        &mut self,
        pressed: char,
        (key, step): (&StepKey, &Step),
        shown: Shown,
    ) -> Result<(), GuideError> {
        match (pressed, &step.kind) {
            ('.', _) => self.side_menu()?,
            ('+', _) => self.ask_note()?,
            ('p', _) => return Err(crate::host::prompter::PromptError::Paused.into()),
            ('e', _) => self.evidence(key)?,
            ('a', _) => self.assign(key)?,
            ('v', _) => self.approve(key)?,
            ('o', _) => self.ask_gate(key, step)?,
            ('s' | 'r' | 'f', _) => self.leave(key, step, pressed)?,
            ('y' | 'c' | 'x', _) if self.fails(key) => self.after_failure(key, pressed)?,
            ('y' | 'x', Kind::Repeat(_)) => self.go_on(key, pressed == 'y')?,
            ('g', Kind::Wait(_)) => self.look(key, true)?,
            ('q', Kind::Wait(_)) => self.look(key, false)?,
            ('\n' | 'd', Kind::Question(ask)) => self.ask_question(key, &ask.clone())?,
            ('d', Kind::Notify(_)) => self.send(key, step)?,
            ('d', _) => {
                self.complete(key)?;
            }
            ('n', _) => {
                self.complete_noted(key)?;
            }
            (digit, Kind::Decision(decision)) => {
                let option = nth(digit).and_then(|n| decision.options.get(n)).cloned();
                if let Some(option) = option {
                    self.decide(key, step, &option, shown)?;
                }
            }
            (digit, Kind::Checklist(items)) => {
                let item = nth(digit).and_then(|n| items.get(n)).map(|item| item.id.clone());
                if let Some(item) = item {
                    let ticked = self.session.state().step(key).is_some_and(|s| !s.ticks.contains(&item));
                    self.step_act(key, |_| Ok(StepAct::Tick { item, ticked }))?;
                }
            }
            (_, _) => {}
        }
        Ok(())
    }

    fn fails(&self, key: &StepKey) -> bool {
        self.line_of(key).is_some_and(|line| line.work == Work::AfterFailure)
    }

    fn go_on(&mut self, key: &StepKey, go_on: bool) -> Result<(), GuideError> {
        let Some(why) = self.reason("Why", &[], true)? else { return Ok(()) };
        self.step_act(key, |wording| Ok(StepAct::GoOn { go_on, why: wording.say(&why)? }))?;
        Ok(())
    }

    fn look(&mut self, key: &StepKey, seen: bool) -> Result<(), GuideError> {
        let note =
            self.line(&Ask { prompt: "What did you see (may be empty)".to_owned(), ..Ask::default() })?;
        self.step_act(key, |wording| {
            Ok(StepAct::Poll { seen, note: wording.say_some(Some(note.as_str()).filter(|n| !n.is_empty()))? })
        })?;
        Ok(())
    }

    fn ask_gate(&mut self, key: &StepKey, step: &Step) -> Result<(), GuideError> {
        let gates = gates(step);
        let gate = match gates.as_slice() {
            [] => None,
            [only] => Some(*only),
            several => {
                let mut keys: Vec<(char, String)> = ['1', '2', '3', '4']
                    .into_iter()
                    .zip(several.iter().map(|gate| crate::incident::refusal::gate_word(*gate).to_owned()))
                    .collect();
                keys.push(('b', "back".to_owned()));
                let screen =
                    Screen { lines: vec!["Override which gate?".to_owned()], keys, ..Screen::default() };
                nth(self.key(screen)?).and_then(|n| several.get(n)).copied()
            }
        };
        if let Some(gate) = gate {
            return self.override_gate(key, gate);
        }
        self.notice.push("No gate was chosen.".to_owned());
        Ok(())
    }

    /// Records what went out, then completes the step.
    fn send(&mut self, key: &StepKey, step: &Step) -> Result<(), GuideError> {
        let sent = self.session.state().step(key).is_some_and(|step| step.notice.is_some());
        if !sent {
            let now = Claimed { at: self.session.now(), offset_minutes: 0, precision: Precision::Second };
            let planned = Sent::of(step, now, self.session);
            let initial = planned.to.clone().unwrap_or_default();
            let to = self.line(&Ask { prompt: "Sent to".to_owned(), initial, help: Vec::new() })?;
            let Some(at) = self.ask_time("When did it go out (Enter alone goes back)")? else {
                return Ok(());
            };
            let receipt = self
                .line(&Ask { prompt: "Receipt or reference (may be empty)".to_owned(), ..Ask::default() })?;
            let receipt = Some(receipt).filter(|receipt| !receipt.is_empty());
            let sent = Sent { step: Some(key.clone()), to: Some(to), at, receipt, ..planned };
            let recorded = record(self.session, &sent)?;
            self.acknowledge(&recorded.entries);
            let (effect, is_open) = recorded.effect.text();
            self.notice.extend(is_open.then_some(effect));
            let wrong = recorded.wrong_reference.map(|why| format!("The reference is no anchor: {why}"));
            self.notice.extend(wrong);
        }
        self.complete(key)?;
        Ok(())
    }

    fn screen(
        &self,
        (key, step, playbook): (&StepKey, &Step, &Playbook),
        line: &BoardLine,
        more: bool,
    ) -> Screen {
        let (columns, rows) = self.prompter.size();
        let state = self.session.state();
        let run = key.run();
        let (_, marks) = key.tail();
        let place = Place::of_step(state, &run, playbook, (&step.id, &marks), self.session.now());
        let seen = state.step(key);
        let parts = self.parts((key, step, playbook), (&place, seen), line, columns.min(96));
        let mut screen = Screen { lines: header(self.session, columns), ..Screen::default() };
        screen.lines.push("-".repeat(columns.min(78)));
        // The title stays on every page.
        screen.fixed = screen.lines.len() + parts.title;
        let room = rows.saturating_sub(screen.lines.len() + self.notice.len() + 3);
        let all = parts.first.len() + parts.rest.len() <= room || more;
        screen.lines.extend(parts.first);
        if all {
            screen.lines.extend(parts.rest);
        }
        screen.keys = menu(step, line, seen);
        if !all || more {
            screen.keys.push(('w', if more { "less".to_owned() } else { "why, commands".to_owned() }));
        }
        screen.keys.push(('b', "back".to_owned()));
        screen.keys.push(('p', "pause".to_owned()));
        screen
    }

    fn parts(
        &self,
        (key, step, playbook): (&StepKey, &Step, &Playbook),
        (place, seen): (&Place<'_>, Option<&StepState>),
        line: &BoardLine,
        columns: usize,
    ) -> Parts {
        let fill = |text: &str| filled(text, self.session, place);
        let role = step.role.as_ref().map(short_role).unwrap_or_default();
        let items: Vec<String> =
            place.items.iter().filter_map(|(name, _, _)| value(name.as_str(), self.session, place)).collect();
        let about = if items.is_empty() { String::new() } else { format!(" [{}]", items.join(", ")) };
        let role = if role.is_empty() { String::new() } else { format!("{role} · ") };
        let mut first = lines(&format!("{role}{}{about} ({key})", fill(&step.title)), columns);
        let title = first.len();
        first.extend(owner(self, line));
        first.extend(step.never.iter().flat_map(|text| lines(&format!("NEVER: {}", fill(text)), columns)));
        first.extend(line.unknown.iter().map(|fact| format!("open though not known: {fact}")));
        first.extend(lines(&fill(&step.instruction), columns));
        // Before texts that may fill a page: who must be asked first, or that nobody must.
        let say = |condition: &Condition| in_words(condition, self.session, playbook);
        first.extend(gate_lines(step, seen, place, (&say, columns)));
        let texts = Texts { here: &fill, sent: &|text: &str| outgoing(text, self.session, place) };
        first.extend(kind_lines(step, seen, &texts, columns));
        first.extend(seen.map(|seen| wanted_lines(step, seen, columns)).unwrap_or_default());
        first.extend(waiting_lines(step, &line.work, (&say, columns)));
        let mut rest = Vec::new();
        if !step.why.is_empty() {
            rest.extend(lines(&format!("Why: {}", fill(&step.why)), columns));
        }
        if !step.rollback.is_empty() {
            rest.extend(lines(&format!("To undo it: {}", fill(&step.rollback)), columns));
        }
        for command in &step.commands {
            rest.extend(lines(&command.note, columns));
            let value_of = |name: &str| for_command(name, self.session, place);
            let run = crate::playbook::quote::fill(&command.lang, &command.run, value_of);
            rest.push(format!("  copy ({}), never run by breachbook:", command.lang));
            rest.extend(run.lines().map(|line| format!("    {}", scrub(line))));
        }
        rest.extend(step.refs.iter().map(|link| format!("see {}", scrub(link))));
        Parts { title, first, rest }
    }
}
