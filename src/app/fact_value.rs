//! What people type for facts, made into values: free text into passages, items of lists matched to the numbers that they have.
//! Must not decide whether a value may stand; the engine does.

use super::app_error::AppError;
use super::session::Session;
use super::stated::{known_items, same_item, value_of};
use super::words::Wording;
use crate::base::id::FactId;
use crate::base::text::did_you_mean;
use crate::base::time::Timestamp;
use crate::base::time::typed::echo;
use crate::fact::catalogue::FactRow;
use crate::fact::fact_type::FactType;
use crate::fact::typed::{TypedValue, Typing, parse_value};
use crate::fact::value::{ListItem, Value};

/// What is to happen to a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// `id=value`
    Set,
    /// `id+=value`: items are added to a list.
    Add,
    /// `id-=value`: items are taken from a list.
    Remove,
}

/// An assignment as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assignment {
    /// Of which fact.
    pub(crate) fact: String,
    /// What.
    pub(crate) change: Change,
    /// The value.
    pub(crate) text: String,
}

impl Assignment {
    /// Reads `id=value`, `id+=value` or `id-=value`.
    pub(crate) fn read(typed: &str) -> Result<Self, AppError> {
        let wrong =
            || AppError::Input(format!("`{typed}` is no answer; type FACT=VALUE, such as severity=P1"));
        let (left, text) = typed.split_once('=').ok_or_else(wrong)?;
        let (fact, change) = match (left.strip_suffix('+'), left.strip_suffix('-')) {
            (Some(fact), _) => (fact, Change::Add),
            (_, Some(fact)) => (fact, Change::Remove),
            (None, None) => (left, Change::Set),
        };
        if fact.trim().is_empty() {
            return Err(wrong());
        }
        Ok(Self { fact: fact.trim().to_owned(), change, text: text.to_owned() })
    }

    /// Whether it says that nobody knows: `id=?`, as in guided mode.
    pub(crate) fn is_unknown(&self) -> bool {
        self.change == Change::Set && self.text.trim() == "?"
    }
}

/// The fact that was typed.
pub(crate) fn row<'s>(session: &'s Session<'_>, typed: &str) -> Result<&'s FactRow, AppError> {
    let typed = typed.trim();
    session.plans().fact(typed).ok_or_else(|| {
        let near = did_you_mean(typed, session.plans().fact_ids().map(FactId::as_str));
        let part = |id: &&FactId| !typed.is_empty() && id.as_str().contains(typed);
        let candidates: Vec<String> = match near {
            Some(near) => vec![near.to_owned()],
            None => session.plans().fact_ids().filter(part).map(ToString::to_string).collect(),
        };
        AppError::Nothing { what: "fact", typed: typed.to_owned(), candidates }
    })
}

/// Reads values and remembers how times were understood.
pub(crate) struct ValueReader<'s, 'w> {
    session: &'s Session<'s>,
    wording: &'w mut Wording,
    future: bool,
    /// Times as they were understood, to be said.
    pub(crate) echoes: Vec<String>,
}

impl<'s, 'w> ValueReader<'s, 'w> {
    /// The incident.
    pub(crate) fn session(&self) -> &'s Session<'s> {
        self.session
    }

    /// A reader; `future` lets times stand that lie ahead.
    pub(crate) fn new(session: &'s Session<'s>, wording: &'w mut Wording, future: bool) -> Self {
        Self { session, wording, future, echoes: Vec::new() }
    }

    /// The fact and its new value.
    pub(crate) fn read(&mut self, assignment: &Assignment) -> Result<(FactId, Value), AppError> {
        let row = row(self.session, &assignment.fact)?;
        let now = self.session.now();
        let typing = Typing { now, zone: self.session.zone() };
        let typed = parse_value(&assignment.text, row, &typing)
            .map_err(|why| AppError::WrongAnswer(format!("{}: {why}", row.id)))?;
        let value = match (row.fact_type, typed) {
            (FactType::List(_), TypedValue::List(items)) => self.list(row, assignment.change, items)?,
            (FactType::List(_) | FactType::One(_), typed) => {
                if assignment.change != Change::Set {
                    let what = row.fact_type;
                    return Err(AppError::WrongAnswer(format!(
                        "`{}` is a {what}, no list; type {}=..",
                        row.id, row.id
                    )));
                }
                self.one(row, typed)?
            }
        };
        Ok((row.id.clone(), value))
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    fn one(&mut self, row: &FactRow, typed: TypedValue) -> Result<Value, AppError> {
        match typed {
            TypedValue::Future(reading) if self.future => self.one(row, reading.value),
            TypedValue::Future(reading) => Err(AppError::WrongAnswer(format!(
                "{}: {} lies in the future; add --future if that is meant",
                row.id, reading.echo
            ))),
            other => {
                let known = (self.session.state(), self.session.words());
                let value = value_of(other, &row.id, known, self.wording)?;
                if let Value::Datetime(at) = &value {
                    self.echoes.push(format!("{}: {}", row.id, echo(*at, self.session.zone())));
                }
                Ok(value)
            }
        }
    }

    /// Items that the list ever had keep their numbers; new ones have 0 until the engine numbers them.
    fn list(&mut self, row: &FactRow, change: Change, typed: Vec<TypedValue>) -> Result<Value, AppError> {
        let standing = self.session.state().facts().value(&row.id).and_then(Value::as_list);
        let mut items = standing.filter(|_| change != Change::Set).unwrap_or_default().to_vec();
        let ever = known_items(&row.id, self.session.state());
        for value in typed {
            let known = same_item(&value, &ever, self.session.words());
            let stands = known.as_ref().is_some_and(|known| items.iter().any(|item| item.n == known.n));
            match (change, known) {
                (Change::Remove, Some(known)) if stands => items.retain(|item| item.n != known.n),
                (Change::Remove, _) => {
                    return Err(AppError::WrongAnswer(format!("`{}` has no such item to take away", row.id)));
                }
                (Change::Set | Change::Add, Some(known)) => items.extend((!stands).then_some(known)),
                (Change::Set | Change::Add, None) => {
                    let v = self.one(row, value)?;
                    items.push(ListItem { n: 0, v });
                }
            }
        }
        Ok(Value::List(items))
    }
}

/// `4h` from now, or nothing.
pub(crate) fn recheck(now: Timestamp, typed: Option<&str>) -> Result<Option<Timestamp>, AppError> {
    let Some(typed) = typed else { return Ok(None) };
    let period = crate::base::time::typed::parse_period(typed.trim().trim_start_matches('+'));
    period.map(|period| Some(now.plus(period))).map_err(|why| AppError::Input(why.to_string()))
}

/// `ID` or `ID=4h`.
pub(crate) fn unknown(session: &Session<'_>, typed: &str) -> Result<(FactId, Option<Timestamp>), AppError> {
    let (fact, after) = typed.split_once('=').map_or((typed, None), |(fact, after)| (fact, Some(after)));
    Ok((row(session, fact)?.id.clone(), recheck(session.now(), after)?))
}
