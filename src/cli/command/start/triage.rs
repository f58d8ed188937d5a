//! The way to a playbook for somebody who only knows what can be seen: questions, a proposal with its reason, a choice.

use std::collections::BTreeMap;

use crate::app::app_error::AppError;
use crate::app::guide::question::ask_for;
use crate::app::session::Session;
use crate::app::triage::{Answered, advice_lines, read_answer};
use crate::base::id::{FactId, PlaybookId};
use crate::base::text::{listing, scrub};
use crate::cli::command::run::{paused, prompter};
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::fact::catalogue::FactRow;
use crate::fact::typed::Typing;
use crate::fact::value::Value;
use crate::host::prompter::{Ask, Prompter};
use crate::playbook::library::Library;
use crate::playbook::library::heading::Heading;
use crate::playbook::triage::{Advice, Answers, Triage};

/// Where the triage led.
pub(super) struct Led {
    triage: Triage,
    answers: Answers,
    /// The playbook that was chosen.
    pub(super) playbook: String,
}

impl Led {
    /// Puts questions, answers and advice into the record.
    pub(super) fn record(&self, session: &mut Session<'_>, library: &Library) -> Result<(), Failure> {
        let answered = Answered { triage: &self.triage, answers: &self.answers, library };
        Ok(answered.record(session, &self.playbook)?)
    }
}

/// Asks, or takes the answers that were given with the call.
pub(super) fn led(given: &[String], library: &Library, context: &Context) -> Result<Led, Failure> {
    let Some(triage) = Triage::shipped() else {
        return Err(Failure::new(Kind::Bug, "the questions of the triage cannot be read"));
    };
    let typing = Typing { now: context.now(), zone: context.default_zone()? };
    let headings: Vec<Heading> = library.headings().into_iter().filter(|heading| !heading.block).collect();
    let there = |id: &PlaybookId| library.source(id).is_some();
    if !given.is_empty() {
        let answers = answers_given(given, &triage, &typing)?;
        let advice = triage.advise(&answers, &there);
        context.ui.say(&advice_lines(&advice).join("\n"));
        let Some(proposal) = advice.playbooks.first() else { return Err(nothing_fits(&headings)) };
        let playbook = proposal.playbook.to_string();
        return Ok(Led { triage, answers, playbook });
    }
    let mut prompter = prompter(context)?;
    let answers = asked(&triage, prompter.as_mut(), &typing)?;
    let playbook = chosen(&triage.advise(&answers, &there), &headings, prompter.as_mut())?;
    Ok(Led { triage, answers, playbook })
}

fn answers_given(given: &[String], triage: &Triage, typing: &Typing) -> Result<Answers, Failure> {
    let questions: Vec<&str> = triage.questions.iter().map(|row| row.id.as_str()).collect();
    let mut answers = BTreeMap::new();
    for pair in given {
        let (question, typed) =
            pair.split_once('=').ok_or_else(|| Failure::usage(format!("`{pair}` is not QUESTION=ANSWER")))?;
        let row = triage.question(question.trim()).ok_or_else(|| {
            Failure::usage(format!("the triage does not ask `{question}`")).hint(listing(&questions, "or"))
        })?;
        let answer = read_answer(row, typed, typing)
            .map_err(|why| Failure::usage(format!("bad answer to `{question}`: {why}")))?;
        answers.insert(row.id.clone(), answer);
    }
    // What nobody answered was asked all the same: the caller had the question.
    for row in &triage.questions {
        answers.entry(row.id.clone()).or_insert(None);
    }
    Ok(answers)
}

fn asked(triage: &Triage, prompter: &mut dyn Prompter, typing: &Typing) -> Result<Answers, Failure> {
    prompter.say("No playbook was named. Four questions lead to one; ? is a good answer.");
    let mut answers = BTreeMap::new();
    for row in &triage.questions {
        let (fact, value) = answer(row, prompter, typing)?;
        answers.insert(fact, value);
    }
    Ok(answers)
}

fn answer(
    row: &FactRow,
    prompter: &mut dyn Prompter,
    typing: &Typing,
) -> Result<(FactId, Option<Value>), Failure> {
    let mut ask = ask_for(row);
    loop {
        let typed = prompter.line(&ask).map_err(paused)?;
        ask.help = Vec::new();
        ask.keep(&typed);
        match read_answer(row, &typed, typing) {
            Ok(value) => return Ok((row.id.clone(), value)),
            Err(AppError::WrongAnswer(why)) => prompter.say(&format!("  {}", scrub(&why))),
            Err(other) => return Err(other.into()),
        }
    }
}

/// The playbook to begin with where nothing points to one: it leads to the others.
const UNTIL_KNOWN: &str = "customer-db-exfiltration";

/// The proposal, or another: a person decides.
fn chosen(advice: &Advice<'_>, headings: &[Heading], prompter: &mut dyn Prompter) -> Result<String, Failure> {
    let mut help = vec![String::new()];
    help.extend(advice_lines(advice));
    help.push(String::new());
    let numbered = headings.iter().zip(1..);
    help.extend(numbered.map(|(heading, n)| format!("  {n:>2}. {} ({})", scrub(&heading.title), heading.id)));
    let proposed = advice.playbooks.first().map(|proposal| proposal.playbook.to_string());
    let until_known = || headings.iter().find(|heading| heading.id.as_str() == UNTIL_KNOWN);
    let initial = proposed.or_else(|| {
        let heading = until_known()?;
        help.push(format!(
            "Until somebody knows more: {}. It begins with what every incident needs:",
            heading.id
        ));
        help.push("command, signals, evidence. Another can be joined later (breachbook join).".to_owned());
        Some(heading.id.to_string())
    });
    let prompt =
        if initial.is_some() { "Enter opens it, a number another" } else { "Number of the playbook" };
    let mut ask = Ask { prompt: prompt.to_owned(), help, initial: initial.clone().unwrap_or_default() };
    loop {
        let typed = prompter.line(&ask).map_err(paused)?;
        ask.help = Vec::new();
        let typed = if typed == "?" { initial.clone().unwrap_or(typed) } else { typed };
        let by_number = typed.parse::<usize>().ok().and_then(|n| headings.get(n.wrapping_sub(1)));
        match by_number.or_else(|| headings.iter().find(|heading| heading.id.as_str() == typed)) {
            Some(heading) => return Ok(heading.id.to_string()),
            None => prompter.say("A number of the list, or Ctrl-C to leave."),
        }
    }
}

fn nothing_fits(headings: &[Heading]) -> Failure {
    Failure::new(Kind::Refused, "nothing that was seen points to one playbook").hint(listed(headings))
}

fn listed(headings: &[Heading]) -> String {
    let ids: Vec<&str> = headings.iter().map(|heading| heading.id.as_str()).collect();
    format!("breachbook start PLAYBOOK: {}", listing(&ids, "or"))
}
