//! `Live`: the current site, the problems of its sources, and the events for browsers.

use super::site::Site;
use serde::Serialize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The last good site, and what has happened since.
#[derive(Debug)]
pub struct Live {
    state: Mutex<State>,
    /// The state sent to browsers.
    told: watch::Sender<Arc<str>>,
}

#[derive(Debug, Default)]
struct State {
    site: Option<Arc<Site>>,
    /// Why there is no newer site.
    problem: Option<Arc<str>>,
    /// Why there is no newer program.
    program_problem: Option<Arc<str>>,
    /// What is going on.
    notice: Option<Arc<str>>,
}

/// For browsers: a page of another build reloads itself, all others show the texts.
#[derive(Serialize)]
struct Told<'a> {
    build: &'a str,
    problem: Option<&'a str>,
    notice: Option<&'a str>,
}

impl Default for Live {
    fn default() -> Self {
        Self { told: watch::Sender::new(State::default().told()), state: Mutex::default() }
    }
}

impl Live {
    /// A build succeeded.
    pub fn show(&self, site: Site) {
        self.change(|state| {
            state.site = Some(Arc::new(site));
            state.problem = None;
        });
    }

    /// A build failed: the site stays, and browsers show the reason.
    pub fn fail(&self, problem: &str) {
        self.change(|state| state.problem = Some(problem.into()));
    }

    /// The program is being recompiled.
    pub fn compiles(&self, notice: &str) {
        self.change(|state| {
            state.program_problem = None;
            state.notice = Some(notice.into());
        });
    }

    /// Compiling failed: the program stays.
    pub fn does_not_compile(&self, problem: &str) {
        self.change(|state| {
            state.program_problem = Some(problem.into());
            state.notice = None;
        });
    }

    /// The last good site, or why there never was one.
    pub fn site(&self) -> Result<Arc<Site>, Arc<str>> {
        let state = self.lock();
        let problem = || state.problem.clone().unwrap_or_else(|| "the site is not built yet".into());
        state.site.clone().ok_or_else(problem)
    }

    /// The state for browsers as JSON, and every later one.
    pub(super) fn subscribe(&self) -> watch::Receiver<Arc<str>> {
        self.told.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        self.told.send_replace(state.told());
    }
}

impl State {
    fn told(&self) -> Arc<str> {
        let build = self.site.as_ref().map_or("", |site| site.id());
        let problem = self.problem.as_deref().or(self.program_problem.as_deref());
        let told = Told { build, problem, notice: self.notice.as_deref() };
        // Serializing texts and options does not fail.
        serde_json::to_string(&told).unwrap_or_default().into()
    }
}
