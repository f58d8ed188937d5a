//! A bar for work that takes longer than a moment. Drawn on a terminal only; never in plain mode.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::ui::Ui;

/// A bar that counts bytes.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// Begins; `total` in bytes.
    pub(crate) fn bytes(ui: &Ui, what: &str, total: u64) -> Self {
        let target = if ui.plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        let style = ProgressStyle::with_template("{prefix} {bar:24} {bytes}/{total_bytes} {eta}");
        if let Ok(style) = style {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_prefix(what.to_owned());
        Self(bar)
    }

    /// Says how many bytes are done.
    pub(crate) fn reach(&self, bytes: u64) {
        self.0.set_position(bytes);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
