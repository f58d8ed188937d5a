//! What comes with a notice and is no fact: the organisation as its profile was when the incident was opened, who reports, and what the
//! record itself gives. Must not fill a form.

use super::AppError;
use crate::app::ground;
use crate::app::people::card_of;
use crate::app::pinned_profile::profile;
use crate::app::session::Session;
use crate::base::id::{ChoiceId, FactId, PersonId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::{ListItem, Value};
use crate::form::Form;
use crate::form::facts::Facts;
use crate::host::organisation::{Authority, Contact, Entity, Profile};
use crate::incident::event::step::NoticeSent;
use crate::incident::state::State;
use crate::regime::Stage;
use crate::regime::area::is_member;
use crate::report::moment;

/// From what the given values come.
pub(super) struct Giver<'a, 's> {
    pub(super) session: &'a Session<'s>,
    /// The incident as it was then.
    pub(super) state: &'a State,
    pub(super) form: &'a Form,
    /// Who reports, where somebody was named.
    pub(super) reporter: Option<PersonId>,
    /// Number of the incident and short form of the record.
    pub(super) reference: String,
}

impl Giver<'_, '_> {
    /// Everything that is given.
    pub(super) fn given(&self) -> Result<Facts, AppError> {
        let mut given = Given(Facts::default());
        let profile = profile(self.session)?;
        if let Some(profile) = &profile {
            given.organisation(profile);
            given.authorities(&profile.authorities, self.form);
        }
        given.text("notice_own_ref", Some(&self.reference), Vec::new());
        self.reporter(&mut given, profile.as_ref());
        self.notices(&mut given);
        self.dismissed(&mut given);
        self.course(&mut given);
        Ok(given.0)
    }

    /// The person who was named, else who holds the role of data protection officer; the profile knows how to reach that one.
    fn reporter(&self, given: &mut Given, profile: Option<&Profile>) {
        let dpo = self.state.roles().get("dpo").copied();
        let Some(person) = self.reporter.or(dpo) else { return };
        let card = card_of(self.state, self.session.words(), person).unwrap_or_default();
        given.text("reporter_name", Some(&self.session.name(person)), Vec::new());
        let contact: Vec<String> = [card.phone, card.mail].into_iter().flatten().collect();
        let is_dpo = self.state.roles_of(person).any(|role| role.as_str() == "dpo");
        let officer = profile.map(|profile| &profile.dpo.contact).filter(|_| is_dpo && contact.is_empty());
        let contact = officer.map_or_else(|| contact.join(", "), reach);
        given.text("reporter_contact", Some(&contact), Vec::new());
        if is_dpo {
            given.choice("reporter_function", Some("dpo"));
        }
    }

    /// Notices that went to authorities under other laws. Letters, staff notes and calls to partners are none.
    fn notices(&self, given: &mut Given) {
        let others = self.state.notices().iter().filter(|(_, sent)| {
            sent.form.as_deref() != Some(&self.form.id)
                && sent.duty.as_ref().is_none_or(|duty| !self.form.regimes.contains(&duty.regime))
                && went_to_an_authority(sent)
        });
        let mut sources = Vec::new();
        let mut texts = Vec::new();
        for (seq, sent) in others {
            let what = sent.form.clone().or_else(|| sent.duty.as_ref().map(ToString::to_string));
            let to = sent.to.and_then(|to| self.session.shown(to));
            let words: Vec<String> = [to, what].into_iter().flatten().collect();
            if !words.is_empty() {
                let at = moment::claimed(sent.sent, self.session.zone());
                let sent = if sent.withdrawal { "taken back" } else { "sent" };
                texts.push(format!("{}, {sent} {at}", words.join(": ")));
                sources.push(*seq);
            }
        }
        given.list("notice_other", &texts, sources);
    }

    /// Early signals that were dismissed at the time: a notice that keeps quiet about them would be found out.
    fn dismissed(&self, given: &mut Given) {
        let dismissed = self.state.signals().iter().filter(|(_, signal)| signal.dismissed);
        let (mut texts, mut sources) = (Vec::new(), Vec::new());
        for (seq, signal) in dismissed {
            let at = moment::claimed(signal.received, self.session.zone());
            let from = signal.source.word();
            let words = self.session.shown(signal.text).unwrap_or_else(|| "(words withheld)".to_owned());
            let why = signal.triage.and_then(|why| self.session.shown(why));
            let why = why.map(|why| format!(" Then: {why}")).unwrap_or_default();
            texts.push(format!("{at}, {from}: {words}{why}"));
            sources.push(*seq);
        }
        given.list("record_dismissed_signals", &texts, sources);
    }

    /// The course of events, from the moments that somebody stated; free text of the record stays out of it.
    fn course(&self, given: &mut Given) {
        let mut moments: Vec<(Timestamp, Seq, String)> = Vec::new();
        for (id, words) in MOMENTS {
            let Some(known) =
                FactId::parse(id).ok().and_then(|id| self.state.facts().get(&id)?.known.clone())
            else {
                continue;
            };
            if let Value::Datetime(claimed) = known.value {
                let at = moment::claimed(claimed, self.session.zone());
                moments.push((claimed.at, known.seq, format!("{at}: {words}")));
            }
        }
        moments.sort_by_key(|(at, seq, _)| (*at, *seq));
        let text: Vec<&str> = moments.iter().map(|(_, _, text)| text.as_str()).collect();
        given.text(
            "record_timeline",
            Some(&text.join("\n")),
            moments.iter().map(|(_, seq, _)| *seq).collect(),
        );
        self.length(given);
    }

    fn length(&self, given: &mut Given) {
        let first = |ids: &[&str]| {
            ids.iter().find_map(|id| {
                let known = self.state.facts().get(&FactId::parse(id).ok()?)?.known.clone()?;
                let Value::Datetime(claimed) = known.value else { return None };
                Some((claimed.at, known.seq))
            })
        };
        let (from, to) = (first(&["occurred_at", "detected_at"]), first(&["recovered_at", "handled_at"]));
        if let (Some((from, began)), Some((to, ended))) = (from, to)
            && !to.since(from).is_negative()
        {
            given.know("record_duration", Value::Duration(to.since(from)), vec![began, ended]);
        }
    }
}

/// Whether the duty that a notice served, else the law of its form, is one towards an authority.
fn went_to_an_authority(sent: &NoticeSent) -> bool {
    let of_form = || {
        let form = ground::forms().get(sent.form.as_deref()?)?;
        let regimes = form.regimes.iter().filter_map(|regime| ground::regimes().get(regime));
        Some(regimes.flat_map(|regime| &regime.stages).any(Stage::tells_an_authority))
    };
    match &sent.duty {
        Some(duty) => {
            ground::regimes().stage(&duty.regime, &duty.stage).is_some_and(Stage::tells_an_authority)
        }
        None => of_form().unwrap_or(false),
    }
}

/// Moments of an incident, and how a notice tells them.
const MOMENTS: [(&str, &str); 9] = [
    ("occurred_at", "the incident began"),
    ("window_start", "data was exposed from here on"),
    ("window_end", "data was no longer exposed"),
    ("first_signal_at", "the first signal came"),
    ("detected_at", "it was detected"),
    ("aware_at", "we were aware of a personal data breach"),
    ("contained_at", "it was contained"),
    ("recovered_at", "normal service was back"),
    ("handled_at", "handling was complete"),
];

/// Given values while they are collected. What is empty is left out.
struct Given(Facts);

impl Given {
    fn know(&mut self, id: &str, value: Value, sources: Vec<Seq>) {
        if let Ok(id) = FactId::parse(id) {
            self.0.know(id, value, sources);
        }
    }

    fn text(&mut self, id: &str, text: Option<&str>, sources: Vec<Seq>) {
        if let (Ok(id), Some(text)) = (FactId::parse(id), text.filter(|text| !text.trim().is_empty())) {
            self.0.say(id, text, sources);
        }
    }

    fn list(&mut self, id: &str, texts: &[String], sources: Vec<Seq>) {
        if let (Ok(id), false) = (FactId::parse(id), texts.is_empty()) {
            self.0.list(id, &texts.iter().map(String::as_str).collect::<Vec<_>>(), sources);
        }
    }

    fn choice(&mut self, id: &str, word: Option<&str>) {
        if let Some(choice) = word.and_then(|word| ChoiceId::parse(word).ok()) {
            self.know(id, Value::Choice(choice), Vec::new());
        }
    }

    fn yes_or_no(&mut self, id: &str, holds: Option<bool>) {
        if let Some(holds) = holds {
            self.know(id, Value::Bool(holds), Vec::new());
        }
    }

    fn organisation(&mut self, profile: &Profile) {
        self.entity(&profile.entity);
        let main = profile.entity.country.clone();
        let mut countries: Vec<String> = main.iter().cloned().collect();
        countries.extend(profile.establishments.iter().map(|place| place.country.clone()));
        let mut seen = std::collections::BTreeSet::new();
        countries.retain(|country| seen.insert(country.clone()));
        if !countries.is_empty() {
            let in_eea = countries.iter().any(|country| is_member("EEA", country));
            self.yes_or_no("org_established_eea", Some(in_eea));
            let items =
                countries.into_iter().zip(1..).map(|(code, n)| ListItem { n, v: Value::Country(code) });
            self.know("org_establishments", Value::List(items.collect()), Vec::new());
        }
        let dpo = &profile.dpo;
        self.yes_or_no("dpo_designated", dpo.designated.or(dpo.contact.name.as_ref().map(|_| true)));
        self.text("dpo_name", dpo.contact.name.as_deref(), Vec::new());
        self.text("dpo_contact", Some(&reach(&dpo.contact)), Vec::new());
        let contact = &profile.contact_point;
        let texts = [
            ("contact_name", &contact.name),
            ("contact_mail", &contact.mail),
            ("contact_phone", &contact.phone),
            ("contact_function", &contact.function),
            ("contact2_name", &profile.second_contact.name),
            ("contact2_mail", &profile.second_contact.mail),
            ("contact2_phone", &profile.second_contact.phone),
        ];
        for (id, text) in texts {
            self.text(id, text.as_deref(), Vec::new());
        }
    }

    fn entity(&mut self, entity: &Entity) {
        let texts = [
            ("org_name", &entity.legal_name),
            ("org_id", &entity.id),
            ("org_sector", &entity.sector),
            ("org_activity", &entity.activity),
            ("org_financial_type", &entity.financial_type),
            ("org_parent", &entity.parent),
            ("org_parent_lei", &entity.parent_lei),
            ("org_currency", &entity.currency),
            ("org_eea_representative", &entity.eea_representative),
            ("org_eea_representative_contact", &entity.eea_representative_contact),
        ];
        for (id, text) in texts {
            self.text(id, text.as_deref(), Vec::new());
        }
        let contact: Vec<&str> = [&entity.address, &entity.mail, &entity.phone]
            .into_iter()
            .filter_map(|text| text.as_deref())
            .collect();
        self.text("org_contact", Some(&contact.join(", ")), Vec::new());
        self.text("org_lei", entity.legal_entity_identifier(), Vec::new());
        self.choice("org_id_type", entity.id_type.as_deref());
        self.choice("org_ownership", entity.ownership.as_deref());
        self.choice("org_size", entity.size.as_deref());
    }

    /// Those that the profile names for the regimes of the form.
    fn authorities(&mut self, all: &[Authority], form: &Form) {
        let ours =
            |authority: &&Authority| authority.regimes.iter().any(|regime| form.regimes.contains(regime));
        let names: Vec<String> = all.iter().filter(ours).map(|authority| authority.name.clone()).collect();
        self.list("notice_authorities", &names, Vec::new());
        self.text("org_lead_authority", names.first().map(String::as_str), Vec::new());
    }
}

fn reach(contact: &Contact) -> String {
    let parts: Vec<&str> =
        [&contact.mail, &contact.phone].into_iter().filter_map(|text| text.as_deref()).collect();
    parts.join(", ")
}
