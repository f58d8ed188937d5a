//! The engine beside a reference model that was written from the language text alone, in random incidents.

mod commands;
mod compare;
mod files;
mod reference;
mod run;
mod tape;
mod world;

use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 2500, ..ProptestConfig::default() })]

    /// `PROPTEST_CASES` asks for more.
    #[test]
    fn engine_and_model_agree(
        files in vec(vec(any::<u8>(), 0..80), 5),
        commands in vec(vec(any::<u8>(), 10), 1..24),
    ) {
        run::case(&files, &commands);
    }
}
