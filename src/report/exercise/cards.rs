//! Cards of injects to hand out around a table. They hold what players may see and nothing that is hidden.

use serde::Serialize;

use crate::base::id::RoleId;
use crate::base::text::flowed;
use crate::report::document::dress::OfDocument;
use crate::report::document::{Block, Document, Pair, Run, cell, line};
use crate::report::exercise::BANNER;
use crate::report::format::{Paper, Sheet, Tree};
use crate::scenario::model::{Inject, Scenario};

#[derive(Serialize)]
struct HeaderV1<'s> {
    v: u32,
    document: &'static str,
    scenario: &'s str,
    version: &'s str,
    sha256: String,
}

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
    let header = HeaderV1 {
        v: 1,
        document: "inject-cards",
        scenario: scenario.id.as_str(),
        version: &scenario.version,
        sha256: scenario.digest.to_string(),
    };
    let tree = Tree::new(&header, "cards", &rows)?;
    let dress = OfDocument {
        kind: "Scenario",
        id: scenario.id.to_string(),
        version: scenario.version.clone(),
        sha256: scenario.digest,
        banners: vec![BANNER.to_owned()],
    };
    let mut body = vec![Block::Paragraph(line(&flowed(&scenario.briefing)))];
    scenario.injects.iter().for_each(|inject| body.extend(card(inject)));
    let title = format!("EXERCISE: cards of \"{}\"", scenario.title);
    let sheet = Sheet {
        columns: vec!["inject", "title", "from", "channel", "to", "body"],
        rows: rows.iter().map(cells).collect(),
    };
    Ok(Paper { document: Document::new(&title, dress, body), sheet, tree })
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

fn card(inject: &Inject) -> Vec<Block> {
    let to: Vec<&str> = inject.to.iter().map(RoleId::as_str).collect();
    let to = if to.is_empty() { "everybody".to_owned() } else { to.join(", ") };
    let pairs = [("From", inject.from.as_str()), ("By", inject.channel.as_str()), ("To", &to)];
    let pairs = pairs.iter().filter(|(_, text)| !text.is_empty());
    vec![
        Block::Heading(2, vec![Run::plain(&inject.title)]),
        Block::Pairs(pairs.map(|(name, text)| Pair::new(name, cell(text))).collect()),
        Block::Paragraph(line(&flowed(&inject.body))),
    ]
}
