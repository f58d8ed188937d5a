//! Who holds which role, asked from the side menu: command is a person with a name, also at night.

use super::act::name_typed;
use super::kept::like_a_known_name;
use super::{Guide, GuideError};
use crate::app::app_error::AppError;
use crate::app::header::short_role;
use crate::app::roster;
use crate::base::id::RoleId;
use crate::base::text::scrub;
use crate::host::prompter::Ask;
use crate::incident::board::Board;

/// The role that comes first while nobody holds it.
pub(super) const COMMAND: &str = "incident-commander";

impl Guide<'_, '_> {
    /// Asks for a role and a name, and gives the one to the other.
    pub(super) fn ask_role(&mut self) -> Result<(), GuideError> {
        let wanted = self.roles_without_holder();
        let first = wanted.iter().find(|role| role.as_str() == COMMAND).or_else(|| wanted.first());
        let names: Vec<String> = wanted.iter().map(short_role).collect();
        let nobody = (!names.is_empty()).then(|| format!("Nobody holds: {}", names.join(", ")));
        let help = nobody.into_iter().collect();
        let initial = first.map(short_role).unwrap_or_default();
        let role = self.line(&Ask { prompt: "Role".to_owned(), help, initial })?;
        if role.is_empty() {
            return Ok(());
        }
        let mut ask = Ask { prompt: "Name".to_owned(), ..Ask::default() };
        loop {
            let typed = self.line(&ask)?;
            if typed.is_empty() {
                return Ok(());
            }
            let (name, is_new) = name_typed(&typed);
            self.session.act_as(|identity| identity.new_people = is_new);
            let set = roster::set_role(self.session, &role, Some(name));
            self.session.act_as(|identity| identity.new_people = false);
            match set {
                Ok(entries) => {
                    self.acknowledge(&entries);
                    return Ok(());
                }
                Err(AppError::SimilarPerson { typed: like, candidates }) => {
                    ask.help = vec![like_a_known_name(&like, &candidates)];
                    ask.keep(&typed);
                }
                Err(AppError::Refused(refusal)) => {
                    self.refused(&refusal);
                    return Ok(());
                }
                Err(error @ AppError::Nothing { .. }) => {
                    self.notice.push(scrub(&error.to_string()).into_owned());
                    return Ok(());
                }
                Err(other) => return Err(other.into()),
            }
        }
    }

    /// Roles of open steps that nobody holds, in the order of the board.
    fn roles_without_holder(&self) -> Vec<RoleId> {
        let state = self.session.state();
        let board = Board::read(state, self.session.plans(), self.session.now());
        let mut wanted: Vec<RoleId> = Vec::new();
        for role in board.lines.iter().filter_map(|line| line.role.clone()) {
            if !state.roles().contains_key(&role) && !wanted.contains(&role) {
                wanted.push(role);
            }
        }
        wanted
    }
}
