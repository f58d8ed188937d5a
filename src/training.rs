//! Awareness and training: micro-exercises for everybody, what is asked of whom, which rule is covered by what. Must not know any record.

pub(crate) mod coverage;
pub(crate) mod lesson;
pub(crate) mod load;
pub(crate) mod marking;
pub(crate) mod question;
pub(crate) mod requirement;
pub(crate) mod scaffold;
pub(crate) mod shipped;
