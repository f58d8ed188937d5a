//! Sentences about the play of an exercise.

use super::Sentence;
use super::scene::Scene;
use crate::incident::event::exercise::{
    ClockAct, ExerciseClockSet, FeedbackGiven, InjectFate, InjectReleased, InjectSettled, ObservationKind,
    ObservationMade, QuestionAnswered, ReleasedBy, SeenAs, TaskRated,
};
use crate::record::inject_card::InjectCard;

pub(super) fn clock(body: &ExerciseClockSet, scene: &Scene<'_>) -> Sentence {
    let story = scene.moment(body.story);
    let lead = match body.act {
        ClockAct::Start => format!("Play began. In the story it is {story}"),
        ClockAct::Pause => "Play rests".to_owned(),
        ClockAct::Resume => format!("Play goes on. In the story it is {story}"),
        ClockAct::Jump => format!("The story moved on: it is now {story}"),
        ClockAct::Module => "The next module began".to_owned(),
        ClockAct::Rate => format!("A minute of play is now {} of the story", minutes(body.rate)),
        ClockAct::Stop => "STOP: play was stopped with the real-world stop word".to_owned(),
        ClockAct::End => "Play is over".to_owned(),
    };
    Sentence::new(lead)
        .says("Reason", scene.maybe(body.why))
        .with("facilitator", body.alone.then(|| "the program".to_owned()))
        .with("module", body.module.as_ref().map(ToString::to_string))
        .with("scenario SHA-256", body.scenario.map(|digest| digest.to_string()))
}

fn minutes(rate: u32) -> String {
    crate::base::text::count(usize::try_from(rate).unwrap_or(usize::MAX), "minute")
}

pub(super) fn released(body: &InjectReleased, scene: &Scene<'_>) -> Sentence {
    let how = match body.released {
        ReleasedBy::Rule => None,
        ReleasedBy::Facilitator => Some("by the facilitator, out of turn"),
        ReleasedBy::Request => Some("on request"),
        ReleasedBy::Improvised => Some("improvised by the facilitator"),
    };
    let card = scene.read(body.card);
    let to: Vec<String> = body.to.iter().map(|role| scene.role(role)).collect();
    let sentence = match InjectCard::read(&card) {
        Some(card) => Sentence::new(format!("Inject: {}", card.title))
            .says("", Some(card.body.clone()))
            .with("from", Some(card.from).filter(|from| !from.is_empty()))
            .with("channel", Some(card.channel).filter(|channel| !channel.is_empty())),
        None => Sentence::new("Inject").says("", Some(card)),
    };
    sentence
        .with("id", Some(body.inject.to_string()))
        .with_list("to", &to)
        .with("released", how.map(str::to_owned))
}

pub(super) fn settled(body: &InjectSettled, scene: &Scene<'_>) -> Sentence {
    let lead = match body.fate {
        InjectFate::Held => format!("Inject {} is kept back", body.inject),
        InjectFate::Freed => format!("Inject {} is no longer kept back", body.inject),
        InjectFate::Skipped => format!("Inject {} is left out", body.inject),
        InjectFate::Read => format!("Read inject {}", body.inject),
        InjectFate::Recalled => format!("Inject {} was wrong: players are to forget it", body.inject),
    };
    Sentence::new(lead).says("Reason", scene.maybe(body.why))
}

pub(super) fn answered(body: &QuestionAnswered) -> Sentence {
    let figure = body.figure.map(|figure| figure.to_string());
    let chosen = body.chosen.iter().map(ToString::to_string);
    let said: Vec<String> = chosen.chain(figure).collect();
    let said = if said.is_empty() { "nothing".to_owned() } else { said.join(", ") };
    Sentence::new(format!("Question {} answered: {said}", body.question))
        .with("inject", Some(body.inject.to_string()))
}

pub(super) fn observed(body: &ObservationMade, scene: &Scene<'_>) -> Sentence {
    let lead = match body.kind {
        ObservationKind::Strength => "Observed, a strength",
        ObservationKind::Improvement => "Observed, to improve",
        ObservationKind::Neutral => "Observed",
        ObservationKind::Cause => "Cause",
    };
    let seen = body.seen.map(|seen| match seen {
        SeenAs::Met => "met",
        SeenAs::Partly => "partly met",
        SeenAs::NotMet => "not met",
    });
    let sentence = Sentence::new(lead)
        .says("", Some(scene.read(body.text)))
        .with("critical task", body.task.as_ref().map(ToString::to_string))
        .with("inject", body.inject.as_ref().map(ToString::to_string))
        .with("expectation", body.expectation.as_ref().map(ToString::to_string))
        .with("seen as", seen.map(str::to_owned));
    match body.entry {
        Some(seq) => sentence.beside("shown by", "an entry".to_owned(), Some(seq)),
        None => sentence,
    }
}

pub(super) fn rated(body: &TaskRated, scene: &Scene<'_>) -> Sentence {
    let rating = body.rating;
    Sentence::new(format!("Critical task {} rated {}", body.task, rating.letter()))
        .says("Why", Some(scene.read(body.text)))
        .with("meaning", Some(rating.meaning().to_owned()))
        .with("proposed", body.proposed.map(|proposed| proposed.letter().to_owned()))
}

pub(super) fn feedback(body: &FeedbackGiven, scene: &Scene<'_>) -> Sentence {
    let marks = body.marks.iter().map(|mark| if *mark == 0 { "-".to_owned() } else { mark.to_string() });
    let marks: Vec<String> = marks.collect();
    let [well, mend, missing] = body.words().map(|words| scene.maybe(words));
    Sentence::new("Feedback, without a name")
        .with("from 1 to 5", (!marks.is_empty()).then(|| marks.join(" ")))
        .with("went well", well)
        .with("to be mended", mend)
        .with("missing", missing)
}
