//! The legal duties of an incident: which laws apply to those whose profile it holds, who has to tell whom, and where each duty stands.
//! Must not print.

use super::ground::{regimes, roles};
use super::session::Session;
use crate::base::problem::Source;
use crate::fact::value::{PassageRef, Value};
use crate::host::organisation::{Authority, Profile, Words};
use crate::incident::deadline::{known, sendings};
use crate::incident::event::step::NoticeSent;
use crate::regime::calendar::CalendarId;
use crate::regime::condition::Feature;
use crate::regime::count::Circumstances;
use crate::regime::duty::{Known, deadline};
use crate::regime::scope::{Judgement, Verdict, judge};
use crate::regime::{Regime, Stage};
use crate::report::status::duty::{DutyLine, DutyOf};

/// The duty that stands on every board, whatever has happened.
pub(crate) const FIRST_DUTY: &str = "gdpr-33-1/notify";

/// Who is told by nobody's authority: people, the public, ourselves. The profile's authorities are not theirs.
const PEOPLE: [&str; 16] = [
    "residents",
    "individuals",
    "data_subjects",
    "data_principals",
    "principals",
    "internal",
    "internal_register",
    "users",
    "subscribers",
    "service_recipients",
    "clients",
    "media",
    "controller",
    "covered_entity",
    "pfi",
    "acquirer",
];

/// The duties of an incident.
pub(crate) struct Duties {
    /// Whether the profile says which laws apply; else only GDPR is considered.
    pub(crate) scope_known: bool,
    /// All duties of laws that apply or may apply, what presses most in front.
    pub(crate) lines: Vec<DutyLine>,
}

impl Duties {
    /// Those that stand on boards: in scope and started.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &DutyLine> {
        self.lines.iter().filter(|line| !line.folded)
    }
}

/// Reads them.
pub(crate) fn duties(session: &Session<'_>) -> Duties {
    let profile = profile(session);
    let scope = profile.as_ref().and_then(Profile::law_scope);
    let day = session.now().in_zone(session.zone()).date_naive();
    let judged = match &scope {
        Some(scope) => judge(regimes().rows(), Some(scope), day),
        None => judge(regimes().without_scope(), None, day),
    };
    let desk = Desk { session, profile: profile.unwrap_or_default() };
    let considered = |judgement: &Judgement<'_>| desk.is_considered(judgement);
    let mut lines: Vec<DutyLine> =
        judged.into_iter().filter(considered).flat_map(|judgement| desk.regime(&judgement)).collect();
    lines.sort_by_key(|line| (line.folded, line.alarm.is_none(), line.alarm, line.duty != FIRST_DUTY));
    Duties { scope_known: scope.is_some(), lines }
}

/// The profile as it was when the incident was opened.
fn profile(session: &Session<'_>) -> Option<Profile> {
    let (opening, _) = session.state().opening()?;
    let bytes = session.store().source(opening.organisation?).ok()??;
    let source = Source::new("organisation.toml as fixed in the record", String::from_utf8(bytes).ok()?);
    Profile::load(&source, Words { roles: roles(), regimes: regimes() }).0
}

/// An incident being read.
struct Desk<'a> {
    session: &'a Session<'a>,
    profile: Profile,
}

/// Who tells whom.
#[derive(Clone, Default)]
struct Parties {
    /// Another controller than ourselves.
    controller: Option<String>,
    /// Who is told, where it is one of several or known by name.
    recipient: Option<String>,
    /// Whether there are others, so that a notice has to name this one.
    one_of_several: bool,
}

impl Desk<'_> {
    /// Whether duties of a law stand on boards at all.
    fn is_considered(&self, judgement: &Judgement<'_>) -> bool {
        let no_data =
            self.session.state().facts().value_of("personal_data_involved") == Some(&Value::Bool(false));
        let concerned = !(no_data && judgement.regime.applies.personal_data);
        concerned && matches!(judgement.verdict, Verdict::Applies | Verdict::Perhaps)
    }

    fn regime(&self, judgement: &Judgement<'_>) -> Vec<DutyLine> {
        let regime = judgement.regime;
        let known = known(self.session.state(), self.session.plans(), regime);
        let at = self.circumstances(regime);
        let mut lines = Vec::new();
        for stage in regime.stages.iter().filter(|stage| !stage.proposed) {
            for parties in self.parties(regime, stage) {
                let sendings =
                    sendings(self.session.state(), &regime.id, |notice| self.meant(notice, &parties));
                let known = Known { sendings, ..known.clone() };
                let deadline = deadline(regime, stage, &known, &at);
                let of =
                    DutyOf { judgement, stage, controller: parties.controller, recipient: parties.recipient };
                lines.push(DutyLine::new(&of, &deadline, (self.session.zone(), self.session.now())));
            }
        }
        lines
    }

    fn circumstances(&self, regime: &Regime) -> Circumstances {
        let country = self.authorities(regime).find_map(|authority| authority.country.clone());
        let of = Circumstances {
            country: country.and_then(|code| CalendarId::parse(&code).ok()),
            ..Circumstances::of(self.session.zone())
        };
        self.profile.circumstances(of)
    }

    fn authorities(&self, regime: &Regime) -> impl Iterator<Item = &Authority> {
        self.profile.authorities.iter().filter(|authority| authority.regimes.contains(&regime.id))
    }

    /// Every controller with every recipient.
    fn parties(&self, regime: &Regime, stage: &Stage) -> Vec<Parties> {
        let related = |words: &'static [&'static str]| {
            let is = move |relation: &Option<String>| {
                relation.as_deref().is_some_and(|word| words.contains(&word))
            };
            self.profile.controllers.iter().filter(move |controller| is(&controller.relation))
        };
        if is_of_processors(regime) {
            return several(related(&["processor"]).map(|controller| Parties {
                recipient: Some(controller.name.clone()),
                ..Parties::default()
            }));
        }
        let recipients = several(
            self.authorities(regime)
                .filter(|_| !PEOPLE.contains(&stage.to.as_str()))
                .map(|authority| Parties { recipient: Some(authority.name.clone()), ..Parties::default() }),
        );
        let others = related(&["joint-controller", "group"]).filter(|_| regime.applies.personal_data);
        let controllers = std::iter::once(None).chain(others.map(|controller| Some(controller.name.clone())));
        let with = |controller: Option<String>| {
            recipients
                .iter()
                .map(move |parties| Parties { controller: controller.clone(), ..parties.clone() })
        };
        controllers.flat_map(with).collect()
    }

    /// Whether a notice is for a controller and a recipient.
    fn meant(&self, notice: &NoticeSent, parties: &Parties) -> bool {
        let read = |words: Option<PassageRef>| words.and_then(|words| self.session.words().get(words));
        let (controller, to) = (read(notice.controller), read(notice.to));
        let others = |name: &str| self.profile.controllers.iter().any(|other| same(&other.name, name));
        let by_controller = match &parties.controller {
            Some(wanted) => controller.is_some_and(|name| same(name, wanted)),
            // What names nobody else is ours.
            None => parties.one_of_several || !controller.is_some_and(others) || parties.recipient.is_some(),
        };
        let named = |wanted: &String| [controller, to].into_iter().flatten().any(|name| same(name, wanted));
        by_controller && (!parties.one_of_several || parties.recipient.as_ref().is_some_and(named))
    }
}

/// Those that have to be named when there are several; one without a name when there is none.
fn several(all: impl Iterator<Item = Parties>) -> Vec<Parties> {
    let mut all: Vec<Parties> = all.collect();
    let one_of_several = all.len() > 1;
    all.iter_mut().for_each(|parties| parties.one_of_several = one_of_several);
    if all.is_empty() {
        all.push(Parties::default());
    }
    all
}

/// Whether it is a processor who has to tell, and the controllers who are told.
fn is_of_processors(regime: &Regime) -> bool {
    let asks =
        |alternative: &crate::regime::condition::Alternative| alternative.is.contains(&Feature::Processor);
    !regime.applies.any.is_empty() && regime.applies.any.iter().all(asks)
}

/// Whether two names mean the same body: `DPC` in a notice to `Data Protection Commission (DPC)`.
fn same(name: &str, wanted: &str) -> bool {
    let (name, wanted) = (name.trim().to_lowercase(), wanted.trim().to_lowercase());
    !name.is_empty() && !wanted.is_empty() && (name.contains(&wanted) || wanted.contains(&name))
}

/// The duty that presses most: the nearest, else the first.
pub(crate) fn nearest(duties: &Duties) -> Option<&DutyLine> {
    duties.shown().find(|line| line.alarm.is_some()).or_else(|| duties.shown().next())
}
