//! What the tests of this module load against: the shipped facts, roles, regimes and forms.

use super::load::Ground;
use super::role::RoleCatalogue;
use crate::fact::catalogue::Catalogue;
use crate::form::FormIndex;
use crate::regime::RegimeIndex;

/// Runs a test with a ground to load against.
pub(crate) fn with_ground<T>(test: impl FnOnce(&Ground<'_>) -> T) -> T {
    let (catalogue, roles, regimes, forms) =
        (Catalogue::shipped(), RoleCatalogue::shipped(), RegimeIndex::shipped(), FormIndex::shipped());
    test(&Ground { catalogue, roles: &roles, regimes: &regimes, forms: &forms })
}
