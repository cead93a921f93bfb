//! Progress bars on a terminal; nothing elsewhere.

use generator::pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{sync::Mutex, time::Duration};

/// One line with the current stage.
#[derive(Debug)]
pub(super) struct Bars(Mutex<ProgressBar>);

impl Bars {
    /// Draws on standard error if that is a terminal.
    pub(super) fn new() -> Self {
        Self(Mutex::new(spinner("reading")))
    }

    pub(super) fn show(&self, step: Progress) {
        let mut bar = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match step {
            Progress::Stage(stage) => {
                bar.finish_and_clear();
                *bar = spinner(stage);
            }
            Progress::Pages(count) => {
                bar.finish_and_clear();
                *bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr());
                if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} pages, {eta} left") {
                    bar.set_style(style);
                }
            }
            Progress::Page => bar.inc(1),
        }
    }

    pub(super) fn end(&self) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).finish_and_clear();
    }
}

fn spinner(stage: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.set_message(stage);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(120));
    }
    bar
}
