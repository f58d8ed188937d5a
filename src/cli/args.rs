//! The arguments that every command takes.

use std::path::PathBuf;

use clap::{Args, Parser};
use clap_complete::engine::ArgValueCompleter;

use super::command::Command;
use super::complete;
use super::ui::Color;
use crate::record::via::Via;

/// Incident response playbooks that guide, record and prove.
#[derive(Debug, Parser)]
#[command(name = "breachbook", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, each named")]
pub(crate) struct Global {
    /// The record: one SQLite file.
    #[arg(long, global = true, value_name = "PATH", env = "BREACHBOOK_DB")]
    pub(crate) db: Option<PathBuf>,
    /// Keep record, profile and state in one folder beside the program, for a stick.
    #[arg(long, global = true)]
    pub(crate) portable: bool,
    /// Append everything to a second place too.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) mirror: Option<PathBuf>,
    /// Your name; default: the account.
    #[arg(long = "as", global = true, value_name = "NAME", env = "BREACHBOOK_ACTOR")]
    pub(crate) actor: Option<String>,
    /// Who acted or said it, when that is not who types.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// How it came to you: voice, phone, message or document.
    #[arg(long, global = true, value_name = "HOW", value_parser = via)]
    pub(crate) via: Option<Via>,
    /// Take names as new people though they are near to known ones.
    #[arg(long, global = true)]
    pub(crate) new_person: bool,
    /// Store text as typed, though it looks like a card number or a secret.
    #[arg(long, global = true)]
    pub(crate) verbatim: bool,
    /// The incident: id, its last part, or codename.
    #[arg(long, short = 'i', global = true, value_name = "INCIDENT", add = ArgValueCompleter::new(complete::incidents))]
    pub(crate) incident: Option<String>,
    /// A folder of playbooks beside the shipped ones; its files win.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) playbooks: Option<PathBuf>,
    /// One line out, one line in: no redrawing, no glyphs.
    #[arg(long, global = true)]
    pub(crate) plain: bool,
    /// Colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// Machine-readable output.
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

fn via(word: &str) -> Result<Via, String> {
    Via::parse(word).ok_or_else(|| {
        let words: Vec<&str> = crate::record::via::VIAS.iter().map(|(_, word)| *word).collect();
        format!("one of {}", words.join(", "))
    })
}
