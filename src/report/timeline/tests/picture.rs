//! The picture at few marks and many: everything inside, nothing on top of another, every mark in one place.

use crate::base::id::Seq;
use crate::base::time::zone::tests::zone;
use crate::base::time::{Period, Timestamp, Zone};
use crate::report::tests::builder::time;
use crate::report::timeline::lane::{LANES, Lane};
use crate::report::timeline::picture::axis::Axis;
use crate::report::timeline::picture::lanes::{Dot, lanes};

fn axis(times: &[&str]) -> Axis {
    Axis::new(times.iter().map(|text| time(text)).collect(), zone("Europe/Berlin"), 100, 1000)
}

#[track_caller]
fn check_ticks(times: &[&str], expected: &[&str], gaps: &[&str]) {
    let axis = axis(times);
    let ticks: Vec<String> = axis
        .ticks()
        .iter()
        .map(|tick| {
            format!("{}: {} {} / {}", tick.x, tick.date.as_deref().unwrap_or("-"), tick.home, tick.utc)
        })
        .collect();
    assert_eq!(ticks, expected);
    let cut: Vec<String> = axis.gaps().iter().map(|gap| gap.length.to_string()).collect();
    assert_eq!(cut, gaps);
}

#[test]
fn one_moment_stands_in_the_middle() {
    check_ticks(&["2026-11-22T02:41:00Z"], &["550: 22 Nov 03:41 / 02:41"], &[]);
}

#[test]
fn a_quiet_night_is_cut_out() {
    check_ticks(
        &["2026-11-21T16:40:00Z", "2026-11-22T02:40:00Z", "2026-11-22T02:50:00Z", "2026-11-22T03:10:00Z"],
        &[
            "126: 21 Nov 17:40 / 16:40",
            "208: 22 Nov 03:40 / 02:40",
            "336: - 03:45 / 02:45",
            "464: - 03:50 / 02:50",
            "592: - 03:55 / 02:55",
            "720: - 04:00 / 03:00",
            "848: - 04:05 / 03:05",
            "976: - 04:10 / 03:10",
        ],
        &["10 h"],
    );
}

#[test]
fn the_hour_that_happens_twice_is_told_apart_by_utc() {
    check_ticks(
        &["2026-10-24T22:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T06:00:00Z"],
        &[
            "124: 25 Oct 00:00 / 22:00",
            "177: - 00:30 / 22:30",
            "230: - 01:00 / 23:00",
            "283: - 01:30 / 23:30",
            "337: - 02:00 / 00:00",
            "390: - 02:30 / 00:30",
            "443: - 02:00 / 01:00",
            "496: - 02:30 / 01:30",
            "550: - 03:00 / 02:00",
            "603: - 03:30 / 02:30",
            "656: - 04:00 / 03:00",
            "709: - 04:30 / 03:30",
            "763: - 05:00 / 04:00",
            "816: - 05:30 / 04:30",
            "869: - 06:00 / 05:00",
            "922: - 06:30 / 05:30",
            "976: - 07:00 / 06:00",
        ],
        &[],
    );
}

fn many(count: u64, apart: i64) -> Vec<Dot> {
    let start = time("2026-11-22T02:00:00Z");
    (0..count)
        .map(|n| Dot {
            lane: LANES[usize::try_from(n % 9).unwrap()].0,
            seq: Seq(n + 1),
            at: start.plus(Period::from_seconds(i64::try_from(n * n % 977).unwrap() * apart)),
        })
        .collect()
}

#[test]
fn every_mark_is_in_one_place_and_none_lies_on_another() {
    for (count, apart) in [(5, 60), (300, 60), (300, 1), (40, 100_000)] {
        let dots = many(count, apart);
        let axis = Axis::new(dots.iter().map(|dot| dot.at).collect(), Zone::UTC, 118, 990);
        let strips = lanes(&dots, &axis);
        let placed: usize =
            strips.iter().flat_map(|strip| &strip.clusters).map(|cluster| cluster.count).sum();
        assert_eq!(placed, dots.len());
        for strip in &strips {
            for level in 0..4 {
                let mut on_level: Vec<_> =
                    strip.clusters.iter().filter(|cluster| cluster.level == level).collect();
                on_level.sort_by_key(|cluster| cluster.x);
                for (one, next) in on_level.iter().zip(on_level.iter().skip(1)) {
                    assert!(one.end() <= next.x, "{count} marks: {} meets {}", one.label(), next.label());
                }
            }
            for cluster in &strip.clusters {
                assert!((118..=990).contains(&cluster.x) && cluster.level < 4);
            }
        }
    }
}

#[test]
fn later_is_never_further_left() {
    let dots = many(300, 4000);
    let axis = Axis::new(dots.iter().map(|dot| dot.at).collect(), Zone::UTC, 118, 990);
    let mut times: Vec<Timestamp> = dots.iter().map(|dot| dot.at).collect();
    times.sort();
    let places: Vec<i32> = times.iter().map(|at| axis.x(*at)).collect();
    assert!(places.is_sorted());
    assert_eq!(Lane::Machine.tone(), 10);
}
