//! What the tests of this module load against: the shipped roles, regimes and forms and a small catalogue of facts.

use super::load::Ground;
use super::load::facts::Facts;
use super::role::RoleCatalogue;
use crate::base::problem::{Problems, Source};
use crate::base::reader;
use crate::fact::catalogue::Catalogue;
use crate::form::FormIndex;
use crate::regime::RegimeIndex;

/// Runs a test with a ground to load against.
pub(crate) fn with_ground<T>(test: impl FnOnce(&Ground<'_>) -> T) -> T {
    let (catalogue, roles, regimes, forms) =
        (catalogue(), RoleCatalogue::shipped(), RegimeIndex::shipped(), FormIndex::shipped());
    test(&Ground { catalogue: &catalogue, roles: &roles, regimes: &regimes, forms: &forms })
}

fn catalogue() -> Catalogue {
    let source = Source::new("catalogue", include_str!("sample/facts.toml"));
    let mut problems = Problems::default();
    let none = Catalogue::default();
    let facts = reader::read(&source, &mut problems, |root| Facts::read(root, &none));
    assert_eq!(problems, Problems::default());
    Catalogue::of(facts.into_iter().flat_map(|facts| facts.own.into_values()))
}
