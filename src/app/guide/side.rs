//! What anybody may do at any time: note, told, signal, fact, undo, review.

use super::kept::NOTE;
use super::{Guide, GuideError};
use crate::base::id::FactId;
use crate::base::text::scrub;
use crate::base::time::Claimed;
use crate::base::time::typed::{TypedTime, echo, parse_typed_time};
use crate::host::prompter::{Ask, Screen};
use crate::incident::command::{Command, StepAct};
use crate::incident::event::Event;
use crate::incident::event::note::{Marker, NoteTaken, SIGNAL_SOURCES, SignalRecorded, Told};
use crate::incident::key::StepKey;

impl Guide<'_, '_> {
    /// Offers the side menu once.
    pub(super) fn side_menu(&mut self) -> Result<(), GuideError> {
        let keys = [
            ('n', "note"),
            ('?', "open question"),
            ('t', "told somebody"),
            ('s', "early signal"),
            ('f', "fact"),
            ('k', "tasks"),
            ('r', "role"),
            ('b', "back"),
        ];
        // In an exercise anybody may say the stop word, and has it where they are.
        let stop = self.is_played().then_some(('x', "STOP: something real happened"));
        let keys = keys.into_iter().chain(stop).map(|(key, meaning)| (key, meaning.to_owned())).collect();
        let screen = Screen { lines: vec!["What happened?".to_owned()], keys, ..Screen::default() };
        match self.key(screen)? {
            'n' => self.ask_note(),
            '?' => self.ask_words("Open question", |text| note(text, Marker::Question)),
            't' => self.ask_told(),
            's' => self.ask_signal(),
            'f' => self.ask_any_fact(),
            'r' => self.ask_role(),
            'x' => self.stop_play(),
            'k' => self.ask_tasks(),
            _back => Ok(()),
        }
    }

    /// Asks for a note.
    pub(super) fn ask_note(&mut self) -> Result<(), GuideError> {
        self.ask_words(NOTE, |text| note(text, Marker::Note))
    }

    /// Takes a note that was typed at another prompt.
    pub(super) fn take_note(&mut self, text: &str) -> Result<(), GuideError> {
        if text.is_empty() {
            return Ok(());
        }
        let mut wording = self.session.wording();
        let words = wording.say(text)?;
        self.act(Command::Write(Box::new(note(words, Marker::Note))), wording)?;
        Ok(())
    }

    pub(super) fn ask_words(
        &mut self,
        prompt: &str,
        event: impl FnOnce(crate::fact::value::PassageRef) -> Event,
    ) -> Result<(), GuideError> {
        let mut ask = Ask { prompt: prompt.to_owned(), ..Ask::default() };
        self.typed.offer(&mut ask);
        let typed = self.prompter.line(&ask)?;
        self.typed.remember(prompt, &typed);
        if typed.is_empty() {
            return Ok(());
        }
        let mut wording = self.session.wording();
        let words = wording.say(&typed)?;
        self.act(Command::Write(Box::new(event(words))), wording)?;
        Ok(())
    }

    fn ask_told(&mut self) -> Result<(), GuideError> {
        let who = self.line(&Ask { prompt: "Who".to_owned(), ..Ask::default() })?;
        if who.is_empty() {
            return Ok(());
        }
        let help = vec!["Leave it empty if they could not be reached.".to_owned()];
        let what = self.line(&Ask { prompt: "What were they told".to_owned(), help, ..Ask::default() })?;
        let mut wording = self.session.wording();
        let who = wording.say(&who)?;
        let text = wording.say_some(Some(what.as_str()).filter(|what| !what.is_empty()))?;
        let told = Told { who, answered: text.is_some(), text };
        self.act(Command::Write(Box::new(told.into())), wording)?;
        Ok(())
    }

    fn ask_signal(&mut self) -> Result<(), GuideError> {
        let Some(received) = self.ask_time("When was it received")? else { return Ok(()) };
        let help = SIGNAL_SOURCES.iter().zip(1..).map(|((_, word), n)| format!("  {n}. {word}")).collect();
        let from =
            self.line(&Ask { prompt: "From whom (number or word)".to_owned(), help, ..Ask::default() })?;
        let by_number = from.parse::<usize>().ok().and_then(|n| SIGNAL_SOURCES.get(n.wrapping_sub(1)));
        let source = by_number.or_else(|| SIGNAL_SOURCES.iter().find(|(_, word)| *word == from));
        let Some((source, _)) = source else {
            self.notice.push("Nothing recorded: that is none of the sources.".to_owned());
            return Ok(());
        };
        let text = self.line(&Ask { prompt: "What did it say".to_owned(), ..Ask::default() })?;
        let mut wording = self.session.wording();
        let text = wording.say(&text)?;
        let (source, read_by, read_at, triage) = (*source, None, None, None);
        let signal = SignalRecorded { source, received, text, read_by, read_at, triage, dismissed: false };
        self.act(Command::Write(Box::new(signal.into())), wording)?;
        Ok(())
    }

    /// Asks for a time of the past; empty gives nothing.
    pub(super) fn ask_time(&mut self, prompt: &str) -> Result<Option<Claimed>, GuideError> {
        let mut ask = Ask { prompt: prompt.to_owned(), ..Ask::default() };
        loop {
            let typed = self.line(&ask)?;
            if typed.is_empty() {
                return Ok(None);
            }
            let zone = self.session.zone();
            ask.keep(&typed);
            ask.help = vec![match parse_typed_time(&typed, self.session.now(), zone) {
                Ok(TypedTime::At(claimed)) => {
                    self.prompter.say(&format!("  {}", echo(claimed, zone)));
                    return Ok(Some(claimed));
                }
                Ok(TypedTime::Future(claimed)) => format!("{} lies in the future.", echo(claimed, zone)),
                Ok(TypedTime::Ambiguous { earlier, later }) => format!(
                    "That happened twice: {} and {}. Add the offset.",
                    echo(earlier, zone),
                    echo(later, zone)
                ),
                Err(why) => scrub(&why.to_string()).into_owned(),
            }];
        }
    }

    fn ask_any_fact(&mut self) -> Result<(), GuideError> {
        let typed = self.line(&Ask { prompt: "Which fact".to_owned(), ..Ask::default() })?;
        let known = FactId::parse(&typed).ok().filter(|id| self.session.plans().fact(id.as_str()).is_some());
        if let Some(fact) = known {
            return self.ask_fact(&fact, None).map(|_| ());
        }
        let near =
            crate::base::text::did_you_mean(&typed, self.session.plans().fact_ids().map(AsRef::as_ref));
        let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        self.notice.push(format!("There is no fact {}{near}", scrub(&typed)));
        Ok(())
    }

    /// Offers what people settled last, and takes one of it back.
    pub(super) fn ask_undo(&mut self) -> Result<(), GuideError> {
        let mut settled: Vec<(crate::base::id::Seq, StepKey, String)> = self
            .session
            .state()
            .steps()
            .iter()
            .filter_map(|(key, step)| Some((step.settled?.seq, key.clone(), step.title.clone())))
            .collect();
        settled.sort_by_key(|(seq, _, _)| std::cmp::Reverse(*seq));
        settled.truncate(9);
        let Some(key) = self.pick("Undo which?", &settled)? else { return Ok(()) };
        let Some(why) = self.reason("Why was it wrong", &[], true)? else { return Ok(()) };
        self.step_act(&key, |wording| Ok(StepAct::Undo { why: wording.say(&why)? }))?;
        Ok(())
    }

    /// Offers the steps that a later change may have touched.
    pub(super) fn ask_review(&mut self) -> Result<(), GuideError> {
        let listed: Vec<(crate::base::id::Seq, StepKey, String)> = self
            .session
            .state()
            .steps()
            .iter()
            .filter(|(_, step)| !step.review.is_empty())
            .map(|(key, step)| {
                let causes: Vec<&str> = step.review.keys().map(String::as_str).collect();
                (step.last, key.clone(), format!("{} (changed: {})", step.title, causes.join(", ")))
            })
            .take(9)
            .collect();
        let Some(key) = self.pick("Which one stands as it is?", &listed)? else { return Ok(()) };
        self.step_act(&key, |_| Ok(StepAct::Review { note: None }))?;
        Ok(())
    }

    fn pick(
        &mut self,
        title: &str,
        from: &[(crate::base::id::Seq, StepKey, String)],
    ) -> Result<Option<StepKey>, GuideError> {
        if from.is_empty() {
            self.notice.push("There is nothing to choose from.".to_owned());
            return Ok(None);
        }
        let digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
        let mut lines = vec![title.to_owned()];
        let mut keys = Vec::new();
        for (digit, (seq, key, step)) in digits.into_iter().zip(from) {
            lines.push(format!(" {digit} {} ({key}, {seq})", scrub(step)));
            keys.push((digit, String::new()));
        }
        keys.push(('b', "back".to_owned()));
        let key = self.key(Screen { lines, keys, ..Screen::default() })?;
        let index = digits.iter().position(|digit| *digit == key);
        Ok(index.and_then(|index| from.get(index)).map(|(_, key, _)| key.clone()))
    }
}

fn note(text: crate::fact::value::PassageRef, marker: Marker) -> Event {
    let labels = Vec::new();
    Event::NoteTaken(NoteTaken { text, marker, answers: None, step: None, from: None, labels })
}
