//! Progress: one changing line on a terminal; elsewhere one line per minute.

use super::text::duration;
use crate::cli::{clock, format::counted, terminal};
use http_client::{Event, Spent, Trouble};
use hub::fetch::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use locale::plural::Counted;
use std::{
    fmt::Write as _,
    io::IsTerminal as _,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Time between two lines without a terminal.
const INTERVAL: Duration = Duration::from_mins(1);

/// Shorter waits are not shown.
const SHOWN_WAIT: Duration = Duration::from_secs(2);

pub(super) struct Shown {
    bar: Option<ProgressBar>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    began: Duration,
    last_line: Option<Duration>,
    /// Number of models expected: those of the last snapshot in a full fetch.
    expected: u64,
    resumed: u64,
    models: u64,
    pages: u64,
    walk: String,
    line: String,
}

impl Shown {
    pub(super) fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        let now = clock::wall();
        Self { bar, state: Mutex::new(State { began: now, ..State::default() }) }
    }

    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    pub(super) fn show(&self, step: Progress) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = clock::wall();
        match step {
            Progress::Begin { full, resumed: (pages, models), expected } => {
                state.expected = if full { expected } else { 0 };
                (state.resumed, state.models) = (models, models);
                if pages > 0 {
                    self.say(&format!(
                        "resuming after {}, with {}\n",
                        Counted(count(pages), "page"),
                        Counted(count(models), "model")
                    ));
                }
            }
            Progress::Walk { at, of } => {
                state.walk = if of > 1 { format!("listing {} of {of}: ", at + 1) } else { String::new() }
            }
            Progress::Page { pages, records, spent } => {
                state.models += records;
                state.pages = pages;
                state.line = state.of_page(&spent, now);
            }
            Progress::Suspect { done, of } => state.line = format!("checking missing models: {done} of {of}"),
            Progress::Sizes { done, of } => state.line = format!("requesting file sizes: {done} of {of}"),
            Progress::Assemble => "writing the snapshot".clone_into(&mut state.line),
            Progress::RefusedFields(fields) => {
                let fields = fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ");
                self.say(&format!(
                    "warning: the Hub does not know the `expand` fields {fields}; fetching without them\n"
                ));
            }
            Progress::Ignored(reason) => self.say(&format!("warning: {reason}\n")),
            Progress::Net(Event::TokenRefused) => {
                self.say("warning: the Hub rejected the token; continuing without it\n");
            }
            // A user without a network should see at once what is wrong.
            Progress::Net(Event::Again { trouble: trouble @ Trouble::Unreachable(_), wait, attempts, most }) => {
                let seconds = wait.as_secs_f64();
                self.say(&format!("attempt {attempts} of {most} failed: {trouble}; retrying in {seconds:.1} s\n"));
            }
            Progress::Net(event) => {
                if let Some(line) = of_event(&event) {
                    state.line = line;
                }
            }
        }
        match &self.bar {
            Some(bar) => bar.set_message(state.line.clone()),
            None if !state.line.is_empty()
                && state.last_line.is_none_or(|last| now.saturating_sub(last) >= INTERVAL) =>
            {
                state.last_line = Some(now);
                self.say(&format!("{}\n", state.line));
            }
            None => {}
        }
    }

    fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| terminal::to_stderr(text)),
            None => terminal::to_stderr(text),
        }
    }
}

fn count(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

impl State {
    /// Pages, models, remaining requests, and the estimated time, based on the last snapshot.
    fn of_page(&self, spent: &Spent, now: Duration) -> String {
        let mut line =
            format!("{}{}, {}", self.walk, counted(count(self.pages), "page"), Counted(count(self.models), "model"));
        if let Some(budget) = spent.budget {
            let _ = write!(line, ", {} requests left for {}", budget.remaining, duration(budget.reset));
        }
        let fetched = self.models - self.resumed;
        if self.expected > self.models && fetched > 0 {
            #[expect(clippy::cast_precision_loss, reason = "an estimate")]
            let share = (self.expected - self.models) as f64 / fetched as f64;
            let _ = write!(line, ", about {} left", duration(now.saturating_sub(self.began).mul_f64(share)));
        }
        line
    }
}

fn of_event(event: &Event) -> Option<String> {
    match event {
        Event::Window(wait) if *wait >= SHOWN_WAIT => {
            Some(format!("rate limit reached: resuming in {}", duration(*wait)))
        }
        Event::Again { trouble, wait, .. } if *wait >= SHOWN_WAIT => {
            Some(format!("{trouble}: retrying in {}", duration(*wait)))
        }
        _ => None,
    }
}
