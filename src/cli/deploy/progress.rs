//! Progress: one bar on a terminal; elsewhere one line per stage.

use crate::cli::terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use locale::plural::Counted;
use publish::deploy::Progress;
use std::{io::IsTerminal as _, time::Duration};

pub(super) struct Shown(Option<ProgressBar>);

impl Shown {
    pub(super) fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {human_pos}/{human_len}, {per_sec}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self(bar)
    }

    pub(super) fn show(&self, step: Progress) {
        match (&self.0, step) {
            (Some(bar), Progress::Survey) => bar.set_message("listing the target"),
            (Some(bar), Progress::Stage { stage, files }) => {
                bar.reset();
                bar.set_length(files as u64);
                bar.set_message(stage.to_string());
            }
            (None, Progress::Stage { stage, files }) => {
                terminal::to_stderr(&format!("{stage}: {}\n", Counted(files, "file")));
            }
            (Some(bar), Progress::File) => bar.inc(1),
            (None, Progress::Survey | Progress::File) => {}
        }
    }

    pub(super) fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
