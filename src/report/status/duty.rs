//! Legal duties with their deadlines, for boards. Must not count: the core did.

use crate::base::time::{Period, Timestamp, Zone};
use crate::regime::duty::{Anchor, Believed, Deadline};
use crate::regime::ladder::rung;
use crate::regime::model::{PeriodUnit, StagePeriod, Verification};
use crate::regime::scope::{Judgement, Verdict};
use crate::regime::{FIRST_DUTY, Stage};

/// Which duty it is.
pub(crate) struct DutyOf<'a> {
    /// The law, and whether it applies.
    pub(crate) judgement: &'a Judgement<'a>,
    /// The stage.
    pub(crate) stage: &'a Stage,
    /// Another controller than ourselves.
    pub(crate) controller: Option<String>,
    /// Who is told, where that is known by name.
    pub(crate) recipient: Option<String>,
    /// The fact by which a person decides the moment.
    pub(crate) decide_by: Option<String>,
    /// What was decided last.
    pub(crate) decision: Option<DecisionLine>,
}

/// A decision on a duty.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct DecisionLine {
    /// The entry.
    pub(crate) entry: u64,
    /// `owed`, `waived` or `delayed`.
    pub(crate) choice: &'static str,
    /// When it was taken, or its reason arose.
    pub(crate) at: Timestamp,
    /// Until when it is served, where it is served later.
    pub(crate) until: Option<Timestamp>,
    /// Why, where everybody may read it.
    pub(crate) why: Option<String>,
    /// Who thought otherwise.
    pub(crate) dissent: Option<String>,
}

/// A duty.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct DutyLine {
    /// `gdpr-33-1/notify`
    pub(crate) duty: String,
    /// Short, such as `GDPR 72 h`.
    pub(crate) label: String,
    /// The law in a word or two.
    #[serde(skip)]
    pub(crate) short: String,
    /// What the law asks for.
    pub(crate) title: String,
    /// Where to look.
    pub(crate) citation: String,
    /// `not_started`, `provisional`, `running`, `met`, `waived`, `unnumbered`, `kept` or `uncounted`.
    pub(crate) status: &'static str,
    /// From which moment it counts.
    pub(crate) anchor: Option<AnchorLine>,
    /// The moment that is missing.
    pub(crate) needs: Option<String>,
    /// The instant to plan against.
    pub(crate) strict: Option<Timestamp>,
    /// Seconds until the alarm; negative when it has passed.
    pub(crate) seconds_left: Option<i64>,
    /// Whether it has passed, also provisionally.
    pub(crate) overdue: bool,
    /// When the notice went out.
    pub(crate) met: Option<Timestamp>,
    /// The entry of that notice.
    pub(crate) met_by: Option<u64>,
    /// When the notice that had served it was taken back; then its clock goes on.
    pub(crate) taken_back: Option<Timestamp>,
    /// Until when that was owed.
    #[serde(skip)]
    pub(crate) owed_until: Option<Timestamp>,
    /// By how many seconds it was late.
    pub(crate) late_seconds: Option<i64>,
    /// Another controller than ourselves.
    pub(crate) controller: Option<String>,
    /// Who is told.
    pub(crate) recipient: Option<String>,
    /// `applies` or `perhaps`.
    pub(crate) scope: &'static str,
    /// Why the law applies, or may.
    pub(crate) reasons: Vec<String>,
    /// How far the regime was checked.
    pub(crate) verification: &'static str,
    /// What that means, unless it was checked against the text of the law.
    #[serde(skip)]
    pub(crate) doubt: Option<&'static str>,
    /// The moment that has to be decided, by the name of the law.
    pub(crate) counts_from: String,
    /// The fact by which a person decides it.
    pub(crate) decide_by: Option<String>,
    /// What may turn out to be the moment, the earliest first, while nobody has decided.
    pub(crate) candidates: Vec<AnchorLine>,
    /// When its second limit ends, while it has not started.
    pub(crate) limit: Option<Timestamp>,
    /// The instant to alarm on: the earliest that was ever believed.
    pub(crate) alarm: Option<Timestamp>,
    /// `quiet`, `half`, `quarter`, `tenth`, `passed`.
    pub(crate) rung: Option<&'static str>,
    /// What was believed before the moment was corrected.
    pub(crate) believed: Vec<BelievedLine>,
    /// What the law says where it names no number.
    pub(crate) words: Option<String>,
    /// Until when something is kept at least.
    pub(crate) until: Option<Timestamp>,
    /// Why it cannot be counted.
    pub(crate) why: Option<String>,
    /// What people decided on it.
    pub(crate) decision: Option<DecisionLine>,
    /// Whether boards leave it out: it has not started, or the law only may apply.
    pub(crate) folded: bool,
}

/// What was believed until the moment was corrected.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct BelievedLine {
    /// Until when.
    pub(crate) until: Timestamp,
    /// The instant to plan against.
    pub(crate) strict: Timestamp,
    /// From which moment.
    pub(crate) anchor: AnchorLine,
}

impl BelievedLine {
    fn of(old: &Believed, zone: Zone) -> Self {
        Self { until: old.until, strict: old.due.strict, anchor: AnchorLine::of(&old.anchor, zone) }
    }
}

/// From which moment a duty counts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct AnchorLine {
    /// The fact, or `signal`.
    pub(crate) name: String,
    /// The moment; of a day of which the time is not known its first instant.
    pub(crate) at: Timestamp,
    /// The entry.
    pub(crate) entry: u64,
}

impl AnchorLine {
    fn of(anchor: &Anchor, zone: Zone) -> Self {
        Self { name: anchor.name.clone(), at: anchor.at.first(zone), entry: anchor.seq.0 }
    }
}

/// In seconds.
const DAY: i64 = 24 * 60 * 60;

/// From so many days on nobody counts hours.
const MANY_DAYS: i64 = 10;

impl DutyLine {
    /// A duty at a moment.
    pub(crate) fn new(of: &DutyOf<'_>, deadline: &Deadline, (zone, now): (Zone, Timestamp)) -> Self {
        let blank = Self::blank(of);
        let anchor = |anchor: &Anchor| Some(AnchorLine::of(anchor, zone));
        let line = match deadline {
            Deadline::NotStarted { needs, cap } => Self { needs: Some(needs.clone()), limit: *cap, ..blank },
            Deadline::Provisional { candidate, due, all } => Self {
                status: "provisional",
                anchor: anchor(candidate),
                strict: Some(due.strict),
                candidates: all.iter().map(|anchor| AnchorLine::of(anchor, zone)).collect(),
                ..blank
            },
            Deadline::Running { anchor: from, due, believed, .. } => Self {
                status: "running",
                anchor: anchor(from),
                strict: Some(due.strict),
                believed: believed.iter().map(|old| BelievedLine::of(old, zone)).collect(),
                ..blank
            },
            Deadline::Unnumbered { since, words } => Self {
                status: "unnumbered",
                anchor: since.as_ref().and_then(anchor),
                words: Some(words.clone()),
                ..blank
            },
            Deadline::Kept { anchor: from, until } => {
                Self { status: "kept", anchor: anchor(from), until: Some(*until), ..blank }
            }
            Deadline::Met { at, seq, late, due } => Self {
                owed_until: due.as_ref().map(|due| due.strict),
                status: "met",
                met: Some(*at),
                met_by: Some(seq.0),
                late_seconds: late.map(|late| late.strict.seconds()),
                ..blank
            },
            Deadline::Uncounted { anchor: from, why } => {
                Self { status: "uncounted", anchor: anchor(from), why: Some(why.to_string()), ..blank }
            }
        };
        line.timed(deadline, now)
    }

    fn blank(of: &DutyOf<'_>) -> Self {
        let regime = of.judgement.regime;
        let duty = format!("{}/{}", regime.id, of.stage.id);
        let checked = of.stage.counting_checked(regime);
        Self {
            label: label(of),
            short: regime.short.clone(),
            duty,
            title: regime.title.clone(),
            citation: regime.citation.clone(),
            status: "not_started",
            anchor: None,
            needs: None,
            strict: None,
            seconds_left: None,
            overdue: false,
            met: None,
            met_by: None,
            taken_back: None,
            owed_until: None,
            late_seconds: None,
            controller: of.controller.clone(),
            recipient: of.recipient.clone(),
            scope: match of.judgement.verdict {
                Verdict::Applies => "applies",
                Verdict::Perhaps => "perhaps",
                Verdict::NotYet
                | Verdict::Proposed
                | Verdict::Superseded
                | Verdict::DoesNot
                | Verdict::NotConsidered => "decided",
            },
            reasons: of.judgement.reasons.clone(),
            verification: checked.word(),
            doubt: (checked != Verification::Primary).then(|| checked.meaning()),
            counts_from: of.stage.anchor.clone(),
            decide_by: of.decide_by.clone(),
            candidates: Vec::new(),
            limit: None,
            alarm: None,
            rung: None,
            believed: Vec::new(),
            words: None,
            until: None,
            why: None,
            decision: of.decision.clone(),
            folded: false,
        }
    }

    fn timed(self, deadline: &Deadline, now: Timestamp) -> Self {
        let decided = self.decision.as_ref().map(|decision| decision.choice);
        if decided == Some("waived") && self.met.is_none() {
            return Self { status: "waived", ..self };
        }
        let alarm = deadline.alarm();
        let begins = self.anchor.as_ref().map(|anchor| anchor.at);
        let applies = self.scope == "applies";
        let started = self.anchor.is_some() || self.limit.is_some();
        let shown = applies && started || self.met.is_some() || decided.is_some() || self.duty == FIRST_DUTY;
        Self {
            alarm,
            seconds_left: alarm.map(|alarm| alarm.since(now).seconds()),
            overdue: deadline.is_overdue(now),
            rung: begins.zip(alarm).map(|(begins, alarm)| rung(begins, alarm, now).word()),
            folded: !shown,
            ..self
        }
    }

    /// As it stands when the exercise is over: what was not served stays so, and no clock runs.
    pub(crate) fn after_play(self) -> Self {
        if self.met.is_some() {
            return self;
        }
        Self { overdue: false, seconds_left: None, rung: None, ..self }
    }

    /// One line: `GDPR 72 h: awareness NOT DECIDED; from first signal Tue 01:55 (70 h 43)`.
    pub(crate) fn text(&self, zone: Zone) -> String {
        let show = |at: Timestamp| at.in_zone(zone).format("%a %-d %b %H:%M").to_string();
        let left = self.left();
        let (label, anchor) = (&self.label, self.anchor.as_ref());
        let open = spoken(&self.counts_from);
        let text = match (self.status, self.alarm, self.met) {
            ("provisional", Some(alarm), _) => {
                let from = anchor.map_or_else(String::new, |anchor| spoken(&anchor.name));
                format!("{label}: {open} NOT DECIDED; from {from}: {} ({left})", show(alarm))
            }
            ("running", Some(alarm), _) => format!("{label}: due {} ({left})", show(alarm)),
            (_, _, Some(met)) => format!("{label}: {}", self.went_out(met, show)),
            ("waived", _, _) => {
                let decision = self.decision.as_ref();
                let why = decision.and_then(|decision| decision.why.as_deref()).unwrap_or("reason withheld");
                let when = decision.map(|decision| show(decision.at)).unwrap_or_default();
                format!("{label}: not served, decided {when}: {why}")
            }
            ("unnumbered", _, _) => format!("{label}: {}", self.words.as_deref().unwrap_or_default()),
            ("kept", _, _) => format!("{label}: keep until {}", self.until.map(show).unwrap_or_default()),
            ("uncounted", _, _) => {
                format!("{label}: runs, cannot be counted: {}", self.why.as_deref().unwrap_or_default())
            }
            (_, _, _) if self.duty == FIRST_DUTY => {
                format!("{label}: awareness NOT DECIDED; no signal recorded")
            }
            (_, _, _) => {
                let needs = spoken(self.needs.as_deref().unwrap_or_default());
                let limit = self.limit.map(|limit| format!("; not later than {}", show(limit)));
                format!("{label}: not started, needs {needs}{}", limit.unwrap_or_default())
            }
        };
        text.replacen(label, &format!("{label}{}", self.whose()), 1) + &self.undone(show)
    }

    /// `sent Tue 01:55, 2 h LATE`
    pub(crate) fn went_out(&self, met: Timestamp, show: impl Fn(Timestamp) -> String) -> String {
        let late = self.late_seconds.map(|late| format!(", {} LATE", Period::from_seconds(late)));
        format!("sent {}{}", show(met), late.unwrap_or_default())
    }

    /// `; notice taken back Wed 10:00`
    pub(crate) fn undone(&self, show: impl Fn(Timestamp) -> String) -> String {
        self.taken_back.map(|at| format!("; notice taken back {}", show(at))).unwrap_or_default()
    }

    /// Whose duty it is and to whom, where names are known: ` for Kestrel Pay to Data Protection Commission`.
    pub(crate) fn whose(&self) -> String {
        let whose = [("for", &self.controller), ("to", &self.recipient)];
        whose.into_iter().filter_map(|(word, name)| Some(format!(" {word} {}", name.as_ref()?))).collect()
    }

    /// The id of the law.
    pub(crate) fn law(&self) -> &str {
        self.duty.split('/').next().unwrap_or_default()
    }

    /// Whether another counts from the same moment to the same end.
    pub(crate) fn counts_as(&self, other: &Self) -> bool {
        let decision = |line: &Self| line.decision.as_ref().map(|decision| decision.entry);
        let of = |line: &Self| (line.strict, line.alarm, line.status, line.anchor.clone(), decision(line));
        self.duty == other.duty && of(self) == of(other)
    }

    /// Whether somebody has to say from when on it counts.
    pub(crate) fn awaits_a_decision(&self) -> bool {
        matches!(self.status, "provisional" | "not_started")
    }

    /// Whether it belongs on a screen that shows what is nearest.
    pub(crate) fn presses(&self) -> bool {
        let counts = self.alarm.is_some() || self.limit.is_some() || self.met.is_some();
        counts || self.status == "uncounted" || self.duty == FIRST_DUTY
    }

    /// `70 h 43`, `OVERDUE by 2 h`; that nothing runs any more once an exercise is over.
    pub(crate) fn left(&self) -> String {
        if self.seconds_left.is_none() && self.alarm.is_some() {
            return "not served in play".to_owned();
        }
        let left = Period::from_seconds(self.seconds_left.unwrap_or(0).abs());
        let days = left.seconds() / DAY;
        let left = if days >= MANY_DAYS { format!("{days} d") } else { left.to_string() };
        if self.overdue { format!("OVERDUE by {left}") } else { left }
    }
}

/// The law and the stage with its period: `NIS2 early warning 24 h`.
fn label(of: &DutyOf<'_>) -> String {
    let (regime, stage) = (of.judgement.regime, of.stage);
    let counted = regime.stages.iter().filter(|stage| stage.period != StagePeriod::NONE).count();
    let alone = stage.period != StagePeriod::NONE && counted == 1;
    let name = if alone { String::new() } else { format!(" {}", stage.id.to_string().replace('-', " ")) };
    let period = match stage.period.unit {
        PeriodUnit::Qualitative => String::new(),
        PeriodUnit::Hours => format!(" {} h", stage.period.value),
        PeriodUnit::Days | PeriodUnit::CalendarDays => format!(" {} d", stage.period.value),
        PeriodUnit::BusinessDays | PeriodUnit::Months => format!(" {}", stage.period),
    };
    format!("{}{name}{period}", regime.short)
}

/// An anchor in words.
pub(crate) fn spoken(name: &str) -> String {
    match name {
        "signal" | "first_signal_at" => "first signal".to_owned(),
        other => other.trim_end_matches("_at").replace(['_', ':'], " "),
    }
}
