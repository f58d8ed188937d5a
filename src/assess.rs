//! What the law asks for after an incident, worked out from what is known: must it be recorded, notified, told to the people;
//! is it significant or major under other laws. Advice with reasons, never a decision. Pure; must not read clocks or files.

pub(crate) mod assessment;
pub(crate) mod attribute;
pub(crate) mod attributes;
pub(crate) mod breach;
pub(crate) mod enisa;
mod estimate;
pub(crate) mod from_facts;
mod rows;
pub(crate) mod significance;
mod vocabulary;

#[cfg(test)]
mod tests;
