//! What the environment says, and where files go then.

use super::*;

fn environment(variables: &[(&str, &str)]) -> Environment {
    Environment::of(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
}

#[track_caller]
fn check(variables: &[(&str, &str)], folders: [Option<&str>; 3]) {
    let environment = environment(variables);
    let found = [environment.data_folder(), environment.config_folder(), environment.state_folder()];
    assert_eq!(found, folders.map(|folder| folder.map(PathBuf::from)));
}

#[cfg(not(target_os = "macos"))]
#[test]
fn files_go_where_the_specification_says() {
    check(
        &[("HOME", "/home/ana")],
        [
            Some("/home/ana/.local/share/breachbook"),
            Some("/home/ana/.config/breachbook"),
            Some("/home/ana/.local/state/breachbook"),
        ],
    );
    check(
        &[
            ("HOME", "/home/ana"),
            ("XDG_DATA_HOME", "/data"),
            ("XDG_CONFIG_HOME", "relative"),
            ("XDG_STATE_HOME", ""),
        ],
        [
            Some("/data/breachbook"),
            Some("/home/ana/.config/breachbook"),
            Some("/home/ana/.local/state/breachbook"),
        ],
    );
    check(&[], [None; 3]);
    check(&[("HOME", "")], [None; 3]);
}

#[test]
fn empty_variables_say_nothing() {
    let said = environment(&[
        ("BREACHBOOK_DB", "x.db"),
        ("BREACHBOOK_ACTOR", "Ana"),
        ("USER", "ana"),
        ("NO_COLOR", "1"),
    ]);
    assert_eq!(
        (said.db, said.actor, said.account.as_str(), said.no_color, said.accessible),
        (Some(PathBuf::from("x.db")), Some("Ana".to_owned()), "ana", true, false)
    );
    let silent =
        environment(&[("BREACHBOOK_DB", ""), ("BREACHBOOK_ACTOR", ""), ("USER", ""), ("NO_COLOR", "")]);
    assert_eq!((silent.db, silent.actor, silent.no_color), (None, None, false));
    assert_eq!(silent.account, account_name());
}

#[test]
fn a_zone_is_read_from_names_and_paths() {
    let zone = |text| zone_of(text).map(|zone: Zone| zone.name());
    assert_eq!(zone("Europe/Dublin"), Some("Europe/Dublin"));
    assert_eq!(zone(":Europe/Dublin"), Some("Europe/Dublin"));
    assert_eq!(zone("Europe/Dublin\n"), Some("Europe/Dublin"));
    assert_eq!(zone("/usr/share/zoneinfo/posix/Asia/Tokyo"), Some("Asia/Tokyo"));
    assert_eq!(zone("../usr/share/zoneinfo/Etc/UTC"), Some("Etc/UTC"));
    assert_eq!(zone("CET-1CEST"), None);
    assert_eq!(zone(""), None);
    assert_eq!(system_zone(&environment(&[("TZ", "Asia/Tokyo")])), zone_of("Asia/Tokyo"));
}

#[test]
fn a_path_typed_at_a_prompt_may_begin_at_home() {
    let under = |typed: &str| under_home(typed, Some(Path::new("/home/ana")));
    assert_eq!(under("~/case/mail.eml"), Path::new("/home/ana/case/mail.eml"));
    assert_eq!(under("/media/~/mail.eml"), Path::new("/media/~/mail.eml"));
    assert_eq!(under("~bo/mail.eml"), Path::new("~bo/mail.eml"));
    assert_eq!(under_home("~/mail.eml", None), Path::new("~/mail.eml"));
}
