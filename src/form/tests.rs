//! The shipped forms: they load, they name only what exists, and the program knows all of them.

mod drafts;
mod hostile;
mod languages;
mod loading;
mod payloads;
mod published;
mod rules;
mod sample;
mod shipped_forms;
