//! The playbooks that there are: the shipped ones and those of a user's folder, which win. Nothing is parsed before it is asked
//! for. Must not read files; texts are given.

pub(crate) mod heading;
pub(crate) mod set;
pub(crate) mod shipped;

use std::collections::BTreeMap;
use std::sync::Arc;

use heading::Heading;

use super::load::{Ground, load_readable};
use super::model::Playbook;
use crate::base::id::PlaybookId;
use crate::base::problem::{Problem, Problems, Source, Span};

/// All playbooks, as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Library {
    files: BTreeMap<PlaybookId, Arc<Source>>,
    replaced: Vec<PlaybookId>,
}

impl Library {
    /// The playbooks that come with the program.
    pub(crate) fn shipped() -> Self {
        let files = shipped::SHIPPED.iter().filter_map(|(id, text)| {
            Some((PlaybookId::parse(id).ok()?, Source::new(format!("{id}.toml"), *text)))
        });
        Self { files: files.collect(), replaced: Vec::new() }
    }

    /// A library of these texts alone, by their ids: for replaying an incident with the sources that it pinned.
    pub(crate) fn of(files: impl IntoIterator<Item = (PlaybookId, Arc<Source>)>) -> Self {
        Self { files: files.into_iter().collect(), replaced: Vec::new() }
    }

    /// Adds the files of a user's folder, each as path and text. The file name without `.toml` is the id; such a file wins over a
    /// shipped one.
    pub(crate) fn with_folder(
        mut self,
        files: impl IntoIterator<Item = (String, String)>,
    ) -> (Self, Problems) {
        let mut problems = Problems::default();
        for (path, text) in files {
            let stem = path.rsplit(['/', '\\']).next().unwrap_or(&path).trim_end_matches(".toml");
            let id = PlaybookId::parse(stem);
            let source = Source::new(path.clone(), text);
            match id {
                Ok(id) => self.put(id, source),
                Err(why) => {
                    let message = format!("the file name is no id of a playbook: {why}");
                    problems.push(Problem::error(&source, "library::file-name", Span::default(), message));
                }
            }
        }
        (self, problems)
    }

    fn put(&mut self, id: PlaybookId, source: Arc<Source>) {
        if self.files.insert(id.clone(), source).is_some() {
            self.replaced.push(id);
        }
    }

    /// The shipped playbooks that a user's file stands in for: to be said and recorded.
    pub(crate) fn replaced(&self) -> &[PlaybookId] {
        &self.replaced
    }

    /// All ids in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &PlaybookId> {
        self.files.keys()
    }

    /// The text of a playbook.
    pub(crate) fn source(&self, id: &PlaybookId) -> Option<&Arc<Source>> {
        self.files.get(id)
    }

    /// What a list shows of each playbook; files that are no TOML are left out here and reported when they are loaded.
    pub(crate) fn headings(&self) -> Vec<Heading> {
        self.files.iter().filter_map(|(id, source)| Heading::read(id, source)).collect()
    }

    /// Loads what can be read of one playbook, also where it has errors; nothing when there is none of this id.
    fn get(&self, id: &PlaybookId, ground: &Ground<'_>) -> Option<(Option<Playbook>, Problems)> {
        let source = self.files.get(id)?;
        let (playbook, mut problems) = load_readable(source, ground);
        if let Some(playbook) = playbook.as_ref().filter(|playbook| playbook.id != *id) {
            let message = format!("the file is named for `{id}`, but its id is `{}`", playbook.id);
            let problem = Problem::error(source, "library::other-id", playbook.origin.id, message);
            problems.push(problem.help(format!("name the file `{}.toml`", playbook.id)));
        }
        Some((playbook, problems))
    }
}

#[cfg(test)]
mod tests;
