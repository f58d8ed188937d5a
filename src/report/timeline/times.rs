//! When the incident turned and how long it took, with what was overrun or overridden: moments and numbers, so that every edition has
//! them. Must not count: the metrics did.

use super::at_a_glance::gap;
use super::{Detail, Timeline};
use crate::base::id::Seq;
use crate::base::time::Period;
use crate::report::document::{Cell, Line, Run};
use crate::report::status::metrics::MomentLine;

impl Timeline<'_> {
    /// Moments that are known, then those that are not, then the figures.
    pub(super) fn turns(&self) -> Cell {
        let moments = &self.glance.metrics.moments;
        let unknown: Vec<&str> =
            moments.iter().filter(|line| line.at.is_none()).map(|line| line.name).collect();
        let unknown =
            (!unknown.is_empty()).then(|| vec![Run::quiet("not known: "), gap(&unknown.join(", "))]);
        let known = moments.iter().filter_map(|line| self.turn(line));
        self.in_short(known.chain(unknown).chain(std::iter::once(self.figures())).collect())
    }

    /// A moment, and how far it lies from the others.
    fn turn(&self, line: &MomentLine) -> Option<Line> {
        let (at, entry) = (line.at?, Seq(line.entry?));
        let key = self.options.detail == Detail::Key;
        let when = if key { self.scene.brief(at) } else { self.scene.moment(at) };
        let previous = line.since_previous.filter(|_| !key).map(|seconds| apart(seconds, "the one above"));
        let detected = line.since_detected.filter(|_| line.fact != "detected_at");
        let detected = detected.map(|seconds| apart(seconds, "detection"));
        let far: Vec<String> = previous.into_iter().chain(detected).map(|far| format!(", {far}")).collect();
        Some(vec![
            Run::quiet(&format!("{} ", line.name)),
            Run::strong(&when),
            Run::plain(&format!("{} ", far.concat())),
            Run::entry(entry),
        ])
    }

    fn figures(&self) -> Line {
        let metrics = &self.glance.metrics;
        let figures = [
            ("time boxes overrun", metrics.time_box_misses),
            ("decisions on something not known", metrics.decisions_on_unknown),
            ("stop gates overridden", metrics.stop_gates_overridden),
            ("other gates overridden", metrics.other_overrides),
        ];
        let figures: Vec<String> = figures.iter().map(|(name, number)| format!("{name}: {number}")).collect();
        vec![Run::plain(&figures.join(", "))]
    }
}

/// `2 h after detection`, `3 d before detection`.
fn apart(seconds: i64, what: &str) -> String {
    let side = if seconds < 0 { "before" } else { "after" };
    format!("{} {side} {what}", Period::from_seconds(seconds.saturating_abs()))
}
