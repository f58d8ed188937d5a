//! What the program writes by itself.

use super::*;

pub(super) fn progress() {
    let verdict = json!({ "text": "a == 1", "result": "false" });
    check(
        "progressed",
        &json!({ "changes": [
            { "phase_started": { "run": "", "phase": "x", "title": "Scope" } },
            { "step_opened": { "step": "a", "title": "Alpha", "kind": "task", "phase": "x", "again": true } },
            { "step_opened": { "step": "b", "title": "Beta", "kind": "task", "phase": "x", "unknown": ["severity"] } },
            { "step_fell_away": { "step": "c", "title": "Gamma", "because": verdict } },
            { "step_awaits": { "step": "d", "title": "Delta", "because": verdict, "facts": ["attacker_active"] } },
            { "step_joined": { "step": "cut" } },
            { "instance_opened": { "step": "cut", "item": 0 } },
            { "instance_dropped": { "step": "cut", "item": 2 } },
            { "iteration_began": { "step": "cut", "iteration": 3 } },
            { "iterations_used_up": { "step": "cut", "because": verdict } },
            { "run_handed_over": { "run": "", "to": "next", "superseded": ["cut"] } },
            { "target_missing": { "step": "cut", "target": "other" } },
            { "step_resumed": { "step": "cut" } },
            { "phase_fell_away": { "run": "", "phase": "y", "title": "Later", "because": verdict } },
            { "phase_awaits": { "run": "", "phase": "z", "title": "Last", "because": verdict, "facts": ["severity"] } }] }),
        "Phase begun: “Scope”; 3 steps opened: “Alpha” (again), “Beta” (on unknown: How severe is it?), “Cut the path” (again); \
         1 step waiting for facts: “Delta” (Is somebody still inside?); \
         1 step not applicable: “Gamma” (a is 1: no); 1 step complete: “Cut the path”; \
         “Cut the path”: begun while nothing is listed, “Cut the path”: dropped for item 2, “Cut the path”: round 3, \
         “Cut the path”: rounds used up, a person is asked, handed over to next; 1 open step superseded, \
         “Cut the path”: the playbook other is not at hand, phase “Later” not applicable (a is 1: no), \
         phase “Last” waiting for facts (How severe is it?).",
    );
}
