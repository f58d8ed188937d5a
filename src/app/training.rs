//! Training: content, its record, what is written into it. Must not ask or print; `take` asks through the prompter it is given.

pub(crate) mod take;

use std::sync::Arc;

use super::app_error::AppError;
use super::exercise::script;
use super::ground::{ground, read_source, sources_of};
use super::pen::Identity;
use super::session::Session;
use super::start::{Opened, Opening, Sort, start};
use crate::base::digest::Digest;
use crate::base::id::{LessonId, PersonId, RoleId, Seq};
use crate::base::problem::Source;
use crate::base::time::{Claimed, Timestamp, Zone};
use crate::host::clock::Clock;
use crate::incident::command::Command;
use crate::incident::event::training::{Employment, Part, SessionHeld, Teaching, TookPart};
use crate::playbook::library::Library;
use crate::record::entry::Entry;
use crate::report::training::sessions;
use crate::store::Store;
use crate::training::lesson::Lesson;
use crate::training::load::{is_one, load};
use crate::training::requirement::{Requirement, due_again};
use crate::training::shipped;

/// Something that people are taught with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Content {
    /// Its id.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// Its version.
    pub(crate) version: String,
    /// SHA-256 of its bytes.
    pub(crate) sha256: Digest,
    /// Which rules ask for it.
    pub(crate) tags: Vec<String>,
    /// How long it takes, in minutes.
    pub(crate) minutes: u32,
    /// How it is taught.
    pub(crate) teaching: Teaching,
}

impl From<&Lesson> for Content {
    fn from(lesson: &Lesson) -> Self {
        Self {
            id: lesson.id.to_string(),
            title: lesson.title.clone(),
            version: lesson.version.clone(),
            sha256: lesson.digest,
            tags: lesson.tags.clone(),
            minutes: lesson.minutes,
            teaching: Teaching::Micro,
        }
    }
}

/// The text of a micro-exercise, by its id or its file.
pub(crate) fn named(typed: &str) -> Result<Arc<Source>, AppError> {
    let known = LessonId::parse(typed).ok().and_then(|id| shipped::source(&id));
    if let Some(source) = known {
        return Ok(source);
    }
    let path = std::path::Path::new(typed);
    if path.exists() {
        return read_source(path);
    }
    let candidates = shipped::shipped().map(|(id, _)| id.to_string()).collect();
    Err(AppError::Nothing { what: "micro-exercise", typed: typed.to_owned(), candidates })
}

/// A micro-exercise without errors.
pub(crate) fn lesson(typed: &str) -> Result<Lesson, AppError> {
    let (lesson, problems) = load(&named(typed)?);
    lesson.ok_or(AppError::Problems(problems))
}

/// Content by its id or its file: a micro-exercise, else a scenario.
pub(crate) fn content(typed: &str, library: &Library) -> Result<Content, AppError> {
    match named(typed) {
        Ok(source) if is_one(&source) => Ok(Content::from(&lesson(typed)?)),
        Ok(_) | Err(AppError::Nothing { .. }) => {
            let scenario = script::checked(&script::named(typed)?, library)?;
            let minutes = u32::try_from(scenario.duration.seconds() / 60).unwrap_or(u32::MAX);
            Ok(Content {
                id: scenario.id.to_string(),
                title: scenario.title,
                version: scenario.version,
                sha256: scenario.digest,
                tags: scenario.tags,
                minutes,
                teaching: Teaching::Tabletop,
            })
        }
        Err(other) => Err(other),
    }
}

/// Opens the record of training.
pub(crate) fn open(
    store: &mut Store,
    clock: &dyn Clock,
    (identity, zone): (&Identity, Zone),
    organisation: Option<Vec<u8>>,
) -> Result<Opened, AppError> {
    let missing = || AppError::NotPossible("the programme's playbook does not load".to_owned());
    let (id, library) = shipped::programme().ok_or_else(missing)?;
    let (set, problems) = library.load_set(&id, &ground());
    let set = set.ok_or(AppError::Problems(problems))?;
    let opening = Opening {
        sources: sources_of(&library, None, &set),
        set: &set,
        title: Some("Awareness and training".to_owned()),
        codename: Some("training".to_owned()),
        zone,
        organisation,
        identity,
        sort: Sort::Training,
    };
    start(store, clock, &opening)
}

/// What is said of a session beside its content.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Circumstances<'a> {
    /// When it began; now when left out.
    pub(crate) began: Option<Claimed>,
    /// How long it took.
    pub(crate) minutes: Option<u32>,
    /// How it was taught, where that is not as usual.
    pub(crate) teaching: Option<Teaching>,
    /// Who led it.
    pub(crate) led_by: Option<&'a str>,
    /// Where.
    pub(crate) place: Option<&'a str>,
    /// Language of it.
    pub(crate) language: Option<&'a str>,
}

/// Writes a session down; gives its entry.
pub(crate) fn hold(
    session: &mut Session<'_>,
    content: &Content,
    how: &Circumstances<'_>,
) -> Result<Entry, AppError> {
    let mut wording = session.wording();
    let now = session.now();
    let body = SessionHeld {
        teaching: how.teaching.unwrap_or(content.teaching),
        content: content.id.clone(),
        title: content.title.clone(),
        version: content.version.clone(),
        sha256: content.sha256,
        began: how.began.unwrap_or_else(|| Claimed::as_recorded(now)),
        minutes: how.minutes.unwrap_or(content.minutes),
        led_by: wording.say_some(how.led_by)?,
        place: wording.say_some(how.place)?,
        language: how.language.map(str::to_owned),
        tags: content.tags.clone(),
    };
    let entries = session.act(Command::Write(Box::new(body.into())), wording)?;
    entries.into_iter().next_back().ok_or_else(|| AppError::NotPossible("nothing was written".to_owned()))
}

/// Somebody's part in a session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Taking<'a> {
    /// Who.
    pub(crate) person: PersonId,
    /// As what.
    pub(crate) part: Part,
    /// Role in the plan; as before when left out.
    pub(crate) role: Option<RoleId>,
    /// Employment; as before, else staff, when left out.
    pub(crate) employment: Option<Employment>,
    /// Percent of the points, percent to pass, whether passed.
    pub(crate) mark: Option<(u32, u32, bool)>,
    /// Whether the person confirmed what is to be confirmed.
    pub(crate) acknowledged: bool,
    /// What shows that the person was there.
    pub(crate) proof: Option<&'a str>,
}

/// Writes somebody's part down. What it is due again by follows from what is asked of that person.
pub(crate) fn take_part(
    session: &mut Session<'_>,
    (held, content): (Seq, &Content),
    taking: &Taking<'_>,
    asked: &[Requirement],
) -> Result<Vec<Entry>, AppError> {
    let entries = session.entries();
    let before = sessions(&entries);
    let own = || before.iter().filter_map(|before| Some((before, before.parts.get(&taking.person)?.1)));
    let attempts =
        own().filter(|(before, part)| before.held.content == content.id && part.score.is_some()).count();
    let role = taking.role.clone().or_else(|| own().filter_map(|(_, part)| part.role.clone()).next_back());
    let employment = taking.employment.or_else(|| own().map(|(_, part)| part.employment).next_back());
    let began =
        before.iter().find(|before| before.seq == held).map_or(session.now(), |before| before.held.began.at);
    let asked = if taking.part.is_taught() { asked } else { &[] };
    let (due, by_rule) = again(asked, (role.as_ref(), content), (began, session.zone()));
    let mut wording = session.wording();
    let body = TookPart {
        session: held,
        person: taking.person,
        part: taking.part,
        employment: employment.unwrap_or(Employment::Staff),
        role,
        score: taking.mark.map(|(score, ..)| score),
        pass: taking.mark.map(|(_, pass, _)| pass),
        attempt: taking.mark.and_then(|_| u32::try_from(attempts + 1).ok()),
        due,
        rule: by_rule,
        proof: wording.say_some(taking.proof)?,
        follow_up: None,
        passed: taking.mark.is_some_and(|(.., passed)| passed),
        acknowledged: taking.acknowledged,
    };
    session.act(Command::Write(Box::new(body.into())), wording)
}

/// When content is due again for somebody with a role, by the requirement that comes round first.
fn again(
    asked: &[Requirement],
    (role, content): (Option<&RoleId>, &Content),
    (began, zone): (Timestamp, Zone),
) -> (Option<Timestamp>, Option<String>) {
    let concerns =
        asked.iter().filter(|asked| asked.concerns(role) && asked.is_met_by(&content.id, &content.tags));
    let first = concerns.min_by_key(|asked| asked.months);
    let due = first.map(|asked| due_again(began, asked.months, zone));
    (due, first.map(|asked| format!("{}, every {} months", asked.name, asked.months)))
}
