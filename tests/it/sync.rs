//! The sync comes before the acknowledgement. Kill -9 cannot show it: what a process has written survives its death without any sync.

use crate::support::{Env, not_run, tool};

/// One call of the system, as `strace` prints it.
fn calls(trace: &str) -> Vec<&str> {
    trace.lines().map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')).collect()
}

#[test]
fn the_sync_comes_before_the_acknowledgement() {
    let Some(strace) = tool("strace") else {
        return not_run("the sync comes before the acknowledgement", "strace");
    };
    let env = Env::new().started("customer-db-exfiltration");
    let program = env.command(&["note", "is it on the disk?"]);
    let trace = env.home().join("trace");
    let mut traced = std::process::Command::new(strace);
    traced.args(["-f", "-y", "-e", "trace=fdatasync,fsync,write,pwrite64", "-o"]).arg(&trace);
    traced.arg(program.get_program()).args(program.get_args()).env_clear();
    traced.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = traced.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let trace = std::fs::read_to_string(trace).unwrap();
    let calls = calls(&trace);
    let is_sync = |call: &&str| {
        (call.starts_with("fdatasync(") || call.starts_with("fsync(")) && call.contains("-wal>")
    };
    let is_written = |call: &&str| call.starts_with("pwrite64(") && call.contains("-wal>");
    let said = calls.iter().position(|call| call.starts_with("write(1<") && call.contains("\"#")).unwrap();
    let before = &calls[..said];
    let last_write =
        before.iter().rposition(is_written).expect("the entry goes into the log before it is acknowledged");
    let syncs = before[last_write..].iter().filter(|call| is_sync(call)).count();
    assert_eq!(syncs, 1, "one sync between the last byte of the entry and the acknowledgement:\n{trace}");
}
