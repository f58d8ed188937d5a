//! Looking back: observations, corrective actions over incidents and exercises, the report after an incident.

use crate::support::check_session;

#[test]
fn actions_are_followed_until_they_are_closed() {
    check_session("actions");
}
