//! `sent`: what went out, to whom, for which duty.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use super::draft::stage_of;
use crate::app::draft::signing::{Approving, approving, moved_since};
use crate::app::draft::{Asked, filling, form as form_of};
use crate::app::ground::regimes;
use crate::app::intake::{self, About};
use crate::app::naming;
use crate::app::roster;
use crate::app::sent::{Sent, duty_of, record};
use crate::app::session::Session;
use crate::base::id::{StageId, StepId};
use crate::base::text::{count, listing, scrub};
use crate::base::time::{Claimed, Precision};
use crate::cli::bar::Bar;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::form::Form;
use crate::playbook::model::DutyId;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook sent gdpr-33 --stage notify --at 05:10 --to \"Data Protection Commission\" --ref INC-2026-K7QD --file notice.pdf --receipt confirmation.eml\n  breachbook sent --step tell-bank --at -5m --to \"acquirer, by phone\""
)]
pub(crate) struct Args {
    /// The form, such as gdpr-33; may be left out with --step.
    #[arg(required_unless_present_any = ["step", "duty"], add = ArgValueCompleter::new(complete::forms))]
    form: Option<String>,
    /// The stage of the form.
    #[arg(long)]
    stage: Option<String>,
    /// When it went out; now, if left out.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// To whom.
    #[arg(long)]
    to: Option<String>,
    /// For which controller.
    #[arg(long)]
    controller: Option<String>,
    /// By which way.
    #[arg(long)]
    channel: Option<String>,
    /// The own reference that stands in it.
    #[arg(long = "ref", value_name = "REFERENCE")]
    reference: Option<String>,
    /// What went out; taken as evidence.
    #[arg(long, value_name = "FILE")]
    file: Vec<PathBuf>,
    /// What came back: a file, taken as evidence, or the words of it.
    #[arg(long, value_name = "FILE or TEXT")]
    receipt: Option<String>,
    /// The step that asked for it.
    #[arg(long, add = ArgValueCompleter::new(complete::open_steps))]
    step: Option<String>,
    /// The duty that it meets, when the form serves several.
    #[arg(long, value_name = "REGIME/STAGE")]
    duty: Option<String>,
    /// Who approved it.
    #[arg(long, value_name = "NAME")]
    approver: Option<String>,
    /// It takes back the notice that went out before on this form, as `draft --withdraw` wrote it.
    #[arg(long, requires = "form", conflicts_with_all = ["step", "duty"])]
    withdrawal: bool,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let form = args.form.as_deref().map(form).transpose()?;
    let stage = args.stage.as_deref().map(|stage| stage_or_word(stage, form)).transpose()?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let mut sent = planned(args, &session, context)?;
    if let Some(form) = form {
        sent.form = Some(form.id.clone());
    }
    sent.stage = stage.or(sent.stage);
    sent.duty = duty(args, form, &sent)?;
    sent.approver = roster::maybe_person(&mut session, args.approver.as_deref())?;
    sent.sha256 = files(&args.file, sent.step.as_ref(), &mut session, context)?;
    approve(&mut sent, &session, context);
    sent.receipt = args.receipt.as_deref().map(|typed| receipt(typed, &mut session, context)).transpose()?;
    let lacking = if sent.withdrawal { Vec::new() } else { lacking(form, sent.stage.as_ref(), &session)? };
    let recorded = record(&mut session, &sent)?;
    context.acknowledge(&session, &recorded.entries);
    if let Some(why) = recorded.wrong_reference {
        context.ui.warn(&format!("the reference is no anchor: {why}"));
    }
    let (text, is_open) = recorded.effect.text();
    if is_open {
        context.ui.warn(&text);
    } else {
        context.ui.say(&text);
    }
    if let (Some(form), false) = (form, lacking.is_empty()) {
        let missing = count(lacking.len(), "answer");
        context.ui.say(&format!("by what is recorded, {missing} to {} would still be missing", form.id));
        context.ui.say(&format!(
            "  breachbook draft {}    names them; they follow as soon as they are known",
            form.id
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Who signed off what went out has approved it; other bytes than those that were signed off are said.
fn approve(sent: &mut Sent, session: &Session<'_>, context: &Context) {
    let (Some(form), Some(sha256)) = (sent.form.as_deref(), sent.sha256) else { return };
    match approving(session, form, sent.stage.as_ref(), sha256) {
        Approving::Same(seq, person) => {
            context.ui.say(&format!("signed off by {} in {seq}", scrub(&session.name(person))));
            sent.approver = sent.approver.or(Some(person));
            let moved = moved_since(session, form, sent.stage.as_ref(), seq);
            if !moved.is_empty() {
                let moved = moved.join("; ");
                context.ui.warn(&format!("what it rests on has moved since it was signed off: {moved}"));
                context.ui.say("  what is new has to follow: breachbook draft    shows what changed");
            }
        }
        Approving::Other(seq, person) => {
            let name = session.name(person);
            context.ui.warn(&format!("these are not the bytes that {} signed off in {seq}", scrub(&name)));
        }
        Approving::Nothing => {
            context.ui.warn("nobody has signed off what went out");
            context.ui.say(
                "  breachbook draft sign-off FILE    is for who holds dpo or counsel, before it goes out",
            );
        }
    }
}

fn stage_or_word(typed: &str, form: Option<&Form>) -> Result<StageId, Failure> {
    match form {
        Some(form) => stage_of(typed, form),
        None => StageId::parse(typed).map_err(|why| Failure::usage(format!("`{typed}`: {why}"))),
    }
}

/// What a draft of it, by what is recorded now, could not say. It has gone out, so nothing is refused.
fn lacking(
    form: Option<&Form>,
    stage: Option<&StageId>,
    session: &Session<'_>,
) -> Result<Vec<String>, Failure> {
    let Some(form) = form else { return Ok(Vec::new()) };
    let asked = Asked { form: form.id.clone(), stage: stage.cloned(), ..Asked::default() };
    Ok(filling(session, &asked)?.lacking())
}

/// What the step plans, and what was typed in its place.
fn planned(args: &Args, session: &Session<'_>, context: &Context) -> Result<Sent, Failure> {
    let now = Claimed { at: session.now(), offset_minutes: 0, precision: Precision::Second };
    let at = args.at.as_deref().map_or(Ok(now), |at| context.past_time(at, session.zone()))?;
    let key = args.step.as_deref().map(|step| naming::step(session, step)).transpose()?;
    let plan = key.as_ref().and_then(|key| {
        let playbook = session.plans().of(session.state().runs().get(&key.run())?)?;
        playbook.step(&StepId::parse(key.id()).ok()?).map(|step| Sent::of(step, at, session))
    });
    let plan = plan.unwrap_or_else(|| Sent::at(at));
    Ok(Sent {
        step: key,
        to: args.to.clone().or(plan.to),
        channel: args.channel.clone().or(plan.channel),
        controller: args.controller.clone(),
        reference: args.reference.clone(),
        withdrawal: args.withdrawal,
        ..plan
    })
}

fn form(typed: &str) -> Result<&'static Form, Failure> {
    Ok(form_of(typed)?)
}

/// The duty that was typed, else that of the form and stage, else that of the step.
fn duty(args: &Args, form: Option<&Form>, sent: &Sent) -> Result<Option<DutyId>, Failure> {
    if let Some(typed) = &args.duty {
        let duty = DutyId::parse(typed).filter(|duty| regimes().stage(&duty.regime, &duty.stage).is_some());
        return duty.map(Some).ok_or_else(|| Failure::usage(format!("there is no duty `{typed}`")));
    }
    let by_form = form.and_then(|form| duty_of(&form.id, sent.stage.as_ref()));
    if form.is_some_and(|form| form.regimes.len() > 1) && sent.duty.is_none() && !sent.withdrawal {
        let regimes: Vec<String> =
            form.iter().flat_map(|form| &form.regimes).map(ToString::to_string).collect();
        return Err(Failure::usage("the form serves several regimes; say which with --duty REGIME/STAGE")
            .hint(listing(&regimes, "or")));
    }
    let several = form.is_some_and(|form| form.regimes.len() > 1);
    Ok(if several { sent.duty.clone() } else { by_form.or_else(|| sent.duty.clone()) })
}

/// Takes what went out as evidence. Gives the hash of the first file: that is the text of the notice.
fn files(
    files: &[PathBuf],
    step: Option<&crate::incident::key::StepKey>,
    session: &mut Session<'_>,
    context: &Context,
) -> Result<Option<crate::base::digest::Digest>, Failure> {
    let mut first = None;
    for path in files {
        let about = About { step: step.cloned(), ..About::default() };
        let (sha256, _) = take(path, &about, session, context)?;
        first = first.or(sha256);
    }
    Ok(first)
}

fn receipt(typed: &str, session: &mut Session<'_>, context: &Context) -> Result<String, Failure> {
    let path = Path::new(typed);
    if !path.exists() {
        return Ok(typed.to_owned());
    }
    let (_, evidence) = take(path, &About::default(), session, context)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Ok(format!("{name} ({evidence})"))
}

fn take(
    path: &Path,
    about: &About,
    session: &mut Session<'_>,
    context: &Context,
) -> Result<(Option<crate::base::digest::Digest>, String), Failure> {
    let size = std::fs::symlink_metadata(path).map_or(0, |meta| meta.len());
    let bar = Bar::bytes(&context.ui, "reading", size);
    let recorded = intake::add_file(session, path, false, about, &mut |read| bar.reach(read))?;
    drop(bar);
    let name = path.display().to_string();
    context.ui.say(&format!("{} {} kept as evidence", recorded.evidence, scrub(&name)));
    Ok((recorded.file.map(|file| file.sha256), recorded.evidence.to_string()))
}
