//! Clocks, as far as they can be checked without waiting.

use super::*;

fn start() -> Timestamp {
    Timestamp::parse("2026-11-22T03:10:00Z").unwrap()
}

#[test]
fn a_clock_at_rate_nought_moves_only_when_it_is_moved() {
    let clock = ExerciseClock::new(start(), 0);
    assert_eq!((clock.now(), clock.monotonic()), (start(), 0));
    clock.advance(Period::from_hours(72));
    assert_eq!((clock.now(), clock.monotonic()), (start().plus(Period::from_hours(72)), 259_200_000_000));
}

#[test]
fn clocks_never_run_backwards() {
    let fast = ExerciseClock::new(start(), 60);
    for clock in [&SystemClock as &dyn Clock, &fast] {
        let (before, began) = (clock.now(), clock.monotonic());
        assert!(clock.monotonic() >= began);
        assert!(clock.now() >= before);
    }
    assert!(fast.now() >= start());
}

#[test]
fn a_boot_is_marked_differently_in_each_incident() {
    let (one, other) = (IncidentUid([1; 16]), IncidentUid([2; 16]));
    assert_eq!(SystemClock.boot_mark(one), SystemClock.boot_mark(one));
    assert_ne!(SystemClock.boot_mark(one), SystemClock.boot_mark(other));
    assert!(
        SystemClock.boot_mark(one).len() == 16
            && SystemClock.boot_mark(one).bytes().all(|byte| byte.is_ascii_hexdigit())
    );
}

#[test]
fn only_word_of_synchronisation_counts_as_such() {
    let mut random = [0_u8; 8];
    getrandom::fill(&mut random).unwrap();
    let folder = std::env::temp_dir().join(format!("timesync-{:016x}", u64::from_le_bytes(random)));
    assert_eq!(time_sync_in(&folder), TimeSync::Unknown);
    std::fs::create_dir(&folder).unwrap();
    assert_eq!(time_sync_in(&folder), TimeSync::Unsynchronised);
    std::fs::write(folder.join("synchronized"), "").unwrap();
    assert_eq!(time_sync_in(&folder), TimeSync::Synchronised);
    std::fs::remove_dir_all(folder).unwrap();
}
