//! The environment of the process, read once and in one place, and where files live by default.

use std::path::{Path, PathBuf};

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
        let account = text("USER").or_else(|| text("LOGNAME"));
        Self {
            home: path("HOME"),
            data_home: path("XDG_DATA_HOME"),
            config_home: path("XDG_CONFIG_HOME"),
            state_home: path("XDG_STATE_HOME"),
            account: account.unwrap_or_else(account_name),
            host: rustix::system::uname().nodename().to_string_lossy().into_owned(),
            db: path("BREACHBOOK_DB"),
            actor: text("BREACHBOOK_ACTOR"),
            incident: text("BREACHBOOK_INCIDENT"),
            accessible: text("ACCESSIBLE").is_some(),
            no_color: text("NO_COLOR").is_some(),
            zone: text("TZ"),
            terminal: terminal(),
        }
    }

    /// The folder of the record, where `--db` and `BREACHBOOK_DB` say nothing.
    pub(crate) fn data_folder(&self) -> Option<PathBuf> {
        let mac = cfg!(target_os = "macos").then_some("Library/Application Support");
        self.data_home.clone().or_else(|| self.under_home(mac.unwrap_or(".local/share"))).as_deref().map(own)
    }

    /// The folder of the profile and of the user's playbooks.
    pub(crate) fn config_folder(&self) -> Option<PathBuf> {
        let mac = cfg!(target_os = "macos").then_some("Library/Application Support");
        self.config_home.clone().or_else(|| self.under_home(mac.unwrap_or(".config"))).as_deref().map(own)
    }

    /// The folder of what is kept between calls and may be lost.
    pub(crate) fn state_folder(&self) -> Option<PathBuf> {
        let mac = cfg!(target_os = "macos").then_some("Library/Application Support");
        self.state_home.clone().or_else(|| self.under_home(mac.unwrap_or(".local/state"))).as_deref().map(own)
    }

    fn under_home(&self, folder: &str) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join(folder))
    }
}

fn own(folder: &Path) -> PathBuf {
    folder.join("breachbook")
}

fn path(name: &str) -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    let value = std::env::var_os(name);
    value.filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn text(name: &str) -> Option<String> {
    path(name).map(|value| value.to_string_lossy().into_owned())
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
    text("TMUX_PANE").or_else(|| {
        let name = rustix::termios::ttyname(rustix::stdio::stdin(), Vec::new()).ok()?;
        Some(name.to_string_lossy().into_owned())
    })
}

/// The zone of the machine: `TZ`, else where /etc/localtime leads.
pub(crate) fn system_zone(environment: &Environment) -> Option<crate::base::time::Zone> {
    let named =
        environment.zone.as_deref().map(|zone| zone.trim_start_matches(':')).and_then(|z| z.parse().ok());
    named.or_else(|| {
        let target = std::fs::read_link(Path::new("/etc/localtime")).ok()?;
        let text = target.to_string_lossy().into_owned();
        text.split_once("zoneinfo/").and_then(|(_, name)| name.parse().ok())
    })
}

/// Whether `NO_COLOR` is set.
pub(crate) fn no_color() -> bool {
    text("NO_COLOR").is_some()
}
