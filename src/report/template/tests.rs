//! Values stay literal whatever they look like; templates cannot get around that.

use std::path::Path;

use serde_json::json;

use super::{Blocks, TemplateError, fill};
use crate::report::document::{Block, Run, Style, line};

#[track_caller]
fn check(source: &str, expected: &[Block]) {
    let values = json!({
        "x": "**not bold** [a](b) <i>", "list": ["- one", "1. two", "    code"], "empty": [], "yes": true,
        "rule": "===\n---\n# no heading", "token": "\u{e000}\u{e010}\u{e002}\u{e001}\u{e010}\u{e002}", "n": 7,
    });
    let blocks = Blocks::from([("table", vec![Block::Paragraph(line("placed"))]), ("nothing", Vec::new())]);
    assert_eq!(fill(source, &values, &blocks).unwrap(), expected);
}

#[track_caller]
fn refuses(source: &str, expected: &str) {
    let error = fill(source, &json!({ "x": "y" }), &Blocks::new()).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

fn paragraph(runs: &[(&str, Style)]) -> Block {
    Block::Paragraph(runs.iter().map(|(text, style)| Run::new(text, *style)).collect())
}

#[test]
fn values_never_become_structure() {
    check(
        "a {{x}} b",
        &[paragraph(&[
            ("a ", Style::Plain),
            ("**not bold** [a](b) <i>", Style::Plain),
            (" b", Style::Plain),
        ])],
    );
    check("{{rule}}", &[paragraph(&[("===\n---\n# no heading", Style::Plain)])]);
    check(
        "**{{x}}** and `{{n}}`",
        &[paragraph(&[
            ("**not bold** [a](b) <i>", Style::Strong),
            (" and ", Style::Plain),
            ("7", Style::Code),
        ])],
    );
    check(
        "{{#each list}}\n{{this}}\n\n{{/each}}",
        &[
            paragraph(&[("- one", Style::Plain)]),
            paragraph(&[("1. two", Style::Plain)]),
            paragraph(&[("    code", Style::Plain)]),
        ],
    );
    check("{{lookup list 1}}", &[paragraph(&[("1. two", Style::Plain)])]);
    check("{{token}}", &[paragraph(&[("⟨U+E000⟩⟨U+E010⟩⟨U+E002⟩⟨U+E001⟩⟨U+E010⟩⟨U+E002⟩", Style::Plain)])]);
}

#[test]
fn markdown_of_the_template_becomes_blocks() {
    check(
        "## Heading {{n}}\n\n- a\n- *b* ~~c~~\n\n{{block \"table\"}}\n\n{{block \"nothing\"}}\n\nend",
        &[
            Block::Heading(2, vec![Run::plain("Heading "), Run::plain("7")]),
            Block::Items(vec![
                line("a"),
                vec![Run::quiet("b"), Run::plain(" "), Run::new("c", Style::Struck)],
            ]),
            Block::Paragraph(line("placed")),
            Block::Paragraph(line("end")),
        ],
    );
    check(
        "{{#if yes}}x{{else}}y{{/if}}{{#unless empty}} none{{/unless}}",
        &[paragraph(&[("x none", Style::Plain)])],
    );
}

#[test]
fn ways_around_are_refused() {
    let forbidden = |c: &str| {
        format!(
            "templates cannot use `{{{{{c}`: every value is literal text, and a template stands for itself"
        )
    };
    for (source, character) in [
        ("{{{x}}}", "{"),
        ("{{& x}}", "&"),
        ("{{ ~ {x} }}", "{"),
        ("{{~&x}}", "&"),
        ("{{> other}}", ">"),
        ("{{#> other}}{{/other}}", "#>"),
        ("{{* x}}", "*"),
        ("{{#*inline \"x\"}}{{/inline}}", "#*"),
        ("{{{{raw}}}}x{{{{/raw}}}}", "{"),
    ] {
        refuses(source, &forbidden(character));
    }
    refuses("a\u{e000}b", "a template cannot contain the private-use character U+E000");
    refuses("{{block \"none\"}}", "template places the block `none`, which this paper does not have");
    for misplaced in
        ["- {{block \"x\"}}", "# {{block \"x\"}}", "a {{block \"x\"}}", "{{block \"x\"}}\n{{block \"x\"}}"]
    {
        refuses(misplaced, "a block stands on a line of its own, outside lists");
    }
    refuses("<b>x</b>", "templates cannot use HTML");
    refuses("[x](y)", "templates cannot use links or images");
    refuses("1. x", "templates cannot use numbered or nested lists");
    refuses("    code", "templates cannot use code blocks");
}

#[test]
fn what_is_missing_or_too_long_is_an_error() {
    let missing = fill("{{y}}", &json!({ "x": 1 }), &Blocks::new());
    assert!(matches!(missing, Err(TemplateError::Fill(_))), "{missing:?}");
    let long = fill("{{#each x}}aaaaaaaaaaaaaaaa{{/each}}", &json!({ "x": vec![0; 70_000] }), &Blocks::new());
    assert!(matches!(long, Err(TemplateError::Fill(_))), "{long:?}");
}

#[test]
fn no_shipped_template_has_a_way_around() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/templates");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        super::refuse_ways_around(&source).unwrap();
        seen += 1;
    }
    assert!(seen > 0, "no template was found");
}
