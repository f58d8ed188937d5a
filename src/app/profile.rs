//! The organisation profile: who we are, whom we call, which law may apply. Copied into each incident when it is opened, because
//! nobody should type it at night. Must not read files; texts are given.

use std::sync::Arc;

use crate::base::problem::{Placed, Problem, Problems, Source};
use crate::base::reader::{self, Table};
use crate::base::time::Zone;

/// Somebody to call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Contact {
    /// For what: a role, or the kind of office.
    pub(crate) role: String,
    /// Name.
    pub(crate) name: String,
    /// Phone.
    pub(crate) phone: String,
    /// Who stands in.
    pub(crate) deputy: String,
}

/// The profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    /// Legal name.
    pub(crate) name: String,
    /// Register numbers, LEI and the like.
    pub(crate) identifiers: Vec<String>,
    /// Countries of establishments.
    pub(crate) establishments: Vec<String>,
    /// Zone in which times are typed.
    pub(crate) zone: Option<Zone>,
    /// Controllers for whom we act.
    pub(crate) controllers: Vec<String>,
    /// Offices: data protection officer, contact point, counsel, insurer, acquirer.
    pub(crate) offices: Vec<Contact>,
    /// Authorities with their portals.
    pub(crate) authorities: Vec<String>,
    /// The call list.
    pub(crate) calls: Vec<Contact>,
    /// A channel that does not run over our own systems.
    pub(crate) out_of_band: String,
    /// Whether the scope was stated.
    pub(crate) has_scope: bool,
}

/// Offices with what they are called.
const OFFICES: [(&str, &str); 5] = [
    ("dpo", "data protection officer"),
    ("contact", "contact point for authorities"),
    ("counsel", "counsel"),
    ("insurer", "insurer"),
    ("acquirer", "acquirer"),
];

/// Reads a profile.
pub(crate) fn read(source: &Arc<Source>) -> (Option<Profile>, Problems) {
    let mut problems = Problems::default();
    let profile = reader::read(source, &mut problems, |root| {
        root.format("organisation/1");
        Profile {
            name: text(root, "name"),
            identifiers: texts(root, "identifiers"),
            establishments: texts(root, "establishments"),
            zone: zone(root),
            controllers: root.tables("controller", |table| text(table, "name")),
            offices: OFFICES.iter().filter_map(|(key, _)| office(root, key)).collect(),
            authorities: root.tables("authority", authority),
            calls: root.tables("call", |table| contact(table, None)),
            out_of_band: text(root, "out_of_band"),
            has_scope: root.table("scope", scope).is_some(),
        }
    });
    (profile, problems)
}

fn text(table: &mut Table<'_>, key: &'static str) -> String {
    table.string(key).map_or_else(String::new, Placed::into_value)
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    table.strings(key).into_iter().map(Placed::into_value).collect()
}

fn zone(root: &mut Table<'_>) -> Option<Zone> {
    let typed = root.string("zone")?;
    let zone = typed.value.parse().ok();
    if zone.is_none() {
        let message = format!("`{}` is no IANA zone", typed.value);
        let problem = Problem::error(root.source(), "profile::zone", typed.span, message);
        root.report(problem.help("such as Europe/Dublin"));
    }
    zone
}

fn office(root: &mut Table<'_>, key: &'static str) -> Option<Contact> {
    root.table(key, |table| contact(table, Some(key)))
}

fn contact(table: &mut Table<'_>, office: Option<&str>) -> Contact {
    let role = office.map_or_else(|| text(table, "role"), str::to_owned);
    let contact = Contact {
        role,
        name: text(table, "name"),
        phone: text(table, "phone"),
        deputy: text(table, "deputy"),
    };
    for key in ["mail", "deputy_phone", "reference"] {
        text(table, key);
    }
    contact
}

fn authority(table: &mut Table<'_>) -> String {
    for key in ["regime", "portal", "phone", "mail"] {
        text(table, key);
    }
    text(table, "name")
}

fn scope(table: &mut Table<'_>) {
    texts(table, "customer_countries");
    for key in ["listed", "payment_institution", "marketplace"] {
        table.bool(key);
    }
}

impl Profile {
    /// What is missing, as somebody who needs it at night would put it.
    pub(crate) fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        let mut need = |missing: bool, what: &str| {
            if missing {
                gaps.push(what.to_owned());
            }
        };
        need(self.name.is_empty(), "name: the legal name");
        need(self.identifiers.is_empty(), "identifiers: register number, LEI");
        need(self.establishments.is_empty(), "establishments: countries");
        need(self.zone.is_none(), "zone: where times are typed");
        need(self.authorities.iter().all(String::is_empty), "authority: whom to notify, with the portal");
        need(self.out_of_band.is_empty(), "out_of_band: a channel that does not run over your own systems");
        need(!self.has_scope, "scope: countries of customers, listed, payment institution, marketplace");
        for (key, what) in OFFICES {
            let office = self.offices.iter().find(|office| office.role == key);
            need(office.is_none_or(|office| office.name.is_empty()), &format!("{key}: {what}"));
            need(office.is_some_and(|o| !o.name.is_empty() && o.phone.is_empty()), &format!("{key}.phone"));
        }
        need(self.calls.is_empty(), "call: who is called, by role, with deputies");
        for call in self.calls.iter().filter(|call| call.phone.is_empty() || call.deputy.is_empty()) {
            need(true, &format!("call {}: phone or deputy", call.role));
        }
        gaps
    }
}

/// A profile to fill in.
pub(crate) fn template(zone: Zone) -> String {
    TEMPLATE.replace("@zone@", zone.name())
}

const TEMPLATE: &str = r#"# Who we are and whom we call. Copied into each incident when it is opened.
# Fill in what is empty; `breachbook doctor` names what is missing.
format         = "organisation/1"
name           = ""          # legal name
identifiers    = []          # "HRB 12345", "LEI 5493001KJTIIGC8Y1R12"
establishments = []          # "DE", "IE"
zone           = "@zone@"
out_of_band    = ""          # a channel that does not run over your own systems

[scope]
customer_countries  = []     # "DE", "FR", "US-CA"
listed              = false
payment_institution = false
marketplace         = false

[dpo]
name  = ""
phone = ""
mail  = ""

[contact]                    # whom an authority may ask
name  = ""
phone = ""
mail  = ""

[counsel]
name  = ""
phone = ""

[insurer]
name      = ""
phone     = ""
reference = ""               # policy number

[acquirer]
name  = ""
phone = ""

[[authority]]
regime = "gdpr-33-1"
name   = ""
portal = ""

# One block for each role; deputies matter most at night.
[[call]]
role         = "incident-commander"
name         = ""
phone        = ""
deputy       = ""
deputy_phone = ""
"#;

#[cfg(test)]
mod tests;
