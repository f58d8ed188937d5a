//! What the facilitator does: the clock, modules, injects, observations, ratings. Whether it can be done is decided inside the
//! transaction, so that two facilitators, or a pause between them, never bring an inject to the players twice.

use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::app::words::Wording;
use crate::base::id::{CriticalTaskId, InjectId};
use crate::base::text::flowed;
use crate::base::time::Timestamp;
use crate::exercise::schedule::{Schedule, Waits};
use crate::fact::value::PassageRef;
use crate::incident::command::{Command, PlayAct};
use crate::incident::event::Event;
use crate::incident::event::exercise::{
    ClockAct, InjectFate, InjectReleased, InjectSettled, ObservationMade, Rating, ReleasedBy, TaskRated,
};
use crate::incident::event::note::{Marker, NoteTaken};
use crate::incident::state::State;
use crate::record::entry::{Entry, ExerciseTimes};
use crate::record::inject_card::{AnsweredBy, CardQuestion, InjectCard};
use crate::scenario::expectation::{Aim, Expectation};
use crate::scenario::model::{Inject, Module, Scenario};
use crate::training::question::QuestionKind;

/// How the ids of injects begin that the script does not have.
const IMPROVISED: &str = "improvised-";

/// How the note begins that says what players were told.
const BRIEFING: &str = "Briefing: ";

/// The times of the exercise now.
pub(crate) fn times(session: &Session<'_>) -> Result<ExerciseTimes, AppError> {
    session.exercise_times().ok_or_else(|| AppError::NotPossible("this is no exercise".to_owned()))
}

/// Writes down what players are told before play: whoever reads the record later, or comes late, knows what everybody knew.
pub(crate) fn brief(session: &mut Session<'_>, scenario: &Scenario) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let text = wording.say(&format!("{BRIEFING}{}", flowed(&scenario.briefing)))?;
    let note =
        NoteTaken { text, marker: Marker::Note, answers: None, step: None, from: None, labels: Vec::new() };
    session.act(Command::Write(Box::new(note.into())), wording)
}

/// What players were told before play.
pub(crate) fn briefing(session: &Session<'_>) -> Option<String> {
    session.entries().iter().find_map(|entry| {
        let Event::NoteTaken(note) = &entry.draft.event else { return None };
        session.shown(note.text).filter(|text| text.starts_with(BRIEFING))
    })
}

/// Play begins, with the first module.
pub(crate) fn begin(
    session: &mut Session<'_>,
    scenario: &Scenario,
    alone: bool,
) -> Result<Vec<Entry>, AppError> {
    let module = scenario.modules.first().map(|module| module.id.clone());
    let act = PlayAct { rate: Some(scenario.rate), module, alone, ..PlayAct::of(ClockAct::Start) };
    clock(session, act, None)
}

/// Sets the clock.
pub(crate) fn clock(
    session: &mut Session<'_>,
    act: PlayAct,
    why: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let why = wording.say_some(why)?;
    session.act(Command::Play(Box::new(PlayAct { why, ..act })), wording)
}

/// The story moves on to a moment.
pub(crate) fn jump(
    session: &mut Session<'_>,
    to: Timestamp,
    why: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    clock(session, PlayAct { story: Some(to), ..PlayAct::of(ClockAct::Jump) }, why)
}

/// A module begins; the story jumps to its beginning. Where its gate is not open, a reason is needed.
pub(crate) fn begin_module(
    session: &mut Session<'_>,
    module: &Module,
    why: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let story = times(session)?.scenario;
    let to = module.story.map(|moment| moment.after(story, session.zone()));
    let act = if to.is_some() { ClockAct::Jump } else { ClockAct::Module };
    clock(session, PlayAct { story: to, module: Some(module.id.clone()), ..PlayAct::of(act) }, why)
}

/// Play is over: what never came is left out with a reason, and the script comes into the record, so that whoever reads it can see what was
/// asked. All of it or none.
pub(crate) fn end(
    session: &mut Session<'_>,
    scenario: &Scenario,
    why: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let schedule = Schedule::read(scenario, session.state(), times(session)?);
    let mut wording = session.wording();
    let mut rest = Vec::new();
    for waiting in &schedule.waiting {
        rest.push(left_out(waiting.inject, "play ended before it came", &mut wording)?);
    }
    let why = wording.say_some(why)?;
    let digest = wording.put_source(scenario.source.text.clone().into_bytes());
    let act = PlayAct { why, scenario: Some(digest), ..PlayAct::of(ClockAct::End) };
    session.act_with(wording, |state| {
        let end = Command::Play(Box::new(act));
        Ok(still_wanted(state, rest).chain(std::iter::once(end)).collect())
    })
}

/// Brings everything that is due to the players, and leaves out what is no longer needed, in one act. Gives what came.
pub(crate) fn deliver(session: &mut Session<'_>, scenario: &Scenario) -> Result<Vec<InjectId>, AppError> {
    session.refresh()?;
    let schedule = Schedule::read(scenario, session.state(), times(session)?);
    let mut wording = session.wording();
    let mut due = Vec::new();
    for waiting in schedule.ripe() {
        due.push(if let Waits::NotNeeded(unless) = &waiting.waits {
            left_out(waiting.inject, &format!("not needed: {unless}"), &mut wording)?
        } else {
            given(scenario, waiting.inject, ReleasedBy::Rule, &mut wording)?.into()
        });
    }
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let entries = session.act_with(wording, |state| Ok(still_wanted(state, due).collect()))?;
    let came = entries.into_iter().filter_map(|entry| {
        let Event::InjectReleased(body) = entry.draft.event else { return None };
        Some(body.inject)
    });
    Ok(came.collect())
}

fn left_out(inject: &Inject, why: &str, wording: &mut Wording) -> Result<Event, AppError> {
    let why = Some(wording.say(why)?);
    Ok(InjectSettled { inject: inject.id.clone(), fate: InjectFate::Skipped, why }.into())
}

fn given(
    scenario: &Scenario,
    inject: &Inject,
    released: ReleasedBy,
    wording: &mut Wording,
) -> Result<InjectReleased, AppError> {
    let card = wording.say_whole(&card_of(scenario, inject).to_text()?)?;
    Ok(InjectReleased { inject: inject.id.clone(), released, card, to: inject.to.clone() })
}

/// What nobody else has done meanwhile, and play still allows.
fn still_wanted(state: &State, events: Vec<Event>) -> impl Iterator<Item = Command> {
    let exercise = state.exercise().cloned();
    let barred = move |event: &Event| match (&exercise, event) {
        (Some(exercise), Event::InjectReleased(body)) => exercise.bars_release(&body.inject).is_some(),
        (Some(exercise), Event::InjectSettled(body)) => exercise.bars_fate(body).is_some(),
        (_, _) => true,
    };
    events.into_iter().filter(move |event| !barred(event)).map(|event| Command::Write(Box::new(event)))
}

/// Brings an inject to the players. Gives no entry where somebody else was faster.
pub(crate) fn release(
    session: &mut Session<'_>,
    (scenario, inject): (&Scenario, &Inject),
    released: ReleasedBy,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let event = given(scenario, inject, released, &mut wording)?;
    give_out(session, event, wording)
}

/// Brings something to the players that the script does not have.
pub(crate) fn improvise(
    session: &mut Session<'_>,
    card: &InjectCard,
    to: Vec<crate::base::id::RoleId>,
) -> Result<Vec<Entry>, AppError> {
    let known = session.state().exercise().map_or(0, |exercise| {
        exercise.injects().keys().filter(|id| id.as_str().starts_with(IMPROVISED)).count()
    });
    let inject = InjectId::parse(&format!("{IMPROVISED}{}", known + 1))
        .map_err(|why| AppError::Input(why.to_string()))?;
    let mut wording = session.wording();
    let card = wording.say_whole(&card.to_text()?)?;
    give_out(session, InjectReleased { inject, released: ReleasedBy::Improvised, card, to }, wording)
}

fn give_out(
    session: &mut Session<'_>,
    event: InjectReleased,
    wording: Wording,
) -> Result<Vec<Entry>, AppError> {
    let id = event.inject.clone();
    session.act_with(wording, |state| {
        let known = state.exercise().and_then(|exercise| exercise.injects().get(&id));
        let is_out = known.is_some_and(|known| known.released.is_some());
        Ok(if is_out { Vec::new() } else { vec![Command::Write(Box::new(event.into()))] })
    })
}

/// What players see of an inject.
pub(crate) fn card_of(scenario: &Scenario, inject: &Inject) -> InjectCard {
    let attachments = inject.attachments.iter();
    let questions = scenario.expectations.iter().filter(|aim| aim.inject.as_ref() == Some(&inject.id));
    InjectCard {
        title: inject.title.clone(),
        from: inject.from.clone(),
        channel: inject.channel.clone(),
        body: flowed(&inject.body),
        attachments: attachments.map(|file| (file.file.clone(), file.sha256.to_string())).collect(),
        questions: questions.filter_map(on_card).collect(),
    }
}

/// A question without what is right.
fn on_card(aim: &Expectation) -> Option<CardQuestion> {
    let Aim::Quiz(question) = &aim.aim else { return None };
    let (kind, unit) = match &question.kind {
        QuestionKind::Single(_) => (AnsweredBy::Single, String::new()),
        QuestionKind::Multi(_) => (AnsweredBy::Multi, String::new()),
        QuestionKind::Number(figure) => (AnsweredBy::Number, figure.unit.clone()),
    };
    let options = question.kind.choices().iter().map(|choice| (choice.id.clone(), flowed(&choice.text)));
    let text = flowed(&question.text);
    Some(CardQuestion { id: aim.id.clone(), text, kind, options: options.collect(), unit })
}

/// Keeps an inject back, leaves it out, takes it back, or says that it was read.
pub(crate) fn settle(
    session: &mut Session<'_>,
    inject: &InjectId,
    fate: InjectFate,
    why: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let why = wording.say_some(why)?;
    let event = InjectSettled { inject: inject.clone(), fate, why };
    session.act(Command::Write(Box::new(event.into())), wording)
}

/// What an evaluator saw; `about` fills in what it belongs to.
pub(crate) fn observe(
    session: &mut Session<'_>,
    text: &str,
    about: impl FnOnce(PassageRef) -> ObservationMade,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let text = wording.say(text)?;
    session.act(Command::Write(Box::new(about(text).into())), wording)
}

/// An evaluator rates a critical task; what the program had proposed stands beside it.
pub(crate) fn rate(
    session: &mut Session<'_>,
    task: &CriticalTaskId,
    (rating, proposed): (Rating, Option<Rating>),
    why: &str,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let text = wording.say(why)?;
    let event = TaskRated { task: task.clone(), rating, text, proposed };
    session.act(Command::Write(Box::new(event.into())), wording)
}
