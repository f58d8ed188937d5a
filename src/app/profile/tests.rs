//! The template reads without a problem and names all that is missing; unknown keys are refused.

use super::{read, template};
use crate::base::problem::Source;
use crate::base::problem::render::render;
use crate::base::time::Zone;

#[test]
fn the_template_reads_and_has_gaps() {
    let (profile, problems) = read(&Source::new("organisation.toml", template(Zone::Europe__Dublin)));
    assert_eq!(render(&problems, false), "no problems\n");
    let profile = profile.unwrap();
    assert_eq!(profile.zone, Some(Zone::Europe__Dublin));
    assert_eq!(
        profile.gaps(),
        [
            "name: the legal name",
            "identifiers: register number, LEI",
            "establishments: countries",
            "authority: whom to notify, with the portal",
            "out_of_band: a channel that does not run over your own systems",
            "dpo: data protection officer",
            "contact: contact point for authorities",
            "counsel: counsel",
            "insurer: insurer",
            "acquirer: acquirer",
            "call incident-commander: phone or deputy",
        ]
    );
}

#[test]
fn unknown_keys_and_zones_are_refused() {
    let text = "format = \"organisation/1\"\nzone = \"Mars\"\nnaem = \"X\"\n";
    let (_, problems) = read(&Source::new("organisation.toml", text));
    let codes: Vec<&str> = problems.sorted().iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["profile::zone", "document::unknown-key"]);
}
