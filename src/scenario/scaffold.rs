//! The text of a new scenario: a commented file that loads and has no warning. Must not write files.

use crate::base::id::{PlaybookId, ScenarioId};
use crate::base::text::toml_text;

/// A scenario to begin with.
pub(crate) fn scaffold(id: &ScenarioId, title: &str, playbook: &PlaybookId) -> String {
    TEXT.replace("@ID@", id.as_str())
        .replace("@TITLE@", &toml_text(title))
        .replace("@PLAYBOOK@", playbook.as_str())
}

const TEXT: &str = r#"# A scenario for breachbook. Every key is described in docs/exercises.md.
# Check it with `breachbook exercise lint @ID@.toml`. Never give this file to players.
format   = "scenario/1"
id       = "@ID@"               # the file is called @ID@.toml
title    = @TITLE@
version  = "0.1.0"
playbook = "@PLAYBOOK@"         # the playbook that is played
duration = "2h"                 # minutes of play, pauses not counted
starts   = "Mon 08:00"          # when the story begins
rate     = 1                    # minutes of the story in a minute of play
summary  = """
What happens, for the facilitator.
"""
briefing = """
What players are told before play begins. Nobody is tested; the plan is.
"""

[[objective]]
id         = "decide"
text       = "Command is taken and the first decisions are recorded."
capability = "incident command"
  [[objective.task]]
  id       = "take-command"
  text     = "Somebody takes command and says so."
  standard = "Within ten minutes of the first sign."

[[module]]
id       = "first-hour"
title    = "The first hour"
duration = "1h"

[[module]]
id    = "next-day"
title = "The next day"
story = "Tue 08:00"             # the story jumps there when the module begins
gate  = "known(personal_data_involved)"   # what must have been said before

[[inject]]
id     = "first-sign"
title  = "The first sign"
module = "first-hour"
at     = "0m"                   # or: after + delay, when, unless, manual, on_request
from   = "Customer support"
channel = "call"
body   = """
What players read or hear.
"""
hidden = """
What is behind it. Players never see this.
"""
expected  = ["Somebody takes command"]
questions = ["Who decides now?"]
  [[inject.expect]]
  kind     = "observed"
  question = "Did one person take command and say so?"
  task     = "take-command"

[[inject]]
id     = "morning"
title  = "The morning after"
module = "next-day"
at     = "0m"
body   = """
What has become of it overnight.
"""
questions = ["What is still unknown, and who finds it out?"]
"#;
