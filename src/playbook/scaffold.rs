//! The text of a new playbook: a commented file that loads and has no warning. Must not write files.

use crate::base::id::PlaybookId;
use crate::base::text::scrub;

/// A playbook to begin with.
pub(crate) fn scaffold(id: &PlaybookId, title: &str) -> String {
    // JSON and TOML write basic strings alike once control characters are gone.
    let title = serde_json::Value::from(scrub(title)).to_string();
    TEXT.replace("@ID@", id.as_str()).replace("@TITLE@", &title)
}

const TEXT: &str = r#"# A playbook for breachbook. Every key is described in docs/playbook-language.md.
# Check it with `breachbook playbook lint @ID@.toml`, look at it with `breachbook playbook graph @ID@.toml`.
format  = "playbook/1"
id      = "@ID@"                # the file is called @ID@.toml
title   = @TITLE@
version = "0.1.0"
summary = """
What has happened when somebody reaches for this, and what is true when it ends.
"""
# What typically opens it: an alert, a call, a letter.
entry = ["Describe the first sign"]

# Regimes whose duties it serves; `breachbook regimes list` names them.
# serves = ["gdpr-33-1"]

# Facts that the catalogue (`breachbook fact catalogue`) does not have. Free text never steers a playbook.
[facts.systems_hit]
type  = "list<host>"
label = "Which systems are hit?"

# Phases run in the order of the file unless `after` says otherwise. The steps of a phase run in the order of the file.
[[phase]]
id    = "look"
title = "First look"

[[phase.step]]
id      = "signal"
kind    = "question"              # asks for facts; each may be answered "not known yet"
title   = "Take down what is known"
role    = "security-analyst"
ask     = ["first_signal_at", "systems_hit"]
timebox = "15m"                   # warns, never fails the step
never   = ["Delete or restart anything before it has been kept as evidence"]

[[phase.step]]
id       = "personal-data"
kind     = "decision"
title    = "Is personal data involved?"
role     = "incident-commander"
consult  = ["dpo"]
timebox  = "30m"
options  = [
  { id = "yes", label = "Yes", set = { personal_data_involved = true } },
  { id = "no", label = "No, and we can show it", set = { personal_data_involved = false } },
  { id = "unknown", label = "Cannot tell yet", set_unknown = ["personal_data_involved"], recheck = "4h" },
]

[[phase]]
id    = "contain"
title = "Contain"

[[phase.step]]
id   = "each-system"
kind = "each"                     # once for every item of a list, also for items that are learned later
over = "systems_hit"
as   = "system"

[[phase.step]]
id       = "isolate"
in       = "each-system"
title    = "Cut it off from the network, leave it running"
role     = "network"
timebox  = "30m"
do       = "Move {system} to the quarantine network."
why      = "A machine that is switched off has forgotten what was in its memory."
evidence = [{ what = "Open connections and sessions", how = "export before cutting", volatile = true }]
rollback = "Put it back into its network and watch it for a day."

# Another playbook beside this one, as soon as personal data may be involved:
# [[phase.step]]
# id   = "privacy"
# kind = "playbook"
# use  = "privacy-track"
# mode = "track"
# when = "maybe(personal_data_involved)"

[[phase]]
id    = "close"
title = "Close"

[[phase.step]]
id    = "quiet"
kind  = "wait"                    # never completes itself: somebody confirms
title = "Wait for three quiet days"
for   = "3d"
poll  = "24h"

[[phase.step]]
id      = "ready"
kind    = "checklist"
title   = "Check that it can be closed"
role    = "incident-commander"
timebox = "30m"
items   = ["Every system is clean or replaced", "Emergency measures are taken back or have an owner", "Lessons have an owner and a date"]
"#;

#[cfg(test)]
mod tests;
