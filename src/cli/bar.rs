//! A bar for work that takes longer than a moment. Drawn on a terminal only; never in plain mode.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::ui::Ui;

/// A bar that counts.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// Begins; `total` in bytes.
    pub(crate) fn bytes(ui: &Ui, what: &str, total: u64) -> Self {
        Self::begin(ui, what, (total, "{prefix} {bar:24} {bytes}/{total_bytes} {eta}"))
    }

    /// Begins; `total` in pieces.
    pub(crate) fn number(ui: &Ui, what: &str, total: u64) -> Self {
        Self::begin(ui, what, (total, "{prefix} {bar:24} {pos}/{len} {eta}"))
    }

    fn begin(ui: &Ui, what: &str, (total, template): (u64, &str)) -> Self {
        let target = if ui.plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_prefix(what.to_owned());
        Self(bar)
    }

    /// Says how much is done.
    pub(crate) fn reach(&self, done: u64) {
        self.0.set_position(done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
