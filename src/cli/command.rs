//! All commands: one file each, with its arguments and its way from arguments to output. The work itself is done in `app`.

mod actions;
mod after_action;
mod anchor;
mod assess;
mod at_step;
mod backup;
mod bundle;
mod checkpoint;
mod close;
mod config;
mod correct;
mod deadlines;
mod doctor;
mod draft;
mod duty;
mod evidence;
mod exercise;
mod fact;
mod find;
mod gate;
mod handover;
mod hold;
mod join;
mod label;
mod legal_hold;
mod link;
mod list;
mod log;
mod look;
mod note;
mod outcome;
mod people;
mod playbook;
mod privilege;
mod productions;
mod redact;
mod regimes;
mod register;
mod release;
mod reply;
mod retention;
mod role;
pub(crate) mod run;
mod scribe;
mod sent;
pub(crate) mod shell;
mod signal;
mod star;
mod start;
mod status;
mod task;
mod timeline;
mod told;
mod training;
mod verify;

use std::process::ExitCode;

use clap::Subcommand;

use super::context::Context;
use super::failure::Failure;

/// Declares the commands, and how each of them is built without the others.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($args:ty),)*) => {
        /// A command.
        #[derive(Debug, Subcommand)]
        pub(crate) enum Command {
            $($(#[$doc])* $name($args),)*
        }

        /// The command of a name by itself, good for reading its arguments, not for help.
        pub(super) fn alone(word: &str) -> Option<clap::Command> {
            let builders: &[(&str, fn(clap::Command) -> clap::Command)] =
                &[$((stringify!($name), <$args as clap::Args>::augment_args),)*];
            let (_, build) = builders.iter().find(|(name, _)| is_word_of(word, name))?;
            Some(build(clap::Command::new(word.to_owned())))
        }

        /// Whether a word is the name of a command.
        pub(super) fn is_command(word: &str) -> bool {
            [$(stringify!($name)),*].iter().any(|name| is_word_of(word, name))
        }
    };
}

commands! {
    /// Open an incident on a playbook and run it.
    Start(start::Args),
    /// Guided response: the board of open steps, one step at a time.
    Run(run::Args),
    /// Every line is an entry: who, when, what.
    Scribe(scribe::Args),
    /// Write one line into the record.
    Note(note::Args),
    /// Record who was informed or could not be reached.
    Told(told::Args),
    /// Early signs of the incident, dismissed ones included.
    Signal(signal::Args),
    /// Tabletop exercises: play a scenario on your own playbooks.
    Exercise(exercise::Args),
    /// Things to do that no playbook has.
    Task(task::Args),
    /// Who is who.
    People(people::Args),
    /// Who holds which role.
    Role(role::Args),
    /// Hand over command, in two acts.
    Handover(handover::Args),
    /// What was secured, how, by whom.
    Evidence(evidence::Args),
    /// Correct an entry; both versions stay.
    Correct(correct::Args),
    /// Say who may see the words of entries.
    Label(label::Args),
    /// Mark an entry for the key timeline.
    Star(star::Args),
    /// Take out words that must not stay.
    Redact(redact::Args),
    /// While a legal hold stands, nothing is erased.
    Hold(legal_hold::Args),
    /// Words that have been kept long enough.
    Retention(retention::Args),
    /// Who was given what, and what became of it since.
    Productions(productions::Args),
    /// What is withheld as privileged, for the other side of a case.
    Privilege(privilege::Args),
    /// Find entries by their words.
    Find(find::Args),
    /// Say how two incidents belong together.
    Link(link::LinkArgs),
    /// Move a note to the incident that it belongs to.
    Move(link::MoveArgs),
    /// What happened, for people who were not there.
    Timeline(timeline::Args),
    /// The register of personal data breaches over all incidents (GDPR Art. 33(5)).
    Register(register::Args),
    /// A notice or a letter, filled from the facts, with its gaps.
    Draft(draft::Args),
    /// Record what went out: a notice, a letter, a message.
    Sent(sent::Args),
    /// Add a second playbook.
    Join(join::Args),
    /// Look back at an incident: causes, strengths, what to improve, and the report.
    AfterAction(after_action::Args),
    /// Corrective actions over all incidents and exercises.
    Actions(actions::Args),
    /// Micro-exercises for everybody, and the record of who was taught what.
    Training(training::Args),
    /// Close the incident.
    Close(close::CloseArgs),
    /// Open a closed incident again.
    ReopenIncident(close::ReopenArgs),
    /// Where the incident stands, on one screen.
    Status(status::StatusArgs),
    /// What is to be done now, by whom, by when.
    Next(status::Next),
    /// Legal duties in scope: due, met, late.
    Deadlines(deadlines::Args),
    /// Decide on a legal duty, with the reason: served, left out, served later.
    Duty(duty::Args),
    /// Which laws the program knows, and which apply to us.
    Regimes(regimes::Args),
    /// Must it be recorded, notified, told to the people? Advice with reasons.
    Assess(assess::Args),
    /// What is known, what is not, what was wrong.
    Fact(fact::Args),
    /// The entries themselves, one line each.
    Log(log::Args),
    /// All incidents.
    List(list::List),
    /// Work on an incident in this terminal.
    Use(list::Use),
    /// A step is done.
    Done(outcome::Done),
    /// A step did not work; what follows a failure.
    Fail(outcome::Fail),
    /// A step is left out.
    Skip(outcome::Skip),
    /// Somebody will not do a step.
    Refuse(outcome::Refuse),
    /// Try a failed step again.
    Retry(outcome::Retry),
    /// An outcome was wrong: the step is open again, what it stated is corrected.
    Undo(outcome::Undo),
    /// A settled step is to be done again.
    Reopen(outcome::Reopen),
    /// Open a step before its turn.
    Open(outcome::Open),
    /// Answer a question.
    Answer(reply::Answer),
    /// Take a decision.
    Decide(reply::Decide),
    /// Give the approval that a step needs.
    Approve(gate::Approve),
    /// Pass a gate that is not met, with a reason.
    Override(gate::Override),
    /// Say that you work on a step: a sign, not a lock.
    Claim(hold::Claim),
    /// Say that you no longer work on a step; `release review`: decide what an authority may read.
    Release(release::Args),
    /// Give a step to somebody.
    Assign(hold::Assign),
    /// Tick items of a checklist.
    Tick(look::Tick),
    /// Say whether it was quiet while a step waits.
    Poll(look::Poll),
    /// One more round of a repeat that has used up its rounds, or no more.
    GoOn(look::GoOn),
    /// A settled step that a later change may have touched was looked at and stands.
    Reviewed(look::Reviewed),
    /// The record's size and head, to be kept elsewhere; signed if you want it.
    Checkpoint(checkpoint::Args),
    /// What others hold of the record comes home: short forms, checkpoints, signatures, time stamps.
    Anchor(anchor::Args),
    /// Copy the record and its evidence.
    Backup(backup::BackupArgs),
    /// Give a record away so that a stranger can check it, or take one in.
    Bundle(bundle::Args),
    /// Bring a record back from a backup or a mirror.
    Restore(backup::RestoreArgs),
    /// Check that the record is whole, and how far that is proven.
    Verify(verify::Args),
    /// List, check, draw and begin playbooks.
    Playbook(playbook::Args),
    /// The organisation profile.
    Config(config::Args),
    /// Whether this machine is ready for an incident.
    Doctor(doctor::Args),
    /// A script that lets a shell complete commands and ids.
    Completions(shell::CompletionsArgs),
    /// The manual page.
    Man(shell::ManArgs),
}

/// Whether `go-on` is the word of `GoOn`.
fn is_word_of(word: &str, name: &str) -> bool {
    let mut letters = word.chars();
    let follows = |(at, capital): (usize, char)| {
        let joined = at == 0 || !capital.is_ascii_uppercase() || letters.next() == Some('-');
        joined && letters.next() == Some(capital.to_ascii_lowercase())
    };
    name.chars().enumerate().all(follows) && letters.next().is_none()
}

/// Runs a command.
#[expect(clippy::too_many_lines, reason = "one line a command")]
pub(crate) fn run(command: Option<Command>, context: &mut Context) -> Result<ExitCode, Failure> {
    match command {
        None => bare(context),
        Some(Command::Start(args)) => start::run(&args, context),
        Some(Command::Run(args)) => run::run(&args, context),
        Some(Command::Scribe(args)) => scribe::run(&args, context),
        Some(Command::Note(args)) => note::run(&args, context),
        Some(Command::Told(args)) => told::run(&args, context),
        Some(Command::Signal(args)) => signal::run(&args, context),
        Some(Command::Exercise(args)) => exercise::run(&args, context),
        Some(Command::Task(args)) => task::run(&args, context),
        Some(Command::People(args)) => people::run(&args, context),
        Some(Command::Role(args)) => role::run(&args, context),
        Some(Command::Handover(args)) => handover::run(&args, context),
        Some(Command::Evidence(args)) => evidence::run(&args, context),
        Some(Command::Correct(args)) => correct::run(&args, context),
        Some(Command::Label(args)) => label::run(&args, context),
        Some(Command::Star(args)) => star::run(&args, context),
        Some(Command::Redact(args)) => redact::run(&args, context),
        Some(Command::Hold(args)) => legal_hold::run(&args, context),
        Some(Command::Retention(args)) => retention::run(&args, context),
        Some(Command::Productions(args)) => productions::run(&args, context),
        Some(Command::Privilege(args)) => privilege::run(&args, context),
        Some(Command::Find(args)) => find::run(&args, context),
        Some(Command::Link(args)) => link::link(&args, context.take_as().as_deref(), context),
        Some(Command::Move(args)) => link::moving(&args, context),
        Some(Command::Timeline(args)) => timeline::run(&args, context),
        Some(Command::Register(args)) => register::run(&args, context),
        Some(Command::AfterAction(args)) => after_action::run(&args, context),
        Some(Command::Actions(args)) => actions::run(&args, context),
        Some(Command::Training(args)) => training::run(&args, context),
        Some(Command::Close(args)) => close::close(&args, context),
        Some(Command::ReopenIncident(args)) => close::reopen(&args, context),
        Some(Command::Status(args)) => status::status(&args, context),
        Some(Command::Next(args)) => status::next(&args, context),
        Some(Command::Deadlines(args)) => deadlines::run(&args, context),
        Some(Command::Duty(args)) => duty::run(&args, context),
        Some(Command::Regimes(args)) => regimes::run(&args, context),
        Some(Command::Assess(args)) => assess::run(&args, context),
        Some(Command::Fact(args)) => fact::run(&args, context),
        Some(Command::Log(args)) => log::run(&args, context),
        Some(Command::List(args)) => list::list(&args, context),
        Some(Command::Use(args)) => list::use_incident(&args, context),
        Some(Command::Done(args)) => outcome::done(&args, context),
        Some(Command::Fail(args)) => outcome::fail(&args, context),
        Some(Command::Skip(args)) => outcome::skip(&args, context),
        Some(Command::Refuse(args)) => outcome::refuse(&args, context),
        Some(Command::Retry(args)) => outcome::retry(&args, context),
        Some(Command::Undo(args)) => outcome::undo(&args, context),
        Some(Command::Reopen(args)) => outcome::reopen(&args, context),
        Some(Command::Open(args)) => outcome::open(&args, context),
        Some(Command::Answer(args)) => reply::answer(&args, context),
        Some(Command::Decide(args)) => reply::decide(&args, context),
        Some(Command::Approve(args)) => gate::approve(&args, context),
        Some(Command::Override(args)) => gate::override_gate(&args, context),
        Some(Command::Claim(args)) => hold::claim(&args, context),
        Some(Command::Release(args)) => release::run(&args, context),
        Some(Command::Assign(args)) => hold::assign(&args, context),
        Some(Command::Tick(args)) => look::tick(&args, context),
        Some(Command::Poll(args)) => look::poll(&args, context),
        Some(Command::GoOn(args)) => look::go_on(&args, context),
        Some(Command::Reviewed(args)) => look::reviewed(&args, context),
        Some(Command::Draft(args)) => draft::run(&args, context),
        Some(Command::Sent(args)) => sent::run(&args, context),
        Some(Command::Join(args)) => join::run(&args, context.take_as().as_deref(), context),
        Some(Command::Checkpoint(args)) => checkpoint::run(&args, context),
        Some(Command::Anchor(args)) => anchor::run(&args, context),
        Some(Command::Backup(args)) => backup::backup(&args, context),
        Some(Command::Bundle(args)) => bundle::run(&args, context),
        Some(Command::Restore(args)) => backup::restore(&args, context),
        Some(Command::Verify(args)) => verify::run(&args, context),
        Some(Command::Playbook(args)) => playbook::run(&args, context),
        Some(Command::Config(args)) => config::run(&args, context),
        Some(Command::Doctor(args)) => doctor::run(&args, context),
        Some(Command::Completions(args)) => shell::completions(&args, context),
        Some(Command::Man(args)) => shell::man(&args, context),
    }
}

/// Resumes the open incident, or asks what happened.
fn bare(context: &Context) -> Result<ExitCode, Failure> {
    let open = match context.store(false) {
        Ok(store) => context.chosen(&store).is_ok(),
        Err(failure) if failure.kind == super::failure::Kind::Usage => false,
        Err(failure) => return Err(failure),
    };
    if open { run::run(&run::Args::default(), context) } else { start::run(&start::Args::default(), context) }
}
