//! `exercise play`: an exercise without people, which can be played again byte for byte.

use std::path::PathBuf;
use std::process::ExitCode;

use super::start::set;
use crate::app::exercise::{script, unattended};
use crate::app::ground;
use crate::app::session::Session;
use crate::app::start::{Opening, Sort, Staged, start};
use crate::base::text::count;
use crate::base::time::{Period, Zone};
use crate::cli::command::run;
use crate::cli::command::start::{role_given, zone_given};
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::host::clock::ExerciseClock;
use crate::host::random::Seeded;

/// Arguments of `play`.
#[derive(Debug, clap::Args)]
pub(super) struct PlayArgs {
    /// A scenario's id, or a file.
    scenario: String,
    /// What players answer; see `run --answers`. `inject` lets an answer wait for an inject, `takes` says how long it took.
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
    /// Ids and salts come from it.
    #[arg(long, value_name = "NUMBER")]
    seed: u64,
    /// Who holds a role.
    #[arg(long, value_name = "ROLE=NAME")]
    role: Vec<String>,
    /// IANA zone in which times are typed and read.
    #[arg(long, default_value = "UTC")]
    zone: String,
}

/// Answers may name times anywhere in the story.
const WHOLE_STORY: Period = Period::from_hours(400 * 24);

/// Plays it.
pub(super) fn play(args: &PlayArgs, context: &Context) -> Result<ExitCode, Failure> {
    let Some(path) = &context.global.db else {
        return Err(Failure::usage("name the record that it is written to with --db FILE"));
    };
    if path.exists() {
        return Err(Failure::usage(format!("{} is there already: name a new file", path.display())));
    }
    let library = context.library()?;
    let scenario = script::playable(&args.scenario, &library)?;
    let zone: Zone = zone_given(&args.zone)?;
    let story = unattended::story_start(&scenario, zone);
    let set = set(&scenario, &library)?;
    let answers = run::answers_at(&args.answers, &set, (story.plus(WHOLE_STORY), zone))?;
    let seeded = Seeded::begin(args.seed);
    let clock = ExerciseClock::new(story, 0);
    let identity = crate::app::pen::Identity {
        actor: "facilitator".to_owned(),
        account: "unattended".to_owned(),
        host: "exercise".to_owned(),
        ..crate::app::pen::Identity::default()
    };
    let opening = Opening {
        sources: ground::sources_of(&library, None, &set),
        set: &set,
        title: Some(scenario.title.clone()),
        codename: None,
        zone,
        organisation: context.profile_bytes()?,
        identity: &identity,
        sort: Sort::Exercise(Staged { scenario: scenario.digest, story, seeded: true }),
    };
    let mut record = context.store(true)?;
    let opened = start(&mut record, &clock, &opening)?;
    let mut session = Session::open(&mut record, &clock, opened.uid, identity.clone())?;
    for pair in &args.role {
        role_given(&mut session, pair)?;
    }
    let played = unattended::play(&mut session, &clock, (&scenario, &answers))?;
    drop(seeded);
    context.ui.say(&format!("{} played with seed {}; it stands at {}", opened.id, args.seed, session.head()));
    if let Some((step, why)) = played.refused {
        let mut failure = Failure::from(why);
        failure.message = format!("the answer for step `{step}` was not taken: {}", failure.message);
        return Err(failure.hint("what was played before is kept"));
    }
    if played.unused > 0 {
        let left = count(played.unused, "answer");
        return Err(Failure::new(Kind::Refused, format!("{left} never fitted a step")));
    }
    context.ui.line(&opened.id);
    Ok(ExitCode::SUCCESS)
}
