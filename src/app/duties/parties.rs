//! Who has to tell whom under a law: each controller with each recipient, and which notices were meant for them. Must not count.

use crate::base::time::Zone;
use crate::host::organisation::{Authority, Controller, Profile};
use crate::regime::condition::{Alternative, Feature};
use crate::regime::{Regime, Stage};

/// Who tells whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parties {
    /// Another controller than ourselves.
    pub(super) controller: Option<String>,
    /// Who is told, where it is known by name.
    pub(super) recipient: Option<String>,
    /// The country of an authority.
    pub(super) country: Option<String>,
    /// Where it reads the clock, if the profile says so.
    pub(super) zone: Option<Zone>,
    /// Those who are told beside this one: a notice then has to name it.
    other_recipients: Vec<String>,
    /// Other controllers than that one: a notice that names one of them is theirs.
    other_controllers: Vec<String>,
    /// Our own name, when we are the controller.
    own: Option<String>,
}

/// Every controller with every recipient; one pair without names when none is known.
pub(super) fn parties(profile: &Profile, regime: &Regime, stage: &Stage) -> Vec<Parties> {
    if tells_controllers(regime) {
        let told = related(profile, &["processor"]);
        return each_recipient(told.map(|controller| (controller.name.clone(), None, None)).collect());
    }
    let is_ours = |authority: &&Authority| authority.regimes.contains(&regime.id);
    let authorities = profile.authorities.iter().filter(|_| stage.tells_an_authority()).filter(is_ours);
    let named = authorities.map(|found| (found.name.clone(), found.country.clone(), found.zone));
    let recipients = each_recipient(named.collect());
    let others = related(profile, &["joint-controller", "group"]).filter(|_| regime.applies.personal_data);
    let controllers = std::iter::once(None).chain(others.map(|controller| Some(controller.name.clone())));
    controllers
        .flat_map(|controller| recipients.iter().map(move |to| to.of(controller.clone(), profile)))
        .collect()
}

/// Bodies to which we stand in one of these relations.
fn related<'a>(profile: &'a Profile, words: &'static [&'static str]) -> impl Iterator<Item = &'a Controller> {
    let is = |relation: &Option<String>| relation.as_deref().is_some_and(|word| words.contains(&word));
    profile.controllers.iter().filter(move |controller| is(&controller.relation))
}

fn each_recipient(all: Vec<(String, Option<String>, Option<Zone>)>) -> Vec<Parties> {
    let names: Vec<String> = all.iter().map(|(name, ..)| name.clone()).collect();
    let one = |(name, country, zone): (String, Option<String>, Option<Zone>)| Parties {
        other_recipients: names.iter().filter(|other| **other != name).cloned().collect(),
        recipient: Some(name),
        country,
        zone,
        ..Parties::default()
    };
    let mut parties: Vec<Parties> = all.into_iter().map(one).collect();
    if parties.is_empty() {
        parties.push(Parties::default());
    }
    parties
}

/// Whether it is a processor who has to tell, and the controllers who are told.
fn tells_controllers(regime: &Regime) -> bool {
    let asks = |alternative: &Alternative| alternative.is.contains(&Feature::Processor);
    !regime.applies.any.is_empty() && regime.applies.any.iter().all(asks)
}

impl Parties {
    /// The same recipient for a controller.
    fn of(&self, controller: Option<String>, profile: &Profile) -> Self {
        let own = profile.entity.legal_name.clone();
        let all = profile.controllers.iter().map(|other| other.name.clone());
        let ours = own.clone().filter(|_| controller.is_some());
        let other_controllers = all.filter(|name| Some(name) != controller.as_ref()).chain(ours).collect();
        Self { own: own.filter(|_| controller.is_none()), controller, other_controllers, ..self.clone() }
    }

    /// Whether a name means their controller. Where our own name is not known, a name that means nobody else is ours.
    fn is_controller(&self, name: &str) -> bool {
        match (&self.controller, &self.own) {
            (Some(wanted), _) | (None, Some(wanted)) => is_meant(name, wanted, &self.other_controllers),
            (None, None) => self.other_controllers.iter().all(|other| in_common(name, other) == 0),
        }
    }

    /// Whether a notice is theirs, from the controller and the recipient that it names. A name that nobody knows stops no clock: what went to
    /// the acquirer was not told to the authority, though no other authority is known.
    pub(super) fn are_meant(&self, controller: Option<&str>, to: Option<&str>) -> bool {
        // What names nobody is ours.
        let for_controller = controller.map_or(self.controller.is_none(), |name| self.is_controller(name));
        let named = |wanted: &String| {
            let names = [to, controller];
            names.into_iter().flatten().any(|name| is_meant(name, wanted, &self.other_recipients))
        };
        let is_only_one = self.other_recipients.is_empty() && to.is_none();
        let to_recipient = is_only_one || self.recipient.as_ref().is_none_or(named);
        for_controller && to_recipient
    }
}

impl Parties {
    /// Whether a decision is about them, from the controller and the recipient that it names; who names none means all.
    pub(super) fn are_concerned(&self, controller: Option<&str>, to: Option<&str>) -> bool {
        let with_controller = controller.is_none_or(|name| self.is_controller(name));
        let is_wanted = |name: &str, wanted: &String| is_meant(name, wanted, &self.other_recipients);
        // A name that nobody knows silences nothing.
        let with_recipient =
            to.is_none_or(|name| self.recipient.as_ref().is_some_and(|wanted| is_wanted(name, wanted)));
        with_controller && with_recipient
    }
}

/// Whether a name means this one rather than any of the others.
fn is_meant(name: &str, wanted: &str, others: &[String]) -> bool {
    let other = others.iter().map(|other| in_common(name, other)).max().unwrap_or(0);
    words(name) == words(wanted) || in_common(name, wanted) > other
}

/// How many words one has in common with the other, when it is a part of it: `DPC` in a notice to `Data Protection Commission (DPC)`.
fn in_common(name: &str, wanted: &str) -> usize {
    let (name, wanted) = (words(name), words(wanted));
    let (short, long) = if name.len() <= wanted.len() { (name, wanted) } else { (wanted, name) };
    let is_part = !short.is_empty() && long.windows(short.len()).any(|run| run == short);
    let is_short_form = matches!(short.as_slice(), [only] if initials(&long).contains(only));
    match (is_part, is_short_form) {
        (true, _) => short.len(),
        (false, true) => long.len(),
        (false, false) => 0,
    }
}

/// `DPC` of the Data Protection Commission; without short words too: `CNIL`, `AEPD`.
fn initials(words: &[String]) -> [String; 2] {
    let of = |least: usize| {
        words.iter().filter(move |word| word.chars().count() > least).filter_map(|word| word.chars().next())
    };
    [of(0).collect(), of(3).collect()]
        .map(|short: String| if short.chars().count() > 1 { short } else { String::new() })
}

fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
