//! `Live`: the site of this moment, what is wrong with the files that the next one is made from, and telling
//! browsers of both.

use super::site::Site;
use serde::Serialize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The last good site, and what came after it.
#[derive(Debug)]
pub struct Live {
    state: Mutex<State>,
    /// The state as browsers are told it.
    told: watch::Sender<Arc<str>>,
}

#[derive(Debug, Default)]
struct State {
    site: Option<Arc<Site>>,
    /// Why there is no newer site.
    problem: Option<Arc<str>>,
    /// Why there is no newer program.
    program_problem: Option<Arc<str>>,
    /// What goes on.
    notice: Option<Arc<str>>,
}

/// For browsers. A page that came from another build loads itself again; else it shows the texts.
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
    /// A build has ended well.
    pub fn show(&self, site: Site) {
        self.change(|state| {
            state.site = Some(Arc::new(site));
            state.problem = None;
        });
    }

    /// It has not: the site stays, and browsers are told why.
    pub fn fail(&self, problem: &str) {
        self.change(|state| state.problem = Some(problem.into()));
    }

    /// The program is being compiled anew.
    pub fn compiles(&self, notice: &str) {
        self.change(|state| {
            state.program_problem = None;
            state.notice = Some(notice.into());
        });
    }

    /// That has failed: the program stays.
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

    /// The state as browsers are told it, as JSON, and every later one.
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
        // Texts and options: making JSON of them does not fail.
        serde_json::to_string(&told).unwrap_or_default().into()
    }
}
