//! What goes out: the review, papers that were handed over, the privilege log, holds, retention, erasure.

use crate::support::check_session;

#[test]
fn an_authority_reads_what_was_released() {
    check_session("releasing");
}
