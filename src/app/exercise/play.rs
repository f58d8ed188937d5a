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
use crate::incident::event::exercise::{
    ClockAct, InjectFate, InjectReleased, InjectSettled, ObservationMade, Rating, ReleasedBy, TaskRated,
};
use crate::record::entry::{Entry, ExerciseTimes};
use crate::record::inject_card::InjectCard;
use crate::scenario::model::{Inject, Module, Scenario};

/// How the ids of injects begin that the script does not have.
const IMPROVISED: &str = "improvised-";

/// The times of the exercise now.
pub(crate) fn times(session: &Session<'_>) -> Result<ExerciseTimes, AppError> {
    session.exercise_times().ok_or_else(|| AppError::NotPossible("this is no exercise".to_owned()))
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

/// Play is over: the script comes into the record, so that whoever reads it can see what was asked.
pub(crate) fn end(
    session: &mut Session<'_>,
    scenario: &Scenario,
    why: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let why = wording.say_some(why)?;
    let digest = wording.put_source(scenario.source.text.clone().into_bytes());
    let act = PlayAct { why, scenario: Some(digest), ..PlayAct::of(ClockAct::End) };
    session.act(Command::Play(Box::new(act)), wording)
}

/// Brings everything that is due to the players, and leaves out what is no longer needed. Gives what came.
pub(crate) fn deliver(session: &mut Session<'_>, scenario: &Scenario) -> Result<Vec<InjectId>, AppError> {
    session.refresh()?;
    let schedule = Schedule::read(scenario, session.state(), times(session)?);
    let ripe: Vec<(&Inject, Waits)> =
        schedule.ripe().map(|waiting| (waiting.inject, waiting.waits.clone())).collect();
    let mut came = Vec::new();
    for (inject, waits) in ripe {
        if let Waits::NotNeeded(unless) = waits {
            let why = format!("not needed: {unless}");
            settle(session, &inject.id, InjectFate::Skipped, Some(&why))?;
        } else if !release(session, inject, ReleasedBy::Rule)?.is_empty() {
            came.push(inject.id.clone());
        }
    }
    Ok(came)
}

/// Brings an inject to the players. Gives no entry where somebody else was faster.
pub(crate) fn release(
    session: &mut Session<'_>,
    inject: &Inject,
    released: ReleasedBy,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let card = wording.say_whole(&card_of(inject).to_text()?)?;
    let event = InjectReleased { inject: inject.id.clone(), released, card, to: inject.to.clone() };
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
pub(crate) fn card_of(inject: &Inject) -> InjectCard {
    let attachments = inject.attachments.iter();
    InjectCard {
        title: inject.title.clone(),
        from: inject.from.clone(),
        channel: inject.channel.clone(),
        body: flowed(&inject.body),
        attachments: attachments.map(|file| (file.file.clone(), file.sha256.to_string())).collect(),
    }
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
