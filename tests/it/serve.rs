//! `modelpress serve`: what it answers, as a host would, and how soon and how well it follows changes.

mod answers;
mod changes;
mod limits;
mod process;
mod templates;

pub(crate) use process::Served;
