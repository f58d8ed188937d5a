//! Which regimes apply to an organisation, and why, in words. What nobody said is unknown and never "no". Must not read the organisation
//! profile: what decides is given.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::area::{Area, Lies};
use super::condition::{Alternative, Feature};
use super::model::{Regime, Status};
use crate::base::text::listing;

/// What decides which laws apply. Empty, or left out: not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    /// Countries of the establishments, ISO 3166.
    pub(crate) established: Vec<String>,
    /// Countries, or parts of countries, of the people whose data are held, ISO 3166.
    pub(crate) customers: Vec<String>,
    /// What the organisation is or is not.
    pub(crate) features: BTreeMap<Feature, bool>,
    /// In which sector it works.
    pub(crate) sector: Option<String>,
}

/// Whether a regime applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// It does.
    Applies,
    /// It may: something is not known that decides.
    Perhaps,
    /// It will, or may, once it applies to anybody.
    NotYet,
    /// It would, if it became law.
    Proposed,
    /// It did, before another took its place.
    Superseded,
    /// It does not.
    DoesNot,
    /// Nothing is known about the organisation.
    NotConsidered,
}

/// A regime with the answer for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judgement<'a> {
    /// The regime.
    pub(crate) regime: &'a Regime,
    /// The answer.
    pub(crate) verdict: Verdict,
    /// Why, each a lower-case fragment.
    pub(crate) reasons: Vec<String>,
}

/// How far a condition is met, and why.
struct Met {
    how: Lies,
    reasons: Vec<String>,
}

/// Judges regimes for an organisation on a day. Without a scope only those that need none are considered.
pub(crate) fn judge<'a>(
    regimes: impl IntoIterator<Item = &'a Regime>,
    scope: Option<&Scope>,
    on: NaiveDate,
) -> Vec<Judgement<'a>> {
    let one = |regime: &'a Regime| match scope {
        Some(scope) => with_scope(regime, scope, on),
        None => without_scope(regime),
    };
    regimes.into_iter().map(one).collect()
}

fn without_scope(regime: &Regime) -> Judgement<'_> {
    let considered = regime.applies.without_scope;
    let asks_more = regime.applies.any.iter().all(|alternative| !alternative.is.is_empty());
    let verdict = match (considered, asks_more) {
        (false, _) => Verdict::NotConsidered,
        (true, true) => Verdict::Perhaps,
        (true, false) => Verdict::Applies,
    };
    let reason =
        if considered { "considered although the profile has no scope" } else { "the profile has no scope" };
    Judgement { regime, verdict, reasons: vec![reason.to_owned()] }
}

fn with_scope<'a>(regime: &'a Regime, scope: &Scope, on: NaiveDate) -> Judgement<'a> {
    let Met { how, mut reasons } = met(regime, scope);
    let verdict = match how {
        Lies::Outside => Verdict::DoesNot,
        Lies::Inside | Lies::Perhaps => {
            let (verdict, more) = standing(regime, how, on);
            reasons.extend(more);
            verdict
        }
    };
    Judgement { regime, verdict, reasons }
}

/// What the state of the law makes of a condition that is, or may be, met. A law whose day has come is not left out because its file says
/// "not yet".
fn standing(regime: &Regime, how: Lies, on: NaiveDate) -> (Verdict, Vec<String>) {
    let note = regime.status_note.iter().filter(|_| regime.status != Status::InForce);
    let mut reasons: Vec<String> = note.cloned().collect();
    let later = regime.in_force_since.filter(|since| *since > on);
    let verdict = match (regime.status, later) {
        (Status::Proposal, _) => Verdict::Proposed,
        (Status::Superseded, _) => Verdict::Superseded,
        (Status::InForce | Status::Contract | Status::NotApplicableYet, Some(since)) => {
            reasons.push(format!("applies from {since} on"));
            Verdict::NotYet
        }
        (Status::InForce | Status::Contract, None) if how == Lies::Inside => Verdict::Applies,
        (Status::InForce | Status::Contract | Status::NotApplicableYet, None) => Verdict::Perhaps,
    };
    (verdict, reasons)
}

/// How far the alternative is met that is met best; of equals the first. When none is met all say why.
fn met(regime: &Regime, scope: &Scope) -> Met {
    let all = regime.applies.any.iter().map(|alternative| alternative.met(scope));
    let mut met = all
        .reduce(better)
        .unwrap_or_else(|| Met { how: Lies::Inside, reasons: vec!["it binds everybody".to_owned()] });
    if let (Some(only_if), true) = (&regime.applies.only_if, met.how > Lies::Outside) {
        met.how = Lies::Perhaps;
        met.reasons.push(format!("only if {only_if}"));
    }
    met
}

fn better(mut best: Met, next: Met) -> Met {
    if (best.how, next.how) == (Lies::Outside, Lies::Outside) {
        let new = next.reasons.into_iter().filter(|reason| !best.reasons.contains(reason));
        best.reasons.extend(new.collect::<Vec<_>>());
        return best;
    }
    if next.how > best.how { next } else { best }
}

impl Alternative {
    fn met(&self, scope: &Scope) -> Met {
        let mut parts = Vec::new();
        if !self.established.is_empty() {
            parts.push(places(&self.established, &scope.established, &ESTABLISHED));
        }
        if !self.customers.is_empty() {
            parts.push(places(&self.customers, &scope.customers, &HOLDING));
        }
        parts.extend(self.is.iter().map(|feature| is(*feature, scope)));
        if !self.sectors.is_empty() {
            parts.push(sector(&self.sectors, scope));
        }
        let how = parts.iter().map(|(how, _)| *how).min().unwrap_or(Lies::Inside);
        let telling = |part: &&(Lies, String)| how != Lies::Outside || part.0 == Lies::Outside;
        Met { how, reasons: parts.iter().filter(telling).map(|(_, reason)| reason.clone()).collect() }
    }
}

/// How a place is spoken of: as a fact, and as something that is not so.
struct Phrases {
    so: &'static str,
    not_so: &'static str,
}

const ESTABLISHED: Phrases = Phrases { so: "established", not_so: "not established" };
const HOLDING: Phrases = Phrases { so: "holds data of people", not_so: "holds no data of people" };

fn places(areas: &[Area], places: &[String], phrases: &Phrases) -> (Lies, String) {
    let what = phrases.so;
    let names: Vec<&str> = areas.iter().map(Area::as_str).collect();
    let wanted = listing(&names, "or");
    if places.is_empty() {
        return (Lies::Perhaps, format!("not known whether {what} in {wanted}"));
    }
    let lies = |place: &String| areas.iter().map(|area| area.holds(place)).max().unwrap_or(Lies::Outside);
    let how = places.iter().map(lies).max().unwrap_or(Lies::Outside);
    let found: Vec<&str> = places.iter().filter(|place| lies(place) == how).map(String::as_str).collect();
    let found = listing(&found, "and");
    let sentence = match how {
        Lies::Inside if names == [found.as_str()] => format!("{what} in {found}"),
        Lies::Inside => format!("{what} in {found}, which counts as {wanted}"),
        Lies::Perhaps => format!("{what} in {found}, not known whether in {wanted}"),
        Lies::Outside => format!("{} in {wanted}", phrases.not_so),
    };
    (how, sentence)
}

fn is(feature: Feature, scope: &Scope) -> (Lies, String) {
    let phrase = feature.phrase();
    match scope.features.get(&feature) {
        Some(true) => (Lies::Inside, phrase.to_owned()),
        Some(false) => (Lies::Outside, format!("not {phrase}")),
        None => (Lies::Perhaps, format!("not known whether {phrase}")),
    }
}

fn sector(sectors: &[String], scope: &Scope) -> (Lies, String) {
    let wanted = listing(sectors, "or");
    match &scope.sector {
        None => (Lies::Perhaps, format!("not known whether the sector is {wanted}")),
        Some(own) if sectors.iter().any(|sector| sector.eq_ignore_ascii_case(own)) => {
            (Lies::Inside, format!("works in the sector {own}"))
        }
        Some(own) => (Lies::Perhaps, format!("works in the sector {own}; the law names {wanted}")),
    }
}

#[cfg(test)]
mod tests;
