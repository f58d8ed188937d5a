//! Reading the profile. Every problem is reported at once; an empty text counts as left out.

use std::sync::Arc;

use super::retention::Retention;
use super::training;
use super::{
    Authority, Call, Contact, Controller, Dpo, Entity, Establishment, ID_TYPES, OWNERSHIPS, Partner, Profile,
    RELATIONS, SIZES, Scope,
};
use crate::base::id::{RegimeId, RoleId};
use crate::base::problem::{Placed, Problem, Problems, Source};
use crate::base::reader::{self, Table};
use crate::base::text::listing;
use crate::base::time::Zone;
use crate::fact::{country, money};
use crate::playbook::role::RoleCatalogue;
use crate::regime::RegimeIndex;
use crate::regime::area::Area;

/// What the first key must say.
const FORMAT: &str = "organisation/1";

/// The words that a profile may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    /// Roles of the call list.
    pub(crate) roles: &'a RoleCatalogue,
    /// Regimes of authorities.
    pub(crate) regimes: &'a RegimeIndex,
}

impl Profile {
    /// Reads a profile. There is none when any problem is an error.
    pub(crate) fn load(source: &Arc<Source>, words: Words<'_>) -> (Option<Self>, Problems) {
        let mut problems = Problems::default();
        let read = reader::read(source, &mut problems, |table| Self::read(table, words));
        (read.filter(|_| !problems.has_errors()), problems)
    }

    fn read(table: &mut Table<'_>, words: Words<'_>) -> Self {
        table.format(FORMAT);
        Self {
            zone: filled(table, "zone").and_then(|text| zone(table, &text)),
            out_of_band: text(table, "out_of_band"),
            entity: table.table("entity", entity).unwrap_or_default(),
            establishments: table.tables("establishment", establishment).into_iter().flatten().collect(),
            controllers: table.tables("controller", controller).into_iter().flatten().collect(),
            dpo: table.table("dpo", dpo).unwrap_or_default(),
            contact_point: table.table("contact_point", Contact::read).unwrap_or_default(),
            second_contact: table.table("second_contact", Contact::read).unwrap_or_default(),
            authorities: table
                .tables("authority", |table| authority(table, words.regimes))
                .into_iter()
                .flatten()
                .collect(),
            scope: table.table("scope", scope).unwrap_or_default(),
            calls: table.tables("call", |table| call(table, words.roles)).into_iter().flatten().collect(),
            insurer: table.table("insurer", Partner::read).unwrap_or_default(),
            acquirer: table.table("acquirer", Partner::read).unwrap_or_default(),
            counsel: table.table("counsel", Partner::read).unwrap_or_default(),
            retention: table.table("retention", Retention::read).unwrap_or_default(),
            training: table
                .tables("training", |table| training::read(table, words.roles))
                .into_iter()
                .flatten()
                .collect(),
        }
    }
}

/// A text that says something.
pub(super) fn filled(table: &mut Table<'_>, key: &'static str) -> Option<Placed<String>> {
    table.string(key).filter(|text| !text.value.trim().is_empty())
}

pub(super) fn text(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    filled(table, key).map(|text| text.value.trim().to_owned())
}

fn zone(table: &mut Table<'_>, text: &Placed<String>) -> Option<Zone> {
    let zone = text.value.trim().parse();
    if zone.is_err() {
        let message = format!("`{}` is not a zone of the IANA database", text.value);
        let problem = Problem::error(table.source(), "organisation::zone", text.span, message)
            .help("name a place, such as `Europe/Dublin`");
        table.report(problem.suggest(&text.value, Zone::all().into_iter().map(Zone::name)));
    }
    zone.ok()
}

/// Reports a value that is none of the known words.
fn one_of(table: &mut Table<'_>, key: &'static str, known: &[&str]) {
    if let Some(word) = filled(table, key)
        && !known.contains(&word.value.trim())
    {
        let message = format!("`{key}` must be {}", listing(known, "or"));
        let problem = Problem::error(table.source(), "organisation::unknown-word", word.span, message);
        table.report(problem.suggest(&word.value, known.iter().copied()));
    }
}

fn is_country(table: &mut Table<'_>, code: &Placed<String>) -> bool {
    let known = country::is_code(code.value.trim());
    if !known {
        let message = format!("`{}` is not a country code", code.value);
        let problem = Problem::error(table.source(), "organisation::country", code.span, message)
            .help("two capital letters of ISO 3166-1, such as `IE`");
        table.report(problem);
    }
    known
}

/// A country, or a part of one such as `US-CA`: laws of parts count whose people are concerned.
fn is_place(table: &mut Table<'_>, code: &Placed<String>) -> bool {
    let is_part = code.value.trim().split_once('-').is_some() && Area::parse(code.value.trim()).is_ok();
    is_part || is_country(table, code)
}

fn country(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    let code = filled(table, key)?;
    is_country(table, &code).then(|| code.value.trim().to_owned())
}

fn entity(table: &mut Table<'_>) -> Entity {
    one_of(table, "id_type", &ID_TYPES);
    one_of(table, "ownership", &OWNERSHIPS);
    one_of(table, "size", &SIZES);
    currency(table);
    Entity { country: country(table, "country"), ..Entity::read(table) }
}

fn currency(table: &mut Table<'_>) {
    let Some(code) = filled(table, "currency") else { return };
    if !money::is_code(code.value.trim()) {
        let message = format!("`{}` is not a currency code", code.value);
        let problem = Problem::error(table.source(), "organisation::currency", code.span, message)
            .help("three capital letters of ISO 4217, such as `EUR`");
        table.report(problem);
    }
}

/// The name of a block. A block in which nothing is filled in counts as left out; one without a name is a problem.
fn named(table: &mut Table<'_>, key: &'static str, is_blank: bool) -> Option<String> {
    let name = text(table, key);
    if name.is_none() && !is_blank {
        let problem = Problem::error(
            table.source(),
            "organisation::no-name",
            table.span(),
            format!("`{key}` is empty here"),
        );
        table.report(problem.help("fill it in, or empty the whole block"));
    }
    name
}

fn establishment(table: &mut Table<'_>) -> Option<Establishment> {
    table.name("an establishment");
    let name = text(table, "name");
    named(table, "country", name.is_none())?;
    Some(Establishment { country: country(table, "country")?, name })
}

fn controller(table: &mut Table<'_>) -> Option<Controller> {
    table.name("a controller");
    one_of(table, "relation", &RELATIONS);
    let (contact, relation) = (text(table, "contact"), text(table, "relation"));
    let name = named(table, "name", contact.is_none())?;
    Some(Controller { name, contact, relation })
}

fn dpo(table: &mut Table<'_>) -> Dpo {
    Dpo { designated: flag(table, "designated"), contact: Contact::read(table) }
}

fn flag(table: &mut Table<'_>, key: &'static str) -> Option<bool> {
    table.bool(key).map(|flag| flag.value)
}

fn authority(table: &mut Table<'_>, known: &RegimeIndex) -> Option<Authority> {
    table.name("an authority");
    let listed = table.strings("regimes");
    let regimes = listed.iter().filter_map(|text| regime(table, text, known)).collect();
    let (country, portal, login) = (country(table, "country"), text(table, "portal"), text(table, "login"));
    let zone = filled(table, "zone").and_then(|text| zone(table, &text));
    let name = named(table, "name", country.is_none() && portal.is_none() && login.is_none())?;
    Some(Authority { name, country, zone, regimes, portal, login })
}

fn regime(table: &mut Table<'_>, text: &Placed<String>, known: &RegimeIndex) -> Option<RegimeId> {
    let id = table.parse_placed("regimes", text, RegimeId::parse)?.value;
    if known.get(&id).is_none() {
        let message = format!("there is no regime `{id}`");
        let problem = Problem::error(table.source(), "organisation::unknown-regime", text.span, message);
        table.report(problem.suggest(id.as_str(), known.ids().map(RegimeId::as_str)));
    }
    Some(id)
}

/// A playbook may have roles of its own, so an unknown one is only a warning.
fn call(table: &mut Table<'_>, known: &RoleCatalogue) -> Option<Call> {
    table.name("a line of the call list");
    let role = table.required_id("role", RoleId::parse);
    if let Some(role) = &role
        && known.get(&role.value).is_none()
    {
        let message = format!("no role of the shared catalogue is called `{}`", role.value);
        let problem = Problem::warning(table.source(), "organisation::unknown-role", role.span, message);
        table.report(problem.suggest(role.value.as_str(), known.rows().map(|row| row.id.as_str())));
    }
    let (phone, deputy, deputy_phone) =
        (text(table, "phone"), text(table, "deputy"), text(table, "deputy_phone"));
    let name = named(table, "name", phone.is_none() && deputy.is_none() && deputy_phone.is_none())?;
    Some(Call { role: role?.value, name, phone, deputy, deputy_phone })
}

fn scope(table: &mut Table<'_>) -> Scope {
    let listed = table.strings("customers");
    Scope {
        customers: listed
            .into_iter()
            .filter(|code| is_place(table, code))
            .map(|code| code.value.trim().to_owned())
            .collect(),
        listed: flag(table, "listed"),
        payment_institution: flag(table, "payment_institution"),
        financial_entity: flag(table, "financial_entity"),
        marketplace: flag(table, "marketplace"),
        essential_or_important: flag(table, "essential_or_important"),
        card_data: flag(table, "card_data"),
        health_data: flag(table, "health_data"),
        processor: flag(table, "processor"),
        digital_products: flag(table, "digital_products"),
        telecommunications: flag(table, "telecommunications"),
        trust_services: flag(table, "trust_services"),
    }
}
