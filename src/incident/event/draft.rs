//! Drafts of notices: own words for a field, and the approval of a file that is to go out.

use crate::base::digest::Digest;
use crate::base::id::{FactId, Seq, StageId};
use crate::fact::value::PassageRef;

bodies! {
    /// Own words for a field of a form, in place of what the facts say.
    struct WordingSet {
        form: String,
        field: FactId,
    }
    maybe {
        /// The words; without them what the facts say stands again.
        text: PassageRef,
        /// ISO 639-1; nothing: every language.
        language: String,
        /// Nothing: every recipient.
        to: PassageRef,
    }

    /// A draft was approved as it is, byte for byte.
    struct DraftSigned {
        form: String,
        stage: StageId,
        /// Of the file: any change makes it another one.
        sha256: Digest,
        /// Its name.
        name: PassageRef,
    }
    maybe {
        /// Number of entries that it was made from, as far as the file says so.
        size: Seq,
        /// Hash of the last of them.
        head: Digest,
    }
}
