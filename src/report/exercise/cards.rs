//! Cards of injects to hand out around a table. They hold what players may see and nothing that is hidden.

use serde::Serialize;

use crate::base::id::RoleId;
use crate::base::text::flowed;
use crate::report::document::{Block, Document, Line, Pair, Run, cell, line};
use crate::report::exercise::{OfScenarioV1, dress};
use crate::report::format::{Paper, Sheet, Tree};
use crate::scenario::expectation::Aim;
use crate::scenario::model::{Inject, Scenario};
use crate::training::question::{Question, QuestionKind};

#[derive(Serialize)]
struct CardV1<'s> {
    inject: &'s str,
    title: &'s str,
    from: &'s str,
    channel: &'s str,
    to: Vec<&'s str>,
    body: &'s str,
}

/// Makes the cards.
pub(crate) fn cards(scenario: &Scenario) -> Result<Paper, serde_json::Error> {
    let rows: Vec<CardV1<'_>> = scenario.injects.iter().map(row).collect();
    let tree = Tree::new(&OfScenarioV1::new("inject-cards", scenario), "cards", &rows)?;
    let mut body = vec![Block::Paragraph(line(&flowed(&scenario.briefing)))];
    scenario.injects.iter().for_each(|inject| body.extend(card(scenario, inject)));
    let title = format!("EXERCISE: cards of \"{}\"", scenario.title);
    let sheet = Sheet {
        columns: vec!["inject", "title", "from", "channel", "to", "body"],
        rows: rows.iter().map(cells).collect(),
    };
    Ok(Paper { document: Document::new(&title, dress(scenario), body), sheet, tree })
}

fn row(inject: &Inject) -> CardV1<'_> {
    CardV1 {
        inject: inject.id.as_str(),
        title: &inject.title,
        from: &inject.from,
        channel: &inject.channel,
        to: inject.to.iter().map(RoleId::as_str).collect(),
        body: inject.body.trim(),
    }
}

fn cells(card: &CardV1<'_>) -> Vec<String> {
    [card.inject, card.title, card.from, card.channel, &card.to.join("; "), card.body]
        .map(str::to_owned)
        .into()
}

fn card(scenario: &Scenario, inject: &Inject) -> Vec<Block> {
    let to: Vec<&str> = inject.to.iter().map(RoleId::as_str).collect();
    let to = if to.is_empty() { "everybody".to_owned() } else { to.join(", ") };
    let pairs = [("From", inject.from.as_str()), ("By", inject.channel.as_str()), ("To", &to)];
    let pairs = pairs.iter().filter(|(_, text)| !text.is_empty());
    let mut blocks = vec![
        Block::Heading(2, vec![Run::plain(&inject.title)]),
        Block::Pairs(pairs.map(|(name, text)| Pair::new(name, cell(text))).collect()),
        Block::Paragraph(line(&flowed(&inject.body))),
    ];
    let of_inject = scenario.expectations.iter().filter(|aim| aim.inject.as_ref() == Some(&inject.id));
    for aim in of_inject {
        if let Aim::Quiz(question) = &aim.aim {
            blocks.extend(asked(question));
        }
    }
    blocks
}

/// A question to be answered on the card itself: nothing says what is right.
fn asked(question: &Question) -> Vec<Block> {
    let choices = question.kind.choices().iter();
    let items: Vec<Line> =
        choices.map(|choice| line(&format!("\u{2610} {}", flowed(&choice.text)))).collect();
    let mut text = vec![Run::strong(&flowed(&question.text))];
    if let QuestionKind::Number(figure) = &question.kind {
        text.push(Run::plain(&format!(" ________ {}", figure.unit)));
    }
    let options = (!items.is_empty()).then_some(Block::Items(items));
    std::iter::once(Block::Paragraph(text)).chain(options).collect()
}
