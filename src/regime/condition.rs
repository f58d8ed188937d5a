//! To whom a regime applies, as typed data: where somebody is established, where their customers live, what they are. Must not judge:
//! `scope` does.

use super::area::Area;

/// To whom a regime applies: to those who meet all of any one alternative. No alternative: to everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Condition {
    /// Each is enough.
    pub(crate) any: Vec<Alternative>,
    /// What the organisation profile cannot answer, so that a person has to.
    pub(crate) only_if: Option<String>,
    /// Only when personal data are involved.
    pub(crate) personal_data: bool,
    /// Only when card numbers or security codes may have been touched.
    pub(crate) card_data: bool,
    /// Considered even when nobody has said anything about the organisation.
    pub(crate) without_scope: bool,
}

/// What has to be met together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Alternative {
    /// Established in one of these.
    pub(crate) established: Vec<Area>,
    /// Has customers in one of these.
    pub(crate) customers: Vec<Area>,
    /// Is all of this.
    pub(crate) is: Vec<Feature>,
    /// Works in one of these sectors.
    pub(crate) sectors: Vec<String>,
}

/// Something that an organisation is or does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Feature {
    /// Traded on a stock exchange.
    Listed,
    /// Payment or e-money institution.
    PaymentInstitution,
    /// Any other financial entity.
    FinancialEntity,
    /// Online marketplace.
    Marketplace,
    /// Essential or important under the law that follows NIS2.
    EssentialOrImportant,
    /// Takes or keeps card data.
    CardData,
    /// Holds health data.
    HealthData,
    /// Holds data for others.
    Processor,
    /// Makes or sells products with digital elements.
    DigitalProducts,
    /// Offers communications services to the public.
    Telecommunications,
    /// Offers trust services.
    TrustServices,
}

/// Every feature with its word in documents and its name in sentences.
const FEATURES: [(Feature, &str, &str); 11] = [
    (Feature::Listed, "listed", "listed on a stock exchange"),
    (Feature::PaymentInstitution, "payment_institution", "a payment or e-money institution"),
    (Feature::FinancialEntity, "financial_entity", "a financial entity"),
    (Feature::Marketplace, "marketplace", "an online marketplace"),
    (Feature::EssentialOrImportant, "essential_or_important", "an essential or important entity"),
    (Feature::CardData, "card_data", "a holder of card data"),
    (Feature::HealthData, "health_data", "a holder of health data"),
    (Feature::Processor, "processor", "a processor for others"),
    (Feature::DigitalProducts, "digital_products", "a maker or seller of products with digital elements"),
    (Feature::Telecommunications, "telecommunications", "a provider of public communications services"),
    (Feature::TrustServices, "trust_services", "a provider of trust services"),
];

impl Feature {
    /// Takes a word such as `marketplace`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let found = FEATURES.iter().find(|(_, word, _)| *word == text).map(|(feature, ..)| *feature);
        found.ok_or_else(|| format!("`{text}` is nothing that the organisation profile knows"))
    }

    /// In a sentence: "an online marketplace".
    pub(crate) fn phrase(self) -> &'static str {
        FEATURES.iter().find(|(feature, ..)| *feature == self).map_or("", |(.., phrase)| phrase)
    }
}
