//! The picture holds every step, and nothing of a document breaks out of it.

use super::*;
use crate::base::problem::Source;
use crate::playbook::load::load;
use crate::playbook::sample::with_ground;

fn drawn(text: &str) -> (Playbook, String) {
    with_ground(|ground| {
        let (playbook, _) = load(&Source::new("g.toml", text), ground);
        let playbook = playbook.unwrap();
        let picture = graph(&playbook, ground.roles);
        (playbook, picture)
    })
}

/// The content of all text elements.
fn texts(picture: &str) -> Vec<&str> {
    picture
        .split("<text ")
        .skip(1)
        .filter_map(|rest| rest.split_once('>')?.1.split("</text>").next())
        .collect()
}

#[test]
fn every_step_is_in_the_picture() {
    let (playbook, picture) = drawn(include_str!("../load/tests/every-kind.toml"));
    let shown = texts(&picture).join(" ");
    for step in playbook.steps() {
        assert!(shown.contains(&step.title), "{}", step.title);
    }
    assert!(shown.contains("Owner of the shop · 30 min"));
    assert!(shown.contains("\u{2192} Not known yet"));
}

#[test]
fn columns_follow_the_order_in_which_phases_can_start() {
    let (playbook, _) = drawn(include_str!("../load/tests/every-kind.toml"));
    let levels: Vec<(&str, u32)> =
        levels(&playbook).into_iter().map(|(id, level)| (id.as_str(), level)).collect();
    assert_eq!(levels, [("one", 0), ("three", 1), ("two", 0)]);
}

#[test]
fn nothing_breaks_out() {
    let text = "format = \"playbook/1\"\nid = \"x\"\ntitle = \"</title><script>alert(1)</script>&\\u001b[31m\"\nversion = \"1\"\n[[phase]]\nid \
                = \"p\"\ntitle = \"<b>\\\"x' onload=y\"\n[[phase.step]]\nid = \"s\"\ntitle = \"a\\u202eb\"\n";
    let (_, picture) = drawn(text);
    for bad in ["<script", "<b>", "\u{1b}", "\u{202e}", "&\u{240b}"] {
        assert!(!picture.contains(bad), "{bad:?}");
    }
    assert!(picture.contains("&lt;b&gt;&quot;x&#39; onload=y"));
}

#[test]
fn the_picture_is_well_formed() {
    let (_, picture) = drawn(include_str!("../load/tests/every-kind.toml"));
    let mut open = Vec::new();
    for tag in picture.split('<').skip(1) {
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed)),
            None if tag.split('>').next().unwrap_or("").ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, Vec::<String>::new());
}
