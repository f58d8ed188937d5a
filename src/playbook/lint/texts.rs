//! Texts of steps: which are filled in, which are not, and commands whose values cannot be quoted.

use crate::base::problem::{Problem, Problems};
use crate::base::text::listing;
use crate::fact::catalogue::Catalogue;
use crate::playbook::kind::{Kind, NoticeText};
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::model::{Playbook, Step};
use crate::playbook::place::{Piece, pieces};
use crate::playbook::quote;

/// The texts of a step whose places are filled in.
pub(super) fn filled(step: &Step) -> Vec<&str> {
    let mut texts = vec![step.instruction.as_str(), step.why.as_str()];
    texts.extend(step.commands.iter().map(|command| command.run.as_str()));
    if let Kind::Notify(notice) = &step.kind {
        match &notice.text {
            NoticeText::Template(text) => texts.push(text),
            NoticeText::Form(_) | NoticeText::Free => {}
        }
    }
    texts
}

/// The texts of a step that are shown as they are, with the key that holds them.
fn verbatim(step: &Step) -> Vec<(&'static str, &str)> {
    let mut texts = vec![("title", step.title.as_str()), ("rollback", step.rollback.as_str())];
    texts.extend(step.never.iter().map(|text| ("never", text.as_str())));
    texts.extend(step.reasons.iter().map(|text| ("reasons", text.as_str())));
    texts.extend(
        step.evidence
            .iter()
            .flat_map(|wanted| [("what", wanted.what.as_str()), ("how", wanted.how.as_str())]),
    );
    texts.extend(step.commands.iter().map(|command| ("note", command.note.as_str())));
    match &step.kind {
        Kind::Checklist(items) => texts.extend(items.iter().map(|item| ("items", item.text.as_str()))),
        Kind::Decision(decision) => {
            texts.push(("question", decision.question.as_str()));
            texts.extend(decision.options.iter().map(|option| ("label", option.label.as_str())));
        }
        Kind::Evidence(intake) => texts.extend(intake.accept.iter().map(|text| ("accept", text.as_str()))),
        Kind::Notify(notice) => texts.push(("to", notice.to.as_str())),
        Kind::Task
        | Kind::Question(_)
        | Kind::Approval(_)
        | Kind::Wait(_)
        | Kind::Group(..)
        | Kind::Each(_)
        | Kind::Repeat(_)
        | Kind::Playbook(_) => {}
    }
    texts
}

/// Places in texts that are shown as they are.
pub(super) fn places_not_filled(set: &PlaybookSet, catalogue: &Catalogue, problems: &mut Problems) {
    let playbook = &set.root;
    for step in playbook.steps() {
        for (key, text) in verbatim(step) {
            for piece in pieces(text) {
                let name = match piece {
                    Piece::Place(name, _) if is_fact(playbook, catalogue, name) => name,
                    Piece::Place(..) | Piece::Text(_) | Piece::Unclosed(_) => continue,
                };
                let message = format!("`{{{name}}}` in `{key}` of step `{}` is shown as it is", step.id);
                let problem =
                    Problem::warning(&playbook.origin.source, "lint::place-not-filled", step.span, message);
                let help = "places are filled in `do`, `why`, `run` and `template`";
                problems.push(problem.help(help).of_step(step.id.as_str()));
            }
        }
    }
}

/// Texts that are filled in and show more closing braces than their author can have meant: `}` is written once, `{{` twice.
pub(super) fn doubled_braces(set: &PlaybookSet, problems: &mut Problems) {
    let playbook = &set.root;
    for step in playbook.steps() {
        if !filled(step).into_iter().any(closes_too_much) {
            continue;
        }
        let message = format!("a text of step `{}` shows `}}}}` where it closes one brace", step.id);
        let problem = Problem::warning(&playbook.origin.source, "lint::doubled-brace", step.span, message);
        problems.push(problem.help("`{{` writes a brace; `}` alone is itself").of_step(step.id.as_str()));
    }
}

fn closes_too_much(text: &str) -> bool {
    let shown: String = pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Place(..) | Piece::Unclosed(_) => "",
        })
        .collect();
    shown.matches('}').count() > shown.matches('{').count() && shown.contains("}}")
}

fn is_fact(playbook: &Playbook, catalogue: &Catalogue, name: &str) -> bool {
    catalogue.get(name).is_some() || playbook.facts.keys().any(|id| id.as_str() == name)
}

/// Commands with places in a language whose quoting is not known.
pub(super) fn unknown_langs(set: &PlaybookSet, problems: &mut Problems) {
    let playbook = &set.root;
    for step in playbook.steps() {
        for command in &step.commands {
            let places = pieces(&command.run).iter().any(|piece| matches!(piece, Piece::Place(..)));
            if !places || quote::is_known(&command.lang) {
                continue;
            }
            let message = format!(
                "values cannot be quoted in `{}`: the places of this command stay gaps",
                command.lang
            );
            let known: Vec<&str> = quote::lang_names().collect();
            let problem = Problem::warning(&playbook.origin.source, "lint::unknown-lang", step.span, message)
                .suggest(&command.lang, known.iter().copied())
                .help(format!("known are {}", listing(&known, "and")));
            problems.push(problem.of_step(step.id.as_str()));
        }
    }
}
