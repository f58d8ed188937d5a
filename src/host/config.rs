//! The environment of the process, read once and in one place, and where files live by default.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::base::time::Zone;

/// What the environment says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Environment {
    /// Home folder.
    pub(crate) home: Option<PathBuf>,
    /// `XDG_DATA_HOME`.
    pub(crate) data_home: Option<PathBuf>,
    /// `XDG_CONFIG_HOME`.
    pub(crate) config_home: Option<PathBuf>,
    /// `XDG_STATE_HOME`.
    pub(crate) state_home: Option<PathBuf>,
    /// The account.
    pub(crate) account: String,
    /// The host's name.
    pub(crate) host: String,
    /// `BREACHBOOK_DB`.
    pub(crate) db: Option<PathBuf>,
    /// `BREACHBOOK_ACTOR`.
    pub(crate) actor: Option<String>,
    /// `BREACHBOOK_INCIDENT`.
    pub(crate) incident: Option<String>,
    /// `BREACHBOOK_KEY`: the key that `--sign` means when it names none.
    pub(crate) key: Option<String>,
    /// `ACCESSIBLE`: one line out, one line in.
    pub(crate) accessible: bool,
    /// `NO_COLOR`.
    pub(crate) no_color: bool,
    /// `TZ`.
    pub(crate) zone: Option<String>,
    /// Identifies the terminal, so that each can have its own current incident.
    pub(crate) terminal: Option<String>,
}

impl Environment {
    /// Reads the environment.
    pub(crate) fn read() -> Self {
        Self { terminal: terminal(), ..Self::of(variable) }
    }

    /// The same from any source of variables; the terminal is left out.
    fn of(get: impl Fn(&str) -> Option<OsString>) -> Self {
        let value = |name| get(name).filter(|value| !value.is_empty());
        let path = |name| value(name).map(PathBuf::from);
        // The XDG base directory specification: relative paths are to be ignored.
        let folder = |name| path(name).filter(|path| path.is_absolute());
        let text = |name| value(name).map(|value| value.to_string_lossy().into_owned());
        let account = text("USER").or_else(|| text("LOGNAME"));
        Self {
            home: folder("HOME"),
            data_home: folder("XDG_DATA_HOME"),
            config_home: folder("XDG_CONFIG_HOME"),
            state_home: folder("XDG_STATE_HOME"),
            account: account.unwrap_or_else(account_name),
            host: rustix::system::uname().nodename().to_string_lossy().into_owned(),
            db: path("BREACHBOOK_DB"),
            actor: text("BREACHBOOK_ACTOR"),
            incident: text("BREACHBOOK_INCIDENT"),
            key: text("BREACHBOOK_KEY"),
            accessible: value("ACCESSIBLE").is_some(),
            no_color: value("NO_COLOR").is_some(),
            zone: text("TZ"),
            terminal: None,
        }
    }

    /// The folder of the record, where `--db` and `BREACHBOOK_DB` say nothing.
    pub(crate) fn data_folder(&self) -> Option<PathBuf> {
        self.own_folder(self.data_home.as_deref(), ".local/share")
    }

    /// The folder of the profile and of the user's playbooks.
    pub(crate) fn config_folder(&self) -> Option<PathBuf> {
        self.own_folder(self.config_home.as_deref(), ".config")
    }

    /// The folder of what is kept between calls and may be lost.
    pub(crate) fn state_folder(&self) -> Option<PathBuf> {
        self.own_folder(self.state_home.as_deref(), ".local/state")
    }

    fn own_folder(&self, named: Option<&Path>, usual: &str) -> Option<PathBuf> {
        let usual = if cfg!(target_os = "macos") { "Library/Application Support" } else { usual };
        let folder = named.map(Path::to_owned).or_else(|| Some(self.home.as_ref()?.join(usual)))?;
        Some(folder.join("breachbook"))
    }
}

/// A path as people type it at a prompt, where no shell has read the `~/` in front of it.
pub(crate) fn typed_path(typed: &str) -> PathBuf {
    under_home(typed, Environment::read().home.as_deref())
}

fn under_home(typed: &str, home: Option<&Path>) -> PathBuf {
    let below = typed.strip_prefix("~/").zip(home);
    below.map_or_else(|| PathBuf::from(typed), |(below, home)| home.join(below))
}

fn variable(name: &str) -> Option<OsString> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    std::env::var_os(name)
}

/// The account by its number, as the system's list of accounts has it; the number where it has none.
fn account_name() -> String {
    let uid = rustix::process::getuid().as_raw().to_string();
    let list = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = list.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid).then(|| name.to_owned())
    });
    name.unwrap_or_else(|| format!("uid {uid}"))
}

/// The controlling terminal's name, or the multiplexer's pane.
fn terminal() -> Option<String> {
    let pane = variable("TMUX_PANE").filter(|pane| !pane.is_empty());
    let name = pane.map(|pane| pane.to_string_lossy().into_owned());
    name.or_else(|| {
        let name = rustix::termios::ttyname(rustix::stdio::stdin(), Vec::new()).ok()?;
        Some(name.to_string_lossy().into_owned())
    })
}

/// The zone of the machine: `TZ`, else where /etc/localtime leads, else what /etc/timezone says.
pub(crate) fn system_zone(environment: &Environment) -> Option<Zone> {
    let link = || std::fs::read_link("/etc/localtime").ok();
    let file = || std::fs::read_to_string("/etc/timezone").ok();
    environment
        .zone
        .as_deref()
        .and_then(zone_of)
        .or_else(|| zone_of(&link()?.to_string_lossy()))
        .or_else(|| zone_of(&file()?))
}

/// A zone from its name or from the path of its file.
fn zone_of(text: &str) -> Option<Zone> {
    let text = text.trim().trim_start_matches(':');
    let name = text.split_once("zoneinfo/").map_or(text, |(_, name)| name);
    name.trim_start_matches("posix/").trim_start_matches("right/").parse().ok()
}

/// Whether `NO_COLOR` is set.
pub(crate) fn no_color() -> bool {
    variable("NO_COLOR").is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests;
