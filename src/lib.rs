//! breachbook guides responders through a data breach, records every action and exports what a regulator needs.
//!
//! Layers, each importing only those before it: `base` (words), documents (`expr`, `fact`, `playbook`, `regime`, `form`, `scenario`), `incident`
//! and `record` (the pure event-sourced core), `assess` (what the law asks for), `exercise` (how a game stands), `report` (pure views), `store` and `host` (adapters),
//! `app` (use cases), `cli` (edge).

mod app;
mod assess;
mod base;
mod bundle;
mod cli;
mod exercise;
mod expr;
mod fact;
mod form;
mod host;
mod incident;
mod playbook;
mod record;
mod regime;
mod scenario;
mod store;
mod training;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> std::process::ExitCode {
    cli::run()
}
mod report;
