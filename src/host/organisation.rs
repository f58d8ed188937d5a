//! The organisation profile: what an incident needs to know about us and nobody should type at 03:00. Everything in it may be missing;
//! what is missing is named before it hurts. Must not decide which laws apply.

mod load;
pub(crate) mod retention;
mod scope;
mod training;

use crate::base::id::{RegimeId, RoleId};
use crate::base::time::Zone;

use crate::training::requirement::Requirement;
pub(crate) use load::Words;
use retention::Retention;

const TEMPLATE: &str = include_str!("organisation.toml");

/// An empty profile with explanations, for `config init`; only the zone is filled in.
pub(crate) fn template(zone: Zone) -> String {
    TEMPLATE.replace("@zone@", zone.name())
}

/// The profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    /// Where times are typed and read.
    pub(crate) zone: Option<Zone>,
    /// Where to talk when mail and chat may be read by the attacker.
    pub(crate) out_of_band: Option<String>,
    /// In whose name notices are sent.
    pub(crate) entity: Entity,
    /// Countries besides the main establishment's.
    pub(crate) establishments: Vec<Establishment>,
    /// Bodies for which, or with which, data are held.
    pub(crate) controllers: Vec<Controller>,
    /// The data protection officer.
    pub(crate) dpo: Dpo,
    /// Whom an authority or the people concerned can ask.
    pub(crate) contact_point: Contact,
    /// Whom else an authority can ask.
    pub(crate) second_contact: Contact,
    /// Where notices go.
    pub(crate) authorities: Vec<Authority>,
    /// What decides which laws apply.
    pub(crate) scope: Scope,
    /// Who is called.
    pub(crate) calls: Vec<Call>,
    /// The insurer of such incidents.
    pub(crate) insurer: Partner,
    /// The bank that settles card payments.
    pub(crate) acquirer: Partner,
    /// Outside counsel.
    pub(crate) counsel: Partner,
    /// How long words are kept.
    pub(crate) retention: Retention,
    /// What is asked of whom, how often.
    pub(crate) training: Vec<Requirement>,
}

/// Declares a part of the profile whose members are all texts that may be missing.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$member:meta])* $field:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub(crate) struct $name {
            $($(#[$member])* pub(crate) $field: Option<String>,)*
        }

        impl $name {
            /// The members of the table, empty ones left out.
            fn read(table: &mut crate::base::reader::Table<'_>) -> Self {
                Self { $($field: load::text(table, stringify!($field)),)* }
            }
        }
    )*};
}

texts! {
    /// In whose name notices are sent.
    Entity {
        /// As registered.
        legal_name,
        /// One of [`ID_TYPES`].
        id_type,
        /// The number of that type.
        id,
        /// Legal entity identifier (ISO 17442), beside another number.
        lei,
        address,
        mail,
        phone,
        /// Country of the main establishment, ISO 3166-1 alpha-2.
        country,
        /// One of [`OWNERSHIPS`].
        ownership,
        /// One of [`SIZES`].
        size,
        sector,
        /// Code of the economic activity.
        activity,
        /// Class of Regulation (EU) 2022/2554 Art. 2(1).
        financial_type,
        parent,
        parent_lei,
        /// In which reports give amounts, ISO 4217.
        currency,
        /// GDPR Art. 27.
        eea_representative,
        /// How to reach them.
        eea_representative_contact,
    }
    /// Whom to reach.
    Contact {
        name,
        /// What they are in the organisation.
        function,
        mail,
        phone,
    }
    /// Somebody outside who has to be told or can help.
    Partner {
        name,
        phone,
        /// Policy or contract number, and what it asks for.
        reference,
    }
}

/// What a number of the entity can be.
pub(crate) const ID_TYPES: [&str; 5] = ["company-id", "organisation-number", "vat", "lei", "euid"];
/// Who owns it.
pub(crate) const OWNERSHIPS: [&str; 2] = ["private", "public"];
/// How large it is.
pub(crate) const SIZES: [&str; 4] = ["micro", "sme", "large", "other"];
/// What we are to a controller.
pub(crate) const RELATIONS: [&str; 3] = ["processor", "joint-controller", "group"];

/// A country in which we are established.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Establishment {
    /// ISO 3166-1 alpha-2.
    pub(crate) country: String,
    /// What is there.
    pub(crate) name: Option<String>,
}

/// A body for which, or with which, data are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Controller {
    /// Its name.
    pub(crate) name: String,
    /// How it is told.
    pub(crate) contact: Option<String>,
    /// One of [`RELATIONS`].
    pub(crate) relation: Option<String>,
}

/// The data protection officer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dpo {
    /// Whether there is one.
    pub(crate) designated: Option<bool>,
    /// How to reach them.
    pub(crate) contact: Contact,
}

/// An authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Authority {
    /// Its name.
    pub(crate) name: String,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: Option<String>,
    /// Where it reads the clock, if not in the zone of its country.
    pub(crate) zone: Option<Zone>,
    /// The regimes for which it is ours.
    pub(crate) regimes: Vec<RegimeId>,
    /// Where notices are handed in.
    pub(crate) portal: Option<String>,
    /// Who can log in there.
    pub(crate) login: Option<String>,
}

/// What decides which laws apply. Nothing means: not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    /// Countries of the people whose data are held, or parts of them such as `US-CA`.
    pub(crate) customers: Vec<String>,
    /// Traded on a stock exchange.
    pub(crate) listed: Option<bool>,
    /// Payment or e-money institution.
    pub(crate) payment_institution: Option<bool>,
    /// Any other financial entity.
    pub(crate) financial_entity: Option<bool>,
    /// Online marketplace.
    pub(crate) marketplace: Option<bool>,
    /// Under the national law that follows NIS 2.
    pub(crate) essential_or_important: Option<bool>,
    /// Takes or keeps card data.
    pub(crate) card_data: Option<bool>,
    /// Holds health data.
    pub(crate) health_data: Option<bool>,
    /// Holds data for others.
    pub(crate) processor: Option<bool>,
    /// Makes or sells products with digital elements.
    pub(crate) digital_products: Option<bool>,
    /// Offers communications services to the public.
    pub(crate) telecommunications: Option<bool>,
    /// Offers trust services.
    pub(crate) trust_services: Option<bool>,
}

/// Somebody to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    /// For which role.
    pub(crate) role: RoleId,
    /// Who.
    pub(crate) name: String,
    /// Under which number.
    pub(crate) phone: Option<String>,
    /// Who else.
    pub(crate) deputy: Option<String>,
    /// Under which number.
    pub(crate) deputy_phone: Option<String>,
}

/// Somebody to be reached, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reachable<'a> {
    /// For what: a role or an office.
    pub(crate) what: &'a str,
    /// Who.
    pub(crate) name: &'a str,
    /// Under which number or address.
    pub(crate) contact: Option<&'a str>,
    /// Who else.
    pub(crate) deputy: Option<&'a str>,
}

/// Something that an incident will ask for and the profile does not have. Reads `key: need`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {need}")]
pub(crate) struct Missing {
    /// The key in the file.
    pub(crate) key: &'static str,
    /// What it is needed for.
    pub(crate) need: &'static str,
}

impl Profile {
    /// Everybody who can be reached: the call list, then the offices.
    pub(crate) fn reachable(&self) -> Vec<Reachable<'_>> {
        let calls = self.calls.iter().map(|call| Reachable {
            what: call.role.as_str(),
            name: &call.name,
            contact: call.phone.as_deref(),
            deputy: call.deputy.as_deref(),
        });
        let offices = [
            ("dpo", &self.dpo.contact.name, self.dpo.contact.number()),
            ("contact_point", &self.contact_point.name, self.contact_point.number()),
            ("second_contact", &self.second_contact.name, self.second_contact.number()),
            ("insurer", &self.insurer.name, self.insurer.phone.as_deref()),
            ("acquirer", &self.acquirer.name, self.acquirer.phone.as_deref()),
            ("counsel", &self.counsel.name, self.counsel.phone.as_deref()),
        ];
        let offices = offices.into_iter().filter_map(|(what, name, contact)| {
            Some(Reachable { what, name: name.as_deref()?, contact, deputy: None })
        });
        calls.chain(offices).collect()
    }

    #[expect(clippy::too_many_lines, reason = "one table, read from top to bottom")]
    /// What is missing, the most urgent first.
    pub(crate) fn missing(&self) -> Vec<Missing> {
        let entity = &self.entity;
        let partner = |partner: &Partner| partner.name.is_some() && partner.phone.is_some();
        let reachable = |contact: &Contact| contact.name.is_some() && contact.number().is_some();
        let dpo = self.dpo.designated == Some(false) || reachable(&self.dpo.contact);
        let financial = [self.scope.financial_entity, self.scope.payment_institution].contains(&Some(true));
        let wanted = [
            (!self.calls.is_empty(), "call", "whom to call first, and who stands in"),
            (
                self.calls.iter().all(Call::is_covered),
                "call.deputy",
                "somebody in the call list has no number or no deputy",
            ),
            (
                self.out_of_band.is_some(),
                "out_of_band",
                "where to talk when mail and chat may be read by the attacker",
            ),
            (self.zone.is_some(), "zone", "the zone in which times are typed and read"),
            (entity.legal_name.is_some(), "entity.legal_name", "every notice names the body that sends it"),
            (
                entity.id_type.is_some() && entity.id.is_some(),
                "entity.id",
                "most forms ask for a register or tax number",
            ),
            (entity.address.is_some(), "entity.address", "every notice gives an address"),
            (entity.country.is_some(), "entity.country", "the main establishment decides the lead authority"),
            (
                entity.ownership.is_some(),
                "entity.ownership",
                "forms ask whether the body is private or public",
            ),
            (entity.size.is_some(), "entity.size", "forms ask for the size of the body"),
            (
                dpo,
                "dpo",
                "GDPR Art. 33(3)(b): the data protection officer's name and contact, or that there is none",
            ),
            (reachable(&self.contact_point), "contact_point", "GDPR Art. 33(3)(b): where more can be asked"),
            (
                !financial || entity.legal_entity_identifier().is_some(),
                "entity.lei",
                "reports of financial entities name the LEI",
            ),
            (
                !financial || entity.currency.is_some(),
                "entity.currency",
                "reports of financial entities give amounts in one currency",
            ),
            (
                !financial || reachable(&self.second_contact),
                "second_contact",
                "reports of financial entities name two contacts",
            ),
            (
                !self.authorities.is_empty(),
                "authority",
                "where notices are handed in, and who can log in there",
            ),
            (
                !self.scope.customers.is_empty(),
                "scope.customers",
                "in which countries people have to be told",
            ),
            (
                self.scope.is_known(),
                "scope",
                "which laws apply: an answer that is left out counts as not known",
            ),
            (partner(&self.insurer), "insurer", "many policies ask to be told before money is spent"),
            (partner(&self.counsel), "counsel", "advice under privilege"),
            (
                self.scope.card_data == Some(false) || partner(&self.acquirer),
                "acquirer",
                "card brands are told through the acquirer",
            ),
        ];
        wanted.into_iter().filter(|(has, ..)| !has).map(|(_, key, need)| Missing { key, need }).collect()
    }
}

impl Entity {
    /// The LEI, where it was given as the number too.
    pub(crate) fn legal_entity_identifier(&self) -> Option<&str> {
        let number = self.id.as_deref().filter(|_| self.id_type.as_deref() == Some("lei"));
        self.lei.as_deref().or(number)
    }
}

impl Contact {
    fn number(&self) -> Option<&str> {
        self.phone.as_deref().or(self.mail.as_deref())
    }
}

impl Call {
    fn is_covered(&self) -> bool {
        self.phone.is_some() && self.deputy.is_some()
    }
}

impl Scope {
    fn is_known(&self) -> bool {
        [
            self.listed,
            self.payment_institution,
            self.financial_entity,
            self.marketplace,
            self.essential_or_important,
            self.card_data,
            self.health_data,
            self.processor,
            self.digital_products,
            self.telecommunications,
            self.trust_services,
        ]
        .iter()
        .all(Option::is_some)
    }
}

#[cfg(test)]
mod tests;
