//! What the profile says that decides which laws apply, in the words of the laws. Must not decide.

use std::collections::BTreeMap;

use super::{Profile, Scope};
use crate::regime::condition::Feature;
use crate::regime::count::Circumstances;
use crate::regime::rule::EntityClass;
use crate::regime::scope as law;

impl Profile {
    /// What decides which laws apply; nothing when nobody has filled it in.
    pub(crate) fn law_scope(&self) -> Option<law::Scope> {
        let features = self.scope.features();
        if self.scope.customers.is_empty() && features.is_empty() {
            return None;
        }
        let main = self.entity.country.iter();
        let others = self.establishments.iter().map(|establishment| &establishment.country);
        Some(law::Scope {
            established: main.chain(others).cloned().collect(),
            customers: self.scope.customers.clone(),
            features,
            sector: self.entity.sector.clone(),
        })
    }

    /// What the profile adds to what a count needs to know.
    pub(crate) fn circumstances(&self, of: Circumstances) -> Circumstances {
        let class = self.entity.financial_type.as_deref();
        Circumstances { entity: class.and_then(entity_class), ..of }
    }
}

/// The class that deadlines tell apart, from what was typed: `Credit institution` or `credit_institution`.
fn entity_class(typed: &str) -> Option<EntityClass> {
    EntityClass::parse(&typed.trim().to_lowercase().replace([' ', '-'], "_")).ok()
}

impl Scope {
    fn features(&self) -> BTreeMap<Feature, bool> {
        let all = [
            (Feature::Listed, self.listed),
            (Feature::PaymentInstitution, self.payment_institution),
            (Feature::FinancialEntity, self.financial_entity),
            (Feature::Marketplace, self.marketplace),
            (Feature::EssentialOrImportant, self.essential_or_important),
            (Feature::CardData, self.card_data),
            (Feature::HealthData, self.health_data),
            (Feature::Processor, self.processor),
            (Feature::DigitalProducts, self.digital_products),
            (Feature::Telecommunications, self.telecommunications),
            (Feature::TrustServices, self.trust_services),
        ];
        all.into_iter().filter_map(|(feature, is)| Some((feature, is?))).collect()
    }
}
